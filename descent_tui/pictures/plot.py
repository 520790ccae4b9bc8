"""Curves in cells, with numbers beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from descent_tui.pictures.raster import Raster
from descent_tui.pictures.stipple import BLANK, laid_over, packed
from descent_tui.pictures.text import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.pictures.look import Look
    from descent_tui.pictures.scale import Reals, Scale


@dataclass(frozen=True, eq=False, slots=True)
class Series:
    """A line through points in the order given: x[k], y[k], in the units of the axes.

    A value that is not finite is a gap. `mark` is the character of the line where only ASCII can be shown. `colour`
    may be an array of colours, low to high: a line coloured by its height.
    """

    x: npt.ArrayLike
    y: npt.ArrayLike
    colour: int | npt.NDArray[np.int32]
    mark: str = "*"


@dataclass(frozen=True, slots=True)
class Mark:
    """One character at a point of the plot, on top of every line; `paper` None keeps the background."""

    x: float
    y: float
    glyph: str
    colour: int
    paper: int | None = None

    def draw(self, picture: Raster, inner: Canvas) -> None:
        """Put the mark where it stands on a canvas of the picture; nowhere, where it is outside."""
        column, row = inner.column(self.x), inner.row(self.y)
        if column is not None and row is not None:
            picture.put(column, row, self.glyph, self.colour, self.paper)


@dataclass(frozen=True, slots=True)
class Canvas:
    """The cells inside a plot that hold its curves: offset and size in cells, and the two axes along them."""

    left: int
    top: int
    width: int
    height: int
    x: Scale
    y: Scale

    def column(self, x: float) -> int | None:
        """Return the column of the picture in which x stands, None outside."""
        dot = _dot(float(self.x.place(x)), self.width * 2)
        return None if dot is None else self.left + dot // 2

    def row(self, y: float) -> int | None:
        """Return the row of the picture in which y stands, None outside."""
        dot = _dot(float(self.y.place(y)), self.height * 4)
        return None if dot is None else self.top + (self.height * 4 - 1 - dot) // 4


def _dot(place: float, dots: int) -> int | None:
    """Return the dot in which a place along an axis stands, None outside: the very one a line through it has.

    0 is the centre of the first dot and 1 that of the last one.
    """
    if not -1.0 < place < 2.0:  # so far outside that rounding may overflow, or nowhere
        return None
    dot = np.floor(np.round(0.5 + place * (dots - 1), 8))
    return int(dot) if 0 <= dot < dots else None


def canvas(width: int, height: int, x: Scale, y: Scale, look: Look, *, axes: bool = True) -> Canvas:
    """Return the part of a plot of `width`x`height` cells that is left for curves beside the numbers of its axes."""
    labels = [label for _, label in y.ticks(_rows_of_numbers(height), plain=look.ascii)] if axes else []
    left = max(map(len, labels), default=0) + 2 if labels else 0
    if width - left < 8 or height < 2:
        left = 0
    below = (2 if height >= 10 else 1) if axes and height >= 4 and width >= 12 else 0
    return Canvas(left, 0, max(width - left, 0), max(height - below, 0), x, y)


def _rows_of_numbers(height: int) -> int:
    return min(max(2, height // 2), 6)


def plot(
    width: int,
    height: int,
    series: Sequence[Series],
    look: Look,
    *,
    x: Scale,
    y: Scale,
    marks: Sequence[Mark] = (),
    axes: bool = True,
    x_name: str = "",
) -> Raster:
    """Draw curves in braille dots (in characters where only ASCII can be shown), with axes as far as there is room.

    plotext draws the same dots, and needs ten times as long: a step redraws two plots.
    """
    picture = Raster.blank(width, height, look.colours.ink, look.colours.panel)
    inner = canvas(width, height, x, y, look, axes=axes)
    if inner.width < 1 or inner.height < 1:
        return picture
    if axes:
        draw_axes(picture, inner, look, x_name)
    area = (slice(inner.top, inner.top + inner.height), slice(inner.left, inner.left + inner.width))
    glyph, fg = picture.glyph[area], picture.fg[area]
    for line in series:
        _lay_over(glyph, fg, _drawn(line, inner, ascii_only=look.ascii), line.colour)
    for mark in marks:
        mark.draw(picture, inner)
    return picture


def _lay_over(
    glyph: npt.NDArray[np.uint32],
    fg: npt.NDArray[np.int32],
    drawn: npt.NDArray[np.uint32],
    colour: int | npt.NDArray[np.int32],
) -> None:
    """Put a drawn line over what is there; where both are braille the dots of both are kept."""
    painted = drawn != BLANK
    glyph[:] = laid_over(drawn, glyph)
    ramp = np.atleast_1d(np.asarray(colour, np.int32))
    by_row = ramp[np.rint(np.linspace(len(ramp) - 1, 0, len(glyph))).astype(np.intp)]
    fg[painted] = np.broadcast_to(by_row[:, None], fg.shape)[painted]


def _drawn(line: Series, inner: Canvas, *, ascii_only: bool) -> npt.NDArray[np.uint32]:
    """Return code points [height, width] of one line alone.

    Corners are rounded to dots before the line is walked, as plotext does it: so a mark on a corner is on the line.
    """
    per_cell = np.array([1, 1] if ascii_only else [2, 4])
    last = np.array([inner.width, inner.height]) * per_cell - 1
    corners = np.stack(inside(inner.x.place(line.x), inner.y.place(line.y)), axis=1) * last
    at = _walked(np.floor(np.round(0.5 + corners, 8)))
    dots = np.zeros((last[1] + 1, last[0] + 1), np.bool_)
    dots[last[1] - at[:, 1], at[:, 0]] = True
    return np.where(dots, np.uint32(ord(line.mark)), np.uint32(BLANK)) if ascii_only else packed(dots)


def _walked(corners: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """Return the dots [k, 2] of a polyline between dots [n, 2]; a corner that is nan is a gap."""
    way = np.nan_to_num(np.diff(corners, axis=0))
    count = np.maximum(np.abs(way).max(axis=1, initial=0.0), 1).astype(np.intp)
    piece = np.repeat(np.arange(len(count)), count)
    k = np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count)
    at = np.concatenate([corners[piece] + k[:, None] * (way / count[:, None])[piece], corners[-1:]])
    return np.asarray(np.floor(at[np.isfinite(at).all(axis=1)]), np.intp)


def inside(x: Reals, y: Reals) -> tuple[Reals, Reals]:
    """Return the part of a polyline that lies in the unit square, cut exactly at its sides, with nan between pieces."""
    x, y = np.atleast_1d(x), np.atleast_1d(y)
    good = (x >= 0) & (x <= 1) & (y >= 0) & (y <= 1)
    if good.all():
        return x, y
    with np.errstate(all="ignore"):
        dx, dy = np.diff(x), np.diff(y)
        start, end = np.zeros(len(dx)), np.ones(len(dx))
        for at, step in ((x[:-1], dx), (y[:-1], dy)):
            near, far = (0 - at) / step, (1 - at) / step
            flat, outside = step == 0, (at < 0) | (at > 1)
            start = np.fmax(start, np.where(flat, np.where(outside, 2.0, 0.0), np.minimum(near, far)))
            end = np.fmin(end, np.where(flat, 1.0, np.maximum(near, far)))
    kept = np.isfinite(dx) & np.isfinite(dy) & (start <= end)
    reached = np.append(kept, False)
    alone = good & ~reached & ~np.insert(kept, 0, False)
    pieces = np.full((2, len(dx), 3), np.nan)
    for piece, at, step in ((pieces[0], x, dx), (pieces[1], y, dy)):
        piece[kept, 0] = at[:-1][kept] + start[kept] * step[kept]
        piece[kept, 1] = at[:-1][kept] + end[kept] * step[kept]
    joined = kept & reached[1:] & (end == 1) & np.append(start[1:] == 0, False)
    keep = np.stack([kept, kept & ~joined, kept & ~joined], axis=1)
    lone = np.full((2, alone.sum(), 2), np.nan)
    lone[0, :, 0], lone[1, :, 0] = x[alone], y[alone]
    px, py = (np.concatenate([pieces[i][keep], lone[i].ravel()]) for i in (0, 1))
    return np.clip(px, 0, 1), np.clip(py, 0, 1)


def draw_axes(picture: Raster, inner: Canvas, look: Look, x_name: str = "") -> None:
    """Draw the axes and their numbers to the left of and below a canvas, as far as its layout left room for them."""
    glyphs, colours = look.glyphs, look.colours
    if inner.left:
        for row in range(inner.height):
            picture.put(inner.left - 1, row, glyphs.vertical, colours.frame)
        _number_rows(picture, inner, look)
    below = picture.height - inner.height
    if below == 2:
        picture.put(inner.left, inner.height, glyphs.horizontal * inner.width, colours.frame)
        if inner.left:
            picture.put(inner.left - 1, inner.height, glyphs.bottom_left, colours.frame)
    if below:
        _number_columns(picture, inner, look, x_name, ruled=below == 2)


def _number_rows(picture: Raster, inner: Canvas, look: Look) -> None:
    last = inner.height
    for number, label in sorted(inner.y.ticks(_rows_of_numbers(picture.height), plain=look.ascii)):
        row = inner.row(number)
        if row is not None and row < last:
            picture.put(inner.left - 2 - len(label) + 1, row, label, look.colours.faint)
            picture.put(inner.left - 1, row, look.glyphs.tick_y, look.colours.frame)
            last = row


def _number_columns(picture: Raster, inner: Canvas, look: Look, x_name: str, *, ruled: bool) -> None:
    row = picture.height - 1
    free, end = inner.left, inner.left + inner.width
    name = spoken(x_name, look)
    name = name if len(name) + 12 <= inner.width else ""
    if name:
        end -= len(name) + 1
        picture.put(end + 1, row, name, look.colours.faint)
    for number, label in inner.x.ticks(max(2, inner.width // 10), plain=look.ascii):
        column = inner.column(number)
        if column is None:
            continue
        start = max(inner.left, min(column - (len(label) - label.startswith(("−", "-"))) // 2, end - len(label)))
        start = max(start, inner.left)
        if start < free or start + len(label) > end or abs(start + len(label) // 2 - column) > len(label):
            continue
        picture.put(start, row, label, look.colours.faint)
        if ruled:
            picture.put(column, row - 1, look.glyphs.tick_x, look.colours.frame)
        free = start + len(label) + 2
