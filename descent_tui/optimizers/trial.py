"""A line through the iterate, and the points on it that were looked at."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers.lending import room

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Objective, Vector
    from descent_tui.optimizers.optimizer import Show

NOT_KEPT = np.empty(0)


@dataclass(frozen=True, eq=False, slots=True)
class Trial:
    """A point x + t·d of a line search.

    Attributes:
        t: how far along the direction.
        value: f there.
        slope: φ′(t) = ∇f(x + t·d)·d, the slope along the line; nan where only f was asked for.
        verdict: what was found: "accepted", or why not.
    """

    t: float
    value: float
    slope: float
    verdict: str

    def told(self, show: Show) -> str:
        """Return the trial in a few words: `t 0.5: f 12.25, too high`."""
        return f"t {show(self.t)}: f {show(self.value)}, {self.verdict}"


@dataclass(frozen=True, eq=False, slots=True)
class Place:
    """A point of the line with what was worked out there: t, φ(t), φ′(t) and ∇f, [n], or [0] where it is not kept."""

    t: float
    value: float
    slope: float
    gradient: Vector


class Ray:
    """φ(t) = f(x + t·d), t ≥ 0, with every trial on it written down.

    Args:
        objective: f. x: where the line begins, [n]. way: d, [n], zero where a coordinate is frozen.
        value: f(x). gradient: ∇f(x), [n].
        keeps: whether the places that were looked at keep their gradients; a search itself needs only the slopes.

    Attributes:
        start: the place t = 0. trials: what was looked at, in order. gradients: how many of ∇f that took.
    """

    def __init__(
        self, objective: Objective, x: Vector, way: Vector, value: float, gradient: Vector, *, keeps: bool = False
    ) -> None:
        self._objective, self.x, self.way, self._keeps = objective, x, way, keeps
        self._point: Vector | None = None
        self.start = Place(0.0, value, float(gradient @ way), gradient)
        self.trials: list[Trial] = []
        self.gradients = 0

    def at(self, t: float) -> Vector:
        """Return the point x + t·d."""
        return self._filled(np.empty_like(self.x), t)

    def height(self, t: float) -> float:
        """Return φ(t) alone, +∞ where f is not a number."""
        value = float(self._objective.value(self._tried(t)))
        return math.inf if math.isnan(value) else value

    def look(self, t: float) -> Place:
        """Return what there is at t; where f or its slope is not finite, a wall: φ = +∞, φ′ = +∞."""
        self.gradients += 1
        value, gradient = self._objective.gradient(self._tried(t))
        slope = float(gradient @ self.way)
        if not self._keeps:
            gradient = NOT_KEPT
        if math.isfinite(value) and math.isfinite(slope):
            return Place(t, float(value), slope, gradient)
        return Place(t, math.inf, math.inf, gradient)

    def _tried(self, t: float) -> Vector:
        """Return x + t·d in an array that the next trial overwrites."""
        if self._point is None:
            self._point = room(len(self.x))
        return self._filled(self._point, t)

    def _filled(self, out: Vector, t: float) -> Vector:
        np.multiply(self.way, t, out=out)
        out += self.x
        return out

    def note(self, t: float, value: float, slope: float, verdict: str) -> None:
        """Write a trial down."""
        self.trials.append(Trial(t, value, slope, verdict))
