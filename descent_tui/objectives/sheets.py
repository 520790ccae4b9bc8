"""The sheets that n variables lie on: matrices, biases below their weights, so that a million of them can be seen."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from descent_tui.objectives.names import Names

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Objective

LINE = 16
"""Up to so many entries a vector is one row; a longer one is written like a text, row below row."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rectangle of variables that lie one behind another in x: row by row, [rows, columns].

    Attributes:
        name: what its entries are called: `W1`, `w`, or several scalars, `x, y`.
        first: the index of its first entry.
        count: how many entries there are; the last row may be cut short.
        rows, columns: its shape.
        strip: the name of the biases that lie behind it, one below each column; empty where there are none.
        matrix: whether its entries have two numbers, as those of a matrix do.
    """

    name: str
    first: int
    count: int
    rows: int
    columns: int
    strip: str = ""
    matrix: bool = False

    @property
    def end(self) -> int:
        """The index behind its last variable, biases included."""
        return self.first + self.count + (self.columns if self.strip else 0)

    def shape(self) -> str:
        """Return `64×1026` of a matrix, `1000` of a vector."""
        return f"{self.rows}×{self.columns}" if self.matrix else f"{self.count:,}"

    def cell(self, i: int) -> tuple[int, int]:
        """Return (row, column) of variable i; biases are in the row below the last."""
        row, column = divmod(i - self.first, self.columns)
        return row, column

    def index(self, row: int, column: int) -> int | None:
        """Return the variable in a cell of the sheet, the row below the last being the biases; None for none."""
        i = self.first + row * self.columns + column
        return i if 0 <= column < self.columns and row >= 0 and i < self.end else None


def sheets(objective: Objective) -> tuple[Sheet, ...]:
    """Return the sheets of an objective in the order of its variables; every variable lies on exactly one."""
    if (layout := getattr(objective, "layout", None)) is not None:
        return tuple(
            Sheet(f"W{k}", first, rows * columns, rows, columns, f"b{k}", matrix=True)
            for k, (first, (rows, columns)) in enumerate(zip(layout.first, layout.shapes, strict=True), start=1)
        )
    names = getattr(objective, "names", None)
    if isinstance(names, Names):
        return _of_names(names)
    return (folded("x", 0, objective.size),)


def _of_names(names: Names) -> tuple[Sheet, ...]:
    """Return a sheet for each vector, and one for scalars that follow each other."""
    found: list[Sheet] = []
    scalars: list[str] = []
    at = 0
    for name, size in names.sizes.items():
        if size is None:
            scalars.append(name)
            continue
        found += _of_scalars(scalars, at)
        at += len(scalars)
        scalars = []
        found.append(folded(name, at, size))
        at += size
    return (*found, *_of_scalars(scalars, at))


def _of_scalars(names: list[str], first: int) -> list[Sheet]:
    if not names:
        return []
    said = ", ".join(names) if len(names) <= 4 else f"{names[0]} … {names[-1]}"
    return [folded(said, first, len(names))]


def folded(name: str, first: int, count: int) -> Sheet:
    """Return a vector as a sheet: a row where it is short, else rows of 1, 2 or 5 times a power of ten."""
    columns = count
    if count > LINE:
        power = 10 ** math.floor(math.log10(math.sqrt(count)))
        columns = next(m * power for m in (1, 2, 5, 10) if m * power >= math.sqrt(count) * 0.99)
    return Sheet(name, first, count, -(-count // columns), columns)
