"""A frame in one piece: what is written between the marks of a synchronised update leaves together."""

from __future__ import annotations

import re

BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
"""The marks of a synchronised update (DEC private mode 2026)."""

_LAST_MOVE = re.compile(r"\x1b\[[0-9]+;[0-9]+H\Z")


class Frame:
    """Joins the pieces in which Textual writes a frame: one call of the system, and one packet over SSH.

    A frame that only moves the cursor to where it is already is none: Textual sends one whenever nothing has changed.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._cursor = ""

    def admit(self, text: str) -> str:
        """Return what to send now: a frame with its end, or what belongs to none; nothing while a frame is open."""
        whole = body = text
        if text == BEGIN or self._parts:
            self._parts.append(text)
            if text != END:
                return ""
            whole = self.rest()
            body = whole[len(BEGIN) : -len(END)]
        if body == self._cursor:
            return ""
        move = _LAST_MOVE.search(body)
        self._cursor = move[0] if move else ""
        return whole

    def rest(self) -> str:
        """Return what there is of a frame that is still open, and close it."""
        rest = "".join(self._parts)
        self._parts.clear()
        return rest
