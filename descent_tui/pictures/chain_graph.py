"""A network as a graph: what each unit says, what comes back to it, and the path the chain rule follows through it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.raster import Raster
from descent_tui.pictures.strokes import ink, stroke
from descent_tui.pictures.text import clipped, spoken, write
from descent_tui.session.numbers import fixed, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from descent_tui.objectives.net.chain import Chain, Factor
    from descent_tui.pictures.look import Look

BOX, ROW = 14, 17
"""Columns of a unit drawn as a box, and as one row."""

LEAST_GAP = 5
"""Columns between two layers below which no edge can be told from another."""

LABELLED = 9
"""Columns between two layers from which on there is room for the weights on their edges."""

FEW = 12
"""Up to so many edges between two layers have their weights written on them; of more only the path's."""

MANY = 80
"""So many edges between two layers are drawn; of more only those on paths of the weight."""

Place = tuple[int, int]
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


def chain_graph(chain: Chain, path: int, factor: int, width: int, height: int, look: Look) -> Raster:
    """Return the graph with the path, by number, and the factor on it that is in hand."""
    return _Graph(chain, path, factor, width, height, look).draw()


class _Graph:
    """One picture of the graph while it is drawn."""

    def __init__(self, chain: Chain, path: int, factor: int, width: int, height: int, look: Look) -> None:
        self.chain, self.look = chain, look
        self.raster = Raster.blank(width, height, look.colours.ink, look.colours.paper)
        self.way = chain.paths[path]
        factors = chain.factors(self.way)
        self.hand: Factor = factors[factor]
        self.done = factors[: factor + 1]
        self.layer, self.row, self.unit = chain.place
        sizes = chain.layout.sizes
        self.columns = len(sizes) + 1
        self.boxed = self._boxes(width, height)
        self.wide = BOX if self.boxed else ROW
        if self.columns * self.wide + (self.columns - 1) * LEAST_GAP > width:
            self.wide = max((width - (self.columns - 1) * 3) // self.columns, 6)
        self.nodes: dict[Place, Node] = {}
        self.more: list[tuple[int, int, int]] = []
        for column in range(len(sizes)):
            self._stand(column, sizes[column])
        self._stand(self.columns - 1, 1)

    def _boxes(self, width: int, height: int) -> int:
        """Return how many lines a unit's box has inside: 4 for z, a, φ′ and δ, less where it is tight, 0 for no box."""
        if self.columns * BOX + (self.columns - 1) * LEAST_GAP > width:
            return 0
        most = max(self.chain.layout.sizes)
        return next((inside for inside in (4, 3, 2) if most * (inside + 2) <= height - 1), 0)

    def _x(self, column: int) -> int:
        return round(column * (self.raster.width - self.wide) / (self.columns - 1))

    def _stand(self, column: int, count: int) -> None:
        """Place the units of a column, or as many of them as there is room for."""
        ends = {0: 3, self.columns - 2: 4, self.columns - 1: 4}
        rows = ends.get(column, self.boxed + 2) if self.boxed else 1
        room = self.raster.height - 1
        shown = list(range(count)) if count * rows <= room else self._few(column, count, max(room // rows - 1, 1))
        slots = len(shown) + (len(shown) < count)
        pace = max(room // slots, rows)
        top = 1 + max((room - pace * slots) // 2, 0) + (pace - rows) // 2
        for k, unit in enumerate(shown):
            y = min(top + k * pace, max(self.raster.height - rows, 1))
            self.nodes[column, unit] = Node(self._x(column), y, rows)
        if len(shown) < count:
            y = min(top + len(shown) * pace + (rows - 1) // 2, self.raster.height - 1)
            self.more.append((self._x(column), y, count - len(shown)))

    def _few(self, column: int, count: int, most: int) -> list[int]:
        """Return the units that matter most: those of the path, of the strongest paths, then the first ones."""
        units = [self._at(column, self.way.units)] if self._at(column, self.way.units) is not None else []
        units += [u for p in self.chain.paths if (u := self._at(column, p.units)) is not None]
        units += [*range(min(count, most))]
        return sorted(list(dict.fromkeys(u for u in units if u is not None))[:most])

    def _at(self, column: int, units: tuple[int, ...]) -> int | None:
        """Return which unit of a column a path passes: before its layer the one the weight comes from."""
        if column == self.layer:
            return self.row
        return units[column - 1 - self.layer] if self.layer < column <= len(units) + self.layer else None

    def draw(self) -> Raster:
        self._heads()
        for column in range(self.columns - 1):
            self._gap(column)
        for place, node in self.nodes.items():
            self._node(place, node)
        for x, y, count in self.more:
            write(self.raster, x + 1, y, [(f"… {count:,} more", self.look.colours.faint)], self.look, self.wide - 1)
        return self.raster

    def _heads(self) -> None:
        last = self.columns - 2
        for column in range(self.columns):
            phi = "" if column == last else f" {self.chain.activation}"
            said = "inputs" if column == 0 else "loss" if column > last else f"layer {column}{phi}"
            said = clipped(spoken(said, self.look), self.wide, self.look)
            write(
                self.raster, self._x(column) + (1 if self.boxed else 0), 0, [(said, self.look.colours.faint)], self.look
            )

    # edges

    def _edges(self, column: int) -> Iterator[tuple[int, int]]:
        """Iterate over the drawn edges from a column to the next: (from, to)."""
        starts = [unit for at, unit in self.nodes if at == column]
        ends = [unit for at, unit in self.nodes if at == column + 1]
        if column == self.columns - 2:
            yield from ((start, 0) for start in starts)
        elif len(starts) * len(ends) <= MANY:
            yield from ((start, end) for start in starts for end in ends)
        else:
            ways = {(self._at(column, p.units), self._at(column + 1, p.units)) for p in self.chain.paths}
            yield from ((start, end) for start in starts for end in ends if (start, end) in ways)

    def _gap(self, column: int) -> None:
        """Draw the edges between two columns: all, those of other paths, the path's own; and their weights."""
        edges = list(self._edges(column))
        others = {(self._at(column, p.units), self._at(column + 1, p.units)) for p in self.chain.paths}
        own = (self._at(column, self.way.units), self._at(column + 1, self.way.units))
        if column == self.columns - 2:
            own, others = (self.way.units[-1], 0), {(p.units[-1], 0) for p in self.chain.paths}
        colours = self.look.colours
        self._strokes(column, [e for e in edges if e not in others], colours.held, dotted=True)
        self._strokes(column, [e for e in edges if e in others and e != own], colours.faint)
        held = self._held(column)
        if own in edges:
            walked = held or self._walked(column)
            self._strokes(
                column, [own], colours.key if held else colours.gradient if walked else colours.ink, wide=True
            )
        if column < self.columns - 2 and self._gap_width(column) >= LABELLED:
            self._labels(column, own, edges, held=held)

    def _held(self, column: int) -> bool:
        """Return whether the factor in hand lies between this column and the next."""
        kind, layer = self.hand.kind, self.hand.layer
        return (kind == "loss" and column == self.columns - 2) or (kind in {"weight", "input"} and column == layer)

    def _walked(self, column: int) -> bool:
        return any(f.layer == column and f.kind in {"weight", "input"} for f in self.done) or column == self.columns - 2

    def _gap_width(self, column: int) -> int:
        return self._x(column + 1) - self._x(column) - self.wide

    def _strokes(
        self, column: int, edges: list[tuple[int, int]], colour: int, *, wide: bool = False, dotted: bool = False
    ) -> None:
        if not edges:
            return
        bits = np.zeros((self.raster.height, self.raster.width), np.uint8)
        for start, end in edges:
            a, b = self.nodes[column, start], self.nodes[column + 1, end]
            across = np.array([2.0 * (a.x + self.wide), 2.0 * b.x - 1])
            down = np.array([4.0 * a.middle + 2, 4.0 * b.middle + 2])
            stroke(bits, across, down, wide=wide, dotted=np.array([dotted]))
        ink(self.raster, bits, colour, self.look, self.look.glyphs.thick if wide else self.look.glyphs.dot)

    def _labels(
        self, column: int, own: tuple[int | None, int | None], edges: list[tuple[int, int]], *, held: bool
    ) -> None:
        """Write the weights on the edges, the path's own first; one that would lie on another is left out."""
        taken: set[tuple[int, int]] = set()
        colours = self.look.colours
        if len(edges) > FEW:
            edges = [edge for edge in edges if edge == own]
        for start, end in sorted(edges, key=lambda edge: edge != own):
            mine = (start, end) == own
            text = show(float(self.chain.weights[column][start, end]), 3)
            text = spoken(f"{self.look.glyphs.left} {text}" if mine and held else text, self.look)
            a, b = self.nodes[column, start], self.nodes[column + 1, end]
            room = self._gap_width(column) - 2
            if len(text) > room:
                continue
            for share in (0.34, 0.66, 0.5, 0.2, 0.8):
                y = round(a.middle + share * (b.middle - a.middle))
                x = a.x + self.wide + 1 + round(share * (room - len(text)))
                cells = {(y, x + k) for k in range(-1, len(text) + 1)}
                if not cells & taken:
                    taken |= cells
                    colour = (colours.key if held else colours.ink) if mine else colours.faint
                    self.raster.put(x - 1, y, f" {text} ", colour)
                    break

    # units

    def _node(self, place: Place, node: Node) -> None:
        """Draw a unit: its name, and its numbers, the one in hand marked."""
        column, unit = place
        colours, chain = self.look.colours, self.chain
        on = self._at(column, self.way.units) == unit or column == self.columns - 1
        edge = colours.gradient if on else colours.frame
        if column == 0:
            name, lines = f"x[{unit + 1}]", [("x", float(chain.inputs[unit]), self._enters(column, unit))]
        elif column == self.columns - 1:
            name, lines = "L", [("L", chain.loss, self.hand.kind == "loss"), ("y", self._target(), False)]
        else:
            name, lines = f"unit {unit + 1}", self._unit(column, unit)
        if not self.boxed:
            self._line(node, name, lines, column, unit, on=on)
            return
        self._box(node, name, edge)
        for y, (key, value, held) in enumerate(lines, start=node.y + 1):
            if y >= node.y + node.rows - 1:
                break
            ink_ = colours.key if held else colours.ink if on else colours.faint
            label = "d" if key == "δ" and self.look.ascii else key
            write(self.raster, node.x + 2, y, [(label, ink_ if held else colours.faint)], self.look, 4)
            said = spoken(show(value, 4), self.look)
            self.raster.put(node.x + self.wide - 2 - len(said), y, said, ink_)
            if held:
                self.raster.put(node.x, y, self.look.glyphs.right, colours.key)

    def _line(
        self, node: Node, name: str, lines: list[tuple[str, float, bool]], column: int, unit: int, *, on: bool
    ) -> None:
        """Draw a unit on one row: its name and what it says, or the number in hand."""
        colours = self.look.colours
        usual = next((line for line in lines if line[0] == "a"), lines[0])
        key, value, held = next((line for line in lines if line[2]), usual)
        label = (
            name if key in {"x", "L"} else f"φ′(z{column}[{unit + 1}])" if key == "φ′" else f"{key}{column}[{unit + 1}]"
        )
        mark = self.look.glyphs.right if held else self.look.glyphs.bullet if on else " "
        room = self.wide - 1
        written = (fixed(value), *(show(value, digits) for digits in (3, 2, 1)))
        number = next((text for text in written if len(text) <= room), written[-1])
        number = spoken(number, self.look)
        if self.wide < ROW:  # the head of the column says the rest
            label = key if key in {"φ′", "L"} else f"[{unit + 1}]"
        labels = [spoken(mark + label, self.look), mark]
        said = next((label for label in labels if len(label) + len(number) <= room), "")
        text = said + number.rjust(room - len(said))
        ink_ = colours.key if held else colours.ink if on else colours.faint
        self.raster.put(node.x, node.y, clipped(text, room, self.look).ljust(self.wide), ink_)

    def _unit(self, column: int, unit: int) -> list[tuple[str, float, bool]]:
        """Return what a unit's box says: z, a, φ′ and δ, or what matters most of it."""
        chain = self.chain
        z, delta = float(chain.z[column - 1][unit]), float(chain.delta[column - 1][unit])
        if column == self.columns - 2:
            return [("z", z, False), ("δ", delta, self.hand.kind == "loss" and self.hand.unit == unit)]
        on = self._at(column, self.way.units) == unit
        held = on and self.hand.kind == "slope" and self.hand.layer == column - 1
        lines = [
            ("z", z, False),
            ("a", float(chain.a[column][unit]), self._enters(column, unit)),
            ("φ′", float(chain.slopes[column - 1][unit]), held),
            ("δ", delta, False),
        ]
        if self.boxed == 2:
            return [lines[1], lines[2]]
        return lines if self.boxed != 3 else lines[1:]

    def _enters(self, column: int, unit: int) -> bool:
        """Return whether a unit gives what the weight multiplies, and that is in hand."""
        return self.hand.kind == "input" and column == self.layer and unit == self.row

    def _target(self) -> float:
        chain = self.chain
        return float(chain.target[0 if len(chain.target) == 1 else self.way.units[-1]])

    def _box(self, node: Node, name: str, colour: int) -> None:
        glyphs, raster, look = self.look.glyphs, self.raster, self.look
        inside = self.wide - 2
        raster.put(node.x, node.y, glyphs.top_left + glyphs.horizontal * inside + glyphs.top_right, colour)
        write(raster, node.x + 2, node.y, [(f" {name} ", look.colours.title)], look, inside - 2)
        for y in range(node.y + 1, node.y + node.rows - 1):
            raster.put(node.x, y, glyphs.vertical + " " * inside + glyphs.vertical, colour)
        bottom = node.y + node.rows - 1
        raster.put(node.x, bottom, glyphs.bottom_left + glyphs.horizontal * inside + glyphs.bottom_right, colour)
