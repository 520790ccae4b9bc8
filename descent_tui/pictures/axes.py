"""Numbered axes around a map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from descent_tui.pictures.raster import Raster
from descent_tui.pictures.scale import Scale
from descent_tui.pictures.text import spoken

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.viewport import Viewport

Tick = tuple[float, str]

LEAST_WIDTH, LEAST_HEIGHT = 24, 8
"""Below this size a map needs all its cells for itself."""

_ROWS_PER_TICK = 4
_BELOW = 2
_ROOM = 2


@dataclass(frozen=True, eq=False, slots=True)
class Framed:
    """A raster with axes drawn on it, and the region inside them that is the map's: `width` x `height` at (x, y)."""

    raster: Raster
    x: int
    y: int
    width: int
    height: int


def frame(width: int, height: int, viewport: Viewport, look: Look, names: tuple[str, str] = ("", "")) -> Framed:
    """Return axes for a map of a viewport, on a raster of width x height; without axes where there is no room."""
    raster = Raster.blank(width, height, look.colours.ink, look.colours.paper)
    names = spoken(names[0], look), spoken(names[1], look)
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return Framed(raster, 0, 0, width, height)
    inner_height = height - _BELOW
    rows = upright(viewport, inner_height, look)
    gutter = max([len(text) for _, text in rows] + [len(names[1])]) + 2
    if gutter > width // 3:
        return Framed(raster, 0, 0, width, height)
    framed = Framed(raster, gutter, 0, width - gutter, inner_height)
    _left(framed, rows, viewport, look, names[1])
    _below(framed, level(viewport, framed.width, look), viewport, look, names[0])
    return framed


def upright(viewport: Viewport, height: int, look: Look) -> list[Tick]:
    """Return the ticks of the vertical axis of a map `height` rows high."""
    count = max(2, height // _ROWS_PER_TICK)
    return Scale(viewport.y0, viewport.y1).ticks(count, plain=look.ascii)


def level(viewport: Viewport, width: int, look: Look) -> list[Tick]:
    """Return as many ticks of the horizontal axis as stand beside each other in `width` cells without touching."""
    scale = Scale(viewport.x0, viewport.x1)
    for count in range(max(2, width // 8), 0, -1):
        ticks = scale.ticks(count, plain=look.ascii)
        longest = max((len(text) for _, text in ticks), default=0)
        apart = width / (viewport.x1 - viewport.x0) * (ticks[1][0] - ticks[0][0]) if len(ticks) > 1 else width
        if apart >= longest + _ROOM:
            return ticks
    return []


def _left(framed: Framed, ticks: list[Tick], viewport: Viewport, look: Look, name: str) -> None:
    raster, glyphs, inks, axis = framed.raster, look.glyphs, look.colours, framed.x - 1
    for y in range(framed.height):
        raster.put(axis, y, glyphs.vertical, inks.frame)
    for value, text in ticks:
        _, row = viewport.to_cell(viewport.x0, value, framed.width, framed.height)
        y = min(int(row), framed.height - 1)
        raster.put(axis, y, glyphs.tick_y, inks.frame)
        if y or not name:
            raster.put(axis - 1 - len(text), y, text, inks.faint)
    raster.put(axis - 1 - len(name), 0, name, inks.second)


def _below(framed: Framed, ticks: list[Tick], viewport: Viewport, look: Look, name: str) -> None:
    raster, glyphs, inks, axis = framed.raster, look.glyphs, look.colours, framed.height
    raster.put(framed.x - 1, axis, glyphs.bottom_left + glyphs.horizontal * framed.width, inks.frame)
    end = framed.x + framed.width
    room = end - len(name) - 1 if name else end
    free = 0
    for value, text in ticks:
        column, _ = viewport.to_cell(value, viewport.y1, framed.width, framed.height)
        x = framed.x + min(int(column), framed.width - 1)
        raster.put(x, axis, glyphs.tick_x, inks.frame)
        start = min(max(x - len(text) // 2, framed.x), end - len(text))
        if start >= free and start + len(text) <= room:
            free = raster.put(start, axis + 1, text, inks.faint) + 1
    raster.put(end - len(name), axis + 1, name, inks.first)
