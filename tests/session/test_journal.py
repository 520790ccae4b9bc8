"""The journal as it is written: its lines, its rights, when it is on the disk, and what happens where it cannot be."""

from __future__ import annotations

import json
import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from descent_tui.session import journal as module
from descent_tui.session.journal import Journal, begin
from descent_tui.session.record import read
from descent_tui.session.state_folder import state_folder
from descent_tui.session.words import parse


def lines(journal: Journal) -> list[dict]:
    return [json.loads(line) for line in journal.path.read_bytes().splitlines()]


def test_a_header_a_line_for_each_action_and_an_end(opened, kept):
    _, journal = kept(opened(), "step 10", "look kind mountain", "freeze y", "back 2", "forward 1")
    journal.end()
    header, *rest = lines(journal)

    assert header["journal"] == 1
    assert header["scenario"]["word"] == "seed-bowl"
    assert "x^2 + x*y + y^2" in header["scenario"]["text"]
    assert len(header["scenario"]["sha256"]) == len(header["scenario"]["file_sha256"]) == 64
    assert header["seed"] == 0
    assert set(header["versions"]) == {"descent-tui", "python", "numpy"}
    assert header["started"].endswith("+00:00")
    assert [line.get("do") for line in rest[:-1]] == [
        "step 10",
        "look kind mountain",
        "freeze y",
        "back 2",
        "forward 1",
    ]
    assert [line["n"] for line in rest] == [1, 2, 3, 4, 5, 6]
    assert [bool(line.get("view")) for line in rest[:-1]] == [False, True, False, False, False]
    assert "end" in rest[-1]


def test_a_line_is_in_the_file_when_write_returns(opened, kept):
    _, journal = kept(opened(), "step 1")

    assert lines(journal)[-1]["do"] == "step 1"  # nothing waits in a buffer of ours
    assert read(journal.path).entries[-1].action == parse("step 1")
    assert not read(journal.path).ended
    journal.close()


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777], ids=oct)
def test_folder_and_file_are_for_their_owner_alone_whatever_the_umask(opened, tmp_path, umask):
    before = os.umask(umask)
    try:
        (tmp_path / "state").mkdir()
        (tmp_path / "state").chmod(0o700)
        os.umask(umask & 0o077)  # a umask that takes the owner's rights keeps him out of any new folder
        journal = begin(opened().present, folder=tmp_path / "state/descent-tui")
    finally:
        os.umask(before)

    assert stat.S_IMODE(journal.path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600
    journal.close()


def test_a_folder_that_others_could_read_is_closed_to_them(opened, folder):
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    begin(opened().present, folder=folder).close()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_each_session_has_a_file_of_its_own(opened, folder):
    journals = [begin(opened().present, folder=folder) for _ in range(5)]
    for journal in journals:
        journal.close()

    assert len({journal.path for journal in journals}) == len(list(folder.glob("*.jsonl"))) == 5


def test_the_descriptor_is_not_inherited(opened, folder):
    journal = begin(opened().present, folder=folder)
    assert not os.get_inheritable(journal._descriptor)
    journal.close()


@pytest.mark.parametrize("dangling", [True, False])
def test_a_planted_link_in_place_of_the_folder_is_not_followed(opened, folder, tmp_path, dangling):
    elsewhere = tmp_path / "elsewhere"
    if not dangling:
        elsewhere.mkdir()
    folder.parent.mkdir()
    folder.symlink_to(elsewhere)
    journal = begin(opened().present, folder=folder)

    assert not journal.kept
    assert "in memory only" in journal.complaint()
    assert not elsewhere.exists() or not list(elsewhere.iterdir())


def test_a_planted_link_in_place_of_the_file_is_not_followed(opened, folder, tmp_path, monkeypatch):
    folder.mkdir(parents=True)
    victim = tmp_path / "victim"
    victim.write_text("mine")
    monkeypatch.setattr(module.os, "urandom", bytes)

    class Clock(module.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2026, 1, 2, tzinfo=tz)

    monkeypatch.setattr(module, "datetime", Clock)
    (folder / f"20260102T000000Z-{os.getpid()}-000000.jsonl").symlink_to(victim)
    journal = begin(opened().present, folder=folder)

    assert not journal.kept
    assert victim.read_text() == "mine"


def test_where_the_state_folder_is():
    assert state_folder({"XDG_STATE_HOME": "/some/where"}) == Path("/some/where/descent-tui")
    for relative in ("", "some/where"):
        assert state_folder({"XDG_STATE_HOME": relative}) == Path.home() / ".local/state/descent-tui"


# Where it cannot be


def test_a_folder_that_cannot_be_made_is_said_once_and_the_session_goes_on(opened, tmp_path, kept):
    (tmp_path / "file").write_text("in the way")
    journal = begin(opened().present, folder=tmp_path / "file" / "state" / "descent-tui")
    said = journal.complaint()

    assert said.startswith("This session is kept in memory only: ")
    assert said.endswith(".")
    assert "not a directory" in said
    assert journal.complaint() == ""
    timeline, _ = kept(opened(), "step 3", "back 1", "forward 1", journal=journal)
    assert timeline.present.here.k == 3
    assert journal.path is None
    journal.sync()
    journal.end()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_home_as_it_is(opened, tmp_path):
    tmp_path.chmod(0o500)
    journal = begin(opened().present, folder=tmp_path / "state" / "descent-tui")
    tmp_path.chmod(0o700)
    assert not journal.kept


@pytest.mark.parametrize("name", ["/proc/descent-tui", "/dev/null/descent-tui", "/no\0where"])
def test_places_where_nobody_can_write(opened, name):
    journal = begin(opened().present, folder=Path(name))
    assert not journal.kept
    assert journal.complaint()


def test_a_home_that_is_not_there(opened, monkeypatch):
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)

    def nowhere():
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", nowhere)
    assert "there is no home folder" in begin(opened().present).complaint()


FULL = """
import resource, signal, sys
from pathlib import Path
from descent_tui.scenario import catalogue
from descent_tui.session.journal import begin
from descent_tui.session.opening import open_scenario
from descent_tui.session.record import read
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse
timeline = Timeline(open_scenario(catalogue.load("seed-bowl")))
journal = begin(timeline.present, folder=Path(sys.argv[1]))
size = journal.path.stat().st_size + 100
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
for _ in range(20):
    timeline = timeline.act(parse("step 1"))
    journal.write(parse("step 1"), timeline.present)
    if said := journal.complaint():
        print(said)
print(timeline.present.here.k, len(read(journal.path).entries), read(journal.path).torn, journal.kept)
"""


def test_a_disk_that_fills_up_is_said_once_and_leaves_whole_lines_alone(folder):
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(folder)], capture_output=True, text=True, timeout=60, check=True
    )
    said, last = done.stdout.splitlines()

    assert said.startswith("From here on this session is kept in memory only")
    assert last == "20 4 b'' False"  # four lines of 23 bytes in 100, and nothing torn after them
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def test_words_that_no_text_can_hold_do_no_harm(opened, kept):
    timeline, journal = kept(opened(), "look palette \udcff", "look palette \x1b[2J", "step 1")
    journal.close()

    assert journal.kept is False
    assert len(read(journal.path).entries) == 3
    assert b"\x1b" not in journal.path.read_bytes()
    assert timeline.present.here.k == 1


def test_a_journal_that_would_grow_too_large_is_given_up_whole(opened, kept, monkeypatch):
    timeline, journal = kept(opened(), "step 1")
    monkeypatch.setattr(module, "LARGEST", journal.path.stat().st_size + 30)
    kept(timeline, "step 2", "step 3", "step 4", journal=journal)

    assert "too large" in journal.complaint()
    assert [entry.action.text for entry in read(journal.path).entries] == ["step 1", "step 2"]
