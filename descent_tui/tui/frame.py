"""A frame in one piece: what is written between the marks of a synchronised update leaves together."""

from __future__ import annotations

BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
"""The marks of a synchronised update (DEC private mode 2026)."""


class Frame:
    """Joins the pieces in which Textual writes a frame: one call of the system, and one packet over SSH."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def admit(self, text: str) -> str:
        """Return what to send now: a frame with its end, or what belongs to none; nothing while a frame is open."""
        if text == BEGIN or self._parts:
            self._parts.append(text)
            return self.rest() if text == END else ""
        return text

    def rest(self) -> str:
        """Return what there is of a frame that is still open, and close it."""
        rest = "".join(self._parts)
        self._parts.clear()
        return rest
