"""Sessions that ended without being left: found, replayed, and gone on with."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from descent_tui.scenario.errors import printable, quoted
from descent_tui.session import checkpoint
from descent_tui.session.journal import ENDING, Journal
from descent_tui.session.record import LONGEST, VERSION, Header, JournalError, Line, Record, bytes_of, parsed
from descent_tui.session.replay import remarks, replay
from descent_tui.session.state_folder import held, lock, open_file, opened, state_folder

if TYPE_CHECKING:
    from pathlib import Path

    from descent_tui.scenario.scenario import Scenario
    from descent_tui.session.session import Session
    from descent_tui.session.timeline import Moment, Timeline

TAIL = 64 * 1024
"""Bytes at the end of a journal that are read to learn whether it has ended."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A journal without an end that no session is writing.

    Attributes:
        path: its file. scenario: what was opened first. modified: when it was last written, in seconds since 1970.
    """

    path: Path
    scenario: str
    modified: float


@dataclass(frozen=True, eq=False, slots=True)
class Resumed:
    """A session taken up again.

    Attributes:
        record: its journal as it was found.
        scenario: what was opened first.
        timeline: where it had come to, with everything that can be taken back.
        journal: the same journal, to be gone on with.
        lost: what was lost, one sentence.
        remarks: what else may be worth knowing, a sentence each.
    """

    record: Record
    scenario: Scenario
    timeline: Timeline
    journal: Journal
    lost: str
    remarks: tuple[str, ...]


def unfinished(folder: Path | None = None) -> list[Unfinished]:
    """Return the sessions of a folder that can be resumed, the newest first; one in which nothing was done is none."""
    try:
        folder = folder or state_folder()
        with opened(folder) as descriptor:
            names = [name for name in os.listdir(descriptor) if name.endswith(ENDING)]  # noqa: PTH208  not by its path
    except OSError:
        return []
    found = [one for name in names if (one := _unfinished(folder / name))]
    return sorted(found, key=lambda one: (one.modified, one.path.name), reverse=True)


def resume(path: Path) -> Resumed:
    """Return the session of a journal, replayed, and the journal opened to be gone on with.

    Raises:
        JournalError: for a journal that is being written by another session, has ended, or cannot be replayed.
    """
    descriptor, writable = _open(path)
    try:
        record = _read(descriptor, os.fspath(path))
        timeline = replay(record, checkpoint.Shelf(path.parent, record.checkpoints))
        if record.torn and writable:
            os.ftruncate(descriptor, record.size)
    except BaseException:
        os.close(descriptor)
        raise
    if writable:
        journal = Journal(path, descriptor, record.lines, record.size, timeline.present.here.k)
        journal.resumed()
    else:
        os.close(descriptor)
        journal = Journal(None, None, why=f"{path} may be read but not written")
    first = timeline.present.scenario if timeline.past is None else _first(timeline.past).scenario
    return Resumed(record, first, timeline, journal, _lost(record), tuple(remarks(record)))


def _open(path: Path) -> tuple[int, bool]:
    """Return a descriptor of a journal, and whether it can be written: a disk that fails is often made read-only."""
    try:
        try:
            return open_file(path, os.O_RDWR | os.O_APPEND), True
        except OSError as error:
            if error.errno not in {errno.EROFS, errno.EACCES}:
                raise
            return open_file(path, os.O_RDONLY), False
    except OSError as error:
        raise JournalError(os.fspath(path), 0, f"cannot be gone on with: {error.strerror}") from None


def _read(descriptor: int, file: str) -> Record:
    if not lock(descriptor):
        raise JournalError(file, 0, "another session is writing this journal")
    record = parsed(bytes_of(descriptor, file), file)
    if record.ended:
        raise JournalError(file, 0, "this session was left on purpose: `replay` shows it")
    return record


def _first(moment: Moment) -> Session:
    while moment.beyond is not None:
        moment = moment.beyond
    return moment.session


def _lost(record: Record) -> str:
    if not record.torn:
        return "Nothing was lost."
    torn = record.torn.decode("utf-8", "replace").strip("\0")
    return f"Lost: the last line, which was never written to its end: {quoted(printable(torn))}."


def _unfinished(path: Path) -> Unfinished | None:
    """Return what is known of a journal from its first line and its last; None for one that cannot be resumed."""
    try:
        descriptor = open_file(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        if held(descriptor):
            return None
        with open(descriptor, "rb", closefd=False) as stream:
            header = msgspec.json.decode(stream.readline(LONGEST), type=Header)
            begins = stream.tell()
            size = stream.seek(0, os.SEEK_END)
            stream.seek(max(begins, size - TAIL))
            last = stream.read().rpartition(b"\n")[0].rpartition(b"\n")[2]
        if header.journal != VERSION or not last or _ends(last):
            return None
        status = os.fstat(descriptor)
        return Unfinished(path, header.scenario.word, status.st_mtime)
    except (OSError, ValueError, RecursionError, msgspec.MsgspecError):
        return None
    finally:
        os.close(descriptor)


def _ends(line: bytes) -> bool:
    """Return whether a journal's last whole line is its end; a line longer than the tail is none."""
    try:
        return msgspec.json.decode(line, type=Line).end is not None
    except msgspec.MsgspecError:
        return False
