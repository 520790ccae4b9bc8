"""What all partials would cost by nudging, and what they cost by one backward pass: measured, not estimated."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from descent_tui.session.nudge import nudge

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.objectives.objective import Objective, Vector

LEAST = 0.002
"""Seconds that a measurement takes at least: what is shorter is done again until it does."""

MOST = 1000
"""So many times at most."""


@dataclass(frozen=True, slots=True)
class Bill:
    """Seconds, measured here and now.

    Attributes:
        variables: how many partials there are.
        value: one evaluation of f; of a network a forward pass.
        nudge: one nudge to both sides, as the program makes it.
        gradient: value and gradient at once; of a network one pass forward and one back.
    """

    variables: int
    value: float
    nudge: float
    gradient: float

    @property
    def by_values(self) -> float:
        """All partials by two evaluations of f each."""
        return 2 * self.value * self.variables

    @property
    def by_nudges(self) -> float:
        """All partials by a nudge each, where only what feels it is worked out again."""
        return self.nudge * self.variables

    @property
    def saved(self) -> float:
        """How many times longer nudging every variable takes than one gradient."""
        return self.by_nudges / self.gradient


def bill(objective: Objective, x: Vector, i: int, h: float = 1e-6, clock: Callable[[], float] = perf_counter) -> Bill:
    """Return what value, nudge of variable i and gradient cost at x, by a clock in seconds."""
    objective.gradient(x)  # what is made once is made
    nudge(objective, x, i, h, 0.0)

    def timed(call: Callable[[], object]) -> float:
        begun, done = clock(), 0
        while True:
            call()
            done += 1
            spent = clock() - begun
            if spent >= LEAST or done >= MOST:
                return spent / done

    return Bill(
        objective.size,
        timed(lambda: objective.value(x)),
        timed(lambda: nudge(objective, x, i, h, 0.0)),
        timed(lambda: objective.gradient(x)),
    )


def told(found: Bill) -> str:
    """Return the bill in a sentence."""
    return (
        f"{found.variables:,} nudges would take {duration(found.by_nudges)}, or {duration(found.by_values)} with f "
        f"computed anew each time; all {found.variables:,} partials at once took {duration(found.gradient)}."
    )


def duration(seconds: float) -> str:
    """Return a span of time with two digits and the unit that suits it: 0.21 s, 4.1 min, 2.3 days."""
    for size, unit in ((86_400.0, "days"), (3600.0, "h"), (60.0, "min"), (1.0, "s"), (1e-3, "ms")):
        if seconds >= size:
            return f"{_two(seconds / size)} {unit}"
    return f"{_two(seconds * 1e6)} µs"


def _two(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"
