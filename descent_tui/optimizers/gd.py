"""Gradient descent: x ← x − α·∇f(x)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers.optimizer import Move, Setting, Settings, Show, State

if TYPE_CHECKING:
    import numpy.typing as npt

    from descent_tui.objectives.objective import Objective, Vector


class GradientDescent:
    """A small step the opposite way of the gradient (Cauchy, Comptes rendus 25 (1847) 536)."""

    name = "gd"
    title = "gradient descent"
    rule = "x ← x − α·∇f(x)"
    settings = (Setting("lr", 0.1, 0.0, 1e6, "how far to go for each unit of slope"),)

    def init(self, x: Vector) -> State:
        """Return nothing: gradient descent remembers nothing."""
        del x
        return {}

    def propose(
        self, objective: Objective, x: Vector, state: State, settings: Settings, free: npt.NDArray[np.bool_], k: int
    ) -> Move:
        """Return x − α·∇f(x) on the free coordinates, x itself on the others."""
        del k
        lr = settings["lr"]
        _, gradient = objective.gradient(x)
        proposed = np.where(free, x - lr * gradient, x)

        def arithmetic(i: int, show: Show) -> str:
            partial = show(float(gradient[i]))
            partial = f"({partial})" if partial.startswith(("−", "-")) else partial
            return f"{show(float(x[i]))} − {show(lr)}·{partial}"

        return Move(proposed, state, np.where(free, gradient, 0.0), lr, 0, arithmetic)


OPTIMIZER = GradientDescent()
