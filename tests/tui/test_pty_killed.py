"""Five hundred steps in a real terminal, killed with SIGKILL, resumed, undone to the start and done again: identical."""

from __future__ import annotations

import json
import sys

import pytest
from terminal import Terminal

from descent_tui.cli.main import main

pytestmark = pytest.mark.pty

PROGRAM = [sys.executable, "-m", "descent_tui"]


def steps_of(capsys, *words):
    assert main(list(words)) == 0
    told = json.loads(capsys.readouterr().out)
    return told["steps"]


def test_a_session_that_was_killed_goes_on_as_if_it_had_not_been(tmp_path, capsys):
    environ = {"XDG_STATE_HOME": str(tmp_path)}
    with Terminal([*PROGRAM, "rosenbrock"], environ=environ) as terminal:
        terminal.until(lambda: terminal.shows("step 0"))
        terminal.press("S" * 50)
        terminal.until(lambda: terminal.shows("step 500"))
        terminal.kill_hard()
    (file,) = (tmp_path / "descent-tui").glob("*.jsonl")
    walked = steps_of(capsys, "run", "rosenbrock", "--do", "step 500", "--json")
    assert [step["k"] for step in walked] == list(range(501))
    assert steps_of(capsys, "replay", str(file), "--json") == walked

    with Terminal([*PROGRAM, "--resume"], environ=environ) as terminal:
        terminal.until(lambda: terminal.shows("step 500"))
        terminal.until(lambda: terminal.shows("Nothing was lost"))
        terminal.press(":back 50\r")
        terminal.until(lambda: terminal.shows("step 0"))
        terminal.press("u")
        terminal.until(lambda: terminal.shows("nothing to take back"))
        terminal.press(":forward 50\r")
        terminal.until(lambda: terminal.shows("step 500"))
        terminal.press("q")
        assert terminal.status() == 0
    assert steps_of(capsys, "replay", str(file), "--json") == walked
    assert list((tmp_path / "descent-tui").glob("*.jsonl")) == [file]
