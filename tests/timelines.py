"""Whether two timelines are the same to the bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.session.checkpoint import same

if TYPE_CHECKING:
    from descent_tui.session.timeline import Timeline


def agree(one: Timeline, other: Timeline) -> None:
    """Assert that two timelines hold the same: every iterate of the present and the past, every setting, the view."""
    a, b = one.present, other.present
    for mine, theirs in zip(a.here.back(), b.here.back(), strict=True):
        assert same(mine, theirs)
        assert (mine.k, mine.how) == (theirs.k, theirs.how)
    assert (a.runner.optimizer, a.runner.settings, a.constants) == (b.runner.optimizer, b.runner.settings, b.constants)
    assert a.free.tolist() == b.free.tolist()
    assert (a.held, a.view, a.note, a.diverged) == (b.held, b.view, b.note, b.diverged)
    assert [(r.number, r.optimizer, r.settings, r.stopped) for r in a.runners] == [
        (r.number, r.optimizer, r.settings, r.stopped) for r in b.runners
    ]
    assert all(same(mine.iterate, theirs.iterate) for mine, theirs in zip(a.runners, b.runners, strict=True))
    assert [(g.number, g.since) for g in a.ghosts] == [(g.number, g.since) for g in b.ghosts]
    for mine, theirs in zip(a.ghosts, b.ghosts, strict=True):
        assert same(mine.runner.iterate, theirs.runner.iterate)
    assert (a.scenario.name, a.scenario.formula) == (b.scenario.name, b.scenario.formula)
    for end in ("past", "future"):
        mine, theirs = getattr(one, end), getattr(other, end)
        while mine or theirs:
            assert mine.action == theirs.action
            assert same(mine.session.here, theirs.session.here)
            mine, theirs = mine.beyond, theirs.beyond
