"""The part of the plane that is looked at, and where its points fall on a screen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

FARTHEST = 1e300
"""No edge of a viewport lies farther out."""

_NARROWEST = 1e-12
"""No viewport is narrower than this share of its distance from the origin: beside it, float64 has no steps left."""

_LEAST = 1e-300
"""Nor narrower than this."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """The rectangle x0 < x < x1, y0 < y < y1; y points up, rows of cells count down.

    Raises:
        ValueError: where it is empty, not finite, or farther out than `FARTHEST`.
    """

    x0: float
    x1: float
    y0: float
    y1: float

    def __post_init__(self) -> None:
        if not (_holds(self.x0, self.x1) and _holds(self.y0, self.y1)):
            raise ValueError(f"nothing can be shown between {self.x0}, {self.x1} and {self.y0}, {self.y1}")

    @classmethod
    def fitted(cls, points: npt.ArrayLike, margin: float = 0.08) -> Viewport:
        """Return the least viewport around points [k, 2] with a margin; each axis has its own scale."""
        all_points = np.asarray(points, np.float64).reshape(-1, 2)
        p = all_points[(np.abs(all_points) < FARTHEST / 10).all(1)]
        if not len(p):
            return cls(-1.0, 1.0, -1.0, 1.0)
        low, high = p.min(0), p.max(0)
        wide = high - low > np.maximum(_NARROWEST * 4 * np.maximum(np.abs(low), np.abs(high)), 4 * _LEAST)
        room = np.where(wide, margin * (high - low), np.maximum(np.abs(high) * 0.1, 1.0))
        (x0, y0), (x1, y1) = (low - room).tolist(), (high + room).tolist()
        return cls(x0, x1, y0, y1)

    def to_cell(self, x: npt.ArrayLike, y: npt.ArrayLike, width: int, height: int) -> tuple[Floats, Floats]:
        """Return (column, row) of points, in parts of cells: (x0, y1) is (0, 0), (x1, y0) is (width, height)."""
        with np.errstate(over="ignore", invalid="ignore"):
            column = (np.asarray(x, np.float64) - self.x0) / (self.x1 - self.x0) * width
            row = (self.y1 - np.asarray(y, np.float64)) / (self.y1 - self.y0) * height
        return column, row

    def to_subcell(self, x: npt.ArrayLike, y: npt.ArrayLike, width: int, height: int) -> tuple[Floats, Floats]:
        """Return (column, row) of points in braille dots: two to a cell across, four down."""
        return self.to_cell(x, y, 2 * width, 4 * height)

    def from_cell(self, column: npt.ArrayLike, row: npt.ArrayLike, width: int, height: int) -> tuple[Floats, Floats]:
        """Return the point (x, y) at a column and row; the middle of cell (i, j) is (i + ½, j + ½)."""
        x = self.x0 + np.asarray(column, np.float64) / max(width, 1) * (self.x1 - self.x0)
        y = self.y1 - np.asarray(row, np.float64) / max(height, 1) * (self.y1 - self.y0)
        return x, y

    def zoomed(self, factor: float, about: tuple[float, float] | None = None) -> Viewport:
        """Return this viewport, `factor` times closer (over 1) or farther (under 1), with `about` staying where it is.

        Beyond the limits of numbers it stays as it is.
        """
        ax, ay = about or ((self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2)
        x0, x1 = (ax + (edge - ax) / factor for edge in (self.x0, self.x1))
        y0, y1 = (ay + (edge - ay) / factor for edge in (self.y0, self.y1))
        return self._or_stay(x0, x1, y0, y1)

    def panned(self, dx: float, dy: float) -> Viewport:
        """Return this viewport moved by shares of its own width and height (right and up are positive)."""
        across, up = dx * (self.x1 - self.x0), dy * (self.y1 - self.y0)
        return self._or_stay(self.x0 + across, self.x1 + across, self.y0 + up, self.y1 + up)

    def _or_stay(self, x0: float, x1: float, y0: float, y1: float) -> Viewport:
        return Viewport(x0, x1, y0, y1) if _holds(x0, x1) and _holds(y0, y1) else self


def _holds(low: float, high: float) -> bool:
    far = max(abs(low), abs(high))
    return bool(far <= FARTHEST and high - low > max(_NARROWEST * far, _LEAST))


def sample_axes(viewport: Viewport, width: int, height: int) -> tuple[Floats, Floats]:
    """Return the x [2·width] and the y [4·height], top first, of the centres of all braille dots of a map."""
    columns, rows = np.arange(2 * width) + 0.5, np.arange(4 * height) + 0.5
    x, _ = viewport.from_cell(columns, 0.0, 2 * width, 1)
    _, y = viewport.from_cell(0.0, rows, 1, 4 * height)
    return x, y
