"""Pasted text on its way in."""

from __future__ import annotations

START = "\x1b[200~"
END = "\x1b[201~"
LIMIT = 1 << 16
"""Characters of one paste that are let in; the rest is dropped."""

PATIENCE = 1.0
"""Seconds without input after which a paste that was not ended is ended for it."""

_MUTE = {code: None for code in (*range(32), *range(127, 160)) if code not in {9, 10, 13}}


class PasteGate:
    """Lets typed text through as it is, and of a bracketed paste only so much, and no control characters.

    Without it a paste that never ends swallows every key, and one of ten megabytes is kept in memory whole.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._room: int | None = None
        self._tail = ""

    @property
    def open(self) -> bool:
        """Whether a paste has begun and not ended."""
        return self._room is not None

    def admit(self, text: str) -> str:
        """Return what may pass of the text that has come in."""
        out: list[str] = []
        while text:
            passed, text = self._typed(text) if self._room is None else self._pasted(text, self._room)
            out.append(passed)
        return "".join(out)

    def give_up(self) -> str:
        """Return the end of a paste that has not been ended."""
        if self._room is None:
            return ""
        self._room, self._tail = None, ""
        return END

    def _typed(self, text: str) -> tuple[str, str]:
        """Pass text up to the start of a paste. A key is never held back, so a split marker is found by its tail."""
        known = self._tail + text
        at = known.find(START)
        if at < 0:
            self._tail = known[1 - len(START) :]
            return text, ""
        cut = at + len(START) - len(self._tail)
        self._room, self._tail = self._limit, ""
        return text[:cut], text[cut:]

    def _pasted(self, text: str, room: int) -> tuple[str, str]:
        """Pass text up to the end of the paste, holding back what may be the beginning of the end."""
        known = self._tail + text
        at = known.find(END)
        if at >= 0:
            self._room, self._tail = None, ""
            return _clean(known[:at], room) + END, known[at + len(END) :]
        held = next(n for n in range(len(END) - 1, -1, -1) if known.endswith(END[:n]))
        body = known[: len(known) - held]
        self._tail = known[len(known) - held :]
        passed = _clean(body, room)
        self._room = room - len(passed)
        return passed, ""


def _clean(text: str, room: int) -> str:
    return text.translate(_MUTE)[:room]
