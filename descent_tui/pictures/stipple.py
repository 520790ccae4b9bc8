"""Lines of dots, eight to a cell, in braille."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from descent_tui.pictures import braille

Dots = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint32]

BLANK = 32


def packed(dots: Dots) -> Codes:
    """Return characters [h, w] of dots [4 h, 2 w]; a blank where there are none."""
    return braille.glyphs(braille.pack(dots))


def laid_over(above: Codes, below: Codes) -> Codes:
    """Return `above` where it is not blank, else `below`; where both are braille the dots of both."""
    both = _dotted(above) & _dotted(below)
    return np.where(above == BLANK, below, np.where(both, above | below, above))


def _dotted(codes: Codes) -> Dots:
    return (codes >= braille.BLANK) & (codes < braille.BLANK + 256)


def walked(points: npt.NDArray[np.float64], finest: float) -> npt.NDArray[np.float64]:
    """Return points [k, 2] along a polyline [n, 2], at most `finest` apart; what is not finite is a gap."""
    finite = np.isfinite(points).all(axis=1)
    if len(points) < 2:
        return points[finite]
    with np.errstate(all="ignore"):
        length = np.nan_to_num(np.abs(np.diff(points, axis=0)).max(axis=1), nan=0.0, posinf=0.0)
    # a segment of many screens is cut by its caller; this only bounds the memory
    count = np.clip(np.ceil(length / finest), 1, 4000).astype(np.intp)
    first = np.repeat(np.arange(len(count)), count)
    part = (np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)) / np.repeat(count, count)
    with np.errstate(all="ignore"):
        between = points[first] + part[:, None] * (points[first + 1] - points[first])
    between[part == 0] = points[first[part == 0]]
    between = np.concatenate([between, points[-1:]])
    return np.asarray(between[np.isfinite(between).all(axis=1)])


def stroke(points: npt.NDArray[np.float64], width: int, height: int) -> Dots:
    """Return dots [4 height, 2 width] of a polyline [n, 2] in the unit square, (0, 0) the left lower dot."""
    dots = np.zeros((4 * height, 2 * width), bool)
    steps = np.array([2 * width - 1, 4 * height - 1])
    at = np.floor(0.5 + walked(points * steps, 1.0)).astype(np.intp)
    dots[steps[1] - at[:, 1], at[:, 0]] = True
    return dots
