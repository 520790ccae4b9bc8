"""Where a part of a sheet stands on the page, and which of its variables each cell stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from descent_tui.objectives.sheets import Sheet

Edges = npt.NDArray[np.intp]

Span = tuple[int, int]
"""The first of some rows or columns of a sheet, and the one behind the last."""

WORDS = 8
"""From so many cells on, a variable has room for its number."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows and columns of which sheet are looked at."""

    sheet: int
    top: int
    left: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A window drawn on so many cells, each of two halves, one above the other.

    Where there are fewer variables than halves, each has several, and where there is room for numbers, equally many;
    else some share one.

    Attributes:
        sheet: what it is a part of. window: which part.
        x, y: the cell of its left upper corner on the page.
        width, height: cells.
        strip: the row of the page that the biases below the columns are drawn on; None for none.
    """

    sheet: Sheet
    window: Window
    x: int
    y: int
    width: int
    height: int
    strip: int | None = None

    @property
    def halves(self) -> Edges:
        """The row that each half begins with, from the top, and behind them the one behind the last."""
        w = self.window
        if not self.worded:
            return edges(w.top, w.rows, 2 * self.height)
        cells = edges(w.top, w.rows, self.height // w.rows * w.rows)
        return np.append(np.repeat(cells[:-1], 2), cells[-1])

    @property
    def columns(self) -> Edges:
        """The column that each cell begins with, from the left, and behind them the one behind the last."""
        w = self.window
        return edges(w.left, w.columns, self.width // w.columns * w.columns if self.worded else self.width)

    @property
    def worded(self) -> bool:
        """Whether each variable has room for its number."""
        w = self.window
        return w.columns * WORDS <= self.width and w.rows <= self.height

    def rows_of(self, y: int) -> Span:
        """Return the rows that the cells y below the upper edge stand for; the biases' row for the strip."""
        if y >= self.height:
            return self.sheet.rows, self.sheet.rows + 1
        halves = self.halves
        last = len(halves) - 1
        low, high, end = (
            int(halves[k]) for k in (min(2 * y, last - 1), min(2 * y + 1, last - 1), min(2 * y + 2, last))
        )
        return low, max(end, high + 1)

    def columns_of(self, x: int) -> Span:
        """Return the columns that the cells x from the left edge stand for."""
        columns = self.columns
        x = min(max(x, 0), len(columns) - 2)
        low = int(columns[x])
        return low, max(int(columns[x + 1]), low + 1)

    def cell(self, i: int) -> tuple[int, int] | None:
        """Return how far from the left upper corner the cell of variable i is; None where it is on no cell."""
        if not self.sheet.first <= i < self.sheet.end:
            return None
        row, column = self.sheet.cell(i)
        w = self.window
        if not w.left <= column < w.left + w.columns:
            return None
        x = _part(self.columns, column)
        if self.sheet.strip and row == self.sheet.rows:
            return None if self.strip is None else (x, self.height)
        if not w.top <= row < w.top + w.rows:
            return None
        return x, _part(self.halves, row) // 2

    def at(self, x: int, y: int) -> tuple[int, int] | None:
        """Return the cell of the tile that a cell of the page is; None where it is beside it."""
        x -= self.x
        if y == self.strip and 0 <= x < len(self.columns) - 1:
            return x, self.height
        y -= self.y
        return (x, y) if 0 <= x < len(self.columns) - 1 and 0 <= 2 * y < len(self.halves) - 1 else None


def edges(first: int, count: int, parts: int) -> Edges:
    """Return which of `count` numbers from `first` on each part begins with, and the end.

    The parts are as equal as can be; with fewer numbers than parts, several that follow each other have the same one.
    """
    return (first + np.arange(parts + 1) * count // parts).astype(np.intp)


def _part(edges_: Edges, number: int) -> int:
    """Return the first part that a number is in."""
    at = int(np.searchsorted(edges_[:-1], number, "left"))
    if at < len(edges_) - 1 and edges_[at] == number:
        return at
    return at - 1
