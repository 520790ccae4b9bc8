"""`replay` on the command line."""

from __future__ import annotations

import csv
import io

import pytest

from descent_tui.cli import replay as command
from descent_tui.cli.main import main
from descent_tui.tui import preflight


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
