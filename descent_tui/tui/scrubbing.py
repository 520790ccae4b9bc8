"""The loss panel under the mouse: its columns are steps, and dragging along it goes through time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual import events

    from descent_tui.tui.landscape_screen import LandscapeScreen


class Scrubbing:
    """Holds the slider while a mouse button is down.

    What it is dragged over is a preview; letting go is the action. So a drag is one thing to take back.
    """

    def __init__(self, screen: LandscapeScreen) -> None:
        self._screen = screen
        self._k: int | None = None

    def take(self, event: events.MouseEvent) -> None:
        """Take hold of it, where it is under the mouse."""
        self._k = self._step(event)
        self._show()

    def drag(self, event: events.MouseEvent) -> None:
        """Show the step under the mouse."""
        if self._k is None:
            return
        if not event.button:
            self.drop()
        elif (k := self._step(event)) is not None and k != self._k:
            self._k = k
            self._show()

    def drop(self) -> None:
        """Let go of it: go to the step it was dragged to."""
        k, self._k = self._k, None
        if k is None:
            return
        self._screen.preview = None
        if k == self._screen.timeline.present.here.k:
            self._screen.draw()
        else:
            self._screen.act(f"at {k}")

    def _step(self, event: events.MouseEvent) -> int | None:
        if self._screen.prompt is not None:
            return None
        return self._screen.stage.scrubbed(self._screen.timeline.present, event.screen_x, event.screen_y)

    def _show(self) -> None:
        from descent_tui.session.actions import At
        from descent_tui.session.update import update

        if self._k is not None and self._screen.doing.quick(At(self._k)):
            self._screen.preview = update(self._screen.timeline.present, At(self._k))
            self._screen.draw()
