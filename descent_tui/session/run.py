"""A descent without a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import table
from descent_tui.optimizers.optimizer import checked, defaults
from descent_tui.session.numbers import show
from descent_tui.session.opening import iterate_at, replace_state
from descent_tui.session.stepping import Diverged, step
from descent_tui.session.until import criterion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy.typing as npt

    from descent_tui.objectives.objective import Objective, Vector
    from descent_tui.session.session import Iterate


@dataclass(frozen=True, eq=False, slots=True)
class Run:
    """A descent that has ended.

    Attributes:
        path: x₀ … x_K, [K + 1, n]. values: f there, [K + 1]. gradients: ∇f there, [K + 1, n].
        frozen: the variables that were held, by name; settings: the optimizer's, as they were.
        stopped: why it ended, a sentence that begins with "steps", "until" or "diverged".
    """

    path: Vector
    values: Vector
    gradients: Vector
    optimizer: str
    settings: Mapping[str, float]
    free: npt.NDArray[np.bool_]
    stopped: str

    @property
    def diverged(self) -> bool:
        """Whether a step was refused because it would not have been finite."""
        return self.stopped.startswith("diverged")


def free_mask(objective: Objective, frozen: Iterable[str]) -> npt.NDArray[np.bool_]:
    """Return [n], false for what the patterns name; raise `UnknownVariable`."""
    free = np.ones(objective.size, bool)
    for pattern in frozen:
        free[objective.match(pattern)] = False
    return free


def descend(
    objective: Objective,
    start: npt.ArrayLike,
    optimizer: str = "gd",
    lr: float | None = None,
    steps: int = 100,
    frozen: Iterable[str] = (),
    settings: Mapping[str, float] | None = None,
    until: str | None = None,
) -> Run:
    """Descend f from a start and return the whole trajectory.

    Args:
        objective: f.
        start: x₀, [n].
        optimizer: a name of the optimizers' table.
        lr: the learning rate; the optimizer's default where None.
        steps: how many steps are taken at most, unless the run diverges or `until` holds before.
        frozen: patterns of variables that are held still, to the bit.
        settings: the optimizer's other settings by name.
        until: a stopping rule such as "grad<1e-6".

    Raises:
        UnknownOptimizer, UnknownSetting, UnknownVariable: with what exists. ActionError: for `until`.
        ValueError: where the start has not n finite numbers, or steps is negative.

    >>> import descent_tui as dt
    >>> run = dt.descend(dt.formula("x^2 + x*y + y^2", ["x", "y"]), start=[2, 1], lr=0.1, steps=2, frozen=["y"])
    >>> run.path.round(3).tolist()
    [[2.0, 1.0], [1.5, 1.0], [1.1, 1.0]]
    """
    rule = table.find(optimizer)
    chosen = defaults(rule)
    asked = dict(settings or {}) | ({} if lr is None else {"lr": lr})
    for name, value in asked.items():
        chosen[name] = checked(rule, name, value)
    x = np.array(start, np.float64)
    if x.shape != (objective.size,) or not np.isfinite(x).all():
        raise ValueError(f"the start wants {objective.size} finite numbers")
    if steps < 0:
        raise ValueError("steps cannot be negative")
    free = free_mask(objective, frozen)
    stop = criterion(until, free) if until else None
    path = [replace_state(iterate_at(objective, x), optimizer)]
    stopped = f"steps: all {steps} were taken"
    for _ in range(steps):
        if stop and (said := stop(path[-1])):
            stopped = said
            break
        came = step(rule, objective, path[-1], chosen, free)
        if isinstance(came, Diverged):
            stopped = f"diverged: at step {came.k} {came.what} would be {show(came.value)}"
            break
        path.append(came)
    else:
        if stop and (said := stop(path[-1])):
            stopped = said
    return _collected(path, optimizer, chosen, free, stopped)


def _collected(
    path: list[Iterate], optimizer: str, settings: Mapping[str, float], free: npt.NDArray[np.bool_], stopped: str
) -> Run:
    return Run(
        np.array([iterate.x for iterate in path]),
        np.array([iterate.value for iterate in path]),
        np.array([iterate.gradient for iterate in path]),
        optimizer,
        settings,
        free,
        stopped,
    )
