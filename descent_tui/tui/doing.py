"""Doing actions: at once where that is quick, else as a job; what is wished meanwhile waits its turn."""

from __future__ import annotations

from collections import deque
from dataclasses import fields, replace
from time import monotonic
from typing import TYPE_CHECKING

from descent_tui.session.actions import ActionError, Step, Until
from descent_tui.session.effort import again
from descent_tui.session.work import Cancelled
from descent_tui.tui.durations import Durations

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from descent_tui.session.actions import Action
    from descent_tui.session.session import Session
    from descent_tui.session.timeline import Timeline
    from descent_tui.session.view import View
    from descent_tui.tui.job import Job
    from descent_tui.tui.landscape_screen import LandscapeScreen

SHORT = 0.05
"""Seconds that an action may keep the keys waiting."""

BEAT = 0.1
"""Seconds between two looks at how far a job is."""


class Doing:
    """Does the actions of a landscape screen one after another, in their order.

    While a job runs, what changes the view and computes nothing is done at once; everything else waits behind it, and
    none of it is lost unless the job is cancelled.

    Attributes:
        job: the action that is being done in a thread, if one is.
    """

    def __init__(self, screen: LandscapeScreen) -> None:
        self._screen = screen
        self.job: Job[Timeline] | None = None
        self._action: Action = Step()
        self._from: Timeline = screen.timeline
        self._begun = 0.0
        self._waiting: deque[Callable[[], object]] = deque()
        self._durations = Durations()
        self._timer: Timer | None = None

    @property
    def waiting(self) -> int:
        """How many wishes wait behind the job."""
        return len(self._waiting)

    def quick(self, action: Action) -> bool:
        """Return whether an action is known to be done before anybody waits for it."""
        if not action.waits:
            return True
        line = self._screen.timeline
        expected = self._durations.expected(line.present, action)
        # how far back the last of a kind went says nothing of the next
        walking = self._durations.walking(line.present, again(line, action))
        return expected is not None and walking is not None and expected + walking <= SHORT

    def wait(self, wish: Callable[[], object]) -> bool:
        """Keep a wish for when the job is done; return false, and forget it, where there is no job."""
        if self.job is not None:
            self._waiting.append(wish)
        return self.job is not None

    def act(self, action: Action) -> None:
        """Do an action, or begin to; raise `ActionError` where it cannot be done. No job may be running, but for looks.

        What is not known to be quick gets a moment in its thread first: then it is mostly done, and nobody saw a job.
        """
        screen, line = self._screen, self._screen.timeline
        if self.quick(action) or not screen.is_mounted:
            begun = monotonic()
            done = line.act(action)
            if action.waits:
                self._durations.learn(line.present, action, monotonic() - begun, _taken(action, line, done))
            self._arrive(action, done)
            return
        from descent_tui.tui.job import Job

        known = isinstance(action, Step) and self._durations.expected(line.present, action) is not None
        job = self.job = Job(lambda: line.act(action), screen)
        self._action, self._from, self._begun = action, line, monotonic()
        job.start()
        if not known and job.wait(SHORT):
            self.job = None
            self._settle(job)
        else:
            self._timer = screen.set_interval(BEAT, screen.painting.show_progress)

    def cancel(self) -> bool:
        """Let the job end where it next can, and forget what waits behind it; return whether there is one."""
        if self.job is None:
            return False
        self.job.work.cancel()
        self._waiting.clear()
        return True

    def ended(self, job: Job[Timeline]) -> None:
        """Take what came of the job, and go on with what waits; of an earlier job nothing is taken."""
        if job is not self.job:
            return
        self.job = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        try:
            self._settle(job)
        except ActionError as refused:
            self._screen.say("warn", str(refused))
        self._screen.draw()
        while self._waiting and self.job is None:
            self._waiting.popleft()()

    def _settle(self, job: Job[Timeline]) -> None:
        """Take what came of a job that has ended; raise `ActionError` where it could not be done."""
        action, line = self._action, self._from
        try:
            done = job.result()
        except Cancelled as cut:
            self._stopped(cut, line)
            return
        self._durations.learn(line.present, action, monotonic() - self._begun, _taken(action, line, done))
        self._take(action, line, done)

    def _stopped(self, cut: Cancelled, line: Timeline) -> None:
        """Keep what a cancelled job came to, if that can be said as an action."""
        if cut.so_far is None:
            self._screen.say("info", f"Cancelled: {self._action.text}. Nothing has changed.")
            return
        session, action = cut.so_far
        self._take(action, line, line.after(action, session))
        self._screen.say("info", f"Cancelled: {self._action.text}. What was taken of it is kept: {action.text}.")

    def _take(self, action: Action, line: Timeline, done: Timeline) -> None:
        """Arrive at what an action came to, as it is looked at now, unless what it was worked out from has changed."""
        now = self._screen.timeline
        if now is not line:
            if not same_basis(now.present, line.present):
                self._screen.say("warn", f"Dropped: {action.text}. What it was worked out from has changed meanwhile.")
                return
            view = merged(line.present.view, done.present.view, now.present.view)
            done = replace(done, present=replace(done.present, view=view))
        self._arrive(action, done)

    def _arrive(self, action: Action, line: Timeline) -> None:
        self._screen.timeline = line
        self._screen.recording.write(action, line.present)


def same_basis(one: Session, other: Session) -> bool:
    """Return whether iterates, settings, free variables and objective of two sessions are the same."""
    return one.runners is other.runners and one.free is other.free and one.objective is other.objective


def merged(before: View, done: View, now: View) -> View:
    """Return the view as it is now, but for what an action that began at `before` has changed in it."""
    names = (field.name for field in fields(before))
    changed = {name: new for name in names if (new := getattr(done, name)) != getattr(before, name)}
    return replace(now, **changed)


def _taken(action: Action, line: Timeline, done: Timeline) -> int | None:
    """Return how many steps an action took, where it does not say so itself."""
    return max(done.present.here.k - line.present.here.k, 1) if isinstance(action, Until) else None
