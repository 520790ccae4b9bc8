"""A terminal to test in: a real pseudo-terminal, what was written to it, what it shows, and what was left behind."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pyte

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ASKED = b"\x1b[?2026$p"
ANSWER = b"\x1b[?2026;2$y"

_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_KITTY = re.compile(rb"\x1b\[([<>])[0-9;]*u")
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=][0-9;]*u|\x1b\[\?[0-9;]*\$p|\x18")
_HALF_A_SEQUENCE = re.compile(rb"\x1b(\[([<>=?][0-9;]*\$?)?)?\Z")
_IN_USE = re.compile(
    rb"\x1b\[[0-9;]*m|\x1b\[[0-9]+;[0-9]+H|\x1b\[\?(?:7|25|100[03456]|101[56]|1002|1049|2004|2026|2048)[hl]"
    rb"|\x1b\[\?20(?:26|48)\$p|\x1b\[(?:>[0-9]+|<)u|\x1b\]22;[a-z-]+\x07|\r\n"
)
_ON_AT_FIRST = {7: "line wrap", 25: "cursor"}
_NAMES = {
    1000: "mouse", 1002: "mouse drags", 1003: "mouse moves", 1004: "focus", 1005: "mouse UTF-8", 1006: "mouse SGR",
    1015: "mouse urxvt", 1016: "mouse pixels", 1049: "alternate screen", 2004: "paste", 2026: "synchronised",
    2048: "sizes in band",
}  # fmt: skip

ENVIRON = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "LANG": "C.UTF-8",
    "PYTHONPATH": str(Path(__file__).parents[1]),
}
_KEPT = ("PATH", "HOME", "VIRTUAL_ENV")


class Terminal:
    """Runs a command in a pseudo-terminal of its own session.

    Args:
        command: the program and its arguments.
        columns: the width.
        lines: the height.
        environ: what differs from `ENVIRON`; None takes a variable out.
        answers: whether the terminal knows DECRQM 2026.
        rate: bytes a second that it reads; None for as many as come.
        stderr: a descriptor for standard error, else the terminal.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        lines: int = 40,
        environ: Mapping[str, str | None] | None = None,
        answers: bool = True,
        rate: float | None = None,
        stderr: int | None = None,
    ) -> None:
        self.master, self.slave = pty.openpty()
        self.answers, self.rate = answers, rate
        self.out = bytearray()
        self.last_byte = time.monotonic()
        self._answered = 0
        self._fed = 0
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._resize(columns, lines)
        self.discipline = termios.tcgetattr(self.slave)
        wanted = {name: os.environ[name] for name in _KEPT if name in os.environ} | ENVIRON | dict(environ or {})
        self.program = subprocess.Popen(
            command,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave if stderr is None else stderr,
            env={name: value for name, value in wanted.items() if value is not None},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - no threads here
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        for fd in (self.master, self.slave):
            if fd >= 0:
                os.close(fd)

    # What the user does

    def press(self, keys: str | bytes) -> None:
        """Type."""
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns: int, lines: int) -> None:
        """Drag the window to another size."""
        self._shown().resize(lines, columns)
        self._resize(columns, lines)

    def _resize(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self.program.pid, number)

    def hang_up(self) -> None:
        """Tear the line."""
        for fd in (self.slave, self.master):
            os.close(fd)
        self.master = self.slave = -1

    # What comes

    def read(self, seconds: float) -> bytes:
        """Read for so long; return what came."""
        start, end = len(self.out), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read_some(left)
        return bytes(self.out[start:])

    def until(self, met: Callable[[], bool] | bytes, seconds: float = 15.0) -> None:
        """Read until a condition is met, or some bytes have come since this was called.

        Raises:
            TimeoutError: with what is on the screen.
        """
        start, end = len(self.out), time.monotonic() + seconds
        condition = (lambda: met in self.out[start:]) if isinstance(met, bytes) else met
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("\n".join(self.screen()))
            self._read_some(0.05)

    def until_still(self, seconds: float = 0.2, at_most: float = 15.0) -> None:
        """Read until nothing has come for so long.

        Raises:
            TimeoutError: something keeps coming, such as a cursor that blinks.
        """
        end = time.monotonic() + at_most
        while self.read(seconds):
            if time.monotonic() > end:
                raise TimeoutError("\n".join(self.screen()))

    def _read_some(self, seconds: float) -> None:
        if self.master < 0 or not select.select([self.master], [], [], min(seconds, 0.05))[0]:
            return
        try:
            data = os.read(self.master, 1 << 16 if self.rate is None else 1250)
        except OSError:
            return
        self.out += data
        self.last_byte = time.monotonic()
        if self.rate is not None:
            time.sleep(len(data) / self.rate)
        asked = self.out.count(ASKED)
        if self.answers and asked > self._answered:
            self.press(ANSWER * (asked - self._answered))
            self._answered = asked

    # What is there

    def _shown(self) -> pyte.Screen:
        new = bytes(self.out[self._fed :])
        if half := _HALF_A_SEQUENCE.search(new):
            new = new[: half.start()]
        self._fed += len(new)
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", new))
        return self._screen

    def screen(self) -> list[str]:
        """Return the lines of text on the screen."""
        return [line.rstrip() for line in self._shown().display]

    def colours(self) -> list[tuple[str, str]]:
        """Return ink and paper of every cell, row by row; the ink of a blank does not show and is left out."""
        screen = self._shown()
        cells = [screen.buffer[y][x] for y in range(screen.lines) for x in range(screen.columns)]
        return [(cell.fg if cell.data.strip() else "", cell.bg) for cell in cells]

    def shows(self, text: str) -> bool:
        """Whether a text is on the screen."""
        return any(text in line for line in self.screen())

    def unasked(self) -> list[str]:
        """Return every character and sequence that a screen of text has no use for."""
        rest = _IN_USE.sub(b"", bytes(self.out)).decode("utf-8", "backslashreplace")
        return [c for c in rest if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]

    def peak_memory(self) -> int:
        """Return the most memory the program has held, in bytes."""
        status = Path(f"/proc/{self.program.pid}/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0]) * 1024

    def left_behind(self) -> list[str]:
        """Return the names of everything that is not as it was."""
        modes: dict[int, bool] = {}
        for numbers, end in _MODE.findall(bytes(self.out)):
            modes.update(dict.fromkeys(map(int, numbers.split(b";")), end == b"h"))
        left = [_NAMES.get(n, str(n)) for n, on in sorted(modes.items()) if on and n not in _ON_AT_FIRST]
        left += [f"no {name}" for n, name in _ON_AT_FIRST.items() if not modes.get(n, True)]
        kitty = list(_KITTY.findall(bytes(self.out)))
        if kitty.count(b">") != kitty.count(b"<"):
            left.append("kitty keyboard")
        if termios.tcgetattr(self.slave) != self.discipline:
            left.append("line discipline")
        return left

    def status(self, seconds: float = 15.0) -> int:
        """Read until the program has ended; return its exit status, −n for a signal."""
        self.until(lambda: self.program.poll() is not None, seconds)
        self.read(0.05)
        return int(self.program.returncode)

    def until_stopped(self, seconds: float = 15.0) -> None:
        """Read until the program has been stopped (SIGSTOP)."""
        self.until(lambda: self._state() == "T", seconds)
        self.read(0.05)

    def _state(self) -> str:
        return Path(f"/proc/{self.program.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]

    def kill_hard(self) -> None:
        """SIGKILL."""
        self.signal(signal.SIGKILL)
