"""How a plain tape is computed over an open mesh: rows and columns once, whole fields block by block."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from descent_tui.formula.arrays import ARRAYS
from descent_tui.formula.operators import ADD
from descent_tui.formula.separable import ALONG_A, ALONG_B, BOTH, Term, separable
from descent_tui.formula.tape import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.formula.tape import Array, Tape

BLOCK = 16_384
"""Points in a block: 128 KiB a buffer."""


class Plan:
    """How to compute a plain tape for one choice of which leaves vary along a, along b, along both.

    Attributes:
        once: the instructions for numbers, rows [width] and columns [height].
        products: fields that are Σ row·column: the terms, and the slots for the matrix of rows and that of columns.
        blockwise: the instructions for whole fields: (function, first slot, second slot or 0, result slot).
        program: the same, each with the number of its buffer, −1 for the result's own.
        buffers: how many buffers that takes.
    """

    def __init__(self, tape: Tape, leaf_axes: Sequence[int]) -> None:
        self.leaves = tape.leaves
        self.output = tape.outputs[0]
        self.parts: dict[int, int] = {}
        axes = [0] * (len(tape.base) + len(tape.steps))
        fields: list[Step] = []
        for leaf, axis in zip(tape.leaves, leaf_axes, strict=True):
            axes[leaf.slot] = axis
            if axis == BOTH:  # a row plus a column, which get two slots of their own behind all others
                self.parts[leaf.slot] = len(axes)
                axes += [ALONG_A, ALONG_B]
                fields.append(Step(ADD, len(axes) - 2, len(axes) - 1, leaf.slot))
        self.once: list[tuple[Any, int, int, int]] = []
        for step in tape.steps:
            axes[step.result] = axes[step.first] | axes[step.second]
            if axes[step.result] == BOTH:
                fields.append(step)
            else:
                self.once.append((ARRAYS[step.name], *step[1:]))
        self.products: list[tuple[tuple[Term, ...], int, int]] = []
        self.blockwise = self._chosen(fields, axes, separable(fields, axes, tape.numbers))
        self._start: list[Any] = [*tape.base, *[0.0] * (len(axes) - len(tape.base))]
        self._columnar = axes[self.output] == ALONG_B
        read = {slot for step in self.blockwise for slot in step[1:3]}
        self._sliced = sorted(slot for slot in read if axes[slot] == ALONG_B)
        matrices = {columns for _, _, columns in self.products}
        self._columns = [slot for slot in self._sliced if slot not in matrices]
        self.program, self.buffers = self._allocate()
        self._own = threading.local()

    def _chosen(
        self, fields: list[Step], axes: list[int], sums: dict[int, tuple[Term, ...]]
    ) -> list[tuple[Any, int, int, int]]:
        """Take the instructions that the output needs, a matrix product in place of those that make up a sum."""
        needed = {self.output}
        chosen: list[tuple[Any, int, int, int]] = []
        for name, first, second, result in reversed(fields):
            if result not in needed:
                continue
            if result in sums:
                rows, columns = len(axes), len(axes) + 1
                axes += [ALONG_A, ALONG_B]
                self.products.append((sums[result], rows, columns))
                chosen.append((np.dot, columns, rows, result))
            else:
                needed |= {first, second}
                chosen.append((ARRAYS[name], first, second, result))
        return chosen[::-1]

    def _allocate(self) -> tuple[list[tuple[Any, int, int, int, int]], int]:
        """Give every blockwise result a buffer; one that nothing reads any more is free."""
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

    def _workspace(self, height: int, width: int) -> _Workspace:
        known: _Workspace | None = getattr(self._own, "workspace", None)
        if known is None or known.shape != (height, width):
            known = self._own.workspace = _Workspace(self, height, width)
        return known

    def run(self, starts: Sequence[Any], height: int, width: int) -> Array:
        """Return the field [height, width].

        `starts` says what each leaf is: a number, a row [width], a column [height], or a pair (row, column).
        """
        slots = self._start.copy()
        for leaf, start in zip(self.leaves, starts, strict=True):
            if type(start) is tuple:
                part = self.parts[leaf.slot]
                slots[part : part + 2] = start
            else:
                slots[leaf.slot] = start
        with np.errstate(all="ignore"):
            for function, first, second, result in self.once:
                slots[result] = function(slots[first], slots[second]) if second else function(slots[first])
            out = np.empty((height, width))
            if not self.program:
                out[...] = np.reshape(slots[self.output], (-1, 1)) if self._columnar else slots[self.output]
                return out
            self._fields(slots, out)
        return out

    def _fields(self, slots: list[Any], out: Array) -> None:
        """Compute whole fields, the last of them into `out`, in blocks of rows."""
        height, width = out.shape
        workspace = self._workspace(height, width)
        workspace.fill(slots)
        rows = workspace.rows
        for slot in self._columns:
            slots[slot] = slots[slot][:, None]
        if rows >= height:
            self._block(slots, workspace.buffers, out)
            return
        columns = [(slot, slots[slot]) for slot in self._sliced]
        for top in range(0, height, rows):
            here = out[top : top + rows]
            buffers = workspace.buffers
            if len(here) < rows:
                buffers = [buffer[: len(here)] for buffer in buffers]
            for slot, column in columns:
                slots[slot] = column[top : top + rows]
            self._block(slots, buffers, here)

    def _block(self, slots: list[Any], buffers: list[Array], here: Array) -> None:
        for function, first, second, result, buffer in self.program:
            into = slots[result] = here if buffer < 0 else buffers[buffer]
            if second:
                function(slots[first], slots[second], out=into)
            else:
                function(slots[first], out=into)


class _Workspace:
    """What one thread needs to compute fields of one shape: the buffers of a block, and the matrices of all products.

    Attributes:
        rows: how many rows of the field are a block.
    """

    def __init__(self, plan: Plan, height: int, width: int) -> None:
        self.shape = height, width
        self.rows = max(1, min(height, BLOCK // max(1, width)))
        self.buffers = [np.empty((self.rows, width)) for _ in range(plan.buffers)]
        self._matrices: list[tuple[int, Array]] = []
        self._lines: list[tuple[Array, int, float]] = []
        for terms, rows, columns in plan.products:
            matrix, other = np.ones((len(terms), width)), np.ones((len(terms), height))
            self._matrices += [(rows, matrix), (columns, other.T)]
            for k, (factor, row, column) in enumerate(terms):
                matrix[k] = factor
                self._lines += [(matrix[k], row, factor)] if row else []
                self._lines += [(other[k], column, 1.0)] if column else []

    def fill(self, slots: list[Any]) -> None:
        """Put rows and columns into the matrices, and the matrices into their slots."""
        for line, slot, factor in self._lines:
            line[...] = slots[slot] if factor == 1.0 else slots[slot] * factor
        for slot, matrix in self._matrices:
            slots[slot] = matrix
