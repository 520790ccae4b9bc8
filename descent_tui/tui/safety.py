"""An app that can be trusted with a terminal."""

from __future__ import annotations

import os
import stat
import sys
import traceback
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import Console
from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import ANSIToTruecolor, Monochrome, NoColor
from textual.worker import WorkerFailed

from descent_tui.tui import preflight
from descent_tui.tui.filter import Colourless, KeepIndexed, SafeFilter, harmless
from descent_tui.tui.updates import Lean

if TYPE_CHECKING:
    from rich.terminal_theme import TerminalTheme
    from textual import events

LONGEST = 300
"""Characters of an error's own words that are passed on."""


def _driver_class() -> type[Driver] | None:
    """Return our driver; None where there is no Unix terminal, or somebody asked for another (TEXTUAL_DRIVER)."""
    if sys.platform == "win32" or os.environ.get("TEXTUAL_DRIVER"):
        return None
    from descent_tui.tui.driver import SafeDriver

    return SafeDriver


class SafeApp(App[None]):
    """An app that hands the terminal back whatever happens, and shows text without obeying it.

    Args:
        depth: colours, one of `preflight.DEPTHS`; by default what the environment says.
        ascii_only: send nothing but ASCII.
        ansi_color: let the terminal's own colours through; without colours it always does.
        traceback_log: a file that gets the traceback of an error; by default nothing does.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "suspend_process", "To the shell", show=False),
        Binding("ctrl+l", "repaint", "Paint again", show=False),
    ]

    def __init__(
        self,
        *,
        depth: str | None = None,
        ascii_only: bool = False,
        ansi_color: bool | None = None,
        traceback_log: Path | None = None,
    ) -> None:
        self.depth = preflight.depth(depth)
        self.ascii_only = ascii_only
        self.traceback_log = traceback_log
        self._report: str | None = None
        super().__init__(driver_class=_driver_class(), ansi_color=True if self.depth == "none" else ansi_color)
        self.no_color = self.depth == "none"
        self._filters = [kept for kept in self._filters if not isinstance(kept, Monochrome | NoColor)]
        self._refresh_truecolor_filter(self.ansi_theme)
        if self.no_color:
            self._filters.append(Colourless())
        self._filters.append(SafeFilter(ascii_only))

    def run_safely(self) -> int:
        """Run, and return the exit status: 0, what the app exits with, 1 for an error, 128 + n for signal n."""
        try:
            self.run()
        except KeyboardInterrupt:  # before there was a driver
            return 130
        except Exception as error:  # noqa: BLE001 - the last door: a traceback on a screen is no answer
            self._take_note(error)
        finally:
            self._let_go()
        self._print_error_renderables()
        return 1 if self._exception is not None else self.return_code or 0

    def _let_go(self) -> None:
        let_go = getattr(self._driver, "let_go", None)
        if let_go is not None:
            let_go()

    async def _shutdown(self) -> None:
        await super()._shutdown()
        watchdog = getattr(self._driver, "watchdog", None)
        if watchdog is not None:  # a thread that still works on a picture nobody waits for must not keep us
            watchdog.arm(self.return_code or 0)

    # Painting

    def action_repaint(self) -> None:
        """Paint everything again, whoever wrote on the screen."""
        self._forget_shown()
        self.refresh(layout=True)

    @on(Driver.SignalResume)
    def _paint_after_stop(self) -> None:
        self.action_repaint()

    def on_resize(self, event: events.Resize) -> None:
        """Paint again after a size that came back before we saw it change: the terminal has lost cells meanwhile."""
        if self._size == event.size and self._screen_stack:
            self.screen.refresh()

    def _display(self, screen: Any, renderable: Any) -> None:
        if renderable is not None and not isinstance(renderable, Lean):
            self._forget_shown()
        super()._display(screen, renderable)

    def _forget_shown(self) -> None:
        shown = getattr(self._driver, "shown", None)
        if shown is not None:
            shown.forget()

    def _refresh_truecolor_filter(self, theme: TerminalTheme) -> None:
        kind = KeepIndexed if self.depth in {"256", "16"} else ANSIToTruecolor
        self._filters = [
            kind(theme, enabled=not self.native_ansi_color) if isinstance(old, ANSIToTruecolor) else old
            for old in self._filters
        ]

    # Errors

    def _handle_exception(self, error: Exception) -> None:
        if not (self._exit and self.return_code):  # else it is leaving by a signal: what breaks then changes nothing
            self._return_code = 1
            self._take_note(error)
        self._close_messages_no_wait()

    def _take_note(self, error: BaseException) -> None:
        if self._report is not None:
            return
        if self._exception is None and isinstance(error, Exception):
            self._exception = error
            self._exception_event.set()
        if isinstance(error, WorkerFailed):
            error = error.error
        self._report = _sentence(error)
        if self.traceback_log is not None:
            self._report += _logged(error, self.traceback_log)

    def _print_error_renderables(self) -> None:
        lines = [] if self._report is None else [self._report]
        self._report = "" if lines and lines[0] else self._report
        for renderable in self._exit_renderables:
            lines += _plain(renderable)
        self._exit_renderables.clear()
        for line in filter(None, lines):
            _say(harmless(line, self.ascii_only))


def _sentence(error: BaseException) -> str:
    """Return one line about an error nobody foresaw."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "descent_tui" in frame.filename] or frames
    where = f" at {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    words = str(error)
    if len(words) > LONGEST:
        words = words[:LONGEST] + "…"
    return f"descent-tui: internal error{where}: {type(error).__name__}{': ' if words else ''}{words}"


def _logged(error: BaseException, path: Path) -> str:
    """Append the traceback to a file nobody else can read; return what to say about it."""
    text = "".join(traceback.format_exception(error))
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
        with os.fdopen(fd, "w", encoding="utf-8", errors="backslashreplace") as file:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                return f" (no traceback: {path} is not a file)"
            os.fchmod(fd, 0o600)
            file.write(text)
    except OSError as problem:
        return f" (no traceback: {path}: {problem.strerror})"
    return f" (traceback in {path})"


def _plain(renderable: Any) -> list[str]:
    file = StringIO()
    Console(file=file, color_system=None, width=120, markup=False).print(renderable)
    return file.getvalue().splitlines()


def _say(line: str) -> None:
    with suppress(OSError):  # nobody listens
        os.write(2, f"{line}\n".encode("utf-8", "replace"))
