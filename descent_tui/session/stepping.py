"""One step: the optimizer proposes from the free coordinates, and only a finite iterate is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from descent_tui.optimizers.lending import LENT_FROM, blocks, chosen, lending, masked
from descent_tui.optimizers.optimizer import TooManyVariables, held
from descent_tui.session.line import put
from descent_tui.session.numbers import show
from descent_tui.session.session import Iterate, sealed
from descent_tui.session.work import go_on

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Indices, Objective, Vector
    from descent_tui.optimizers.optimizer import Move, Optimizer, Settings
    from descent_tui.session.linked import Rule
    from descent_tui.session.mask import Mask


class Known:
    """An objective that has already been differentiated at one point, with the frozen slopes masked to zero.

    The optimizer sees the landscape that is left: f as a function of the free coordinates alone. Asking again at
    the known point costs nothing; `evaluations` counts the gradients that did cost something.
    """

    def __init__(self, objective: Objective, iterate: Iterate, free: npt.NDArray[np.bool_]) -> None:
        self._objective = objective
        self._iterate = iterate
        self._free = free
        self.evaluations = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._objective, name)

    def gradient(self, x: Vector) -> tuple[float, Vector]:
        """Return (f(x), ∇f(x)) with zero for frozen coordinates."""
        if x is self._iterate.x:
            return self._iterate.value, masked(self._free, self._iterate.gradient)
        go_on()
        self.evaluations += 1
        value, gradient = self._objective.gradient(x)
        return value, masked(self._free, gradient, kept=True)

    def value(self, x: npt.ArrayLike) -> Vector | float:
        """Return f at points x[..., n] → [...]; a float for one point."""
        go_on()
        return self._objective.value(x)


@dataclass(frozen=True, slots=True)
class Diverged:
    """Why a proposed step was refused.

    Attributes:
        k: which iterate has no finite f, ∇f or x; that it would have been reached, unless it is `here` already.
        what: which of the three, in words.
        value: what it would be, nan or ±∞.
        here: whether the step would begin where f has no value.
    """

    k: int
    what: str
    value: float
    here: bool = False

    def told(self) -> str:
        """Say it as a run's last sentence."""
        return f"diverged: at step {self.k} {self.what} {'is' if self.here else 'would be'} {show(self.value)}"


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an optimizer takes no step from here, in its own words."""

    why: str


def propose(
    optimizer: Optimizer, objective: Objective, here: Iterate, settings: Settings, free: npt.NDArray[np.bool_]
) -> Move:
    """Return the optimizer's next move from here; raise `Cancelled`. Nothing is accepted yet.

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
    stepping = Stepping(optimizer, objective, settings, free)
    came = stepping.towards(here)
    return put(came, here, stepping) if isinstance(came, Iterate) else came


FOLDED_FROM = 1 << 15
"""With fewer variables than this, which of them are free is kept as an array."""


class Along:
    """Which variables a rule moves, and of which f: what is common to rules of lines."""

    __slots__ = ("_mask", "objective")

    def __init__(self, objective: Objective, free: npt.NDArray[np.bool_]) -> None:
        self.objective = objective
        self._mask: npt.NDArray[np.bool_] | Mask = free
        if len(free) >= FOLDED_FROM:
            from descent_tui.session.mask import folded  # for very many variables only

            self._mask = folded(free)

    @property
    def free(self) -> npt.NDArray[np.bool_]:
        """Which variables move, [n]."""
        return self._mask if isinstance(self._mask, np.ndarray) else self._mask.free

    def _same(self, other: Along) -> bool:
        """Return whether the other moves the same variables of the same f."""
        if self.objective is not other.objective:
            return False
        mine, its = self._mask, other._mask
        if isinstance(mine, np.ndarray) and isinstance(its, np.ndarray):
            return mine is its or np.array_equal(mine, its)
        return mine == its


class Stepping(Along):
    """Steps of an optimizer along what is free, with settings that are not changed: a rule of lines."""

    __slots__ = ("optimizer", "settings")

    def __init__(
        self, optimizer: Optimizer, objective: Objective, settings: Settings, free: npt.NDArray[np.bool_]
    ) -> None:
        super().__init__(objective, free)
        self.optimizer, self.settings = optimizer, settings

    def towards(self, here: Iterate) -> Iterate | Diverged | Refused:
        """Return the next iterate, on no line yet, or why there is none."""
        return _towards(self.optimizer, self.objective, here, self.settings, self.free)

    def after(self, here: Iterate) -> Iterate:
        """Return the next iterate, where there is known to be one."""
        came = self.towards(here)
        if isinstance(came, Iterate):
            return came
        raise RuntimeError(f"step {here.k + 1} was taken once and is refused now: {came}")

    def same(self, other: Rule) -> bool:
        """Return whether the other takes the same steps."""
        return (
            isinstance(other, Stepping)
            and (self.optimizer is other.optimizer or self.optimizer == other.optimizer)
            and (self.settings is other.settings or self.settings == other.settings)
            and self._same(other)
        )


class Walking(Along):
    """Walks by hand: so far along all that a pattern names and that is free, at once; a rule of lines."""

    __slots__ = ("by", "pattern")

    def __init__(self, objective: Objective, free: npt.NDArray[np.bool_], pattern: str, by: float) -> None:
        super().__init__(objective, free)
        self.pattern, self.by = pattern, by

    def moving(self) -> Indices:
        """Return the coordinates it walks along; raise UnknownVariable."""
        named = self.objective.match(self.pattern)
        return named[self.free[named]]

    def after(self, here: Iterate) -> Iterate:
        """Return the iterate one walk further, whatever f is there."""
        x = np.array(here.x)
        x[self.moving()] += self.by
        value, gradient = self.objective.at(here.k + 1).gradient(x)
        return sealed(Iterate(here.k + 1, x, value, gradient, here.state, "walk", None, here.evaluations + 1))

    def same(self, other: Rule) -> bool:
        """Return whether the other walks the same way."""
        return isinstance(other, Walking) and (other.by, other.pattern) == (self.by, self.pattern) and self._same(other)


def _finite(array: Vector, free: npt.NDArray[np.bool_] | None = None) -> bool:
    """Return whether all numbers, or those that are free, are finite; the answer needs no array as long as they are."""
    if free is None:
        return all(np.isfinite(array[block]).all() for block in blocks(len(array)))
    return all(np.isfinite(array[block][free[block]]).all() for block in blocks(len(array)))


def _held(move: Move, x: Vector, free: npt.NDArray[np.bool_]) -> Vector:
    """Return the proposed iterate with every frozen coordinate as it was in x; in place where it is the step's own."""
    came = move.x
    own = came.flags.owndata and came.flags.writeable and all(array is not came for array in move.state.values())
    if len(x) < LENT_FROM or not own:
        return np.where(free, came, x)
    for block in blocks(len(x)):
        chosen(free, block, came, came, x)
    return came


def _towards(
    optimizer: Optimizer, objective: Objective, here: Iterate, settings: Settings, free: npt.NDArray[np.bool_]
) -> Iterate | Diverged | Refused:
    go_on()
    if np.isnan(here.value):
        return Diverged(here.k, "f", here.value, here=True)
    if len(here.x) < LENT_FROM:
        return _accepted(propose(optimizer, objective, here, settings, free), objective, here, free)
    with lending():  # the move goes with the arrays that were lent for it
        return _accepted(propose(optimizer, objective, here, settings, free), objective, here, free)


def _accepted(
    move: Move, objective: Objective, here: Iterate, free: npt.NDArray[np.bool_]
) -> Iterate | Diverged | Refused:
    """Return what a move leads to: the next iterate, or why it is none."""
    if move.refused:
        return Refused(move.refused)
    everywhere = bool(free.all())
    x, state, evaluations = move.x if everywhere else _held(move, here.x, free), move.state, move.evaluations
    del move  # what it was made from need not wait for the slopes at x
    k = here.k + 1
    if not _finite(x):
        return Diverged(k, "the iterate", float("nan"))
    with np.errstate(all="ignore"):
        value, gradient = objective.at(k).gradient(x)
    if not np.isfinite(value):
        return Diverged(k, "f", value)
    if not _finite(gradient, None if everywhere else free):
        return Diverged(k, "the gradient", float("nan"))
    return sealed(Iterate(k, x, value, gradient, state, "step", None, here.evaluations + evaluations + 1))
