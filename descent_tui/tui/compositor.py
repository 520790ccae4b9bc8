"""A compositor that sends a changed cell, and not all that lies left of it.

Textual 8.2 repaints a dirty span from the left edge of the widget it lies in, ends each segment with a reset and
repaints rows that are on the screen already (three whole frames at the start). None of this is part of its interface,
so every assumption is checked where it is used, and anything unexpected is painted the stock way.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.screen import Screen

from descent_tui.tui.backpressure import link
from descent_tui.tui.shown import Shown
from descent_tui.tui.updates import LeanCells, LeanLayout, LeanPicture, LeanSpans, Picture, Postponed

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.widget import Widget

SWITCH = "DESCENT_TUI_STOCK_PAINT"
"""Set in the environment, this brings back Textual's own painting."""


def lean_possible() -> bool:
    """Whether painting is wanted lean and Textual's compositor is made of the parts it is bent at."""
    parts = ("render_full_update", "render_partial_update", "_dirty_regions")
    return not os.environ.get(SWITCH) and all(hasattr(Compositor(), part) for part in parts)


class LeanCompositor(Compositor):
    """Textual's compositor, whose updates are lean."""

    def __init__(self, screen: Widget) -> None:
        super().__init__()
        self._screen = screen

    def _shown(self) -> Shown:
        driver = self._screen.app._driver  # noqa: SLF001 - what the terminal shows is known where it is written to
        return getattr(driver, "shown", None) or Shown()

    def render_full_update(self, simplify: bool = False) -> Any:
        """Return the update of the whole screen."""
        picture = None if simplify else self._alone()
        if picture is None:
            return self._rows(simplify)
        self._dirty_regions.clear()
        return LeanPicture(picture, self.size, Postponed(self._rows), self._shown())

    def _rows(self, simplify: bool = False) -> Any:
        update = super().render_full_update(simplify=simplify)
        return LeanLayout(update, self._shown()) if type(update) is LayoutUpdate else update

    def render_partial_update(self) -> Any:
        """Return the update of what is dirty; None where nothing is."""
        return self._cells() or self._spans()

    def _spans(self) -> Any:
        update = super().render_partial_update()
        return LeanSpans(update, self._shown()) if type(update) is ChopsUpdate else update

    def _cells(self) -> LeanCells | None:
        """Return the update of a picture that has the screen to itself; None where other widgets show, or nothing."""
        dirty, picture = self._dirty_regions.copy(), self._alone()
        if picture is None or not dirty:
            return None

        def stock() -> Any:
            self._dirty_regions.update(dirty)
            return self._spans()

        self._dirty_regions.clear()
        return LeanCells(picture, list(self._regions_to_spans(dirty)), Postponed(stock), self._shown())

    def _alone(self) -> Picture | None:
        """Return the picture that has the screen to itself; None where there is none."""
        widget, place = next(iter(self.visible_widgets.items()), (None, None))  # the topmost
        if len(self.visible_widgets) != 2 or place != (self.size.region, self.size.region):
            return None
        if widget is None or not isinstance(widget, Picture):
            return None
        widget._dirty_regions.clear()  # noqa: SLF001 - as Textual does where it draws a widget; else they pile up
        return widget


class LeanPainting(Screen[Any]):
    """Mix into a screen: lean updates, and none while the link to the terminal is still busy with the last one.

    What waits is painted once, as it is then. So frames are dropped and key presses never are.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._owes_frame = False
        if type(getattr(self, "_compositor", None)) is Compositor and lean_possible():
            self._compositor = LeanCompositor(self)

    def _screen_resized(self, size: Size) -> None:
        """Paint everything, even if the size came back before we looked: the terminal has lost cells meanwhile."""
        self._compositor._dirty_regions.add(size.region)  # noqa: SLF001 - what is on the screen already is left out
        super()._screen_resized(size)

    def paint(self, widget: Widget) -> None:
        """Send what a widget wants to repaint now, and not when the news of it has come round and the clock ticks.

        Nothing but a wait is saved by it, so wherever this is not the moment, it is left to Textual.
        """
        if self.app.screen is not self or self._layout_required or widget not in self._compositor.visible_widgets:
            return
        widget._repaint_required = False  # noqa: SLF001 - so that it is not painted again
        self._dirty_widgets.add(widget)
        self._on_timer_update()

    def _compositor_refresh(self) -> None:
        if self.app.screen is not self and isinstance(self.app.screen, LeanScreen):
            # A page hides all of this; Textual would send every row of that again. On its return it is drawn anew.
            self._compositor._dirty_regions.clear()  # noqa: SLF001 - as Textual itself does here
            self._dirty_widgets.clear()
            return
        if self is self.app.screen and link(self.app).busy():
            self._owes_frame = True
            self._update_timer.resume()
            return
        self._owes_frame = False
        super()._compositor_refresh()

    def _on_timer_update(self) -> None:
        super()._on_timer_update()
        if self._owes_frame:
            self._compositor_refresh()


class LeanScreen(LeanPainting):
    """A plain screen that paints lean."""
