"""Sessions one after another as what is written to a terminal: the first picture whole, then only what changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.ansi import encode
from descent_tui.pictures.formats import cleaned
from descent_tui.pictures.look import Look
from descent_tui.pictures.palette import PALETTES
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from descent_tui.session.session import Session

HIDDEN = "\x1b[?25l"
"""The cursor has no place on a picture."""


def film(sessions: Iterable[Session], width: int, height: int, look: Look | None = None) -> Iterator[str]:
    """Yield what shows each session on a terminal of this size that shows the one before.

    Args:
        sessions: what is to be seen, in order.
        width: columns.
        height: rows.
        look: depth and alphabet; palette and brightness are those of each session's view.
    """
    stage, before = Stage(), None
    for session in sessions:
        view = session.view
        palette = view.palette if view.palette in PALETTES else PALETTES[0]
        drawn = replace(look or Look(), palette=palette, dark=view.dark)
        now = cleaned(stage.draw(session, width, height, drawn))
        if before is None:
            yield f"{HIDDEN}\x1b[H{encode(now, drawn.depth)}".replace("\n", "\r\n")
        else:
            yield "".join(_changes(before, now, drawn.depth))
        before = now


def _changes(old: Raster, new: Raster, depth: str) -> Iterator[str]:
    """Yield how to get from one picture to the next: of each row, from the first cell that differs to the last."""
    differs = (old.glyph != new.glyph) | (old.fg != new.fg) | (old.bg != new.bg)
    for y in np.flatnonzero(differs.any(1)).tolist():
        columns = np.flatnonzero(differs[y])
        part = slice(y, y + 1), slice(int(columns[0]), int(columns[-1]) + 1)
        run = encode(Raster(new.glyph[part], new.fg[part], new.bg[part]), depth)
        yield f"\x1b[{y + 1};{columns[0] + 1}H{run}"
