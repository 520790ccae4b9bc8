"""The keys of a page, on its last line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.pictures.text import Part, length, spoken, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster

Hint = tuple[str, str]
"""A key as it is shown, and what it does in a word."""


def write_hints(raster: Raster, hints: Sequence[Hint], spare: Sequence[str], look: Look) -> None:
    """Write keys on the last row; where not all of them fit, those of `spare` go first, in that order."""
    left = list(hints)
    for least in spare:
        if sum(len(spoken(f"{key} {word}", look)) + 2 for key, word in left) <= raster.width - 2:
            break
        left = [hint for hint in left if hint[0] != least]
    x = 2
    for key, word in left:
        parts: list[Part] = [(key, look.colours.key), (f" {word}", look.colours.faint)]
        if x + length(parts, look) > raster.width - 1:
            break
        x = write(raster, x, raster.height - 1, parts, look) + 2
