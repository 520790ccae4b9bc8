"""What a journal's file says, once it has been read: every line judged, none obeyed.

A journal is lines of JSON. The first is the header; each other one has the number of its line less one as `n`, and
is an action in words (`do`), a checkpoint, a resumption or the end. Unknown keys are passed over; an unknown version
is refused.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec
from msgspec import Struct

from descent_tui.scenario.errors import ELIDED, printable, quoted
from descent_tui.scenario.reading import UNPRINTABLE, character
from descent_tui.session.actions import Action, ActionError, Open
from descent_tui.session.words import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = 1
LARGEST = 64 * 1024 * 1024
"""Bytes of a journal: about a million actions."""

LONGEST = 16 * 1024 * 1024
"""Bytes of a line; only a scenario of very many variables comes near."""

WORDS = 256 * 1024
"""Characters of an action."""


class JournalError(ValueError):
    """A journal that cannot be read or followed: `FILE:LINE: what is wrong`.

    Attributes:
        file: the file as it was named, made printable.
        line: 1-based line of what is wrong, 0 where it is the file as a whole.
        message: what is wrong, one plain sentence.
    """

    def __init__(self, file: str, line: int, message: str) -> None:
        self.file = printable(file)
        self.line = line
        self.message = message
        super().__init__(f"{self.file}:{line}: {message}" if line else f"{self.file}: {message}")


class Kept(Struct, frozen=True):
    """A scenario as a journal keeps it: how it was opened, its whole text, and the hashes of that and of its file."""

    kind: Literal["shipped", "file", "typed"]
    word: str
    text: str
    sha256: str
    file_sha256: str = ""


class Seen(Struct, frozen=True):
    """How the session was looked at from the beginning."""

    palette: str = ""
    dark: bool = True


class Header(Struct, frozen=True):
    """A journal's first line."""

    journal: int
    scenario: Kept
    seed: int = 0
    started: str = ""
    versions: dict[str, str] = {}
    view: Seen = Seen()


class Laid(Struct, frozen=True):
    """A checkpoint: its file beside the journal, and the SHA-256 of all its bytes."""

    file: str
    sha256: str


class Line(Struct, frozen=True):
    """Any other line."""

    n: int
    do: str | None = None
    scenario: Kept | None = None
    checkpoint: Laid | None = None
    end: str | None = None


class _Stamp(Struct, frozen=True):
    journal: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An action of a journal: its number, itself, and for `open` the scenario that was opened."""

    n: int
    action: Action
    kept: Kept | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Record:
    """A journal, read.

    Attributes:
        file: what it is called.
        header: its first line.
        entries: the actions, in order.
        checkpoints: those that were laid, in order.
        ended: whether the session was left on purpose.
        size: bytes of the lines that are whole. lines: how many those are.
        torn: the bytes after the last whole line, which say nothing.
    """

    file: str
    header: Header
    entries: tuple[Entry, ...]
    checkpoints: tuple[Laid, ...]
    ended: bool
    size: int
    lines: int
    torn: bytes


def read(path: str | os.PathLike[str]) -> Record:
    """Return what a journal's file says; raise `JournalError`."""
    file = os.fspath(path)
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except FileNotFoundError:
        raise JournalError(file, 0, "there is no such file") from None
    except (OSError, ValueError) as error:
        raise JournalError(file, 0, f"cannot be read: {getattr(error, 'strerror', None) or 'no file name'}") from None
    try:
        return parsed(bytes_of(descriptor, file), file)
    finally:
        os.close(descriptor)


def bytes_of(descriptor: int, file: str) -> bytes:
    """Return all a journal's file holds; raise `JournalError` for what is no file or too large."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise JournalError(file, 0, "is not a regular file")
    data = b""
    try:
        with open(descriptor, "rb", closefd=False) as stream:
            stream.seek(0)
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise JournalError(file, 0, f"cannot be read: {error.strerror}") from None
    if len(data) > LARGEST:
        raise JournalError(file, 0, f"a journal holds at most {LARGEST >> 20} MiB; this file is larger")
    return data


def parsed(data: bytes, file: str) -> Record:
    """Return what the bytes of a journal say; raise `JournalError`."""
    whole, _, torn = data.rpartition(b"\n")
    if not whole:
        raise JournalError(file, 0, "this is no journal: it holds not one whole line")
    lines = whole.split(b"\n")
    header = _header(lines[0], file)
    entries: list[Entry] = []
    checkpoints: list[Laid] = []
    ended = False
    for line in _lines(lines, file):
        if ended:
            raise JournalError(file, line.n + 1, "the journal goes on after its end")
        ended = line.end is not None
        if line.do is not None:
            entries.append(_entry(line, line.do, file))
        if line.checkpoint is not None:
            checkpoints.append(line.checkpoint)
    size = len(data) - len(torn)
    return Record(file, header, tuple(entries), tuple(checkpoints), ended, size, len(lines), torn)


def _header(line: bytes, file: str) -> Header:
    try:
        stamp = msgspec.json.decode(line[:LONGEST], type=_Stamp)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        raise JournalError(file, 1, "this is no journal of descent-tui") from None
    if stamp.journal != VERSION:
        raise JournalError(
            file, 1, f"this journal is of version {stamp.journal}, and this program reads version {VERSION}"
        )
    return _decoded(line, Header, file, 1)


def _lines(lines: list[bytes], file: str) -> Iterator[Line]:
    for n, text in enumerate(lines[1:], 1):
        line = _decoded(text, Line, file, n + 1)
        if line.n != n:
            raise JournalError(file, n + 1, f"here stands number {line.n} where {n} belongs: lines are missing")
        yield line


def _entry(line: Line, said: str, file: str) -> Entry:
    number = line.n + 1
    if len(said) > WORDS:
        raise JournalError(file, number, f"an action has at most {WORDS // 1024} thousand characters")
    if found := UNPRINTABLE.search(said):
        raise JournalError(file, number, f"a {character(found.group())} has no place in an action")
    try:
        action = parse(said)
    except ActionError as error:
        raise JournalError(file, number, printable(str(error), 400)) from None
    except ValueError:
        raise JournalError(file, number, f"{quoted(said)} is no action") from None
    if isinstance(action, Open) and line.scenario is None:
        raise JournalError(file, number, f"{quoted(said)} does not say what was opened")
    return Entry(line.n, action, line.scenario)


T = TypeVar("T", Header, Line)


def _decoded(text: bytes, kind: type[T], file: str, number: int) -> T:
    if len(text) > LONGEST:
        raise JournalError(file, number, f"a line holds at most {LONGEST >> 20} MiB")
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        what = "nested too deep" if isinstance(error, RecursionError) else printable(str(error), 2 * ELIDED)
        raise JournalError(file, number, f"this is no line of a journal: {what}") from None
