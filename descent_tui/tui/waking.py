"""A wake-up call for a thread that sleeps on files."""

from __future__ import annotations

import os
import threading
from contextlib import suppress

ENOUGH = 1024
"""Bytes read at a time; a call leaves one."""


class Waking(threading.Event):
    """An event that also makes a pipe readable, so that the input thread can sleep until something happens."""

    def __init__(self) -> None:
        super().__init__()
        self.read, self._write = os.pipe()
        os.set_blocking(self.read, False)

    def set(self) -> None:
        """Wake."""
        super().set()
        os.write(self._write, b"\0")

    def clear(self) -> None:
        """Let it sleep again."""
        super().clear()
        with suppress(BlockingIOError):
            os.read(self.read, ENOUGH)

    def close(self) -> None:
        """Give up the pipe."""
        os.close(self.read)
        os.close(self._write)
