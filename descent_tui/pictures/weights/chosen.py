"""The variable that is chosen, in words and numbers: what it connects, its value, its partial, what the sign means."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from descent_tui.objectives.objective import layered
from descent_tui.pictures.text import Part, length, panel, spoken, wrapped, write, write_right
from descent_tui.pictures.weights.histogram import rank
from descent_tui.session.bill import Bill, duration
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.objectives.sheets import Sheet
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.session.session import Session
    from descent_tui.session.spread import Spread


def error_of(session: Session) -> str:
    """Return what f is called in a sentence: of a network it is the error."""
    return "the error" if layered(session.objective) else "f"


def meaning(session: Session, i: int, width: int = 80) -> str:
    """Say which way f goes as variable i grows, in fewer words where there is less room."""
    partial, error = float(session.here.gradient[i]), error_of(session)
    if not math.isfinite(partial):
        return f"{error} has no slope here"
    if partial == 0:
        return f"nudge it: {error} stays"
    joint = ", and" if width >= 32 else ":"
    return f"increase it{joint} {error} {'rises' if partial > 0 else 'falls'}"


def connects(session: Session, sheet: Sheet, i: int, width: int, look: Look) -> str:
    """Say what variable i is: which units a weight connects, or which entry of a vector it is."""
    row, column = sheet.cell(i)
    if not sheet.matrix:
        return f"entry {i - sheet.first + 1:,} of {sheet.count:,}" if sheet.count > 1 else "a variable"
    layer = int(sheet.name.removeprefix("W"))
    depth = len(session.objective.layout.shapes)  # type: ignore[attr-defined]  # a matrix is of a network
    to = f"output {column + 1}" if layer == depth else f"unit {column + 1} of layer {layer}"
    if row == sheet.rows:
        return f"bias of {to}"
    if layer == 1:
        return f"input {row + 1} → {to}"
    for start in (f"unit {row + 1} of layer {layer - 1}", f"unit {row + 1}"):
        if len(spoken(said := f"{start} → {to}", look)) <= width:
            break
    return said


def chosen_panel(session: Session, sheet: Sheet, i: int, found: Spread, width: int, height: int, look: Look) -> Raster:
    """Return the panel of the chosen variable."""
    colours, here = look.colours, session.here
    name, frozen = session.objective.name(i), not session.free[i]
    state: Part = (f"frozen {look.glyphs.frozen}", colours.frozen) if frozen else ("free", colours.good)
    raster = panel(width, height, look, [(name, colours.head), ("   ", colours.faint), state])
    ink = colours.frozen if frozen else colours.ink
    partial = float(here.gradient[i])
    symbol = f"∂f/∂{name}"
    rows: list[tuple[list[Part], list[Part]]] = [
        ([(connects(session, sheet, i, width - 2, look), colours.faint)], []),
        ([("value", colours.faint)], [(show(float(here.x[i]), 6), ink)]),
        ([(symbol, colours.faint)], [(show(partial, 6), sign_ink(partial, look))]),
        ([(meaning(session, i, width - 2), colours.ink)], []),
        ([(rank(found, partial), colours.faint)], []),
    ]
    for y, (left, right) in enumerate(rows[: height - 1], start=1):
        end = write_right(raster, width - 1, y, right, look) if right else width
        write(raster, 1, y, left, look, end - 2)
    return raster


def sign_ink(partial: float, look: Look) -> int:
    """Return the colour of a number by its sign, as the map has it; the sign itself is written too."""
    if look.depth == "none" or not math.isfinite(partial) or partial == 0:
        return look.colours.ink
    return look.colours.second if partial > 0 else look.colours.first


def largest_panel(session: Session, found: Spread, i: int, width: int, height: int, look: Look) -> Raster:
    """Return the largest partials, as many as fit, with names and values; the chosen one is marked."""
    colours, here, objective = look.colours, session.here, session.objective
    raster = panel(width, height, look, [("largest", colours.title), ("  tab: the next", colours.faint)])
    names = [objective.name(int(k)) for k in found.largest]
    wide = max(map(len, names), default=0)
    first = first_listed(found, i, height)
    for y, k in enumerate(found.largest[first : first + height - 1], start=1):
        at, name = int(k), names[first + y - 1]
        held = at == i
        if held:
            raster.put(0, y, " " * width, None, colours.head_paper)
        mark = look.glyphs.right if held else look.glyphs.frozen if not session.free[at] else " "
        partial = float(here.gradient[at])
        write(raster, 0, y, [(mark, colours.key if held else colours.frozen)], look)
        ink = colours.head if held else colours.ink
        write(raster, 2, y, [(name, ink)], look, width - 3)
        number = show(partial, 3)
        left = write_right(raster, width - 1, y, [(number, sign_ink(partial, look))], look)
        value = show(float(here.x[at]), 3)
        if (end := width - 11) - len(value) > wide + 3 and left > end:
            write_right(raster, end, y, [(value, colours.faint)], look)
    return raster


def first_listed(found: Spread, i: int, height: int) -> int:
    """Return the first of the largest that is listed on so many rows, so that the chosen one is, where it is one."""
    at = next((n for n, k in enumerate(found.largest) if int(k) == i), 0)
    room = max(height - 1, 1)
    return min(max(at - room + 1, 0), max(len(found.largest) - room, 0))


def bill_panel(bill: Bill | None, variables: int, width: int, height: int, look: Look) -> Raster:
    """Return what all partials cost by nudges, and what one pass backwards costs; both measured here and now."""
    colours = look.colours
    raster = panel(width, height, look, [("the bill", colours.title), ("  measured here", colours.faint)])
    if bill is None:
        write(raster, 1, 1, [("measuring …", colours.faint)], look, width - 2)
        return raster
    rows: list[tuple[str, str, int]] = [
        (f"{variables:,} nudges", duration(bill.by_nudges), colours.ink),
        ("by f computed anew", duration(bill.by_values), colours.ink),
        ("one gradient, all at once", duration(bill.gradient), colours.good),
    ]
    for y, (said, time, ink) in enumerate(rows[: height - 1], start=1):
        left = write_right(raster, width - 1, y, [(time, ink)], look)
        write(raster, 1, y, [(said, colours.faint)], look, left - 2)
    return raster


def brief(session: Session, i: int, width: int, look: Look) -> list[list[Part]]:
    """Return the chosen variable on two lines, where there is no room for its panel."""
    colours, here = look.colours, session.here
    name, partial = session.objective.name(i), float(here.gradient[i])
    frozen: list[Part] = [(f" {look.glyphs.frozen}", colours.frozen)] if not session.free[i] else []
    value: Part = (f" = {show(float(here.x[i]))}", colours.ink)
    slope: list[Part] = [("   slope ", colours.faint), (show(partial), sign_ink(partial, look))]
    first: list[Part] = [(name, colours.head), value, *frozen]
    first = [*first, *slope] if length([*first, *slope], look) <= width else [first[0], *slope]
    said = wrapped(spoken(meaning(session, i, width), look), width)
    return [first, [(said[0] if said else "", colours.faint)]]
