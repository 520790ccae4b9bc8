"""The partials: a signed bar, a formula and a number for each variable; greyed and named where one is held."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.formula.errors import FormulaError
from descent_tui.objectives.objective import symbolic
from descent_tui.pictures.colouring import coloured, ink_of
from descent_tui.pictures.room import shown
from descent_tui.pictures.text import Part, abridged, clipped, panel, spoken, write, write_right
from descent_tui.session import line, verdict
from descent_tui.session.numbers import fixed, show

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.session.session import Session

DECADES = 2.0
"""A bar is full at the largest partial of the start and a hair at this many powers of ten below."""

WORDY = 44
"""From this width on, a slope is also said in words: `f falls as x grows`."""

FORMULA_FROM = 50
"""From this width on, a partial on a single row has room for its formula beside the bar."""


def partials(session: Session, width: int, height: int, look: Look) -> Raster:
    """Return the panel of partials, for each variable as many rows as there are; the title goes before a variable."""
    colours = look.colours
    each, top = _rows(session, height)
    here = _shown_in(session, height)
    n = session.objective.size
    said = "  one slope each" if len(here) == n else f"  {len(here)} of {n:,}"
    title: list[Part] = [("partials", colours.title), (said, colours.faint)] if top else []
    raster = panel(width, height, look, title)
    draw = (_short, _tall, _tall)[each - 1]
    for y, i in enumerate(here):
        draw(raster, session, i, top + y * each, each, look)
    if height > 2:
        _total(raster, session, top + each * len(here), look)
    return raster


def _rows(session: Session, height: int) -> tuple[int, int]:
    """Return (rows for each variable, rows of the title: 1 or 0)."""
    n = session.objective.size
    for each in (3, 2) if n <= 3 else ():
        if height >= 2 + each * n:
            return each, 1
    return 1, int(height > 2 + min(n, 2) - 1)


def _shown_in(session: Session, height: int) -> range:
    each, top = _rows(session, height)
    return shown(session, (height - top - (height > 2)) // each)


def variable_at(session: Session, height: int, row: int) -> int | None:
    """Return the variable whose partial stands on a row of a panel so many rows high."""
    each, top = _rows(session, height)
    here = _shown_in(session, height)
    position = (row - top) // each
    return here[position] if row >= top and position < len(here) else None


def symbol(session: Session, i: int) -> str:
    """Return ∂f/∂x."""
    return f"∂f/∂{session.objective.name(i)}"


def bar(value: float, largest: float, width: int, look: Look) -> str:
    """Return a bar about its middle, to the left where the slope is negative, its length the logarithm of |value|."""
    glyphs = look.glyphs
    half = (width - 1) // 2
    if half < 2 or not math.isfinite(value):
        return " " * width
    share = 1 + (math.log10(abs(value)) - math.log10(largest)) / DECADES if value and largest > 0 else 0.0
    length = min(max(round(share * half), 1 if value else 0), half)
    blank = " " * (half - length)
    if value < 0:
        return f"{blank}{glyphs.left}{glyphs.thick * (length - 1)}{glyphs.vertical}" + " " * half
    arrow = f"{glyphs.thick * (length - 1)}{glyphs.right}" if length else ""
    return " " * half + glyphs.vertical + arrow + blank


def _largest(session: Session) -> float:
    start = line.start(session.here)
    if session.objective.size > 64:
        return float(np.abs(start.gradient).max())
    return max((abs(float(g)) for g in (*start.gradient, *session.here.gradient) if math.isfinite(g)), default=1.0)


def _frozen(raster: Raster, session: Session, i: int, y: int, look: Look) -> None:
    """Write the greyed partial of a held variable and, in the colour of frost, where it is held."""
    name, value = session.objective.name(i), fixed(float(session.here.x[i]), ascii=look.ascii)
    x = write(raster, 2, y, [(symbol(session, i), look.colours.held)], look, raster.width - 3)
    for said in (f"{name} frozen at {value} {look.glyphs.frozen}", f"frozen at {value}", value):
        if x + 1 + len(said) <= raster.width - 1:
            write_right(raster, raster.width - 1, y, [(said, look.colours.frozen)], look)
            return


def _focus_mark(raster: Raster, session: Session, i: int, y: int, look: Look) -> None:
    if i == session.view.focus and session.objective.size > 1:
        raster.put(0, y, look.glyphs.bullet, look.colours.key)


def _tall(raster: Raster, session: Session, i: int, y: int, rows: int, look: Look) -> None:
    """Draw a partial on two rows or three: with three its formula has a row to itself."""
    colours, width = look.colours, raster.width
    _focus_mark(raster, session, i, y, look)
    formula = _formula(session, i, look)
    if not session.free[i]:
        _frozen(raster, session, i, y, look)
        if rows == 3 and formula:
            write(raster, 2, y + 1, [("= " + abridged(formula, width - 5, look), colours.held)], look, width - 3)
        raster.put(2, y + rows - 1, look.glyphs.dash * (width - 3), colours.frame)
        return
    ink = ink_of(session, i, look)
    value = fixed(float(session.here.gradient[i]), ascii=look.ascii)
    left = write_right(raster, width - 1, y, [(value, ink)], look)
    head = spoken(symbol(session, i), look)
    x = raster.put(2, y, clipped(head, max(left - 3, 0), look), ink)
    if rows == 3 and formula:
        _write_formula(raster, session, 2, y + 1, formula, width - 3, look)
    elif formula and left - x > 6:
        _write_formula(raster, session, x + 1, y, formula, left - x - 3, look)
    _bar_line(raster, session, i, y + rows - 1, ink, look)


def _write_formula(raster: Raster, session: Session, x: int, y: int, formula: str, room: int, look: Look) -> None:
    short = abridged(formula, room - 2, look)
    write(raster, x, y, [("= ", look.colours.faint), *coloured(session, short, look)], look, room)


def _formula(session: Session, i: int, look: Look) -> str:
    """Return ∂f/∂xᵢ as a formula where the objective is one that has it."""
    objective = session.objective
    if objective.size > 64 or not symbolic(objective):
        return ""
    try:
        return objective.partial(objective.name(i), ascii=look.ascii)
    except FormulaError:  # it would be longer than anybody reads
        return ""


def _bar_line(raster: Raster, session: Session, i: int, y: int, ink: int, look: Look) -> None:
    value = float(session.here.gradient[i])
    said = spoken(_meaning(session.objective.name(i), value, wordy=raster.width >= WORDY), look)
    least = 20 if raster.width >= WORDY else 12 if look.ascii else 8
    room = raster.width - 4 - max(len(said) + 1, least)
    raster.put(2, y, bar(value, _largest(session), room, look), ink)
    write_right(raster, raster.width - 1, y, [(said, look.colours.faint)], look)


def _meaning(name: str, value: float, *, wordy: bool) -> str:
    """Say which way f goes as the variable grows."""
    if not math.isfinite(value):
        return "not defined here"
    if wordy:
        return f"f {'is level' if value == 0 else 'rises' if value > 0 else 'falls'} as {name} grows"
    return "" if value == 0 else f"{name}↑ f{'↑' if value > 0 else '↓'}"


def _short(raster: Raster, session: Session, i: int, y: int, rows: int, look: Look) -> None:
    """Draw a partial on one row: symbol, bar, number, and its formula where the panel is wide."""
    del rows
    width = raster.width
    _focus_mark(raster, session, i, y, look)
    if not session.free[i]:
        _frozen(raster, session, i, y, look)
        return
    ink = ink_of(session, i, look)
    x = write(raster, 2, y, [(f"{symbol(session, i)} ", ink)], look, width // 2)
    value = float(session.here.gradient[i])
    write_right(raster, width - 1, y, [(fixed(value, ascii=look.ascii), ink)], look)
    x, end = max(x, 9), width - 12
    if width >= FORMULA_FROM and (formula := _formula(session, i, look)):
        middle = x + (end - x) * 5 // 8
        _write_formula(raster, session, x, y, formula, middle - x - 2, look)
        x = middle
    raster.put(x, y, bar(value, _largest(session), max(end - x, 0), look), ink)


def _total(raster: Raster, session: Session, y: int, look: Look) -> None:
    """Write f and the length of the gradient: with fewer digits, rather than without one of the two."""
    colours = look.colours
    slope = verdict.slope(session)
    length = "‖∇f‖ " if session.all_free else "‖∇f‖ free "
    for digits in (0, 3):  # 0: with a fixed number of decimals, so that the line stands still
        value, number = (
            show(v, digits, ascii=look.ascii) if digits else fixed(v, ascii=look.ascii)
            for v in (session.here.value, slope)
        )
        parts: list[Part] = [("f ", colours.faint), (value, colours.ink)]
        parts += [((" " if digits else "   ") + length, colours.faint), (number, colours.ink)]
        if sum(len(spoken(text, look)) for text, _ in parts) <= raster.width - 3:
            break
    else:
        parts = parts[:2]
    write(raster, 2, y, parts, look, raster.width - 3)
