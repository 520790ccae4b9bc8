"""Backtracking: shorten the step until f has fallen enough."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from descent_tui.optimizers.trial import Ray


def backtrack(ray: Ray, first: float, c1: float, shrink: float, most: int) -> float:
    """Return the first t of first, first·shrink, first·shrink² … with φ(t) ≤ φ(0) + c₁·t·φ′(0).

    It is 0 where none is among the first and `most` more.

    Only f is asked for, never a gradient (L. Armijo, Pacific J. Math. 16 (1966) 1).
    """
    start, t = ray.start, first
    for _ in range(most + 1):
        value = ray.height(t)
        enough = value <= start.value + c1 * t * start.slope and value < start.value
        ray.note(t, value, math.nan, "accepted" if enough else "too high")
        if enough:
            return t
        t *= shrink
    return 0.0
