"""A descent without a screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import table
from descent_tui.optimizers.optimizer import checked, defaults
from descent_tui.session.opening import iterate_at, replace_state
from descent_tui.session.scheduling import CONSTANT, ChosenSchedule, said, scheduled
from descent_tui.session.stepping import Diverged, Refused, step
from descent_tui.session.until import criterion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


class Descent:
    """A descent as it happens, iterate by iterate: the start first, and never more of the past in memory than a step.

    Args:
        objective: f.
        start: x₀, [n].
        optimizer: a name of the optimizers' table. settings: all of its settings by name.
        steps: how many steps are taken at most, unless the run diverges or `until` holds before.
        free: [n], true where a variable may move; what is false keeps its bits.
        until: a stopping rule such as "grad<1e-6".
        schedule: how the learning rate changes with the step.

    Attributes:
        stopped: why it ended, once it has; see `Run`.

    Raises:
        UnknownOptimizer: with what exists. ActionError: for `until`.
    """

    def __init__(
        self,
        objective: Objective,
        start: Vector,
        optimizer: str,
        settings: Mapping[str, float],
        steps: int,
        free: npt.NDArray[np.bool_],
        until: str | None = None,
        schedule: ChosenSchedule = CONSTANT,
    ) -> None:
        self.objective, self.optimizer, self.settings = objective, optimizer, settings
        self.start, self.steps, self.free = start, steps, free
        self.schedule, self.stopped = schedule, ""
        self._rule = scheduled(optimizer, schedule)
        self._until = criterion(until, free) if until else None

    def __iter__(self) -> Iterator[Iterate]:
        here = replace_state(iterate_at(self.objective, self.start), self.optimizer)
        for _ in range(self.steps):
            yield here
            if said := self._ended(here):
                self.stopped = said
                return
            came = step(self._rule, self.objective, replace(here, parent=None), self.settings, self.free)
            if isinstance(came, Diverged):
                self.stopped = came.told()
                return
            if isinstance(came, Refused):
                self.stopped = f"until: no step can be taken from here: {came.why}"
                return
            here = came
        yield here
        self.stopped = self._ended(here) or f"steps: all {self.steps} were taken"

    def _ended(self, here: Iterate) -> str | None:
        return self._until(here) if self._until else None


def descend(
    objective: Objective,
    start: npt.ArrayLike,
    optimizer: str = "gd",
    lr: float | None = None,
    steps: int = 100,
    frozen: Iterable[str] = (),
    settings: Mapping[str, float] | None = None,
    until: str | None = None,
    schedule: str = CONSTANT.name,
) -> Run:
    """Descend f from a start and return the whole trajectory.

    Args:
        objective: f.
        start: x₀, [n].
        optimizer: a name of the optimizers' table.
        lr: the learning rate; the optimizer's default where None.
        steps: how many steps are taken at most, unless the run diverges or `until` holds before.
        frozen: patterns of variables that are held still, to the bit; one may stand by itself.
        settings: the optimizer's other settings by name.
        until: a stopping rule such as "grad<1e-6".
        schedule: how the learning rate changes with the step, such as "cosine 200" or "step step_size=30,gamma=0.5".

    Raises:
        UnknownOptimizer, UnknownSetting, UnknownVariable: with what exists. ActionError: for `until` and `schedule`.
        ValueError: where the start has not n finite numbers, or steps is negative.
        TypeError: for a text or a scenario where an objective is needed.

    >>> import descent_tui as dt
    >>> run = dt.descend(dt.formula("x^2 + x*y + y^2", ["x", "y"]), start=[2, 1], lr=0.1, steps=2, frozen=["y"])
    >>> run.path.round(3).tolist()
    [[2.0, 1.0], [1.5, 1.0], [1.1, 1.0]]
    """
    if not hasattr(objective, "gradient"):
        lead = "its .objective" if hasattr(objective, "objective") else "such as dt.formula('x^2 + y^2', ['x', 'y'])"
        raise TypeError(f"what is descended is an objective, {lead}, and not {type(objective).__name__}")
    if isinstance(start, Mapping):
        raise TypeError("the start is a list of numbers, one for each variable in order, and not names with numbers")
    frozen = (frozen,) if isinstance(frozen, str) else tuple(frozen)
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
    descent = Descent(objective, x, optimizer, chosen, steps, free_mask(objective, frozen), until, said(schedule))
    path = list(descent)
    return Run(
        np.array([iterate.x for iterate in path]),
        np.array([iterate.value for iterate in path]),
        np.array([iterate.gradient for iterate in path]),
        optimizer,
        chosen,
        descent.free,
        descent.stopped,
    )
