"""f along one variable, with its slope."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from descent_tui.pictures.later import is_blank
from descent_tui.pictures.plot import Mark, Series, plot
from descent_tui.pictures.poles import between_poles, parted
from descent_tui.pictures.quantiles import quantile
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.scale import Reals, Scale
from descent_tui.pictures.text import Part, spoken, write
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look

_TANGENT = 0.24
"""Half of the tangent's length, in widths of the picture."""

_WHOLE = np.array([-1.0, -0.3, 0.3, 1.0])

_DASHES = np.concatenate([[k / 7 - 0.06, k / 7 + 0.06, np.nan] for k in range(-6, 7, 2)])
"""Along the tangent from −1 to 1, with a gap between any two dashes."""


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
    caption: bool = True,
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
        caption: whether a line above the curve says the slope.
    """
    colours = look.colours
    ink = colours.first if colour is None else colour
    picture = Raster.blank(width, height, colours.ink, colours.panel)
    top = 1 if caption and height >= 3 else 0
    if top:
        write(picture, 0, 0, slope_told(slope, at, name, frozen, ink, look, width), look)
    times, values = np.asarray(t, np.float64), np.asarray(f, np.float64)
    finite = times[np.isfinite(times)]
    if not len(finite) or not np.isfinite(values).any():
        said = "drawing…" if is_blank(values) else f"f is not defined along {name} here"
        write(picture, 0, top, [(said, colours.faint)], look)
        return picture
    x = Scale.around(float(finite.min()), float(finite.max()))
    y = heights(values, value if x.low <= at <= x.high else math.nan)
    times, values = through(times, values, at, value, (y.high - y.low) / max(height - top, 1))
    lines = [Series(*parted(times, values), colours.held if frozen else colours.ink)]
    if not frozen and math.isfinite(slope) and math.isfinite(value):
        # its ends under the curve, so that this is never broken; its middle over it, where it touches
        touching = tangent(x, y, at, value, slope, (width, max(height - top, 1)), ink, look)
        lines.insert(0, touching)
        away = np.abs(np.asarray(touching.x) - at)
        near = np.where(away <= 0.4 * np.nanmax(away), np.asarray(touching.x), np.nan)
        lines.append(Series(near, touching.y, ink, "-"))
    ball = look.glyphs.head if look.ascii else "●"
    marks = [Mark(at, value, ball, colours.held if frozen else colours.head)]
    picture.paste(plot(width, height - top, lines, look, x=x, y=y, marks=marks, x_name=name), 0, top)
    return picture


def through(times: Reals, values: Reals, at: float, value: float, cell: float) -> tuple[Reals, Reals]:
    """Return a curve with the ball among its points, where it passes within a cell of it: so it is on its dots."""
    place = int(np.searchsorted(times, at))
    if not 0 < place < len(times) or not math.isfinite(value):
        return times, values
    apart = abs(float(np.interp(at, times[place - 1 : place + 1], values[place - 1 : place + 1])) - value)
    if not apart < cell:
        return times, values
    return np.insert(times, place, at), np.insert(values, place, value)


def slope_told(slope: float, at: float, name: str, frozen: bool, ink: int, look: Look, width: int) -> list[Part]:
    """Say the slope as fully as there is room: its words give way before its number does."""
    colours = look.colours
    if frozen:
        return [(f"{name} frozen at {show(at)} {look.glyphs.frozen}", colours.frozen)]
    parts = [("slope ", colours.faint), (f"∂f/∂{name}", ink), (" = ", colours.faint), (show(slope), ink)]
    while len(parts) > 1 and sum(len(spoken(text, look)) for text, _ in parts) > width:
        parts = parts[1:] if len(parts) > 3 else parts[-1:]
    return parts


def tangent(
    x: Scale, y: Scale, at: float, value: float, slope: float, size: tuple[int, int], colour: int, look: Look
) -> Series:
    """Return the tangent at a point, equally long on the screen however steep it is.

    Where neither colours nor characters tell it from the curve, it is dashed. `size` is that of the picture in cells.
    """
    width, height = size
    across, up = x.high - x.low, y.high - y.low
    # a cell is twice as high as wide: steepness as it is seen
    steepness = slope * (across / up) * (2 * height / max(width, 1))
    reach = _TANGENT * across / math.hypot(1.0, steepness) if math.isfinite(steepness) else 0.0
    way = _DASHES if look.depth == "none" and not look.ascii else _WHOLE
    with np.errstate(over="ignore"):
        return Series(at + reach * way, value + slope * reach * way, colour, "-")


def heights(f: Reals, value: float) -> Scale:
    """Return the heights to show of a slice so that its shape and the ball are both seen.

    All of them, unless a few steep walls are so high that the rest would be one flat line; minima are never cut off.
    """
    finite = np.clip(f[np.isfinite(f)], -8e307, 8e307)
    low, high = float(finite.min()), float(finite.max())
    rising = np.sort(finite)
    between = between_poles(f / 2, rising / 2)
    if between is not None:
        low, high = 2 * between[0], 2 * between[1]
    else:
        lower, most = (quantile(rising, share) for share in (0.1, 0.72))
        if most - lower > 1e-3 * (high - low):
            low = max(low, lower - 5 * (most - lower))  # a pole, not a minimum
        if most > low:
            high = min(high, low + 2.2 * (most - low))
    if math.isfinite(value):
        low, high = min(low, value), max(high, value + 0.1 * (value - low))
    return _rounded(low, high)


def _rounded(low: float, high: float) -> Scale:
    """Return a scale a little longer than [low, high], with round ends, so that it stands still while f moves."""
    scale = Scale.around(low, high, margin=0.04)
    rough = (scale.high - scale.low) / 16
    if not 1e-300 < rough < 1e300:
        return scale
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
    ends = math.floor(scale.low / step) * step, math.ceil(scale.high / step) * step
    return Scale(*ends) if ends[0] < ends[1] else scale
