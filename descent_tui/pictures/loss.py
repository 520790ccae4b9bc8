"""f along the steps of a descent, or of several."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from descent_tui.pictures.plot import Canvas, Mark, Series, canvas, plot
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.scale import Reals, Scale
from descent_tui.pictures.text import write
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.pictures.look import Look


HIGHER, DEEPEST = 1e3, 1e-16
"""How far above and how near to the floor several curves are told, in shares of the start."""

ROUND, SNUG = (1.0, 2.0, 5.0), (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)
"""Times a power of ten, at which a logarithmic scale may end: a few, so that it stands still, or more."""

HIGHEST = 1e300


@dataclass(frozen=True, eq=False, slots=True)
class Curve:
    """The losses of one line of a session.

    Attributes:
        at: [k], rising: the step, or the gradients so far, of each loss.
        f: [k], the losses.
        colour: of the line, an array of them for one coloured by its height.
        mark: the character of the line where only ASCII can be shown.
        head: where on the line its runner is now, an index; None for no mark.
        glyph: the mark of the runner; ink: its colour.
    """

    at: Reals
    f: Reals
    colour: int | npt.NDArray[np.int32]
    mark: str = "*"
    head: int | None = None
    glyph: str = ""
    ink: int = 0


def losses_picture(
    width: int,
    height: int,
    look: Look,
    curves: Sequence[Curve],
    *,
    floor: float = 0.0,
    caption: bool = True,
    x_name: str = "step",
    thumb: float | None = None,
    snug: bool = False,
) -> Raster:
    """Draw the losses of several lines over each other, the last on top, on one scale.

    It is logarithmic where f never falls below `floor` and spreads over more than half a decade, so that the rate of a
    descent shows as a slope; else linear. The caption says which.

    Args:
        width: cells.
        height: cells.
        look: colours and alphabet.
        curves: at least one.
        floor: the least value known of f; what is drawn on a logarithmic scale is f − floor.
        caption: whether a line above the curves says what is drawn.
        x_name: what stands along the axis.
        thumb: where a line was scrubbed to: a rule across all curves marks it.
        snug: whether the scale follows the losses closely; else it stands still for longer, and less is repainted.
    """
    colours = look.colours
    picture = Raster.blank(width, height, colours.ink, colours.panel)
    f = np.concatenate([curve.f for curve in curves])
    if not np.isfinite(f).any():
        write(picture, 0, 0, [("no finite value of f yet", colours.faint)], look)
        return picture
    above, y, said = _loss_scale(_told(curves, floor), floor, SNUG if snug else ROUND)
    top = 1 if caption and height >= 3 else 0
    if top:
        write(picture, 0, 0, [(said, colours.faint)], look)
    x = losses_scale(curves)
    series, marks = [], []
    each = np.split(above, np.cumsum([len(curve.f) for curve in curves])[:-1])
    for curve, drawn in zip(curves, each, strict=True):
        places, shown = decimated(drawn, 2 * width)
        series.append(Series(curve.at[places.astype(np.intp)], shown, curve.colour, curve.mark))
        if curve.head is not None:
            x_head, y_head = float(curve.at[curve.head]), float(drawn[curve.head])
            marks.append(Mark(x_head, y_head, curve.glyph, curve.ink, colours.head_paper))
    if thumb is not None:
        series.insert(0, Series([thumb, thumb], [y.low, y.high], colours.frame, look.glyphs.vertical))
    picture.paste(plot(width, height - top, series, look, x=x, y=y, marks=marks, x_name=x_name), 0, top)
    return picture


def losses_scale(curves: Sequence[Curve]) -> Scale:
    """Return the axis of steps or gradients: it stands still while a few more are made."""
    return Scale(0.0, _round_up(int(max(float(curve.at[-1]) for curve in curves))))


def losses_canvas(width: int, height: int, look: Look, curves: Sequence[Curve], floor: float = 0.0) -> Canvas | None:
    """Return where in a picture without a caption the curves of `losses_picture` stand; None where there are none."""
    f = np.concatenate([curve.f for curve in curves])
    if not np.isfinite(f).any():
        return None
    return canvas(width, height, losses_scale(curves), _loss_scale(_told(curves, floor), floor)[1], look)


def _told(curves: Sequence[Curve], floor: float) -> Reals:
    """Return all losses; of several curves none so far above or below the start that the others would be one line."""
    f = np.concatenate([curve.f for curve in curves])
    start = max(abs(float(curve.f[0]) - floor) for curve in curves)
    if len(curves) == 1 or not 0 < start < HIGHEST:
        return f
    # what is nearer to the floor than rounding is at it
    near = np.where((f >= floor) & (f - floor < DEEPEST * start), floor + DEEPEST * start, f)
    return np.minimum(near, floor + HIGHER * start)


def loss_told(values: npt.ArrayLike, floor: float = 0.0) -> str:
    """Return what the loss panel draws, and on which scale: `f − 3, log scale`."""
    f = np.atleast_1d(np.asarray(values, np.float64))
    return _loss_scale(f, floor)[2] if np.isfinite(f).any() else "f"


def _loss_scale(f: Reals, floor: float, times: tuple[float, ...] = ROUND) -> tuple[Reals, Scale, str]:
    """Return what is drawn for each step, along which scale, and what to call it."""
    finite = np.clip(f[np.isfinite(f)], -8e307, 8e307)
    low, high = float(finite.min()), float(finite.max())
    with np.errstate(all="ignore"):
        above = f - floor
    positive = above[np.isfinite(above) & (above > 0)]
    rounding = 1e-12 * max(abs(floor), abs(high))
    if len(positive) and low >= floor - rounding:
        least, most = float(positive.min()), float(positive.max())
        if most > 3 * least:
            scale = Scale(_round_down_ratio(least, times), most * 1.05 if most < 1e308 else most, log=True)
            # at the minimum itself the difference is 0 and has no logarithm: there the line runs along the foot
            drawn = np.where(np.isnan(above), np.nan, np.clip(above, scale.low, scale.high))
            return drawn, scale, "f, log scale" if floor == 0 else f"f − {show(floor)}, log scale".replace("− −", "+ ")
    return np.clip(f, -8e307, 8e307), Scale.around(low, high, margin=0.04), "f, linear scale"


def _round_up(steps: int) -> float:
    """Return the end of the axis of steps: it stands still while a few more steps are made, so little is repainted."""
    if steps <= 10:
        return 10.0
    power = 10.0 ** math.floor(math.log10(steps))
    return next(m * power for m in (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0) if m * power >= steps)


def _round_down_ratio(least: float, times: tuple[float, ...]) -> float:
    """Return the largest of these times a power of ten that is not above `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return max([m * power for m in times if 0 < m * power <= least], default=least)


def decimated(values: Reals, count: int) -> tuple[Reals, Reals]:
    """Return indices and values, at most `count` (8 or more) of them, that keep every hill and dip.

    The values are cut into equal stretches; each keeps its least and its greatest, in their order, and the first and
    the last value stay.
    """
    n = len(values)
    count = max(count, 8)
    if n <= count:
        return np.arange(n, dtype=np.float64), values
    starts = np.arange(count // 2 - 1) * n // (count // 2 - 1)
    stretch = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, n)))
    order = np.lexsort((np.where(np.isnan(values), np.inf, values), stretch))
    least = order[starts]
    order = np.lexsort((np.where(np.isnan(values), np.inf, -values), stretch))
    there = np.zeros(n, np.bool_)
    there[[0, n - 1]] = there[least] = there[order[starts]] = True
    kept = np.flatnonzero(there)
    return kept.astype(np.float64), values[kept]
