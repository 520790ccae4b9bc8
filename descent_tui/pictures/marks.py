"""Single points and lines on the map: the iterate, the start, minima, the slice, a nudge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from descent_tui.pictures import strokes

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.pictures.viewport import Viewport

Point = tuple[float, float]


def cell(viewport: Viewport, point: Point, raster: Raster) -> tuple[int, int] | None:
    """Return the (column, row) a point falls in, or None where it is off the map or not finite."""
    x, y = viewport.to_cell(*point, raster.width, raster.height)
    if not (0 <= x <= raster.width and 0 <= y <= raster.height and raster.width and raster.height):
        return None
    return min(int(x), raster.width - 1), min(int(y), raster.height - 1)


def draw_head(raster: Raster, point: Point, viewport: Viewport, look: Look, colour: int | None = None) -> None:
    """Mark the iterate; off the map, an arrow on the rim says which way it is."""
    _put_head(raster, point, viewport, look, look.glyphs.head, look.colours.head if colour is None else colour)


def draw_runner(
    raster: Raster, point: Point, viewport: Viewport, look: Look, glyph: str, number: int, colour: int
) -> None:
    """Mark another runner, or the end of a branch, with its number beside it where there is a cell for that."""
    at = _put_head(raster, point, viewport, look, glyph, colour)
    if at and at[0] + 1 < raster.width:
        raster.put(at[0] + 1, at[1], str(number), colour, look.colours.head_paper)


def _put_head(
    raster: Raster, point: Point, viewport: Viewport, look: Look, glyph: str, colour: int
) -> tuple[int, int] | None:
    at = cell(viewport, point, raster)
    if at is None and np.isfinite(point).all() and raster.width and raster.height:
        column, row, glyph = _rim(viewport, point, raster, look)
        at = column, row
    if at:
        raster.put(*at, glyph, colour, look.colours.head_paper)
    return at


def _rim(viewport: Viewport, point: Point, raster: Raster, look: Look) -> tuple[int, int, str]:
    """Return the cell of the rim that is nearest to a point off the map, and the arrow that points to it."""
    x, y = viewport.to_cell(*point, raster.width, raster.height)
    column = int(np.clip(x, 0, raster.width - 1))
    row = int(np.clip(y, 0, raster.height - 1))
    glyphs = look.glyphs
    if x < 0 or x > raster.width:
        return column, row, glyphs.left if x < 0 else glyphs.right
    return column, row, glyphs.up if y < 0 else glyphs.down


def draw_start(raster: Raster, point: Point, viewport: Viewport, look: Look) -> None:
    """Mark where the descent began."""
    _mark(raster, point, viewport, look.glyphs.start, look.colours.start)


def draw_minima(raster: Raster, points: npt.ArrayLike, viewport: Viewport, look: Look) -> None:
    """Mark known minima [k, 2]."""
    for x, y in np.asarray(points, np.float64).reshape(-1, 2).tolist():
        _mark(raster, (x, y), viewport, look.glyphs.minimum, look.colours.minimum)


def draw_nudge(raster: Raster, before: Point, after: Point, viewport: Viewport, look: Look) -> None:
    """Mark where a nudge would take the iterate, and the line there; nearer than a cell, nothing is hidden by it."""
    here, there = cell(viewport, before, raster), cell(viewport, after, raster)
    if there is None or here == there:
        return
    _line(raster, [before, after], viewport, look, look.colours.key)
    _mark(raster, after, viewport, look.glyphs.nudge, look.colours.key)


def draw_slice(raster: Raster, through: Point, axis: int, viewport: Viewport, look: Look) -> None:
    """Draw the line along which the free variable moves: axis 0 is horizontal, 1 vertical, through the iterate."""
    x, y = through
    ends = ((viewport.x0, y), (viewport.x1, y)) if axis == 0 else ((x, viewport.y0), (x, viewport.y1))
    _line(raster, ends, viewport, look, look.colours.second if axis else look.colours.first)


def off_slice(
    shape: tuple[int, int], through: Point, axis: int, viewport: Viewport, reach: int = 0
) -> npt.NDArray[np.bool_]:
    """Return which cells [h, w] lie off the slice through a point: all but its row (axis 0) or its columns (axis 1)."""
    height, width = shape
    x, y = viewport.to_cell(*through, width, height)
    off = np.ones(shape, np.bool_)
    at, length = (y, height) if axis == 0 else (x, width)
    if 0 <= at <= length:
        middle = min(int(at), length - 1)
        near = slice(max(middle - reach, 0), middle + reach + 1)
        off[(near, slice(None)) if axis == 0 else (slice(None), near)] = False
    return off


def _mark(raster: Raster, point: Point, viewport: Viewport, glyph: str, ink: int) -> None:
    at = cell(viewport, point, raster)
    if at:
        raster.put(*at, glyph, ink)


def _line(raster: Raster, points: npt.ArrayLike, viewport: Viewport, look: Look, ink: int) -> None:
    bits = np.zeros((raster.height, raster.width), np.uint8)
    columns, rows = strokes.path_dots(viewport, points, raster.width, raster.height)
    strokes.stroke(bits, columns, rows)
    level = np.ptp(rows) <= np.ptp(columns)
    strokes.ink(raster, bits, ink, look, look.glyphs.horizontal if level else look.glyphs.vertical)
