"""Old journals go, and nothing else: not the newest, not the young, not one in use, not a stranger's file."""

from __future__ import annotations

import os

import pytest

from descent_tui.session.journal import begin
from descent_tui.session.pruning import DAYS, KEPT, prune
from descent_tui.session.state_folder import lock

NOW = 2_000_000_000.0
OLD = NOW - (DAYS + 1) * 86400


def made(folder, number, at=OLD, suffix=".jsonl"):
    file = folder / f"20260101T{number:06}Z-77-abcdef{suffix}"
    file.write_text("{}\n")
    os.utime(file, (at, at))
    return file


@pytest.fixture
def folder(tmp_path):
    state = tmp_path / "s"
    state.mkdir(mode=0o700)
    return state


def test_the_newest_are_kept_however_old(folder):
    files = [made(folder, k) for k in range(KEPT + 5)]
    assert prune(folder, NOW) == 5
    assert sorted(folder.iterdir()) == files[5:]
    assert prune(folder, NOW) == 0


def test_the_young_are_kept_however_many(folder):
    files = [made(folder, k, NOW - 86400) for k in range(KEPT + 5)]
    assert prune(folder, NOW) == 0
    assert len(list(folder.iterdir())) == len(files)


def test_checkpoints_go_with_their_journal_and_stay_with_it(folder):
    files = [made(folder, k) for k in range(KEPT + 1)]
    mine, other = made(folder, 0, suffix=".99.npz"), made(folder, 1, suffix=".99.npz")
    assert prune(folder, NOW) == 1
    assert not files[0].exists()
    assert not mine.exists()
    assert other.exists()


def test_one_that_is_being_written_is_kept(folder):
    files = [made(folder, k) for k in range(KEPT + 2)]
    descriptor = os.open(files[0], os.O_RDWR)
    assert lock(descriptor)
    assert prune(folder, NOW) == 1
    os.close(descriptor)
    assert files[0].exists()
    assert not files[1].exists()


def test_other_files_and_links_are_left_alone(folder, tmp_path):
    for k in range(KEPT):
        made(folder, 100 + k)
    aim = tmp_path / "mine"
    aim.write_text("mine")
    link = folder / "20260101T000000Z-1-abcdef.jsonl"
    link.symlink_to(aim)
    strange = [folder / name for name in ("notes.jsonl", "20260101T000001Z-1-abcdef.jsonl.bak", "x.1.npz")]
    for file in strange:
        file.write_text("x")
        os.utime(file, (OLD, OLD))
    assert prune(folder, NOW) == 0
    assert aim.read_text() == "mine"
    assert link.is_symlink()
    assert all(file.exists() for file in strange)


def test_a_folder_that_is_not_there_or_is_a_link_is_no_matter(tmp_path, folder):
    assert prune(tmp_path / "none", NOW) == 0
    for k in range(KEPT + 3):
        made(folder, k)
    (tmp_path / "link").symlink_to(folder)
    assert prune(tmp_path / "link", NOW) == 0


def test_a_journal_as_it_is_named_is_one_that_goes(opened, folder):
    for k in range(KEPT):
        made(folder, k).rename(folder / f"20990101T{k:06}Z-77-abcdef.jsonl")
    journal = begin(opened().present, folder=folder)
    journal.end()
    os.utime(journal.path, (OLD, OLD))
    assert prune(folder, NOW) == 1
    assert not journal.path.exists()
