"""A raster as Textual strips, and the cells in which two rasters differ."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from descent_tui.pictures.raster import DEFAULT, INDEXED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from descent_tui.pictures.raster import Raster

BLANK = 32
GAP = 6
"""Unchanged cells between two changed ones that are cheaper to send again than to jump over."""

_NOT_A_CELL = "�"


@lru_cache(4096)
def colour(code: int) -> Color | None:
    """Return the Rich colour of a raster's colour; None is the one already there."""
    if code <= DEFAULT:
        return None
    if code & INDEXED:
        return Color.from_ansi(code & 0xFF)
    return Color.from_rgb(code >> 16 & 0xFF, code >> 8 & 0xFF, code & 0xFF)


@lru_cache(8192)
def style(fg: int, bg: int, own: Style) -> Style:
    """Return the style of ink `fg` on paper `bg`; where one is DEFAULT, the widget's `own`."""
    ink, paper = colour(fg), colour(bg)
    return Style(
        color=own.color if ink is None else ink,
        bgcolor=own.bgcolor if paper is None else paper,
    )


def strips(raster: Raster, rows: Iterable[int] | None = None, own: Style | None = None) -> list[Strip]:
    """Return rows of a raster (all of them by default) as strips.

    Neighbours of one look share a segment. Nobody sees the ink of a blank, so a blank goes on with the ink before it.
    """
    chosen = slice(None) if rows is None else list(rows)
    ground = Style.null() if own is None else own
    glyph, fg, bg = raster.glyph[chosen], raster.fg[chosen], raster.bg[chosen]
    height, width = glyph.shape
    if not width:
        return [Strip([], 0) for _ in range(height)]
    fg = _carried(glyph, fg)
    return [_strip(glyph[y], fg[y], bg[y], ground) for y in range(height)]


def _carried(glyph: npt.NDArray[np.uint32], fg: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return the inks [height, width] with those of blanks replaced by the last one before them."""
    last = np.where(glyph == BLANK, 0, np.arange(glyph.shape[1]))
    np.maximum.accumulate(last, axis=1, out=last)
    return np.take_along_axis(fg, last, axis=1)


def _strip(glyph: npt.NDArray[np.uint32], fg: npt.NDArray[np.int32], bg: npt.NDArray[np.int32], own: Style) -> Strip:
    text = _cells(glyph)
    width = len(text)
    turns = np.flatnonzero((fg[1:] != fg[:-1]) | (bg[1:] != bg[:-1])) + 1
    ends = [0, *turns.tolist(), width]
    inks, papers = fg[ends[:-1]].tolist(), bg[ends[:-1]].tolist()
    return Strip(
        [
            Segment(text[a:b], style(ink, paper, own))
            for (a, b), ink, paper in zip(pairwise(ends), inks, papers, strict=True)
        ],
        width,
    )


def _cells(glyph: npt.NDArray[np.uint32]) -> str:
    """Return a row's text, exactly one column to a character: what is none or two columns wide would shift the row."""
    text = glyph.astype("<u4").tobytes().decode("utf-32-le", "replace")
    if text.isascii() or cell_len(text) == len(text) == len(glyph):
        return text
    return "".join(c if cell_len(c) == 1 else _NOT_A_CELL for c in map(_character, glyph.tolist()))


def _character(code: int) -> str:
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else _NOT_A_CELL


@lru_cache(4096)
def _cell(code: int) -> str:
    character = _character(code)
    return character if cell_len(character) == 1 else _NOT_A_CELL


def span(raster: Raster, y: int, x1: int, x2: int, own: Style) -> list[Segment]:
    """Return the cells x1 to x2 of row y as segments, as a strip would have them.

    Most spans are a few cells long: too short for arrays to be worth while.
    """
    out: list[Segment] = []
    text, ink, paper = "", None, DEFAULT
    cells = (array[y, x1:x2].tolist() for array in (raster.glyph, raster.fg, raster.bg))
    for glyph, fg, bg in zip(*cells, strict=True):
        seen = fg if glyph != BLANK or ink is None else ink
        if text and (seen, bg) != (ink, paper):
            out.append(Segment(text, style(ink, paper, own)))
            text = ""
        text += _cell(glyph)
        ink, paper = seen, bg
    if text:
        out.append(Segment(text, style(ink, paper, own)))
    return out


def diff(old: Raster, new: Raster) -> list[Region]:
    """Return the runs of cells, row by row, in which two rasters of one shape look different.

    Runs less than `GAP` cells apart are one, since moving the cursor costs bytes too.
    """
    changed = (old.glyph != new.glyph) | (old.bg != new.bg) | ((old.fg != new.fg) & (new.glyph != BLANK))
    ys, xs = np.nonzero(changed)
    if not len(ys):
        return []
    if 2 * len(ys) > changed.size:
        return [Region(0, 0, new.width, new.height)]
    breaks = np.flatnonzero((np.diff(ys) != 0) | (np.diff(xs) > GAP)) + 1
    firsts, lasts = [0, *breaks.tolist()], [*(breaks - 1).tolist(), len(ys) - 1]
    return [Region(int(xs[a]), int(ys[a]), int(xs[b] - xs[a]) + 1, 1) for a, b in zip(firsts, lasts, strict=True)]
