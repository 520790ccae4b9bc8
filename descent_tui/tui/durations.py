"""How long actions take, by how long the last ones of their kind took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.objectives.objective import symbolic
from descent_tui.session import racing
from descent_tui.session.actions import Join, Step, Tune, Until
from descent_tui.session.looks import Over
from descent_tui.session.update import MOST_STEPS

if TYPE_CHECKING:
    from descent_tui.session.actions import Action
    from descent_tui.session.session import Session

FEW = 4096
"""A formula of so many variables is quick, even before anything of it was measured."""

QUICK = 20e-6
"""Seconds that a step of such a formula is taken to need then."""


class Durations:
    """Seconds that actions of each kind took on the present objective, for each step that they stand for.

    Of the last two of a kind the shorter counts: a machine that was busy with something else says nothing of f.
    """

    def __init__(self) -> None:
        self._objective: object = None
        self._seconds: dict[object, tuple[float, float]] = {}

    def expected(self, session: Session, action: Action) -> float | None:
        """Return how many seconds an action will take, at most where its steps are not known before; None if unknown.

        Args:
            session: where it is done.
            action: what is done.
        """
        units = _units(session, action)
        if session.objective is self._objective and (known := self._seconds.get(_kind(session, action))):
            return min(known) * units
        few = session.objective.size <= FEW and symbolic(session.objective)
        return QUICK * units if few else None

    def walking(self, session: Session, steps: int) -> float | None:
        """Return how many seconds it will take to walk so many forgotten steps again; None if unknown."""
        return self.expected(session, Step(steps)) if steps else 0.0

    def learn(self, session: Session, action: Action, seconds: float, taken: int | None = None) -> None:
        """Remember how long an action took from a session on; `taken` steps where that is not what it stands for."""
        if session.objective is not self._objective:
            self._objective, self._seconds = session.objective, {}
        kind = _kind(session, action)
        each = seconds / max(_units(session, action) if taken is None else taken, 1)
        _, before = self._seconds.get(kind, (each, each))
        self._seconds[kind] = before, each


def _kind(session: Session, action: Action) -> object:
    """Return what is taken to need equally long: steps by their optimizer, planes by kind, all else by the word."""
    kind = "step" if isinstance(action, Step | Until | Tune | Join) else action.word
    if isinstance(action, Over):
        kind = f"{kind} {action.said.partition(' ')[0]}"
    return kind, session.runner.optimizer


def _units(session: Session, action: Action) -> int:
    """Return how many steps an action stands for, at most."""
    match action:
        case Step(count):
            return count * len(session.runners)
        case Until():
            return MOST_STEPS
        case Tune():
            return racing.SWEEP * len(racing.RATES) * len(session.runners)
        case Join():
            return max(session.here.evaluations, 1)
    return 1
