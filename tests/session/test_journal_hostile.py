"""Journals that are torn, foreign, hostile, huge or strange: refused in words with the line, or read as far as they go."""

from __future__ import annotations

import json
import os
from hashlib import sha256

import pytest
from hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st

from descent_tui.session import record as module
from descent_tui.session import replay as replaying
from descent_tui.session.journal import begin
from descent_tui.session.record import JournalError, parsed, read
from descent_tui.session.replay import replay
from descent_tui.session.words import parse


@pytest.fixture
def journal(opened, tmp_path):
    """Return the lines of a good journal of three actions, as data."""
    timeline = opened()
    journal = begin(timeline.present, folder=tmp_path / "s")
    for text in ("step 5", "freeze y", "step 5"):
        timeline = timeline.act(parse(text))
        journal.write(parse(text), timeline.present)
    journal.close()
    return [json.loads(line) for line in journal.path.read_bytes().splitlines()]


def data(lines) -> bytes:
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def refused(raw: bytes) -> JournalError:
    with pytest.raises(JournalError) as told:
        replay(parsed(raw, "some.jsonl"))
    assert str(told.value).startswith("some.jsonl:")
    assert str(told.value).isprintable()
    assert len(str(told.value)) < 1000
    return told.value


def outcome(raw: bytes) -> str:
    """Return why a journal is refused, or the name of the landscape it ends in."""
    try:
        return replay(parsed(raw, "j")).present.scenario.name
    except JournalError as error:
        return str(error)


@pytest.mark.parametrize("torn", [b"{", b'{"n":4,"do":"ste', b"\x00" * 512, b'{"n":4,"do":"step 1"}', b"\xff\xfe"])
def test_a_torn_last_line_is_ignored(journal, torn):
    whole = parsed(data(journal), "j")
    read = parsed(data(journal) + torn, "j")

    assert read.entries == whole.entries
    assert (read.torn, read.size) == (torn, len(data(journal)))


@pytest.mark.parametrize("cut", range(0, 60, 7))
def test_a_journal_cut_anywhere_is_read_up_to_its_last_whole_line(journal, cut):
    raw = data(journal)
    read = parsed(raw[: len(raw) - cut], "j") if cut else parsed(raw, "j")

    assert len(read.entries) == 3 - raw[len(raw) - cut :].count(b"\n") if cut else 3


@pytest.mark.parametrize("raw", [b"", b"no newline at all", b'{"journal": 1}'])
def test_a_file_without_one_whole_line_is_none(raw):
    assert "not one whole line" in refused(raw).message


@pytest.mark.parametrize(
    "first",
    [
        b"#!/bin/sh",
        b"[1, 2]",
        b'"text"',
        b"{}",
        b'{"journal": "1"}',
        b"\x7fELF\x02\x01",
        b"\xff\xfe{\x00",
        b"[" * 100_000,
    ],
    ids=lambda raw: repr(raw[:12]),
)
def test_a_foreign_file_is_none(journal, first):
    assert "no journal of descent-tui" in refused(first + b"\n" + data(journal[1:])).message


def test_another_version_is_refused_by_its_number(journal):
    assert "of version 7" in refused(data([{**journal[0], "journal": 7}, *journal[1:]])).message


def test_unknown_fields_and_unknown_kinds_of_lines_are_passed_over(journal):
    header = {**journal[0], "mood": "good", "view": {"palette": "dusk", "dark": False, "font": "large"}}
    lines = [
        header,
        {**journal[1], "by": {"who": [1, 2]}},
        *journal[2:],
        {"n": 4, "remark": "later versions may say this"},
    ]
    read = parsed(data(lines), "j")

    assert [entry.action.text for entry in read.entries] == ["step 5", "freeze y", "step 5"]
    assert replay(read).present.view.palette == "dusk"
    assert replay(read).present.view.dark is False


@pytest.mark.parametrize(
    "line",
    [
        b"{", b"", b"null", b"3", b'{"do": "step 1"}', b'{"n": "2", "do": "step 1"}', b'{"n": 2, "do": 7}', b'{"n": 2.5}',
        b'{"n": 2, "do": "step 1"', b"\xff\xfe\xfd", b'{"n": 2, "do": "\\ud800"}', b"\x00\x00\x00", b'{"n": 2, "x": NaN}',
        b'{"n": 2, "x": ' + b"[" * 100_000, b'{"n": ' + b"9" * 10_000 + b"}", b'{"n": 2, "do": "step 1", "scenario": []}',
    ],
    ids=lambda raw: repr(raw[:24]),
)  # fmt: skip
def test_a_line_that_is_none_is_refused_with_its_number(journal, line):
    raw = data(journal[:2]) + line + b"\n" + data(journal[3:])
    assert refused(raw).line == 3


def test_a_missing_a_doubled_and_a_turned_line_are_noticed(journal):
    header, one, two, three = journal
    assert refused(data([header, one, three])).line == 3
    assert refused(data([header, one, one, two])).line == 3
    assert refused(data([header, two, one, three])).line == 2
    assert "after its end" in refused(data([*journal, {"n": 4, "end": "now"}, {"n": 5, "do": "step 1"}])).message


@pytest.mark.parametrize(
    "said",
    [
        "rm -rf x", "step -1", "step 1e9", "step nan", "step 99999999999999999999", "goto x=nan", "goto x=inf", "goto x=1e999",
        "lr nan", "lr -inf", "walk x 1_0", "zoom nan", "pan inf 0", "set lr infinity", "constant b nan", "", "   ", "open",
        "formula", "step ١", "back 0",
    ],
)  # fmt: skip
def test_words_that_are_no_action_and_numbers_that_are_none_are_refused_when_read(journal, said):
    with pytest.raises(JournalError) as told:
        parsed(data([*journal, {"n": 4, "do": said}]), "j")
    assert told.value.line == 5


@pytest.mark.parametrize(
    "said",
    [
        "freeze q",
        "lr -3",
        "optimizer oops",
        "goto q=1",
        "formula x +",
        "constant c 1",
        "zoom -1",
        "set oops 1",
        "back 1",
    ],
)
def test_what_cannot_be_done_there_is_refused_with_its_line(journal, said):
    first = [journal[0], {"n": 1, "do": said}]
    assert refused(data(first)).line == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_reaches_the_terminal_raw(journal, text):
    for line in ({"n": 4, "do": f"freeze {text}"}, {"n": 4, "do": text}, {"n": 4, "do": f"look palette {text}"}):
        assert outcome(data([*journal, line])).isprintable()
    forged = {"text": text, "sha256": sha256(text.encode("utf-8", "backslashreplace")).hexdigest()}
    for part in ({"word": text}, forged):
        header = {**journal[0], "scenario": {**journal[0]["scenario"], **part}}
        assert outcome(data([header, *journal[1:]])).isprintable()


def test_more_steps_than_memory_holds_are_refused_soon(journal, monkeypatch):
    monkeypatch.setattr(replaying, "_memory", lambda: 8 * 600)
    counted = []
    monkeypatch.setattr(replaying, "update", lambda s, a, real=replaying.update: counted.append(a.count) or real(s, a))
    error = refused(data([*journal, {"n": 4, "do": "free all"}, {"n": 5, "do": "step 999999999"}]))

    assert error.line == 6
    assert "more steps than" in error.message
    assert sum(counted) < 4000


def test_steps_that_diverge_at_once_cost_nothing_however_many_they_are(journal, opened, after):
    lines = [journal[0], {"n": 1, "do": "lr 1000000.0"}, {"n": 2, "do": "step 999999999"}]
    session = replay(parsed(data(lines), "j")).present

    assert session.diverged
    assert session.here.x.tobytes() == after(opened(), "lr 1000000.0", "step 9999").present.here.x.tobytes()


def test_a_scenario_that_was_tampered_with_is_refused(journal):
    text = journal[0]["scenario"]["text"].replace("x^2", "x^4")
    assert (
        "not the one that was written"
        in refused(data([{**journal[0], "scenario": {**journal[0]["scenario"], "text": text}}])).message
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("formula = 'x +'\n[variables]\nx = { range = [0, 1] }\n", "line 1 of the scenario in it: + is not followed"),
        ("nonsense", "TOML"),
        ("formula = 'x'\n[variables]\nx = { range = [0, 1] }\n[descent]\noptimizer = 'oops'\n", "no optimizer"),
        ("formula = 'x'\n[variables]\nx = { range = [0, 1] }\n[descent]\nlr = 1e300\n", "lr is"),
        ("formula = 'x'\n[variables]\nx = { range = [0, 1], size = 99999999999 }\n", "whole number"),
        ("a." * 50_000 + "b = 1", "line"),
    ],
    ids=["formula", "toml", "optimizer", "setting", "size", "depth"],
)
def test_a_hostile_scenario_is_judged_like_any_file(journal, text, says):
    kept = {**journal[0]["scenario"], "text": text, "sha256": sha256(text.encode()).hexdigest()}
    error = refused(data([{**journal[0], "scenario": kept}]))

    assert error.line == 1
    assert says in error.message


def test_open_has_to_say_what_was_opened(journal):
    assert "does not say what was opened" in refused(data([*journal, {"n": 4, "do": "open rosenbrock"}])).message


# Files


def test_what_is_no_file_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", "/dev/zero", tmp_path / "missing", "\0", "/proc/self/mem"):
        with pytest.raises(JournalError) as told:
            read(path)
        assert told.value.line == 0 or "journal" in told.value.message


def test_a_huge_file_is_refused_by_its_size(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 4096)
    (tmp_path / "huge.jsonl").write_bytes(b"x" * 10_000)

    with pytest.raises(JournalError, match="holds at most"):
        read(tmp_path / "huge.jsonl")


def test_a_long_line_is_refused(journal, monkeypatch):
    monkeypatch.setattr(module, "LONGEST", 4096)
    assert refused(data(journal) + b'{"n": 4, "x": "' + b"y" * 5000 + b'"}\n').line == 5


# Anything


GOOD = (
    b'{"journal":1,"scenario":{"kind":"typed","word":"formula","text":"formula = \\"x^2\\"\\n[variables]\\nx = { range = '
    b'[-1, 1] }\\n","sha256":"' + sha256(b'formula = "x^2"\n[variables]\nx = { range = [-1, 1] }\n').hexdigest().encode()
    + b'"}}\n{"n":1,"do":"step 3"}\n{"n":2,"do":"freeze x"}\n'
)  # fmt: skip


def test_the_journal_that_is_bent_below_is_good_while_straight():
    assert replay(parsed(GOOD, "j")).present.here.k == 3


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_read_or_refused(raw):
    assert outcome(raw).isprintable()


@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=3), st.integers(0, 3))
@settings(max_examples=200, deadline=None)
def test_a_good_journal_with_any_bytes_changed_is_replayed_or_refused(place, put, taken):
    bent = GOOD[:place] + put + GOOD[place + taken :]
    assert outcome(bent).isprintable()
