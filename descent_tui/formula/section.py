"""f over one or two coordinates, all others held at a point: what slices and maps show.

What does not depend on the coordinates shown is computed once at the point, however many variables that takes; over
the axes runs only what moves. Of a sum over a million weights two terms move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from descent_tui.formula.derivative import reachable
from descent_tui.formula.graph import Graph
from descent_tui.formula.lowering import Lowering
from descent_tui.formula.plan import Plan
from descent_tui.formula.separable import ALONG_A, ALONG_B
from descent_tui.formula.tape import Tape, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.formula.tape import Array
    from descent_tui.formula.tree import Tree


class Section:
    """A formula over one or two of its coordinates. Threads may share it.

    Args:
        tree: the formula.
        variables: name → None for a scalar, the size for a vector.
        constants: the value of each constant.
        shown: the coordinates that move, one or two different ones.

    Attributes:
        plan: how what moves is computed; None where sums in which every term moves are too long to be written out.

    Raises:
        FormulaError: the graph has more than `limits.GRAPH_NODES` nodes.
    """

    def __init__(
        self, tree: Tree, variables: Mapping[str, int | None], constants: Mapping[str, float], shown: tuple[int, ...]
    ) -> None:
        graph = Graph(shown)
        root = Lowering(graph, variables, constants).node(tree)
        moving = [node for node in reachable(graph, [root]) if graph.supports[node]]
        read = {argument for node in moving for argument in graph.arguments[node]} or {root}
        held = sorted(node for node in read if not graph.supports[node] and graph.kinds[node] != "const")
        self.plan: Plan | None = None
        self._held = Tape(graph, held)
        tape = Tape(graph, [root], held)
        if tape.plain:
            axes = dict(zip(shown, (ALONG_A, ALONG_B), strict=False))
            self._along = [None if leaf.kind == "given" else axes[leaf.low] for leaf in tape.leaves]
            self._given = [leaf.low for leaf in tape.leaves]
            self.plan = Plan(tape, [axis or 0 for axis in self._along])

    def over(self, x: Array, a: Array, b: Array) -> Array:
        """Return f, [len b, len a], where the first coordinate shown is a, the second b, and the others those of x.

        Only where there is a `plan`; of one coordinate b is not read but for its length.
        """
        if self.plan is None:
            raise ValueError("this formula has no plan for these coordinates")
        held = self._values(x)
        starts: list[Any] = [
            held[place] if axis is None else a if axis == ALONG_A else b
            for axis, place in zip(self._along, self._given, strict=True)
        ]
        return self.plan.run(starts, len(b), len(a))

    def _values(self, x: Array) -> Any:
        held = self._held
        if not held.outputs:
            return ()
        if held.plain:
            return held.at_point(listed(x))
        with np.errstate(all="ignore"):
            return held.on_arrays(x)
