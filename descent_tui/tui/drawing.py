"""Drawing what takes long: the picture is there at once, and its ground comes when it has been computed."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from descent_tui.objectives.lanczos import Cancelled as Stopped
from descent_tui.pictures.later import PATIENCE, Later, Wanted
from descent_tui.session.work import Cancelled
from descent_tui.tui.job import Job

if TYPE_CHECKING:
    from descent_tui.tui.landscape_screen import LandscapeScreen
    from descent_tui.tui.replay_screen import ReplayScreen


class Drawing:
    """Computes what the last picture of a landscape lacked, one thing after another, in drafts that get better.

    It is given up as soon as another picture wants something else. Where only the iterate has moved on, one draft is
    awaited all the same: while one plays, the ground follows as well as it can.
    """

    def __init__(self, screen: LandscapeScreen | ReplayScreen, later: Later) -> None:
        self._screen, self._later = screen, later
        self._job: Job[None] | None = None
        self._wanted: Wanted | None = None
        self._drafts = 0

    @property
    def busy(self) -> bool:
        """Whether something is being computed."""
        return self._job is not None

    def soon(self) -> bool:
        """Begin with what is wanted; return whether it came so soon that the picture should wait for it.

        Of what was never measured nobody knows that it is slow: it gets a moment.
        """
        fresh = self._job is None
        self.follow()
        job, wanted = self._job, self._wanted
        if not fresh or job is None or wanted is None or not wanted.unknown:
            return False
        return job.wait(PATIENCE) and self._take(job)

    def follow(self) -> None:
        """Go on with what the last picture wants, and give up what it does not."""
        wanted, now = self._later.wanted, self._wanted
        if self._job is None:
            if wanted:
                self._begin(wanted[0])
        elif now is not None and not any(one.key == now.key for one in wanted):
            moved_on = any(one.frame == now.frame for one in wanted)
            if self._drafts or not moved_on:
                self._job.work.cancel()

    def cancel(self) -> None:
        """Give up what is being computed."""
        if self._job is not None:
            self._job.work.cancel()

    def give_up(self) -> bool:
        """Leave all that is wanted as far as it has come; return whether there was anything."""
        if self._job is None or self._wanted is None:
            return False
        self._later.given_up = frozenset((one.kind, one.key) for one in (self._wanted, *self._later.wanted))
        self._job.work.cancel()
        return True

    def reported(self, job: Job[None]) -> None:
        """Draw what has come of the job."""
        if job is not self._job:
            return
        came = self._take(job)
        if job.ended:
            self._job = None
            try:
                job.result()
            except (Cancelled, Stopped):
                came = came or bool(self._later.given_up)
            came = came or bool(self._later.wanted)  # what the picture lacks besides is begun when it is drawn
        if came:
            self._screen.stage.forget()
            self._screen.draw()

    def _begin(self, wanted: Wanted) -> None:
        begun = monotonic()
        others = (one for one in self._later.given_up if one[0] != wanted.kind)
        self._later.given_up = frozenset(others)  # of this kind, another one is wanted now

        def compute() -> None:
            for draft in wanted.drafts(lambda: job.work.cancelled):
                job.offer((draft, monotonic() - begun))

        job: Job[None] = Job(compute, self._screen)
        self._job, self._wanted, self._drafts = job, wanted, 0
        job.start()

    def _take(self, job: Job[None]) -> bool:
        """Keep the drafts that have come; return whether there were any."""
        came = False
        while job.drafts and self._wanted is not None:
            draft, seconds = job.drafts.popleft()
            self._later.take(self._wanted, draft, seconds)
            self._drafts += 1
            came = True
        return came
