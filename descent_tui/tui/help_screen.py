"""The help: every key, from the keymap itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from descent_tui.pictures.help import help_picture
from descent_tui.tui.keymap import KEYMAP
from descent_tui.tui.leaf import Leaf

if TYPE_CHECKING:
    from collections.abc import Mapping

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


class HelpScreen(Leaf):
    """All keys on one page, or on as many as it takes."""

    KEYS: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("escape", "q", "question_mark", "f1", "enter", "ctrl+c"), "leave"),
        **dict.fromkeys(("down", "j", "space", "pagedown"), "turn 1"),
        **dict.fromkeys(("up", "k", "pageup"), "turn -1"),
    }

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._top = 0

    def show(self) -> None:
        """Draw the rows from the one scrolled to."""
        raster, self._top = help_picture(keys_by_group(), *self.size, self._look, self._top)
        self.view.show(raster)

    def turn(self, by: int) -> None:
        """Scroll by half a page."""
        self._top = max(self._top + by * max(self.size.height // 2, 1), 0)
        self.on_resize()
