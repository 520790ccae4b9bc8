"""The file the terminal is written through."""

from __future__ import annotations

import os
import select
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from descent_tui.tui.backpressure import Link

CHUNK = 1 << 16


class TerminalStream:
    """A file of text onto a terminal's descriptor, for Textual's writer thread.

    It encodes by itself, so a locale cannot make it fail; it counts what has left; and when the terminal is gone it
    swallows what is still written, since the program is about to end and must not end on that.
    """

    def __init__(self, fd: int, link: Link, ascii_only: bool = False) -> None:
        self._fd = fd
        self._link = link
        self._encoding = "ascii" if ascii_only else "utf-8"
        self._parts: list[str] = []
        self._held = 0

    def write(self, text: str) -> int:
        """Take text; it leaves with the next flush, or once there is much of it."""
        self._parts.append(text)
        self._held += len(text)
        if self._held > CHUNK:
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Send what is held, waiting for the terminal."""
        text, held = "".join(self._parts), self._held
        self._parts.clear()
        self._held = 0
        try:
            _send(self._fd, text.encode(self._encoding, "replace"))
        except OSError:
            pass
        finally:
            self._link.deliver(held)

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._fd

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return os.isatty(self._fd)


def _send(fd: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[os.write(fd, rest) :]
        except BlockingIOError:  # somebody before us left the terminal non-blocking
            select.select([], [fd], [])
