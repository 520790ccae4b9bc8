"""Derivatives of a graph, written as further nodes of the same graph, from one table of local partials.

`gradient` is reverse mode: one pass from f down, the cost of a few evaluations for all partials together.
`tangents` is forward mode: ∇q·v for any nodes q. Forward over reverse is the Hessian times a vector.

A slope that went through a choice (`where`, min, max, relu) is marked, and from there on multiplied by products in
which 0·anything = 0: the branch not taken has slope 0 even where its own derivative is infinite or undefined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.formula.operators import ELEMENTWISE, GATE, SUMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from descent_tui.formula.graph import Graph


def reachable(graph: Graph, nodes: Iterable[int], given: Iterable[int] = ()) -> list[int]:
    """Return all that `nodes` are made of, themselves included, in ascending order; not what `given` are made of."""
    found: set[int] = set()
    ends = set(given)
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += () if node in ends else graph.arguments[node]
    return sorted(found)


def gradient(graph: Graph, root: int) -> dict[int, int]:
    """Return the leaf → slope map of ∂root/∂leaf for every entry and slice that the plain quantity `root` depends on.

    A slope may vary over fewer indices than its leaf; it is then the same for all of the leaf's coordinates.
    """
    return _Reverse(graph, root).leaves()


class _Reverse:
    def __init__(self, graph: Graph, root: int) -> None:
        self.graph = graph
        self.root = root
        self.slopes = {root: graph.const(1.0)} if graph.active[root] else {}
        self.marked: set[int] = set()

    def leaves(self) -> dict[int, int]:
        graph = self.graph
        leaves = {}
        for node in reversed(reachable(graph, [self.root])):
            if node not in self.slopes:
                continue
            if graph.kinds[node] in {"entry", "slice"}:
                leaves[node] = self.slopes[node]
            else:
                self._pass_on(node, self.slopes[node])
        return leaves

    def _pass_on(self, node: int, slope: int) -> None:
        """Add what `node`, of slope `slope`, contributes to the slopes of its arguments."""
        graph = self.graph
        kind, arguments = graph.kinds[node], graph.arguments[node]
        mark = node in self.marked
        if kind == GATE:
            self._add(arguments[1], graph.gate(arguments[0], slope), node, mark=True)
        elif kind in {"product", "grand product"}:
            others = graph.others(arguments[0])
            # the product runs over the argument's own axes, so nothing is left to sum
            self._add(arguments[0], self._times(slope, others, mark=mark), arguments[0], mark=mark)
        elif kind in SUMS:
            self._add(arguments[0], slope, arguments[0], mark=mark)
        else:
            function = ELEMENTWISE[kind]
            mark = mark or function.chooses
            for k, argument in enumerate(arguments):
                partial = function.partial(graph, k, arguments, node) if graph.active[argument] else None
                if partial is not None and graph.value(partial) != 0.0:
                    self._add(argument, self._times(slope, partial, mark=mark), node, mark=mark)

    def _times(self, slope: int, partial: int, *, mark: bool) -> int:
        return self.graph.masked(slope, partial) if mark else self.graph.mul(slope, partial)

    def _add(self, argument: int, part: int, over: int, *, mark: bool) -> None:
        """Add `part`, a quantity over the space of `over`, to the slope of `argument`."""
        graph = self.graph
        if not graph.active[argument]:
            return
        part = graph.sum_to(part, graph.spaces[over], graph.spaces[argument])
        known = self.slopes.get(argument)
        self.slopes[argument] = part if known is None else graph.add(known, part)
        if mark:
            self.marked.add(argument)


def tangents(graph: Graph, nodes: Iterable[int]) -> dict[int, int]:
    """Return node → ∇node·v for all of `nodes` that depend on a variable; v enters as the graph's tangent leaves."""
    nodes = list(nodes)
    slopes: dict[int, int] = {}
    for node in reachable(graph, nodes):
        slope = _tangent(graph, node, slopes) if graph.active[node] else None
        if slope is not None and graph.value(slope) != 0.0:
            slopes[node] = slope
    return {node: slopes[node] for node in nodes if node in slopes}


def _tangent(graph: Graph, node: int, slopes: dict[int, int]) -> int | None:
    kind, arguments, payload = graph.kinds[node], graph.arguments[node], graph.payloads[node]
    if kind == "entry":
        return graph.entry(int(payload[0]), tangent=True)
    if kind == "slice":
        return graph.slice(int(payload[0]), int(payload[1]), inner=bool(payload[2]), tangent=True)
    if kind == GATE:
        slope = slopes.get(arguments[1])
        return None if slope is None else graph.gate(arguments[0], slope)
    if kind in SUMS:
        slope = slopes.get(arguments[0])
        return None if slope is None else _axis_tangent(graph, node, slope)
    function = ELEMENTWISE[kind]
    result: int | None = None
    for k, argument in enumerate(arguments):
        partial = function.partial(graph, k, arguments, node) if argument in slopes else None
        if partial is None:
            continue
        part = (graph.masked if function.chooses else graph.mul)(partial, slopes[argument])
        result = part if result is None else graph.add(result, part)
    return result


def _axis_tangent(graph: Graph, node: int, slope: int) -> int:
    (body,) = graph.arguments[node]
    if graph.kinds[node] == "others":
        return graph.others_tangent(body, slope)
    if graph.kinds[node] in {"product", "grand product"}:
        slope = graph.masked(graph.others(body), slope)
    return graph.sum_to(slope, graph.spaces[body], graph.spaces[node])
