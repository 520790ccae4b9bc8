"""The program itself in a real terminal: handed back however it ends, and nothing sent that the terminal has not got."""

from __future__ import annotations

import re
import signal
import sys

import pytest
from hostile import HOSTILE
from terminal import Terminal

pytestmark = pytest.mark.pty

PROGRAM = [sys.executable, "-m", "descent_tui"]
COLOUR = re.compile(rb"\x1b\[[0-9;]*?\b(3[0-9]|4[0-9]|9[0-7]|10[0-7])[0-9;]*m")
TOUR = (
    "s",
    "2",
    "n",
    "v",
    "v",
    "v",
    "?",
    "\x1b",
    "l",
    "\x1b[B",
    "\x1b",
    "/",
    "x",
    "\x1b",
    "\x10",
    "\x1b[B",
    "\x1b",
    "C",
    "S",
)
"""Through every page there is."""


@pytest.fixture
def opened(tmp_path):
    """Return a function that opens the program with a home of its own."""

    def run(*options, ready="step 0", **settings):
        environ = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")} | (
            settings.pop("environ", None) or {}
        )
        terminal = Terminal([*PROGRAM, *options], **({"columns": 80, "lines": 24} | settings), environ=environ)
        if ready:
            terminal.until(lambda: terminal.shows(ready), 60)
            terminal.until_still(0.1)
        return terminal

    return run


def left_with(terminal):
    status = terminal.status(30)
    assert terminal.left_behind() == []
    return status


@pytest.mark.parametrize(
    ("end", "status"),
    [("q", 0), ("\x03", 0), ("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130), ("SIGQUIT", 131)],
)
def test_the_terminal_is_handed_back(opened, end, status):
    with opened("himmelblau") as terminal:
        assert "alternate screen" in terminal.left_behind()
        terminal.press("p" if end.startswith("SIG") else "s")
        terminal.until(lambda: not terminal.shows("step 0"))
        if end.startswith("SIG"):
            terminal.signal(getattr(signal, end))
        else:
            terminal.press(end)
        assert left_with(terminal) == status


@pytest.mark.parametrize("page", ["?", "l", "/x^2", "\x10"], ids=["help", "gallery", "prompt", "palette"])
def test_a_signal_on_any_page(opened, page):
    with opened() as terminal:
        terminal.press(page)
        terminal.until_still(0.1)
        terminal.signal(signal.SIGTERM)
        assert left_with(terminal) == 143


def test_ctrl_z_and_back(opened):
    with opened() as terminal:
        terminal.press("s\x1a")
        terminal.until_stopped()
        assert terminal.left_behind() == []
        seen = len(terminal.out)
        terminal.signal(signal.SIGCONT)
        terminal.until(lambda: b"step" in terminal.out[seen:])
        terminal.press("s")
        terminal.until(lambda: terminal.shows("step 2"))
        terminal.press("q")
        assert left_with(terminal) == 0


def test_an_error_inside_is_one_line(opened, tmp_path):
    broken = tmp_path / "broken.py"
    broken.write_text(
        "import sys\n"
        "from descent_tui.tui.landscape_screen import LandscapeScreen\n"
        "def grant(self, word):\n    raise RuntimeError('a bad \\x1b]52;c;aGk=\\x07 day')\n"
        "LandscapeScreen.grant = grant\n"
        "from descent_tui.cli.main import main\n"
        "sys.exit(main([]))\n"
    )
    with Terminal([sys.executable, str(broken)], environ={"HOME": str(tmp_path)}) as terminal:
        terminal.until(lambda: terminal.shows("step 0"), 60)
        terminal.press("s")
        assert left_with(terminal) == 1
        last = bytes(terminal.out).rsplit(b"\x1b[?25h", 1)[1].decode().strip()
        assert last.startswith("descent-tui: internal error")
        assert "\n" not in last
        assert terminal.unasked() == []


def toured(terminal):
    """Return all that was sent on the tour."""
    for key in TOUR:
        terminal.press(key)
        terminal.until_still(0.15 if key == "\x1b" else 0.08)
    terminal.press("q")
    assert left_with(terminal) == 0
    assert terminal.unasked() == []
    return terminal.out


def test_no_color_sends_no_colour(opened):
    with opened("himmelblau", environ={"NO_COLOR": "1"}) as terminal:
        assert COLOUR.search(toured(terminal)) is None


def test_ascii_sends_ascii(opened):
    with opened("himmelblau", "--ascii") as terminal:
        assert max(toured(terminal)) < 0x80


def test_a_dumb_terminal_gets_a_preview(opened):
    with opened("himmelblau", environ={"TERM": "dumb"}, ready=None) as terminal:
        assert terminal.status(30) == 0
        assert b"\x1b" not in terminal.out
        assert b"preview" in terminal.out


@pytest.mark.parametrize("text", ['formula = "x^^2"\n[variables]\nx = { range = [-1, 1] }\n', "formula = ", "\x00"])
def test_a_bad_scenario_is_told_and_the_terminal_is_whole(opened, tmp_path, text):
    file = tmp_path / "bad.toml"
    file.write_text(text)
    with opened(str(file), ready=None) as terminal:
        assert left_with(terminal) == 3
        assert b"bad.toml" in terminal.out
        assert b"Traceback" not in terminal.out


def test_hostile_words_in_a_scenario_never_reach_the_terminal(opened, tmp_path):
    """Some are refused with the file, the rest is shown; neither does what it says."""
    for i, text in enumerate(HOSTILE[::9]):
        told = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        quoted = "".join(f"\\U{ord(sign):08x}" for sign in told)
        file = tmp_path / f"hostile{i}.toml"
        file.write_text(f'title = "{quoted}"\nformula = "x^2"\n[variables]\nx = {{ range = [-1, 1] }}\n')
        with opened(str(file), ready=None) as terminal:
            terminal.until(lambda t=terminal: t.program.poll() is not None or t.shows("step 0"), 60)
            terminal.until_still()
            if terminal.program.poll() is None:
                terminal.press("q")
            assert terminal.status(30) in {0, 3}
            assert terminal.unasked() == []
            assert terminal.left_behind() == []


def test_keys_typed_before_it_is_there_are_steps(opened):
    with opened(ready=None) as terminal:
        terminal.until(lambda: "alternate screen" in terminal.left_behind(), 60)
        terminal.press("s" * 7)
        terminal.until(lambda: terminal.shows("step 7"), 60)
        terminal.press("s" * 193)
        terminal.until(lambda: terminal.shows("step 200"), 60)
