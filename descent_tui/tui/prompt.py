"""A line to type in, over the bottom of the screen, with what is wrong with it underneath."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.color import Color
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from descent_tui.pictures.raster import INDEXED
from descent_tui.pictures.text import spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from descent_tui.pictures.look import Look

LONGEST = 4096
"""Characters a prompt takes."""

Check = tuple[int | None, str]
"""Where it is wrong (a 0-based column, or None for no place), and the reason; an empty reason where it is right."""


class Prompt(Vertical):
    """Asks for one line.

    `check` is called at every change and says what is wrong; `done` gets the line on Enter, if nothing is;
    `left` is called when the line is given up.
    """

    DEFAULT_CSS = """
    Prompt { dock: bottom; height: 3; }
    Prompt Horizontal { height: 1; }
    Prompt Static { width: auto; height: 1; }
    Prompt Input { border: none; height: 1; padding: 0; width: 1fr; }
    Prompt Input:focus { border: none; }
    Prompt .under { width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "give up", show=False),
        Binding("ctrl+c", "leave", "give up", show=False, priority=True),
    ]

    def __init__(
        self,
        label: str,
        look: Look,
        done: Callable[[str], None],
        *,
        value: str = "",
        check: Callable[[str], Check] | None = None,
        left: Callable[[], None] | None = None,
        help_: str = "Enter takes it, Esc gives up.",
    ) -> None:
        super().__init__()
        self._look = look
        self._label = f" {label} "
        self._done = done
        self._check = check or (lambda _: (None, ""))
        self._left = left or (lambda: None)
        self._help = help_
        self._line = Input(value, max_length=LONGEST, select_on_focus=False, compact=True)
        self._line.cursor_blink = False
        self._caret = Static("", classes="under", markup=False)
        self._reason = Static("", classes="under", markup=False)

    def compose(self) -> ComposeResult:
        """Yield the line and what stands under it."""
        with Horizontal():
            yield Static(spoken(self._label, self._look), markup=False, id="label")
            yield self._line
        yield self._caret
        yield self._reason

    def on_mount(self) -> None:
        """Take the look's colours and the focus."""
        self._paint()
        self._line.focus()
        self._line.cursor_position = len(self._line.value)
        self._show(self._line.value)

    def _paint(self) -> None:
        colours = self._look.colours
        if self._look.depth == "none":
            return
        for widget in (self, self._line, *self.query(Static)):
            widget.styles.background = _colour(colours.paper)
            widget.styles.color = _colour(colours.ink)
        self.query_one("#label").styles.color = _colour(colours.title)
        self._caret.styles.color = _colour(colours.bad)
        self._reason.styles.color = _colour(colours.faint)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look at the line anew."""
        event.stop()
        self._show(event.value)

    def _show(self, value: str) -> None:
        column, reason = self._check(value) if value.strip() else (None, "")
        place = "" if column is None else " " * (len(self._label) + column - self._line.scroll_offset.x) + "^"
        self._caret.update(place)
        self._reason.update(" " + spoken(reason or self._help, self._look))
        if self._look.depth != "none":
            self._reason.styles.color = _colour(self._look.colours.bad if reason else self._look.colours.faint)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the line, unless something is wrong with it."""
        event.stop()
        value = event.value.strip()
        if not value:
            self.action_leave()
        elif not self._check(value)[1]:
            self.remove()
            self._done(value)

    def action_leave(self) -> None:
        """Give up."""
        self.remove()
        self._left()


def _colour(code: int) -> Color:
    if code & INDEXED and code > 0:
        from rich.color import Color as RichColor

        red, green, blue = RichColor.from_ansi(code & 0xFF).get_truecolor()
        return Color(red, green, blue)
    return Color(code >> 16 & 0xFF, code >> 8 & 0xFF, code & 0xFF)
