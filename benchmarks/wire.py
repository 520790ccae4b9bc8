"""A program in a real pseudo-terminal: how many bytes it answers a key with, and when the last of them came."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

ASKED, ANSWER, FRAME_END = b"\x1b[?2026$p", b"\x1b[?2026;2$y", b"\x1b[?2026l"
COLUMNS, ROWS = 120, 40
QUIET = 0.15
"""Seconds without a byte after which an answer is over."""

PACKET = 1500
"""Bytes a slow link carries at a time."""

REPEAT = 1 / 30
"""Seconds between two repetitions of a key that is held down."""

SETTLED = 1.5
"""Seconds without a byte after which the first frames are over, on a busy machine too."""


class Answer(NamedTuple):
    """What came after a key.

    Attributes:
        count: how many bytes. last: after how many seconds the last of them came.
        frame_count, frame: the same of the first whole frame, ended as synchronised output ends it; of all if none is.
    """

    count: int
    last: float
    frame_count: int
    frame: float


class Wire:
    """The near end of a pseudo-terminal with a program at the far end, 120 columns by 40 rows, in truecolour."""

    def __init__(self, command: Sequence[str], **environ: str) -> None:
        self.begun = time.perf_counter()
        self.ended, self.tail = False, b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            wanted = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **environ}
            os.execvpe(command[0], list(command), {**os.environ, **wanted})  # noqa: S606 - our own command
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self.ended:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)

    def settle(self) -> None:
        """Wait until the first frames are over.

        Raises:
            RuntimeError: the program has ended, with what it said last.
        """
        self.answer(self.begun, quiet=SETTLED, limit=20)
        if os.waitpid(self.pid, os.WNOHANG)[0]:
            self.ended = True
            raise RuntimeError(f"it ended: {self.tail[-200:].decode(errors='replace').strip()}")

    def press(self, key: bytes, quiet: float = QUIET, limit: float = 10.0) -> Answer:
        """Press a key and read until the program has been quiet for a while."""
        begin = time.perf_counter()
        os.write(self.fd, key)
        return self.answer(begin, quiet, limit)

    def answer(self, begin: float, quiet: float = QUIET, limit: float = 10.0, needle: bytes = b"") -> Answer:
        """Read until quiet, or until some bytes have come; times count from `begin`."""
        count, last, frame, tail = 0, 0.0, (0, 0.0), b""
        while (now := time.perf_counter()) - begin < limit:
            if count and now - begin - last > quiet and not needle:
                break
            if not select.select([self.fd], [], [], 0.005)[0]:
                continue
            try:
                data = os.read(self.fd, 1 << 16)
            except OSError:
                break
            last = time.perf_counter() - begin
            count += len(data)
            if ASKED in data:
                os.write(self.fd, ANSWER)
            tail = (tail + data)[-(1 << 17) :]
            if not frame[0] and (at := tail.find(FRAME_END)) >= 0:
                frame = (count - len(tail) + at + len(FRAME_END), last)
            if needle and needle in tail:
                break
        self.tail = tail
        return Answer(count, last, *(frame if frame[0] else (count, last)))

    def late(self, keys: bytes, held: float = 2.0, rate: float = 125_000, quiet: float = 1.0) -> float:
        """Press keys as fast as a key that is held down repeats; return the seconds from the last to the last byte.

        Args:
            keys: one byte each, over and over.
            held: for how many seconds.
            rate: bytes per second that are read at most; what the link does not take waits in the program.
            quiet: after so many seconds without a byte it is over.
        """
        begin = now = last = pressed = due = time.perf_counter()
        credit, tail, presses = 0.0, b"", cycle(keys)
        while now - begin < held or now - max(last, pressed) < quiet:
            before, now = now, time.perf_counter()
            credit = min(PACKET, credit + rate * (now - before))
            if now - begin < held and now >= due:
                os.write(self.fd, bytes([next(presses)]))
                pressed, due = now, due + REPEAT
            if credit < 1 or not select.select([self.fd], [], [], 0.001)[0]:
                continue
            data = os.read(self.fd, int(credit))
            credit, last, tail = credit - len(data), time.perf_counter(), tail[1 - len(ASKED) :] + data
            if ASKED in tail:  # a terminal answers when it has come that far
                os.write(self.fd, ANSWER)
                tail = b""
        return max(last - pressed, 0.0)

    def listen(self, for_: float) -> int:
        """Return how many bytes come in so many seconds when nobody does anything."""
        begin, count = time.perf_counter(), 0
        while time.perf_counter() - begin < for_:
            if select.select([self.fd], [], [], 0.05)[0]:
                count += len(os.read(self.fd, 1 << 16))
        return count

    def cpu(self) -> float:
        """Return the processor seconds the program has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
