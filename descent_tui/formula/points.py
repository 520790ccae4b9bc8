"""One formula at one point, in Python floats: value and partials for few variables, without numpy."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

from descent_tui.formula import derivative
from descent_tui.formula.graph import Graph
from descent_tui.formula.lowering import Lowering
from descent_tui.formula.tape import Tape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from descent_tui.formula.tree import Tree


class Slopes(NamedTuple):
    """A tape whose outputs from `first` on are slopes, each for the coordinates low … high − 1."""

    tape: Tape
    places: list[tuple[int, int, bool]]
    first: int


class Points:
    """A formula over its variables as a graph and a tape, run with Python floats. Threads may share it.

    A process that wants a gradient and nothing else never imports numpy, which takes longer than all the rest. Only
    where Python refuses an operation, as in 1/0, numpy is asked what comes of it.

    Args:
        tree: the formula.
        variables: name → None for a scalar, the size for a vector.
        constants: the value of each of the scenario's constants.

    Attributes:
        graph, root, tape: how f is computed.
        size: how many coordinates x has.
        plain: whether floats do: there are no sums or products over vectors.
        quick: value and all partials in order, once that tape is made and there are all of them.

    Raises:
        FormulaError: the graph of the formula, or later of a derivative, has more than `limits.GRAPH_NODES` nodes.
    """

    def __init__(self, tree: Tree, variables: Mapping[str, int | None], constants: Mapping[str, float]) -> None:
        self.graph = Graph()
        lowering = Lowering(self.graph, variables, constants)
        self.root = lowering.node(tree)
        self.size = lowering.size
        self.tape = Tape(self.graph, [self.root])
        self.plain = self.tape.plain
        self.quick: Tape | None = None
        self.lock = threading.RLock()
        self._slopes: Slopes | None = None

    def at(self, x: Sequence[float]) -> tuple[float, list[float]]:
        """Return f and all n partials at one point x, [n].

        Raises:
            ValueError: where floats do not do, see `plain`.
        """
        if self.quick is not None:
            value, *partials = self.quick.at_point(x)
            return value, partials
        slopes = self.slopes
        if not slopes.tape.plain:
            raise ValueError("a formula with sums over vectors is computed by arrays")
        value, *found = slopes.tape.at_point(x)
        partials = [0.0] * self.size
        for (low, _, _), slope in zip(slopes.places, found, strict=True):
            partials[low] = slope
        return value, partials

    @property
    def slopes(self) -> Slopes:
        """The tape of value and partials, made when it is first asked for."""
        if self._slopes is None:
            with self.lock:
                if self._slopes is None:
                    self._slopes = self._make()
        return self._slopes

    def _make(self) -> Slopes:
        found = derivative.gradient(self.graph, self.root)
        leaves = {leaf: found[leaf] for leaf in sorted(found, key=self.place)}
        tape = Tape(self.graph, [self.root, *leaves.values()])
        if tape.plain and len(leaves) == self.size:
            self.quick = tape
        return Slopes(tape, [self.place(leaf) for leaf in leaves], 1)

    def place(self, leaf: int) -> tuple[int, int, bool]:
        """Return which coordinates a leaf reads, low … high − 1, and whether they lie along an inner index."""
        payload = self.graph.payloads[leaf]
        low = int(payload[0])
        return (low, int(payload[1]), bool(payload[2])) if len(payload) == 3 else (low, low + 1, False)
