"""The nudge: move one variable by h, hold all others still, and compare with the partial."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Objective, Vector

EPS = float(np.finfo(np.float64).eps)


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


def nudge(objective: Objective, x: Vector, i: int, h: float, partial: float) -> Nudge:
    """Return what a nudge of coordinate i by h shows at x.

    The central difference over ±h is off by h²·|f‴|/6 (truncation) and by about ε·max|f|/h (rounding of the two
    values and of x ± h). f‴ is estimated from the difference over ±2h, by Richardson: slope(2h) − slope(h) is
    about h²·|f‴|/2, three times the truncation. Both are given room for being estimates.
    """
    a = x[i] + h * np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    with np.errstate(all="ignore"):
        far_below, before, value, nudged, far_above = (float(f) for f in objective.slice(x, i, a))
        slope = (nudged - before) / (2 * h)
        wide = (far_above - far_below) / (4 * h)
        largest = max(abs(far_below), abs(before), abs(value), abs(nudged), abs(far_above))
        rounding = 4 * EPS * largest / abs(h) + abs(partial) * EPS * (abs(x[i]) / abs(h) + 1) * 4
        truncation = abs(wide - slope) + 2 * abs(h) ** 2 * EPS
        apart = abs(slope - partial)
    agree = bool(math.isfinite(apart) and apart <= 2 * truncation + 2 * rounding)
    return Nudge(
        objective.name(i), h, value, nudged, before, nudged - value, slope, partial, truncation, float(rounding), agree
    )
