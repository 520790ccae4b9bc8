"""Where the units of a network stand on its graph: which are shown, in what size, and which the path passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from descent_tui.objectives.net.chain import Chain

BOX, ROW = 14, 17
"""Columns of a unit drawn as a box, and as one row."""

LEAST_GAP = 5
"""Columns between two layers below which no edge can be told from another."""

Place: TypeAlias = tuple[int, int]
"""(column, unit): column 0 holds the inputs, column l layer l, the last one the loss."""


@dataclass(frozen=True, slots=True)
class Node:
    """A unit on the picture: its left column, its upper row, and its rows."""

    x: int
    y: int
    rows: int

    @property
    def middle(self) -> int:
        """The row at which edges meet it."""
        return self.y + self.rows // 2


class Places:
    """The units that stand on a graph of so many cells, for one path of the chain rule.

    Attributes:
        columns: how many there are: the inputs, the layers, the loss.
        boxed: how many lines a unit's box has inside; 0 where a unit is a row.
        wide: columns of a unit.
        nodes: where each unit that is shown stands.
        more: (left column, row, count) of those that are not.
    """

    def __init__(self, chain: Chain, path: int, width: int, height: int) -> None:
        self.chain, self.way = chain, chain.paths[path]
        self.layer, self.row, _ = chain.place
        self.width, self.height = width, height
        sizes = chain.layout.sizes
        self.columns = len(sizes) + 1
        self.boxed = self._boxes()
        self.wide = BOX if self.boxed else ROW
        if self.columns * self.wide + (self.columns - 1) * LEAST_GAP > width:
            self.wide = max((width - (self.columns - 1) * 3) // self.columns, 6)
        self.nodes: dict[Place, Node] = {}
        self.more: list[tuple[int, int, int]] = []
        for column in range(len(sizes)):
            self._stand(column, sizes[column])
        self._stand(self.columns - 1, 1)

    def _boxes(self) -> int:
        """Return how many lines a unit's box has inside: 4 for z, a, φ′ and δ, less where it is tight, 0 for no box."""
        if self.columns * BOX + (self.columns - 1) * LEAST_GAP > self.width:
            return 0
        most = max(self.chain.layout.sizes)
        return next((inside for inside in (4, 3, 2) if most * (inside + 2) <= self.height - 1), 0)

    def left(self, column: int) -> int:
        """Return the left cell of a column."""
        return round(column * (self.width - self.wide) / (self.columns - 1))

    def _stand(self, column: int, count: int) -> None:
        """Place the units of a column, or as many of them as there is room for."""
        ends = {0: 3, self.columns - 2: 4, self.columns - 1: 4}
        rows = ends.get(column, self.boxed + 2) if self.boxed else 1
        room = self.height - 1
        shown = list(range(count)) if count * rows <= room else self._few(column, count, max(room // rows - 1, 1))
        slots = len(shown) + (len(shown) < count)
        pace = max(room // slots, rows)
        top = 1 + max((room - pace * slots) // 2, 0) + (pace - rows) // 2
        for k, unit in enumerate(shown):
            y = min(top + k * pace, max(self.height - rows, 1))
            self.nodes[column, unit] = Node(self.left(column), y, rows)
        if len(shown) < count:
            y = min(top + len(shown) * pace + (rows - 1) // 2, self.height - 1)
            self.more.append((self.left(column), y, count - len(shown)))

    def _few(self, column: int, count: int, most: int) -> list[int]:
        """Return the units that matter most: those of the path, of the strongest paths, then the first ones."""
        units = [self.at(column, self.way.units)] if self.at(column, self.way.units) is not None else []
        units += [u for p in self.chain.paths if (u := self.at(column, p.units)) is not None]
        units += [*range(min(count, most))]
        return sorted(list(dict.fromkeys(u for u in units if u is not None))[:most])

    def at(self, column: int, units: tuple[int, ...]) -> int | None:
        """Return which unit of a column a path passes: before its layer the one the weight comes from."""
        if column == self.layer:
            return self.row
        return units[column - 1 - self.layer] if self.layer < column <= len(units) + self.layer else None

    def gap(self, column: int) -> int:
        """Return how many columns of cells lie between a column and the next."""
        return self.left(column + 1) - self.left(column) - self.wide
