"""Newton's method, damped, and steering away from saddles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import knobs
from descent_tui.optimizers.along import TRIALS, c1, moved
from descent_tui.optimizers.armijo import backtrack
from descent_tui.optimizers.few import chosen, hessian, product, spread
from descent_tui.optimizers.lending import masked
from descent_tui.optimizers.optimizer import completed
from descent_tui.optimizers.setting import Setting, switch
from descent_tui.optimizers.trial import Ray

if TYPE_CHECKING:
    import numpy.typing as npt

    from descent_tui.objectives.objective import Objective, Vector
    from descent_tui.optimizers.optimizer import Line, Move, Settings, Show, State

MOST = 512
"""Free variables at most: a dense symmetric eigenproblem of that size takes about a tenth of a second."""


class Newton:
    """x ← x − t·|H|⁻¹·∇f(x), where |H| is the Hessian with the absolute value of each eigenvalue.

    Where f curves down, the plain method climbs to the saddle or the maximum; with |λ| it falls away from it
    (Y. Dauphin and others, arXiv:1406.2572). A curvature below eps times the largest counts as that much.
    """

    name = "newton"
    title = "Newton's method"
    rule = "solve (|H| + δ)·p = −∇f(x),  x ← x + t·p"
    settings = (
        knobs.rate(1.0, "the share of the Newton step that is tried first"),
        Setting("damping", 0.0, 0.0, 1e12, "what is added to every curvature, after Levenberg and Marquardt"),
        Setting("eps", 1e-8, 1e-15, 1.0, "the smallest curvature that counts, as a share of the largest"),
        switch("saddle_free", "whether to take the absolute value of each curvature, and so to fall from saddles", 1.0),
        switch("backtracking", "whether to shorten the step until f has fallen enough", 1.0),
        c1(),
        TRIALS,
    )

    def init(self, x: Vector) -> State:
        """Return nothing: Newton's method remembers nothing."""
        del x
        return {}

    def propose(
        self, objective: Objective, x: Vector, state: State, settings: Settings, free: npt.NDArray[np.bool_], k: int
    ) -> Move:
        """Return the damped Newton step in the free variables; raise `TooManyVariables` above 512 of them."""
        del k
        settings = completed(self, settings)
        indices = chosen(free, MOST, self.title)
        value, full = objective.gradient(x)
        gradient = masked(free, full)
        curvature, step = _solved(hessian(objective, x, indices), gradient[indices], settings)
        ray = Ray(objective, x, spread(len(x), indices, step), value, gradient)
        t = settings["lr"]
        if ray.start.slope == 0 and settings["saddle_free"]:
            t = 0.0
        elif settings["backtracking"]:
            t = backtrack(ray, t, settings["c1"], 0.5, int(settings["max_ls"])) if ray.start.slope < 0 else 0.0

        def tell(i: int, show: Show) -> tuple[Line, ...]:
            row = int(np.searchsorted(indices, i))
            numbers = f"{product(show, curvature[row], step)} = {show(-float(gradient[i]))}"
            name = "|H|" if settings["saddle_free"] else "H"
            whole = f"({name} + δ)" if settings["damping"] else name
            return ((f"solve {whole}·p = −∇f, row of x", numbers), ("d ← p", show(float(step[row]))))

        return moved(ray, t, state, free, tell, more=len(indices))


def _solved(hessian: Vector, gradient: Vector, settings: Settings) -> tuple[Vector, Vector]:
    """Return the curvature gone by, [m, m], and p[m]; where the Hessian is not finite, the identity and −∇f."""
    if not np.isfinite(hessian).all() or not len(hessian):
        return np.eye(len(hessian)), -gradient
    values, vectors = np.linalg.eigh(hessian)
    sizes = np.abs(values)
    largest = float(sizes.max())
    smallest = settings["eps"] * largest if largest > 0 else 1.0
    sizes = np.maximum(sizes, smallest)
    if not settings["saddle_free"]:
        sizes = np.where(values < 0, -sizes, sizes)
    sizes = sizes + settings["damping"]
    step = -(vectors @ ((vectors.T @ gradient) / sizes))
    return (vectors * sizes) @ vectors.T, step


OPTIMIZER = Newton()
