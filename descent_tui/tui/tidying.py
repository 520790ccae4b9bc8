"""Memory given back when a page has been left."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

DELAY = 0.3
"""Seconds from leaving a page until nothing hangs on it any more."""


def tidy() -> None:
    """Free what hangs on nothing but itself, and return what is free to the system.

    A page, its widgets and its timers know each other, so their pictures, megabytes on a large screen, would lie there
    until the collector looks for old garbage. The C library keeps free memory between what is still used; glibc can be
    asked for it, and others have no such call.
    """
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
