"""Play and pause: steps at a steady pace, which are nothing but the actions `step`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.session.until import reached
from descent_tui.tui.backpressure import link
from descent_tui.tui.page import Page

if TYPE_CHECKING:
    from textual.timer import Timer

    from descent_tui.scenario.scenario import Scenario
    from descent_tui.session.session import Iterate
    from descent_tui.tui.landscape_screen import LandscapeScreen

PACES = (1, 2, 5, 10, 20, 50, 100)
"""Steps a second."""

FRAMES = 20
"""Pictures a second at most: beyond it, several steps share one."""


class Player:
    """Takes steps on a timer that exists only while it plays; skips a beat while the link is busy."""

    def __init__(self, screen: LandscapeScreen) -> None:
        self._screen = screen
        self._timer: Timer | None = None
        self._from: Iterate | None = None
        self._held: Scenario | None = None
        self.pace = 5

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._timer is not None

    def toggle(self) -> None:
        """Play, or pause; where the stopping rule holds already, say so."""
        session = self._screen.timeline.present
        if self.playing:
            self.pause()
            self._screen.say("info", "Paused.")
        elif told := reached(session.rule, session.here, session.free):
            self._screen.say("info", f"{told}. U sets another stopping rule")
        else:
            self._start()
            self._screen.say("info", f"Playing {self.pace} steps a second: < slower, > faster, p to pause.")

    def pause(self) -> None:
        """Stop taking steps."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = self._from = None

    def hold(self) -> None:
        """Stop for as long as something else has the keys."""
        if self.playing:
            self.pause()
            self._held = self._screen.timeline.present.scenario

    def release(self) -> None:
        """Go on playing where it was held, if it is still the same landscape and no rule ends it."""
        held, self._held = self._held, None
        session = self._screen.timeline.present
        if held is session.scenario and not reached(session.rule, session.here, session.free):
            self._start()

    def change(self, by: int) -> None:
        """Take the next pace up or down."""
        place = min(max(PACES.index(self.pace) + by, 0), len(PACES) - 1)
        self.pace = PACES[place]
        self._screen.say("info", f"{self.pace} steps a second.")
        if self.playing:
            self.pause()
            self._start()

    def _start(self) -> None:
        self._timer = self._screen.set_interval(1 / min(self.pace, FRAMES), self._beat)

    def _beat(self) -> None:
        screen = self._screen
        if link(screen.app).busy() or screen.doing.job is not None:
            return
        if self._from is not None and self._over(self._from):  # the step before was a job
            self.pause()
            return
        here = screen.timeline.present.here
        done = screen.act(f"step {max(self.pace // FRAMES, 1)}")
        if screen.doing.job is not None:
            self._from = here
        elif not done or self._over(here):
            self.pause()
        if isinstance(top := screen.app.screen, Page):
            top.landscape_changed()  # of the landscape itself there is nothing to draw but itself

    def _over(self, before: Iterate) -> bool:
        """Return whether there is an end to playing since the last beat began, at `before`."""
        session, self._from = self._screen.timeline.present, None
        at_rest = session.diverged or bool((session.here.x == before.x).all())
        return at_rest or bool(reached(session.rule, session.here, session.free))
