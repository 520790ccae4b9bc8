"""The terminal, taken over and handed back."""

from __future__ import annotations

import os
import selectors
import signal
import termios
from codecs import getincrementaldecoder
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import constants, events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.messages import TerminalSupportsSynchronizedOutput

from descent_tui.tui.backpressure import Link
from descent_tui.tui.frame import Frame
from descent_tui.tui.paste import PATIENCE, PasteGate
from descent_tui.tui.shown import Shown
from descent_tui.tui.stream import PIECE, TerminalStream
from descent_tui.tui.waking import Waking
from descent_tui.tui.watchdog import DEADLY, Watchdog

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType

    from textual.app import App
    from textual.geometry import Size
    from textual.message import Message

RESET = (
    "\x1b[?2026l"  # a frame that was cut short
    "\x1b[?2004l\x1b[?1004l\x1b[?2048l"  # paste, focus, sizes in band
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1005l\x1b[?1006l\x1b[?1015l\x1b[?1016l"  # every kind of mouse
    "\x1b[m\x1b[?7h"  # ink, line wrap
    "\x1b[<u"  # the kitty keyboard: to be popped on the screen it was pushed on, and once
    "\x1b[?1049l\x1b[?25h"  # the screen before, the cursor
)
"""Everything Textual may have switched on, switched off."""

POINTER = "\x1b]22;"
"""How Textual begins to change the shape of the mouse pointer, which some terminals keep."""

HANG_UP = 129
ASK = "\x1b[?2026$p"
READ = 1024
"""Bytes read at a time."""

QUEUE = 256
"""Messages that may wait in the app before the keyboard is left unread: the system holds the rest, none is lost."""


class SafeDriver(LinuxDriver):
    """Textual's driver, which always hands the terminal back, and sleeps while nothing happens.

    - SIGTERM, SIGHUP, SIGQUIT and SIGINT end the app with 128 + n; after two seconds, or at the second signal, the hard
      way: one constant string, the line discipline, `_exit`.
    - The end of the input ends the app (129), where the stock driver spins. Invalid UTF-8 is ignored.
    - Signal handlers only leave word with the event loop; the stock ones write through a queue whose lock the
      interrupted code may hold.
    - It draws on stdout where that is a terminal, so that stderr may be redirected.
    """

    exit_event: Waking

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        self._handlers = {
            number: signal.getsignal(number)
            for number in (*DEADLY, signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH, signal.SIGTTIN, signal.SIGTTOU)
        }
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        fd = next((fd for fd in (1, 2) if os.isatty(fd)), 2)
        self.link = Link(fd)
        self.shown = Shown()
        self._frame = Frame()
        self._stream = TerminalStream(fd, self.link, getattr(app, "ascii_only", False))
        self._file = self._stream  # type: ignore[assignment]
        self.exit_event = Waking()
        self.taken = False
        """Whether the terminal is ours at the moment."""
        self._pointer = ""
        self._listening = False
        self._first_attributes: list[Any] | None = None
        self._told_size: Size | None = None
        self._sent = self._arrived = 0  # by the input thread and by the app's
        self.watchdog = Watchdog(self._hard_way)
        for number in DEADLY:
            if self._handlers[number] != signal.SIG_IGN:  # as under nohup
                signal.signal(number, self._on_deadly)

    def let_go(self) -> None:
        """Give the signals back, after the app has ended; the terminal too, should it have ended in a bad way."""
        if self.taken:
            self._restore_now()
        self.watchdog.dismiss()
        for number, handler in self._handlers.items():
            signal.signal(number, handler or signal.SIG_DFL)
        self.exit_event.close()
        self._stream.close()

    # Taking over and handing back

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self.taken = True
        writer = self._writer_thread
        self.link.restart()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.taken = self._listening = self._writer_thread is not writer  # else we are in the background
        self._first_attributes = self._first_attributes or self.attrs_before
        self.attrs_before = self._first_attributes
        self.shown.forget()
        sizes = signal.getsignal(signal.SIGWINCH)

        def on_resize(number: int, frame: FrameType | None) -> None:
            self.shown.forget()  # the terminal may have lost cells, even if the size comes out the same
            if callable(sizes):
                sizes(number, frame)

        signal.signal(signal.SIGWINCH, on_resize)

    def stop_application_mode(self) -> None:
        """Hand the terminal back."""
        self.link.settle(0.5)
        self.disable_input()
        if self.attrs_before is not None:
            with suppress(termios.error):  # it is gone
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        self._pass_on(self._frame.rest() + self._reset())

    def _reset(self) -> str:
        return f"{POINTER}default\x07{RESET}" if self._pointer else RESET

    def close(self) -> None:
        """Wait until all is written. Only then is the terminal no longer ours: it may not be reading."""
        super().close()
        self.taken = False

    def disable_input(self) -> None:
        """Stop reading; a second time it is nothing, and says nothing to a screen that is not ours."""
        if self._listening:
            self._listening = False
            super().disable_input()

    def write(self, data: str) -> None:
        """Write: a frame in one piece, when it is whole."""
        if data.startswith(POINTER):
            if data == self._pointer:
                return
            self._pointer = data
        if whole := self._frame.admit(data):
            self._pass_on(whole)

    def _pass_on(self, data: str) -> None:
        """Send a small piece now; give a large one to the writer's thread, and ask the terminal whether it has it."""
        if len(data) < PIECE and self.link.idle() and self._writer_thread is not None:
            left = self._stream.at_once(data)
            if not left:
                return
            self.link.accept(left)
            data = ""
        elif self.link.should_ask(len(data)):
            data += ASK
        self.link.accept(len(data))
        super().write(data)

    def _hard_way(self, status: int) -> None:
        """End at once. Runs in the watchdog's thread, while the main one may hang."""
        if self.taken:
            self._restore_now()
        os._exit(status)

    def _restore_now(self) -> None:
        self._stream.abandon(self._reset().encode())
        if self._first_attributes is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._first_attributes)
        self.taken = False

    # Signals

    def _on_deadly(self, number: int, _frame: FrameType | None) -> None:
        self._leave_word(self._app.exit, None, 128 + number)

    def _leave_word(self, call: Any, *arguments: Any) -> None:
        with suppress(RuntimeError):  # the loop has ended, and so has the app
            self._loop.call_soon_threadsafe(call, *arguments)

    def _sigtstp_application(self, *_: Any) -> None:
        self._leave_word(self._suspend)

    def _sigcont_application(self, *_: Any) -> None:
        self._leave_word(self._resume)

    def _suspend(self) -> None:
        if self._auto_restart and self.taken:
            self.suspend_application_mode()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _resume(self) -> None:
        """Come back from a stop: after ours the terminal has to be taken again; after a SIGSTOP it is in any state."""
        if not self._auto_restart or self._app._exit:  # noqa: SLF001 - it is about to end
            return
        if self.taken:
            self.suspend_application_mode()
        self._must_signal_resume = True
        self.resume_application_mode()

    # Input

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - whatever it is, the app ends on it
            self._leave_word(self._app._handle_exception, error)  # noqa: SLF001 - the app's one door for errors

    def run_input_thread(self) -> None:
        """Read until told to stop. Without input it sleeps, where the stock one wakes ten times a second."""
        parser = XTermParser(self._debug)
        gate = PasteGate()
        decode = getincrementaldecoder("utf-8")("ignore").decode
        last = monotonic()
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self.exit_event.read, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                quiet = monotonic() - last
                if gate.open and quiet > PATIENCE:
                    self._post(parser.feed(gate.give_up()))
                ready = {key.fd for key, _ in selector.select(_pause(quiet, gate))}
                if self.fileno in ready:
                    data = self._read()
                    if not data:
                        break
                    last = monotonic()
                    if text := gate.admit(decode(data)):
                        self._post(parser.feed(text))
                self._post(parser.tick())
        with suppress(EOFError, ParseError):
            self._post(parser.feed(""))

    def _read(self) -> bytes:
        try:
            data = os.read(self.fileno, READ)
        except OSError:
            data = b""
        if not data:
            self.watchdog.arm(HANG_UP)
            self._leave_word(self._app.exit, None, HANG_UP)
        return data

    def _post(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
        while self._backlog() > QUEUE and not self.exit_event.wait(0.01):
            pass

    def send_message(self, message: Message) -> None:
        """Send a message to the app from the input thread."""
        self._sent += 1
        self._leave_word(self._arrive, message)

    def _arrive(self, message: Message) -> None:
        self._arrived += 1
        self._app.post_message(message)

    def _backlog(self) -> int:
        """Return how many messages wait: on the way to the app, in it, in its screen and in the focused widget."""
        app = self._app
        screens = app._screen_stack[-1:]  # noqa: SLF001 - `screen` raises where there is none yet
        pumps = [app, *screens, *(screen.focused for screen in screens if screen.focused)]
        return self._sent - self._arrived + sum(pump.message_queue_size for pump in pumps)

    def process_message(self, message: Message) -> None:
        """Keep the terminal's answers, pass the rest."""
        if isinstance(message, TerminalSupportsSynchronizedOutput) and not self.link.answered():
            return
        if isinstance(message, events.Resize):
            if message.size != (self._told_size or self._app.size):
                self.shown.forget()
            self._told_size = message.size
        super().process_message(message)


def _pause(quiet: float, gate: PasteGate) -> float | None:
    """Return for how long to wait for input: while an escape or a paste may be half read, not for ever."""
    if gate.open:
        return PATIENCE
    return constants.ESCAPE_DELAY / 2 if quiet < 2 * constants.ESCAPE_DELAY else None
