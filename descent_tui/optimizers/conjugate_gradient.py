"""Nonlinear conjugate gradients: each direction keeps what the last one gained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import along
from descent_tui.optimizers.lending import masked, room
from descent_tui.optimizers.optimizer import completed
from descent_tui.optimizers.trial import Ray
from descent_tui.optimizers.wolfe import search
from descent_tui.optimizers.written import enclosed

if TYPE_CHECKING:
    import numpy.typing as npt

    from descent_tui.objectives.objective import Objective, Vector
    from descent_tui.optimizers.optimizer import Line, Move, Settings, Show, State

NOTHING = np.zeros(1)
"""The direction before the first."""


class ConjugateGradient:
    """Conjugate gradients with Polak and Ribière's β, never below 0 (RIRO 3 (1969) 35; J. Nocedal, S. Wright 5.2).

    It starts afresh along −∇f when β is 0, when its direction would climb, and when other variables are free.
    On a quadratic of n variables exact searches end in n steps.
    """

    name = "conjugate-gradient"
    title = "conjugate gradients"
    rule = "d ← −g + max(0, g·(g − g₋₁)/g₋₁·g₋₁)·d,  x ← x + t·d"
    settings = (along.FIRST, along.c1(), along.c2(0.1), along.TRIALS)

    def init(self, x: Vector) -> State:
        """Return nothing: the first direction is that of steepest descent."""
        del x
        return {}

    def propose(
        self, objective: Objective, x: Vector, state: State, settings: Settings, free: npt.NDArray[np.bool_], k: int
    ) -> Move:
        """Return x + t·d, t by strong Wolfe."""
        del k
        settings = completed(self, settings)
        value, full = objective.gradient(x)
        g = masked(free, full, kept=True)
        beta, old = 0.0, NOTHING
        if going_on := along.same_free(state, free) and float(state["slope"][0]) < 0:
            before, old = state["gradient"], state["direction"]
            square = float(before @ before)
            beta = max(0.0, float(g @ np.subtract(g, before, out=room(len(g)))) / square) if square > 0 else 0.0
        way = np.multiply(old, beta, out=np.empty_like(g))
        way -= g
        slope = float(g @ way)
        if beta > 0 and not slope < 0:
            beta, way = 0.0, np.negative(g, out=way)
            slope = float(g @ way)
        if slope == 0 or settings["lr"] == 0:
            return along.moved(Ray(objective, x, way, value, g), 0.0, state, free)
        if "length" in state and float(state["length"][0]) > 0 and along.same_free(state, free):
            # The last step's promise carried over (Nocedal and Wright 3.60), not further than ten times as far.
            last = float(state["length"][0])
            first = min(last * float(state["slope"][0]) / slope, 10 * last)
        else:
            first = along.first_length(g, settings["lr"])
        ray = Ray(objective, x, way, value, g)
        t = search(ray, first, along.conditions(settings)).t
        after = {
            "gradient": g, "direction": way, "slope": np.array([slope]), "length": np.array([t]),
            "free": along.remembered_free(state, free),
        }  # fmt: skip

        def tell(i: int, show: Show) -> tuple[Line, ...]:
            partial = enclosed(show, float(g[i]))
            before = float(old[i]) if going_on else 0.0
            numbers = f"−{partial} + {show(beta)}·{enclosed(show, before)} = {show(float(way[i]))}"
            return (("β ← max(0, g·(g − g₋₁)/g₋₁·g₋₁)", show(beta)), ("d ← −g + β·d", numbers))

        return along.moved(ray, t, after, free, tell)


OPTIMIZER = ConjugateGradient()
