"""Rules that choose a direction for all coordinates together and then search along it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import knobs
from descent_tui.optimizers.lending import blocks, chosen, room
from descent_tui.optimizers.optimizer import Line, Move, Settings, Show, State
from descent_tui.optimizers.setting import Kind, Setting
from descent_tui.optimizers.wolfe import NARROWEST, Conditions
from descent_tui.optimizers.written import enclosed

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from descent_tui.objectives.objective import Vector
    from descent_tui.optimizers.trial import Ray

TRIALS = Setting(
    "max_ls", 25.0, 0.0, 1000.0, "how many points a line search looks at after the first, at most", Kind.WHOLE
)
FIRST = knobs.rate(1.0, "the step length that a line search tries first")


def c1(default: float = 1e-4) -> Setting:
    """Return the share of the promised fall that f must keep."""
    return Setting("c1", default, 0.0, 0.5, "the share of the fall the slope promises that f must keep")


def c2(default: float = 0.9) -> Setting:
    """Return the share of the slope that may be left."""
    return Setting("c2", default, 0.0, 1.0, "the share of the slope along the line that may be left where it stops")


def conditions(settings: Settings) -> Conditions:
    """Return the strong Wolfe conditions that the settings ask for."""
    return Conditions(
        settings["c1"], settings["c2"], settings.get("tolerance_change") or NARROWEST, int(settings["max_ls"])
    )


def same_free(state: State, free: npt.NDArray[np.bool_]) -> bool:
    """Whether the coordinates that were free when something was remembered are those that are free now."""
    if "free" not in state or len(state["free"]) != len(free):
        return False
    before = state["free"]
    return all(np.array_equal(before[block], free[block]) for block in blocks(len(free)))


def remembered_free(state: State, free: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Return the mask as it is remembered, the very array of before where nothing changed."""
    return state["free"] if same_free(state, free) else free.astype(np.float64)


def first_length(gradient: Vector, lr: float) -> float:
    """Return how far to try at first along a slope of unknown scale: min(1, 1/Σ|gᵢ|)·lr."""
    total = float(np.abs(gradient, out=room(len(gradient))).sum())
    return min(1.0, 1.0 / total) * lr if total > 0 else lr


def moved(
    ray: Ray,
    t: float,
    state: State,
    free: npt.NDArray[np.bool_],
    tell: Callable[[int, Show], tuple[Line, ...]] | None = None,
    more: int = 0,
) -> Move:
    """Return the move from x to x + t·d.

    Args:
        ray: the line, with its trials.
        t: the step length, 0 to stay.
        state: what is remembered afterwards.
        free: [n], what may move.
        tell: the lines that say where d comes from, for a coordinate.
        more: gradients that were worked out beside those of the line.
    """
    x = ray.x
    proposed = x if t == 0 else ray.at(t)
    if t and not free.all():
        for block in blocks(len(x)):
            chosen(free, block, proposed, proposed, x)

    def arithmetic(i: int, show: Show) -> str:
        if not free[i]:
            return show(float(x[i]))
        return f"{show(float(x[i]))} + {show(t)}·{enclosed(show, float(ray.way[i]))}"

    def story(i: int, show: Show) -> tuple[Line, ...]:
        if not free[i]:
            return (("x held", show(float(x[i]))),)
        before = tell(i, show) if tell else ()
        tried = tuple(("f(x + t·d)", trial.told(show)) for trial in ray.trials)
        last = ("x ← x + t·d", f"{arithmetic(i, show)} = {show(float(proposed[i]))}")
        return (*before, *tried, last)

    def direction() -> Vector:
        return -ray.way

    return Move(proposed, state, direction, t, ray.gradients + more, arithmetic, story, tuple(ray.trials))
