"""A formula over a plane: f(x + aᵢ·u + bⱼ·v) for all i, j, as [len b, len a].

Two things make this faster than the obvious numpy. The mesh stays open: what depends on a alone is computed once for a
row of points, what depends on b alone once for a column. And what depends on both is computed in blocks of rows that
fit the cache, into a few buffers that are used again as soon as nothing reads them any more.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from descent_tui.formula.arrays import ARRAYS

if TYPE_CHECKING:
    from descent_tui.formula.tape import Array, Tape

BLOCK = 16_384
"""Points in a block: 128 KiB a buffer."""

ALONG_A, ALONG_B, BOTH = 1, 2, 3


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
            row: Any = (x0 + a * du)[None, :] if du else x0
            column: Any = ((0.0 if du else x0) + b * dv)[:, None] if dv else None
            starts.append((row, column) if du or column is None else (column, None))
        return self._plan(tuple(axes)).run(starts, len(b), len(a))

    def axes(self, x: Array, i: int, j: int, a: Array, b: Array) -> Array:
        """Return f where coordinate i is a and coordinate j is b, the others those of x; [len b, len a]."""
        if not self.tape.plain:
            x, u, v = x.copy(), np.zeros(len(x)), np.zeros(len(x))
            x[i] = x[j] = 0.0
            u[i] = v[j] = 1.0
            return self._tiled(x, u, v, a, b)
        axes: list[int] = []
        starts: list[tuple[Any, Any]] = []
        for leaf in self.tape.leaves:
            if leaf.low == i:
                axes.append(ALONG_A)
                starts.append((a[None, :], None))
            elif leaf.low == j:
                axes.append(ALONG_B)
                starts.append((b[:, None], None))
            else:
                axes.append(0)
                starts.append((float(x[leaf.low]), None))
        return self._plan(tuple(axes)).run(starts, len(b), len(a))

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


class Plan:
    """How to compute a plain tape for one choice of which leaves vary along a, along b, along both."""

    def __init__(self, tape: Tape, leaf_axes: tuple[int, ...]) -> None:
        self.base = tape.base
        self.leaves = tape.leaves
        self.output = tape.outputs[0]
        self.slots = len(tape.base) + len(tape.steps)
        axes = [0] * self.slots
        self.once: list[tuple[Any, int, int, int]] = []
        self.blockwise: list[tuple[Any, int, int, int]] = []
        self.parts: dict[int, int] = {}
        for leaf, axis in zip(tape.leaves, leaf_axes, strict=True):
            axes[leaf.slot] = axis
            if axis == BOTH:  # a row plus a column, which get two slots of their own behind all others
                self.parts[leaf.slot] = len(axes)
                axes += [ALONG_A, ALONG_B]
                self.blockwise.append((np.add, len(axes) - 2, len(axes) - 1, leaf.slot))
        for name, first, second, result in tape.steps:
            axes[result] = axes[first] | axes[second]
            place = self.blockwise if axes[result] == BOTH else self.once
            place.append((ARRAYS[name], first, second, result))
        self.slots = len(axes)
        read = {slot for step in self.blockwise for slot in step[1:3]}
        self.sliced = sorted(slot for slot in read if axes[slot] == ALONG_B)
        self.program, self.buffers = self._allocate()
        self._own = threading.local()

    def _allocate(self) -> tuple[list[tuple[Any, int, int, int, int]], int]:
        """Give every blockwise result a buffer, −1 for the output's own; one that nothing reads any more is free."""
        last = {slot: place for place, step in enumerate(self.blockwise) for slot in step[1:3]}
        holds: dict[int, int] = {}
        free: list[int] = []
        count = 0
        program = []
        for place, (function, first, second, result) in enumerate(self.blockwise):
            dying = [holds.pop(slot) for slot in {first, second} if last[slot] == place and slot in holds]
            if isinstance(function, np.ufunc):  # only a ufunc may write over what it reads
                free += dying
                dying = []
            if result == self.output:
                buffer = -1
            elif free:
                buffer = free.pop()
            else:
                buffer, count = count, count + 1
            holds[result] = buffer
            free += dying
            program.append((function, first, second, result, buffer))
        return program, count

    def _workspace(self, rows: int, width: int) -> list[Array]:
        known: list[Array] = getattr(self._own, "buffers", [])
        if len(known) != self.buffers or (known and known[0].shape != (rows, width)):
            known = self._own.buffers = [np.empty((rows, width)) for _ in range(self.buffers)]
        return known

    def run(self, starts: list[tuple[Any, Any]], height: int, width: int) -> Array:
        """Return the field [height, width]; `starts` holds each leaf's row, column or number, or row and column."""
        slots: list[Any] = self.base + [0.0] * (self.slots - len(self.base))
        for leaf, (start, column) in zip(self.leaves, starts, strict=True):
            if column is None:
                slots[leaf.slot] = start
            else:
                part = self.parts[leaf.slot]
                slots[part : part + 2] = start, column
        with np.errstate(all="ignore"):
            for function, first, second, result in self.once:
                slots[result] = function(slots[first], slots[second]) if second else function(slots[first])
            if not self.program:
                return np.array(np.broadcast_to(slots[self.output], (height, width)), dtype=np.float64)
            out = np.empty((height, width))
            self._blocks(slots, out)
        return out

    def _blocks(self, slots: list[Any], out: Array) -> None:
        height, width = out.shape
        rows = max(1, min(height, BLOCK // max(1, width)))
        workspace = self._workspace(rows, width)
        columns = [(slot, slots[slot]) for slot in self.sliced]
        for top in range(0, height, rows):
            here = out[top : top + rows]
            buffers = workspace if len(here) == rows else [buffer[: len(here)] for buffer in workspace]
            for slot, column in columns:
                slots[slot] = column[top : top + rows]
            for function, first, second, result, buffer in self.program:
                into = slots[result] = here if buffer < 0 else buffers[buffer]
                if second:
                    function(slots[first], slots[second], out=into)
                else:
                    function(slots[first], out=into)
