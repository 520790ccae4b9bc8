"""Where a session that is played again has come to, and where it goes: what takes long is worked out in a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from descent_tui.session.record import JournalError
from descent_tui.session.work import Cancelled
from descent_tui.tui.job import Job

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from descent_tui.session.playback import Playback
    from descent_tui.session.record import Entry
    from descent_tui.session.resume import Resumed
    from descent_tui.session.work import Work

SHORT = 0.05
"""Seconds that an action may keep the keys waiting: most are done by then."""

GRACE = 1.0
"""Seconds that whoever leaves waits at most for what was cancelled."""


TAKE_UP = -1
"""Stands for a place: a new session that goes on from where it is."""


class Reel:
    """Goes through a playback, one piece of work at a time; the last place that was asked for is gone to.

    Attributes:
        at: how many actions were taken, and now: the timeline then.
        last: how many can be taken.
        wrong: why no more can be; empty where all can.
        taken: the new session that goes on, once it is made.
    """

    def __init__(self, playback: Playback, receiver: MessagePump) -> None:
        self._playback, self._receiver = playback, receiver
        self._job: Job[Any] | None = None
        self._to = 0
        self._next: int | None = None
        self.at, self.now = 0, playback.at(0)
        self.last, self.wrong = playback.count, ""
        self.taken: Resumed | None = None

    @property
    def work(self) -> Work | None:
        """What is being worked on, None where nothing is."""
        return self._job.work if self._job is not None else None

    @property
    def aim(self) -> int:
        """Where it is on its way to; where it is, if nowhere."""
        if self._job is None:
            return self.at
        to = self._to if self._next is None else self._next
        return self.at if to == TAKE_UP else to

    @property
    def entry(self) -> Entry | None:
        """The action that led here, None at the beginning."""
        return self._playback.entry(self.at)

    def go(self, to: int) -> None:
        """Go to where so many actions were taken, or begin to; whatever it was on its way to is given up."""
        to = min(max(to, 0), self.last)
        if self._job is None:
            self._begin(to)
        elif to != self.aim:
            self._next = to
            self._job.work.cancel()

    def go_on(self) -> None:
        """Make a new session that goes on from here, or begin to."""
        if self._job is not None:
            self._next = TAKE_UP
            self._job.work.cancel()
        else:
            self._begin(TAKE_UP)

    def cancel(self) -> bool:
        """Stay where it is; return whether anything was worked on."""
        if self._job is None:
            return False
        self._next = None
        self._job.work.cancel()
        return True

    def leave(self) -> None:
        """Cancel, and wait until nothing half done is left."""
        if self._job is not None and self.cancel():
            self._job.wait(GRACE)

    def reported(self, job: Job[Any]) -> bool:
        """Take what has come of the work; return whether anything has."""
        if job is not self._job or not job.ended:
            return False
        self._settle(job)
        to, self._next = self._next, None
        if to is not None:
            self._begin(to)
        return True

    def _begin(self, to: int) -> None:
        playback, at = self._playback, self.at
        self._to = to
        job = self._job = Job(lambda: playback.taken_up(at) if to == TAKE_UP else playback.at(to), self._receiver)
        job.start()
        if job.wait(SHORT):
            self._settle(job)

    def _settle(self, job: Job[Any]) -> None:
        """Go to where the work led; where an action cannot be done, to the one before it."""
        self._job = None
        try:
            came = job.result()
        except Cancelled:
            return
        except JournalError as error:
            self.wrong = f"line {error.line} of the journal {error.message}"
            self.last = self._before(error)
            self._begin(self.last)
            return
        if self._to == TAKE_UP:
            self.taken = came
        else:
            self.at, self.now = self._to, came

    def _before(self, error: JournalError) -> int:
        return next((i for i, entry in enumerate(self._playback.record.entries) if entry.n + 1 == error.line), 0)
