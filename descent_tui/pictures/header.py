"""The top lines: what this is, its formula, who descends and how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.objectives.objective import Symbolic
from descent_tui.optimizers import table
from descent_tui.pictures.colouring import coloured
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import Part, clipped, spoken, write, write_right
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.session.session import Session

LONGEST = 400
"""A longer formula is cut before it is coloured; no screen is as wide."""


def header(session: Session, width: int, height: int, look: Look) -> Raster:
    """Return the header, one row or two."""
    colours = look.colours
    raster = Raster.blank(width, height, colours.ink, colours.paper)
    runner = session.runner
    state: list[Part] = [
        (table.find(runner.optimizer).title if width >= 64 else runner.optimizer, colours.faint),
        ("   α ", colours.faint),
        (show(runner.settings["lr"]), colours.ink),
        ("   step ", colours.faint),
        (f"{session.here.k} ", colours.ink),
    ]
    left = write_right(raster, width, 0, state, look)
    write(raster, 1, 0, [(session.scenario.title, colours.title)], look, max(left - 3, 0))
    if height > 1:
        after = write(raster, 1, 1, formula_line(session, look), look, width - 2)
        counts = _counts(session, look)
        if counts and after + len(counts) + 3 < width:
            write_right(raster, width - 1, 1, [(counts, colours.frozen)], look)
    return raster


def formula_line(session: Session, look: Look) -> list[Part]:
    """Return `f(x, y) = …`, frozen variables printed as the constants they are, knobs named after it."""
    objective, colours = session.objective, look.colours
    if objective.size <= 4:
        names = ", ".join(objective.name(i) for i in range(objective.size) if session.free[i])
    else:
        names = clipped(f"{objective.name(0)}, …, {objective.name(objective.size - 1)}", 40, look)
    printed = objective.formula(ascii=look.ascii)[:LONGEST] if isinstance(objective, Symbolic) else "…"
    parts: list[Part] = [("f", colours.ink), *coloured(session, f"({names}) = " if names else " = ", look)]
    parts += coloured(session, printed, look, plugged=True)
    if session.constants:
        knobs = ", ".join(f"{name} = {show(value)}" for name, value in session.constants.items())
        parts.append((f"    {knobs}", colours.faint))
    return parts


def _counts(session: Session, look: Look) -> str:
    if session.all_free:
        return ""
    free = int(session.free.sum())
    return spoken(f"free {free:,} · frozen {session.objective.size - free:,}", look)
