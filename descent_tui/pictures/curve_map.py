"""The landscape of a single variable: its curve, filled to the ground as the map fills its levels."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from descent_tui.pictures.curve import heights, tangent
from descent_tui.pictures.later import is_blank
from descent_tui.pictures.plot import Canvas, Mark, canvas, draw_axes, inside
from descent_tui.pictures.poles import parted
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.scale import Reals, Scale
from descent_tui.pictures.stipple import BLANK, Dots, laid_over, packed, stroke
from descent_tui.pictures.text import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.pictures.look import Look

_LEVELS = 24


def curve_map(
    width: int,
    height: int,
    look: Look,
    t: npt.ArrayLike,
    f: npt.ArrayLike,
    *,
    path: npt.ArrayLike | None = None,
    head: tuple[float, float] | None = None,
    slope: float = math.nan,
    minima: Sequence[tuple[float, float]] = (),
    others: Sequence[Mark] = (),
    name: str = "x",
) -> Raster:
    """Draw f of one variable in `width`x`height` cells.

    Args:
        width: cells.
        height: cells.
        look: colours and alphabet.
        t: [k], rising, values of the variable; at least twice as many as columns make a smooth curve.
        f: [k], f there; a gap where it is not finite.
        path: [n, 2], the iterates and f there, from the start on.
        head: the iterate and f there.
        slope: the derivative at the head; its tangent is drawn where it is finite.
        minima: known minima and f there.
        others: the heads of those who race, and the ends of branches that were left.
        name: of the variable.
    """
    colours = look.colours
    picture = Raster.blank(width, height, colours.ink, colours.panel)
    times, values = np.asarray(t, np.float64), np.asarray(f, np.float64)
    if not np.isfinite(times).any() or not np.isfinite(values).any():
        said = "drawing…" if is_blank(values) else f"f is not defined along {name} here"
        write(picture, 0, 0, [(said, colours.faint)], look)
        return picture
    x = Scale.around(float(np.nanmin(times)), float(np.nanmax(times)))
    shown = [value for place, value in ([] if head is None else [head]) if x.low <= place <= x.high]
    inner = canvas(width, height, x, heights(values, shown[0] if shown else math.nan), look)
    if inner.width < 1 or inner.height < 1:
        return picture
    draw_axes(picture, inner, look, name)
    if inner.left > 1 and picture.glyph[0, inner.left - 2] == ord(" "):
        picture.put(inner.left - 2, 0, "f", colours.faint)
    _fill(picture, inner, times, values, look)
    _draw(picture, inner, _dots(inner, *parted(times, values)), np.full(inner.height, colours.ink, np.int32), look, "*")
    if head is not None and math.isfinite(slope) and math.isfinite(head[1]):
        line = tangent(inner.x, inner.y, *head, slope, (inner.width, inner.height), colours.first, look)
        first = np.full(inner.height, colours.first, np.int32)
        _draw(picture, inner, _dots(inner, np.asarray(line.x), np.asarray(line.y)), first, look, "-")
    _mark(picture, inner, look, path, head, minima, others)
    return picture


def _dots(inner: Canvas, times: Reals, values: Reals) -> Dots:
    points = np.stack(inside(inner.x.place(times), inner.y.place(values)), axis=1)
    return stroke(points, inner.width, inner.height)


def _draw(picture: Raster, inner: Canvas, dots: Dots, by_row: npt.NDArray[np.int32], look: Look, mark: str) -> None:
    """Lay a line over the canvas, coloured by row (top row first)."""
    area = (slice(inner.top, inner.top + inner.height), slice(inner.left, inner.left + inner.width))
    drawn = packed(dots)
    touched = drawn != BLANK
    if look.ascii:
        picture.glyph[area][touched] = ord(mark)
    else:
        picture.glyph[area] = laid_over(drawn, picture.glyph[area])
    picture.fg[area][touched] = np.broadcast_to(by_row[:, None], touched.shape)[touched]


def _fill(picture: Raster, inner: Canvas, times: Reals, values: Reals, look: Look) -> None:
    """Fill the cells below the curve: each row has the colour of its level, as on the map."""
    good = np.isfinite(times)
    where = np.linspace(inner.x.low, inner.x.high, 2 * inner.width + 1)[1::2]
    surface = inner.y.place(np.clip(np.interp(where, times[good], values[good]), -1e300, 1e300))
    middle = 1 - (np.arange(inner.height) + 0.5) / inner.height
    below = middle[:, None] <= surface[None, :]
    level = np.clip((middle * _LEVELS).astype(np.intp), 0, _LEVELS - 1)
    area = (slice(inner.top, inner.top + inner.height), slice(inner.left, inner.left + inner.width))
    glyphs, inks = look.texture(_LEVELS)
    if look.depth == "none":
        glyphs = np.full(_LEVELS, ord(look.glyphs.shades[1]), np.uint32)
    for array, by_level in ((picture.glyph, glyphs), (picture.fg, inks), (picture.bg, look.fill(_LEVELS))):
        array[area][below] = np.broadcast_to(by_level[level][:, None], below.shape)[below]


def _mark(
    picture: Raster,
    inner: Canvas,
    look: Look,
    path: npt.ArrayLike | None,
    head: tuple[float, float] | None,
    minima: Sequence[tuple[float, float]],
    others: Sequence[Mark],
) -> None:
    """Draw minima, iterates, the start, other runners and the head, the later above the earlier."""
    colours, glyphs = look.colours, look.glyphs
    marks = [Mark(*at, glyphs.minimum, colours.minimum) for at in minima]
    way = [] if path is None else np.asarray(path, np.float64).reshape(-1, 2).tolist()
    marks += [Mark(x, y, glyphs.bullet, colours.trail) for x, y in way[1:]]
    marks += [Mark(x, y, glyphs.start, colours.start) for x, y in way[:1]]
    marks += others
    marks += [] if head is None else [Mark(*head, glyphs.head, colours.head, colours.head_paper)]
    for mark in marks:
        mark.draw(picture, inner)
