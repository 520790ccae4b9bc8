"""The first picture, drawn by a process of its own while Textual is being loaded.

Loading Textual and taking over the terminal takes as long as loading numpy and the floors below and drawing a
landscape, and neither needs the other. On two cores the landscape is there when the screen is. Whatever may go wrong
in the other process, nobody waits for long: the picture is then drawn as any other.
"""

from __future__ import annotations

import marshal
import os
import shutil
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.scenario.scenario import Scenario
    from descent_tui.tui.appearance import Appearance
    from descent_tui.tui.runs import Run

DEADLY = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)
"""Signals that end the program by an exception, which would leave the scout alone, or let it go on as the program."""

PATIENCE = 0.1
"""Seconds that a picture is waited for when the screen is there: what drawing it here would take at least."""


class Picture(NamedTuple):
    """The rows of the whole screen, drawn for a size in cells."""

    size: tuple[int, int]
    rows: list[list[Run]]


class Scout:
    """A process that draws the first picture of a landscape.

    Args:
        pid: the process. pipe: where it sends the picture before it ends; this object's to close.
    """

    def __init__(self, pid: int, pipe: int) -> None:
        self._pid, self._pipe = pid, pipe

    async def picture(self, patience: float = PATIENCE) -> Picture | None:
        """Return what it has drawn, None where that has not come within so many seconds; it is then called back."""
        import asyncio  # it takes long to load, and Textual has it by now

        loop, whole, parts = asyncio.get_running_loop(), asyncio.Event(), list[bytes]()

        def take() -> None:
            if part := os.read(self._pipe, 1 << 16):
                parts.append(part)
            else:
                loop.remove_reader(self._pipe)
                whole.set()

        loop.add_reader(self._pipe, take)
        try:
            await asyncio.wait_for(whole.wait(), patience)
            picture = Picture(*marshal.loads(b"".join(parts)))  # noqa: S302 - from ourselves
            return picture if len(picture.rows) == picture.size[1] else None
        except (TimeoutError, EOFError, ValueError, TypeError):
            return None
        finally:
            loop.remove_reader(self._pipe)
            self.call_back()

    def call_back(self) -> None:
        """End it, whether it has drawn or not."""
        if self._pipe < 0:
            return
        os.close(self._pipe)
        self._pipe = -1
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self._pid, 0)


def possible() -> bool:
    """Whether one can be sent and saves time: there is a core for it, and what it would load is not here yet."""
    if not hasattr(os, "fork") or "numpy" in sys.modules or threading.active_count() > 1:
        return False
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores > 1


def send(read: Callable[[], Scenario], appearance: Appearance) -> Scout | None:
    """Send a process ahead that draws the first picture of a landscape; None where that is not possible."""
    if not possible():
        return None
    size = shutil.get_terminal_size()  # as Textual asks
    pipe, end = os.pipe()
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, DEADLY)  # one that comes now is told when it is known who is who
    try:
        pid = os.fork()
    except OSError:  # there may be no more processes
        os.close(pipe)
        os.close(end)
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
        return None
    if pid:
        os.close(end)
        scout = Scout(pid, pipe)
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
        return scout
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
        os.close(pipe)  # else who draws a large picture for nobody would wait for ever to be read
        os.nice(5)  # where others want the cores as well, opening the screen goes first
        null = os.open(os.devnull, os.O_RDWR)
        for fd in (0, 1, 2):  # the terminal is not its own
            os.dup2(null, fd)
        from descent_tui.tui.first_picture import first_picture

        with os.fdopen(end, "wb") as file:
            marshal.dump((tuple(size), first_picture(read(), appearance, *size)), file)
    finally:
        os._exit(0)  # nothing of what the program does at its end is done twice
