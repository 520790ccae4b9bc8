"""The help: every key, from the keymap itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from descent_tui.pictures.help import help_picture
from descent_tui.tui.compositor import LeanScreen
from descent_tui.tui.keymap import KEYMAP
from descent_tui.tui.raster_view import RasterView

if TYPE_CHECKING:
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


class HelpScreen(LeanScreen, inherit_bindings=False):
    """All keys on one page, or on as many as it takes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter,ctrl+c", "leave", "back", show=False),
        Binding("down,j,space,pagedown", "turn(1)", "further down", show=False),
        Binding("up,k,pageup", "turn(-1)", "further up", show=False),
    ]

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._top = 0
        self._view = RasterView()

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

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss()

    def action_turn(self, by: int) -> None:
        """Scroll by half a page."""
        self._top = max(self._top + by * max(self.size.height // 2, 1), 0)
        self._draw()

    def dismiss(self, result: Any = None) -> Any:
        """Leave the page."""
        return super().dismiss(result)
