"""The nudge: move one variable by h, hold all others still, and compare with the partial."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.objectives.objective import nudgeable

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Around, Objective, Vector

EPS = float(np.finfo(np.float64).eps)

SUMMED = 1024
"""So many units in the last place a mean over thousands of samples of both signs may lose."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """What a nudge of one variable by h shows.

    Attributes:
        variable: its name. by: h.
        value: f(x). nudged: f(x + h·e). before: f(x − h·e).
        change: f(x + h·e) − f(x).
        slope: (f(x + h·e) − f(x − h·e)) / 2h, the central difference.
        partial: ∂f/∂variable at x, exact.
        truncation, rounding: how far slope and partial may be apart for this h, by each cause.
        agree: whether |slope − partial| is within what h explains.
        kinks: of a network, how many units of how many samples ±h takes over a kink; None for a formula.
    """

    variable: str
    by: float
    value: float
    nudged: float
    before: float
    change: float
    slope: float
    partial: float
    truncation: float
    rounding: float
    agree: bool
    kinks: int | None = None


def nudge(objective: Objective, x: Vector, i: int, h: float, partial: float) -> Nudge:
    """Return what a nudge of coordinate i by h shows at x.

    The central difference over ±h is off by h²·|f‴|/6 (truncation) and by about ε·max|f|/h (rounding of the two
    values and of x ± h). f‴ is estimated from the difference over ±2h, by Richardson: slope(2h) − slope(h) is
    about h²·|f‴|/2, three times the truncation. Both are given room for being estimates.

    Where the objective knows differences that lose no digits, they are taken, and its own partial for `partial`.
    """
    if nudgeable(objective):
        return _unrounded(objective.around(x), objective.name(i), i, h)
    a = x[i] + h * np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    with np.errstate(all="ignore"):
        far_below, before, value, nudged, far_above = (float(f) for f in objective.slice(x, i, a))
        slope = (nudged - before) / (2 * h)
        wide = (far_above - far_below) / (4 * h)
        largest = max(abs(far_below), abs(before), abs(value), abs(nudged), abs(far_above))
        rounding = 4 * EPS * largest / abs(h) + abs(partial) * EPS * (abs(x[i]) / abs(h) + 1) * 4
        truncation = abs(wide - slope) + 2 * h * h * EPS
        apart = abs(slope - partial)
    agree = bool(math.isfinite(apart) and apart <= 2 * truncation + 2 * rounding)
    return Nudge(
        objective.name(i), h, value, nudged, before, nudged - value, slope, partial, truncation, float(rounding), agree
    )


def _unrounded(around: Around, name: str, i: int, h: float) -> Nudge:
    """Return the nudge of an objective that gives differences themselves: f(x) plays no part in slope and rounding."""
    far_below, below, above, far_above = (around.change(i, times * h) for times in (-2.0, -1.0, 1.0, 2.0))
    value, partial = around.value, around.partial(i)
    slope = (above.rise - below.rise) / (2 * h)
    wide = (far_above.rise - far_below.rise) / (4 * h)
    rounding = SUMMED * EPS * max(abs(above.rise / h), abs(below.rise / h), abs(partial))
    truncation = abs(wide - slope)
    apart = abs(slope - partial)
    agree = math.isfinite(apart) and apart <= 2 * truncation + 2 * rounding
    return Nudge(
        name, h, value, value + above.rise, value + below.rise, above.rise, slope, partial, truncation, rounding, agree,
        above.kinks + below.kinks,
    )  # fmt: skip
