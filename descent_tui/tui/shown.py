"""What the terminal shows, row by row."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.geometry import Size


class Shown:
    """The rows last sent to a terminal, so that a repaint can leave out those that are there already.

    Whoever paints past it, and every resize and return to the foreground, must `forget`: a terminal may lose its cells
    then. That can happen in a signal handler, in the middle of a frame.
    """

    def __init__(self) -> None:
        self._rows: dict[int, str] = {}
        self._size: Size | None = None
        self._losses = 0

    def forget(self) -> None:
        """Take nothing on the screen for granted."""
        self._losses += 1
        self._rows = {}

    def touch(self, y: int) -> None:
        """Forget row y: a part of it was painted."""
        self._rows.pop(y, None)

    @contextmanager
    def painting(self, size: Size) -> Iterator[None]:
        """Paint a whole frame; what was lost meanwhile is not counted as shown."""
        if size != self._size:
            self._size = size
            self._rows = {}
        losses = self._losses
        yield
        if losses != self._losses:
            self._rows = {}

    def differs(self, y: int, row: str) -> bool:
        """Take note of a row; return whether it has to be sent."""
        if self._rows.get(y) == row:
            return False
        self._rows[y] = row
        return True
