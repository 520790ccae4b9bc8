"""One formula, ready to be evaluated: value, gradient, Hessian, and fields over a plane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from descent_tui.formula import derivative
from descent_tui.formula.errors import FormulaError
from descent_tui.formula.grid import Grid
from descent_tui.formula.lending import give_back, owned
from descent_tui.formula.plan import BLOCK
from descent_tui.formula.points import Points, Slopes
from descent_tui.formula.section import Section
from descent_tui.formula.tape import Tape, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike

    from descent_tui.formula.tape import Array
    from descent_tui.formula.tree import Tree

HESSIAN_SIZE = 4096
"""The most variables for which the whole Hessian is made; `hessian_product` has no such bound."""

BY_HAND = 16
"""Up to this many scalar variables, Python floats make a Hessian sooner than arrays do."""

SECTIONS = 32
"""How many sections and slices are kept ready; of many variables fewer, because each may hold numbers for all."""


class Evaluator:
    """A formula over its variables, as a function of x in float64.

    The coordinates of x are the variables in declared order, a vector's entries one after the other. Nothing here
    raises or warns for a point outside the domain: the result is nan or ±inf, the same for one point as for many.
    Threads may share an evaluator.

    Args:
        tree: the formula.
        variables: name → None for a scalar, the size for a vector.
        constants: the value of each of the scenario's constants.
        points: the same formula at points, where there is one already: graph and tapes are shared.

    Raises:
        FormulaError: the graph of the formula, or later of a derivative, has more than `limits.GRAPH_NODES` nodes.
    """

    def __init__(
        self,
        tree: Tree,
        variables: Mapping[str, int | None],
        constants: Mapping[str, float],
        points: Points | None = None,
    ) -> None:
        self._points = points or Points(tree, variables, constants)
        self._graph, self._root, self._tape = self._points.graph, self._points.root, self._points.tape
        self._lock = self._points.lock
        self._bends: Slopes | None = None
        self.size = self._points.size
        """How many coordinates x has."""
        self._grid = Grid(self._tape)
        self._sections: dict[tuple[int, ...], Section | None] = {}
        self._source = tree, dict(variables), dict(constants)

    def value(self, x: ArrayLike) -> Array | float:
        """Return f at x, [..., n] → [...]; a float for one point.

        Raises:
            ValueError: x does not have a number for each variable; so do all that take a point.
        """
        points = self._placed(x)
        if points.ndim == 1 and self._tape.plain:
            return self._tape.at_point(listed(points))[0]
        return self._values(points)

    def _placed(self, x: ArrayLike) -> Array:
        """Return points as an array, [..., n]; raise ValueError where they do not have a number for each variable."""
        points = np.asarray(x, dtype=np.float64)
        if not points.ndim or points.shape[-1] != self.size:
            given = f"has {points.shape[-1]}" if points.ndim else "is a lone number"
            plural = "s" if self.size > 1 else ""
            raise ValueError(f"a point of this formula has {self.size} coordinate{plural}; this one {given}")
        return points

    @np.errstate(all="ignore")
    def _values(self, points: Array) -> Array | float:
        if points.ndim == 1:
            return float(self._tape.on_arrays(points)[0])
        columns = points.reshape(-1, points.shape[-1]).T
        out = np.empty(columns.shape[1])
        step = max(1, BLOCK // self._tape.widest)
        for start in range(0, len(out), step):
            here = slice(start, start + step)
            out[here] = self._tape.on_arrays(np.ascontiguousarray(columns[:, here]))[0]
        return out.reshape(points.shape[:-1])

    def point(self, x: Sequence[float]) -> tuple[float, list[float]]:
        """Return f and all n partials at one point, as Python floats: the quick way for few variables."""
        points = self._points
        if points.quick is not None or points.slopes.tape.plain:
            return points.at(x)
        value, array = self.gradient(np.asarray(x, dtype=np.float64))
        return value, array.tolist()

    def gradient(self, x: ArrayLike) -> tuple[float, Array]:
        """Return f(x) and ∇f(x), [n], at one point x, [n]."""
        quick = self._points.quick
        if quick is not None:
            found = quick.at_point(x if isinstance(x, list) and len(x) == self.size else listed(self._placed(x)))
            return found[0], np.array(found[1:])
        point = self._placed(x)
        slopes = self._points.slopes
        if slopes.tape.plain:
            value, partials = self.point(listed(point))
            return value, np.array(partials)
        with np.errstate(all="ignore"):
            results = slopes.tape.on_arrays(point)
            value, gradient = float(results[0]), self._gathered(slopes, results)
            for place in range(len(results)):
                give_back(results, place)
            return value, gradient

    def _gathered(self, slopes: Slopes, results: list[Any]) -> Array:
        """Return the gradient, [n]: the only array of slopes itself where nobody else has it."""
        if slopes.places == [(0, self.size, False)] and owned(results, slopes.first, (self.size,)):
            gradient: Array = results[slopes.first]
            gradient += 0.0  # as if it had been added to zeros: no −0.0
            return gradient
        return _scattered(slopes, results, np.zeros(self.size))

    @np.errstate(all="ignore")
    def gradients(self, x: ArrayLike) -> tuple[Array, Array]:
        """Return f and ∇f at many points at once: x is [..., n], the results are [...] and [..., n]."""
        points = np.asarray(x, dtype=np.float64)
        columns = points.reshape(-1, points.shape[-1]).T
        slopes = self._points.slopes
        values, out = np.empty(columns.shape[1]), np.zeros(columns.shape)
        step = max(1, BLOCK // slopes.tape.widest)
        for start in range(0, len(values), step):
            here = slice(start, start + step)
            results = slopes.tape.on_arrays(np.ascontiguousarray(columns[:, here]))
            values[here] = results[0]
            _scattered(slopes, results, out[:, here])
        return values.reshape(points.shape[:-1]), out.T.reshape(points.shape)

    @np.errstate(all="ignore")
    def hessian_product(self, x: ArrayLike, v: ArrayLike) -> Array:
        """Return ∇²f(x)·v, [n], exactly (forward over reverse), at the cost of a few gradients."""
        point, direction = self._placed(x), self._placed(v)
        return self._bent(point[:, None], direction[:, None])[:, 0]

    @np.errstate(all="ignore")
    def hessian(self, x: ArrayLike) -> Array:
        """Return ∇²f(x), [n, n], symmetric.

        Raises:
            ValueError: there are more than `HESSIAN_SIZE` variables.
        """
        if self.size > HESSIAN_SIZE:
            message = f"a Hessian of {self.size} variables is too large to write down; use hessian_product"
            raise ValueError(message)
        point = self._placed(x)
        units = np.eye(self.size)
        out = np.empty((self.size, self.size))
        if self._curvature.tape.plain and self.size <= BY_HAND:
            self._hessian_by_hand(point.tolist(), units.tolist(), out)
        else:
            step = max(1, 4 * BLOCK // self._curvature.tape.widest)
            for start in range(0, self.size, step):
                here = slice(start, start + step)
                out[:, here] = self._bent(point[:, None], units[:, here])
        return np.asarray((out + out.T) / 2.0)

    def _hessian_by_hand(self, point: list[float], units: list[list[float]], out: Array) -> None:
        curvature = self._curvature
        out.fill(0.0)
        for k, unit in enumerate(units):
            for (low, _, _), value in zip(curvature.places, curvature.tape.at_point(point, unit), strict=True):
                out[low, k] = value

    def _bent(self, x: Array, v: Array) -> Array:
        """Return ∇²f(x)·v for x [n, 1] and v [n, batch], as [n, batch]."""
        curvature = self._curvature
        return _scattered(curvature, curvature.tape.on_arrays(x, v), np.zeros(v.shape))

    def plane(self, x: ArrayLike, u: ArrayLike, v: ArrayLike, a: ArrayLike, b: ArrayLike) -> Array:
        """Return f(x + aᵢ·u + bⱼ·v) as [len b, len a]; x, u, v are [n], a and b 1-D. Memory stays bounded."""
        return self._grid.plane(*(np.asarray(array, dtype=np.float64) for array in (x, u, v, a, b)))

    def grid(self, x: ArrayLike, i: int, j: int, a: ArrayLike, b: ArrayLike) -> Array:
        """Return f as [len b, len a] where coordinates i and j (0-based) are a and b, the rest those of x."""
        point, along_i, along_j = np.asarray(x, np.float64), np.asarray(a, np.float64), np.asarray(b, np.float64)
        if i == j:  # one coordinate cannot be both; every row is its slice
            return np.tile(self.slice(point, i, along_i), (len(along_j), 1))
        section = self._section(i, j)
        if section is None:
            return self._grid.axes(point, i, j, along_i, along_j)
        return section.over(point, along_i, along_j)

    def slice(self, x: ArrayLike, i: int, a: ArrayLike) -> Array:
        """Return f as [len a] where coordinate i (0-based) is a, the rest those of x."""
        point, along = np.asarray(x, dtype=np.float64), np.asarray(a, dtype=np.float64)
        section = self._section(i)
        if section is None:
            return self._grid.axis(point, i, along)
        line: Array = section.over(point, along, np.zeros(1))[0]
        return line

    def _section(self, *shown: int) -> Section | None:
        """Return how to compute f over these coordinates, None where every term of a long sum moves with them."""
        if shown in self._sections:
            return self._sections[shown]
        section: Section | None
        try:
            section = Section(*self._source, shown)
        except FormulaError:  # too many operations when written out
            section = None
        if section is not None and section.plan is None:
            section = None
        with self._lock:
            while len(self._sections) >= (SECTIONS if self.size <= HESSIAN_SIZE else 4):
                del self._sections[next(iter(self._sections))]
            self._sections[shown] = section
        return section

    @property
    def _curvature(self) -> Slopes:
        """The tape of ∇²f·v, made when it is first asked for."""
        if self._bends is None:
            with self._lock:
                if self._bends is None:
                    self._bends = self._make_curvature()
        return self._bends

    def _make_curvature(self) -> Slopes:
        leaves = derivative.gradient(self._graph, self._root)
        bends = derivative.tangents(self._graph, leaves.values())
        bent = {leaf: bends[slope] for leaf, slope in leaves.items() if slope in bends}
        return Slopes(Tape(self._graph, list(bent.values())), [self._points.place(leaf) for leaf in bent], 0)


def _scattered(slopes: Slopes, results: list[Any], out: Array) -> Array:
    """Add each slope to the coordinates of its leaf in `out`, [n, batch…], which starts as zeros."""
    for (low, high, inner), slope in zip(slopes.places, results[slopes.first :], strict=True):
        flat = inner and np.ndim(slope) == out.ndim + 1
        out[low:high] += slope[:, 0] if flat else slope
    return out
