"""How the others of a race came in: with as many gradients as the leading one had, and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.session import line
from descent_tui.session.racing import went_on
from descent_tui.session.trajectory import step_told, valued

if TYPE_CHECKING:
    from collections.abc import Iterator

    from descent_tui.session.run import Descent
    from descent_tui.session.session import Iterate, Runner, Session

MOST_TOLD = 1000
"""Steps of a runner that are told at most: of more, so many evenly spread, the first and the last among them."""


def came_in(session: Session, last: Iterate) -> list[Runner]:
    """Return the others of a race after they had as many gradients as the leading one at its last iterate."""
    return [went_on(session, runner, last.evaluations) for runner in session.runners[1:]]


def told(descent: Descent, runners: list[Runner]) -> list[dict[str, object]]:
    """Return what `--json` prints of each: its optimizer, its settings, its steps, its cost and why it ended."""
    return [
        {
            "optimizer": runner.optimizer,
            "settings": dict(runner.settings),
            "steps": [step_told(descent, iterate) for iterate in _path(descent, runner)],
            "evaluations": runner.iterate.evaluations,
            "stopped": why_ended(runner),
        }
        for runner in runners
    ]


def _path(descent: Descent, runner: Runner) -> Iterator[Iterate]:
    """Return the iterates of a runner that are told."""
    return valued(descent.objective, spread(list(line.since(0, runner.iterate))))


def spread(path: list[Iterate]) -> list[Iterate]:
    """Return at most `MOST_TOLD` iterates of a path, evenly spread, its ends among them."""
    if len(path) <= MOST_TOLD:
        return path
    return [path[k * (len(path) - 1) // (MOST_TOLD - 1)] for k in range(MOST_TOLD)]


def why_ended(runner: Runner) -> str:
    """Return why a runner ended, a sentence that begins with "steps", "until" or "diverged"."""
    if not runner.stopped:
        return f"steps: all its {runner.iterate.evaluations} gradients were used"
    if runner.stopped.startswith("diverged"):
        return runner.stopped.replace("diverged at", "diverged: at", 1)
    return f"until: no step can be taken from here: {runner.stopped}"
