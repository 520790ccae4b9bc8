"""A journal → the timeline it tells of, action by action: the same doubles, bit for bit.

What is opened is the scenario that the journal carries with it, never what a file holds today.
"""

from __future__ import annotations

import math
import os
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from descent_tui.scenario.errors import ScenarioError, printable, quoted
from descent_tui.session import checkpoint
from descent_tui.session.actions import ActionError, Open, Step
from descent_tui.session.digest import hash_of
from descent_tui.session.embedded import file_of, hash_of_file, scenario_in
from descent_tui.session.journal import versions
from descent_tui.session.record import JournalError, Record
from descent_tui.session.reopening import reopened
from descent_tui.session.stretch import LONGEST
from descent_tui.session.timeline import Moment, Timeline
from descent_tui.session.update import update

if TYPE_CHECKING:
    from collections.abc import Iterator

    from descent_tui.scenario.scenario import Scenario
    from descent_tui.session.actions import Action
    from descent_tui.session.checkpoint import Stored
    from descent_tui.session.record import Entry, Kept
    from descent_tui.session.session import Session


class Stores(Protocol):
    """Iterates of checkpoints by the number of the line whose steps led to them."""

    def get(self, line: int, /) -> Stored | None:
        """Return those of a line, None where there are none."""


ITERATE = 500
"""Bytes of an iterate beyond its numbers, measured."""

BEGUN = 1700
"""Bytes of what is kept of an action that begins a line anew, measured."""

TOO_MANY = "these are more steps than this machine's memory holds"


def replay(record: Record, stored: Stores | None = None) -> Timeline:
    """Return the timeline a journal ends in.

    Args:
        record: the journal, read.
        stored: iterates of checkpoints by line, which are believed after samples of them have been worked out again.

    Raises:
        JournalError: for a scenario that is none, an action that cannot be done there, or more steps than memory holds.
    """
    try:
        return _last(record, stored or {})
    except checkpoint.Disbelieved:
        return _last(record, {})


def moments(record: Record, stored: Stores | None = None) -> Iterator[tuple[Entry | None, Timeline]]:
    """Yield the timeline at the beginning, with None, and after each action; raise as `replay` does."""
    timeline = opened(record)
    yield None, timeline
    room = _memory()
    for entry in record.entries:
        before = timeline.present
        one = (stored or {}).get(entry.n) if entry is not record.entries[-1] else None  # the last for its note
        timeline = acted(record, timeline, entry, one, room)
        room -= _taken(before, timeline.present, entry.action)
        if room < 0:
            raise JournalError(record.file, entry.n + 1, TOO_MANY)
        yield entry, timeline


def remarks(record: Record) -> list[str]:
    """Return what is worth knowing of a replay: files that have changed, versions that differ. One sentence each."""
    kept = {k.word: k for k in (record.header.scenario, *(e.kept for e in record.entries if e.kept))}
    said = [
        _changed(k)
        for k in kept.values()
        if k.kind != "typed" and hash_of_file(file_of(k.kind, k.word)) != k.file_sha256
    ]
    now, then = versions(), record.header.versions
    differ = [
        f"{name} {printable(then[name], 20)} then, {now[name]} now"
        for name in now
        if then.get(name, now[name]) != now[name]
    ]
    if differ:
        said.append(f"The last bits of numbers may differ: {'; '.join(differ)}.")
    return said


def _changed(kept: Kept) -> str:
    return f"{quoted(PurePath(kept.word).name)} is not what it was then: the journal's own copy is used."


def _last(record: Record, stored: Stores) -> Timeline:
    *_, (_, timeline) = moments(record, stored)
    return timeline


def opened(record: Record) -> Timeline:
    """Return the timeline a journal begins with; raise `JournalError`."""
    header = record.header
    session = _session(header.scenario, record, 1)
    seen = header.view
    return Timeline(replace(session, view=replace(session.view, palette=printable(seen.palette, 40), dark=seen.dark)))


def _session(kept: Kept, record: Record, line: int, now: Session | None = None) -> Session:
    """Return the first session of a scenario that the journal carries; raise `JournalError`."""
    try:
        return reopened(_scenario(kept, record, line), now.view if now else None)
    except (ValueError, LookupError) as error:
        if isinstance(error, JournalError):
            raise
        raise JournalError(record.file, line, f"the scenario in it: {printable(str(error), 400)}") from None


def _scenario(kept: Kept, record: Record, line: int) -> Scenario:
    if hash_of(kept.text) != kept.sha256:
        raise JournalError(record.file, line, f"the scenario {quoted(kept.word)} in it is not the one that was written")
    file = file_of(kept.kind, kept.word) or f"{kept.word}.toml"
    try:
        return scenario_in(kept.text, str(file), typed=kept.kind == "typed")
    except ScenarioError as error:
        raise JournalError(record.file, line, f"line {error.line} of the scenario in it: {error.message}") from None


def acted(
    record: Record, timeline: Timeline, entry: Entry, stored: Stored | None = None, room: float = math.inf
) -> Timeline:
    """Return the timeline after one more action of its journal.

    Args:
        record: the journal.
        timeline: what the actions before led to.
        entry: the action.
        stored: the iterates that its steps led to, from a checkpoint.
        room: bytes that its steps may fill.

    Raises:
        JournalError: for an action that cannot be done there, or more steps than there is room for.
    """
    try:
        return _done(record, timeline, entry, stored, room)
    except ActionError as refused:
        raise JournalError(record.file, entry.n + 1, f"cannot be done here: {printable(str(refused), 400)}") from None


def _done(record: Record, timeline: Timeline, entry: Entry, stored: Stored | None, room: float) -> Timeline:
    action, present = entry.action, timeline.present
    if isinstance(action, Open) and entry.kept is not None:
        return _after(timeline, entry, _session(entry.kept, record, entry.n + 1, present))
    if not isinstance(action, Step):
        return timeline.act(action)
    if stored is not None:
        return _after(timeline, entry, checkpoint.believed(present, stored))
    most = LONGEST * room // (_bytes(present) * len(present.runners)) + LONGEST
    changed = update(present, Step(int(min(action.count, most))))
    if action.count > most <= changed.here.k - present.here.k:
        raise JournalError(record.file, entry.n + 1, TOO_MANY)
    return _after(timeline, entry, changed)


def _after(timeline: Timeline, entry: Entry, changed: Session) -> Timeline:
    return Timeline(changed, Moment(timeline.present, entry.action, timeline.past))


def _taken(before: Session, after: Session, action: Action) -> int:
    """Return about how many bytes an action filled: of a line's steps only one in so many is kept for good.

    What begins anew is found again where it came from; its lines share one room for their checkpoints.
    """
    steps = max(_walked(after) - _walked(before), 0)
    begun = 0 if action.looks or isinstance(action, Step) else BEGUN
    return steps // LONGEST * _bytes(after) + begun


def _walked(session: Session) -> int:
    """Return how many steps all runners have come."""
    return sum(runner.iterate.k for runner in session.runners)


def _bytes(session: Session) -> int:
    """Return about how many bytes a further iterate takes."""
    here = session.here
    return ITERATE + here.x.nbytes + here.gradient.nbytes + sum(array.nbytes for array in here.state.values())


def _memory() -> int:
    """Return half of the machine's memory, in bytes: what a journal may fill."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    except (ValueError, OSError, AttributeError):
        return 1 << 30
