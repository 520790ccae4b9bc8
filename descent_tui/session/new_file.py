"""A file that is made anew: nothing that is there is ever written over, and half a file is not left behind."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from descent_tui.scenario.reading import UNPRINTABLE

if TYPE_CHECKING:
    from collections.abc import Iterable


class NotWritten(ValueError):
    """A file that could not be written; the message is one plain sentence."""


class NewFile:
    """A file being written, piece by piece.

    Attributes:
        path: where it is, `~` worked out.

    Raises:
        NotWritten: for a name that is none, a file that is there already, and whatever the system refuses; of `put` and
            `done` too, and then the file is gone again.
    """

    def __init__(self, name: str) -> None:
        if not name or UNPRINTABLE.search(name):
            raise NotWritten("Could not write: the name has characters that cannot be seen" if name else "No name")
        self.path = Path(name)
        with suppress(RuntimeError):  # there is no such user
            self.path = self.path.expanduser()
        self._gone = False
        try:
            self._file = self.path.open("xb")  # "x" makes it anew or fails, and follows no link
        except OSError as error:
            raise self._refused(error) from None

    def put(self, piece: bytes) -> None:
        """Append a piece."""
        try:
            self._file.write(piece)
        except OSError as error:
            self.abandon()
            raise self._refused(error) from None

    def done(self) -> None:
        """Close it."""
        try:
            self._file.close()
        except OSError as error:
            self.abandon()
            raise self._refused(error) from None

    def abandon(self) -> None:
        """Take it away again, once: what has its name afterwards is another file."""
        gone, self._gone = self._gone, True
        with suppress(OSError):
            self._file.close()
        if not gone:
            with suppress(OSError):
                self.path.unlink()

    def _refused(self, error: OSError) -> NotWritten:
        if isinstance(error, FileExistsError):
            return NotWritten(f"There is already a {self.path.name}, and nothing is written over: say another name")
        if isinstance(error, FileNotFoundError) and not self.path.parent.is_dir():
            return NotWritten(f"Could not write {self.path.name}: there is no folder {self.path.parent}")
        return NotWritten(f"Could not write {self.path.name or self.path}: {error.strerror}")


def write_new(name: str, pieces: Iterable[bytes]) -> Path:
    """Write a new file from its pieces and return where it is; raise `NotWritten`."""
    file = NewFile(name)
    try:
        for piece in pieces:
            file.put(piece)
    except BaseException:
        file.abandon()
        raise
    file.done()
    return file.path


def free_name(stem: str, suffix: str, folder: Path | None = None) -> str:
    """Return a name that no file of the folder has: `rosenbrock.svg`, else `rosenbrock-2.svg` and so on."""
    folder = folder or Path()
    number = 1
    while (folder / (name := f"{stem}{'' if number == 1 else f'-{number}'}{suffix}")).exists() and number < 10_000:
        number += 1
    return name
