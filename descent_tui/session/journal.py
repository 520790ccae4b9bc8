"""The journal of a session as it is written: append only, a line for each action, never in the way.

A line is handed to the system in one piece as soon as its action is done, so that a session killed a moment later has
it; it is forced onto the disk at least each second, without a clock that ticks: by the next action a second later, or
by one call that the screen schedules when `write` says so. What cannot be written is said once, in words, and the
session goes on in memory.
"""

from __future__ import annotations

import os
import platform
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from descent_tui._version import __version__
from descent_tui.scenario.reading import UNPRINTABLE
from descent_tui.session.actions import Open
from descent_tui.session.checkpoint import Steps
from descent_tui.session.digest import hash_of
from descent_tui.session.embedded import file_of, hash_of_file, origin, toml
from descent_tui.session.record import LARGEST, LONGEST, VERSION, WORDS, Header, Kept, Seen
from descent_tui.session.state_folder import lock, make_file, state_folder

if TYPE_CHECKING:
    from pathlib import Path

    from descent_tui.scenario.scenario import Scenario
    from descent_tui.session.actions import Action
    from descent_tui.session.session import Session

SYNC_AFTER = 1.0
"""Seconds that an action may be on its way to the disk."""

ENDING = ".jsonl"


class Journal:
    """A journal that is being written, or one that could not be and keeps nothing. No method raises.

    Attributes:
        path: the file, None where there is none.
    """

    def __init__(
        self, path: Path | None, descriptor: int | None, lines: int = 0, size: int = 0, k: int = 0, why: str = ""
    ) -> None:
        self.path = path
        self._descriptor = descriptor
        self._lines = lines
        self._size = size
        self._k = k
        self._complaint = f"This session is kept in memory only: {why}." if why else ""
        self._since = 0.0
        self._owes = False
        self._scheduled = False
        self._steps = Steps()

    @property
    def kept(self) -> bool:
        """Whether actions are still being written."""
        return self._descriptor is not None

    def complaint(self) -> str:
        """Return why the session is no longer being kept, the first time this is asked; else an empty word."""
        said, self._complaint = self._complaint, ""
        return said

    def write(self, action: Action, session: Session) -> bool:
        """Write an action that has been done, and the session it led to.

        Return whether to call `sync` once, after `SYNC_AFTER` seconds; a call that is still to come is enough.
        """
        if self._descriptor is None:
            return False
        line: dict[str, object] = {"do": _said(action)}
        if action.looks:
            line["view"] = True
        if isinstance(action, Open):
            line["scenario"] = kept(session.scenario)
        self._append(line)
        self._lay_checkpoint(action, session)
        if self._owes and time.monotonic() - self._since >= SYNC_AFTER:  # the call is late: something takes long
            self._force()
        schedule = self._owes and not self._scheduled
        self._scheduled |= schedule
        return schedule

    def sync(self) -> None:
        """Force what has been written onto the disk, if anything is still on its way."""
        self._scheduled = False
        if self._owes:
            self._force()

    def end(self) -> None:
        """Write that the session was left on purpose, and close."""
        if self._descriptor is not None:
            self._append({"end": _now()})
            self.close()

    def close(self) -> None:
        """Close without an end: a session whose terminal went away can be resumed."""
        if self._descriptor is not None:
            self.sync()
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def discard(self) -> None:
        """Close, and take the file and its checkpoints away: nothing of this session was ever wanted."""
        self.close()
        for file in self.path.parent.glob(f"{self.path.stem}.*") if self.path is not None else ():
            with suppress(OSError):
                file.unlink()

    def resumed(self) -> None:
        """Write that a new process goes on with this journal."""
        self._append({"resumed": {"at": _now(), "versions": versions()}})

    def _append(self, line: dict[str, object]) -> None:
        try:
            text = msgspec.json.encode({"n": self._lines, **line} if self._lines else line) + b"\n"
        except ValueError:
            self._give_up("an action cannot be written as text")
            return
        if len(text) > LONGEST or self._size + len(text) > LARGEST or len(str(line.get("do", ""))) > WORDS:
            self._give_up("its journal would grow too large")
            return
        self._put(text)

    def _put(self, text: bytes) -> None:
        """Append a whole line, or else nothing of it."""
        descriptor = self._descriptor
        if descriptor is None:
            return
        try:
            if os.write(descriptor, text) != len(text):
                raise OSError(28, "no space left on device")  # noqa: TRY301  the system takes a part and says nothing
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(descriptor, self._size)
            self._give_up(_reason(error))
            return
        self._size += len(text)
        self._lines += 1
        if not self._owes:
            self._owes, self._since = True, time.monotonic()

    def _force(self) -> None:
        if self._descriptor is None:
            return
        try:
            os.fsync(self._descriptor)
        except OSError as error:
            self._give_up(_reason(error))
        self._owes = False

    def _give_up(self, why: str) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        where = f"the journal {self.path} cannot be continued" if self.path else "there is no journal"
        self._complaint = f"From here on this session is kept in memory only: {where}, because {why}."

    def _lay_checkpoint(self, action: Action, session: Session) -> None:
        """Lay a checkpoint when many steps have been taken since the last; without one, resuming takes longer."""
        self._steps.add(self._lines - 1, action, self._k, session)
        self._k = session.here.k
        if self._steps.many and self.path is not None and (laid := self._steps.lay(self.path, self._lines)):
            self._append({"checkpoint": laid})


def begin(session: Session, *, folder: Path | None = None, seed: int = 0) -> Journal:
    """Return the journal of a session in which nothing has happened yet; one that keeps nothing where it cannot be.

    Args:
        session: as it was opened.
        folder: where; the state folder unless said.
        seed: of whatever in the session is random.
    """
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}-{os.urandom(3).hex()}{ENDING}"
    try:
        folder = folder or state_folder()
        descriptor = make_file(folder, name)
    except (OSError, ValueError) as error:
        return Journal(None, None, why=f"{folder or 'its folder'} cannot be written, because {_reason(error)}")
    lock(descriptor)
    journal = Journal(folder / name, descriptor)
    view = Seen(session.view.palette, session.view.dark)
    header = Header(VERSION, kept(session.scenario), seed, _now(), versions(), view)
    journal._append(msgspec.to_builtins(header))  # noqa: SLF001  the first line is the only one that is no action
    journal._force()  # noqa: SLF001
    return journal


def kept(scenario: Scenario) -> Kept:
    """Return a scenario as a journal keeps it."""
    kind, word = origin(scenario)
    text = toml(scenario)
    return Kept(kind, _plain(word), text, hash_of(text), hash_of_file(file_of(kind, word)))  # type: ignore[arg-type]


def versions() -> dict[str, str]:
    """Return what the numbers of a session may depend on, by name."""
    return {"descent-tui": __version__, "python": platform.python_version(), "numpy": np.__version__}


def _said(action: Action) -> str:
    return UNPRINTABLE.sub("�", _plain(action.text))


def _plain(text: str) -> str:
    """Return a text that UTF-8 can hold: file names may be any bytes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or "the system refuses").lower()
