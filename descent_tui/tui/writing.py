"""Writing files behind the screen: one after another, each in a thread, so that keys do not wait for it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from time import monotonic, sleep
from typing import TYPE_CHECKING

from descent_tui.session.new_file import NewFile, NotWritten
from descent_tui.session.work import Cancelled, tell
from descent_tui.tui.job import Job

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.timer import Timer

    from descent_tui.session.work import Work
    from descent_tui.tui.landscape_screen import LandscapeScreen

SHORT = 0.05
"""Seconds that a file may keep the keys waiting: most are done by then."""

BEAT = 0.25
"""Seconds between two looks at how far a file is."""

GRACE = 2.0
"""Seconds that whoever leaves waits for what is being written; what takes longer is taken away again."""

BRIEF = 0.2
"""Seconds that whoever leaves waits for a file that was given up."""

SLICE, REST = 0.01, 0.001
"""Seconds that a file is written at a stretch, and that the keys have then to themselves."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file is to hold: its pieces, of which there are `count`, 0 where nobody knows.

    They are made in the thread that writes them: they may ask no more of the screen.
    """

    pieces: Iterator[bytes]
    count: int = 0


class Writing:
    """Writes files of a landscape screen, in the order in which they were asked for.

    No more than a piece of a file is in memory at a time. One that is given up is taken away again.
    """

    def __init__(self, screen: LandscapeScreen) -> None:
        self._screen = screen
        self._job: Job[None] | None = None
        self._told: Job[None] | None = None
        self._waiting: deque[tuple[NewFile, Contents]] = deque()
        self._timer: Timer | None = None

    def leave(self) -> bool:
        """Say what would be lost by leaving now; return whether nothing would be, or that was said before."""
        if self._job is None or self._told is self._job:
            return True
        self._told = self._job
        name = self._waiting[0][0].path.name
        self._screen.say("warn", f"Still writing {name}: q again leaves without it, ctrl+c gives it up.")
        return False

    @property
    def work(self) -> Work | None:
        """How far the file is that is being written; None where none is."""
        return self._job.work if self._job is not None else None

    def put(self, name: str, contents: Contents) -> None:
        """Begin a file, behind those that are being written; raise `NotWritten` where it cannot be."""
        self._waiting.append((NewFile(name), contents))
        if self._job is None:
            self._begin()

    def give_up(self) -> bool:
        """Take away what is not written to its end; return whether there was anything."""
        if self._job is None:
            return False
        self._job.work.cancel()
        while len(self._waiting) > 1:
            self._waiting.pop()[0].abandon()
        return True

    def finish(self) -> None:
        """Wait a little for what is being written, not at all where a signal ends the program; take away the rest."""
        until = monotonic() + (0.0 if self._screen.app.return_code else GRACE)
        while (job := self._job) is not None and job.wait(max(until - monotonic(), 0.0)):
            self._settle(job)
        if job is not None:
            self.give_up()
            if not job.wait(BRIEF):  # it may be in the middle of a picture that takes long
                self._waiting[0][0].abandon()

    def reported(self, job: Job[None]) -> None:
        """Say what has come of a file, and go on with the next."""
        if job is self._job and job.ended:
            self._settle(job)
            self._screen.draw()

    def _begin(self) -> None:
        file, contents = self._waiting[0]
        job = self._job = Job(lambda: _write(file, contents), self._screen)
        job.start()
        if job.wait(SHORT):
            self._settle(job)
        elif self._timer is None:
            self._quiet()
            self._timer = self._screen.set_interval(BEAT, self._screen.painting.show_progress)

    def _quiet(self) -> None:
        """Forget what was said: how far the file is stands in its place, as long as nothing else is said."""
        line = self._screen.timeline
        self._screen.timeline = replace(line, present=replace(line.present, note=None))

    def _settle(self, job: Job[None]) -> None:
        """Say what has come of the file that is done, and begin the next."""
        self._job = None
        name = self._waiting.popleft()[0].path.name
        try:
            job.result()
            self._screen.say("info", f"Wrote {name}")
        except NotWritten as refused:
            self._screen.say("bad", str(refused))
        except Cancelled:
            self._screen.say("info", f"Gave up writing {name}: nothing of it is left.")
        if self._waiting:
            self._begin()
        elif self._timer is not None:
            self._timer.stop()
            self._timer = None


def _write(file: NewFile, contents: Contents) -> None:
    """Write a file from its pieces; whatever happens before the end, it is taken away again."""
    word = f"writing {file.path.name}"
    try:
        tell(word, 0, contents.count)
        begun = monotonic()
        for done, piece in enumerate(contents.pieces, 1):
            file.put(piece)
            tell(word, done, contents.count)
            if monotonic() - begun > SLICE:
                sleep(REST)
                begun = monotonic()
    except BaseException:
        file.abandon()
        raise
    file.done()
