"""The trajectory that a session has walked, told as a descent is told, and so many steps more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.session import line
from descent_tui.session.run import Descent
from descent_tui.session.scheduling import rule_of
from descent_tui.session.session import Iterate
from descent_tui.session.stepping import Refused, step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from descent_tui.session.session import Note, Session
    from descent_tui.session.stepping import Diverged


class Walked(Descent):
    """The iterates from the start of a session's trajectory to where it is, then those of further steps.

    It has the optimizer, the settings and the free variables of the session as they are now, whatever they were when
    the earlier steps were taken. A session whose last step was refused says why in `stopped`. In `start` a frozen
    variable has the value at which it is held.

    Args:
        session: where it has come to.
        steps: how many steps are taken from there, unless they diverge or `until` holds before.
        until: a stopping rule such as "grad<1e-6", the session's own where none is given; it is not asked about the
            iterates that were walked already.

    Raises:
        ActionError: for `until`.
    """

    def __init__(self, session: Session, steps: int = 0, until: str | None = None) -> None:
        runner, begun = session.runner, line.start(session.here)
        taken = session.here.k - begun.k
        start = np.where(session.free, begun.x, session.here.x)
        super().__init__(
            session.objective, start, runner.optimizer, runner.settings, taken + steps, session.free,
            until or session.rule or None, runner.schedule,
        )  # fmt: skip
        self._here = session.here
        self._more = steps
        self._refusal = _refusal(session)
        self._fired = "" if steps or session.note is None else _fired(session.note)

    def __iter__(self) -> Iterator[Iterate]:
        """Yield the iterates, and say in `stopped` why there are no more."""
        here = self._here
        yield from line.since(0, here)  # one at a time: all together may be more than there is memory for
        for _ in range(self._more):
            if said := self._ended(here):
                self.stopped = said
                return
            came = step(self._rule, self.objective, here, self.settings, self.free)
            if not isinstance(came, Iterate):
                self.stopped = _told(came)
                return
            here = came
            yield here
        self.stopped = self._ended(here) or self._refusal or self._fired or f"steps: all {self.steps} were taken"


def _refusal(session: Session) -> str:
    """Return why the session's last step was refused, an empty word where it was not."""
    refused = session.diverged or (session.note is not None and session.note.kind == "warn")
    if not refused or not session.free.any():
        return ""
    runner = session.runner
    came = step(rule_of(runner), session.objective, runner.iterate, runner.settings, session.free)
    return "" if isinstance(came, Iterate) else _told(came)


def _fired(note: Note) -> str:
    """Return the sentence of the stopping rule that ended the session's last steps, an empty word where none did."""
    word, colon, rest = note.text.partition(": ")
    return f"until: {rest.removesuffix('.')}" if word == "Until" and colon else ""


def _told(refused: Diverged | Refused) -> str:
    """Return why there is no further step, as `Descent` says it."""
    if isinstance(refused, Refused):
        return f"until: no step can be taken from here: {refused.why}"
    return refused.told()
