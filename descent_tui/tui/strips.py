"""A raster as Textual strips, and the cells in which two rasters differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.style import Style
from textual.geometry import Region

from descent_tui.tui.runs import BLANK, runs
from descent_tui.tui.segments import strip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.strip import Strip

    from descent_tui.pictures.raster import Raster

GAP = 6
"""Unchanged cells between two changed ones that are cheaper to send again than to jump over."""


def strips(raster: Raster, rows: Iterable[int] | None = None, own: Style | None = None) -> list[Strip]:
    """Return rows of a raster (all of them by default) as strips; neighbours of one look share a segment."""
    ground = Style.null() if own is None else own
    return [strip(row, ground) for row in runs(raster, rows)]


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
