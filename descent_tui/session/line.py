"""A line of iterates that may forget: a chain of stretches, each of which can tell its steps again, bit for bit.

All lines together keep the iterates that came last as they are. Of the others they keep checkpoints, whose number is
bounded, and the rules that led from each to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.session.linked import Linked, found, link_of, lower, place_of, there
from descent_tui.session.recent import recent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from descent_tui.session.linked import Place, Rule, Told
    from descent_tui.session.session import Iterate


def put(came: Iterate, here: Iterate, rule: Rule) -> Iterate:
    """Return an iterate after putting it on the line behind `here`, from where the rule led to it."""
    with recent.lock:
        link = link_of(here)
        if link is None or not link.takes(here.k, came, rule):
            from descent_tui.session.stretch import Stretch  # with the first step, for all that goes on from here

            Stretch(here, rule, came)
        else:
            recent.keep(link, here)
    return came


def start(tip: Iterate) -> Iterate:
    """Return the iterate that a line began with; what goes on from it keeps it then as long as anything."""
    *above, last = _places(tip)
    if not above:
        return tip
    link = above[-1][0]
    return found(last) if isinstance(link, Linked) else link.whole.first


def beginning(where: Place) -> Place:
    """Return where the line began that leads to a place."""
    while (below := lower(where)) is not None:
        where = below
    return where


def ancestor(tip: Iterate, k: int) -> Iterate:
    """Return the iterate of step k on the line that ends in `tip`; its first or last one where k is beyond them."""
    return tip if k >= tip.k else found(place(tip, k))


def place(tip: Iterate, k: int) -> Place:
    """Return where that iterate is found."""
    if k >= tip.k:
        return place_of(tip)
    *above, last = _places(tip, k)
    return (above[-1][0], k) if above and last[1] < k else last


def _places(tip: Iterate, k: int | None = None) -> list[Place]:
    """Return where the parts of a line begin, from its tip down to its start, or to the first at or below step k."""
    places = [place_of(tip)]
    while (k is None or places[-1][1] > k) and (below := lower(places[-1])) is not None:
        places.append(below)
    return places


def since(k: int, tip: Iterate) -> Iterator[Iterate]:
    """Iterate from step k to the tip of a line, forwards: no step is worked out twice, and one is held at a time."""
    places = _places(tip, k)
    here = ancestor(tip, k)
    yield here
    places.pop()
    while places:
        (link, end), above = places.pop(), places[-1:]
        upper = _there((link, end), above, tip)
        if not isinstance(link, Linked):
            for here in link.forth(here, end if upper is None else end - 1):  # noqa: B020 — on from where it is
                yield here
        if upper is not None:
            here = upper
            yield here


def traces(k: int, tip: Iterate) -> Iterator[tuple[int, Iterate | None, Told | None]]:
    """Iterate over steps from k to the tip of a line, working out none.

    Yields: (step, the iterate where it is kept or None, what is told of it or None).
    """
    places = _places(tip, k)
    done = k - 1
    while places:
        (link, end), above = places.pop(), places[-1:]
        if not isinstance(link, Linked):
            for j in range(max(link.whole.start, done) + 1, end):
                yield j, link.whole.there(j), link.whole.known(j)
        if end > done:
            here = _there((link, end), above, tip)
            yield end, here, None if here is not None or isinstance(link, Linked) else link.known(end)
            done = end


def _there(place: Place, above: list[Place], tip: Iterate) -> Iterate | None:
    """Return the iterate of a place where it is kept; the one above begins from it, and without one it is the tip."""
    if not above:
        return tip
    link = above[0][0]
    first = None if isinstance(link, Linked) else link.whole.checkpoint
    return first if first is not None and first.k == place[1] else there(place)  # it may have been joined since


def shared(one: Iterate, other: Iterate) -> int:
    """Return the last step that two lines have in common, −1 where they have none."""
    mine, theirs = place_of(one), place_of(other)
    while mine[0] is not theirs[0]:
        below, beneath = lower(mine), lower(theirs)
        if below is not None and (beneath is None or below[1] >= beneath[1]):
            mine = below
        elif beneath is not None:
            theirs = beneath
        else:
            return -1
    return min(mine[1], theirs[1])
