"""The gallery: every shipped landscape, with search, its story and a small live picture."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from descent_tui.pictures.gallery import found, gallery, picture_room
from descent_tui.pictures.landscape import landscape
from descent_tui.scenario import catalogue
from descent_tui.session.opening import open_scenario
from descent_tui.tui.page import Page
from descent_tui.tui.raster_view import RasterView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual import events
    from textual.app import ComposeResult

    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster

LONGEST = 40
"""Characters of a search."""

KEYS = {
    **dict.fromkeys(("escape", "ctrl+c"), "leave"), "enter": "choose", "backspace": "shorten",
    **dict.fromkeys(("down", "tab"), "move 1"), **dict.fromkeys(("up", "shift+tab"), "move -1"),
    "pagedown": "move 10", "pageup": "move -10",
}  # fmt: skip
"""What keys mean here that are no characters."""


@lru_cache(64)
def _picture(name: str, width: int, height: int, look: Look) -> Raster:
    return landscape(open_scenario(catalogue.load(name)), width, height, look)


class GalleryScreen(Page):
    """Choose a landscape; `chosen` gets its name."""

    def __init__(self, look: Look, now: str, chosen: Callable[[str], object]) -> None:
        super().__init__()
        self._chosen = chosen
        self._look = look
        self._search = ""
        self._all = catalogue.summaries()
        names = [summary.name for summary in self._all]
        self._place = names.index(now) if now in names else 0
        self._view = RasterView()
        self._rows: tuple[int | None, ...] = ()
        self._owes_picture = False

    def compose(self) -> ComposeResult:
        """Yield the page."""
        yield self._view

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._draw(picture=True)

    def _draw(self, *, picture: bool) -> None:
        if not self.size.area:
            return
        width, height = self.size
        shown = found(self._all, self._search)
        self._place = min(max(self._place, 0), max(len(shown) - 1, 0))
        room = picture_room(width, height)
        small = _picture(shown[self._place].name, *room, self._look) if picture and shown and room else None
        raster, self._rows = gallery(shown, self._place, self._search, width, height, self._look, small)
        self._view.show(raster)
        if not picture and not self._owes_picture:
            # The list answers the key; the picture follows when no key waits.
            self._owes_picture = True
            self.call_after_refresh(self._draw_picture)

    def _draw_picture(self) -> None:
        self._owes_picture = False
        self._draw(picture=True)

    def keys(self) -> Mapping[str, str]:
        """Return what keys mean here."""
        return KEYS

    def press(self, event: events.Key) -> bool:
        """Do what a key means, or add its character to the search."""
        if event.is_printable and event.character:
            self.paste(event.character)
            return True
        return super().press(event)

    def paste(self, text: str) -> None:
        """Add to the search."""
        self._search = (self._search + text.strip("\r\n"))[:LONGEST]
        self._place = 0
        self._draw(picture=False)

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked; open it when it was chosen already."""
        row = self._rows[event.screen_y] if event.screen_y < len(self._rows) else None
        if row is None:
            return
        if row == self._place:
            self.choose()
        self._place = row
        self._draw(picture=False)

    def on_mouse_scroll_down(self) -> None:
        """Choose the next."""
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        """Choose the one before."""
        self.move(-1)

    def shorten(self) -> None:
        """Take the search's last character away."""
        self._search = self._search[:-1]
        self._draw(picture=False)

    def move(self, by: int) -> None:
        """Choose another."""
        self._place += by
        self._draw(picture=False)

    def choose(self) -> None:
        """Open what is chosen."""
        shown = found(self._all, self._search)
        if shown:
            self.dismiss()
            self._chosen(shown[self._place].name)

    def leave(self) -> None:
        """Leave, with nothing chosen."""
        self.dismiss()
