"""Steepest descent that measures how far to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers.along import FIRST, TRIALS, c1, c2, conditions, moved
from descent_tui.optimizers.armijo import backtrack
from descent_tui.optimizers.lending import masked, room
from descent_tui.optimizers.optimizer import completed
from descent_tui.optimizers.setting import Setting, choice
from descent_tui.optimizers.trial import Ray
from descent_tui.optimizers.wolfe import search

if TYPE_CHECKING:
    import numpy.typing as npt

    from descent_tui.objectives.objective import Objective, Vector
    from descent_tui.optimizers.optimizer import Line, Move, Settings, Show, State


class LineSearch:
    """The direction of gradient descent, and a step length found by trial (J. Nocedal, S. Wright, chapter 3)."""

    name = "line-search"
    title = "steepest descent with line search"
    rule = "d ← −∇f(x),  x ← x + t·d with f low enough at t"
    settings = (
        FIRST,
        choice(
            "search", ("armijo", "strong-wolfe"), "whether f must only have fallen, or its slope have flattened too"
        ),
        c1(),
        c2(),
        Setting("shrink", 0.5, 0.01, 0.99, "by what a step that is too long is shortened (Armijo's search)"),
        TRIALS,
    )

    def init(self, x: Vector) -> State:
        """Return nothing: each search begins anew."""
        del x
        return {}

    def propose(
        self, objective: Objective, x: Vector, state: State, settings: Settings, free: npt.NDArray[np.bool_], k: int
    ) -> Move:
        """Return x − t·∇f(x), t found by the search."""
        del k
        settings = completed(self, settings)
        value, gradient = objective.gradient(x)
        gradient = masked(free, gradient)
        ray = Ray(objective, x, np.negative(gradient, out=room(len(x))), value, gradient)
        if ray.start.slope == 0 or settings["lr"] == 0:
            return moved(ray, 0.0, state, free)
        if settings["search"]:
            t = search(ray, settings["lr"], conditions(settings)).t
        else:
            t = backtrack(ray, settings["lr"], settings["c1"], settings["shrink"], int(settings["max_ls"]))

        def tell(i: int, show: Show) -> tuple[Line, ...]:
            return (("d ← −∂f/∂x", show(float(ray.way[i]))),)

        return moved(ray, t, state, free, tell)


OPTIMIZER = LineSearch()
