"""How many steps an action about the past walks again: known before any of them is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.session import line
from descent_tui.session.actions import At, Back, Forward
from descent_tui.session.linked import effort

if TYPE_CHECKING:
    from descent_tui.session.actions import Action
    from descent_tui.session.timeline import Moment, Timeline


def again(timeline: Timeline, action: Action) -> int:
    """Return how many forgotten steps have to be worked out again for an action; 0 where everything is there.

    Where several runners and branches are found again, it is about as many; else so many at most.
    """
    match action:
        case Back(count):
            return _to(timeline.past, count)
        case Forward(count):
            return _to(timeline.future, count)
        case At(k):
            return effort(line.place(timeline.present.runner.furthest, k))
        case _:
            return 0


def _to(moment: Moment | None, count: int) -> int:
    """Return how many it takes to be where the moment was that lies so many away, or the last there is."""
    if moment is None:
        return 0
    for _ in range(count - 1):
        if moment.beyond is None:
            break
        moment = moment.beyond
    return moment.outline.effort(moment.places)
