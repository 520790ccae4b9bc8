"""The rows of a raster as runs of cells of one look."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt
from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable

    from descent_tui.pictures.raster import Raster

Run: TypeAlias = tuple[str, int, int]
"""Text with a character a cell, and the colour codes of its ink and its paper."""

BLANK = 32
_NOT_A_CELL = "�"


def runs(raster: Raster, rows: Iterable[int] | None = None) -> list[list[Run]]:
    """Return rows of a raster, all of them by default.

    Nobody sees the ink of a blank, so a blank goes on with the ink before it.
    """
    chosen = slice(None) if rows is None else list(rows)
    glyph, fg, bg = raster.glyph[chosen], raster.fg[chosen], raster.bg[chosen]
    if not raster.width:
        return [[] for _ in range(len(glyph))]
    fg = _carried(glyph, fg)
    return [_row(glyph[y], fg[y], bg[y]) for y in range(len(glyph))]


def _carried(glyph: npt.NDArray[np.uint32], fg: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return the inks [height, width] with those of blanks replaced by the last one before them."""
    last = np.where(glyph == BLANK, 0, np.arange(glyph.shape[1]))
    np.maximum.accumulate(last, axis=1, out=last)
    return np.take_along_axis(fg, last, axis=1)


def _row(glyph: npt.NDArray[np.uint32], fg: npt.NDArray[np.int32], bg: npt.NDArray[np.int32]) -> list[Run]:
    text = _cells(glyph)
    turns = np.flatnonzero((fg[1:] != fg[:-1]) | (bg[1:] != bg[:-1])) + 1
    ends = [0, *turns.tolist(), len(text)]
    inks, papers = fg[ends[:-1]].tolist(), bg[ends[:-1]].tolist()
    return [(text[a:b], ink, paper) for (a, b), ink, paper in zip(pairwise(ends), inks, papers, strict=True)]


def _cells(glyph: npt.NDArray[np.uint32]) -> str:
    """Return a row's text, exactly one column to a character: what is none or two columns wide would shift the row."""
    text = glyph.astype("<u4").tobytes().decode("utf-32-le", "replace")
    if text.isascii() or cell_len(text) == len(text) == len(glyph):
        return text
    return "".join(map(cell, glyph.tolist()))


@lru_cache(4096)
def cell(code: int) -> str:
    """Return what stands in a cell for a code point: itself, if that is one column wide."""
    character = chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else _NOT_A_CELL
    return character if cell_len(character) == 1 else _NOT_A_CELL
