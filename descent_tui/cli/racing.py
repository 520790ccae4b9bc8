"""A race without a screen: who runs against the one that is told whole, by `--race`, and how they came out."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from descent_tui.cli.plain import columns, out

if TYPE_CHECKING:
    import argparse

    from descent_tui.session.actions import Join
    from descent_tui.session.run import Descent
    from descent_tui.session.session import Iterate, Runner, Session

MOST_TOLD = 1000
"""Steps of a runner that are printed at most: of more, so many evenly spread, the first and the last among them."""


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
    """Return the actions by which runners join: `adam:lr=0.1,beta1=0.8`; raise `ActionError` for no number."""
    from descent_tui.session.actions import Join
    from descent_tui.session.words import point

    found = []
    for text in texts:
        name, _, settings = text.partition(":")
        found.append(Join(name.strip(), point(settings) if settings.strip() else ()))
    return found


def came_in(session: Session, last: Iterate) -> list[Runner]:
    """Return the others of a race after they had as many gradients as the leading one at its last iterate."""
    from descent_tui.session.racing import went_on

    return [went_on(session, runner, last.evaluations) for runner in session.runners[1:]]


def told(descent: Descent, runners: list[Runner]) -> list[dict[str, object]]:
    """Return what `--json` prints of each: its optimizer, its settings, its steps, its cost and why it ended."""
    from descent_tui.session import line
    from descent_tui.session.trajectory import step_told

    return [
        {
            "optimizer": runner.optimizer,
            "settings": dict(runner.settings),
            "steps": [step_told(descent, iterate) for iterate in spread(list(line.since(0, runner.iterate)))],
            "evaluations": runner.iterate.evaluations,
            "stopped": _why(runner),
        }
        for runner in runners
    ]


def spread(path: list[Iterate]) -> list[Iterate]:
    """Return at most `MOST_TOLD` iterates of a path, evenly spread, its ends among them."""
    if len(path) <= MOST_TOLD:
        return path
    return [path[k * (len(path) - 1) // (MOST_TOLD - 1)] for k in range(MOST_TOLD)]


def print_table(descent: Descent, last: Iterate, runners: list[Runner]) -> None:
    """Print who came how low, the lowest first, and that all had equal gradients."""
    from descent_tui.session.numbers import length, show

    found = [(descent.optimizer, descent.settings, last, descent.stopped)]
    found += [(runner.optimizer, runner.settings, runner.iterate, _why(runner)) for runner in runners]
    found.sort(key=lambda one: one[2].value)
    rows = [["", "optimizer", "α", "f", "‖∇f‖", "steps", "gradients"]]
    for place, (name, settings, here, _) in enumerate(found, start=1):
        slope = length(here.gradient[descent.free])
        rate = show(settings["lr"]) if "lr" in settings else "–"
        numbers = [rate, show(here.value, 6), show(slope, 6), str(here.k), str(here.evaluations)]
        rows.append([str(place), name, *numbers])
    out()
    out(f"race at equal gradient evaluations, {last.evaluations} each")
    room = shutil.get_terminal_size((80, 24)).columns
    for line, why in zip(columns(rows, "><>>>>>"), ["", *(stopped for *_, stopped in found)], strict=True):
        said = f"  {why}" if why.startswith("diverged") else ""
        out(line + said if len(line + said) <= max(room, 80) else line)


def _why(runner: Runner) -> str:
    """Return why a runner ended, a sentence that begins with "steps", "until" or "diverged"."""
    if not runner.stopped:
        return f"steps: all its {runner.iterate.evaluations} gradients were used"
    if runner.stopped.startswith("diverged"):
        return runner.stopped.replace("diverged at", "diverged: at", 1)
    return f"until: no step can be taken from here: {runner.stopped}"
