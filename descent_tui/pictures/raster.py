"""A picture as arrays of character cells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from descent_tui.pictures.colour_code import DEFAULT

Glyphs = npt.NDArray[np.uint32]
Colours = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False, slots=True)
class Raster:
    """Cells of one shape [height, width]: code points, ink and paper colours.

    A picture is drawn into a fresh raster and not changed once handed on.
    """

    glyph: Glyphs
    fg: Colours
    bg: Colours

    @classmethod
    def blank(cls, width: int, height: int, fg: int = DEFAULT, bg: int = DEFAULT) -> Raster:
        """Return a raster of spaces."""
        shape = (max(height, 0), max(width, 0))
        return cls(np.full(shape, 32, np.uint32), np.full(shape, fg, np.int32), np.full(shape, bg, np.int32))

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.glyph.shape[1])

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.glyph.shape[0])

    def copy(self) -> Raster:
        """Return a raster that can be drawn on without changing this one."""
        return Raster(self.glyph.copy(), self.fg.copy(), self.bg.copy())

    def put(self, x: int, y: int, text: str, fg: int | None = None, bg: int | None = None) -> int:
        """Write `text` from column x on row y, clipped; return the column after it. None keeps the colour there."""
        end = x + len(text)
        height, width = self.glyph.shape
        if 0 <= y < height and x < width and end > 0:
            a, b = max(x, 0), min(end, width)
            self.glyph[y, a:b] = codes(text)[a - x : b - x]
            if fg is not None:
                self.fg[y, a:b] = fg
            if bg is not None:
                self.bg[y, a:b] = bg
        return end

    def paste(self, other: Raster, x: int, y: int) -> None:
        """Copy `other` with its left upper corner at (x, y), clipped."""
        x0, y0 = max(x, 0), max(y, 0)
        x1, y1 = min(x + other.width, self.width), min(y + other.height, self.height)
        if x1 <= x0 or y1 <= y0:
            return
        here = (slice(y0, y1), slice(x0, x1))
        there = (slice(y0 - y, y1 - y), slice(x0 - x, x1 - x))
        self.glyph[here], self.fg[here], self.bg[here] = other.glyph[there], other.fg[there], other.bg[there]

    def lines(self) -> list[str]:
        """Return the glyphs alone, a string per row."""
        return [row.tobytes().decode("utf-32-le") for row in self.glyph.astype("<u4")]


@lru_cache(1024)
def codes(text: str) -> Glyphs:
    """Return the code points [k] of a text; the words of a screen are the same ones again at every step."""
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)
