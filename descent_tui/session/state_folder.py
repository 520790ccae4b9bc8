"""The folder in which the screen keeps its state: made for one person, never led astray by a planted link.

Only the screen writes here. `$XDG_STATE_HOME/descent-tui`, by default `~/.local/state/descent-tui`, has mode 0700 and
its files 0600 whatever the umask. A file is only ever made anew (O_EXCL) and never followed (O_NOFOLLOW), and no name
in a folder that others share is used.
"""

from __future__ import annotations

import fcntl
import os
import stat
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "descent-tui"

_MADE = os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_TRIES = 50
"""How often a lock is asked for: somebody who only looks at a file holds it for an instant."""


def state_folder(environ: Mapping[str, str] | None = None) -> Path:
    """Return the folder; it need not exist. A relative XDG_STATE_HOME counts as none, as its specification says.

    Raises:
        OSError: where there is no home folder.
    """
    base = (os.environ if environ is None else environ).get("XDG_STATE_HOME", "")
    if Path(base).is_absolute():
        return Path(base) / NAME
    try:
        return Path.home() / ".local" / "state" / NAME
    except RuntimeError as error:
        raise FileNotFoundError(2, "there is no home folder") from error


@contextmanager
def opened(folder: Path, *, make: bool = False) -> Iterator[int]:
    """Yield a descriptor of the folder, made where asked for; raise OSError if it is a link, or is not ours."""
    if make:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        status = os.fstat(descriptor)
        if status.st_uid != os.geteuid():
            raise PermissionError(1, "it belongs to somebody else")
        if make and stat.S_IMODE(status.st_mode) != 0o700:
            os.fchmod(descriptor, 0o700)
        yield descriptor
    finally:
        os.close(descriptor)


def make_file(folder: Path, name: str) -> int:
    """Return a descriptor of a new empty file, appended to, that its owner alone may read; raise OSError."""
    with opened(folder, make=True) as descriptor:
        made = os.open(name, os.O_RDWR | os.O_APPEND | _MADE, 0o600, dir_fd=descriptor)
        try:
            os.fchmod(made, 0o600)  # a umask may have taken even the owner's rights
            os.fsync(descriptor)  # the name, too, outlives a loss of power
        except OSError:
            os.close(made)
            raise
        return made


def open_file(path: Path, flags: int) -> int:
    """Return a descriptor of a file that is there: a regular one of ours, and no link; raise OSError."""
    descriptor = os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid():
        return descriptor
    os.close(descriptor)
    raise PermissionError(1, "it is not a file of ours")


def lock(descriptor: int) -> bool:
    """Hold a file while it is written, until its descriptor is closed; return False where another session holds it.

    A file system without locks keeps the journal nonetheless.
    """
    for _ in range(_TRIES):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.002)
        except OSError:
            return True
        else:
            return True
    return False


def held(descriptor: int) -> bool:
    """Return whether a session holds the file; where that cannot be known, it is better thought to."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    return False
