"""Rules that treat every coordinate by itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

import numpy as np

from descent_tui.optimizers.lending import BLOCK, blocks
from descent_tui.optimizers.optimizer import Line, Move, Settings, Show, State, completed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy.typing as npt

    from descent_tui.objectives.objective import Indices, Objective, Vector
    from descent_tui.optimizers.setting import Setting

Memory: TypeAlias = "dict[str, npt.NDArray[np.float64]]"
Clock: TypeAlias = "Mapping[str, float | npt.NDArray[np.float64]]"
"""What only counts steps (t, a product over t): one number, or one for each coordinate once some stood still."""


@dataclass(frozen=True, slots=True)
class Coordinate:
    """One coordinate of a step, in plain numbers.

    Attributes:
        x: where it was. partial: ∂f/∂x there. slope: what the rule goes by, the partial or what it makes of it.
        before: its part of the state before the step. after: the same afterwards. clock: what counts its steps.
    """

    x: float
    partial: float
    slope: float
    before: Mapping[str, float]
    after: Mapping[str, float]
    clock: Mapping[str, float]


class Coordinatewise(ABC):
    """An update rule xᵢ ← u(xᵢ, ∂f/∂xᵢ, memoryᵢ), the same for every coordinate.

    A frozen coordinate takes no part: neither x nor what is remembered of it changes, and its count of steps stands
    still. That count is therefore not the session's k, and a correction such as 1 − βᵗ is right for a variable set
    free late.

    The work goes in blocks, so a rule may be written as mathematics with temporaries: a step allocates the arrays it
    keeps and nothing else of their size.
    """

    name: str
    title: str
    rule: str
    settings: tuple[Setting, ...]
    clocks: ClassVar[Mapping[str, float]] = {}
    """Name → value before the first step, of what only counts steps."""

    def init(self, x: Vector) -> State:
        """Return nothing: what is remembered begins with the first step."""
        del x
        return {}

    def memory(self, settings: Settings) -> Mapping[str, float]:
        """Return name → value before the first step, of what is remembered of each coordinate."""
        del settings
        return {}

    def tick(self, clock: Memory, settings: Settings) -> Memory:
        """Return the clocks one step later."""
        del settings
        return {name: time + 1.0 for name, time in clock.items()}

    def slope(self, gradient: Vector, settings: Settings, k: int) -> Vector:
        """Return the slopes to go by, [n]: the gradient, unless a rule sees it otherwise."""
        del settings, k
        return gradient

    @abstractmethod
    def update(self, x: Vector, g: Vector, memory: Memory, clock: Clock, settings: Settings) -> Vector:
        """Return the new x of a block, all arrays [block]; `memory` is changed in place, x and g are not."""

    @abstractmethod
    def tell(self, at: Coordinate, settings: Settings, show: Show) -> tuple[Line, ...]:
        """Return the rule's lines with their numbers; the last is the right side of `x ← …`, without its result."""

    def propose(
        self, objective: Objective, x: Vector, state: State, settings: Settings, free: npt.NDArray[np.bool_], k: int
    ) -> Move:
        """Return the rule's move; see `Optimizer.propose`."""
        settings = completed(self, settings)
        _, gradient = objective.gradient(x)
        slope = self.slope(gradient, settings, k)
        everywhere = bool(free.all())
        clock = self._ticked(state, settings, free, everywhere=everywhere)
        after, proposed = self._walked(x, slope, state, clock, settings, None if everywhere else free)
        lr = settings["lr"]

        def lines(i: int, show: Show) -> tuple[Line, ...]:
            if not free[i]:
                return (("x held", show(float(x[i]))),)
            start = self.memory(settings)
            at = Coordinate(
                float(x[i]),
                float(gradient[i]),
                float(slope[i]),
                {name: _entry(state[name], i) if name in state else start[name] for name in start},
                {name: _entry(after[name], i) for name in start},
                {name: _entry(clock[name], i) for name in clock},
            )
            return self.tell(at, settings, show)

        def story(i: int, show: Show) -> tuple[Line, ...]:
            *before, (formula, numbers) = lines(i, show)
            return (*before, (formula, f"{numbers} = {show(float(proposed[i]))}" if free[i] else numbers))

        def direction() -> Vector:
            return np.asarray((x - proposed) / lr) if lr else np.zeros_like(x)

        return Move(proposed, after, direction, lr, 0, lambda i, show: lines(i, show)[-1][1], story)

    def _ticked(self, state: State, settings: Settings, free: npt.NDArray[np.bool_], *, everywhere: bool) -> Memory:
        if not self.clocks:
            return {}
        old = {name: state.get(name, np.array([start])) for name, start in self.clocks.items()}
        if everywhere and all(len(times) == 1 for times in old.values()):
            return self.tick(old, settings)
        ticked = {name: np.empty(len(free)) for name in old}
        for block in blocks(len(free)):
            before = {name: times if len(times) == 1 else times[block] for name, times in old.items()}
            for name, times in self.tick(before, settings).items():
                ticked[name][block] = times if everywhere else np.where(free[block], times, before[name])
        return ticked

    def _walked(
        self,
        x: Vector,
        slope: Vector,
        state: State,
        clock: Memory,
        settings: Settings,
        free: npt.NDArray[np.bool_] | None,
    ) -> tuple[Memory, Vector]:
        """Return the state after the step and the new x, worked out in blocks of the free coordinates (None: all)."""
        start = self.memory(settings)
        if free is None and len(x) <= BLOCK:
            kept = {name: _before(state, name, value, len(x)) for name, value in start.items()}
            return {**state, **kept, **clock}, self.update(x, slope, kept, _at(clock, slice(None)), settings)
        if free is None:
            kept, proposed = {name: np.empty_like(x) for name in start}, np.empty_like(x)
        else:
            kept = {name: _before(state, name, value, len(x)) for name, value in start.items()}
            proposed = np.array(x)
        for block in _blocks(len(x), free):
            part = {name: array[block] for name, array in kept.items()}
            if free is None:  # copied block by block, while it is in the cache anyway
                for name, array in part.items():
                    array[:] = state[name][block] if name in state else start[name]
            proposed[block] = self.update(x[block], slope[block], part, _at(clock, block), settings)
            if free is not None:  # a slice is a view of what is kept; chosen coordinates are a copy
                for name, array in part.items():
                    kept[name][block] = array
        return {**state, **kept, **clock}, proposed


def against(x: Vector, lr: float, way: Vector) -> Vector:
    """Return x − lr·way, a block, worked out in one array."""
    step = np.multiply(way, lr)
    return np.subtract(x, step, out=step)


def _before(state: State, name: str, start: float, n: int) -> Vector:
    return np.array(state[name]) if name in state else np.full(n, start)


def _at(clock: Memory, block: slice | Indices) -> Clock:
    return {name: time.item() if len(time) == 1 else time[block] for name, time in clock.items()}


def _blocks(n: int, free: npt.NDArray[np.bool_] | None) -> Iterator[slice | Indices]:
    for block in blocks(n):
        if free is None:
            yield block
        elif len(indices := np.flatnonzero(free[block])):
            indices += block.start
            yield indices


def _entry(array: npt.NDArray[np.float64], i: int) -> float:
    return float(array[0] if len(array) == 1 else array[i])
