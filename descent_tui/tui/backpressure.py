"""The link to the terminal: how much has been sent that has not arrived."""

from __future__ import annotations

import fcntl
import struct
import termios
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

SLACK = 2048
"""Characters under way that keep nobody waiting."""

LARGE = 4096
"""Characters in one piece after which the terminal is asked to say when it has them."""

PATIENCE = 3.0
"""Seconds after which an answer is taken for lost."""


class Link:
    """Counts what was written, what has left, and what the terminal says it has drawn.

    A pseudo-terminal under SSH takes two megabytes before it lets a program feel that the line is slow. So after a
    large frame the terminal is asked something it answers at once (DECRQM 2026, which Textual asks at the start too):
    the answer comes when the frame is drawn. Terminals that did not answer the first time are not asked again.

    The app counts `accepted`, the writer's thread `delivered`: each is written by one thread only, so neither needs a
    lock. What the app sends by itself is on no way, and not counted.
    """

    def __init__(self, fd: int = -1) -> None:
        self._fd = fd
        self._accepted = 0
        self._delivered = 0
        self._answers = False
        self._asked_at: float | None = None
        self._settled = Event()
        self._settled.set()

    def restart(self) -> None:
        """Begin anew, with no writer at work."""
        self._accepted = self._delivered = 0
        self._asked_at = None
        self._settled.set()

    def accept(self, length: int) -> None:
        """Count characters given to the writer."""
        self._accepted += length

    def deliver(self, length: int) -> None:
        """Count characters taken by the system."""
        self._delivered += length

    def should_ask(self, length: int) -> bool:
        """Return whether to ask after a piece of this length, and if so take the question as asked."""
        if length < LARGE or not self._answers or self._waiting():
            return False
        self._settled.clear()
        self._asked_at = monotonic()
        return True

    def answered(self) -> bool:
        """Take note of an answer; return whether it is the first, which Textual waits for."""
        first, self._answers = not self._answers, True
        self._asked_at = None
        self._settled.set()
        return first

    def settle(self, seconds: float) -> None:
        """Wait for an answer under way, so that it does not end up on the shell's prompt."""
        if self._waiting():
            self._settled.wait(seconds)

    def idle(self) -> bool:
        """Whether the writer has nothing that the system has not taken."""
        return self._accepted == self._delivered

    def busy(self) -> bool:
        """Whether a frame sent now would queue behind an earlier one."""
        return self._accepted - self._delivered > SLACK or self._waiting() or self._unsent() > SLACK

    def _waiting(self) -> bool:
        return self._asked_at is not None and monotonic() - self._asked_at < PATIENCE

    def _unsent(self) -> int:
        """Return the bytes in the system's output queue; a pseudo-terminal keeps none, a serial line does."""
        if self._fd < 0:
            return 0
        try:
            packed = fcntl.ioctl(self._fd, termios.TIOCOUTQ, bytes(4))
        except OSError:
            return 0
        return int(struct.unpack("i", packed)[0])


_IDLE = Link()


def link(app: App[Any]) -> Link:
    """Return the link of an app; one that is never busy where the driver is not ours (tests, the web)."""
    found = getattr(app._driver, "link", None)  # noqa: SLF001 - an App has no other word for its terminal
    return found if isinstance(found, Link) else _IDLE
