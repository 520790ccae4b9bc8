"""When a journal is forced onto the disk: soon, seldom, and never while a key waits."""

from __future__ import annotations

import json

from descent_tui.session import journal as module
from descent_tui.session.journal import begin
from descent_tui.session.words import parse


class Disk:
    """Counts what is forced onto it, under a clock that a test turns."""

    def __init__(self, monkeypatch):
        self.forced, self.now = 0, 100.0
        monkeypatch.setattr(module.os, "fsync", lambda _: setattr(self, "forced", self.forced + 1))
        monkeypatch.setattr(module.time, "monotonic", lambda: self.now)


def test_an_action_is_forced_onto_the_disk_within_a_second_without_a_clock_that_ticks(opened, folder, monkeypatch):
    timeline, disk = opened(), Disk(monkeypatch)
    journal = begin(timeline.present, folder=folder)
    step = parse("step 1")
    disk.forced = 0

    assert journal.write(step, timeline.present) is True  # please call sync once, in a second
    assert [journal.write(step, timeline.present) for _ in range(50)] == [False] * 50
    assert disk.forced == 0
    disk.now += module.SYNC_AFTER
    journal.sync()  # the call that was asked for
    assert disk.forced == 1
    journal.sync()
    assert disk.forced == 1  # nothing owed, nothing done


def test_no_key_waits_for_the_disk_unless_the_call_that_was_asked_for_is_late(opened, folder, monkeypatch):
    timeline, disk = opened(), Disk(monkeypatch)
    journal = begin(timeline.present, folder=folder)
    journal.sync()
    disk.forced, disk.now = 0, disk.now + 5

    assert journal.write(parse("step 1"), timeline.present) is True
    assert disk.forced == 0
    disk.now += 1.5
    journal.write(parse("step 1"), timeline.present)
    assert disk.forced == 1


def test_while_actions_go_on_there_is_one_force_a_second(opened, folder, monkeypatch):
    timeline, disk = opened(), Disk(monkeypatch)
    journal = begin(timeline.present, folder=folder)
    disk.forced = 0
    for _ in range(200):
        disk.now += 0.05
        journal.write(parse("step 1"), timeline.present)

    assert 9 <= disk.forced <= 11


def test_closing_forces_what_is_owed(opened, folder, monkeypatch):
    timeline, disk = opened(), Disk(monkeypatch)
    journal = begin(timeline.present, folder=folder)
    journal.write(parse("step 1"), timeline.present)
    disk.forced = 0
    journal.close()

    assert disk.forced == 1
    journal.close()
    journal.sync()
    journal.end()
    assert not journal.write(parse("step 1"), timeline.present)
    assert "end" not in json.loads(journal.path.read_bytes().splitlines()[-1])
