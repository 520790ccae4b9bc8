"""Going on with a session that was not left: which are offered, and that nothing but a torn line is lost."""

from __future__ import annotations

import os

import pytest
from timelines import agree

from descent_tui.scenario.scenario import Scenario
from descent_tui.session import resume as resuming
from descent_tui.session.opening import open_scenario
from descent_tui.session.record import JournalError, read
from descent_tui.session.replay import replay
from descent_tui.session.resume import resume, unfinished
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse


def test_a_session_that_is_open_is_not_offered_and_cannot_be_taken(opened, told, tmp_path):
    _, journal = told(opened(), "step 1")

    assert unfinished(tmp_path / "state") == []
    with pytest.raises(JournalError, match="another session"):
        resume(journal.path)
    journal.close()
    assert [one.scenario for one in unfinished(tmp_path / "state")] == ["seed-bowl"]


def test_a_session_that_was_left_or_in_which_nothing_was_done_is_not_offered(opened, told, tmp_path):
    _, left = told(opened(), "step 1")
    left.end()
    _, idle = told(opened())
    idle.close()

    assert unfinished(tmp_path / "state") == []
    with pytest.raises(JournalError, match="left on purpose"):
        resume(left.path)


def test_the_newest_comes_first_and_foreign_files_are_passed_over(opened, told, tmp_path):
    paths = []
    for age in (300, 100, 200):
        _, journal = told(opened(), "step 1")
        journal.close()
        os.utime(journal.path, (1e9 - age, 1e9 - age))
        paths.append(journal.path)
    for name, content in (("empty", b""), ("binary", b"\xff\x00\n\xff\n"), ("other", b'{"journal": 7}\n{"n": 1}\n')):
        (tmp_path / f"state/{name}.jsonl").write_bytes(content)
    os.mkfifo(tmp_path / "state/pipe.jsonl")
    (tmp_path / "state/link.jsonl").symlink_to(paths[0])
    (tmp_path / "state/folder.jsonl").mkdir()

    assert [one.path for one in unfinished(tmp_path / "state")] == [paths[1], paths[2], paths[0]]
    assert unfinished(tmp_path / "nowhere") == []


def test_a_resumed_session_goes_on_in_the_same_file(opened, told, tmp_path):
    timeline, journal = told(opened(), "step 2", "freeze y", "step 3")
    journal.close()
    resumed = resume(journal.path)
    agree(resumed.timeline, timeline)
    assert unfinished(tmp_path / "state") == []

    timeline = resumed.timeline.act(parse("back 2")).act(parse("step 4"))
    resumed.journal.write(parse("back 2"), timeline.present)
    resumed.journal.write(parse("step 4"), timeline.present)
    resumed.journal.close()
    assert resumed.journal.path == journal.path
    agree(replay(read(journal.path)), timeline)
    twice = resume(journal.path)
    agree(twice.timeline, timeline)
    twice.journal.end()
    assert read(journal.path).ended


def test_a_torn_line_is_told_taken_off_and_followed_by_whole_ones(opened, told):
    timeline, journal = told(opened(), "step 2")
    journal.close()
    with journal.path.open("ab") as stream:
        stream.write(b'{"n":2,"do":"st\x1b[2J')
    resumed = resume(journal.path)
    resumed.journal.write(parse("step 1"), timeline.act(parse("step 1")).present)
    resumed.journal.end()

    assert resumed.lost.startswith("Lost: the last line")
    assert resumed.lost.isprintable()
    assert [entry.action.text for entry in read(journal.path).entries] == ["step 2", "step 1"]


def test_a_journal_that_may_only_be_read_is_resumed_in_memory(opened, told, monkeypatch):
    timeline, journal = told(opened(), "step 2")
    journal.close()
    real = resuming.open_file

    def read_only(path, flags):
        if flags & 3:
            raise PermissionError(13, "Permission denied")
        return real(path, flags)

    monkeypatch.setattr(resuming, "open_file", read_only)
    resumed = resume(journal.path)
    agree(resumed.timeline, timeline)
    assert not resumed.journal.kept
    assert "memory only" in resumed.journal.complaint()


def test_a_landscape_larger_than_the_tail_is_offered(told, tmp_path):
    many = Scenario.from_formula("sum(i, 1, n, x[i]^2)", start={"x": tuple(i / 7 for i in range(6000))})
    _, journal = told(Timeline(open_scenario(many)), "step 1")
    journal.close()

    assert len(journal.path.read_bytes()) > resuming.TAIL
    assert [one.scenario for one in unfinished(tmp_path / "state")] == ["formula"]
