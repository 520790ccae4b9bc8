"""However the program ends, the terminal is as it was, and the exit status says why."""

from __future__ import annotations

import signal
import stat
import sys
import time
from pathlib import Path

import pytest
from terminal import Terminal

pytestmark = pytest.mark.pty

TINY = [sys.executable, str(Path(__file__).with_name("tiny_app.py"))]


def opened(*options, **settings):
    terminal = Terminal([*TINY, *options], **({"columns": 60, "lines": 14} | settings))
    terminal.until(lambda: terminal.shows("keys 0"))
    return terminal


def after_leaving(terminal):
    """Return the text that came after the screen was left, without escape sequences."""
    return bytes(terminal.out).rsplit(b"\x1b[?25h", 1)[1].decode().strip()


@pytest.mark.parametrize(("name", "status"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGQUIT", 131), ("SIGINT", 130)])
def test_a_signal_ends_it_cleanly(name, status):
    with opened() as terminal:
        assert "alternate screen" in terminal.left_behind()
        terminal.signal(getattr(signal, name))
        assert terminal.status() == status
        assert terminal.left_behind() == []
        assert after_leaving(terminal) == ""


@pytest.mark.parametrize(("key", "status"), [("q", 0), ("c", 3)])
def test_a_key_ends_it_with_its_status(key, status):
    with opened() as terminal:
        terminal.press(key)
        assert terminal.status() == status
        assert terminal.left_behind() == []


def test_ctrl_c_is_a_key_for_the_app():
    with opened() as terminal:
        terminal.press("\x03")
        terminal.press("a")
        terminal.until(lambda: terminal.shows("| a"))
        assert terminal.program.poll() is None


@pytest.mark.parametrize(
    ("key", "says"),
    [("x", "ZeroDivisionError: a bad␛]52;c;aGk=␇ day␊in here"), ("w", "KeyError: 'no such weight'")],
)
def test_an_error_is_one_harmless_line(key, says):
    with opened() as terminal:
        terminal.press(key)
        assert terminal.status() == 1
        assert terminal.left_behind() == []
        last = after_leaving(terminal)
        assert last.startswith("descent-tui: internal error at tiny_app.py:")
        assert last.endswith(says)
        assert "\n" not in last


def test_what_breaks_while_a_signal_ends_it_changes_nothing():
    with opened() as terminal:
        terminal.press("s")
        assert terminal.status() == 143
        assert terminal.left_behind() == []
        assert not after_leaving(terminal)


def test_a_traceback_goes_to_a_file_of_ones_own(tmp_path):
    log = tmp_path / "log"
    with opened(f"log={log}") as terminal:
        terminal.press("x")
        assert terminal.status() == 1
        assert f"(traceback in {log})" in after_leaving(terminal)
    assert "Traceback" in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_stuck_loop_is_ended_the_hard_way():
    with opened() as terminal:
        terminal.press("h")
        terminal.read(0.3)
        terminal.signal(signal.SIGTERM)
        assert terminal.status() == 143
        assert terminal.left_behind() == []


def test_a_second_signal_does_not_wait():
    with opened() as terminal:
        terminal.press("h")
        terminal.read(0.3)
        terminal.signal(signal.SIGTERM)
        terminal.read(0.4)
        terminal.signal(signal.SIGINT)
        assert terminal.status() == 130  # that of the second: the first alone would have said 143
        assert terminal.left_behind() == []


def test_a_terminal_that_does_not_read_is_no_excuse():
    with opened(answers=False, columns=120, lines=40) as terminal:
        for _ in range(10):  # the line fills up, unread
            terminal.press("z")
            time.sleep(0.1)
        terminal.signal(signal.SIGTERM)
        assert terminal.program.wait(15) == 143
        terminal.read(0.1)
        assert terminal.left_behind() == []


def test_a_busy_thread_does_not_keep_it():
    with opened() as terminal:
        terminal.press("T")
        terminal.until(lambda: terminal.shows("| T"))
        terminal.press("c")
        assert terminal.status() == 3
        assert terminal.left_behind() == []


def test_a_line_torn_ends_it():
    with opened() as terminal:
        terminal.hang_up()
        assert terminal.program.wait(5) == 129


def test_a_line_torn_ends_it_without_the_signal_too():
    with opened("nohup=1") as terminal:
        terminal.hang_up()
        assert terminal.program.wait(5) == 129


def test_bytes_that_are_no_text_are_ignored():
    with opened() as terminal:
        terminal.press(b"\xb5\xff\xfe\xc3")
        terminal.press("a")
        terminal.until(lambda: terminal.shows("| a"))
        assert terminal.shows("keys 1 ")


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP], ids=["ctrl+z", "SIGSTOP"])
def test_it_comes_back_from_a_stop(number):
    with opened() as terminal:
        if number == signal.SIGTSTP:
            terminal.press("\x1a")
        else:
            terminal.signal(number)
        terminal.until_stopped()
        if number == signal.SIGTSTP:
            assert terminal.left_behind() == []
        seen = len(terminal.out)
        terminal.signal(signal.SIGCONT)
        terminal.until(lambda: b"keys " in terminal.out[seen:])
        terminal.until_still()
        assert "alternate screen" in terminal.left_behind()
        terminal.press("q")
        assert terminal.status() == 0
        assert terminal.left_behind() == []


def test_modes_forged_on_its_input_are_switched_off():
    with opened() as terminal:
        terminal.press("\x1b[?2048;2$y")
        terminal.until(b"\x1b[?1016h")
        terminal.press("q")
        assert terminal.status() == 0
        assert terminal.left_behind() == []


def test_stderr_may_go_elsewhere(tmp_path):
    with (tmp_path / "err").open("w") as file, opened(stderr=file.fileno()) as terminal:
        terminal.press("x")
        assert terminal.status() == 1
        assert after_leaving(terminal) == ""
        assert terminal.left_behind() == []
    assert (tmp_path / "err").read_text().startswith("descent-tui: internal error")
