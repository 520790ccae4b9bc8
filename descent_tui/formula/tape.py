"""Nodes of a graph as one list of instructions, to be run for a point, a batch, or (in `grid`) a picture.

An instruction is (function, first slot, second slot or 0, result slot). There is no generated code anywhere.
"""

from __future__ import annotations

import math
import operator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from descent_tui.formula.derivative import reachable
from descent_tui.formula.operators import ELEMENTWISE, SUMS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from descent_tui.formula.graph import Graph

    Array: TypeAlias = NDArray[np.float64]


KEPT_NUMBERS = 4_000_000
"""The most numbers that a tape keeps of what depends on no variable."""

LISTED = 256
"""Points of more coordinates are not made a list of floats."""


LENT_FROM = 1 << 15
"""From so many numbers on, the arrays of one run are lent from step to step: fresh ones cost as long again."""


class Step(NamedTuple):
    """One instruction, by the name of its function; a function of one argument has 0 as its second slot."""

    name: str
    first: int
    second: int
    result: int


class Leaf(NamedTuple):
    """A slot that is filled from x, from the direction v, or with the numbers of an index."""

    slot: int
    kind: str
    low: int
    high: int
    inner: bool


class Tape:
    """What it takes to compute `outputs`, in order. Threads may share it.

    Args:
        graph: where the nodes are.
        outputs: the nodes to compute.
        given: nodes that are not computed but supplied, as leaves of kind "given" with their place in this list.

    Attributes:
        base: the slots before the run: an unused one, then the numbers, then the leaves (0 as yet). Each instruction
            adds the next slot.
        numbers: the part of `base` up to the leaves.
        leaves: the slots to fill first.
        steps: the instructions; those that depend on no variable come first.
        outputs: the slots that hold the results.
        plain: whether every quantity is a plain number, with no sums over vectors: then Python floats do.
        widest: how many numbers the largest quantity has at one point.
        settled: slot → array of what depends on no variable, as long as it is kept.
    """

    def __init__(self, graph: Graph, outputs: Sequence[int], given: Sequence[int] = ()) -> None:
        nodes = reachable(graph, outputs, given)
        places = {node: place for place, node in enumerate(given)}
        self.base: list[Any] = [0.0]
        self.leaves: list[Leaf] = []
        self.steps: list[Step] = []
        self.plain = all(node in places or (graph.kinds[node] not in SUMS and not graph.spaces[node]) for node in nodes)
        self.widest = max((math.prod(graph.spaces[node]) for node in nodes), default=1)
        begun = [node for node in nodes if node in places or graph.payloads[node]]
        begun.sort(key=lambda node: (graph.kinds[node] != "const", graph.kinds[node], graph.payloads[node]))
        slots = {node: self._begin(graph, node, places.get(node)) for node in begun}
        self.numbers = self.base[: len(self.base) - len(self.leaves)]
        fixed, moving = _parted(graph, nodes, places)
        for node in fixed + moving:
            slots[node] = self._append(graph.kinds[node], [slots[argument] for argument in graph.arguments[node]])
        self.outputs = [slots[node] for node in outputs]
        self._fixed = len(fixed)
        self.settled: dict[int, Any] | None = None
        # behind the numbers come the coordinates of x, then those of v
        self._inputs = [leaf.low for leaf in self.leaves if leaf.kind == "entry"]
        self._whole = len(self._inputs) if self._inputs == list(range(len(self._inputs))) else -1
        self._directions = [leaf.low for leaf in self.leaves if leaf.kind == "entry tangent"]
        self._results: Callable[[list[float]], Sequence[float]] = (
            operator.itemgetter(*self.outputs)
            if len(self.outputs) > 1
            else lambda slots: [slots[slot] for slot in self.outputs]
        )
        self._scalar = [(ELEMENTWISE[step.name].scalar, step.first, step.second) for step in self.steps if self.plain]

    def _begin(self, graph: Graph, node: int, place: int | None) -> int:
        """Give a number or a leaf its slot."""
        payload, slot = graph.payloads[node], len(self.base)
        self.base.append(payload[0] if graph.kinds[node] == "const" else 0.0)
        if place is not None:
            self.leaves.append(Leaf(slot, "given", place, place + 1, inner=False))
        elif graph.kinds[node] != "const":
            low = int(payload[0])
            high, inner = (int(payload[1]), bool(payload[2])) if len(payload) == 3 else (low + 1, False)
            self.leaves.append(Leaf(slot, graph.kinds[node], low, high, inner))
        return slot

    def _append(self, name: str, arguments: list[int]) -> int:
        """Append an instruction, or a chain of them for min and max of many; return the slot of its result."""
        result = arguments[0]
        for second in arguments[1:] or [0]:
            slot = len(self.base) + len(self.steps)
            self.steps.append(Step(name, result, second, slot))
            result = slot
        return result

    @cached_property
    def _array(self) -> list[tuple[Any, int, int, tuple[int, ...]]]:
        """The instructions for arrays, each with the slots that nothing reads after it: large arrays are let go early.

        Made for the first array; a point needs none of it, and no numpy.
        """
        from descent_tui.formula.arrays import ARRAYS

        last = {slot: place for place, step in enumerate(self.steps) for slot in (step.first, step.second)}
        deaths: list[list[int]] = [[] for _ in self.steps]
        for slot in {step.result for step in self.steps} - set(self.outputs):
            deaths[last[slot]].append(slot)
        return [
            (ARRAYS[step.name], step.first, step.second, tuple(dead))
            for step, dead in zip(self.steps, deaths, strict=True)
        ]

    def at_point(self, x: Sequence[float], v: Sequence[float] = ()) -> Sequence[float]:
        """Run for one point (and direction) with Python floats, where `plain`; numpy enters only for nan and inf."""
        inputs = x if len(x) == self._whole else [x[coordinate] for coordinate in self._inputs]
        slots = [*self.numbers, *map(float, inputs)]
        if self._directions:
            slots += [float(v[coordinate]) for coordinate in self._directions]
        append = slots.append
        for function, first, second in self._scalar:
            try:
                append(function(slots[first], slots[second]) if second else function(slots[first]))
            except (ValueError, ZeroDivisionError, OverflowError):
                append(_as_numpy(function, slots[first], slots[second] if second else None))
        return self._results(slots)

    def on_arrays(self, x: Array, v: Array | None = None) -> list[Any]:
        """Run for arrays; the caller has numpy's warnings off.

        Args:
            x: [n, batch…]; coordinates first.
            v: the direction, of the same number of axes as x; its batch may be wider.

        Returns: one array [*space, batch…], or a number, for each output.
        """
        slots = [*self.base, *[None] * self._fixed]
        batch = (1,) * (x.ndim - 1)
        settled = self.settled  # another tape may take its place meanwhile
        for slot, array in (self._settle() if settled is None else settled).items():
            slots[slot] = array.reshape(array.shape + batch) if array.ndim else array
        for leaf in self.leaves:
            if leaf.kind != "index":
                slots[leaf.slot] = leaf_array(leaf, x, v)
        if getattr(x, "size", 0) >= LENT_FROM:  # a tile of a picture has none
            from descent_tui.formula.lending import run

            run(self._array[self._fixed :], slots)
            return [slots[slot] for slot in self.outputs]
        append = slots.append
        for function, first, second, dead in self._array[self._fixed :]:
            append(function(slots[first], slots[second]) if second else function(slots[first]))
            for slot in dead:
                slots[slot] = None
        return [slots[slot] for slot in self.outputs]

    def _settle(self) -> dict[int, Any]:
        """Compute what depends on no variable, such as i² in Σ i²·xᵢ: slot → array [*space].

        Only what is read later; it is kept for the next run unless it is very large.
        """
        import numpy as np

        slots: list[Any] = self.base.copy()
        for leaf in self.leaves:
            if leaf.kind == "index":
                numbers = np.arange(leaf.low, leaf.high, dtype=np.float64)
                slots[leaf.slot] = numbers[:, None] if leaf.inner else numbers
        for function, first, second, _ in self._array[: self._fixed]:
            slots.append(function(slots[first], slots[second]) if second else function(slots[first]))
        read = {slot for step in self._array[self._fixed :] for slot in step[1:3]} | set(self.outputs)
        first_fixed = len(self.base)
        index = {leaf.slot for leaf in self.leaves if leaf.kind == "index"}
        found = {slot: np.asarray(slots[slot]) for slot in read if slot in index or first_fixed <= slot < len(slots)}
        count = sum(array.size for array in found.values())
        if count < LENT_FROM:
            self.settled = found
        elif count <= KEPT_NUMBERS:
            from descent_tui.formula.settled import keep

            keep(self, found, count)
        return found


def listed(point: Array) -> Sequence[float]:
    """Return a point as Python floats, which are quicker one by one; a long one stays an array."""
    known: Any = point.tolist() if len(point) <= LISTED else point
    return known  # type: ignore[no-any-return]  # an array reads like a sequence


def _parted(graph: Graph, nodes: list[int], given: Collection[int]) -> tuple[list[int], list[int]]:
    """Part what is computed into what depends on numbers and indices of sums alone, and what moves; both in order."""
    fixed, moving, moves = [], [], set(given)
    for node in nodes:
        if graph.payloads[node]:
            moves |= set() if graph.kinds[node] in {"const", "index"} else {node}
        elif node not in given:
            if moves.isdisjoint(graph.arguments[node]):
                fixed.append(node)
            else:
                moves.add(node)
                moving.append(node)
    return fixed, moving


def leaf_array(leaf: Leaf, x: Array, v: Array | None) -> Any:
    """Return what a leaf holds: [batch…] for an entry, [I, batch…] or [J, 1, batch…] for a slice."""
    if leaf.kind == "entry":
        return x[leaf.low]
    source = x if leaf.kind == "slice" or v is None else v
    if leaf.kind == "entry tangent":
        return source[leaf.low]
    part = source[leaf.low : leaf.high]
    return part[:, None] if leaf.inner else part


_NAME_OF = {function.scalar: function.name for function in ELEMENTWISE.values()}


def _as_numpy(function: Any, left: float, right: float | None) -> float:
    """Compute what Python refused with numpy, which gives it as nan or inf."""
    from descent_tui.formula.arrays import beyond

    return beyond(_NAME_OF[function], left) if right is None else beyond(_NAME_OF[function], left, right)
