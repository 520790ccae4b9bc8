"""Old journals go: a state folder does not grow for ever."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from descent_tui.session.state_folder import held, opened, state_folder

if TYPE_CHECKING:
    from pathlib import Path

KEPT = 50
"""So many journals are always kept, the newest."""

DAYS = 30
"""A younger one is always kept."""

_JOURNAL = re.compile(r"(?P<stem>[0-9]{8}T[0-9]{6}Z-[0-9]+-[0-9a-f]{6})\.jsonl")
_CHECKPOINT = re.compile(r"(?P<stem>[0-9]{8}T[0-9]{6}Z-[0-9]+-[0-9a-f]{6})\.[0-9]+\.npz")
"""The names this program gives; whatever else lies in the folder is not ours to remove."""


def prune(folder: Path | None = None, now: float | None = None) -> int:
    """Remove the journals that are neither among the newest nor young, with their checkpoints; return how many.

    One that a session is writing is kept, and so is every file whose name is not one of ours. What cannot be removed
    stays.

    Args:
        folder: where; the state folder unless said.
        now: seconds since 1970.
    """
    try:
        with opened(folder or state_folder()) as descriptor:
            return _prune(descriptor, (time.time() if now is None else now) - DAYS * 86400)
    except OSError:
        return 0


def _prune(folder: int, before: float) -> int:
    names = os.listdir(folder)
    stems = sorted((found["stem"] for name in names if (found := _JOURNAL.fullmatch(name))), reverse=True)
    gone = {stem for stem in stems[KEPT:] if _removed(folder, f"{stem}.jsonl", before)}
    for name in names if gone else ():
        found = _CHECKPOINT.fullmatch(name)
        if found and found["stem"] in gone:
            with suppress(OSError):
                os.unlink(name, dir_fd=folder)
    return len(gone)


def _removed(folder: int, name: str, before: float) -> bool:
    """Remove a journal that was last written before a time and that nobody writes now; return whether it is gone."""
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK, dir_fd=folder)
    except OSError:
        return False
    try:
        if os.fstat(descriptor).st_mtime >= before or held(descriptor):
            return False
        os.unlink(name, dir_fd=folder)
    except OSError:
        return False
    else:
        return True
    finally:
        os.close(descriptor)
