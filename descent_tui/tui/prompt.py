"""A line to type in, over the bottom of the screen, with what is wrong with it underneath.

It is no widget: it knows keys and cells. Textual's own line would take the focus a moment after it is opened, and what
is typed in that moment would be taken for wishes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import spoken, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.pictures.look import Look

LONGEST = 4096
"""Characters a prompt takes."""

HEIGHT = 3
"""Rows: the line, the caret, the reason."""

Check = tuple[int | None, str]
"""Where it is wrong (a 0-based column, or None for no place), and the reason; an empty reason where it is right."""

State = Literal["open", "done", "left"]

_WORD_BEFORE = re.compile(r"\w*\W*\Z")
_WORD_AFTER = re.compile(r"\W*\w*")


class Prompt:
    """Asks for one line.

    Args:
        label: what stands before it.
        look: how it is drawn.
        done: gets the line on Enter, if nothing is wrong with it.
        value: what is there to begin with.
        check: called at every change; says what is wrong.
        left: called when the line is given up.
        help_: what stands under it while nothing is wrong.
    """

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
        self.value = value
        self.cursor = len(value)
        self.state: State = "open"
        self._look = look
        self._label = f" {label} " if label else " "
        self._check = check or (lambda _: (None, ""))
        self._done = done
        self._left = left or (lambda: None)
        self._help = help_
        self._scroll = 0
        self._said: Check = (None, "")

    # Typing

    def insert(self, text: str) -> None:
        """Type a text, or paste it: its first line."""
        first = next(iter(text.splitlines()), "")[: LONGEST - len(self.value)]
        self._put(self.value[: self.cursor] + first + self.value[self.cursor :], self.cursor + len(first))

    def press(self, key: str) -> bool:
        """Do what a key means that is no character; return whether it means anything here."""
        edits: dict[str, Callable[[], None]] = {
            "enter": self._enter, "escape": self.leave, "ctrl+c": self.leave,
            "left": lambda: self._go(self.cursor - 1), "right": lambda: self._go(self.cursor + 1),
            "home": lambda: self._go(0), "ctrl+a": lambda: self._go(0),
            "end": lambda: self._go(len(self.value)), "ctrl+e": lambda: self._go(len(self.value)),
            "ctrl+left": lambda: self._go(self._word_before()), "ctrl+right": lambda: self._go(self._word_after()),
            "backspace": lambda: self._cut(self.cursor - 1, self.cursor),
            "delete": lambda: self._cut(self.cursor, self.cursor + 1),
            "ctrl+d": lambda: self._cut(self.cursor, self.cursor + 1),
            "ctrl+w": lambda: self._cut(self._word_before(), self.cursor),
            "ctrl+u": lambda: self._cut(0, self.cursor), "ctrl+k": lambda: self._cut(self.cursor, len(self.value)),
        }  # fmt: skip
        edit = edits.get(key)
        if edit is not None:
            edit()
        return edit is not None

    def leave(self) -> None:
        """Give up."""
        self.state = "left"
        self._left()

    def _enter(self) -> None:
        value = self.value.strip()
        if not value:
            self.leave()
        elif not self._check(self.value)[1]:
            self.state = "done"
            self._done(value)

    def _go(self, place: int) -> None:
        self.cursor = min(max(place, 0), len(self.value))

    def _cut(self, start: int, end: int) -> None:
        if 0 <= start < end <= len(self.value):
            self._put(self.value[:start] + self.value[end:], start)

    def _word_before(self) -> int:
        found = _WORD_BEFORE.search(self.value[: self.cursor])
        return found.start() if found else 0

    def _word_after(self) -> int:
        found = _WORD_AFTER.match(self.value, self.cursor)
        return found.end() if found else len(self.value)

    def _put(self, value: str, cursor: int) -> None:
        self.value, self.cursor = value, cursor
        self._said = self._check(value) if value.strip() else (None, "")

    # What is seen

    def picture(self, width: int) -> Raster:
        """Return the three rows."""
        look = self._look
        colours = look.colours
        raster = Raster.blank(width, HEIGHT, colours.ink, colours.paper)
        label = spoken(self._label, look)
        start = write(raster, 0, 0, [(label, colours.title)], look)
        room = max(width - start - 1, 1)
        self._scroll = min(max(self._scroll, self.cursor - room + 1), self.cursor)
        seen = self.value[self._scroll : self._scroll + room]
        raster.put(start, 0, seen, colours.ink)
        self._put_cursor(raster, start + self.cursor - self._scroll)
        column, reason = self._said
        if column is not None and 0 <= column - self._scroll < room:
            raster.put(start + column - self._scroll, 1, "^", colours.bad)
        says, ink = (reason, colours.bad) if reason else (self._help, colours.faint)
        write(raster, 1, 2, [(says, ink)], look, width - 2)
        return raster

    def _put_cursor(self, raster: Raster, x: int) -> None:
        """Mark where one types: in the colours turned round, or where there are none, under the line."""
        look = self._look
        if look.depth == "none":
            raster.put(x, 1, "'" if look.ascii else "▔")
        else:
            raster.bg[0, x : x + 1], raster.fg[0, x : x + 1] = look.colours.ink, look.colours.paper
