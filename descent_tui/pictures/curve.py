"""f along one variable with its slope, and f along the steps of a descent."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from descent_tui.pictures.plot import Mark, Series, plot
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.scale import Reals, Scale
from descent_tui.pictures.text import Part, spoken, write
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look

_TANGENT = 0.24
"""Half of the tangent's length, in widths of the picture."""


def slice_picture(
    width: int,
    height: int,
    look: Look,
    t: npt.ArrayLike,
    f: npt.ArrayLike,
    at: float,
    value: float,
    slope: float,
    name: str,
    *,
    frozen: bool = False,
    colour: int | None = None,
) -> Raster:
    """Draw the slice of f along one variable, the others held: curve, ball and tangent.

    Args:
        width: cells.
        height: cells.
        look: colours and alphabet.
        t: [k], rising, values of the variable.
        f: [k], f there.
        at: where the iterate is.
        value: f at the iterate.
        slope: ∂f/∂name at the iterate, as the objective computes it; never taken from the picture.
        name: of the variable.
        frozen: draw it as held: greyed, without a tangent.
        colour: of this partial, on the whole screen.
    """
    colours = look.colours
    ink = colours.first if colour is None else colour
    picture = Raster.blank(width, height, colours.ink, colours.panel)
    caption = 1 if height >= 3 else 0
    if caption:
        write(picture, 0, 0, _caption(slope, at, name, frozen, ink, look, width), look)
    times, values = np.asarray(t, np.float64), np.asarray(f, np.float64)
    finite = times[np.isfinite(times)]
    if not len(finite) or not np.isfinite(values).any():
        write(picture, 0, caption, [(f"f is not defined along {name} here", colours.faint)], look)
        return picture
    x = Scale.around(float(finite.min()), float(finite.max()))
    y = heights(values, value if x.low <= at <= x.high else math.nan)
    lines = [Series(times, values, colours.held if frozen else colours.ink)]
    if not frozen and math.isfinite(slope) and math.isfinite(value):
        lines.append(tangent(x, y, at, value, slope, width, max(height - caption, 1), ink))
    ball = look.glyphs.head if look.ascii else "●"
    marks = [Mark(at, value, ball, colours.held if frozen else colours.head)]
    picture.paste(plot(width, height - caption, lines, look, x=x, y=y, marks=marks, x_name=name), 0, caption)
    return picture


def _caption(slope: float, at: float, name: str, frozen: bool, ink: int, look: Look, width: int) -> list[Part]:
    """Say the slope as fully as there is room: its words give way before its number does."""
    colours = look.colours
    if frozen:
        return [(f"{name} frozen at {show(at)} {look.glyphs.frozen}", colours.frozen)]
    parts = [("slope ", colours.faint), (f"∂f/∂{name}", ink), (" = ", colours.faint), (show(slope), ink)]
    while len(parts) > 1 and sum(len(spoken(text, look)) for text, _ in parts) > width:
        parts = parts[1:] if len(parts) > 3 else parts[-1:]
    return parts


def tangent(x: Scale, y: Scale, at: float, value: float, slope: float, width: int, height: int, colour: int) -> Series:
    """Return the tangent at a point, equally long on the screen however steep it is."""
    across, up = x.high - x.low, y.high - y.low
    # a cell is twice as high as wide: steepness as it is seen
    steepness = slope * (across / up) * (2 * height / max(width, 1))
    reach = _TANGENT * across / math.hypot(1.0, steepness) if math.isfinite(steepness) else 0.0
    return Series([at - reach, at + reach], [value - slope * reach, value + slope * reach], colour, "-")


def heights(f: Reals, value: float) -> Scale:
    """Return the heights to show of a slice so that its shape and the ball are both seen.

    All of them, unless a few steep walls are so high that the rest would be one flat line; minima are never cut off.
    """
    finite = np.clip(f[np.isfinite(f)], -8e307, 8e307)
    low, high = float(finite.min()), float(finite.max())
    lower, most = (float(q) for q in np.quantile(finite, (0.1, 0.72)))
    if most - lower > 1e-3 * (high - low):
        low = max(low, lower - 5 * (most - lower))  # a pole, not a minimum
    if most > low:
        high = min(high, low + 2.2 * (most - low))
    if math.isfinite(value):
        low, high = min(low, value), max(high, value + 0.1 * (value - low))
    return Scale.around(low, high, margin=0.04)


def loss_picture(
    width: int, height: int, look: Look, values: npt.ArrayLike, at: int | None = None, *, floor: float = 0.0
) -> Raster:
    """Draw f of every step.

    The scale is logarithmic where f never falls below `floor` and spreads over more than half a decade, so that the
    rate of a descent shows as a slope; else linear. The caption says which.

    Args:
        width: cells.
        height: cells.
        look: colours and alphabet.
        values: [k], f at steps 0 … k − 1.
        at: the current step; None is the last.
        floor: the least value known of f; what is drawn on a logarithmic scale is f − floor.
    """
    colours = look.colours
    picture = Raster.blank(width, height, colours.ink, colours.panel)
    f = np.atleast_1d(np.asarray(values, np.float64))
    if not np.isfinite(f).any():
        write(picture, 0, 0, [("no finite value of f yet", colours.faint)], look)
        return picture
    above, y, said = _loss_scale(f, floor)
    caption = 1 if height >= 3 else 0
    if caption:
        write(picture, 0, 0, [(said, colours.faint)], look)
    room = height - caption
    steps, shown = decimated(above, 2 * width)
    x = Scale(0.0, _round_up(len(f) - 1))
    current = len(f) - 1 if at is None else min(max(at, 0), len(f) - 1)
    rows = look.line(16) if look.depth != "none" else colours.ink
    mark = Mark(float(current), float(above[current]), look.glyphs.head, colours.head, colours.head_paper)
    plotted = plot(width, room, [Series(steps, shown, rows)], look, x=x, y=y, marks=[mark], x_name="step")
    picture.paste(plotted, 0, caption)
    return picture


def _loss_scale(f: Reals, floor: float) -> tuple[Reals, Scale, str]:
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
            scale = Scale(_round_down_ratio(least), most * 1.05 if most < 1e308 else most, log=True)
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


def _round_down_ratio(least: float) -> float:
    """Return the largest of 1, 2, 5 times a power of ten that is not above `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return max([m * power for m in (1.0, 2.0, 5.0) if 0 < m * power <= least], default=least)


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
    kept = np.unique(np.concatenate([[0, n - 1], least, order[starts]]))
    return kept.astype(np.float64), values[kept]
