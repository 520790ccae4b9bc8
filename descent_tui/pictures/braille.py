"""Eight dots to a cell: pictures finer than characters (Unicode block U+2800, dots numbered as in ISO 11548-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from descent_tui.pictures.raster import Glyphs

Bits = npt.NDArray[np.uint8]
Dots = npt.NDArray[np.bool_]

BLANK = 0x2800

BIT = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]], np.uint8)
"""The bit of the dot in row 0 … 3 and column 0 … 1 of a cell."""


def pack(dots: Dots) -> Bits:
    """Return one byte [h, w] for every cell of dots [4·h, 2·w]."""
    out = np.zeros((dots.shape[0] // 4, dots.shape[1] // 2), np.uint8)
    for row, column in np.ndindex(4, 2):
        out |= dots[row::4, column::2] * BIT[row, column]
    return out


def scatter(bits: Bits, columns: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]) -> None:
    """Set dots of `bits` [h, w], given by dot columns and rows; those outside are left out."""
    height, width = bits.shape
    inside = (columns >= 0) & (columns < 2 * width) & (rows >= 0) & (rows < 4 * height)
    x, y = columns[inside], rows[inside]
    np.bitwise_or.at(bits, (y >> 2, x >> 1), BIT[y & 3, x & 1])


def glyphs(bits: Bits) -> Glyphs:
    """Return the code points [h, w]: a blank where no dot is set, so that runs of colour do not break there."""
    return np.where(bits, BLANK + bits.astype(np.uint32), np.uint32(32))
