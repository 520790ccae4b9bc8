"""The derivation of one partial, rule by rule, naming everything that is held constant."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from descent_tui.formula.errors import FormulaError
from descent_tui.objectives.objective import Symbolic
from descent_tui.pictures.colouring import ink_of
from descent_tui.pictures.text import Part, panel, spoken, wrapped, write
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.session.session import Session

MOST = 40
"""Lines beyond these no panel has room for."""


def derivation_lines(session: Session, width: int, look: Look) -> tuple[tuple[Part, ...], ...]:
    """Return the derivation of the focused partial in coloured lines of at most `width`; none where there is none."""
    objective = session.objective
    if not isinstance(objective, Symbolic):
        return ()
    return _lines(objective, objective.name(session.view.focus), width, look)


@lru_cache(64)
def _lines(objective: Symbolic, variable: str, width: int, look: Look) -> tuple[tuple[Part, ...], ...]:
    colours = look.colours
    try:
        steps = objective.explain(variable)
    except FormulaError as wrong:
        return tuple(((line, colours.faint),) for line in wrapped(spoken(str(wrong), look), width))
    lines: list[tuple[Part, ...]] = []
    for step in steps:
        rule = f"{step.before} → {step.after}"
        lines += [((text, colours.ink),) for text in wrapped(spoken(rule, look), width)]
        if step.sentence:
            told = wrapped(spoken(step.sentence, look), width - 2)
            lines += [(("  " + text, colours.faint),) for text in told]
        if len(lines) >= MOST:
            break
    return tuple(lines[:MOST])


def derivation(session: Session, width: int, height: int, look: Look) -> Raster:
    """Return the derivation panel."""
    colours, objective = look.colours, session.objective
    focus = session.view.focus
    held = [i for i in range(min(objective.size, 8)) if i != focus]
    named = ", ".join(f"{objective.name(i)} at {show(float(session.here.x[i]), 3)}" for i in held[:3])
    more = "…" if objective.size > 4 else ""
    title: list[Part] = [(f"∂f/∂{objective.name(focus)}", ink_of(session, focus, look))]
    if held:
        title.append((f", with {named}{more} held", colours.faint))
    raster = panel(width, height, look, title)
    lines = derivation_lines(session, width - 2, look)
    for y, line in enumerate(lines[: height - 1], start=1):
        write(raster, 1, y, line, look, width - 2)
    if len(lines) > height - 1 and height > 1:
        raster.put(width - 3, height - 1, spoken("…", look), colours.key)
    return raster
