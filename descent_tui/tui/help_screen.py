"""The help: every key, from the keymap itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.pictures.help import help_picture
from descent_tui.tui.keymap import KEYMAP
from descent_tui.tui.page import Page
from descent_tui.tui.raster_view import RasterView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from descent_tui.pictures.look import Look


def keys_by_group() -> dict[str, list[tuple[str, str]]]:
    """Return heading → (keys, what they do), the nine digits told as one."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for key in KEYMAP:
        rows = groups.setdefault(key.group, [])
        if key.wish.startswith("toggle "):
            if key.wish == "toggle 1":
                rows.append(("1 … 9", "freeze or free a variable by its number"))
            continue
        rows.append((key.shown, key.says))
    return groups


KEYS = {
    **dict.fromkeys(("escape", "q", "question_mark", "f1", "enter", "ctrl+c"), "leave"),
    **dict.fromkeys(("down", "j", "space", "pagedown"), "turn 1"),
    **dict.fromkeys(("up", "k", "pageup"), "turn -1"),
}
"""What keys mean on this page."""


class HelpScreen(Page):
    """All keys on one page, or on as many as it takes."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._top = 0
        self._view = RasterView()

    def keys(self) -> Mapping[str, str]:
        """Return what keys mean here."""
        return KEYS

    def compose(self) -> ComposeResult:
        """Yield the page."""
        yield self._view

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._draw()

    def _draw(self) -> None:
        if self.size.area:
            raster, self._top = help_picture(keys_by_group(), *self.size, self._look, self._top)
            self._view.show(raster)

    def on_click(self) -> None:
        """Leave."""
        self.dismiss()

    def leave(self) -> None:
        """Leave."""
        self.dismiss()

    def turn(self, by: int) -> None:
        """Scroll by half a page."""
        self._top = max(self._top + by * max(self.size.height // 2, 1), 0)
        self._draw()
