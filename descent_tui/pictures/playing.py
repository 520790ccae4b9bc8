"""The bottom lines of a session that is played again: the action, the slider of its time, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import Part, length, shortened, spoken, write, write_right

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look

ROWS = 3

HINTS = (
    ("space", "play"), (", .", "one"), ("{ }", "ten"), ("< >", "speed"), ("Enter", "go on from here"), ("q", "quit"),
    ("home end", "ends"),
)  # fmt: skip


def playing(
    at: int, count: int, action: str, note: str, speed: float, width: int, look: Look, *, plays: bool
) -> Raster:
    """Return three rows.

    Args:
        at: how many actions were taken.
        count: how many there are.
        action: the last one, in words.
        note: what the session said after it.
        speed: actions a second.
        width: cells.
        look: colours and alphabet.
        plays: whether it plays now.
    """
    colours, glyphs = look.colours, look.glyphs
    raster = Raster.blank(width, ROWS, colours.ink, colours.paper)
    how = f"{glyphs.right} {speed:g} a second" if plays else "paused"
    end = write_right(raster, width - 1, 0, [(how, colours.key if plays else colours.faint)], look)
    place: list[Part] = [(f"{at}", colours.head), (f" of {count}   ", colours.faint)]
    x = write(raster, 1, 0, place, look)
    room = max(end - x - 2, 0)
    x = write(raster, x, 0, [(shortened(spoken(action, look), room, look), colours.title)], look)
    if note and end - x - 5 > 8:
        write(raster, x + 3, 0, [(shortened(spoken(note, look), end - x - 5, look), colours.ink)], look)
    _slide(raster, at, count, look)
    x = 1
    for key, word in HINTS:
        parts: list[Part] = [(key, colours.key), (f" {word}", colours.faint)]
        if x + length(parts, look) > width - 1:
            break
        x = write(raster, x, 2, parts, look) + 2
    return raster


def _slide(raster: Raster, at: int, count: int, look: Look) -> None:
    colours, glyphs = look.colours, look.glyphs
    wide = max(raster.width - 2, 1)
    head = _column(at, count, wide)
    raster.put(1, 1, glyphs.thick * head, colours.key)
    raster.put(1 + head, 1, glyphs.head, colours.head)
    raster.put(2 + head, 1, glyphs.horizontal * (wide - head - 1), colours.frame)


def _column(at: int, count: int, wide: int) -> int:
    return round(at * (wide - 1) / count) if count else 0


def action_at(column: int, count: int, width: int) -> int:
    """Return how many actions were taken where the slider of a picture so wide stands at a column."""
    wide = max(width - 2, 2)
    return round(min(max((column - 1) / (wide - 1), 0.0), 1.0) * count)
