"""Where an iterate comes from that no step of its line led to: a start, or a point where the optimizer begins anew.

It is made again from another iterate and from the little that was said, so nobody has to keep it: a million weights of
which one was set by hand are that one weight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol
from weakref import ref

import numpy as np

from descent_tui.session.linked import Link, Told, bind, link_of, place_of, previous, there
from descent_tui.session.recent import recent, size
from descent_tui.session.session import with_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from descent_tui.objectives.objective import Vector
    from descent_tui.optimizers.optimizer import State
    from descent_tui.session.linked import Place, Rule
    from descent_tui.session.session import Iterate


class Making(Protocol):
    """What makes a start: pure, the same bits each time."""

    def moved(self, x: Vector | None) -> Vector:
        """Return x [n] of the start, from x of the iterate it comes from, which may be changed in place.

        It is given None where it comes from no iterate.
        """

    def start(self, x: Vector) -> Iterate:
        """Return x as a start, with f and ∇f there."""


class _Origin(Link):
    """What can tell one iterate.

    Args:
        made: the iterate.
        base: where the iterate is found that it comes from; None where it comes from none.
    """

    __slots__ = ("_alive", "_told", "base")

    def __init__(self, made: Iterate, base: Place | None) -> None:
        super().__init__(made.k, size(made))
        self.base = base
        self._told = Told(made.value, made.evaluations, made.how == "walk")
        self._alive = ref(made)
        bind(made, self)

    def moved(self, x: Vector | None) -> Vector:
        """Return x of its iterate, from that of the base, which may be changed in place."""
        raise NotImplementedError

    def forth(self, here: Iterate, end: int) -> Iterator[Iterate]:
        """Iterate over its iterate, if it comes after `here` and up to step `end`."""
        if here.k < self.start <= end:
            yield self.at(self.start)

    def lower(self, k: int) -> Place | None:
        """Return where the iterate before is found: that part of the line is its iterate alone."""
        return self.previous(k)

    def takes(self, k: int, came: Iterate, rule: Rule) -> bool:
        """Return False: a step from here begins a stretch."""
        del k, came, rule
        return False

    def there(self, k: int) -> Iterate | None:
        """Return its iterate if anybody has it."""
        del k
        return self._alive()

    def way(self, k: int) -> tuple[int, Place | None]:
        """Return a step, for the gradient that is computed again, and where its iterate comes from."""
        del k
        return 1, self.base

    def known(self, k: int) -> Told | None:
        """Return what is known of its iterate."""
        del k
        return self._told

    def _again(self, made: Iterate) -> Iterate:
        """Be what can tell an iterate that was made again, and return it; another thread's where that was quicker."""
        with recent.lock:
            if (alive := self._alive()) is not None:
                return alive
            bind(made, self)
            self._alive = ref(made)
        return made


class Start(_Origin):
    """The origin of a start.

    Args:
        made: the start. making: what makes it. base: where the iterate is found it comes from; None where from none.
    """

    __slots__ = ("_making",)

    def __init__(self, made: Iterate, making: Making, base: Place | None) -> None:
        super().__init__(made, base)
        self._making = making

    def moved(self, x: Vector | None) -> Vector:
        """Return x of the start."""
        return self._making.moved(x)

    def need(self, k: int) -> tuple[Place | None, Callable[[Any], Iterate]]:
        """Return where x is found that it comes from, past all that were made from one another, and what makes it."""
        del k
        origin: _Origin = self
        passed = [origin]
        while (base := origin.base) is not None and isinstance(base[0], _Origin) and there(base) is None:
            passed.append(origin := base[0])

        def work(here: Iterate | None) -> Iterate:
            x = None if here is None else np.array(here.x)
            while passed:
                x = passed.pop().moved(x)
            assert x is not None  # noqa: S101 — a start has a point
            return self._again(self._making.start(x))

        return base, work

    def previous(self, k: int) -> Place | None:
        """Return None: a line begins here."""
        del k
        return None


class Afresh(_Origin):
    """The origin of an iterate that differs from another of its step in the optimizer's state alone.

    Args:
        made: the iterate. base: where the other one is found. afresh: x → the state that an optimizer begins with.
    """

    __slots__ = ("_afresh",)
    base: Place

    def __init__(self, made: Iterate, base: Place, afresh: Callable[[Vector], State]) -> None:
        super().__init__(made, base)
        self._afresh = afresh

    def moved(self, x: Vector | None) -> Vector:
        """Return x of the other iterate: it has not moved."""
        assert x is not None  # noqa: S101 — it has a base
        return x

    def need(self, k: int) -> tuple[Place | None, Callable[[Any], Iterate]]:
        """Return where the other iterate is found, and what gives it the state."""
        del k
        return self.base, lambda here: self._again(with_state(here, self._afresh(here.x)))

    def previous(self, k: int) -> Place | None:
        """Return where the iterate before the other one is found."""
        return previous((self.base[0], k))


def begun(made: Iterate, making: Making, here: Iterate | None = None) -> Iterate:
    """Return a start after giving it its origin: what made it, and the iterate it was made from."""
    if here is not None:
        _kept(here)
    Start(made, making, None if here is None else place_of(here))
    return made


def afresh(here: Iterate, state: State, init: Callable[[Vector], State]) -> Iterate:
    """Return an iterate with the state that an optimizer begins with, `init` at its x."""
    _kept(here)
    made = with_state(here, state)
    Afresh(made, place_of(here), init)
    return made


def _kept(here: Iterate) -> None:
    """Keep an iterate that is left as one of the recent ones: who takes back what was done comes there."""
    link = link_of(here)
    if link is not None:
        recent.keep(link, here)
