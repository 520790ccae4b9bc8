"""`show` and the preview: pictures on stdout, of the size and in the colours asked for."""

from __future__ import annotations

import os
import re
import shlex

import pytest

from descent_tui.cli import drawing
from descent_tui.cli.main import main
from descent_tui.tui import preflight

CODE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    for name in ("NO_COLOR", "COLUMNS", "LINES", "LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("LANG", "C.UTF-8")


def shown(capsys, *words):
    assert main(["show", "seed-bowl", *words]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("size", ["10x5", "33x12", "120x30"])
@pytest.mark.parametrize("view", ["map", "mountain", "slice"])
def test_a_picture_has_the_size_asked_for(capsys, size, view):
    columns, rows = map(int, size.split("x"))
    lines = shown(capsys, "--size", size, "--view", view).splitlines()

    assert len(lines) == rows
    assert {len(line) for line in lines} == {columns}


def test_away_from_a_terminal_it_is_80_by_24_without_colour(capsys):
    lines = shown(capsys).splitlines()

    assert (len(lines), len(lines[0])) == (24, 80)
    assert not CODE.search("".join(lines))


@pytest.mark.parametrize(("depth", "code"), [("truecolor", "38;2;"), ("256", "38;5;"), ("16", "\x1b[")])
def test_colour_is_there_when_it_is_asked_for(capsys, depth, code):
    assert code in shown(capsys, "--size", "30x10", "--color", depth)


@pytest.mark.parametrize("start", ["x=1,y=1e150", "x=-1e308,y=1e308", "x=5e-324,y=0"])
def test_a_start_far_out_is_drawn_without_a_warning(capsys, start):
    assert main(["show", "himmelblau", "--start", start, "--size", "30x10"]) == 0
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 10
    assert said.err == ""


def test_ascii_is_ascii(capsys):
    assert shown(capsys, "--size", "30x10", "--ascii").isascii()
    assert not shown(capsys, "--size", "30x10").isascii()


@pytest.mark.parametrize(
    ("environment", "shows", "depth"),
    [
        ({}, True, "truecolor"),
        ({}, False, "none"),
        ({"NO_COLOR": "1"}, True, "none"),
        ({"NO_COLOR": ""}, True, "truecolor"),
    ],
)
def test_colour_is_for_terminals_that_want_it(monkeypatch, environment, shows, depth):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert drawing.depth("auto", shown=shows) == depth
    assert drawing.depth(None, shown=shows) == depth
    assert drawing.depth("256", shown=shows) == "256"


def test_the_size_of_the_terminal_leaves_a_line_for_the_prompt(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("LINES", "40")
    assert drawing.size(None) == (100, 39)
    monkeypatch.setenv("COLUMNS", "9000")
    monkeypatch.setenv("LINES", "2")
    assert drawing.size(None) == (500, 5)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["rosenbrock"],
        ["--formula", "x^2 + y^2", "--range", "x=-1:1"],
        ["--freeze", "y", "--lr", "0.2", "--optimizer", "gd"],
    ],
    ids=str,
)
def test_without_a_terminal_the_bare_command_previews(capsys, monkeypatch, words):
    monkeypatch.setattr(preflight, "screen_possible", lambda: "No terminal here.")

    assert main(words) == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[-1].startswith("steps: all 10")
    assert [line.split()[0] for line in lines[-12:-1]] == [str(k) for k in range(11)]
    assert said.err.startswith("No terminal here.")
    assert f"to open the screen, run `{shlex.join(('descent-tui', *words))}` in a terminal." in said.err
    assert not CODE.search(said.out)


def test_the_preview_takes_what_was_asked_for(capsys, monkeypatch):
    monkeypatch.setattr(preflight, "screen_possible", lambda: "No terminal here.")
    main(["--freeze", "y", "--lr", "0.2"])

    assert "gradient descent, α 0.2; frozen: y = 1" in capsys.readouterr().out


@pytest.mark.parametrize(("words", "status"), [(["--freeze", "q"], 2), (["--set", "q=1"], 2), (["--formula", "x+"], 3)])
def test_the_bare_command_refuses_what_it_cannot_do(capsys, monkeypatch, words, status):
    monkeypatch.setattr(preflight, "screen_possible", lambda: "No terminal here.")

    assert main(words) == status
    assert capsys.readouterr().out == ""


def test_a_dumb_terminal_is_none(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(os, "isatty", lambda _: True)

    assert "dumb" in preflight.screen_possible()


def test_a_picture_is_written_to_a_new_file_and_never_over_one(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name in ("a.png", "a.svg", "a.txt", "a.ans"):
        assert main(["show", "seed-bowl", "--size", "40x12", "--out", name]) == 0
        assert capsys.readouterr() == ("", f"Wrote {name}\n")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert "\x1b[48;2;" in (tmp_path / "a.ans").read_text("utf-8")
    assert "\x1b" not in (tmp_path / "a.txt").read_text("utf-8")
    assert main(["show", "seed-bowl", "--out", "a.svg"]) == 2
    assert "There is already a a.svg" in capsys.readouterr().err
    assert main(["show", "seed-bowl", "--out", "a.gif"]) == 2
    assert ".png, .svg, .txt, .ans" in capsys.readouterr().err


def test_the_whole_screen_after_actions(capsys):
    words = ["show", "rotated-ravine", "--race", "momentum", "--do", "step 5", "--view", "screen", "--size", "120x40"]
    assert main(words) == 0
    text = capsys.readouterr().out
    assert "fair: 5 gradients each" in text
    assert "step 5" in text
    assert len(text.splitlines()) == 40
