"""The command line: words to a command, and every way it can end to an exit status."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from descent_tui.cli import opening
from descent_tui.cli.exits import SIGNALLED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType


def main(words: Sequence[str]) -> int:
    """Do what the words after the program's name say and return the exit status; nothing is raised."""
    _open_streams()
    try:
        with _signals():
            name = opening.named(words)
            status = _done(words) if name is None else opening.open_named(name)
            sys.stdout.flush()
    except SystemExit as end:  # `--help`, or a signal
        status = end.code if isinstance(end.code, int) else 0
    except KeyboardInterrupt:
        status = SIGNALLED + signal.SIGINT
    except BrokenPipeError:  # `| head` has seen enough
        status = SIGNALLED + signal.SIGPIPE
    except Exception as error:  # noqa: BLE001  this is the last place where it can be said in words
        from descent_tui.cli.commands import program
        from descent_tui.cli.faults import told

        status = told(error, program(words))
    _let_go_of_stdout()
    return status


def _done(words: Sequence[str]) -> int:
    from descent_tui.cli.commands import find, named, parser_of  # on the shortest way nothing is parsed

    word = named(words)
    command, options = find(word), parser_of(word).read(words[1:] if word else words)
    if word is not None:
        gc.enable()  # the screen does it itself, once there is something on it
    return command.run(options)


@contextmanager
def _signals() -> Iterator[None]:
    """End with 128 + n when the system asks the program to; the screen has its own ways and takes them over."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ends = signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT
    asked = [number for number in ends if signal.getsignal(number) is signal.SIG_DFL]
    for number in asked:
        signal.signal(number, _leave)
    try:
        yield
    finally:
        for number in asked:
            signal.signal(number, signal.SIG_DFL)


def _leave(number: int, frame: FrameType | None) -> None:
    del frame
    raise SystemExit(SIGNALLED + number)


def _open_streams() -> None:
    """Let talk and data that have nowhere to go (`>&-`) go nowhere, and no letter end the program."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  as long as the program
        with suppress(AttributeError, OSError):  # it writes what `--version` could not
            getattr(sys, name).reconfigure(errors="replace")


def _let_go_of_stdout() -> None:
    """See to it that the interpreter neither writes nor complains when it closes a stdout that is gone."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        pass
    else:
        return
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
