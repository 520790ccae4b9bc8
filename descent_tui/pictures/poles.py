"""Poles, at which f leaps from +∞ to −∞, as tan x and 1/x do, or falls to −∞: where pictures stop telling heights.

Left alone, the few samples beside them take all the levels, and everything between is one flat colour.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from descent_tui.pictures.quantiles import quantile

Floats = npt.NDArray[np.float64]

BULK = (0.05, 0.95)
"""The shares of samples between which lie the values that must be told apart."""

FAR, NEAR = 1.0, 0.4
"""Beside its poles f reaches so many widths of the bulk beyond it: on one side, and on the other, at least."""

_BEYOND = 0.5
"""How far beyond the bulk heights are still told, in its widths."""

_DEEP = 4.0
"""A pole at which f falls on both sides lies so many widths of the bulk below it."""

_ABOUT = 3
"""So many samples about the lowest one are looked at."""

_LEAP = 0.2
"""What part of all values lies between two neighbours at a pole; for 1/x − 1/y it is a half."""


def between_poles(z: Floats, rising: Floats) -> tuple[float, float] | None:
    """Return the lowest and the highest value that are told apart; None where f has no such pole.

    Args:
        z: f over a grid or a line, halved, so that no difference overflows; nan and ±inf where it is unknown.
        rising: [n], n > 0, finite samples of it in order.
    """
    floor, roof = (quantile(rising, share) for share in BULK)
    width = roof - floor
    below, above = floor - float(rising[0]), float(rising[-1]) - roof
    if not (0 < FAR * width < max(below, above) and NEAR * width < min(below, above)):
        return None
    if not _leaps(z, floor - NEAR * width, roof + NEAR * width):
        return None
    return floor - _BEYOND * width, roof + _BEYOND * width


def above_sink(z: Floats, rising: Floats) -> float | None:
    """Return the lowest value that is told apart where f falls to −∞ at a pole; None where its lowest point is none.

    At a pole f is half as deep at two neighbours at most, along a row or along a column: a minimum has a bottom.

    Args:
        z: f over a grid or a line, halved, so that no difference overflows; nan and ±inf where it is unknown.
        rising: [n], n > 0, finite samples of it in order.
    """
    floor, roof = (quantile(rising, share) for share in BULK)
    known = np.where(np.isfinite(z), z, np.inf)
    lowest = np.unravel_index(np.argmin(known), z.shape)
    depth = floor - float(known[lowest])
    if not 0 < _DEEP * (roof - floor) < depth:
        return None
    for axis, at in enumerate(lowest):
        line = known[tuple(slice(None) if k == axis else place for k, place in enumerate(lowest))]
        about = line[max(at - _ABOUT, 0) : at + _ABOUT + 1]
        if (about <= floor - depth / 2).sum() <= 2:
            return floor - _BEYOND * (roof - floor)
    return None


def parted(t: Floats, f: Floats) -> tuple[Floats, Floats]:
    """Return a curve t[k], f[k] with a gap at each pole, so that no line is drawn from one end of f to the other."""
    finite = f[np.isfinite(f)]
    between = between_poles(f / 2, np.sort(finite) / 2) if finite.size else None
    if between is None:
        return t, f
    with np.errstate(invalid="ignore"):
        high, low = np.maximum(f[1:], f[:-1]), np.minimum(f[1:], f[:-1])
        places = np.flatnonzero((high / 2 > between[1]) & (low / 2 < between[0])) + 1
    return np.insert(t, places, (t[places - 1] + t[places]) / 2), np.insert(f, places, np.nan)


def _leaps(z: Floats, below: float, above: float) -> bool:
    """Return whether f leaps from above to below between two neighbours, or across one where it is unknown.

    Where it does not, what is far above and far below the rest is a hill and a hollow in a plain.
    """
    finite = z[np.isfinite(z)]
    least = _LEAP * float(finite.max() - finite.min())
    with np.errstate(invalid="ignore"):
        for axis in range(z.ndim):
            lines = np.moveaxis(z, axis, 0)
            across = np.where(np.isfinite(lines[1:-1]), np.nan, lines[2:])
            for one, other in ((lines[1:], lines[:-1]), (across, lines[:-2])):
                high, low = np.maximum(one, other), np.minimum(one, other)
                if ((high > above) & (low < below) & (high - low > least) & (high - low < np.inf)).any():
                    return True
    return False
