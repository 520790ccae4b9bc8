"""A line to type in, over the bottom of the screen, with what is wrong with it underneath.

It is no widget: it knows keys and cells. Textual's own line would take the focus a moment after it is opened, and what
is typed in that moment would be taken for wishes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import shortened, spoken, wrapped, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.pictures.look import Look

LONGEST = 4096
"""Characters a prompt takes."""

MOST = 3
"""Rows that the reason takes at most, under the line and the caret; where it is longer it ends in an ellipsis."""

REPLACES = "typing replaces it, ← → change it"
"""What is said under a line that stood there to begin with, until it is touched."""

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
        value: what is there to begin with. It is selected whole: what is typed first takes its place, so that a formula
            is never added to the old one; a key that moves or cuts changes it instead.
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
        self.selected = bool(value)
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
        before, after = ("", "") if self.selected else (self.value[: self.cursor], self.value[self.cursor :])
        first = next(iter(text.splitlines()), "")[: LONGEST - len(before) - len(after)]
        if first:
            self._put(before + first + after, len(before) + len(first))

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
            if self.selected and key in {"backspace", "delete"}:
                self._put("", 0)
            else:
                edit()
            self.selected = False
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
        self.value, self.cursor, self.selected = value, cursor, False
        self._said = self._check(value) if value.strip() else (None, "")

    # What is seen

    def picture(self, width: int) -> Raster:
        """Return the rows: the line, the caret, and the reason in as many as it takes."""
        look = self._look
        colours = look.colours
        column, reason = self._said
        told = _told(reason or self._help, width - 2, look)
        raster = Raster.blank(width, 2 + len(told), colours.ink, colours.paper)
        label = spoken(self._label, look)
        start = write(raster, 0, 0, [(label, colours.title)], look)
        room = max(width - start - 1, 1)
        self._scroll = min(max(self._scroll, self.cursor - room + 1), self.cursor)
        seen = self.value[self._scroll : self._scroll + room]
        raster.put(start, 0, seen, colours.ink)
        if self.selected:
            self._put_selection(raster, start, start + self.cursor - self._scroll)
        self._put_cursor(raster, start + self.cursor - self._scroll)
        if column is not None and 0 <= column - self._scroll < room:
            raster.put(start + column - self._scroll, 1, "^", colours.bad)
        for y, text in enumerate(told, start=2):
            write(raster, 1, y, [(text, colours.bad if reason else colours.faint)], look, width - 2)
        return raster

    def _put_selection(self, raster: Raster, start: int, cursor: int) -> None:
        """Set the line off by its colours, and say what typing does to it, clear of the mark of the cursor."""
        look = self._look
        if look.depth != "none":
            raster.bg[0, start:cursor], raster.fg[0, start:cursor] = look.colours.title, look.colours.paper
        said = spoken(REPLACES, look)
        beside = start if look.depth != "none" else cursor + 2
        x = beside if beside + len(said) < raster.width else cursor - 1 - len(said)
        if x > 0:
            raster.put(x, 1, said, look.colours.faint)

    def _put_cursor(self, raster: Raster, x: int) -> None:
        """Mark where one types: in the colours turned round, or where there are none, under the line."""
        look = self._look
        if look.depth == "none":
            raster.put(x, 1, "'" if look.ascii else "▔")
        else:
            raster.bg[0, x : x + 1], raster.fg[0, x : x + 1] = look.colours.ink, look.colours.paper


def _told(text: str, width: int, look: Look) -> list[str]:
    """Return text in one to `MOST` lines of at most `width`."""
    lines = wrapped(spoken(text, look), width)
    if len(lines) > MOST:
        lines = [*lines[: MOST - 1], shortened(" ".join(lines[MOST - 1 :]), width, look)]
    return lines or [""]
