"""A formula over a plane: f(x + aᵢ·u + bⱼ·v) for all i, j, as [len b, len a].

Two things make this faster than the obvious numpy. The mesh stays open: what depends on a alone is computed once for a
row of points, what depends on b alone once for a column. And what depends on both is computed in blocks of rows that
fit the cache, into a few buffers that are used again as soon as nothing reads them any more (`plan`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from descent_tui.formula.plan import BLOCK, Plan
from descent_tui.formula.separable import ALONG_A, ALONG_B

if TYPE_CHECKING:
    from descent_tui.formula.tape import Array, Tape


class Grid:
    """The value of a tape's only output over planes. Threads may share it: each has its own buffers."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self._plans: dict[tuple[int, ...], Plan] = {}

    def plane(self, x: Array, u: Array, v: Array, a: Array, b: Array) -> Array:
        """Return f(x + a·u + b·v), [len b, len a]. x, u, v are [n]; a and b are 1-D. Memory stays bounded."""
        if not self.tape.plain:
            return self._tiled(x, u, v, a, b)
        axes, starts = [], []
        for leaf in self.tape.leaves:
            x0, du, dv = float(x[leaf.low]), float(u[leaf.low]), float(v[leaf.low])
            axes.append((ALONG_A if du else 0) | (ALONG_B if dv else 0))
            row: Any = x0 + a * du if du else x0
            column: Any = (0.0 if du else x0) + b * dv if dv else None
            starts.append(row if column is None else (row, column) if du else column)
        return self._plan(tuple(axes)).run(starts, len(b), len(a))

    def axes(self, x: Array, i: int, j: int, a: Array, b: Array) -> Array:
        """Return f where coordinate i is a and coordinate j is b, the others those of x; [len b, len a]."""
        x, u, v = x.copy(), np.zeros(len(x)), np.zeros(len(x))
        x[i] = x[j] = 0.0
        u[i] = v[j] = 1.0
        return self.plane(x, u, v, a, b)

    def axis(self, x: Array, i: int, a: Array) -> Array:
        """Return f where coordinate i is a, the others those of x; [len a]."""
        x, u = x.copy(), np.zeros(len(x))
        x[i], u[i] = 0.0, 1.0
        along: Array = self.plane(x, u, np.zeros(len(x)), a, np.zeros(1))[0]
        return along

    def _plan(self, axes: tuple[int, ...]) -> Plan:
        plan = self._plans.get(axes)
        if plan is None:
            plan = self._plans[axes] = Plan(self.tape, axes)
        return plan

    def _tiled(self, x: Array, u: Array, v: Array, a: Array, b: Array) -> Array:
        """Run a formula with sums tile by tile, so that [index, rows, columns] never grows beyond a few blocks."""
        out = np.empty((len(b), len(a)))
        room = max(1, 4 * BLOCK // self.tape.widest)
        columns = min(len(a), room)
        rows = max(1, room // max(1, columns))
        for top in range(0, len(b), rows):
            for left in range(0, len(a), columns):
                here = slice(top, top + rows), slice(left, left + columns)
                with np.errstate(all="ignore"):
                    out[here] = _Point(x, u, v, a[here[1]], b[here[0]]).run(self.tape)
        return out


class _Point:
    """x + a·u + b·v, of which a leaf takes only the coordinates it reads, open along what it does not depend on."""

    ndim = 3

    def __init__(self, x: Array, u: Array, v: Array, a: Array, b: Array) -> None:
        self.x, self.u, self.v = x, u, v
        self.a, self.b = a[None, :], b[:, None]

    def __getitem__(self, where: Any) -> Any:
        x, u, v = self.x[where], self.u[where], self.v[where]
        value = np.asarray(x)[..., None, None]
        if np.any(u):
            value = value + np.asarray(u)[..., None, None] * self.a
        if np.any(v):
            value = value + np.asarray(v)[..., None, None] * self.b
        return value

    def run(self, tape: Tape) -> Any:
        point: Any = self  # it has the two things a tape asks of x: an entry or slice of it, and its number of axes
        return tape.on_arrays(point)[0]
