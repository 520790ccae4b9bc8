"""How the others of a race came in: with as many gradients as the leading one had, and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.session import line
from descent_tui.session.racing import cut, went_on
from descent_tui.session.scheduling import CONSTANT
from descent_tui.session.trajectory import step_told, valued

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from descent_tui.session.run import Descent
    from descent_tui.session.session import Iterate, Runner, Session

MOST_TOLD = 1000
"""Steps of a runner that are told at most: of more, so many evenly spread, the first and the last among them."""


def came_in(session: Session, last: Iterate) -> list[Runner]:
    """Return the others of a race after as many gradients as the leading one had had at an iterate of its line."""
    budget = last.evaluations
    return [went_on(session, cut(runner, budget), budget) for runner in session.runners[1:]]


def told(descent: Descent, runners: list[Runner]) -> list[dict[str, object]]:
    """Return what `--json` prints of each: its optimizer, settings and schedule, its steps, its cost, why it ended."""
    return [
        {
            "optimizer": runner.optimizer,
            "settings": dict(runner.settings),
            **({} if runner.schedule == CONSTANT else {"schedule": runner.schedule.text}),
            "steps": [step_told(descent, iterate) for iterate in _path(descent, runner)],
            "evaluations": runner.iterate.evaluations,
            "stopped": why_ended(runner),
        }
        for runner in runners
    ]


def _path(descent: Descent, runner: Runner) -> Iterator[Iterate]:
    """Iterate over those of a runner that are told, one in memory at a time."""
    first, last = line.start(runner.iterate).k, runner.iterate.k
    told = spread(first, last)
    return valued(descent.objective, (one for one in line.since(first, runner.iterate) if one.k in told))


def spread(first: int, last: int) -> Container[int]:
    """Return the steps of a line that are told: at most `MOST_TOLD`, evenly spread, its ends among them."""
    if last - first < MOST_TOLD:
        return range(first, last + 1)
    return {first + k * (last - first) // (MOST_TOLD - 1) for k in range(MOST_TOLD)}


def why_ended(runner: Runner) -> str:
    """Return why a runner ended, a sentence that begins with "steps", "until" or "diverged"."""
    if not runner.stopped:
        return f"steps: all its {runner.iterate.evaluations} gradients were used"
    if runner.stopped.startswith("diverged"):
        return runner.stopped.replace("diverged at", "diverged: at", 1)
    return f"until: no step can be taken from here: {runner.stopped}"
