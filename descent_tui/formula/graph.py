"""The arithmetic of a graph: how nodes are made of nodes.

The constructors simplify only what stays true for every float64, nan and inf included: 1·u, u + 0, −(−u), u², constants
among themselves. 0·u is not 0 where u is infinite, and stays.
"""

from __future__ import annotations

import math

from descent_tui.formula.elementary import guarded
from descent_tui.formula.nodes import Nodes, Space, broadcast
from descent_tui.formula.operators import ADD, DIV, ELEMENTWISE, GATE, MASKED, MUL, NEG, NOT, POW, SUB

LARGEST_EXPANDED_POWER = 16
"""u^k is made of multiplications up to this k; beyond it, pow is as fast."""


class Graph(Nodes):
    """Nodes that can be added, multiplied, called and summed; see `Nodes` for what is known of each."""

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
