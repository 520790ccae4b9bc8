"""From the session of a screen to its cells: what answers a key first, the curves behind it, and none in vain."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from descent_tui.pictures.later import PATIENCE, Later
from descent_tui.pictures.layout import fits
from descent_tui.pictures.stage import Stage
from descent_tui.tui.raster_view import RasterView

if TYPE_CHECKING:
    from textual.geometry import Size

    from descent_tui.pictures.raster import Raster
    from descent_tui.session.session import Session
    from descent_tui.session.work import Work
    from descent_tui.tui.landscape_screen import LandscapeScreen

FRAME = 1 / 30
"""Seconds between two pictures while keys come faster than pictures can follow."""


class Painting:
    """Draws the session of a screen, and remembers what of it is still to be drawn.

    Args:
        screen: whose session it draws. scouted: whether its first picture is on the screen already.

    Attributes:
        stage: draws the whole screen as one picture.
        view: the widget that shows it.
        owes: whether a picture, or its curves, are still to come.
    """

    def __init__(self, screen: LandscapeScreen, *, scouted: bool = False) -> None:
        self._screen, self._scouted = screen, scouted
        self.stage = Stage(Later(PATIENCE))
        self.view = RasterView()
        self._owes_curves = self._owes_picture = self._hidden = False
        self._bare: Raster | None = None
        self._drawn_at = -FRAME
        self._composed: tuple[Session, Size] | None = None

    @property
    def owes(self) -> bool:
        """Whether a picture, or its curves, are still to come."""
        return self._owes_curves or self._owes_picture

    def first(self) -> RasterView:
        """Return the widget with the first picture on it: then no blank one is sent.

        Panels are still to come, unless a scout has drawn them: what is there already is not taken away.
        """
        screen, size = self._screen, self._screen.app.size
        self._composed = screen.session, size
        self._bare = self.stage.draw(screen.session, *size, screen.look, curves=self._scouted, panels=self._scouted)
        self.view.show(self._bare)
        return self.view

    def fit(self) -> None:
        """Draw for the size that the screen has now; the first one is drawn already."""
        drawn, self._composed = self._composed, None
        if drawn == (self._screen.session, self._screen.size):
            if not self._scouted:
                self._owe_curves()
        else:
            self.draw()

    def draw(self) -> None:
        """Draw the session, unless there was a picture just now and keys are waiting that will change it again.

        Under another page it is drawn when that has gone: whatever is done there would be drawn twice.
        """
        if not self._screen.is_mounted:
            return
        if not self._keys_wait() or monotonic() - self._drawn_at > FRAME:
            self._draw(curves=False)
        elif not self._owes_picture:
            self._owes_picture = True
            self._screen.set_timer(FRAME, self._draw_late)

    def covered(self) -> None:
        """Let go of what the picture under another page is drawn from; the picture itself is kept."""
        self.stage.rest()

    def uncovered(self) -> None:
        """Draw what was done on a page that lay over the screen."""
        if self._hidden:
            self.draw()

    def _draw_late(self) -> None:
        self._owes_picture = False
        self.draw()

    def _draw_curves(self) -> None:
        if self._keys_wait():
            self._screen.set_timer(FRAME, self._draw_curves)
        else:
            self._owes_curves = False
            self._draw(curves=True)

    def _keys_wait(self) -> bool:
        return self._screen.app.message_queue_size + self._screen.message_queue_size > 0

    def _draw(self, *, curves: bool) -> None:
        """Draw and send at once: first what answers the key, then the curves, which take longer than all the rest."""
        screen = self._screen
        if not screen.is_mounted or not screen.size.area:
            return
        self._hidden = screen.app.screen is not screen  # Textual calls it current under another one, too
        if self._hidden:
            return
        self._bare = self.stage.draw(screen.session, *screen.size, screen.look, curves=curves)
        if self.stage.later.wanted and screen.drawing.soon():
            self.stage.forget()
            self._bare = self.stage.draw(screen.session, *screen.size, screen.look, curves=curves)
        self._show(self._bare)
        self._drawn_at = monotonic()
        if not curves:
            self._owe_curves()

    def _owe_curves(self) -> None:
        if not self._owes_curves and fits(*self._screen.size):
            self._owes_curves = True
            self._screen.call_later(self._draw_curves)  # after the keys that are there already

    def _show(self, raster: Raster) -> None:
        """Send a picture, with what is being worked on and the open prompt laid over it."""
        screen, places = self._screen, self.stage.layout
        work = self._work() if places is not None else None
        if screen.prompt is not None or work is not None:
            raster = raster.copy()
        if work is not None and places is not None:
            from descent_tui.pictures.progress import progress

            note = places.note
            said = progress(work.word or "working", work.done, work.of, screen.doing.waiting, note.width, screen.look)
            raster.paste(said, note.x, note.y)
        if screen.prompt is not None:
            over = screen.prompt.picture(screen.size.width)
            raster.paste(over, 0, max(screen.size.height - over.height, 0))
        self.view.show(raster)
        screen.paint(self.view)

    def _work(self) -> Work | None:
        """Return what is being worked on: an action, or else a file, of which is told where nothing else is said."""
        screen = self._screen
        if screen.doing.job is not None:
            return screen.doing.job.work
        if screen.exporting is None or screen.session.note is not None:
            return None
        return screen.exporting.writing.work

    def show_progress(self) -> None:
        """Show how far the job is on the picture there is."""
        screen, bare = self._screen, self._bare
        if bare is not None and (bare.width, bare.height) == tuple(screen.size) and screen.app.screen is screen:
            self._show(bare)
