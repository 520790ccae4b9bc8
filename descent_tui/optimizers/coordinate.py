"""Coordinate descent: one partial at a time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import knobs
from descent_tui.optimizers.lending import blocks
from descent_tui.optimizers.optimizer import Line, Move, Settings, Show, State, completed, held
from descent_tui.optimizers.setting import choice
from descent_tui.optimizers.written import enclosed

if TYPE_CHECKING:
    import numpy.typing as npt

    from descent_tui.objectives.objective import Objective, Vector


class CoordinateDescent:
    """Hold all variables but one, step along its partial, and take the next.

    Which one comes next: in turn, or the steepest (Southwell's rule).
    S. J. Wright, Mathematical Programming 151 (2015) 3.
    """

    name = "coordinate"
    title = "coordinate descent"
    rule = "xᵢ ← xᵢ − α·∂f/∂xᵢ for one i, all others held"
    settings = (
        knobs.rate(0.1, "how far to go for each unit of slope"),
        choice(
            "pick", ("cyclic", "largest"), "which variable moves: each in turn, or the one with the largest partial"
        ),
    )

    def init(self, x: Vector) -> State:
        """Return nothing: whose turn it is follows from the step."""
        del x
        return {}

    def propose(
        self, objective: Objective, x: Vector, state: State, settings: Settings, free: npt.NDArray[np.bool_], k: int
    ) -> Move:
        """Return x with one free coordinate moved along its partial."""
        settings = completed(self, settings)
        count = int(np.count_nonzero(free))
        if not count:
            return held(x, state)
        _, gradient = objective.gradient(x)
        largest = bool(settings["pick"])
        chosen = _steepest(gradient, free) if largest else _in_turn(free, k % count)
        lr, partial = settings["lr"], float(gradient[chosen])
        proposed = np.array(x)
        proposed[chosen] -= lr * partial

        def arithmetic(i: int, show: Show) -> str:
            here = show(float(x[i]))
            return f"{here} − {show(lr)}·{enclosed(show, partial)}" if i == chosen else here

        def story(i: int, show: Show) -> tuple[Line, ...]:
            if i != chosen:
                why = "held: another variable moves" if free[i] else "held"
                return ((f"x {why}", show(float(x[i]))),)
            reason = "its partial is the largest" if largest else "it is its turn"
            numbers = f"{arithmetic(i, show)} = {show(float(proposed[i]))}"
            return (("i ← " + reason, str(chosen + 1)), ("x ← x − α·∂f/∂x", numbers))

        def direction() -> Vector:
            way = np.zeros_like(x)
            way[chosen] = partial
            return way

        return Move(proposed, state, direction, lr, 0, arithmetic, story)


def _in_turn(free: npt.NDArray[np.bool_], turn: int) -> int:
    """Return the free coordinate number `turn`, from 0."""
    for block in blocks(len(free)):
        count = int(np.count_nonzero(free[block]))
        if turn < count:
            return int(block.start + np.flatnonzero(free[block])[turn])
        turn -= count
    raise IndexError(turn)


def _steepest(gradient: Vector, free: npt.NDArray[np.bool_]) -> int:
    """Return the free coordinate with the largest partial, the first of several."""
    best, found = -1.0, -1
    for block in blocks(len(free)):
        sizes = np.where(free[block], np.abs(gradient[block]), -1.0)
        i = int(sizes.argmax())
        if not sizes[i] <= best:
            best, found = float(sizes[i]), int(block.start + i)
        if math.isnan(best):
            break
    return found


OPTIMIZER = CoordinateDescent()
