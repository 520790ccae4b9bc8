"""The page of fine-tuning under the keys: four descents from one iterate, each with another part free."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from textual import events

from descent_tui.pictures.finetuning_page import clicked, finetuning_page
from descent_tui.pictures.progress import progress
from descent_tui.pictures.raster import Raster
from descent_tui.session.finetuning import begun, stepped, taken
from descent_tui.session.work import Cancelled
from descent_tui.tui.job import Job
from descent_tui.tui.page import Page
from descent_tui.tui.raster_view import RasterView

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.timer import Timer

    from descent_tui.session.finetuning import FineTuning
    from descent_tui.tui.landscape_screen import LandscapeScreen

SHORT = 0.05
"""Seconds that a step may keep the keys waiting."""

BEAT = 0.1
"""Seconds between two looks at how far a job is."""

REMEMBERED = 384 << 20
"""Bytes of what was before that are kept for going back."""

LONGEST = 1000
"""So many moments are kept at most."""

CLICKED = {"Enter": "enter", "Esc": "escape", "↑↓": "down"}
"""A key as the last line shows it → what a click on it presses, where that is another word."""

LEAP = 10
ALL = (0, 1, 2, 3)


class FineTuningScreen(Page):
    """Holds the experiment and what it was before; the landscape changes only when one of the four is taken."""

    def __init__(self, landscape: LandscapeScreen) -> None:
        super().__init__()
        self._landscape = landscape
        self._session = landscape.timeline.present
        self.tuning: FineTuning | None = None  # until the loss over all samples is known
        self.hand = 0
        self._past: deque[FineTuning] = deque(maxlen=LONGEST)
        self._said = ""
        self._view = RasterView()
        self._job: Job[FineTuning] | None = None
        self._timer: Timer | None = None
        self._waiting: deque[Callable[[], object]] = deque()
        leave = self.dismiss
        self._bound: dict[str, Callable[[], object]] = {
            "space": lambda: self._step(ALL, 1), "s": lambda: self._step(ALL, 1),
            "S": lambda: self._step(ALL, LEAP), "upper_s": lambda: self._step(ALL, LEAP),
            **{str(number + 1): partial(self._one, number) for number in ALL},
            "down": lambda: self._choose(self.hand + 1), "up": lambda: self._choose(self.hand - 1),
            "enter": self._take, "u": self._back, "backspace": self._back, "r": self._again,
            "escape": leave, "q": leave, "A": leave, "upper_a": leave,
        }  # fmt: skip

    @property
    def working(self) -> bool:
        """Whether a job is being done."""
        return self._job is not None

    def compose(self) -> ComposeResult:
        """Yield the page."""
        yield self._view

    def on_mount(self) -> None:
        """Measure where all four begin."""
        self._work(lambda: begun(self._session))

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._draw()

    def on_unmount(self) -> None:
        """Let go of what nobody waits for any more."""
        if self._job is not None:
            self._job.work.cancel()

    def press(self, event: events.Key) -> bool:
        """Do what a key stands for, after what is being worked on; return whether it means anything."""
        if event.key == "ctrl+c":
            self._cancel()
            return True
        bound = self._bound.get(event.key)
        if bound is None:
            return False
        if self._job is not None and bound is not self._bound["escape"]:
            self._waiting.append(bound)
            return True
        self._said = ""
        bound()
        if self.is_current:
            self._draw()
        return True

    def _draw(self) -> None:
        if not self.size.area:
            return
        look = self._landscape.look
        if self.tuning is None:
            page = Raster.blank(*self.size, look.colours.ink, look.colours.paper)
        else:
            page = finetuning_page(self.tuning, self.hand, self._said, *self.size, look)
        if self._job is not None:
            work = self._job.work
            said = progress(work.word or "fine-tuning", work.done, work.of, len(self._waiting), page.width, look)
            page.paste(said, 0, page.height - 1)
        self._view.show(page)
        self.paint(self._view)

    def _choose(self, number: int) -> None:
        self.hand = min(max(number, 0), len(ALL) - 1)

    def _one(self, number: int) -> None:
        """Take ten steps of one of the four."""
        self._choose(number)
        self._step((number,), LEAP)

    def _step(self, which: tuple[int, ...], count: int) -> None:
        """Take steps of some of the four."""
        if (tuning := self.tuning) is not None:
            self._work(lambda: stepped(tuning, which, count))

    def _work(self, compute: Callable[[], FineTuning]) -> None:
        """Do it in a thread; what is done within a moment was never a job."""
        job = self._job = Job(compute, self)
        job.start()
        if job.wait(SHORT):
            self._settle(job)
        else:
            self._timer = self.set_interval(BEAT, self._draw)

    def on_job_report(self, message: Job.Report) -> None:
        """Take what came of a job, and go on with the keys that wait."""
        job = self._job
        if job is None or job is not message.job:
            return
        self._settle(job)
        while self._waiting and self._job is None:
            self._waiting.popleft()()
        if self.is_current:
            self._draw()

    def _settle(self, job: Job[FineTuning]) -> None:
        self._job = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        before = self.tuning
        try:
            self.tuning = job.result()
        except Cancelled:
            self._said = "Cancelled. Nothing of it is kept."
            if before is None:
                self.dismiss()
            return
        if before is None:
            return
        self._past.append(before)
        while len(self._past) > 1 and sum(tuning.nbytes for tuning in self._past) > REMEMBERED:
            self._past.popleft()

    def _cancel(self) -> None:
        """Cancel what is worked on and forget what waits; else leave."""
        if self._job is None:
            self.dismiss()
        else:
            self._waiting.clear()
            self._job.work.cancel()

    def _back(self) -> None:
        """Take back the last steps."""
        if self._past:
            self.tuning = self._past.pop()
        else:
            self._said = "This is as far back as it goes; r begins again."

    def _again(self) -> None:
        """Put all four back to where they began."""
        if self._past:
            self._past, self.tuning = deque(maxlen=LONGEST), None
            self._work(lambda: begun(self._session))

    def _take(self) -> None:
        """Let the landscape go where the one in hand has gone, in actions that can be taken back, and leave."""
        if self.tuning is not None:
            for text in taken(self.tuning, self.hand):
                self._landscape.act(text)
            self.dismiss()

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Choose the row that is clicked; with the one in hand take ten steps; do what a word of the last line says."""
        if self.tuning is None:
            return
        size, at = (self.size.width, self.size.height), (event.screen_x, event.screen_y)
        kind, _, what = (clicked(self.tuning, self.hand, self._said, size, self._landscape.look, at) or "").partition(
            " "
        )
        if kind == "part" and int(what) - 1 != self.hand:
            self._choose(int(what) - 1)
            self._draw()
        elif kind:
            key = str(self.hand + 1) if kind in {"part", "1-4"} else CLICKED.get(kind, kind)
            self.press(events.Key(key, key if len(key) == 1 else None))

    def on_mouse_scroll_down(self) -> None:
        """Choose the next."""
        self._choose(self.hand + 1)
        self._draw()

    def on_mouse_scroll_up(self) -> None:
        """Choose the one before."""
        self._choose(self.hand - 1)
        self._draw()
