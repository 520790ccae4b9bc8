"""A `Tree` → nodes of a `Graph`. Constants of the scenario are numbers here: turning a knob builds the graph again."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from descent_tui.formula import tree
from descent_tui.formula.errors import FormulaError
from descent_tui.formula.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from descent_tui.formula.graph import Graph


class Lowering:
    """Builds trees over one set of variables into one graph.

    Attributes:
        graph: where the nodes go.
        places: the 0-based coordinate of each scalar, and of each vector's first entry, in declared order.
        size: how many coordinates there are.
        terms: how many terms the sums lowered so far have.
        shown: None, or the two coordinates of a map: then sums are written out term by term, and what does not depend
            on these two is gathered, so that a map computes it once.
    """

    def __init__(
        self,
        graph: Graph,
        variables: Mapping[str, int | None],
        constants: Mapping[str, float],
        shown: tuple[int, int] | None = None,
    ) -> None:
        self.graph = graph
        self.shown = shown
        self.terms = 0
        self._scope = Scope(variables, constants)
        self._constants = {name: float(value) for name, value in constants.items()}
        self.places: dict[str, int] = {}
        self.size = 0
        for name, size in variables.items():
            self.places[name] = self.size
            self.size += 1 if size is None else size
        self._ranges: dict[str, tuple[range, bool]] = {}

    def node(self, grown: tree.Tree) -> int:
        """Return the node of a tree.

        Raises:
            FormulaError: a name has no meaning, or the graph grows too large.
        """
        g = self.graph
        match grown:
            case tree.Number():
                return g.const(grown.value)
            case tree.Name():
                return self._name(grown.name)
            case tree.Entry():
                return self._entry(grown)
            case tree.Add():
                return self._sum([self.node(term) for term in grown.terms])
            case tree.Mul():
                return self._folded(g.mul, grown.factors)
            case tree.Neg():
                return g.neg(self.node(grown.body))
            case tree.Div():
                return g.div(self.node(grown.numerator), self.node(grown.denominator))
            case tree.Pow():
                return g.pow(self.node(grown.base), self.node(grown.exponent))
            case tree.Call():
                return g.call(grown.function, *[self.node(argument) for argument in grown.arguments])
            case tree.Compare():
                return g.compare(grown.operator, self.node(grown.left), self.node(grown.right))
            case tree.Where():
                return g.where(self.node(grown.condition), self.node(grown.then), self.node(grown.otherwise))
            case tree.Reduce():
                return self._reduce(grown)

    def _sum(self, terms: list[int]) -> int:
        if all(not self.graph.spaces[term] for term in terms):
            shown = -1 if self.shown is None else (1 << self.shown[0]) | (1 << self.shown[1])
            return self.graph.total(terms, shown)
        result, *others = terms
        for other in others:
            result = self.graph.add(result, other)
        return result

    def _folded(self, operation: Callable[[int, int], int], parts: tuple[tree.Tree, ...]) -> int:
        result = self.node(parts[0])
        for part in parts[1:]:
            result = operation(result, self.node(part))
        return result

    def _name(self, name: str) -> int:
        if name in self._ranges:
            over, inner = self._ranges[name]
            if self.shown is not None:
                return self.graph.const(float(over.start))
            return self.graph.index(over.start, over.stop, inner=inner)
        if name in self._constants:
            return self.graph.const(self._constants[name])
        standard = self._scope.standard(name)
        if standard is not None:
            return self.graph.const(standard)
        if name not in self.places or self._scope.variables[name] is not None:
            raise FormulaError(f"there is no variable {name} here; {self._scope.listed()}")
        return self.graph.entry(self.places[name])

    def _entry(self, entry: tree.Entry) -> int:
        first, size = self.places.get(entry.vector, 0), self._scope.variables.get(entry.vector)
        if size is None:
            raise FormulaError(f"{entry.vector} is not a vector; {self._scope.listed()}")
        over, inner = self._ranges[entry.index] if entry.index else (range(1), False)
        low, high = over.start + entry.offset - 1, over.stop + entry.offset - 1
        if not entry.index:
            low, high = entry.offset - 1, entry.offset
        if low < 0 or high > size:
            reached = high if high > size else low + 1
            raise FormulaError(f"there is no {entry.vector}[{reached}]: {entry.vector} has the entries 1 to {size}")
        if not entry.index or self.shown is not None:
            return self.graph.entry(first + low)
        return self.graph.slice(first + low, first + high, inner=inner)

    def _reduce(self, reduce: tree.Reduce) -> int:
        g = self.graph
        over = range(self._bound(reduce.low), self._bound(reduce.high) + 1)
        if not over:
            return g.const({"sum": 0.0, "prod": 1.0, "mean": float("nan")}[reduce.kind])
        around = tuple(len(outer) for outer, _ in self._ranges.values())
        self.terms += len(over) * math.prod(around)
        if self.shown is not None:
            return self._written_out(reduce, over)
        self._ranges[reduce.index] = (over, bool(around))
        body = self.node(reduce.body)
        del self._ranges[reduce.index]
        if reduce.kind == "prod":
            varies = len(g.spaces[body]) == 1 + len(around)
            return g.product(body) if varies else g.pow(body, g.const(float(len(over))))
        total = g.sum_to(body, (len(over), *around), around)
        return total if reduce.kind == "sum" else g.div(total, g.const(float(len(over))))

    def _written_out(self, reduce: tree.Reduce, over: range) -> int:
        g = self.graph
        terms = []
        for index in over:
            self._ranges[reduce.index] = (range(index, index + 1), False)
            terms.append(self.node(reduce.body))
            del self._ranges[reduce.index]
        if reduce.kind != "prod":
            total = self._sum(terms)
            return total if reduce.kind == "sum" else g.div(total, g.const(float(len(over))))
        result, *others = terms
        for other in others:
            result = g.mul(result, other)
        return result

    def _bound(self, bound: tree.Bound) -> int:
        return bound.offset + (int(self._scope.standard("n") or 0) if bound.n else 0)
