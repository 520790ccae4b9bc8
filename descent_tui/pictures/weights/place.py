"""Where one is among the variables: the one that is chosen, and the part of a sheet that is looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.weights.tile import WORDS, Tile, Window

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Indices, Vector
    from descent_tui.objectives.sheets import Sheet
    from descent_tui.pictures.weights.tile import Span

ENTER = 4
"""Enter goes into a part with so many times fewer rows and columns; leaving goes back out as far."""

STRIDE = 8
"""With shift, the cursor moves so many cells."""


@dataclass(frozen=True, slots=True)
class Place:
    """The variable that is chosen, and what is looked at; window None is all sheets beside one another."""

    chosen: int
    window: Window | None = None


def whole(sheets: tuple[Sheet, ...], k: int) -> Window:
    """Return all of sheet k."""
    return Window(k, 0, 0, sheets[k].rows, sheets[k].columns)


def sheet_of(sheets: tuple[Sheet, ...], i: int) -> int:
    """Return the number of the sheet that variable i lies on."""
    return next(k for k, sheet in enumerate(sheets) if i < sheet.end)


def zoomed(sheets: tuple[Sheet, ...], place: Place, tile: Tile, times: float) -> Place:
    """Return the place with `times` as many rows and columns in sight, about the chosen one.

    Into a sheet it goes before it goes closer, down to where each variable has room for its number; out of a whole
    sheet it goes to all of them.
    """
    k = sheet_of(sheets, place.chosen)
    sheet, now = sheets[k], place.window
    if now is None:
        if times > 1 or len(sheets) > 1:
            return place if times > 1 else replace(place, window=whole(sheets, k))
        now = whole(sheets, k)
    if times > 1 and (now.rows, now.columns) == (sheet.rows, sheet.columns):
        return replace(place, window=None)
    least_rows, least_columns = min(max(tile.height, 1), sheet.rows), min(max(tile.width // WORDS, 1), sheet.columns)
    rows = min(max(round(now.rows * times), least_rows), sheet.rows)
    columns = min(max(round(now.columns * times), least_columns), sheet.columns)
    if times > 1 and (rows, columns) == (sheet.rows, sheet.columns) and len(sheets) == 1:
        return replace(place, window=None)
    return replace(place, window=about(sheet, k, place.chosen, rows, columns))


def about(sheet: Sheet, k: int, i: int, rows: int, columns: int) -> Window:
    """Return a window of so many rows and columns of a sheet with variable i in its middle, as far as can be."""
    row, column = sheet.cell(i)
    top = min(max(row - rows // 2, 0), sheet.rows - rows)
    left = min(max(column - columns // 2, 0), sheet.columns - columns)
    return Window(k, top, left, rows, columns)


def following(sheets: tuple[Sheet, ...], place: Place) -> Place:
    """Return the place with its window moved, where it must be, so that the chosen one is in it."""
    w = place.window
    if w is None:
        return place
    k = sheet_of(sheets, place.chosen)
    sheet = sheets[k]
    if k != w.sheet:
        rows, columns = min(w.rows, sheet.rows), min(w.columns, sheet.columns)
        return replace(place, window=about(sheet, k, place.chosen, rows, columns))
    row, column = sheet.cell(place.chosen)
    row = min(row, sheet.rows - 1)
    top = _reaching(w.top, w.rows, row, sheet.rows)
    left = _reaching(w.left, w.columns, column, sheet.columns)
    return place if (top, left) == (w.top, w.left) else replace(place, window=replace(w, top=top, left=left))


def _reaching(first: int, count: int, at: int, end: int) -> int:
    """Return where `count` numbers begin that hold `at`: where they did, else a quarter further than they must."""
    if first <= at < first + count:
        return first
    ahead = count // 4
    first = at - ahead if at < first else at - count + 1 + ahead
    return min(max(first, 0), end - count)


def moved(
    sheets: tuple[Sheet, ...], tiles: tuple[Tile, ...], place: Place, gradient: Vector, dx: int, dy: int
) -> Place:
    """Return the place so many cells further; over the edge of a window it moves on, over that of a sheet to the next.

    Where a cell stands for several variables, the one whose partial it shows is chosen: the largest.
    """
    at = next((n for n, tile in enumerate(tiles) if tile.cell(place.chosen)), None)
    if at is None:
        return following(sheets, place)
    tile = tiles[at]
    row, column = tile.sheet.cell(place.chosen)
    x, y = tile.cell(place.chosen) or (0, 0)
    rows, columns = (row, row + 1), (column, column + 1)
    if dy:
        rows = _rows(tile, row, y, dy)
    elif not _single_rows(tile):
        rows = tile.rows_of(y)
    if dx:
        single = tile.window.columns <= tile.width
        columns = (column + dx, column + dx + 1) if single else _columns(tile, x + dx)
        if place.window is None and len(tiles) > 1 and not 0 <= columns[0] < tile.sheet.columns:
            return _beside(tiles, at, place, gradient, 1 if dx > 0 else -1, y)
    elif tile.window.columns > tile.width:
        columns = tile.columns_of(x)
    found = largest_in(tile.sheet, gradient, rows, columns)
    return place if found is None else following(sheets, replace(place, chosen=found))


def _single_rows(tile: Tile) -> bool:
    return tile.window.rows <= 2 * tile.height


def _rows(tile: Tile, row: int, y: int, dy: int) -> Span:
    """Return the rows that lie so many cells further up or down."""
    sheet, w = tile.sheet, tile.window
    if _single_rows(tile) or row == sheet.rows:
        if row == sheet.rows and dy < 0 and not _single_rows(tile):
            return tile.rows_of(max(tile.height + dy, 0))
        to = min(max(row + dy, 0), sheet.rows - (0 if sheet.strip else 1))
        return to, to + 1
    to = y + dy
    if to >= tile.height and w.top + w.rows >= sheet.rows:
        return (sheet.rows, sheet.rows + 1) if sheet.strip else tile.rows_of(tile.height - 1)
    if 0 <= to < tile.height:
        return tile.rows_of(to)
    each = max(w.rows // tile.height, 1)
    first = row + dy * each
    first = min(max(first, 0), sheet.rows - 1)
    return first, min(first + each, sheet.rows)


def _columns(tile: Tile, x: int) -> Span:
    """Return the columns of a cell so many from the left, beyond the edges of the window too."""
    w = tile.window
    if 0 <= x < tile.width:
        return tile.columns_of(x)
    each = max(w.columns // tile.width, 1)
    first = w.left - each if x < 0 else w.left + w.columns
    return first, first + each


def _beside(tiles: tuple[Tile, ...], at: int, place: Place, gradient: Vector, way: int, y: int) -> Place:
    """Return the place on the sheet beside this one, in the column that is next to it, as high as it was."""
    if not 0 <= at + way < len(tiles):
        return place
    tile = tiles[at + way]
    y = tile.height if y >= tiles[at].height and tile.strip is not None else min(y, (len(tile.halves) - 2) // 2)
    found = largest_in(tile.sheet, gradient, tile.rows_of(y), tile.columns_of(0 if way > 0 else tile.width))
    return place if found is None else replace(place, chosen=found)


def largest_in(sheet: Sheet, gradient: Vector, rows: Span, columns: Span) -> int | None:
    """Return the variable with the largest partial in some rows and columns of a sheet; None where there is none."""
    left, right = max(columns[0], 0), min(columns[1], sheet.columns)
    if left >= right:
        return None
    best: tuple[float, int] | None = None
    for row in range(max(rows[0], 0), rows[1]):
        first, last = sheet.index(row, left), sheet.index(row, right - 1)
        while last is None and right - 1 > left:
            right -= 1
            last = sheet.index(row, right - 1)
        if first is None or last is None or row > sheet.rows:
            continue
        sizes = np.abs(gradient[first : last + 1])
        k = 0 if np.isnan(sizes).all() else int(np.nanargmax(sizes))
        size = float(sizes[k])
        if best is None or size > best[0]:
            best = (size, first + k)
    return None if best is None else best[1]


def largest_of(gradient: Vector, found: Indices) -> int:
    """Return which of some variables has the largest partial; the first of them where none is a number."""
    sizes = np.abs(gradient[found])
    return int(found[0 if np.isnan(sizes).all() else int(np.nanargmax(sizes))])


def shown_whole(sheets: tuple[Sheet, ...], found: Indices) -> Window | None:
    """Return the window that holds all of some variables, where they lie on one sheet."""
    k = sheet_of(sheets, int(found[0]))
    sheet = sheets[k]
    if int(found[-1]) >= sheet.end:
        return None
    rows, columns = np.divmod(found - sheet.first, sheet.columns)
    top, left = min(int(rows.min()), sheet.rows - 1), int(columns.min())
    bottom = min(int(rows.max()), sheet.rows - 1)
    return Window(k, top, left, bottom - top + 1, int(columns.max()) - left + 1)
