"""The keys of a page, on its last line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from descent_tui.pictures.text import spoken, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster

Hint = tuple[str, str]
"""A key as it is shown, and what it does in a word."""


class Placed(NamedTuple):
    """A hint and where it stands: its first column, and the column after it."""

    hint: Hint
    start: int
    end: int


def placed(hints: Sequence[Hint], spare: Sequence[str], width: int, look: Look) -> tuple[Placed, ...]:
    """Return which hints fit on a line and where; else those of `spare` go first, in order."""
    left = list(hints)
    for least in spare:
        if sum(_wide(hint, look) + 2 for hint in left) <= width - 2:
            break
        left = [hint for hint in left if hint[0] != least]
    found, x = [], 2
    for hint in left:
        end = x + _wide(hint, look)
        if end > width - 1:
            break
        found.append(Placed(hint, x, end))
        x = end + 2
    return tuple(found)


def write_hints(raster: Raster, hints: Sequence[Hint], spare: Sequence[str], look: Look) -> None:
    """Write keys on the last row, as many as fit."""
    for (key, word), start, _ in placed(hints, spare, raster.width, look):
        write(raster, start, raster.height - 1, [(key, look.colours.key), (f" {word}", look.colours.faint)], look)


def _wide(hint: Hint, look: Look) -> int:
    return len(spoken(f"{hint[0]} {hint[1]}", look))
