"""What is known of a terminal before the screen is opened."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from descent_tui.tui import preflight

TABLE = [
    (None, {"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "truecolor"),
    (None, {"TERM": "xterm", "COLORTERM": "24bit"}, "truecolor"),
    (None, {"TERM": "xterm-256color"}, "256"),
    (None, {"TERM": "tmux-256color"}, "256"),
    (None, {"TERM": "screen"}, "16"),
    (None, {"TERM": "xterm"}, "16"),
    (None, {"TERM": "linux"}, "16"),
    (None, {}, "16"),
    (None, {"TERM": "xterm-direct"}, "truecolor"),
    (None, {"TERM": "xterm-kitty"}, "truecolor"),
    (None, {"TERM": "dumb"}, "none"),
    (None, {"TERM": "vt100"}, "none"),
    (None, {"TERM": "xterm", "COLORTERM": "truecolor", "NO_COLOR": "1"}, "none"),
    (None, {"TERM": "xterm", "COLORTERM": "truecolor", "NO_COLOR": ""}, "truecolor"),
    ("auto", {"TERM": "xterm-256color"}, "256"),
    ("16", {"COLORTERM": "truecolor"}, "16"),
    ("truecolor", {"TERM": "dumb", "NO_COLOR": "1"}, "truecolor"),
    ("none", {"COLORTERM": "truecolor"}, "none"),
]


@pytest.mark.parametrize(("option", "environ", "depth"), TABLE)
def test_depth(option, environ, depth):
    assert preflight.depth(option, environ) == depth


def test_a_depth_there_is_none_of():
    with pytest.raises(ValueError, match="no colour depth '24bit'; there are auto, truecolor, 256, 16, none"):
        preflight.depth("24bit", {})


@pytest.mark.parametrize(
    ("option", "environ", "encoding", "ascii_only"),
    [
        (False, {"LANG": "en_GB.UTF-8"}, "utf-8", False),
        (False, {"LANG": "de_DE.utf8@euro"}, "UTF8", False),
        (False, {}, "utf-8", False),
        (True, {"LANG": "en_GB.UTF-8"}, "utf-8", True),
        (False, {"LANG": "en_GB.UTF-8"}, "ascii", True),
        (False, {"LANG": "en_GB.UTF-8"}, "iso8859-1", True),
        (False, {"LC_ALL": "C", "LANG": "en_GB.UTF-8"}, "utf-8", True),
        (False, {"LC_ALL": "", "LC_CTYPE": "", "LANG": "POSIX"}, "utf-8", True),
        (False, {"LC_CTYPE": "C.UTF-8", "LANG": "C"}, "utf-8", True),
        (False, {"LC_CTYPE": "C.UTF-8"}, "utf-8", False),
        (False, {"LANG": "ru_RU.KOI8-R"}, "utf-8", True),
        (False, {"LANG": "en_GB.UTF-8", "TERM": "linux"}, "utf-8", True),
    ],
)
def test_needs_ascii(option, environ, encoding, ascii_only):
    assert preflight.needs_ascii(option, environ, encoding) is ascii_only


def why_not(environ, **streams):
    code = "from descent_tui.tui import preflight; import os; os.write(2, str(preflight.screen_possible()).encode())"
    run = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | environ, stderr=subprocess.PIPE, check=True, **streams
    )
    return run.stderr.decode()


def test_why_there_can_be_no_screen():
    master, slave = os.openpty()
    term = {"TERM": "xterm"}
    try:
        assert why_not(term, stdin=slave, stdout=slave) == "None"  # standard error need not be a terminal
        assert "standard input" in why_not(term, stdin=subprocess.DEVNULL, stdout=slave)
        assert "standard output" in why_not(term, stdin=slave, stdout=subprocess.DEVNULL)
        assert "TERM says this one is dumb" in why_not({"TERM": "Dumb"}, stdin=slave, stdout=slave)
    finally:
        os.close(master)
        os.close(slave)


def test_a_closed_standard_input_is_no_terminal(monkeypatch):
    def closed(_fd):
        raise OSError

    monkeypatch.setattr(os, "isatty", closed)
    assert "standard input" in preflight.screen_possible({"TERM": "xterm"})


def test_prepare_sets_what_is_not_set():
    environ = {"OMP_NUM_THREADS": "8"}
    preflight.prepare("16", environ)
    assert environ["OPENBLAS_NUM_THREADS"] == "1"
    assert environ["OMP_NUM_THREADS"] == "8"
    assert environ["TEXTUAL_COLOR_SYSTEM"] == "standard"


def test_it_costs_neither_textual_nor_numpy():
    code = "import sys; import descent_tui.tui.preflight; print({'textual', 'rich', 'numpy'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("says", "left"), [((80, 24), {}), ((0, 0), {"COLUMNS": "200", "LINES": "50"}), ((80, 0), {"LINES": "50"})]
)
def test_the_size_that_a_terminal_says_itself_goes_before_what_is_written_down(monkeypatch, says, left):
    monkeypatch.setattr(preflight.os, "get_terminal_size", lambda _: os.terminal_size(says))
    environ = {"COLUMNS": "200", "LINES": "50"}
    preflight.prepare("256", environ)
    assert {name: value for name, value in environ.items() if name in {"COLUMNS", "LINES"}} == left


def test_without_a_terminal_what_is_written_down_is_the_size(monkeypatch):
    def none(_):
        raise OSError

    monkeypatch.setattr(preflight.os, "get_terminal_size", none)
    environ = {"COLUMNS": "200"}
    preflight.prepare("256", environ)
    assert environ["COLUMNS"] == "200"


def test_the_loop_is_loaded_without_openssl_and_whoever_wants_it_later_gets_it():
    said = (
        "import sys; from descent_tui.tui import preflight; preflight.load_loop();"
        "print('asyncio' in sys.modules, 'ssl' in sys.modules);"
        "import ssl; print(ssl.OPENSSL_VERSION_NUMBER > 0)"
    )
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False", "True"]


def test_a_loop_that_is_there_already_is_left_alone():
    before = sys.modules.get("ssl")
    preflight.load_loop()
    assert sys.modules.get("ssl") is before
