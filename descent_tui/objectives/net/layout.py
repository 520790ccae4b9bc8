"""Where the weights and biases of a fully connected network lie in one flat vector θ, and what they are called."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from descent_tui.objectives.names import Naming, UnknownVariable, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    T = TypeVar("T", bound=np.floating)

_ENTRY = re.compile(r"(?P<block>\w+)\s*\[(?P<inside>[^\[\]]*)\]")
_SPAN = re.compile(r"\s*(?:\*|(?P<low>\d{1,9})\s*(?:\.\.\s*(?P<high>\d{1,9})\s*)?)\s*")
_LAYER = re.compile(r"layers?\s+(?P<low>\d{1,3})(?:\s*\.\.\s*(?P<high>\d{1,3}))?", re.IGNORECASE)
_UNIT = re.compile(r"unit\s+(?P<unit>\d{1,9})\s+of\s+layer\s+(?P<layer>\d{1,3})", re.IGNORECASE)
_GLOB = re.compile(r"(?P<letter>[Wb]?)\*")


class Layout(Naming):
    """θ = W1, b1, W2, b2, … of a network with layers of n₀ (the inputs), n₁, …, n_L units, [n].

    W1 has the shape [n₀, n₁] and lies row by row: W1[i,j] leads from input i to unit j of layer 1. Layer l has
    weights W l and biases b l. All numbers in names are 1-based; nothing here ever lists the names.

    Patterns: `W2[7,9]`; `W2[3,*]`, all weights that leave unit 3 of layer 1; `W2[*,7]`, all that lead into unit 7 of
    layer 2; `W1[1..5,2]`; `W1[*]` or `W1`; `b1[2..4]`; `W*`, `b*`; `layer 2`, its weights and biases, `layer 1..2`;
    `unit 7 of layer 2`, the weights into one unit and its bias; lists with commas; `all`, `all but PATTERN`.

    Args:
        sizes: units of each layer, the inputs first; at least two.

    Attributes:
        shapes: ((n₀, n₁), (n₁, n₂), …), the shape of each W.
        first: the offset in θ of each W; the bias of that layer follows its W.
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        self.shapes = tuple(pairwise(self.sizes))
        first = [0]
        for rows, columns in self.shapes:
            first.append(first[-1] + (rows + 1) * columns)
        self.count = first.pop()
        self.first = tuple(first)

    @property
    def depth(self) -> int:
        """The number L of layers with weights."""
        return len(self.shapes)

    def weights(self, theta: npt.NDArray[T]) -> list[npt.NDArray[T]]:
        """Return W1, W2, … as views of θ, [n_(l−1), n_l] each."""
        return [
            theta[first : first + rows * columns].reshape(rows, columns)
            for first, (rows, columns) in zip(self.first, self.shapes, strict=True)
        ]

    def biases(self, theta: npt.NDArray[T]) -> list[npt.NDArray[T]]:
        """Return b1, b2, … as views of θ, [n_l] each."""
        return [
            theta[first + rows * columns : first + (rows + 1) * columns]
            for first, (rows, columns) in zip(self.first, self.shapes, strict=True)
        ]

    def place(self, i: int) -> tuple[int, int | None, int]:
        """Return where coordinate i sits, 0-based: (layer, row, unit) of a weight, (layer, None, unit) of a bias.

        Raises:
            IndexError: outside 0 … n − 1.
        """
        if not 0 <= i < self.count:
            raise IndexError(i)
        layer = next(k for k in reversed(range(self.depth)) if i >= self.first[k])
        row, unit = divmod(i - self.first[layer], self.shapes[layer][1])
        return layer, (row if row < self.shapes[layer][0] else None), unit

    def name(self, i: int) -> str:
        """Return the name of coordinate i; raise IndexError outside 0 … n − 1."""
        layer, row, unit = self.place(i)
        return f"b{layer + 1}[{unit + 1}]" if row is None else f"W{layer + 1}[{row + 1},{unit + 1}]"

    def blocks(self) -> dict[str, tuple[int, ...]]:
        """Return name → shape of every W and b, in the order of θ."""
        return {
            name: shape
            for k, (rows, columns) in enumerate(self.shapes, start=1)
            for name, shape in ((f"W{k}", (rows, columns)), (f"b{k}", (columns,)))
        }

    def told(self) -> str:
        """Return the variables in words: `W1[1,1] … W1[2,3], b1[1] … b1[3] and …`."""
        words = [_ends(name, shape) for name, shape in self.blocks().items()]
        return listed(words if len(words) <= 6 else [*words[:2], "…", *words[-2:]])

    def _one(self, text: str) -> list[range]:
        if entry := _ENTRY.fullmatch(text):
            return self._entries(text, entry["block"], entry["inside"].split(","))
        if layer := _LAYER.fullmatch(text):
            low = int(layer["low"])
            return [self._layer(text, low, int(layer["high"] or low))]
        if unit := _UNIT.fullmatch(text):
            return [self._unit(text, int(unit["layer"]), int(unit["unit"]))]
        if glob := _GLOB.fullmatch(text):
            return [self._block(name) for name in self.blocks() if name.startswith(glob["letter"])]
        if text in self.blocks():
            return [self._block(text)]
        raise self._unknown(text)

    def _block(self, name: str) -> range:
        k, shape = int(name[1:]) - 1, self.blocks()[name]
        first = self.first[k] + (0 if name[0] == "W" else math.prod(self.shapes[k]))
        return range(first, first + math.prod(shape))

    def _layer(self, text: str, low: int, high: int) -> range:
        if not 1 <= low <= high <= self.depth:
            raise UnknownVariable(f"{text}: the layers are 1 to {self.depth}")
        return range(self.first[low - 1], self.first[high] if high < self.depth else self.count)

    def _unit(self, text: str, layer: int, unit: int) -> range:
        if not 1 <= layer <= self.depth:
            raise UnknownVariable(f"{text}: the layers are 1 to {self.depth}")
        columns = self.shapes[layer - 1][1]
        if not 1 <= unit <= columns:
            raise UnknownVariable(f"{text}: the units of layer {layer} are 1 to {columns}")
        whole = self._layer(text, layer, layer)
        return range(whole.start + unit - 1, whole.stop, columns)

    def _entries(self, text: str, name: str, inside: list[str]) -> list[range]:
        shape = self.blocks().get(name)
        spans = [_SPAN.fullmatch(part) for part in inside]
        if shape is None or None in spans:
            raise self._unknown(text)
        if len(spans) == 1 and inside[0].strip() == "*":
            return [self._block(name)]
        if len(spans) != len(shape):
            wants = "two numbers, such as" if len(shape) == 2 else "one number, such as"
            raise UnknownVariable(f"{text}: {name} has {wants} {name}[{','.join('1' * len(shape))}]")
        ends = [_between(span, size) for span, size in zip(spans, shape, strict=True)]
        if None in ends:
            raise UnknownVariable(f"{text} is outside {_ends(name, shape)}")
        return _within(self._block(name).start, shape, [end for end in ends if end])

    def _near(self, part: str) -> list[str]:
        head, bracket, rest = part.partition("[")
        import difflib  # only where something is misspelt

        near = difflib.get_close_matches(head.strip(), self.blocks(), 1, 0.5)
        if near and not near[0].startswith(head[:1].upper()) and head[:1].upper() == "W":
            near = [name for name in self.blocks() if name.lower() == head.strip().lower()] or near
        return [name + bracket + rest for name in near]


def _between(span: re.Match[str] | None, size: int) -> range | None:
    """Return the 0-based numbers a span names among 1 … size; None where it reaches outside."""
    if span is None or span["low"] is None:
        return range(size)
    low = int(span["low"])
    high = int(span["high"] or low)
    return range(low - 1, high) if 1 <= low <= high <= size else None


def _within(first: int, shape: tuple[int, ...], ends: list[range]) -> list[range]:
    """Return the offsets of a rectangle of a block that begins at `first`, as few ranges as can be."""
    if len(ends) == 1:
        return [range(first + ends[0].start, first + ends[0].stop)]
    rows, columns = ends
    wide = shape[1]
    if len(columns) == wide:
        return [range(first + rows.start * wide, first + rows.stop * wide)]
    if len(columns) == 1:
        return [range(first + rows.start * wide + columns.start, first + (rows.stop - 1) * wide + columns.stop, wide)]
    return [range(first + row * wide + columns.start, first + row * wide + columns.stop) for row in rows]


def _ends(name: str, shape: tuple[int, ...]) -> str:
    last = f"{name}[{','.join(map(str, shape))}]"
    first = f"{name}[{','.join('1' * len(shape))}]"
    return first if first == last else f"{first} … {last}"
