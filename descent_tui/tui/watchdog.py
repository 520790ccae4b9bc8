"""The last resort: a program that was told to end does end."""

from __future__ import annotations

import os
import select
import signal
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

DEADLY = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)
PATIENCE = 2.0
"""Seconds between being told to end and the hard way."""

ECHO = 0.2
"""Seconds within which signals are one: a closed window sends SIGHUP from the shell and from the system."""

_ARMED = 255


class Watchdog:
    """Waits in a thread of its own for deadly signals, and takes the hard way where the soft one does not work.

    The interpreter's C handler writes each signal's number to a pipe (`signal.set_wakeup_fd`), so the signal is
    noticed even while the main thread waits for a terminal that does not read. The first starts the clock, the second
    does not wait for it.

    Args:
        hard_way: ends the process with a status; does not return.
        patience: seconds.
    """

    def __init__(self, hard_way: Callable[[int], None], patience: float = PATIENCE) -> None:
        self._hard_way = hard_way
        self._patience = patience
        self._status = 0
        self._read, self._write = os.pipe()
        os.set_blocking(self._write, False)
        self._previous = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        self._thread = Thread(target=self._watch, name="descent-tui-watchdog", daemon=True)
        self._thread.start()

    def arm(self, status: int) -> None:
        """Start the clock for an end that nobody signalled."""
        self._status = status
        os.write(self._write, bytes([_ARMED]))

    def dismiss(self) -> None:
        """Stop watching."""
        signal.set_wakeup_fd(self._previous)
        os.close(self._write)
        self._thread.join()
        os.close(self._read)

    def _watch(self) -> None:
        deadline: float | None = None
        told_at: float | None = None
        while True:
            left = None if deadline is None else max(deadline - monotonic(), 0.0)
            if not select.select([self._read], [], [], left)[0]:
                self._hard_way(self._status)
                return
            codes = os.read(self._read, 64)
            if not codes:
                return
            now = monotonic()
            for code in codes:
                if code in DEADLY:
                    self._status = 128 + code
                    if told_at is not None and now - told_at > ECHO:
                        self._hard_way(self._status)
                        return
                    told_at = told_at or now
                if code in DEADLY or code == _ARMED:
                    deadline = deadline or now + self._patience
