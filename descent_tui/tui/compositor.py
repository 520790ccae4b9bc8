"""A compositor that sends a changed cell, and not all that lies left of it.

Textual 8.2 repaints a dirty span from the left edge of the widget it lies in, ends each segment with a reset and
repaints rows that are on the screen already (three whole frames at the start). None of this is part of its interface,
so every assumption is checked where it is used, and anything unexpected is painted the stock way.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from rich.color import ColorSystem
from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual.screen import Screen

from descent_tui.tui.backpressure import link
from descent_tui.tui.sgr import Pen
from descent_tui.tui.shown import Shown

if TYPE_CHECKING:
    from rich.console import Console
    from textual.geometry import Size
    from textual.widget import Widget

SWITCH = "DESCENT_TUI_STOCK_PAINT"
"""Set in the environment, this brings back Textual's own painting."""

_SURPRISES = (AttributeError, IndexError, KeyError, TypeError, ValueError)


def lean_possible() -> bool:
    """Whether painting is wanted lean and Textual's compositor is made of the parts it is bent at."""
    parts = ("render_full_update", "render_partial_update", "_dirty_regions")
    return not os.environ.get(SWITCH) and all(hasattr(Compositor(), part) for part in parts)


def _move(x: int, y: int) -> str:
    return Control.move_to(x, y).segment.text


def _pen(console: Console) -> Pen:
    return Pen(console._color_system or ColorSystem.TRUECOLOR)  # noqa: SLF001 - as Textual's Strip.render asks


class Lean(CompositorUpdate):
    """An update that is sent lean, or as it came where it is not what it seems."""

    def __init__(self, stock: CompositorUpdate, shown: Shown) -> None:
        self.stock = stock
        self.shown = shown

    def render_segments(self, console: Console) -> str:
        """Return what to send to the terminal."""
        try:
            return self.lean(console)
        except _SURPRISES:
            self.shown.forget()
            return self.stock.render_segments(console)

    def lean(self, console: Console) -> str:
        """Return it in few bytes."""
        raise NotImplementedError


class LeanSpans(Lean):
    """Spans of rows, cropped at both ends."""

    stock: ChopsUpdate

    def lean(self, console: Console) -> str:
        """Return the spans, each after a cursor move."""
        pen, out = _pen(console), list[str]()
        at = (-1, -1)
        for y, x1, x2 in self.stock.spans:
            self.shown.touch(y)
            for end, (x, strip) in zip(self.stock.chop_ends[y], self.stock.chops[y].items(), strict=True):
                if strip is None or x >= x2 or end <= x1:
                    continue
                left, right = max(x, x1), min(end, x2)
                if at != (left, y):
                    out.append(_move(left, y))
                out.append(pen.write(strip if (left, right) == (x, end) else strip.crop(left - x, right - x)))
                at = (right, y)
        out.append(pen.lift())
        return "".join(out)


class LeanLayout(Lean):
    """Whole rows, without those that are on the screen already."""

    stock: LayoutUpdate

    def lean(self, console: Console) -> str:
        """Return the rows that are new, each after a cursor move."""
        pen, out = _pen(console), list[str]()
        region = self.stock.region
        with self.shown.painting(region.size):
            for y, line in enumerate(self.stock.strips, region.y):
                row = "".join([pen.write(strip) for strip in line]) + pen.lift()
                if self.shown.differs(y, row):
                    out.append(_move(region.x, y) + row)
        return "".join(out)


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
        update = super().render_full_update(simplify=simplify)
        return LeanLayout(update, self._shown()) if type(update) is LayoutUpdate else update

    def render_partial_update(self) -> Any:
        """Return the update of what is dirty; None where nothing is."""
        update = super().render_partial_update()
        return LeanSpans(update, self._shown()) if type(update) is ChopsUpdate else update


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

    def _compositor_refresh(self) -> None:
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
