"""A network as a graph: what each unit says, what comes back to it, and the path the chain rule follows through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.chain_places import Places
from descent_tui.pictures.chain_units import Units
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.strokes import ink, stroke
from descent_tui.pictures.text import clipped, spoken, write
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from descent_tui.objectives.net.chain import Chain, Factor
    from descent_tui.pictures.look import Look

LABELLED = 9
"""Columns between two layers from which on there is room for the weights on their edges."""

FEW = 12
"""Up to so many edges between two layers have their weights written on them; of more only the path's."""

MANY = 80
"""So many edges between two layers are drawn; of more only those on paths of the weight."""


def chain_graph(chain: Chain, path: int, factor: int, width: int, height: int, look: Look) -> Raster:
    """Return the graph with the path, by number, and the factor on it that is in hand."""
    raster = Raster.blank(width, height, look.colours.ink, look.colours.paper)
    places = Places(chain, path, width, height)
    factors = chain.factors(places.way)
    _Graph(raster, places, factors[: factor + 1], look).draw()
    Units(raster, places, factors[factor], look).draw()
    return raster


class _Graph:
    """What lies behind the units while it is drawn: the heads of the columns, the edges and the weights on them."""

    def __init__(self, raster: Raster, places: Places, done: Sequence[Factor], look: Look) -> None:
        self.raster, self.places, self.look = raster, places, look
        self.chain, self.way = places.chain, places.way
        self.done, self.hand = done, done[-1]

    def draw(self) -> None:
        self._heads()
        for column in range(self.places.columns - 1):
            self._gap(column)

    def _heads(self) -> None:
        last = self.places.columns - 2
        for column in range(self.places.columns):
            phi = "" if column == last else f" {self.chain.activation}"
            said = "inputs" if column == 0 else "loss" if column > last else f"layer {column}{phi}"
            said = clipped(spoken(said, self.look), self.places.wide, self.look)
            left = self.places.left(column) + (1 if self.places.boxed else 0)
            write(self.raster, left, 0, [(said, self.look.colours.faint)], self.look)

    def _edges(self, column: int) -> Iterator[tuple[int, int]]:
        """Iterate over the drawn edges from a column to the next: (from, to)."""
        starts = [unit for at, unit in self.places.nodes if at == column]
        ends = [unit for at, unit in self.places.nodes if at == column + 1]
        if column == self.places.columns - 2:
            yield from ((start, 0) for start in starts)
        elif len(starts) * len(ends) <= MANY:
            yield from ((start, end) for start in starts for end in ends)
        else:
            ways = {(self.places.at(column, p.units), self.places.at(column + 1, p.units)) for p in self.chain.paths}
            yield from ((start, end) for start in starts for end in ends if (start, end) in ways)

    def _gap(self, column: int) -> None:
        """Draw the edges between two columns: all, those of other paths, the path's own; and their weights."""
        edges = list(self._edges(column))
        others = {(self.places.at(column, p.units), self.places.at(column + 1, p.units)) for p in self.chain.paths}
        own = (self.places.at(column, self.way.units), self.places.at(column + 1, self.way.units))
        if column == self.places.columns - 2:
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
        if column < self.places.columns - 2 and self.places.gap(column) >= LABELLED:
            self._labels(column, own, edges, held=held)

    def _held(self, column: int) -> bool:
        """Return whether the factor in hand lies between this column and the next."""
        kind, layer = self.hand.kind, self.hand.layer
        if kind == "loss":
            return column == self.places.columns - 2
        return kind in {"weight", "input"} and column == layer

    def _walked(self, column: int) -> bool:
        if column == self.places.columns - 2:
            return True
        return any(f.layer == column and f.kind in {"weight", "input"} for f in self.done)

    def _strokes(
        self, column: int, edges: list[tuple[int, int]], colour: int, *, wide: bool = False, dotted: bool = False
    ) -> None:
        if not edges:
            return
        bits = np.zeros((self.raster.height, self.raster.width), np.uint8)
        for start, end in edges:
            a, b = self.places.nodes[column, start], self.places.nodes[column + 1, end]
            across = np.array([2.0 * (a.x + self.places.wide), 2.0 * b.x - 1])
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
            a, b = self.places.nodes[column, start], self.places.nodes[column + 1, end]
            room = self.places.gap(column) - 2
            if len(text) > room:
                continue
            for share in (0.34, 0.66, 0.5, 0.2, 0.8):
                y = round(a.middle + share * (b.middle - a.middle))
                x = a.x + self.places.wide + 1 + round(share * (room - len(text)))
                cells = {(y, x + k) for k in range(-1, len(text) + 1)}
                if not cells & taken:
                    taken |= cells
                    colour = (colours.key if held else colours.ink) if mine else colours.faint
                    self.raster.put(x - 1, y, f" {text} ", colour)
                    break
