"""One line on what is being worked on, and how to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import Part, length, write

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look

BAR = 24
"""Columns of the bar."""


def progress(word: str, done: int, of: int, waiting: int, width: int, look: Look) -> Raster:
    """Return `stepping… 4 of 10 ━━━━──── 2 keys wait · ctrl+c cancels`, [1, width]; what has no room is left out.

    Args:
        word: what is being done.
        done: how much of it.
        of: how much there is of it; 0 where that is not known.
        waiting: how many keys wait for its end.
        width: cells.
        look: how it is drawn.
    """
    colours, glyphs = look.colours, look.glyphs
    raster = Raster.blank(width, 1, colours.ink, colours.paper)
    said: list[Part] = [(f"{word}…", colours.key)]
    if of > 1:
        said.append((f" {done:,} of {of:,}", colours.ink))
    elif done:
        said.append((f" {done:,}", colours.ink))
    full = min(done * BAR // max(of, 1), BAR)
    bar: list[Part] = [(" " + glyphs.thick * full, colours.good), (glyphs.dash * (BAR - full), colours.frame)]
    waits: list[Part] = [(f"  {waiting} {'key waits' if waiting == 1 else 'keys wait'}", colours.faint)]
    end: list[Part] = [("  ctrl+c cancels", colours.faint)]
    bar, waits = bar if of > 1 else [], waits if waiting else []
    told = ([*said, *bar, *waits, *end], [*said, *waits, *end], [*said, *end], [said[0], *end], [said[0]])
    write(raster, 1, 0, next((parts for parts in told if length(parts, look) <= width - 2), []), look, width - 2)
    return raster
