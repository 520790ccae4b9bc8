"""One step: the optimizer proposes from the free coordinates, and only a finite iterate is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from descent_tui.optimizers.optimizer import TooManyVariables, held
from descent_tui.session.session import Iterate, sealed

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Objective, Vector
    from descent_tui.optimizers.optimizer import Move, Optimizer, Settings


class Known:
    """An objective that has already been differentiated at one point, with the frozen slopes masked to zero.

    The optimizer sees the landscape that is left: f as a function of the free coordinates alone. Asking again at
    the known point costs nothing; `evaluations` counts the gradients that did cost something.
    """

    def __init__(self, objective: Objective, iterate: Iterate, free: npt.NDArray[np.bool_]) -> None:
        self._objective = objective
        self._iterate = iterate
        self._free = free
        self._all_free = bool(free.all())
        self.evaluations = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._objective, name)

    def gradient(self, x: Vector) -> tuple[float, Vector]:
        """Return (f(x), ∇f(x)) with zero for frozen coordinates."""
        if x is self._iterate.x:
            value, gradient = self._iterate.value, self._iterate.gradient
        else:
            self.evaluations += 1
            value, gradient = self._objective.gradient(x)
        return value, gradient if self._all_free else np.where(self._free, gradient, 0.0)


@dataclass(frozen=True, slots=True)
class Diverged:
    """Why a proposed step was refused."""

    k: int
    what: str
    value: float


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an optimizer takes no step from here, in its own words."""

    why: str


def propose(
    optimizer: Optimizer, objective: Objective, here: Iterate, settings: Settings, free: npt.NDArray[np.bool_]
) -> Move:
    """Return the optimizer's next move from here. Nothing is accepted yet.

    A method that cannot work with so many free variables stays, and the move says why: the screen may still draw it.
    """
    known: Any = Known(objective.at(here.k), here, free)
    try:
        with np.errstate(all="ignore"):
            return optimizer.propose(known, here.x, here.state, settings, free, here.k)
    except TooManyVariables as refused:
        return held(here.x, here.state, str(refused))


def step(
    optimizer: Optimizer, objective: Objective, here: Iterate, settings: Settings, free: npt.NDArray[np.bool_]
) -> Iterate | Diverged | Refused:
    """Return the next iterate, or why there is none: x, f and ∇f must all be finite.

    Freezing is guarded twice: the optimizer sees slope zero for what is frozen, and whatever it proposes, a frozen
    coordinate keeps the very bits it had (momentum alone would carry it on).
    """
    move = propose(optimizer, objective, here, settings, free)
    if move.refused:
        return Refused(move.refused)
    x = move.x
    if not free.all():
        x = np.where(free, x, here.x)
    k = here.k + 1
    if not np.isfinite(x).all():
        return Diverged(k, "the iterate", float("nan"))
    with np.errstate(all="ignore"):
        value, gradient = objective.at(k).gradient(x)
    if not np.isfinite(value):
        return Diverged(k, "f", value)
    if not np.isfinite(gradient[free]).all():
        return Diverged(k, "the gradient", float("nan"))
    evaluations = here.evaluations + move.evaluations + 1
    return sealed(Iterate(k, x, value, gradient, move.state, "step", here, evaluations))
