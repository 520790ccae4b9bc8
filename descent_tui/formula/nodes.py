"""The nodes of a graph: each distinct quantity once, with what it is made of and where it varies.

A node is an integer. Arguments have smaller numbers than what is made of them: ascending order computes, descending
order differentiates. The *space* of a node says over which indices of sums it varies: () for a plain quantity, (I,) in
one sum, (J, I) in a sum over J inside a sum over I, (J, 1) where only the inner index matters. Values are arrays
[*space, batch…]; spaces broadcast from the right, as numpy's shapes do. A sum is never unrolled: `x[i+1]` over a range
is a slice of the vector.
"""

from __future__ import annotations

import math
from typing import TypeAlias

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.limits import GRAPH_NODES

Space: TypeAlias = tuple[int, ...]

MARKED_COORDINATES = 4096
"""Where none are `shown`, coordinates beyond this one are not told apart in `supports`."""


def broadcast(left: Space, right: Space) -> Space:
    """Return the space of a quantity made of two others."""
    if left == right or not right:
        return left
    if len(left) < len(right):
        left, right = right, left
    offset = len(left) - len(right)
    return left[:offset] + tuple(max(pair) for pair in zip(left[offset:], right, strict=True))


class Nodes:
    """The nodes, as parallel lists indexed by node.

    Args:
        shown: the coordinates of a map or slice, where the graph is made for one; all others are then held.

    Attributes:
        kinds: a name of `operators.ELEMENTWISE` or `operators.SUMS`, or of a leaf: "const", "entry", "slice", "index",
            and "entry tangent", "slice tangent" for the direction of a directional derivative.
        arguments: the nodes each is made of.
        payloads: of a leaf: (value,), (coordinate,), or (low, high, inner) with 0-based half-open ends.
        spaces: see above.
        active: whether the node depends on a variable.
        supports: on which of the shown coordinates it depends, or on which of all; a bit each, −1 for very many.
    """

    def __init__(self, shown: tuple[int, ...] = ()) -> None:
        self.shown = shown
        self.kinds: list[str] = []
        self.arguments: list[tuple[int, ...]] = []
        self.payloads: list[tuple[float, ...]] = []
        self.spaces: list[Space] = []
        self.active: list[bool] = []
        self.supports: list[int] = []
        self._known: dict[tuple[object, ...], int] = {}

    def _node(self, kind: str, arguments: tuple[int, ...], payload: tuple[float, ...], space: Space) -> int:
        key = (kind, arguments, payload)
        known = self._known.get(key)
        if known is not None:
            return known
        node = len(self.kinds)
        if node >= GRAPH_NODES:
            message = f"the formula is too large: with its derivatives it has more than {GRAPH_NODES} operations"
            raise FormulaError(message)
        self.kinds.append(kind)
        self.arguments.append(arguments)
        self.payloads.append(payload)
        self.spaces.append(space)
        self.active.append(kind in {"entry", "slice"} or any(self.active[argument] for argument in arguments))
        self.supports.append(self._support(kind, arguments, payload))
        self._known[key] = node
        return node

    def _support(self, kind: str, arguments: tuple[int, ...], payload: tuple[float, ...]) -> int:
        if kind in {"entry", "slice"} and self.shown:
            low, high = int(payload[0]), int(payload[1] if kind == "slice" else payload[0] + 1)
            return sum(1 << place for place, coordinate in enumerate(self.shown) if low <= coordinate < high)
        if kind == "entry" and payload[0] < MARKED_COORDINATES:
            return 1 << int(payload[0])
        support = 0 if kind in {"const", "index"} or arguments else -1
        for argument in arguments:
            support |= self.supports[argument]
        return support

    # ---- leaves

    def const(self, value: float) -> int:
        """Return the node of a number. −0.0 and 0.0 are different numbers."""
        return self._node("const", (), (value, math.copysign(1.0, value)), ())

    def value(self, node: int) -> float | None:
        """Return the number a constant node holds, None for any other node."""
        return self.payloads[node][0] if self.kinds[node] == "const" else None

    def entry(self, coordinate: int, *, tangent: bool = False) -> int:
        """Return the node of one coordinate of x, or of the direction."""
        return self._node("entry tangent" if tangent else "entry", (), (coordinate,), ())

    def slice(self, low: int, high: int, *, inner: bool, tangent: bool = False) -> int:
        """Return the node of the coordinates low … high − 1, along the outer or the inner index."""
        space = (high - low, 1) if inner else (high - low,)
        return self._node("slice tangent" if tangent else "slice", (), (low, high, inner), space)

    def index(self, low: int, high: int, *, inner: bool) -> int:
        """Return the node of the index itself: the numbers low … high − 1."""
        return self._node("index", (), (low, high, inner), (high - low, 1) if inner else (high - low,))
