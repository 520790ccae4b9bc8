"""An objective that is a formula."""

from __future__ import annotations

import math
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Self

from descent_tui.formula.limits import TYPED, Limits
from descent_tui.formula.parser import parse
from descent_tui.formula.points import Points
from descent_tui.objectives.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from descent_tui.formula.evaluator import Evaluator
    from descent_tui.formula.explain import Step
    from descent_tui.formula.tree import Tree
    from descent_tui.objectives.directions import Group
    from descent_tui.objectives.objective import Direction, Indices, Vector


class FormulaObjective:
    """f(x₁ … xₙ) as a formula of the grammar, differentiated exactly.

    Args:
        text: the formula.
        variables: name → None for a scalar, size for a vector, in the order of the coordinates.
        constants: named constants and their values; knobs, not variables.
        limits: how long a formula may be.

    Raises:
        FormulaError: with the column, for a formula that cannot be read.
    """

    def __init__(
        self,
        text: str,
        variables: Mapping[str, int | None],
        constants: Mapping[str, float] | None = None,
        limits: Limits = TYPED,
    ) -> None:
        self.text = text
        self.constants = dict(constants or {})
        self.tree: Tree = parse(text, variables, self.constants, limits)
        self.names = Names(variables)
        self._points = Points(self.tree, self.names.sizes, self.constants)
        self._whole = lru_cache(maxsize=2)(self._printed)
        self._partial = lru_cache(maxsize=256)(self._printed_partial)
        self._explained = lru_cache(maxsize=64)(self._explain)

    def with_constants(self, values: Mapping[str, float]) -> Self:
        """Return the same formula with some constants turned to other values."""
        other = object.__new__(type(self))
        other.text, other.tree, other.names = self.text, self.tree, self.names
        other.constants = {**self.constants, **values}
        other._points = Points(self.tree, self.names.sizes, other.constants)
        other._whole, other._partial, other._explained = self._whole, self._partial, self._explained
        return other

    def __repr__(self) -> str:
        from descent_tui.formula.abridge import abridge

        return f"<formula {abridge(self.formula(), 100)} of {self.names.told()}>"

    @cached_property
    def _evaluator(self) -> Evaluator:
        from descent_tui.formula.evaluator import Evaluator  # numpy comes with it: for arrays, not for floats

        return Evaluator(self.tree, self.names.sizes, self.constants, self._points)

    @property
    def size(self) -> int:
        """The number of variables."""
        return len(self.names)

    def name(self, i: int) -> str:
        """Return the name of variable i."""
        return self.names.name(i)

    def index(self, name: str) -> int:
        """Return the index of a variable; raise `UnknownVariable`."""
        return self.names.index(name)

    def match(self, pattern: str) -> Indices:
        """Return the indices a pattern names; raise `UnknownVariable`."""
        return self.names.match(pattern)

    def value(self, x: npt.ArrayLike) -> Vector | float:
        """Return f at points x[..., n] → [...]; a float for one point. ValueError where a point has not n numbers."""
        return self._evaluator.value(x)

    def point(self, x: Sequence[float]) -> tuple[float, list[float]]:
        """Return f(x) and its n partials at one point as Python floats: the quick way for few variables.

        All partials are nan where f is. A formula without vectors is computed without numpy, which is not imported.
        """
        value, partials = self._points.at(x) if self._points.plain else self._evaluator.point(x)
        return value, partials if value == value else [math.nan] * self.size  # noqa: PLR0124 - only nan differs

    def gradient(self, x: npt.ArrayLike) -> tuple[float, Vector]:
        """Return (f(x), ∇f(x)[n]) at one point. Where f has no value it has no slope: so ∂log(x)/∂x at −1."""
        value, gradient = self._evaluator.gradient(x)
        if value != value:  # noqa: PLR0124 - only nan differs from itself
            import numpy as np

            gradient = np.full(self.size, np.nan)
        return value, gradient

    def hessian(self, x: npt.ArrayLike) -> Vector:
        """Return ∇²f(x)[n, n] at one point, all nan where f has no value."""
        import numpy as np

        if np.isnan(self._evaluator.value(x)):
            return np.full((self.size, self.size), np.nan)
        return self._evaluator.hessian(x)

    def hessian_product(self, x: npt.ArrayLike, v: npt.ArrayLike) -> Vector:
        """Return ∇²f(x)·v, [n]."""
        return self._evaluator.hessian_product(x, v)

    def slice(self, x: npt.ArrayLike, u: Direction, a: npt.ArrayLike) -> Vector:
        """Return f along one coordinate or direction, [len a]."""
        import numpy as np

        x, a = np.asarray(x, np.float64), np.asarray(a, np.float64)
        if isinstance(u, int | np.integer):
            return self._evaluator.slice(x, int(u), a)
        return np.asarray(self._evaluator.plane(x, u, np.zeros(self.size), a, np.zeros(1))[0])

    def section(self, x: npt.ArrayLike, u: Direction, v: Direction, a: npt.ArrayLike, b: npt.ArrayLike) -> Vector:
        """Return f over two coordinates or directions, [len b, len a]."""
        import numpy as np

        if isinstance(u, (int, np.integer)) and isinstance(v, (int, np.integer)):
            return self._evaluator.grid(x, int(u), int(v), a, b)
        x, a, b = (np.asarray(z, np.float64) for z in (x, a, b))
        if isinstance(u, int | np.integer) or isinstance(v, int | np.integer):
            raise TypeError("a section runs over two coordinates or over two directions, not one of each")
        return self._evaluator.plane(x, u, v, a, b)

    def filters(self) -> Iterator[Group]:
        """Yield the coordinates of each vector and of each scalar: what is scaled together."""
        first = 0
        for size in self.names.sizes.values():
            yield slice(first, first + (size or 1))
            first += size or 1

    def at(self, k: int) -> Self:
        """Return itself: a formula is the same at every step."""
        del k
        return self

    def formula(self, *, ascii: bool = False) -> str:
        """Return the formula on one line, as the screen prints it."""
        return self._whole(ascii)

    told = formula

    def partial(self, variable: str, *, ascii: bool = False) -> str:
        """Return ∂f/∂variable, tidied, as a formula of the grammar; raise `UnknownVariable`."""
        return self._partial(self.name(self.index(variable)), ascii)

    def explain(self, variable: str) -> tuple[Step, ...]:
        """Return the derivation of ∂f/∂variable rule by rule; raise `UnknownVariable`."""
        return self._explained(self.name(self.index(variable)))

    def _printed(self, ascii: bool) -> str:
        from descent_tui.formula.printing import show

        return show(self.tree, ascii=ascii)

    def _printed_partial(self, variable: str, ascii: bool) -> str:
        from descent_tui.formula.partial import printed

        return printed(self.tree, variable, self.names.sizes, ascii=ascii, constants=self.constants)

    def _explain(self, variable: str) -> tuple[Step, ...]:
        from descent_tui.formula.explain import explain

        return explain(self.tree, variable, self.names.sizes, self.constants)
