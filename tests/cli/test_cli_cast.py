"""A recording made of a journal: asciicast v3, a frame for each action."""

from __future__ import annotations

import json

import pytest

from descent_tui.cli.main import main
from descent_tui.scenario import catalogue
from descent_tui.session.journal import begin
from descent_tui.session.opening import open_scenario
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse


@pytest.fixture
def journal(tmp_path):
    line = Timeline(open_scenario(catalogue.load("seed-bowl")))
    kept = begin(line.present, folder=tmp_path)
    for text in ("step 3", "freeze y", "step 2"):
        line = line.act(parse(text))
        kept.write(parse(text), line.present)
    kept.end()
    return str(kept.path)


def test_a_recording_shows_what_was_done(journal, capsys):
    assert main(["replay", journal, "--cast", "--speed", "4"]) == 0
    head, *frames = map(json.loads, capsys.readouterr().out.splitlines())

    assert head["version"] == 3
    assert head["term"] == {"cols": 100, "rows": 30}
    assert [kind for _, kind, _ in frames] == ["o"] * 4 + ["x"]
    assert [wait for wait, _, _ in frames] == [0.0, 0.25, 0.25, 0.25, 0.0]
    assert "step" in frames[0][2]
    assert "y frozen at" not in frames[1][2]
    assert "y frozen at" in frames[2][2]
    assert frames[0][2].count("\r\n") == 29


def test_one_way_of_printing_at_a_time(journal, capsys):
    assert main(["replay", journal, "--cast", "--json"]) == 2
