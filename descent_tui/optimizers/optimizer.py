"""What an update rule is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from descent_tui.optimizers.setting import Setting, UnknownSetting

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Objective, Vector
    from descent_tui.optimizers.trial import Trial

__all__ = ["Line", "Move", "Optimizer", "Setting", "Settings", "Show", "State", "TooManyVariables", "UnknownSetting"]

State: TypeAlias = Mapping[str, npt.NDArray[np.float64]]
"""What an optimizer remembers from step to step, by name (`velocity`, `first`, `second`).

Arrays have the iterate's shape [n], or shape [1] where one number holds for all coordinates; what belongs to the free
coordinates as a whole (a table) has a shape of its own. A name that is missing has not begun. What is remembered of a
frozen coordinate is held with it, to the bit.
"""

Settings: TypeAlias = Mapping[str, float]
Show: TypeAlias = Callable[[float], str]

Line: TypeAlias = tuple[str, str]
"""One line of a step's story: the formula, and the same with the numbers of this step."""


class TooManyVariables(ValueError):
    """More free variables than a method takes that solves for all of them at once; the message says what does."""


class Move:
    """A proposed step: where to, and why.

    Args:
        x: the proposed iterate, [n]; a frozen coordinate holds the very bits it had.
        state: the optimizer's state after the step.
        direction: what is multiplied by −lr, [n], or how to work it out when it is asked for.
        lr: the learning rate used; the step length a line search settled on.
        evaluations: how many gradients of f the proposal cost, beyond the one already known at x. A Hessian counts as
            one for each of its columns; a trial that looked at f alone counts as none.
        arithmetic: (coordinate, number formatter) → the right side of `xᵢ ← …` with the numbers plugged in.
        story: (coordinate, number formatter) → every line of the rule beside its numbers; the arithmetic
            alone unless given.
        trials: the points a line search looked at, in their order.
        refused: why no step can be taken from here, in words; empty where one can.
    """

    __slots__ = ("_direction", "_story", "arithmetic", "evaluations", "lr", "refused", "state", "trials", "x")

    def __init__(
        self,
        x: Vector,
        state: State,
        direction: Vector | Callable[[], Vector],
        lr: float,
        evaluations: int,
        arithmetic: Callable[[int, Show], str],
        story: Callable[[int, Show], tuple[Line, ...]] | None = None,
        trials: tuple[Trial, ...] = (),
        refused: str = "",
    ) -> None:
        self.x, self.state, self.lr, self.evaluations = x, state, lr, evaluations
        self.arithmetic, self.trials, self.refused = arithmetic, trials, refused
        self._direction, self._story = direction, story

    @property
    def direction(self) -> Vector:
        """What is multiplied by −lr, [n]; zero where a coordinate is frozen."""
        return self._direction() if callable(self._direction) else self._direction

    def story(self, i: int, show: Show) -> tuple[Line, ...]:
        """Return (formula, the same with this step's numbers) for each line of the rule, for coordinate i."""
        if self._story is not None:
            return self._story(i, show)
        return (("x ← …", f"{self.arithmetic(i, show)} = {show(float(self.x[i]))}"),)


class Optimizer(Protocol):
    """One update rule: pure, its whole memory is the state that goes in and comes out."""

    @property
    def name(self) -> str:
        """The word users type: `gd`."""

    @property
    def title(self) -> str:
        """The words the screen shows: `gradient descent`."""

    @property
    def rule(self) -> str:
        """The update in one line of mathematics."""

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The knobs; the first is always the learning rate `lr`."""

    def init(self, x: Vector) -> State:
        """Return the state before the first step."""

    def propose(
        self, objective: Objective, x: Vector, state: State, settings: Settings, free: npt.NDArray[np.bool_], k: int
    ) -> Move:
        """Return the move of step k from x[n] along the free coordinates; frozen ones come out unchanged.

        A setting that is not given has its default. Nothing that is handed in is changed. Raises `TooManyVariables`
        where the method cannot work with so many.
        """


def defaults(optimizer: Optimizer) -> dict[str, float]:
    """Return every setting's default by name."""
    return {setting.name: setting.default for setting in optimizer.settings}


def completed(optimizer: Optimizer, settings: Settings) -> Settings:
    """Return settings in which what is not given has its default."""
    return settings if len(settings) >= len(optimizer.settings) else {**defaults(optimizer), **settings}


def setting_of(optimizer: Optimizer, name: str) -> Setting:
    """Return a setting by name; raise `UnknownSetting` with those there are."""
    for setting in optimizer.settings:
        if setting.name == name:
            return setting
    names = [setting.name for setting in optimizer.settings]
    from descent_tui.formula.spelling import hint  # only for a name that there is not

    raise UnknownSetting(f"{optimizer.name} has no setting {name!r}: {hint(name, names)}it has {', '.join(names)}")


def checked(optimizer: Optimizer, name: str, value: float | str) -> float:
    """Return the value of a setting, a number or a word for one; raise `UnknownSetting` where it cannot be that."""
    return setting_of(optimizer, name).read(value)


def held(x: Vector, state: State, why: str = "") -> Move:
    """Return the move that stays where it is, and why."""
    return Move(x, state, lambda: np.zeros_like(x), 0.0, 0, lambda i, show: show(float(x[i])), refused=why)
