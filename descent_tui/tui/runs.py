"""The rows of a raster as runs of cells of one look."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt
from rich.cells import cell_len

from descent_tui.pictures.colour_code import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from descent_tui.pictures.raster import Raster

Run: TypeAlias = tuple[str, int, int]
"""Text with a character a cell, and the colour codes of its ink and its paper."""

BLANK = 32
SHORT = 64
"""Cells below which a loop over them is quicker than arrays."""
_NOT_A_CELL = "�"


def runs(raster: Raster, rows: Iterable[int] | None = None) -> list[list[Run]]:
    """Return rows of a raster, all of them by default."""
    return [_long(raster, y, 0, raster.width) for y in (range(raster.height) if rows is None else rows)]


def part(raster: Raster, y: int, x1: int, x2: int) -> list[Run]:
    """Return the cells x1 to x2 of row y. Most are a few cells: too short for arrays to be worth while."""
    return (_long if x2 - x1 > SHORT else _short)(raster, y, x1, x2)


def _short(raster: Raster, y: int, x1: int, x2: int) -> list[Run]:
    """Return cells as runs. Nobody sees the ink of a blank, so a blank goes on with the ink before it."""
    out: list[Run] = []
    text, ink, paper = "", DEFAULT, DEFAULT
    cells = (array[y, x1:x2].tolist() for array in (raster.glyph, raster.fg, raster.bg))
    for glyph, fg, bg in zip(*cells, strict=True):
        seen = ink if text and glyph == BLANK else fg
        if text and (seen, bg) != (ink, paper):
            out.append((text, ink, paper))
            text = ""
        text += cell(glyph)
        ink, paper = seen, bg
    if text:
        out.append((text, ink, paper))
    return out


def _long(raster: Raster, y: int, x1: int, x2: int) -> list[Run]:
    """Return the same by arrays."""
    glyph, fg, bg = raster.glyph[y, x1:x2], raster.fg[y, x1:x2], raster.bg[y, x1:x2]
    if not len(glyph):
        return []
    inked = np.flatnonzero(glyph != BLANK)
    if len(inked) < len(glyph):
        seen = np.zeros(len(glyph), np.intp)
        seen[inked] = inked
        fg = fg[np.maximum.accumulate(seen, out=seen)]
    text = _cells(glyph)
    turns = np.flatnonzero((fg[1:] != fg[:-1]) | (bg[1:] != bg[:-1])) + 1
    cuts = [0, *turns.tolist(), len(glyph)]
    parts = [text[a:b] for a, b in pairwise(cuts)]
    return list(zip(parts, fg[cuts[:-1]].tolist(), bg[cuts[:-1]].tolist(), strict=True))


def _cells(glyph: npt.NDArray[np.uint32]) -> str:
    """Return a row's text, exactly one column to a character: what is none or two columns wide would shift the row.

    Rich could measure a row, but it remembers the last 4,096 texts that it measured.
    """
    text = glyph.astype("<u4").tobytes().decode("utf-32-le", "replace")
    if text.isascii() or (len(text) == len(glyph) and all(cell(ord(sign)) == sign for sign in set(text))):
        return text
    return "".join(map(cell, glyph.tolist()))


@lru_cache(4096)
def cell(code: int) -> str:
    """Return what stands in a cell for a code point: itself, if that is one column wide."""
    character = chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else _NOT_A_CELL
    return character if cell_len(character) == 1 else _NOT_A_CELL
