"""What an iterate is linked to: what can tell it again, and where on its line it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from descent_tui.session.session import Iterate


class Told(NamedTuple):
    """What is known of an iterate that was forgotten: f, gradients computed up to it, and whether it was a walk."""

    value: float
    evaluations: int
    by_hand: bool


class Rule(Protocol):
    """What leads from an iterate to the next: pure, the same bits each time."""

    def after(self, here: Iterate) -> Iterate:
        """Return the iterate after `here`."""

    def same(self, other: Rule) -> bool:
        """Return whether the other leads to the same from everywhere."""


class Link:
    """What can tell its iterates again, bit for bit: a stretch of a line tells many, an origin its one.

    Attributes:
        begin: a step from which its iterates can be counted for as long as it is there.
        start: the step of the iterate that it begins from, or of its only one.
        size: about how many bytes one of its iterates takes.
        kept: step → iterate, of those that are kept as they are.
        checkpoint: the iterate it begins from, where it keeps that.
    """

    __slots__ = ("__weakref__", "begin", "checkpoint", "kept", "size", "start")

    def __init__(self, k: int, size: int, checkpoint: Iterate | None = None) -> None:
        self.begin = self.start = k
        self.size, self.checkpoint = size, checkpoint
        self.kept: dict[int, Iterate] = {}

    @property
    def whole(self) -> Link:
        """What it was joined into; itself if it was not."""
        return self

    @property
    def first(self) -> Iterate:
        """The iterate it begins from; where it has only one, the first of its line."""
        where: Place = (self, self.start)
        while (below := lower(where)) is not None:
            where = below
        return found(where)

    def at(self, k: int) -> Iterate:
        """Return the iterate of step k, worked out again where it was forgotten."""
        return found((self, k))

    def forth(self, here: Iterate, end: int) -> Iterator[Iterate]:
        """Iterate from the step after `here`, which is its own or the one before, to step `end`, keeping none."""
        raise NotImplementedError

    def there(self, k: int) -> Iterate | None:
        """Return the iterate of step k where it need not be worked out again."""
        raise NotImplementedError

    def need(self, k: int) -> tuple[Place | None, Callable[[Any], Iterate]]:
        """Return where the iterate is found that step k is worked out from, and what works it out from there.

        The place is None where no other iterate is needed, and then the work is given None.
        """
        raise NotImplementedError

    def way(self, k: int) -> tuple[int, Place | None]:
        """Return how many steps it takes to tell step k, and where from; None where that is kept here."""
        raise NotImplementedError

    def again(self, k: int) -> tuple[int, Place | None]:
        """Return the same, counted from whatever is there for the moment; where from, or None where that is here."""
        return self.way(k)

    def previous(self, k: int) -> Place | None:
        """Return where the iterate before that of step k is found; None where that is the start of its line."""
        raise NotImplementedError

    def lower(self, k: int) -> Place | None:
        """Return where that part of a line begins which ends here at step k; None where that is its start."""
        raise NotImplementedError

    def known(self, k: int) -> Told | None:
        """Return what is known of the iterate of step k without working it out again."""
        raise NotImplementedError

    def takes(self, k: int, came: Iterate, rule: Rule) -> bool:
        """Go on from step k to an iterate that a rule led to, if that is the way here; return whether it is."""
        raise NotImplementedError


Place: TypeAlias = "tuple[Link | Iterate, int]"
"""Where an iterate is found: what can tell it, and its step; itself where nothing can."""


class _Linked:
    """The slot that holds what an iterate is linked to: what can tell it, the iterate before, or None at a start."""

    __slots__ = ("__weakref__", "parent")
    parent: Any


_LINK: Any = _Linked.__dict__["parent"]


class Linked(_Linked):
    """What has a parent: one that was given with it, or one that its link can tell."""

    __slots__ = ()
    k: int

    @property
    def parent(self) -> Any:
        """The iterate before, None at a start; worked out again where it was forgotten."""
        link = _LINK.__get__(self)
        if link is None or isinstance(link, Linked):
            return link
        before = link.previous(self.k)
        return None if before is None else found(before)

    @parent.setter
    def parent(self, link: Any) -> None:
        _LINK.__set__(self, link)


def bind(iterate: Iterate, link: Link) -> None:
    """Let a link be what can tell an iterate."""
    _LINK.__set__(iterate, link)


def link_of(iterate: Iterate) -> Link | None:
    """Return what can tell an iterate; None where nothing can: it stands alone, or was given its parent."""
    link = _LINK.__get__(iterate)
    return None if link is None or isinstance(link, Linked) else link.whole


def place_of(iterate: Iterate) -> Place:
    """Return where an iterate is found."""
    return link_of(iterate) or iterate, iterate.k


def previous(place: Place) -> Place | None:
    """Return where the iterate before that of a place is found; None where that is the start of its line."""
    link, k = place
    if isinstance(link, Linked):
        parent = _LINK.__get__(link)
        return None if parent is None else place_of(parent)
    return link.whole.previous(k)


def lower(place: Place) -> Place | None:
    """Return where that part of a line begins which ends at a place; None where that is the start of the line."""
    link, k = place
    below = previous(place) if isinstance(link, Linked) else link.whole.lower(k)
    return None if below is None else settled(below)


def settled(place: Place) -> Place:
    """Return the place with what its link was joined into."""
    link, k = place
    return place if isinstance(link, Linked) else (link.whole, k)


def there(place: Place) -> Iterate | None:
    """Return the iterate of a place where it need not be worked out again."""
    link, k = place
    return link if isinstance(link, Linked) else link.whole.there(k)


def found(place: Place) -> Iterate:
    """Return the iterate of a place, the same in every bit.

    Where it was forgotten, the way goes down from one link to the next until something is there, and up again; no
    iterate on the way is kept for it, and none of it is recursion.
    """
    below: Place | None = place
    here, work = None, []
    while below is not None and (here := there(below)) is None:
        link, k = below
        assert not isinstance(link, Linked)  # noqa: S101 — an iterate would have been there
        below, again = link.whole.need(k)
        work.append(again)
    while work:
        here = work.pop()(here)
    assert here is not None  # noqa: S101 — a way begins with what is there, or with what needs nothing
    return here


def effort(place: Place) -> int:
    """Return how many steps it takes to find the iterate of a place; a start that is made again counts as one."""
    steps, below = 0, place
    while there(below) is None:
        link, k = below
        assert not isinstance(link, Linked)  # noqa: S101 — an iterate would have been there
        more, source = link.whole.again(k)
        steps += more
        if source is None:
            break
        below = source
    return steps
