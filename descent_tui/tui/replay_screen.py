"""A session that was, played again: at any speed, back and forth, and gone on with from anywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from descent_tui.pictures.later import PATIENCE, Later
from descent_tui.pictures.look import Look
from descent_tui.pictures.palette import PALETTES
from descent_tui.pictures.playing import ROWS, action_at, playing
from descent_tui.pictures.progress import progress
from descent_tui.pictures.stage import Stage
from descent_tui.tui.app import DescentApp
from descent_tui.tui.backpressure import link
from descent_tui.tui.drawing import Drawing
from descent_tui.tui.page import Page
from descent_tui.tui.raster_view import RasterView
from descent_tui.tui.reel import Reel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer

    from descent_tui.pictures.raster import Raster
    from descent_tui.session.playback import Playback
    from descent_tui.session.resume import Resumed
    from descent_tui.tui.appearance import Appearance
    from descent_tui.tui.job import Job

SPEEDS = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
"""Actions a second that the keys stop at."""

FRAMES = 20
"""Pictures a second at most: beyond it, several actions share one."""

BEAT = 0.1
"""Seconds between two looks at how far it is on its way."""

KEYS = {
    **dict.fromkeys(("space", "p"), "play"),
    **dict.fromkeys(("comma", "left"), "move -1"), **dict.fromkeys(("full_stop", "right"), "move 1"),
    **dict.fromkeys(("left_curly_bracket", "pageup"), "move -10"),
    **dict.fromkeys(("right_curly_bracket", "pagedown"), "move 10"),
    "home": "move -1000000000", "end": "move 1000000000",
    "less_than_sign": "pace -1", "greater_than_sign": "pace 1",
    "enter": "go_on",
    **dict.fromkeys(("q", "escape"), "leave"),
    "ctrl+c": "cancel",
}  # fmt: skip
"""What keys mean on this page."""


class ReplayScreen(Page):
    """Shows the landscape as it was after each action; it changes nothing and writes nothing."""

    def __init__(self, playback: Playback, appearance: Appearance, speed: float) -> None:
        super().__init__()
        self._appearance = appearance
        self.stage, self._view = Stage(Later(PATIENCE)), RasterView()
        self.drawing = Drawing(self, self.stage.later)
        self.reel = Reel(playback, self)
        self._timer: Timer | None = None
        self._watch: Timer | None = None
        self._held = False
        self.speed = speed

    def keys(self) -> Mapping[str, str]:
        """Return what keys mean here."""
        return KEYS

    @property
    def at(self) -> int:
        """How many actions were taken."""
        return self.reel.at

    @property
    def last(self) -> int:
        """How many can be taken."""
        return self.reel.last

    @property
    def plays(self) -> bool:
        """Whether it plays."""
        return self._timer is not None

    def compose(self) -> ComposeResult:
        """Yield the one widget, with the first picture on it."""
        self._view.show(self._picture(*self.app.size))
        yield self._view

    def on_mount(self) -> None:
        """Begin to play."""
        self.play()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.draw()

    def on_unmount(self) -> None:
        """Nobody waits for anything any more."""
        self.drawing.cancel()
        self.reel.leave()

    def on_job_report(self, message: Job.Report) -> None:
        """Take what came of a job."""
        self.drawing.reported(message.job)
        if self.reel.reported(message.job):
            self._arrived()

    def _picture(self, width: int, height: int) -> Raster:
        session, reel = self.reel.now.present, self.reel
        view, appearance = session.view, self._appearance
        palette = view.palette if view.palette in PALETTES else PALETTES[0]
        look = Look(appearance.palette or palette, appearance.depth, view.dark, appearance.ascii)
        shown = replace(session, note=None)
        raster = self.stage.draw(shown, width, height, look)
        if self.is_mounted and self.stage.later.wanted and self.drawing.soon():
            self.stage.forget()
            raster = self.stage.draw(shown, width, height, look)
        raster = raster.copy()
        entry = reel.entry
        action = entry.action.text if entry else f"open {session.scenario.name}"
        note = reel.wrong or (session.note.text if session.note else "")
        band = playing(self.at, self.last, action, note, self.speed, width, look, plays=self.plays)
        raster.paste(band, 0, max(height - ROWS, 0))
        if (work := reel.work) is not None and (work.word or work.of):
            raster.paste(progress(work.word, work.done, work.of, 0, width, look), 0, max(height - ROWS, 0))
        return raster

    def draw(self) -> None:
        """Draw where it stands, and how far it is on its way."""
        if self.is_mounted and self.size.area:
            self._view.show(self._picture(*self.size))
            self.paint(self._view)

    # Time

    def play(self) -> None:
        """Play, or pause; from the end, begin again."""
        if self.plays:
            self._pause()
        else:
            if self.at >= self.last:
                self.reel.go(0)
            self._timer = self.set_interval(1 / min(self.speed, FRAMES), self._beat)
        self.draw()

    def _pause(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _beat(self) -> None:
        if not link(self.app).busy() and self.reel.work is None:
            self._go(self.at + max(round(self.speed / FRAMES), 1))

    def pace(self, by: int) -> None:
        """Take the next speed up or down."""
        other = [speed for speed in SPEEDS if (speed > self.speed if by > 0 else speed < self.speed)]
        if other:
            self.speed = other[0] if by > 0 else other[-1]
        if self.plays:
            self._pause()
            self.play()
        self.draw()

    def move(self, by: int) -> None:
        """Pause, and go so many actions on or back from where it is, or where it is on its way to."""
        self._pause()
        self._go(self.reel.aim + by)

    def _go(self, to: int) -> None:
        self.reel.go(to)
        self._arrived()

    def _arrived(self) -> None:
        """Draw where it stands; at the end, pause; where it is still on its way, look at it again and again."""
        if self.reel.taken is not None:
            self._take(self.reel.taken)
            return
        if self.at >= self.last:
            self._pause()
        if self.reel.work is not None and self._watch is None:
            self._watch = self.set_interval(BEAT, self.draw)
        elif self.reel.work is None and self._watch is not None:
            self._watch.stop()
            self._watch = None
        self.draw()

    # What one does

    def go_on(self) -> None:
        """Go on from here, in a new session."""
        self._pause()
        self.reel.go_on()
        self._arrived()

    def _take(self, taken: Resumed) -> None:
        from descent_tui.tui.landscape_screen import LandscapeScreen

        self.app.switch_screen(LandscapeScreen(taken.scenario, self._appearance, (), taken))

    def cancel(self) -> None:
        """Stay here where it is on its way to another place; else quit."""
        self._pause()
        if self.reel.cancel():
            self.draw()
        else:
            self.leave()

    def leave(self) -> None:
        """Quit."""
        self.app.exit()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the slider."""
        self._held = event.screen_y == max(self.size.height - ROWS, 0) + 1
        self._slide(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag it."""
        self._held &= bool(event.button)
        self._slide(event)

    def on_mouse_up(self) -> None:
        """Let go of it."""
        self._held = False

    def _slide(self, event: events.MouseEvent) -> None:
        if self._held:
            self._pause()
            self._go(action_at(event.screen_x, self.last, self.size.width))


class ReplayApp(DescentApp):
    """The app with a session that is played again as its first page."""

    def __init__(self, playback: Playback, appearance: Appearance, speed: float) -> None:
        super().__init__(playback.at(0).present.scenario, appearance)
        self._playback, self._speed = playback, speed

    def first_page(self) -> Page:
        """Return the page that is entered first."""
        return ReplayScreen(self._playback, self.appearance, self._speed)


def run_replay(playback: Playback, appearance: Appearance, speed: float) -> int:
    """Open the screen on a session that is played again; return the exit status."""
    return ReplayApp(playback, appearance, speed).run_safely()
