"""The list of all commands over the landscape: what each does, and the key it is on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import clipped, spoken, write, write_right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Colours

WIDE, HIGH = 72, 24
"""Columns and rows of the box at most: so wide, sentence and key are still read as one line."""

LEAST = 12
"""Rows it has at least, where there are so many; of larger screens the landscape keeps a rim."""

DIMMED = 0.35
"""How much of its colours the landscape keeps under the box."""


class Command(NamedTuple):
    """What can be wished: in the words of the help, the key it is on, the heading it stands under, the wish itself."""

    says: str
    shown: str
    group: str
    wish: str


def found(commands: Sequence[Command], search: str) -> list[Command]:
    """Return the commands in which every word of the search occurs: that on the key first, then those that begin so."""
    words = search.casefold().split()
    if not words:
        return list(commands)
    hits = [c for c in commands if all(w in f"{c.says} {c.shown} {c.group}".casefold() for w in words)]
    typed = search.strip()
    begins = typed.casefold()
    return sorted(hits, key=lambda c: (typed not in c.shown.split(), not c.says.casefold().startswith(begins)))


def commands_picture(
    commands: Sequence[Command], chosen: int, search: str, under: Raster, look: Look
) -> tuple[Raster, tuple[int | None, ...]]:
    """Return the box over the dimmed picture `under`, and for each row the command that stands there, by index."""
    colours, glyphs = look.colours, look.glyphs
    raster = dimmed(under, look)
    width, height = min(WIDE, raster.width), min(HIGH, max(raster.height - 4, LEAST), raster.height)
    box = Raster.blank(width, height, colours.ink, colours.paper)
    for y in range(1, height - 1):
        for x in (0, width - 1):
            box.put(x, y, glyphs.vertical, colours.frame)
    box.put(0, 0, glyphs.top_left + glyphs.horizontal * (width - 2) + glyphs.top_right, colours.frame)
    box.put(0, height - 1, glyphs.bottom_left + glyphs.horizontal * (width - 2) + glyphs.bottom_right, colours.frame)
    write(box, 2, 0, [(f" commands  {len(commands)} ", colours.title)], look)
    cursor = "_" if look.ascii else "▏"
    write(box, 2, 1, [("find ", colours.faint), (search + cursor, colours.key)], look, width - 4)
    if not search and width >= 44:
        write_right(box, width - 2, 1, [("type words of what you want", colours.faint)], look)
    rows: list[int | None] = [None] * raster.height
    room, top = max(height - 3, 0), (raster.height - height) // 2
    first = min(max(chosen - room // 2, 0), max(len(commands) - room, 0))
    for y, i in enumerate(range(first, min(first + room, len(commands))), start=2):
        _row(box, y, commands[i], look, held=i == chosen)
        rows[top + y] = i
    if not commands:
        write(box, 4, 2, [("nothing by that name: backspace takes letters away", colours.faint)], look, width - 6)
    if height > 3:
        hint = [("Enter", colours.key), (" does it   ", colours.faint), ("Esc", colours.key), (" back ", colours.faint)]
        write(box, 2, height - 1, [(" ", colours.faint), *hint], look, width - 4)
    raster.paste(box, (raster.width - width) // 2, top)
    return raster, tuple(rows)


def _row(box: Raster, y: int, command: Command, look: Look, *, held: bool) -> None:
    colours, width = look.colours, box.width
    if held:
        box.put(1, y, " " * (width - 2), colours.ink, colours.head_paper)
        box.put(2, y, look.glyphs.right, colours.key)
    key = clipped(spoken(command.shown, look), 14, look)
    box.put(width - 3 - len(key), y, key, colours.key)
    ink = colours.head if held else colours.ink
    write(box, 4, y, [(clipped(spoken(command.says, look), width - len(key) - 9, look), ink)], look)


SHADES = 0x2580, 0x259F
"""The block elements: with them two entries of few colours are mixed, and in one grey they would hide the lines."""


def dimmed(picture: Raster, look: Look) -> Raster:
    """Return a picture that stands back: its colours fainter, where they are few its lines alone, in grey."""
    found = picture.copy()
    if look.depth == "truecolor":
        for cells in (found.fg, found.bg):
            cells[:] = _towards(cells, look.colours.paper)
    elif look.depth != "none":
        found.fg[:], found.bg[:] = look.colours.held, look.colours.paper
        found.glyph[(found.glyph >= SHADES[0]) & (found.glyph <= SHADES[1])] = ord(" ")
    return found


def _towards(cells: Colours, paper: int) -> Colours:
    """Return colours 0xRRGGBB of which `DIMMED` is left, the rest is paper."""
    shifts = np.array([16, 8, 0])
    light, ground = (np.asarray(colour)[..., None] >> shifts & 255 for colour in (cells, paper))
    mixed = np.rint(DIMMED * light + (1 - DIMMED) * ground).astype(np.int32)
    return np.asarray((mixed << shifts).sum(axis=-1), np.int32)
