"""A formula as a graph in which every distinct quantity exists once, so that it is computed once.

A node is an integer. Arguments have smaller numbers than what is made of them: ascending order computes, descending
order differentiates. The *space* of a node says over which indices of sums it varies: () for a plain quantity, (I,) in
one sum, (J, I) in a sum over J inside a sum over I, (J, 1) where only the inner index matters. Values are arrays
[*space, batch…]; spaces broadcast from the right, as numpy's shapes do. A sum is never unrolled: `x[i+1]` over a range
is a slice of the vector.

The constructors simplify only what stays true for every float64, nan and inf included: 1·u, u + 0, −(−u), u², constants
among themselves. 0·u is not 0 where u is infinite, and stays.
"""

from __future__ import annotations

import math
from typing import TypeAlias

from descent_tui.formula.elementary import guarded
from descent_tui.formula.errors import FormulaError
from descent_tui.formula.limits import GRAPH_NODES
from descent_tui.formula.operators import ADD, DIV, ELEMENTWISE, GATE, MASKED, MUL, NEG, NOT, POW, SUB

Space: TypeAlias = tuple[int, ...]

LARGEST_EXPANDED_POWER = 16
"""u^k is made of multiplications up to this k; beyond it, pow is as fast."""

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


class Graph:
    """The nodes, as parallel lists indexed by node.

    Args:
        shown: the coordinates of a map or slice, where the graph is made for one; all others are then held.

    Attributes:
        kinds: a name of `operators.ELEMENTWISE` or `axes.AXES`, or of a leaf: "const", "entry", "slice", "index",
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

    # ---- elementwise

    def call(self, name: str, *arguments: int) -> int:
        """Return the node of an elementwise function; computed at once where all arguments are numbers."""
        values = [self.value(argument) for argument in arguments]
        numbers = [value for value in values if value is not None]
        if len(numbers) == len(values):
            return self.const(guarded(ELEMENTWISE[name], *numbers))
        space: Space = ()
        for argument in arguments:
            space = broadcast(space, self.spaces[argument])
        return self._node(name, arguments, (), space)

    def add(self, left: int, right: int) -> int:
        """Return left + right."""
        if self.value(left) == 0.0:
            return right
        if self.value(right) == 0.0:
            return left
        if self.kinds[right] == NEG:
            return self.sub(left, self.arguments[right][0])
        if self.kinds[left] == NEG:
            return self.sub(right, self.arguments[left][0])
        if left == right:
            return self.mul(self.const(2.0), left)
        return self.call(ADD, min(left, right), max(left, right))

    def sub(self, left: int, right: int) -> int:
        """Return left − right."""
        if self.value(right) == 0.0:
            return left
        if self.value(left) == 0.0:
            return self.neg(right)
        if self.kinds[right] == NEG:
            return self.add(left, self.arguments[right][0])
        return self.call(SUB, left, right)

    def neg(self, body: int) -> int:
        """Return −body."""
        if self.kinds[body] == NEG:
            return self.arguments[body][0]
        factor = self.value(self.arguments[body][0]) if self.kinds[body] == MUL else None
        if factor is not None:  # −(2·u) is (−2)·u
            return self.call(MUL, self.const(-factor), self.arguments[body][1])
        return self.call(NEG, body)

    def mul(self, left: int, right: int) -> int:
        """Return left · right, a number first."""
        if self.value(right) is not None or (self.value(left) is None and right < left):
            left, right = right, left
        factor = self.value(left)
        if factor is not None:
            return self._scaled(factor, left, right)
        if self.kinds[right] == NEG:
            return self.neg(self.mul(left, self.arguments[right][0]))
        if self.kinds[left] == NEG:
            return self.neg(self.mul(self.arguments[left][0], right))
        for one, inverse in ((left, right), (right, left)):  # u·(1/v) is u/v
            if self.kinds[inverse] == DIV and self.value(self.arguments[inverse][0]) == 1.0:
                return self.div(one, self.arguments[inverse][1])
        return self.call(MUL, left, right)

    def _scaled(self, factor: float, left: int, right: int) -> int:
        if factor == 1.0:
            return right
        if factor == -1.0:
            return self.neg(right)
        if self.kinds[right] == NEG:
            return self._scaled(-factor, self.const(-factor), self.arguments[right][0])
        if self.kinds[right] == MUL:
            inner = self.value(self.arguments[right][0])
            if inner is not None and math.isfinite(factor * inner) and abs(factor * inner) > 1e-300:
                return self.mul(self.const(factor * inner), self.arguments[right][1])
        return self.call(MUL, left, right)

    def div(self, left: int, right: int) -> int:
        """Return left / right."""
        if self.value(right) == 1.0:
            return left
        if self.kinds[left] == NEG:
            return self.neg(self.div(self.arguments[left][0], right))
        return self.call(DIV, left, right)

    def pow(self, base: int, exponent: int) -> int:
        """Return base ^ exponent, a small whole power as multiplications."""
        power = self.value(exponent)
        if power is None or self.value(base) is not None:
            return self.call(POW, base, exponent)
        if power == 0.5:
            return self.call("sqrt", base)
        if not (power == int(power) if math.isfinite(power) else False) or abs(power) > LARGEST_EXPANDED_POWER:
            return self.call(POW, base, exponent)
        if power == 0.0:
            return self.const(1.0)
        whole = self._whole_power(base, int(abs(power)))
        return whole if power > 0 else self.div(self.const(1.0), whole)

    def _whole_power(self, base: int, power: int) -> int:
        if power == 1:
            return base
        half = self._whole_power(base, power // 2)
        square = self.mul(half, half)
        return self.mul(square, base) if power % 2 else square

    def compare(self, sign: str, left: int, right: int) -> int:
        """Return 1 where the comparison holds and 0 elsewhere."""
        return self.call(sign, left, right)

    def where(self, condition: int, then: int, otherwise: int) -> int:
        """Return `then` where the condition holds, `otherwise` where it does not."""
        return self.add(self.gate(condition, then), self.gate(self.call(NOT, condition), otherwise))

    def gate(self, condition: int, body: int) -> int:
        """Return `body` where the condition holds and 0 elsewhere, whatever `body` is there."""
        holds = self.value(condition)
        if holds is not None:
            return body if holds else self.const(0.0)
        return body if self.value(body) == 0.0 else self.call(GATE, condition, body)

    def masked(self, left: int, right: int) -> int:
        """Return left · right with 0 · anything = 0."""
        numbers = {value for value in (self.value(left), self.value(right)) if value is not None}
        if 0.0 in numbers:
            return self.const(0.0)
        if any(map(math.isfinite, numbers)):  # inf times 0 must be 0 here
            return self.mul(left, right)
        return self.call(MASKED, left, right)

    def total(self, terms: list[int]) -> int:
        """Return the sum of plain terms, those that depend on the same coordinates together.

        Over a mesh that leaves the fewest additions of whole fields: in x² + y − 11 the number joins x², which is a
        row. Numbers that cancel each other stay where they were written, so that rounding remains to be seen.
        """
        numbers = [value for value in (self.value(term) for term in terms) if value is not None]
        number = math.fsum(numbers) if all(map(math.isfinite, numbers)) else math.nan
        groups: dict[int, int] = {}
        if numbers and not max(map(abs, numbers)) <= abs(number) < math.inf:
            groups = dict(enumerate(terms))
        else:
            for term in terms:
                if self.value(term) is None:
                    support = self.supports[term]
                    groups[support] = self.add(groups[support], term) if support in groups else term
            if numbers:
                host = min(groups, key=lambda support: support.bit_count() if support >= 0 else 64, default=0)
                groups[host] = self.add(groups[host], self.const(number)) if host in groups else self.const(number)
        # what depends on none of them is one number for the picture, and joins a row before any whole field
        result, *others = (groups[support] for support in sorted(groups, key=lambda support: support != 0))
        for other in others:
            result = self.add(result, other)
        return result

    # ---- along the axes of sums

    def sum_to(self, node: int, source: Space, target: Space) -> int:
        """Return the sum of `node`, understood as a quantity over `source`, over the indices that `target` lacks.

        An index over which `node` does not vary counts its terms: the sum is that many times `node`.
        """
        if source == target:
            return node
        space = self.spaces[node]
        inner = len(source) == 2 and len(target) < 2
        outer = (len(source) == 1 and not target) or (len(source) == 2 and (not target or target[-1] != source[-1]))
        terms = 1
        if inner and len(space) < 2:
            terms *= source[0]
        if outer and (not space or space[-1] == 1):
            terms *= source[-1]
        summed = self._summed(node, space, target)
        return self.mul(self.const(float(terms)), summed)

    def _summed(self, node: int, space: Space, target: Space) -> int:
        if len(space) <= len(target) and (not space or len(target) < 2 or space[-1] == target[-1]):
            return node
        if len(space) == 1:
            return self._node("total", (node,), (), ())
        if len(target) == 2:
            return self._node("row total", (node,), (), (space[0], 1))
        if not target or space[-1] == 1:
            return self._node("grand total", (node,), (), ())
        return self._node("total", (node,), (), space[1:])

    def product(self, body: int) -> int:
        """Return the product of `body` over its first axis."""
        space = self.spaces[body]
        if len(space) == 2 and space[-1] == 1:
            return self._node("grand product", (body,), (), ())
        return self._node("product", (body,), (), space[1:])

    def others(self, body: int) -> int:
        """Return, at each index, the product of all entries of `body` but its own, along the first axis."""
        return self._node("others", (body,), (), self.spaces[body])

    def others_tangent(self, body: int, slope: int) -> int:
        """Return the directional derivative of `others(body)` where that of `body` is `slope`."""
        return self._node("others tangent", (body, slope), (), self.spaces[body])
