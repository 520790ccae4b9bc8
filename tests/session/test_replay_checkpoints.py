"""Checkpoints make resuming quick and change no bit; one that is missing or wrong costs time only."""

from __future__ import annotations

import json
from hashlib import sha256

import numpy as np
import pytest

from descent_tui.optimizers import table
from descent_tui.session import checkpoint
from descent_tui.session import replay as replaying
from descent_tui.session.checkpoint import same
from descent_tui.session.journal import begin
from descent_tui.session.record import read
from descent_tui.session.replay import replay
from descent_tui.session.resume import resume
from descent_tui.session.words import parse

TEXTS = [
    *["step 1"] * 250,
    "freeze y",
    "step 300",
    "back 2",
    "free all",
    "lr 0.0004",
    *["step 2"] * 200,
    "walk x 0.1",
    "step 600",
    "goto x=0,y=1",
    "at 0",
    "step 3",
    "at 1",
    "lr 0.0002",
    "step 40",
    "race gd",
    "step 30",
    "leave 2",
    *["step 1"] * 400,
]


@pytest.fixture
def long(opened, tmp_path, monkeypatch):
    """Return a timeline of many steps and its journal, closed, with a checkpoint each hundred steps."""
    monkeypatch.setattr(checkpoint, "EVERY", 100)
    timeline = opened("rosenbrock")
    journal = begin(timeline.present, folder=tmp_path / "s")
    for text in TEXTS:
        timeline = timeline.act(parse(text))
        journal.write(parse(text), timeline.present)
    journal.close()
    return timeline, journal.path


@pytest.fixture
def evaluations(monkeypatch):
    """Count the steps that replaying works out."""
    counted = []
    real = replaying.update

    def update(session, action):
        changed = real(session, action)
        counted.append(changed.here.k - session.here.k)
        return changed

    monkeypatch.setattr(replaying, "update", update)
    return counted


def resumed(path):
    found = resume(path)
    found.journal.close()
    return found.timeline


def agree(one, other):
    assert all(same(a, b) for a, b in zip(one.present.here.back(), other.present.here.back(), strict=True))
    mine, theirs = one.past, other.past
    while mine or theirs:
        assert mine.action == theirs.action
        assert same(mine.session.here, theirs.session.here)
        mine, theirs = mine.beyond, theirs.beyond


def test_few_steps_are_taken_again_and_every_bit_agrees(long, evaluations):
    timeline, path = long
    agree(resumed(path), timeline)

    assert len(list(path.parent.glob("*.npz"))) > 8
    assert sum(evaluations) < 150  # of 1950, those after the last checkpoint
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in path.parent.iterdir())


def test_replay_of_a_file_believes_no_checkpoint(long, evaluations):
    timeline, path = long
    agree(replay(read(path)), timeline)
    assert sum(evaluations) == sum(int(text.split()[1]) for text in TEXTS if text.startswith("step"))


def test_back_to_the_beginning_and_forward_again(long, after):
    timeline, path = long
    begun = after(resumed(path), "back 99999")
    assert begun.past is None
    agree(after(begun, "forward 99999"), timeline)


@pytest.mark.parametrize("harm", ["missing", "cut", "bit", "empty", "link"])
def test_a_checkpoint_that_is_not_whole_is_passed_over(long, harm, tmp_path):
    timeline, path = long
    for file in sorted(path.parent.glob("*.npz"))[::2]:
        data = bytearray(file.read_bytes())
        file.unlink()
        if harm == "cut":
            file.write_bytes(data[:-9])
        elif harm == "bit":
            data[len(data) // 2] ^= 1
            file.write_bytes(data)
        elif harm == "empty":
            file.write_bytes(b"")
        elif harm == "link":
            (tmp_path / "elsewhere").write_bytes(data)
            file.symlink_to(tmp_path / "elsewhere")
    agree(resumed(path), timeline)


def forged(path, change):
    """Change the arrays of the first checkpoint and let the journal vouch for them."""
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    laid = next(line["checkpoint"] for line in lines if "checkpoint" in line)
    file = path.parent / laid["file"]
    arrays = dict(np.load(file))
    change(arrays)
    file.unlink()
    with file.open("wb") as stream:
        np.savez(stream, **arrays)
    laid["sha256"] = sha256(file.read_bytes()).hexdigest()
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))


def wrong_value(arrays):
    arrays["0.value"] = np.nextafter(arrays["0.value"], 1e9)


def wrong_width(arrays):
    arrays["0.x"] = arrays["0.gradient"] = np.zeros((len(arrays["0.x"]), 5))


def wrong_count(arrays):
    arrays["0.taken"] = arrays["0.taken"] + 1


def objects(arrays):
    arrays["0.x"] = np.array([{"not": "numbers"}] * len(arrays["0.x"]), object)


def nothing(arrays):
    arrays.clear()


def wrong_state(arrays):
    arrays["0.state.velocity"] = arrays["0.x"]


@pytest.mark.parametrize("change", [wrong_value, wrong_width, wrong_count, objects, nothing, wrong_state])
def test_a_forged_checkpoint_is_found_out_and_all_steps_are_taken_again(long, change):
    timeline, path = long
    forged(path, change)
    agree(resumed(path), timeline)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "", "a\0b.npz", "pipe"])
def test_a_checkpoint_is_a_plain_name_beside_the_journal(long, name):
    timeline, path = long
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    for line in lines:
        if "checkpoint" in line:
            line["checkpoint"]["file"] = name
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    agree(resumed(path), timeline)


def test_iterates_too_large_to_keep_twice_have_no_checkpoint(opened, tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoint, "EVERY", 100)
    monkeypatch.setattr(checkpoint, "LARGEST", 1000)
    timeline = opened("rosenbrock")
    journal = begin(timeline.present, folder=tmp_path / "s")
    for _ in range(20):
        timeline = timeline.act(parse("step 50"))
        journal.write(parse("step 50"), timeline.present)
    journal.close()

    assert not list(journal.path.parent.glob("*.npz"))
    agree(resumed(journal.path), timeline)


def test_every_optimizer_comes_back_with_what_it_remembers(opened, tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoint, "EVERY", 50)
    timeline = opened("rosenbrock")
    journal = begin(timeline.present, folder=tmp_path / "s")
    for text in [t for name in table.NAMES for t in (f"optimizer {name}", *["step 3"] * 20)]:
        timeline = timeline.act(parse(text))
        journal.write(parse(text), timeline.present)
    journal.close()
    agree(resumed(journal.path), timeline)


def test_a_resumed_line_forgets_like_any_other(opened, tmp_path, monkeypatch):
    """Of many steps that were stored few are in memory when they have been resumed, and all come back to the bit."""
    import gc

    from descent_tui.session import recent as recently
    from descent_tui.session.session import Iterate

    monkeypatch.setattr(checkpoint, "EVERY", 500)
    monkeypatch.setattr(recently, "RECENT", 1 << 14)
    timeline = opened("rosenbrock")
    journal = begin(timeline.present, folder=tmp_path / "s")
    for _ in range(600):
        timeline = timeline.act(parse("step 10"))
        journal.write(parse("step 10"), timeline.present)
    journal.close()
    told = [iterate.x.tobytes() for iterate in timeline.present.here.back()]
    del timeline
    gc.collect()
    before = sum(isinstance(one, Iterate) for one in gc.get_objects())
    line = resumed(journal.path)
    gc.collect()
    alive = sum(isinstance(one, Iterate) for one in gc.get_objects()) - before
    assert line.present.here.k == 6000
    assert alive < 400
    assert [iterate.x.tobytes() for iterate in line.present.here.back()] == told


def test_one_checkpoint_is_open_at_a_time(long, monkeypatch):
    timeline, path = long
    opened_files = []
    real = checkpoint._bytes
    monkeypatch.setattr(checkpoint, "_bytes", lambda folder, one: opened_files.append(one.file) or real(folder, one))
    shelf = checkpoint.Shelf(path.parent, read(path).checkpoints)
    agree(replay(read(path), shelf), timeline)
    assert len(opened_files) == len(set(opened_files)) == len(list(path.parent.glob("*.npz")))
    assert len(shelf._found) < len(TEXTS) / 4
