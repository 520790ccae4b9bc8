"""The file the terminal is written through."""

from __future__ import annotations

import os
import select
import termios
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from descent_tui.tui.backpressure import Link

CHUNK = 1 << 16
"""Characters held at most."""

PIECE = 1 << 12
"""Bytes given to the terminal at a time, so that between two of them one can stop."""


class TerminalStream:
    """A file of text onto a terminal, for Textual's writer thread.

    It encodes by itself, so a locale cannot make it fail; it counts what has left; and when the terminal is gone it
    swallows what is still written, since the program is about to end and must not end on that. It has an opening of
    the terminal of its own that never blocks: a thread inside a blocked write could not be told to stop.
    """

    def __init__(self, fd: int, link: Link, ascii_only: bool = False) -> None:
        self._fd = fd
        self._link = link
        self._encoding = "ascii" if ascii_only else "utf-8"
        self._parts: list[str] = []
        self._held = 0
        self._left = b""
        self._abandoned = False
        self._door = fd
        with suppress(OSError):
            self._door = os.open(os.ttyname(fd), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)

    def at_once(self, text: str) -> int:
        """Send text from the thread that asks, as far as the terminal takes it without a wait; return the bytes left.

        What is left leaves first with the next flush. To be called only while nothing else is held or on its way:
        it saves a small frame the turn of two threads.
        """
        data = text.encode(self._encoding, "replace")
        if self._door == self._fd or self._abandoned:
            self._left = data
        else:
            try:
                self._left = data[os.write(self._door, data) :]
            except OSError:
                self._left = data  # it takes nothing now, or is gone: the writer's thread will see
        return len(self._left)

    def write(self, text: str) -> int:
        """Take text; it leaves with the next flush, or once there is much of it."""
        self._parts.append(text)
        self._held += len(text)
        if self._held > CHUNK:
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Send what is held, waiting for the terminal."""
        text, held, left = "".join(self._parts), self._held, self._left
        self._parts.clear()
        self._held, self._left = 0, b""
        with suppress(OSError):
            self._send(left + text.encode(self._encoding, "replace"))
        self._link.deliver(held + len(left))

    def _send(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest and not self._abandoned:
            try:
                rest = rest[os.write(self._door, rest[:PIECE]) :]
            except BlockingIOError:
                select.select([], [self._door], [], 0.1)

    def abandon(self, last: bytes) -> None:
        """Send these bytes and no others: what is held, and what the terminal has not read yet, is thrown away."""
        self._abandoned = True
        with suppress(OSError, termios.error):
            termios.tcflush(self._fd, termios.TCOFLUSH)
            os.write(self._door, b"\x18" + last)  # CAN ends a sequence that was cut short

    def close(self) -> None:
        """Give up the opening of the terminal."""
        if self._door != self._fd:
            os.close(self._door)
            self._door = self._fd

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._fd

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return os.isatty(self._fd)
