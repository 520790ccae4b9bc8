"""The numbers of rows and columns beside a part of a sheet, that of the chosen one among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.pictures.weights.layout import GUTTER

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.pictures.weights.place import Place
    from descent_tui.pictures.weights.tile import Tile

APART = 4
"""Cells from one number of a row to the next, where not every row has its own."""


def draw_ticks(raster: Raster, tile: Tile, place: Place, look: Look) -> None:
    """Write the numbers, where there is room for them."""
    if place.window is None:
        return
    colours = look.colours
    cell = tile.cell(place.chosen)
    row, column = tile.sheet.cell(place.chosen)
    if tile.x > GUTTER:
        _rows(raster, tile, look)
        if cell and cell[1] < tile.height:
            _row(raster, tile, cell[1], row, colours.head)
    if tile.y > 2:
        _columns(raster, tile, column if cell else None, cell[0] if cell else 0, look)


def _rows(raster: Raster, tile: Tile, look: Look) -> None:
    high = (len(tile.halves) - 1 + 1) // 2
    each, last = tile.window.rows <= tile.height, None
    for y in range(high):
        first = tile.rows_of(y)[0]
        if (each or y % APART == 0) and first != last:
            _row(raster, tile, y, first, look.colours.faint)
        last = first if each else None


def _row(raster: Raster, tile: Tile, y: int, row: int, ink: int) -> None:
    raster.put(tile.x - GUTTER, tile.y + y, f"{_number(tile, row, 0):>{GUTTER - 1}}", ink)


def _number(tile: Tile, row: int, column: int) -> int:
    """Return the number of a row of a matrix, or of the first entry of a row of a vector."""
    return row + 1 if tile.sheet.matrix else row * tile.sheet.columns + column + 1


def _columns(raster: Raster, tile: Tile, chosen: int | None, at: int, look: Look) -> None:
    """Write the number of the chosen column, and others as far from it and each other as they need."""
    y = tile.y - 1
    taken: list[tuple[int, int]] = []

    def put(x: int, column: int, ink: int) -> None:
        said = str(column + 1)
        x = min(tile.x + x, tile.x + tile.width - len(said))
        if all(x + len(said) < first or x > end for first, end in taken):
            raster.put(x, y, said, ink)
            taken.append((x, x + len(said)))

    if chosen is not None:
        put(at, chosen, look.colours.head)
    each, last = tile.window.columns <= tile.width, None
    edges = tile.columns
    for x in range(len(edges) - 1):
        column = int(edges[x])
        if column != last and (each or x % 8 == 0):
            put(x, column, look.colours.faint)
        last = column if each else None
