"""The command palette: every wish by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.widgets import Input

from descent_tui.tui.compositor import LeanPainting
from descent_tui.tui.keymap import KEYMAP, Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from descent_tui.tui.landscape_screen import LandscapeScreen


class Palette(CommandPalette, LeanPainting):
    """Textual's palette, which sends nothing while nobody types, and also leaves by ctrl+c.

    Its sign of a looking glass is two columns wide, which not all terminals agree on. Without colours what is chosen
    is told by reverse video.
    """

    DEFAULT_CSS = """
    Palette SearchIcon { display: none; }
    Palette:nocolor OptionList > .option-list--option-highlighted { text-style: reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "escape", "leave", show=False, priority=True)]

    def on_mount(self) -> None:
        """Keep the cursor still."""
        for line in self.query(Input):  # there is none when a signal ends the program just now
            line.cursor_blink = False


def commands(screen: LandscapeScreen) -> Iterator[SystemCommand]:
    """Yield what can be wished of a screen."""
    for key in KEYMAP:
        if key.wish != "commands" and (says := _said(key, screen)):
            yield SystemCommand(
                says[0].upper() + says[1:], f"key {key.shown}", lambda wish=key.wish: screen.grant(wish)
            )
    from descent_tui.tui.exporting import FORMATS, LETTERS

    for letter, ending in LETTERS.items():
        yield SystemCommand(
            f"Write the {FORMATS[ending]}", f"key w {letter}", lambda ending=ending: screen.wishes.write(ending)
        )


def _said(key: Key, screen: LandscapeScreen) -> str:
    """Return what a key does: of a digit, to which variable; nothing where there is no such variable."""
    if not key.wish.startswith("toggle "):
        return key.says
    session = screen.timeline.present
    i = int(key.wish.removeprefix("toggle ")) - 1
    if i >= session.objective.size:
        return ""
    return f"{'freeze' if session.free[i] else 'free'} {session.objective.name(i)}"
