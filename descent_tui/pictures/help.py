"""The page of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import Part, spoken, wrapped, write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from descent_tui.pictures.look import Look

KEYS_WIDTH = 11
COLUMN = 58
"""From this width a column reads well; wider screens get more columns."""

SENTENCE = "Freeze a variable and it is a printed constant: what is left is a slice, and its slope is the partial."


def help_picture(
    groups: Mapping[str, Sequence[tuple[str, str]]], width: int, height: int, look: Look, top: int = 0
) -> tuple[Raster, int]:
    """Return the page of keys scrolled down by `top` rows, and how far it could be scrolled after all."""
    colours = look.colours
    raster = Raster.blank(width, height, colours.ink, colours.paper)
    write(raster, 2, 0, [("descent-tui", colours.title), ("  keys", colours.faint)], look, width - 4)
    columns = max(min(width // COLUMN, len(groups)), 1)
    each = width // columns
    rows = _columns(groups, columns, each - 3 - KEYS_WIDTH, look)
    room = max(height - 3, 1)
    longest = max(len(column) for column in rows)
    top = min(top, max(longest - room, 0))
    for place, column in enumerate(rows):
        for y, parts in enumerate(column[top : top + room], start=2):
            _row(raster, place * each + 2, y, parts, each - 3, look)
    last = "Esc back" + ("   ↑↓ more" if longest > room else "")
    end = write(raster, 2, height - 1, [(last, colours.key)], look, width - 4)
    if end + 4 + len(SENTENCE) <= width:
        write(raster, end + 3, height - 1, [(SENTENCE, colours.faint)], look)
    return raster, top


def _row(raster: Raster, x: int, y: int, parts: Sequence[Part], width: int, look: Look) -> None:
    if len(parts) == 2:
        write(raster, x, y, parts[:1], look, KEYS_WIDTH)
        write(raster, x + KEYS_WIDTH, y, parts[1:], look, width - KEYS_WIDTH)
    else:
        write(raster, x, y, parts, look, width)


def _columns(
    groups: Mapping[str, Sequence[tuple[str, str]]], count: int, room: int, look: Look
) -> list[list[list[Part]]]:
    """Return the groups in so many columns of rows, what keys do in at most `room` cells a row."""
    colours = look.colours
    blocks: list[list[list[Part]]] = []
    for title, keys in groups.items():
        block: list[list[Part]] = [[(spoken(title, look), colours.title)]]
        for shown, says in keys:
            first, *rest = wrapped(spoken(says, look), room)
            block.append([(shown, colours.key), (first, colours.ink)])
            block += [[("", colours.key), (more, colours.ink)] for more in rest]
        blocks.append([*block, [("", colours.ink)]])
    columns: list[list[list[Part]]] = [[] for _ in range(count)]
    for block in blocks:
        min(columns, key=len).extend(block)
    return columns
