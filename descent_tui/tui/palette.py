"""The command palette: every wish by its name, in a box over the landscape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.pictures.commands import Command, commands_picture, found
from descent_tui.pictures.raster import Raster
from descent_tui.tui.keymap import KEYMAP, Key
from descent_tui.tui.searched import KEYS, SearchedList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.tui.landscape_screen import LandscapeScreen

WRITES = "write "
"""With this word begins the wish to write the picture of an ending."""


class Palette(SearchedList):
    """Choose a command by its name; the landscape grants it.

    Textual has a palette of its own; it looks for names in a worker, shows two rows for each, and takes its first keys
    a moment after it is opened.
    """

    def __init__(self, landscape: LandscapeScreen) -> None:
        super().__init__()
        self._landscape = landscape
        self._all = commands(landscape)
        self._under = landscape.painting.view.raster

    def keys(self) -> Mapping[str, str]:
        """Return what keys mean here: the one that opened it closes it, too."""
        return KEYS | {"ctrl+p": "dismiss"}

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.draw()

    def draw(self) -> None:
        """Draw the box over the landscape."""
        width, height = self.size
        if not width * height:
            return
        look, shown = self._landscape.look, found(self._all, self.search)
        under = Raster.blank(width, height, look.colours.ink, look.colours.paper)
        if self._under is not None and (self._under.width, self._under.height) == (width, height):
            under = self._under
        raster, self.rows = commands_picture(shown, self.inside(len(shown)), self.search, under, look)
        self.view.show(raster)
        self.paint(self.view)

    def choose(self) -> None:
        """Leave, and let the landscape grant what is chosen."""
        if shown := found(self._all, self.search):
            self.dismiss()
            _grant(self._landscape, shown[self.place].wish)


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
