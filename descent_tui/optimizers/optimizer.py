"""What an update rule is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Objective, Vector

State: TypeAlias = Mapping[str, npt.NDArray[np.float64]]
"""What an optimizer remembers from step to step, by name (velocity, moments); arrays of the iterate's shape."""

Settings: TypeAlias = Mapping[str, float]
Show: TypeAlias = Callable[[float], str]


class UnknownSetting(LookupError):
    """A setting this optimizer does not have, or a value outside its bounds."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A knob of an optimizer: its default, its bounds low ≤ value ≤ high, and one sentence on what it does."""

    name: str
    default: float
    low: float
    high: float
    meaning: str


@dataclass(frozen=True, eq=False, slots=True)
class Move:
    """A proposed step: where to, and why.

    Attributes:
        x: the proposed iterate, [n]; a frozen coordinate holds the very bits it had.
        state: the optimizer's state after the step.
        direction: what is multiplied by −lr, [n].
        lr: the learning rate used.
        evaluations: how many gradients of f the proposal cost, beyond the one already known at x.
        arithmetic: (coordinate, number formatter) → the right side of `xᵢ ← …` with the numbers plugged in.
    """

    x: Vector
    state: State
    direction: Vector
    lr: float
    evaluations: int
    arithmetic: Callable[[int, Show], str]


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
        """Return the move of step k from x[n] along the free coordinates. Frozen ones must come out unchanged."""


def defaults(optimizer: Optimizer) -> dict[str, float]:
    """Return every setting's default by name."""
    return {setting.name: setting.default for setting in optimizer.settings}


def checked(optimizer: Optimizer, name: str, value: float) -> float:
    """Return the value of a setting if the optimizer has it and the bounds allow it; raise `UnknownSetting`."""
    for setting in optimizer.settings:
        if setting.name == name:
            if not setting.low <= value <= setting.high:
                raise UnknownSetting(f"{name} is {setting.low:g} … {setting.high:g}, not {value:g}")
            return value
    names = ", ".join(setting.name for setting in optimizer.settings)
    raise UnknownSetting(f"{optimizer.name} has no setting {name!r}; it has {names}")
