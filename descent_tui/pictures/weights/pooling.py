"""A million numbers on a few thousand halves of cells: of those that share one, the one of largest size is shown."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.objectives.objective import Vector
    from descent_tui.pictures.weights.tile import Edges, Tile

S = TypeVar("S", bound=np.generic)

Mask = npt.NDArray[np.bool_]

KEPT = 24
"""So many pooled tiles are kept: those of an iterate, and of the one before."""


def pooled(numbers: Vector, rows: Edges, columns: Edges) -> Vector:
    """Return the entry of largest size, with its sign, of each part of a matrix [m, n].

    Args:
        numbers: the matrix; what is nan is passed over where a part has anything else.
        rows: where parts begin, and behind them the end; a part as long as nothing is its first entry.
        columns: the same.

    Returns:
        [len rows − 1, len columns − 1].
    """
    high = np.fmax.reduceat(np.fmax.reduceat(numbers, rows[:-1], axis=0), columns[:-1], axis=1)
    low = np.fmin.reduceat(np.fmin.reduceat(numbers, rows[:-1], axis=0), columns[:-1], axis=1)
    found: Vector = np.where(-low > high, low, high)
    return found


def any_of(mask: Mask, rows: Edges, columns: Edges) -> Mask:
    """Return whether any entry of each part of a mask [m, n] is true."""
    by_row = np.logical_or.reduceat(mask, rows[:-1], axis=0)
    return np.asarray(np.logical_or.reduceat(by_row, columns[:-1], axis=1), np.bool_)


class Pools:
    """Pooled tiles, kept while the numbers they were pooled from are the same arrays."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], tuple[object, npt.NDArray[Any]]] = OrderedDict()

    def partials(self, gradient: Vector, tile: Tile) -> Vector:
        """Return the partials of a tile, [halves, columns], nan where nothing is."""
        return self._once("partials", gradient, tile, lambda: pooled(*_part(gradient, tile, np.nan)))

    def biases(self, gradient: Vector, tile: Tile) -> Vector:
        """Return the partials of the biases below a tile, [1, columns]."""
        return self._once("biases", gradient, tile, lambda: pooled(*_strip(gradient, tile)))

    def free(self, free: Mask, tile: Tile) -> Mask:
        """Return which halves of a tile have a variable that may move, [halves, columns]."""
        return self._once("free", free, tile, lambda: any_of(*_part(free, tile, False)))

    def free_biases(self, free: Mask, tile: Tile) -> Mask:
        """Return the same of the biases, [1, columns]."""
        return self._once("free biases", free, tile, lambda: any_of(*_strip(free, tile)))

    def _once(
        self, kind: str, numbers: npt.NDArray[S], tile: Tile, compute: Callable[[], npt.NDArray[S]]
    ) -> npt.NDArray[S]:
        key = (kind, id(numbers), tile.sheet, tile.window, tile.width, tile.height)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = (numbers, compute())  # with the numbers: as long their id is theirs
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found[1]


def _part(numbers: npt.NDArray[S], tile: Tile, nothing: float) -> tuple[npt.NDArray[S], Edges, Edges]:
    """Return the window of a tile as a matrix, and where its parts begin in it."""
    sheet, window = tile.sheet, tile.window
    flat = numbers[sheet.first : sheet.first + sheet.count]
    missing = sheet.rows * sheet.columns - len(flat)
    if missing:  # in the last row of a vector that is folded
        flat = np.concatenate([flat, np.full(missing, nothing, flat.dtype)])
    matrix = flat.reshape(sheet.rows, sheet.columns)
    rows, columns = slice(window.top, window.top + window.rows), slice(window.left, window.left + window.columns)
    return matrix[rows, columns], tile.halves - window.top, tile.columns - window.left


def _strip(numbers: npt.NDArray[S], tile: Tile) -> tuple[npt.NDArray[S], Edges, Edges]:
    first = tile.sheet.first + tile.sheet.count + tile.window.left
    strip = numbers[None, first : first + tile.window.columns]
    return strip, np.array([0, 1]), tile.columns - tile.window.left
