"""The partials: a signed bar, a formula and a number for each variable; greyed and named where one is held."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.objectives.objective import Symbolic
from descent_tui.pictures.colouring import coloured, ink_of
from descent_tui.pictures.layout import partial_rows
from descent_tui.pictures.text import Part, clipped, panel, spoken, write, write_right
from descent_tui.session import verdict
from descent_tui.session.numbers import fixed, show

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.session.session import Session

DECADES = 2.0
"""A bar is full at the largest partial of the start and a hair at this many powers of ten below."""


def partials(session: Session, width: int, height: int, look: Look) -> Raster:
    """Return the panel of partials."""
    colours = look.colours
    raster = panel(width, height, look, [("partials", colours.title), (" one slope each", colours.faint)])
    each, _ = partial_rows(session.objective.size, height * 3)
    each = each if height >= 2 + each * min(session.objective.size, 2) else 1
    y = 1
    for i in shown(session, (height - 2) // each):
        (_tall if each == 2 else _short)(raster, session, i, y, look)
        y += each
    if height > 2:
        _total(raster, session, height - 1, look)
    return raster


def shown(session: Session, room: int) -> range:
    """Return which variables there is room for: from the first, or as many as needed further so the focus is in."""
    n, room = session.objective.size, max(room, 1)
    first = min(max(session.view.focus - room + 1, 0), max(n - room, 0)) if n > room else 0
    return range(first, min(first + room, n))


def variable_at(session: Session, width: int, height: int, row: int) -> int | None:
    """Return the variable whose partial stands on a row of the panel."""
    del width
    each, _ = partial_rows(session.objective.size, height * 3)
    each = each if height >= 2 + each * min(session.objective.size, 2) else 1
    here = shown(session, (height - 2) // each)
    position = (row - 1) // each
    return here[position] if row >= 1 and position < len(here) else None


def symbol(session: Session, i: int) -> str:
    """Return ∂f/∂x."""
    return f"∂f/∂{session.objective.name(i)}"


def bar(value: float, largest: float, width: int, look: Look) -> str:
    """Return a bar about its middle, to the left where the slope is negative, its length the logarithm of |value|."""
    glyphs = look.glyphs
    half = (width - 1) // 2
    if half < 2 or not math.isfinite(value):
        return " " * width
    share = 1 + math.log10(abs(value) / largest) / DECADES if value and largest > 0 else 0.0
    length = min(max(round(share * half), 1 if value else 0), half)
    blank = " " * (half - length)
    if value < 0:
        return f"{blank}{glyphs.left}{glyphs.thick * (length - 1)}{glyphs.vertical}" + " " * half
    arrow = f"{glyphs.thick * (length - 1)}{glyphs.right}" if length else ""
    return " " * half + glyphs.vertical + arrow + blank


def _largest(session: Session) -> float:
    start = session.here
    while start.parent is not None and start.k > session.here.k - 500:
        start = start.parent
    if session.objective.size > 64:
        return float(np.abs(start.gradient).max())
    return max((abs(float(g)) for g in (*start.gradient, *session.here.gradient) if math.isfinite(g)), default=1.0)


def _frozen(session: Session, i: int) -> list[Part]:
    name, value = session.objective.name(i), fixed(float(session.here.x[i]))
    return [(f"{name} frozen at {value}", 0)]


def _tall(raster: Raster, session: Session, i: int, y: int, look: Look) -> None:
    colours, width = look.colours, raster.width
    free = bool(session.free[i])
    mark = look.glyphs.bullet if i == session.view.focus and free and session.objective.size > 1 else " "
    ink = ink_of(session, i, look) if free else colours.held
    raster.put(0, y, mark, colours.key)
    if not free:
        value = fixed(float(session.here.x[i]))
        write(raster, 2, y, [(symbol(session, i), colours.held)], look)
        said = f"{session.objective.name(i)} frozen at {value}  {look.glyphs.frozen}"
        write_right(raster, width - 1, y, [(said, colours.frozen)], look)
        write(raster, 2, y + 1, [(look.glyphs.dash * (width - 4), colours.frame)], look)
        return
    value = fixed(float(session.here.gradient[i]), ascii=look.ascii)
    left = write_right(raster, width - 1, y, [(value, ink)], look)
    formula = _formula(session, i, look)
    head = spoken(f"{symbol(session, i)}", look)
    x = raster.put(2, y, clipped(head, max(left - 3, 0), look), ink)
    if formula and left - x > 6:
        write(raster, x, y, [(" = ", colours.faint), *coloured(session, formula, look)], look, left - x - 2)
    _bar_line(raster, session, i, y + 1, ink, look)


def _formula(session: Session, i: int, look: Look) -> str:
    """Return ∂f/∂xᵢ as a formula where the objective is one that has it."""
    objective = session.objective
    if objective.size > 64 or not isinstance(objective, Symbolic):
        return ""
    return objective.partial(objective.name(i), ascii=look.ascii)


def _bar_line(raster: Raster, session: Session, i: int, y: int, ink: int, look: Look) -> None:
    value = float(session.here.gradient[i])
    name = session.objective.name(i)
    meaning = "" if value == 0 or not math.isfinite(value) else f"{name}↑ f{'↑' if value > 0 else '↓'}"
    said = spoken(meaning, look)
    room = raster.width - 4 - max(len(said) + 1, 8)
    raster.put(2, y, bar(value, _largest(session), room, look), ink)
    write_right(raster, raster.width - 1, y, [(said, look.colours.faint)], look)


def _short(raster: Raster, session: Session, i: int, y: int, look: Look) -> None:
    colours = look.colours
    free = bool(session.free[i])
    ink = ink_of(session, i, look) if free else colours.held
    focus = i == session.view.focus and session.objective.size > 1
    raster.put(0, y, look.glyphs.bullet if focus else " ", colours.key)
    x = write(raster, 2, y, [(f"{symbol(session, i)} ", ink)], look, raster.width // 2)
    if not free:
        said = f"frozen at {fixed(float(session.here.x[i]))}  {look.glyphs.frozen}"
        write_right(raster, raster.width - 1, y, [(said, colours.frozen)], look)
        return
    value = float(session.here.gradient[i])
    left = write_right(raster, raster.width - 1, y, [(fixed(value, ascii=look.ascii), ink)], look)
    x = max(x, 9)
    raster.put(x, y, bar(value, _largest(session), max(min(left - x - 2, raster.width - x - 12), 0), look), ink)


def _total(raster: Raster, session: Session, y: int, look: Look) -> None:
    colours = look.colours
    slope = verdict.slope(session)
    length = "‖∇f‖ " if session.all_free else "‖∇f‖ free "
    parts: list[Part] = [
        ("f ", colours.faint),
        (fixed(session.here.value, ascii=look.ascii), colours.ink),
        (f"   {length}", colours.faint),
        (fixed(slope, ascii=look.ascii) if math.isfinite(slope) else show(slope), colours.ink),
    ]
    write(raster, 2, y, parts, look, raster.width - 3)
