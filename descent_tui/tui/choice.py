"""A few things to choose from, over the bottom of the screen: by letter, or with the arrows and Enter.

Like the prompt it is no widget; see there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import panel, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from descent_tui.pictures.look import Look
    from descent_tui.tui.prompt import State

WORD = 28
"""Columns of what can be chosen; what is said of it stands behind."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its letter, itself in a few words, what is said of it, and what choosing it does."""

    letter: str
    word: str
    says: str
    done: Callable[[], None]


class Choice:
    """Asks for one of a few.

    Args:
        title: what it is about.
        options: what there is.
        look: how it is drawn.
        help_: what stands under them.
    """

    def __init__(self, title: str, options: Sequence[Option], look: Look, help_: str) -> None:
        self.options = tuple(options)
        self.at = 0
        self.state: State = "open"
        self._title, self._look, self._help = title, look, help_

    def insert(self, text: str) -> None:
        """Choose by letter; any other letter is nothing."""
        for option in self.options:
            if option.letter == text:
                self._take(option)

    def press(self, key: str) -> bool:
        """Do what a key means that is no character; return whether it means anything here."""
        match key:
            case "up" | "shift+tab":
                self.at = (self.at - 1) % len(self.options)
            case "down" | "tab":
                self.at = (self.at + 1) % len(self.options)
            case "home":
                self.at = 0
            case "end":
                self.at = len(self.options) - 1
            case "enter":
                self._take(self.options[self.at])
            case "escape" | "ctrl+c":
                self.state = "left"
            case _:
                return False
        return True

    def _take(self, option: Option) -> None:
        self.state = "done"
        option.done()

    def picture(self, width: int) -> Raster:
        """Return a row for each option between the title and the help."""
        look = self._look
        colours, glyphs = look.colours, look.glyphs
        raster = Raster.blank(width, len(self.options) + 2, colours.ink, colours.paper)
        raster.paste(panel(width, 1, look, [(self._title, colours.title)]), 0, 0)
        for y, option in enumerate(self.options, 1):
            held = y - 1 == self.at
            mark = glyphs.right if held else " "
            x = write(raster, 1, y, [(f"{mark} ", colours.key), (f"{option.letter}  ", colours.key)], look)
            write(raster, x, y, [(option.word, colours.head if held else colours.ink)], look, WORD - 2)
            says = _fitting(option.says, width - x - WORD)
            write(raster, x + WORD - 1, y, [(says, colours.faint)], look, width - x - WORD)
        write(raster, 3, raster.height - 1, [(self._help, colours.faint)], look, width - 4)
        return raster


def _fitting(says: str, room: int) -> str:
    """Return what is said of a thing to choose; where it is too long, the ending of a file's name, else nothing."""
    if len(says) <= room:
        return says
    ending = says[says.rfind(".") :] if "." in says and " " not in says else ""
    return ending if len(ending) <= room else ""
