"""A page with a list that is searched as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.tui.page import Page
from descent_tui.tui.raster_view import RasterView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.app import ComposeResult

LONGEST = 40
"""Characters of a search."""

KEYS = {
    **dict.fromkeys(("escape", "ctrl+c"), "dismiss"), "enter": "choose", "backspace": "shorten",
    **dict.fromkeys(("down", "tab"), "move 1"), **dict.fromkeys(("up", "shift+tab"), "move -1"),
    "pagedown": "move 10", "pageup": "move -10", "home": "move -1000", "end": "move 1000",
}  # fmt: skip
"""What keys mean here that are no characters."""


class SearchedList(Page):
    """Choose one of a list by its words, by keys or with the mouse.

    Attributes:
        search: what was typed.
        place: which of what was found is chosen, counted from 0; never beyond it once `inside` was asked.
        rows: for each row of the screen, which of what was found stands there.
    """

    def __init__(self) -> None:
        super().__init__()
        self.search = ""
        self.place = 0
        self.rows: tuple[int | None, ...] = ()
        self.view = RasterView()

    def draw(self) -> None:
        """Draw what has changed."""
        raise NotImplementedError

    def choose(self) -> None:
        """Leave, and do what is chosen."""
        raise NotImplementedError

    def inside(self, count: int) -> int:
        """Return the place after moving it among so many."""
        self.place = min(max(self.place, 0), max(count - 1, 0))
        return self.place

    def compose(self) -> ComposeResult:
        """Yield the page."""
        yield self.view

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
        """Add the first line of a text to the search."""
        self.search = (self.search + next(iter(text.strip("\r\n").splitlines()), ""))[:LONGEST]
        self.place = 0
        self.draw()

    def shorten(self) -> None:
        """Take the search's last character away."""
        self.search = self.search[:-1]
        self.draw()

    def move(self, by: int) -> None:
        """Choose another."""
        self.place += by
        self.draw()

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked; do it when it was chosen already."""
        row = self.rows[event.screen_y] if event.screen_y < len(self.rows) else None
        if row is None:
            return
        if row == self.place:
            self.choose()
        else:
            self.place = row
            self.draw()

    def on_mouse_scroll_down(self) -> None:
        """Choose the next."""
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        """Choose the one before."""
        self.move(-1)
