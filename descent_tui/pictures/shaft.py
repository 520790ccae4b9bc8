"""One straight line of a few dozen dots: too short for arrays to be worth while."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from descent_tui.pictures import braille

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster

Dots = tuple[float, float]
"""Dots across and down: two to a cell across, four down."""

GAP = 3
"""Dots from one to the next of a dotted line."""

BITS = braille.BIT.tolist()


def draw(raster: Raster, at: Dots, way: Dots, colour: int, look: Look, *, dotted: bool, plain: str) -> None:
    """Draw a line from `at`, `way` across and down, in braille dots: two dots wide, or one where it is dotted.

    Over dots of the same colour they join, over anything else they take its place; an ASCII cell with dots is `plain`.
    """
    width, height = raster.width, raster.height
    for (column, row), bits in _cells(at, way, dotted=dotted).items():
        if not (0 <= column < width and 0 <= row < height):
            continue
        under, worn = int(raster.glyph[row, column]), int(raster.fg[row, column])
        if look.ascii:
            glyph = ord(plain)
        elif worn == colour and look.depth != "none" and 0 < under - braille.BLANK < 256:
            glyph = under | bits
        else:
            glyph = braille.BLANK + bits
        raster.glyph[row, column] = glyph
        raster.fg[row, column] = colour


def _cells(at: Dots, way: Dots, *, dotted: bool) -> dict[tuple[int, int], int]:
    """Return the braille bits of every cell (column, row) that the line touches."""
    (x, y), (across, down) = at, way
    steep = abs(down) > abs(across)
    count = max(math.ceil(max(abs(across), abs(down))), 1)
    cells: dict[tuple[int, int], int] = {}
    for k in range(0, count + 1, GAP if dotted else 1):
        column, row = math.floor(x + across * (k / count)), math.floor(y + down * (k / count))
        _set(cells, column, row)
        if not dotted and k < count:
            _set(cells, column + steep, row + (not steep))
    _set(cells, math.floor(x + across), math.floor(y + down))
    return cells


def _set(cells: dict[tuple[int, int], int], column: int, row: int) -> None:
    cell = column >> 1, row >> 2
    cells[cell] = cells.get(cell, 0) | BITS[row & 3][column & 1]
