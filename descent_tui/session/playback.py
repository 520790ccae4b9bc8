"""A journal as a film that can be stopped: the timeline after each of its actions, worked out when it is asked for."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from descent_tui.session.journal import begin
from descent_tui.session.replay import acted, opened, remarks
from descent_tui.session.resume import Resumed
from descent_tui.session.work import tell

if TYPE_CHECKING:
    from pathlib import Path

    from descent_tui.session.record import Entry, Record
    from descent_tui.session.timeline import Timeline

EVERY = 64
"""Actions from one timeline that is kept to the next: what going back costs at most."""


class Playback:
    """The actions of a record, to be gone through in any order.

    Attributes:
        record: the journal, read.
        count: how many actions it has.

    Raises:
        JournalError: for a scenario that is none; of `at` too, for an action that cannot be done.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.count = len(record.entries)
        self._kept = {0: opened(record)}
        self._last = (0, self._kept[0])

    def at(self, i: int) -> Timeline:
        """Return the timeline after i actions, 0 … count; within a `Work` it may raise `Cancelled`."""
        places = sorted(self._kept)
        place = places[bisect_right(places, i) - 1]
        timeline = self._kept[place]
        if place < self._last[0] <= i:
            place, timeline = self._last
        first = place
        while place < i:
            tell("playing again", place - first, i - first)
            timeline = acted(self.record, timeline, self.record.entries[place])
            place += 1
            if place % EVERY == 0:
                self._kept[place] = timeline
            self._last = (place, timeline)  # what was worked out is kept, even if the rest is cancelled
        self._last = (place, timeline)
        return timeline

    def entry(self, i: int) -> Entry | None:
        """Return the action that led to timeline i; None at the beginning."""
        return self.record.entries[i - 1] if i else None

    def taken_up(self, i: int, folder: Path | None = None) -> Resumed:
        """Return a new session that goes on after i actions, with a journal of its own that begins with those.

        Within a `Work` it may raise `Cancelled`; then there is no new journal.
        """
        first = self.at(0).present
        journal = begin(first, folder=folder, seed=self.record.header.seed)
        try:
            for k in range(1, i + 1):
                tell("beginning a journal", k - 1, i)
                timeline = self.at(k)
                journal.write(self.record.entries[k - 1].action, timeline.present)
        except BaseException:
            journal.discard()
            raise
        said = f"A new session goes on from action {i} of {self.count}."
        return Resumed(self.record, first.scenario, self.at(i), journal, said, tuple(remarks(self.record)))
