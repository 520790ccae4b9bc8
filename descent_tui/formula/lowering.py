"""A `Tree` → nodes of a `Graph`. Constants of the scenario are numbers here: turning a knob builds the graph again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.formula import tree
from descent_tui.formula.errors import FormulaError
from descent_tui.formula.scope import Scope
from descent_tui.formula.terms import children

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from descent_tui.formula.graph import Graph

WRITTEN_OUT = 512
"""Up to this many terms, sums in which every term moves are written out for a map."""


class Lowering:
    """Builds trees over one set of variables into one graph.

    Attributes:
        graph: where the nodes go.
        places: the 0-based coordinate of each scalar, and of each vector's first entry, in declared order.
        size: how many coordinates there are.

    Where the graph is made for a map of some coordinates, a sum is taken apart: the terms in which those move are
    written out, and those between them stay sums, which a map computes once. A sum in which all terms move is written
    out if it is short.
    """

    def __init__(
        self,
        graph: Graph,
        variables: Mapping[str, int | None],
        constants: Mapping[str, float],
    ) -> None:
        self.graph = graph
        self._scope = Scope(variables, constants)
        self._constants = {name: float(value) for name, value in constants.items()}
        self.places: dict[str, int] = {}
        self.size = 0
        for name, size in variables.items():
            self.places[name] = self.size
            self.size += 1 if size is None else size
        self._ranges: dict[str, tuple[range, bool]] = {}
        self._at: dict[str, int] = {}  # indices of sums that are being written out, at their present value
        self._written = 0

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
            return self.graph.total(terms)
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
        if name in self._at:
            return self.graph.const(float(self._at[name]))
        if name in self._ranges:
            over, inner = self._ranges[name]
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
        over, inner = self._ranges.get(entry.index, (range(1), False))
        if entry.index not in self._ranges:
            at = self._at.get(entry.index, 0)
            over = range(at, at + 1)
        low, high = over.start + entry.offset - 1, over.stop + entry.offset - 1
        if low < 0 or high > size:
            reached = high if high > size else low + 1
            raise FormulaError(f"there is no {entry.vector}[{reached}]: {entry.vector} has the entries 1 to {size}")
        if entry.index not in self._ranges:
            return self.graph.entry(first + low)
        return self.graph.slice(first + low, first + high, inner=inner)

    def _reduce(self, reduce: tree.Reduce) -> int:
        over = self._over(reduce)
        if not over:
            return self.graph.const({"sum": 0.0, "prod": 1.0, "mean": float("nan")}[reduce.kind])
        parts = self._taken_apart(reduce, over)
        if reduce.kind == "prod":
            result, *others = parts
            for other in others:
                result = self.graph.mul(result, other)
            return result
        total = parts[0] if len(parts) == 1 else self._sum(parts)
        return total if reduce.kind == "sum" else self.graph.div(total, self.graph.const(float(len(over))))

    def _taken_apart(self, reduce: tree.Reduce, over: range) -> list[int]:
        """Return what is to be added, or multiplied: terms in which shown coordinates move, and the rest in whole."""
        moving: Collection[int] | None = ()
        if self.graph.shown and not self._ranges:
            moving = self._moving(reduce, over)
            if moving is None and self._written + len(over) <= WRITTEN_OUT:
                moving = over
        if not moving or len(moving) > WRITTEN_OUT:
            return [self._whole(reduce, over)]
        self._written += len(moving)
        parts, start = [], over.start
        for at in sorted(moving):
            if start < at:
                parts.append(self._whole(reduce, range(start, at)))
            self._at[reduce.index] = at
            parts.append(self.node(reduce.body))
            del self._at[reduce.index]
            start = at + 1
        if start < over.stop:
            parts.append(self._whole(reduce, range(start, over.stop)))
        return parts

    def _whole(self, reduce: tree.Reduce, over: range) -> int:
        """Return the sum or product over the range as one node, its terms as slices."""
        g = self.graph
        around = tuple(len(outer) for outer, _ in self._ranges.values())
        self._ranges[reduce.index] = (over, bool(around))
        body = self.node(reduce.body)
        del self._ranges[reduce.index]
        if reduce.kind == "prod":
            varies = len(g.spaces[body]) == 1 + len(around)
            return g.product(body) if varies else g.pow(body, g.const(float(len(over))))
        return g.sum_to(body, (len(over), *around), around)

    def _moving(self, reduce: tree.Reduce, over: range) -> set[int] | None:
        """Return the values of the index at which a shown coordinate moves in the term; None where it does in all."""
        found: set[int] = set()
        for leaf, ranges in self._leaves(reduce.body, {}):
            first = self.places.get(leaf.vector if isinstance(leaf, tree.Entry) else leaf.name)
            if first is None:
                continue
            if isinstance(leaf, tree.Entry) and leaf.index == reduce.index:
                size = self._scope.variables[leaf.vector] or 0
                inside = [shown - first for shown in self.graph.shown if 0 <= shown - first < size]
                found.update(place + 1 - leaf.offset for place in inside if place + 1 - leaf.offset in over)
                continue
            read = range(first, first + 1)
            if isinstance(leaf, tree.Entry):
                at = self._at.get(leaf.index, 0)
                span = ranges.get(leaf.index, range(at, at + 1))
                read = range(first + span.start + leaf.offset - 1, first + span.stop + leaf.offset - 1)
            if any(shown in read for shown in self.graph.shown):
                return None
        return found

    def _leaves(
        self, grown: tree.Tree, ranges: Mapping[str, range]
    ) -> Iterator[tuple[tree.Name | tree.Entry, Mapping[str, range]]]:
        """Visit the names and entries of a tree, each with what the indices of the sums around it inside run over."""
        if isinstance(grown, tree.Name | tree.Entry):
            yield grown, ranges
        elif isinstance(grown, tree.Reduce):
            yield from self._leaves(grown.body, {**ranges, grown.index: self._over(grown)})
        else:
            for child in children(grown):
                yield from self._leaves(child, ranges)

    def _over(self, reduce: tree.Reduce) -> range:
        return range(self._bound(reduce.low), self._bound(reduce.high) + 1)

    def _bound(self, bound: tree.Bound) -> int:
        return bound.offset + (int(self._scope.standard("n") or 0) if bound.n else 0)
