"""`--do` and `--resume` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from descent_tui.cli.main import main
from descent_tui.tui import preflight


def out(capsys, *words, status=0):
    assert main([str(word) for word in words]) == status
    return capsys.readouterr().out


def test_run_takes_the_actions_and_stops_there(capsys):
    found = json.loads(out(capsys, "run", "seed-bowl", "--do", "step 5; freeze y; step 5", "--json"))

    assert [step["k"] for step in found["steps"]] == list(range(11))
    assert found["frozen"] == ["y"]
    assert found["stopped"] == "steps: all 10 were taken"
    assert len({step["at"][1] for step in found["steps"][5:]}) == 1
    assert len({step["at"][1] for step in found["steps"]}) == 6


def test_run_goes_on_from_there_where_steps_or_a_rule_are_given(capsys):
    steps = json.loads(out(capsys, "run", "seed-bowl", "--do", "step 5", "--steps", "3", "--json"))["steps"]
    until = json.loads(out(capsys, "run", "seed-bowl", "--do", "step 5", "--until", "grad<1", "--json"))

    assert len(steps) == 9
    assert until["stopped"].startswith("until: ")
    assert len(until["steps"]) > 6


def test_a_run_by_actions_is_the_run_by_options(capsys):
    by_actions = out(capsys, "run", "seed-bowl", "--do", "lr 0.05; freeze y", "--do", "step 12", "--json")
    by_options = out(capsys, "run", "seed-bowl", "--lr", "0.05", "--freeze", "y", "--steps", "12", "--json")
    mixed = out(capsys, "run", "seed-bowl", "--lr", "0.05", "--freeze", "y", "--do", "step 12", "--json")

    assert by_actions == by_options == mixed


def test_the_table_says_where_what_is_frozen_is_held(capsys):
    head = out(capsys, "run", "seed-bowl", "--do", "step 1; freeze y").splitlines()[0]
    assert head.endswith("frozen: y = 0.6")


def test_another_landscape_opened_on_the_way_is_the_one_that_is_told(capsys):
    found = json.loads(out(capsys, "run", "seed-bowl", "--do", "step 5; open rosenbrock; step 1", "--json"))
    assert (found["scenario"], len(found["steps"])) == ("rosenbrock", 2)


def test_a_diverging_script_ends_with_4_where_asked(capsys):
    words = ["run", "seed-bowl", "--do", "lr 3; step 9999"]
    assert main(words) == 0
    assert main([*words, "--fail-on-divergence"]) == 4
    assert "diverged" in capsys.readouterr().out


BAD = [
    ("froze y", "'froze' is not an action: did you mean freeze?"),
    ("step; freeze q", "'freeze q': there is no variable 'q'"),
    ("step x", "'step x': 'x' is not a count"),
    ("freeze all; step", "everything is frozen"),
    ("back", "there is nothing to take back"),
    ("goto x=nan", "'nan' is not a finite number"),
    ("\x1b[2J", "is not an action"),
]


@pytest.mark.parametrize(("text", "says"), BAD, ids=lambda part: repr(part)[:20])
@pytest.mark.parametrize("words", [["run", "seed-bowl"], ["seed-bowl"]], ids=["run", "screen"])
def test_a_bad_action_is_told_in_words_and_2(capsys, monkeypatch, words, text, says):
    monkeypatch.setattr(preflight, "screen_possible", lambda: "No terminal here.")
    assert main([*words, "--do", text]) == 2
    said = capsys.readouterr()

    assert says in said.err
    assert "\x1b" not in said.err
    assert said.out == ""


# The screen


def test_the_actions_come_after_those_of_the_options(opened):
    assert main(["rosenbrock", "--lr", "0.01", "--do", "step 25; zoom 0.5", "--freeze", "x", "--do", "free all"]) == 7
    assert opened[0][2] == ["lr 0.01", "freeze x", "step 25", "zoom 0.5", "free all"]


def test_a_bad_action_keeps_the_screen_closed(opened, capsys):
    assert main(["--do", "freeze q"]) == 2
    assert not opened
    assert "'q'" in capsys.readouterr().err


def test_resume_without_a_session_says_so(opened, state, capsys):
    assert main(["--resume"]) == 2
    assert not opened
    assert f"no session to resume in {state}" in capsys.readouterr().err


def test_resume_goes_on_with_the_newest_and_says_what_was_lost(opened, journal, capsys):
    journal("step 1")
    journal("step 9", left=True)
    newest = journal("freeze y", "step 3", name="rosenbrock")
    with newest.open("ab") as stream:
        stream.write(b'{"n":3,"do":"step')
    assert main(["--resume"]) == 7
    told = capsys.readouterr().err

    assert opened[0][0].name == "rosenbrock"
    assert opened[0][2] == []
    resumed = opened[0][3]
    resumed.journal.close()
    assert resumed.timeline.present.here.k == 3
    assert resumed.timeline.present.free.tolist() == [True, False]
    assert str(newest) in told
    assert "Lost: the last line" in told


def test_resume_passes_over_a_journal_that_cannot_be_replayed(opened, journal, capsys):
    good = journal("step 1")
    bad = journal("step 2")
    bad.write_bytes(bad.read_bytes().replace(b"step 2", b"stap 2"))
    assert main(["--resume"]) == 7
    told = capsys.readouterr().err

    assert f"{bad}:2: 'stap' is not an action" in told
    assert f"Resumed {good}." in told
    assert "Nothing was lost." in told


def test_resume_names_no_other_landscape(opened, journal):
    journal("step 1")
    for words in (["rosenbrock"], ["--formula", "x^2"], ["--start", "x=1"], ["--constant", "b=2"]):
        assert main([*words, "--resume"]) == 2
    assert not opened


def test_resume_wants_a_terminal(journal, monkeypatch, capsys):
    file = journal("step 1")
    before = file.read_bytes()
    monkeypatch.setattr(preflight, "screen_possible", lambda: "No terminal here.")

    assert main(["--resume"]) == 2
    assert "No terminal here." in capsys.readouterr().err
    assert Path(file).read_bytes() == before
