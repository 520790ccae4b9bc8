"""A line of iterates that may forget: a chain of stretches, each of which can tell its steps again, bit for bit.

All lines together keep the iterates that came last as they are. Of the others a line keeps checkpoints, whose number is
bounded, and the rules that led from each to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.session.stretch import Stretch, below, recent, stretch_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from descent_tui.session.session import Iterate
    from descent_tui.session.stretch import Rule, Told


def put(came: Iterate, here: Iterate, rule: Rule) -> Iterate:
    """Return an iterate after putting it on the line behind `here`, from where the rule led to it."""
    with recent.lock:
        stretch = stretch_of(here)
        if stretch is not None:
            recent.keep(stretch, here)
        if stretch is None or not stretch.takes(here.k, rule):
            stretch = Stretch(here, rule, came)
        stretch.own(came)
        stretch.tell(came)
    return came


def start(tip: Iterate) -> Iterate:
    """Return the iterate that a line began with."""
    here = tip
    while (lower := below(here)) is not None:
        here = lower
    return here


def ancestor(tip: Iterate, k: int) -> Iterate:
    """Return the iterate of step k on the line that ends in `tip`; its first or last one where k is beyond them."""
    here = tip
    while here.k > k and (lower := below(here)) is not None:
        stretch = stretch_of(here)
        if lower.k <= k and stretch is not None:
            return stretch.at(k)
        here = lower
    return here


def since(k: int, tip: Iterate) -> Iterator[Iterate]:
    """Iterate from step k to the tip of a line, forwards: no step is worked out twice, and one is held at a time."""
    tips = [tip]
    while tips[-1].k > k and (lower := below(tips[-1])) is not None:
        tips.append(lower)
    if tips[-1].k < k and len(tips) > 1:
        tips[-1] = ancestor(tips[-2], k)
    here = tips.pop()
    yield here
    while tips:
        upper = tips.pop()
        stretch = stretch_of(upper)
        if stretch is not None:
            yield from stretch.forth(here, upper.k - 1)
        here = upper
        yield here


def traces(k: int, tip: Iterate) -> Iterator[tuple[int, Iterate | None, Told | None]]:
    """Iterate over steps from k to the tip of a line, working out none.

    Yields: (step, the iterate where it is kept or None, what is told of it or None).
    """
    tips = [tip]
    while tips[-1].k > k and (lower := below(tips[-1])) is not None:
        tips.append(lower)
    here = tips.pop()
    if here.k >= k:
        yield here.k, here, None
    while tips:
        upper = tips.pop()
        stretch = stretch_of(upper)
        if stretch is not None:
            for j in range(max(here.k + 1, k), upper.k):
                yield j, stretch.there(j), stretch.known(j)
        here = upper
        yield here.k, here, None


def shared(one: Iterate, other: Iterate) -> int:
    """Return the last step that two lines have in common, −1 where they have none."""
    while one is not other:
        mine, theirs = stretch_of(one), stretch_of(other)
        if mine is not None and mine is theirs:
            return min(one.k, other.k)
        lower, beneath = below(one), below(other)
        if lower is not None and (beneath is None or lower.k >= beneath.k):
            one = lower
        elif beneath is not None:
            other = beneath
        else:
            return -1
    return one.k
