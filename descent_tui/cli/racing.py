"""A race without a screen: who runs against the one that is told whole, by `--race`, and how they came out."""

from __future__ import annotations

import math
import shutil
from typing import TYPE_CHECKING

from descent_tui.cli.plain import columns, out

if TYPE_CHECKING:
    import argparse

    from descent_tui.session.actions import Join
    from descent_tui.session.run import Descent
    from descent_tui.session.session import Iterate, Runner


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add --race."""
    parser.add_argument(
        "--race",
        metavar="adam:lr=0.1",
        action="append",
        default=[],
        help="another optimizer that runs from the same start at equal gradient evaluations; repeatable",
    )


def joins(texts: list[str]) -> list[Join]:
    """Return the actions by which runners join: `adam:lr=0.1,beta1=0.8 with cosine 200`; raise `ActionError`."""
    from descent_tui.session.actions import ActionError, Join
    from descent_tui.session.words import parse

    found = []
    for text in texts:
        joins = parse(f"race {text.strip().replace(':', ' ', 1)}")
        if not isinstance(joins, Join):
            raise ActionError(f"--race {text[:40]!r} says nobody")
        found.append(joins)
    return found


def print_table(descent: Descent, last: Iterate, runners: list[Runner]) -> None:
    """Print who came how low, the lowest first, and that all had equal gradients."""
    from descent_tui.session.finish import why_ended
    from descent_tui.session.numbers import length, show
    from descent_tui.session.scheduling import CONSTANT
    from descent_tui.session.session import Runner

    found: list[tuple[Descent | Runner, Iterate, str]] = [(descent, last, descent.stopped)]
    found += [(runner, runner.iterate, why_ended(runner)) for runner in runners]
    found.sort(key=lambda one: (math.isnan(one[1].value), one[1].value))
    follows = any(who.schedule != CONSTANT for who, *_ in found)
    rows = [["", "optimizer", "α", *(["schedule"] if follows else []), "f", "‖∇f‖", "steps", "gradients"]]
    for place, (who, here, _) in enumerate(found, start=1):
        slope = length(here.gradient[descent.free])
        rate = show(who.settings["lr"]) if "lr" in who.settings else "–"
        rates = [rate, who.schedule.short] if follows else [rate]
        numbers = [show(here.value, 6), show(slope, 6), str(here.k), str(here.evaluations)]
        rows.append([str(place), who.optimizer, *rates, *numbers])
    out()
    out(f"race at equal gradient evaluations, {last.evaluations} each")
    room = shutil.get_terminal_size((80, 24)).columns
    aligned = "><>" + "<" * follows + ">>>>"
    for line, why in zip(columns(rows, aligned), ["", *(stopped for *_, stopped in found)], strict=True):
        said = f"  {why}" if why.startswith("diverged") else ""
        out(line + said if len(line + said) <= max(room, 80) else line)
    for who, _, why in found:
        if isinstance(who, Runner) and who.stopped and not why.startswith("diverged"):
            out(f"{who.optimizer}: {why.removeprefix('until: ')}")
