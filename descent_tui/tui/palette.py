"""The command palette: every wish by its name, in a box over the landscape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.pictures.commands import Command, commands_picture, found
from descent_tui.pictures.raster import Raster
from descent_tui.tui.keymap import KEYMAP, Key
from descent_tui.tui.page import Page
from descent_tui.tui.raster_view import RasterView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.app import ComposeResult

    from descent_tui.tui.landscape_screen import LandscapeScreen

LONGEST = 40
"""Characters of a search."""

WRITES = "write "
"""With this word begins the wish to write the picture of an ending."""

KEYS = {
    **dict.fromkeys(("escape", "ctrl+c", "ctrl+p"), "dismiss"), "enter": "choose", "backspace": "shorten",
    **dict.fromkeys(("down", "tab"), "move 1"), **dict.fromkeys(("up", "shift+tab"), "move -1"),
    "pagedown": "move 10", "pageup": "move -10", "home": "move -1000", "end": "move 1000",
}  # fmt: skip
"""What keys mean here that are no characters."""


class Palette(Page):
    """Choose a command by its name; the landscape grants it.

    Textual has a palette of its own; it looks for names in a worker, shows two rows for each, and takes its first keys
    a moment after it is opened.
    """

    def __init__(self, landscape: LandscapeScreen) -> None:
        super().__init__()
        self._landscape = landscape
        self._all = commands(landscape)
        self._under = landscape.painting.view.raster
        self._search = ""
        self._place = 0
        self._view = RasterView()
        self._rows: tuple[int | None, ...] = ()

    def compose(self) -> ComposeResult:
        """Yield the page."""
        yield self._view

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._draw()

    def _draw(self) -> None:
        width, height = self.size
        if not width * height:
            return
        look, shown = self._landscape.look, found(self._all, self._search)
        self._place = min(max(self._place, 0), max(len(shown) - 1, 0))
        under = Raster.blank(width, height, look.colours.ink, look.colours.paper)
        if self._under is not None and (self._under.width, self._under.height) == (width, height):
            under = self._under
        raster, self._rows = commands_picture(shown, self._place, self._search, under, look)
        self._view.show(raster)
        self.paint(self._view)

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
        self._search = (self._search + next(iter(text.splitlines()), ""))[:LONGEST]
        self._place = 0
        self._draw()

    def shorten(self) -> None:
        """Take the search's last character away."""
        self._search = self._search[:-1]
        self._draw()

    def move(self, by: int) -> None:
        """Choose another."""
        self._place += by
        self._draw()

    def choose(self) -> None:
        """Leave, and let the landscape grant what is chosen."""
        if shown := found(self._all, self._search):
            self.dismiss()
            _grant(self._landscape, shown[self._place].wish)

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked; do it when it was chosen already."""
        row = self._rows[event.screen_y] if event.screen_y < len(self._rows) else None
        if row is None:
            return
        if row == self._place:
            self.choose()
        else:
            self._place = row
            self._draw()

    def on_mouse_scroll_down(self) -> None:
        """Choose the next."""
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        """Choose the one before."""
        self.move(-1)


def _grant(landscape: LandscapeScreen, wish: str) -> None:
    if wish.startswith(WRITES):
        landscape.wishes.write(wish.removeprefix(WRITES))
    else:
        landscape.grant(wish)


def commands(landscape: LandscapeScreen) -> list[Command]:
    """Return what can be wished of a landscape, in the order of the help."""
    from descent_tui.tui.exporting import FORMATS, LETTERS

    found = [
        Command(said, key.shown, key.group, key.wish)
        for key in KEYMAP
        if key.wish != "commands" and (said := _said(key, landscape))
    ]
    written = [Command(f"write the {FORMATS[e]}", f"w {letter}", "open", WRITES + e) for letter, e in LETTERS.items()]
    return found + written


def _said(key: Key, landscape: LandscapeScreen) -> str:
    """Return what a key does: of a digit, to which variable; nothing where there is no such variable."""
    if not key.wish.startswith("toggle "):
        return key.says
    session = landscape.timeline.present
    i = int(key.wish.removeprefix("toggle ")) - 1
    if i >= session.objective.size:
        return ""
    return f"{'freeze' if session.free[i] else 'free'} {session.objective.name(i)}"
