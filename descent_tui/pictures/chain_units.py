"""The units of a network on its graph: what each says, the number in hand marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.pictures.chain_places import ROW
from descent_tui.pictures.text import clipped, spoken, write
from descent_tui.session.numbers import fixed, show

if TYPE_CHECKING:
    from descent_tui.objectives.net.chain import Factor
    from descent_tui.pictures.chain_places import Node, Place, Places
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster


class Units:
    """The units while they are drawn; `hand` is the factor in hand."""

    def __init__(self, raster: Raster, places: Places, hand: Factor, look: Look) -> None:
        self.raster, self.places, self.hand, self.look = raster, places, hand, look
        self.chain, self.way = places.chain, places.way

    def draw(self) -> None:
        """Draw all that are shown, and say how many are not."""
        for place, node in self.places.nodes.items():
            self._node(place, node)
        for x, y, count in self.places.more:
            more = (f"… {count:,} more", self.look.colours.faint)
            write(self.raster, x + 1, y, [more], self.look, self.places.wide - 1)

    def _node(self, place: Place, node: Node) -> None:
        """Draw a unit: its name, and its numbers, the one in hand marked."""
        column, unit = place
        colours, chain = self.look.colours, self.chain
        on = self.places.at(column, self.way.units) == unit or column == self.places.columns - 1
        edge = colours.gradient if on else colours.frame
        if column == 0:
            name, lines = f"x[{unit + 1}]", [("x", float(chain.inputs[unit]), self._enters(column, unit))]
        elif column == self.places.columns - 1:
            name, lines = "L", [("L", chain.loss, self.hand.kind == "loss"), ("y", self._target(), False)]
        else:
            name, lines = f"unit {unit + 1}", self._unit(column, unit)
        if not self.places.boxed:
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
            self.raster.put(node.x + self.places.wide - 2 - len(said), y, said, ink_)
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
        room = self.places.wide - 1
        written = (fixed(value), *(show(value, digits) for digits in (3, 2, 1)))
        number = next((text for text in written if len(text) <= room), written[-1])
        number = spoken(number, self.look)
        if self.places.wide < ROW:  # the head of the column says the rest
            label = key if key in {"φ′", "L"} else f"[{unit + 1}]"
        labels = [spoken(mark + label, self.look), mark]
        said = next((label for label in labels if len(label) + len(number) <= room), "")
        text = said + number.rjust(room - len(said))
        ink_ = colours.key if held else colours.ink if on else colours.faint
        self.raster.put(node.x, node.y, clipped(text, room, self.look).ljust(self.places.wide), ink_)

    def _unit(self, column: int, unit: int) -> list[tuple[str, float, bool]]:
        """Return what a unit's box says: z, a, φ′ and δ, or what matters most of it."""
        chain = self.chain
        z, delta = float(chain.z[column - 1][unit]), float(chain.delta[column - 1][unit])
        if column == self.places.columns - 2:
            return [("z", z, False), ("δ", delta, self.hand.kind == "loss" and self.hand.unit == unit)]
        on = self.places.at(column, self.way.units) == unit
        held = on and self.hand.kind == "slope" and self.hand.layer == column - 1
        lines = [
            ("z", z, False),
            ("a", float(chain.a[column][unit]), self._enters(column, unit)),
            ("φ′", float(chain.slopes[column - 1][unit]), held),
            ("δ", delta, False),
        ]
        if self.places.boxed == 2:
            return [lines[1], lines[2]]
        return lines if self.places.boxed != 3 else lines[1:]

    def _enters(self, column: int, unit: int) -> bool:
        """Return whether a unit gives what the weight multiplies, and that is in hand."""
        return self.hand.kind == "input" and column == self.places.layer and unit == self.places.row

    def _target(self) -> float:
        chain = self.chain
        return float(chain.target[0 if len(chain.target) == 1 else self.way.units[-1]])

    def _box(self, node: Node, name: str, colour: int) -> None:
        glyphs, raster, look = self.look.glyphs, self.raster, self.look
        inside = self.places.wide - 2
        raster.put(node.x, node.y, glyphs.top_left + glyphs.horizontal * inside + glyphs.top_right, colour)
        write(raster, node.x + 2, node.y, [(f" {name} ", look.colours.title)], look, inside - 2)
        for y in range(node.y + 1, node.y + node.rows - 1):
            raster.put(node.x, y, glyphs.vertical + " " * inside + glyphs.vertical, colour)
        bottom = node.y + node.rows - 1
        raster.put(node.x, bottom, glyphs.bottom_left + glyphs.horizontal * inside + glyphs.bottom_right, colour)
