"""BFGS: the inverse Hessian learnt from slopes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import along
from descent_tui.optimizers.few import chosen, product, spread
from descent_tui.optimizers.lending import masked
from descent_tui.optimizers.optimizer import completed
from descent_tui.optimizers.trial import Ray
from descent_tui.optimizers.wolfe import search

if TYPE_CHECKING:
    import numpy.typing as npt

    from descent_tui.objectives.objective import Objective, Vector
    from descent_tui.optimizers.optimizer import Line, Move, Settings, Show, State

MOST = 256
"""Free variables at most: a table of that size is half a megabyte, and every iterate that is kept has one."""

CURVED = 1e-10
"""A pair s, y is learnt from when s·y is more than this share of ‖s‖·‖y‖."""


class BFGS:
    """Quasi-Newton with a whole table H ≈ (∇²f)⁻¹ (Broyden, Fletcher, Goldfarb, Shanno, 1970; Nocedal and Wright 6.1).

    The first table is scaled by s·y/y·y. It begins afresh when other variables are free than before.
    """

    name = "bfgs"
    title = "BFGS"
    rule = "d ← −H·∇f(x),  x ← x + t·d,  H learns that it takes y = Δ∇f to s = Δx"
    settings = (along.FIRST, along.c1(), along.c2(), along.TRIALS)

    def init(self, x: Vector) -> State:
        """Return nothing: the first direction is that of steepest descent."""
        del x
        return {}

    def propose(
        self, objective: Objective, x: Vector, state: State, settings: Settings, free: npt.NDArray[np.bool_], k: int
    ) -> Move:
        """Return x + t·d, t by strong Wolfe; raise `TooManyVariables` above 256 free variables."""
        del k
        settings = completed(self, settings)
        indices = chosen(free, MOST, self.title)
        value, full = objective.gradient(x)
        gradient = masked(free, full)
        g = gradient[indices]
        fresh = not along.same_free(state, free) or "inverse" not in state
        H = np.eye(len(indices)) if fresh else state["inverse"]
        d = -(H @ g)
        if not float(d @ g) < 0 and not fresh:
            fresh, H, d = True, np.eye(len(indices)), -g
        ray = Ray(objective, x, spread(len(x), indices, d), value, gradient, keeps=True)
        if ray.start.slope == 0 or settings["lr"] == 0:
            return along.moved(ray, 0.0, state, free)
        place = search(
            ray, along.first_length(g, settings["lr"]) if fresh else settings["lr"], along.conditions(settings)
        )
        learnt = _learnt(H, place.t * d, place.gradient[indices] - g, fresh=fresh) if place.t else None
        after = {} if learnt is None and fresh else {
            "inverse": H if learnt is None else learnt, "free": along.remembered_free(state, free),
        }  # fmt: skip

        def tell(i: int, show: Show) -> tuple[Line, ...]:
            row = int(np.searchsorted(indices, i))
            numbers = f"−({product(show, H[row], g)}) = {show(float(d[row]))}"
            return (("d ← −H·∇f, row of x", numbers),)

        return along.moved(ray, place.t, after, free, tell)


def _learnt(H: Vector, s: Vector, y: Vector, *, fresh: bool) -> Vector | None:
    """Return H after it learnt the pair s, y; None where f did not curve up along s."""
    curve = float(s @ y)
    if not curve > CURVED * float(np.linalg.norm(s) * np.linalg.norm(y)):
        return None
    if fresh:
        H = np.eye(len(s)) * (curve / float(y @ y))
    Hy = H @ y
    cross = np.outer(Hy, s)
    return np.asarray(H - (cross + cross.T) / curve + (1 + float(y @ Hy) / curve) / curve * np.outer(s, s))


OPTIMIZER = BFGS()
