"""`replay`, `--do` and `--resume` on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from descent_tui.cli import replay as command
from descent_tui.cli.main import main
from descent_tui.scenario import catalogue
from descent_tui.session.journal import begin
from descent_tui.session.opening import open_scenario
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse
from descent_tui.tui import preflight


@pytest.fixture
def state(tmp_path, monkeypatch):
    """Give the program a state folder of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "descent-tui"


@pytest.fixture
def journal(state):
    """Keep a journal of actions; return its path."""

    def keep(*texts, name="seed-bowl", left=False):
        timeline = Timeline(open_scenario(catalogue.load(name)))
        journal = begin(timeline.present, folder=state)
        for text in texts:
            timeline = timeline.act(parse(text))
            journal.write(parse(text), timeline.present)
        if left:
            journal.end()
        else:
            journal.close()
        return journal.path

    return keep


def out(capsys, *words, status=0):
    assert main([str(word) for word in words]) == status
    return capsys.readouterr().out


# replay


def test_replay_as_json_is_run_as_json(capsys, journal):
    file = journal("freeze y", "step 25", "look kind mountain", "back 1", "forward 1")
    run = out(capsys, "run", "seed-bowl", "--freeze", "y", "--steps", 25, "--json")

    assert out(capsys, "replay", file, "--json") == run


@pytest.mark.parametrize("option", ["--json", "--csv"])
@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("step 7",), ["seed-bowl", "--steps", "7"]),
        (("lr 3.0", "step 9999"), ["seed-bowl", "--lr", "3", "--steps", "9999"]),
        (("optimizer adam", "step 5"), ["seed-bowl", "--optimizer", "adam", "--steps", "5"]),
        (("open million-weight-bowl", "step 2"), ["million-weight-bowl", "--steps", "2"]),
    ],
    ids=["steps", "diverged", "adam", "million"],
)
def test_replay_prints_what_run_prints(capsys, journal, option, texts, words):
    assert out(capsys, "replay", journal(*texts), option) == out(capsys, "run", *words, option)


def test_a_journal_is_told_action_by_action(capsys, journal):
    lines = out(capsys, "replay", journal("step 2", "freeze y", "step 1", left=True)).splitlines()

    assert lines[0].split()[:3] == ["0", "open", "seed-bowl"]
    assert [line.split()[0] for line in lines[:4]] == ["0", "1", "2", "3"]
    assert "f 7 " in lines[0] + " "
    assert "f 1.7847" in lines[1]
    assert "Frozen in place: y at" in lines[2]
    assert lines[-1] == "3 actions; the session was left on purpose"


def test_a_session_that_was_not_left_says_so_and_a_torn_line_is_told(capsys, journal):
    file = journal("step 2")
    with file.open("ab") as stream:
        stream.write(b'{"n": 2, "do')
    assert main(["replay", str(file)]) == 0
    said = capsys.readouterr()

    assert said.out.splitlines()[-1] == "1 action; the session ended without being left"
    assert "never written to its end" in said.err


def test_replay_changes_nothing(journal, state, capsys):
    file = journal("step 2")
    with file.open("ab") as stream:
        stream.write(b"torn")
    before = file.read_bytes()
    for option in ([], ["--json"], ["--csv"]):
        main(["replay", str(file), *option])

    assert file.read_bytes() == before
    assert list(state.iterdir()) == [file]
    assert capsys.readouterr().out


def test_speed_is_so_many_actions_a_second(capsys, journal, monkeypatch):
    slept = []
    monkeypatch.setattr(command.time, "sleep", slept.append)
    out(capsys, "replay", journal("step 2", "step 3", "freeze y"), "--speed", "4")

    assert slept == [0.25, 0.25, 0.25]


@pytest.mark.parametrize("speed", ["0", "-1", "nan", "inf", "fast", ""])
def test_a_speed_that_is_none(capsys, journal, speed):
    assert main(["replay", str(journal("step 1")), "--speed", speed]) == 2
    assert "actions a second" in capsys.readouterr().err


def test_json_and_csv_are_one_too_many(journal):
    assert main(["replay", str(journal("step 1")), "--json", "--csv"]) == 2


def test_csv(capsys, journal):
    rows = list(csv.reader(io.StringIO(out(capsys, "replay", journal("step 1"), "--csv"))))
    assert rows[0] == ["k", "x", "y", "value", "df/dx", "df/dy"]
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "there is no such file"),
        (b"", "not one whole line"),
        (b"\x7fELF\n", "no journal of descent-tui"),
        (b'{"journal": 2}\n', "of version 2"),
        (b'{"journal": 1}\n', "session.jsonl:1: "),
    ],
)
def test_what_is_no_journal_is_told_in_words_and_3(capsys, tmp_path, content, says):
    file = tmp_path / "session.jsonl"
    if content is not None:
        file.write_bytes(content)
    assert main(["replay", str(file)]) == 3
    told = capsys.readouterr().err

    assert says in told
    assert told.startswith("descent-tui replay: ")
    assert "Traceback" not in told


def test_an_action_that_cannot_be_done_is_told_with_its_line(capsys, journal):
    file = journal("step 1")
    with file.open("ab") as stream:
        stream.write(b'{"n": 2, "do": "freeze q"}\n')
    assert main(["replay", str(file), "--json"]) == 3
    said = capsys.readouterr()

    assert said.out == ""
    assert ":3: cannot be done here: there is no variable 'q'" in said.err


def test_the_headless_commands_keep_no_journal(state, capsys, monkeypatch):
    monkeypatch.setattr(preflight, "screen_possible", lambda: "No terminal here.")
    for words in (["run", "seed-bowl"], ["run", "seed-bowl", "--do", "step"], ["--do", "step"], ["eval", "seed-bowl"]):
        assert main(words) == 0

    assert not state.parent.exists()
    assert capsys.readouterr().out


# --do


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
