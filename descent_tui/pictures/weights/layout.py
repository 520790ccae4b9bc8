"""Where everything stands on the page of all variables, and which tiles its map is made of."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from descent_tui.pictures.layout import Region
from descent_tui.pictures.weights.place import sheet_of, whole
from descent_tui.pictures.weights.tile import Tile

if TYPE_CHECKING:
    from descent_tui.objectives.sheets import Sheet
    from descent_tui.pictures.weights.place import Place
    from descent_tui.pictures.weights.tile import Window

BESIDE = 64
"""From this width on, panels stand beside the map."""

GUTTER = 6
"""Columns for the numbers of rows, left of a part of a sheet."""

NARROWEST = 5
"""A tile has at least so many columns; where there is no room, fewer sheets are shown."""

CHOSEN, SLICE, NUDGE, BILL, LARGEST = 6, 9, 9, 4, 4
"""Rows of the panels: of the slice and of the largest at least."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where things stand: the map with names above and biases below it, the histogram, panels by name in order.

    `legend` is the row that says what the colours mean; None where there is none.
    """

    map: Region
    histogram: Region
    panels: dict[str, Region]
    legend: int | None


def rooms(width: int, height: int, *, nudging: bool, many: bool) -> Room:
    """Return where things stand on a page of so many cells."""
    side = min(max(width * 3 // 10, 31), 60) if width >= BESIDE else 0
    body = max(height - (3 if side else 5), 1)  # without the header, the note, the keys and a short page's two lines
    wide = max(width - side - (4 if side else 2), 1)
    tall = 0 if body < 15 or not many else min(max(body // 5, 5), 11)
    legend = 1 + body - tall - 1 - (1 if tall else 0) if body >= 9 else None
    rows = body - tall - (1 if tall else 0) - (1 if legend is not None else 0)
    panels = _panels(width - side - 1, side, body, nudging=nudging) if side else {}
    return Room(Region(1, 1, wide, max(rows, 1)), Region(1, 1 + body - tall, wide, tall), panels, legend)


def _panels(x: int, width: int, height: int, *, nudging: bool) -> dict[str, Region]:
    """Return the panels of the right column: what is asked for first, then what there is room for."""
    wanted = {"chosen": CHOSEN, **({"nudge": NUDGE, "bill": BILL} if nudging else {})}
    left = height - sum(wanted.values())
    if left >= SLICE + LARGEST + 1 or (left >= 7 and not nudging):
        wanted["slice"] = SLICE if left < SLICE + 22 else min(left - 21, 16)
    left = height - sum(wanted.values())
    if not nudging and left >= LARGEST + BILL + 6:
        wanted["bill"] = BILL
        left -= BILL
    if left >= LARGEST - 1:
        wanted["largest"] = min(left, 21)
    order = ("chosen", "slice", "nudge", "bill", "largest")
    y, found = 1, {}
    for name in (name for name in order if name in wanted):
        high = min(wanted[name], height + 1 - y)
        if high < 2:
            break
        found[name] = Region(x, y, width, high)
        y += high
    return found


def tiles_of(sheets: tuple[Sheet, ...], place: Place, room: Region) -> tuple[Tile, ...]:
    """Return what is drawn in the room of the map: a part of a sheet, or all sheets beside one another."""
    if place.window is not None:
        return (_part(sheets[place.window.sheet], place.window, room),)
    shown = _shown(sheets, sheet_of(sheets, place.chosen), room.width)
    strips = any(sheets[k].strip for k in shown) and room.height >= 6
    widths = _widths([sheets[k] for k in shown], room.width - 2 * (len(shown) - 1))
    tiles, x = [], room.x
    for k, width in zip(shown, widths, strict=True):
        tiles.append(_tile(sheets[k], whole(sheets, k), x, room.y + 1, width, room.height - 1, strips))
        x += width + 2
    return tuple(tiles)


def _part(sheet: Sheet, window: Window, room: Region) -> Tile:
    """Return a part of a sheet, with room for the numbers of its rows and columns."""
    gutter = GUTTER if room.width >= 30 else 0
    ticks = 1 if room.height >= 8 else 0
    strips = bool(sheet.strip) and room.height >= 6
    return _tile(
        sheet, window, room.x + gutter, room.y + 1 + ticks, room.width - gutter, room.height - 1 - ticks, strips
    )


def _tile(sheet: Sheet, window: Window, x: int, y: int, width: int, height: int, strips: bool) -> Tile:
    height = max(height - (2 if strips else 0), 1)
    return Tile(sheet, window, x, y, max(width, 1), height, y + height + 1 if strips and sheet.strip else None)


def _shown(sheets: tuple[Sheet, ...], here: int, width: int) -> range:
    """Return which sheets are shown beside one another: all, or as many as there is room for, this one among them."""
    room = max((width + 2) // (NARROWEST + 2), 1)
    first = min(max(here - room // 2, 0), max(len(sheets) - room, 0))
    return range(first, min(first + room, len(sheets)))


def _widths(shown: list[Sheet], width: int) -> list[int]:
    """Return how wide each sheet is, by the root of its columns; one with few has a cell for each of them at least."""
    least = [min(max(sheet.columns, NARROWEST), max(width // len(shown), 1), 12) for sheet in shown]
    spare = max(width - sum(least), 0)
    wants = [math.sqrt(sheet.columns) if sheet.columns > 12 or len(shown) == 1 else 0.0 for sheet in shown]
    wants = wants if any(wants) else [1.0] * len(shown)
    ends = [round(spare * sum(wants[: k + 1]) / sum(wants)) for k in range(len(shown))]
    return [low + end - begin for low, begin, end in zip(least, [0, *ends], ends, strict=False)]
