"""What everything above this floor knows of an objective f: ℝⁿ → ℝ."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Protocol, Self, TypeAlias, TypeGuard

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from descent_tui.formula.explain import Step
    from descent_tui.objectives.network import NetworkObjective

Vector: TypeAlias = npt.NDArray[np.float64]
Indices: TypeAlias = npt.NDArray[np.intp]

Direction: TypeAlias = int | Vector
"""A coordinate by its index, or a direction in ℝⁿ."""


class Objective(Hashable, Protocol):
    """A real function of n named variables, with its derivatives.

    An objective has no visible state: the same point gives the same numbers, from any thread. Where f is not
    defined, a value is nan or ±inf; nothing here raises for it.
    """

    @property
    def size(self) -> int:
        """The number n of variables."""

    def name(self, i: int) -> str:
        """Return the name of variable i (0-based): `x`, `w[3]`."""

    def index(self, name: str) -> int:
        """Return the index of a variable by name; raise `UnknownVariable`."""

    def match(self, pattern: str) -> Indices:
        """Return the sorted indices of all variables that a pattern names; raise `UnknownVariable`."""

    def value(self, x: npt.ArrayLike) -> Vector | float:
        """Return f at points x[..., n] → [...]; a float for one point."""

    def gradient(self, x: npt.ArrayLike) -> tuple[float, Vector]:
        """Return (f(x), ∇f(x)[n]) at one point x[n]."""

    def hessian(self, x: npt.ArrayLike) -> Vector:
        """Return ∇²f(x)[n, n] at one point, for small n."""

    def hessian_product(self, x: npt.ArrayLike, v: npt.ArrayLike) -> Vector:
        """Return ∇²f(x)·v, [n], without forming the Hessian."""

    def slice(self, x: npt.ArrayLike, u: Direction, a: npt.ArrayLike) -> Vector:
        """Return f along one coordinate or direction, [len a], all else held as in x.

        Where u is an index, that coordinate takes the values a; where it is a direction, f is taken at x + a·u.
        """

    def section(self, x: npt.ArrayLike, u: Direction, v: Direction, a: npt.ArrayLike, b: npt.ArrayLike) -> Vector:
        """Return f over two coordinates or directions, [len b, len a], all else held as in x.

        u and v are read as in `slice`; both are indices or both are directions.
        """

    def told(self, *, ascii: bool = False) -> str:
        """Return what f is, on one line."""

    def at(self, k: int) -> Self:
        """Return the objective of step k: itself, or its seeded mini-batch. Pure in k."""

    def with_constants(self, values: Mapping[str, float]) -> Self:
        """Return the same function with some of its named constants turned to other values."""


class Change(Protocol):
    """What a nudge of one variable does.

    Attributes:
        rise: f(x + h·e) − f(x).
        kinks: how many kinks lie between.
    """

    @property
    def rise(self) -> float: ...  # noqa: D102 — said above

    @property
    def kinks(self) -> int: ...  # noqa: D102


class Around(Protocol):
    """f around one point, for nudges that lose no digits: float64, whatever f is computed in elsewhere."""

    @property
    def value(self) -> float:
        """f(x)."""

    def change(self, i: int, h: float) -> Change:
        """Return what a nudge of variable i by h does, not as the difference of two values."""

    def partial(self, i: int) -> float:
        """Return ∂f/∂xᵢ, exact."""


class Nudgeable(Objective, Protocol):
    """An objective that knows what a nudge does without subtracting two values of f."""

    def around(self, x: npt.ArrayLike) -> Around:
        """Return f around x; kept, so that many nudges of one point are cheap."""


class Sampled(Objective, Protocol):
    """An objective that is a mean over samples: `at(k)` may be a mini-batch of them, and some may be held out."""

    def whole(self) -> Self:
        """Return the objective over all samples that are trained on."""

    def first(self, m: int) -> Self:
        """Return the mean over the first m of them, or itself where there are no more."""

    def accuracy(self, x: npt.ArrayLike) -> float | None:
        """Return the share of held-out samples that are told right at x, in [0, 1]; None where nothing is held out."""


class Symbolic(Objective, Protocol):
    """An objective that can also say what it is, and derive its partials rule by rule."""

    def formula(self, *, ascii: bool = False) -> str:
        """Return f on one line, in the program's grammar."""

    def partial(self, variable: str, *, ascii: bool = False) -> str:
        """Return ∂f/∂variable, tidied, in the program's grammar."""

    def explain(self, variable: str) -> tuple[Step, ...]:
        """Return the derivation of ∂f/∂variable, a line at a time."""


def symbolic(objective: Objective) -> TypeGuard[Symbolic]:
    """Whether an objective can say what it is. Asked at every picture: a protocol's own check takes 100 µs."""
    return hasattr(objective, "explain")


def nudgeable(objective: Objective) -> TypeGuard[Nudgeable]:
    """Whether an objective knows what a nudge does without subtracting two values of f."""
    return hasattr(objective, "around")


def sampled(objective: Objective) -> TypeGuard[Sampled]:
    """Whether an objective is a mean over samples."""
    return hasattr(objective, "accuracy")


def layered(objective: Objective) -> TypeGuard[NetworkObjective]:
    """Whether an objective has layers, through which the chain rule can be followed."""
    return hasattr(objective, "chain")
