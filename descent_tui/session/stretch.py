"""A stretch of a line: a checkpoint, and the rules that lead on from it, bit for bit as often as they are asked."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from weakref import WeakSet, WeakValueDictionary

from descent_tui.session.recent import BACKWARDS, Recent, room, size
from descent_tui.session.work import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from descent_tui.session.session import Iterate

CHECKPOINTS = 64 << 20
"""Bytes of checkpoints that a line may have; where it has more, stretches that follow each other become one."""

FEWEST_CHECKPOINTS = 8
"""So many checkpoints a line may always have."""

LONGEST = 256
"""Steps of a stretch that was not joined with others: what going back to a forgotten iterate costs at most."""

ALL_CHECKPOINTS = 224 << 20
"""Bytes of large checkpoints that all lines together may have; beyond it, two stretches become one."""

LARGE = 1 << 20
"""Of iterates of more bytes than this, what a chart needs is kept for good: to work them out again takes long."""

recent = Recent()
"""What all lines keep of the iterates that came last."""


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


class _Link:
    """The slot that holds what comes before: an iterate, the stretch that can tell it, or None at a start."""

    __slots__ = ("__weakref__", "parent")
    parent: Any


_LINK: Any = _Link.__dict__["parent"]


class Linked(_Link):
    """What has a parent: one that was given with it, or one that its stretch can tell."""

    __slots__ = ()
    k: int

    @property
    def parent(self) -> Any:
        """The iterate before, None at the start; worked out again where it was forgotten."""
        link = _LINK.__get__(self)
        return link.at(self.k - 1) if type(link) is Stretch else link

    @parent.setter
    def parent(self, link: Any) -> None:
        _LINK.__set__(self, link)


class Stretch:
    """The steps of a line after `first` up to `end`.

    Args:
        checkpoint: the iterate it goes on from. rule: what leads from there. came: the first iterate it led to.

    Attributes:
        begin: the step it goes on from when it is new: steps can be counted from there, whatever it is joined with.
        end: the last step that was taken on it.
        size: about how many bytes one of its iterates takes.
        kept: step → iterate, of those that are kept as they are.
        alive: step → iterate, of large ones that anybody still has.
        told: of large iterates, what is known of each for good, from the step after its checkpoint on.
        limit: how many steps it may have. number: how many checkpoints the line has up to here.
    """

    __slots__ = (
        "__weakref__", "_first", "_into", "_rules", "_since", "alive", "begin", "end", "kept", "limit", "number",
        "size", "told",
    )  # fmt: skip

    def __init__(self, checkpoint: Iterate, rule: Rule, came: Iterate) -> None:
        self.begin, self.end = checkpoint.k, came.k
        self.size = size(came)
        self.kept: dict[int, Iterate] = {}
        self.alive: WeakValueDictionary[int, Iterate] | None = WeakValueDictionary() if self.size > LARGE else None
        self.told: list[Told] = []
        self.limit, self.number = min(LONGEST, room(self.size)), 1
        self._first = checkpoint
        self._rules, self._since = [rule], [checkpoint.k]
        self._into: Stretch | None = None
        before = stretch_of(checkpoint)
        if before is not None:
            self.limit, self.number = max(self.limit, before.limit), before.number + 1
            if self.size > LARGE:
                _fit(self)
            elif self.number > max(FEWEST_CHECKPOINTS, CHECKPOINTS // (self.size + 500)):
                _thin(self)

    @property
    def whole(self) -> Stretch:
        """What it was joined into; itself if it was not."""
        into = self._into
        if into is None:
            return self
        while (further := into._into) is not None:  # noqa: SLF001 — its own kind
            into = further
        self._into = into
        return into

    @property
    def first(self) -> Iterate:
        """Its checkpoint."""
        return self.whole._first  # noqa: SLF001 — its own kind

    def at(self, k: int) -> Iterate:
        """Return the iterate of step k: as it is kept, or worked out again from the nearest one that is."""
        whole = self if self._into is None else self.whole
        return whole.there(k) or (whole.first if k == whole.first.k else whole.again(k))

    def there(self, k: int) -> Iterate | None:
        """Return the iterate of step k where it need not be worked out again."""
        return self.kept.get(k) or (None if self.alive is None else self.alive.get(k))

    def rule_of(self, k: int) -> Rule:
        """Return the rule that leads on from step k; from the end, the one that led there."""
        return self._rules[-1 if k >= self._since[-1] else bisect_right(self._since, k) - 1]

    def takes(self, k: int, rule: Rule) -> bool:
        """Go on from step k by a rule if that is the way of this stretch; return whether it is."""
        if k < self.end:
            return self.rule_of(k).same(rule)
        if self.end - self._first.k >= self.limit:
            return False
        if not self._rules[-1].same(rule):
            self._rules.append(rule)
            self._since.append(k)
        self.end += 1
        return True

    def forth(self, here: Iterate, end: int) -> Iterator[Iterate]:
        """Iterate from the step after `here` to step `end`, keeping none."""
        while here.k < end:
            whole = self.whole
            here = whole.there(here.k + 1) or whole.next(here)
            yield here

    def again(self, k: int) -> Iterate:
        """Work out the iterate of step k, and keep some on the way: what walking on backwards asks for next.

        All of them where there is room. Else those at half of what is left of the way, again and again, and the last
        few: with these, going back over d steps takes about d·log₂(d)/2 of them and keeps log₂(d) iterates.
        """
        here = next((one for j in range(k - 1, self._first.k, -1) if (one := self.there(j))), self._first)
        few = room(self.size, BACKWARDS) // 3
        if self.end - self._first.k > few:  # not all of it has room
            recent.forget_beyond(self, k)
        middle = (here.k + k) // 2
        first, large = here.k, self.size > LARGE
        while here.k < k:
            if large:
                tell("walking the line again", here.k - first, k - first)
            here = self.next(here)
            if k - here.k < few or here.k == middle:
                recent.keep(self, here, BACKWARDS)
                middle = (here.k + k) // 2
        return here

    def next(self, here: Iterate) -> Iterate:
        """Work out the iterate after one of its own."""
        came = self.rule_of(here.k).after(here)
        self.own(came)
        return came

    def own(self, iterate: Iterate) -> None:
        """Be the one that knows an iterate's parent."""
        _LINK.__set__(iterate, self)
        if self.alive is not None:
            self.alive[iterate.k] = iterate

    def tell(self, came: Iterate) -> None:
        """Remember of a new iterate what a chart needs, where to work it out again would take long."""
        if self.size > LARGE and came.k == self._first.k + len(self.told) + 1:
            self.told.append(Told(came.value, came.evaluations, came.how == "walk"))

    def known(self, k: int) -> Told | None:
        """Return what is known of the iterate of step k without working it out again."""
        place = k - self._first.k - 1
        return self.told[place] if 0 <= place < len(self.told) else None

    def join(self, before: Stretch) -> None:
        """Become one with the stretch that ends where this one begins; the checkpoint between them goes."""
        self._first, rules, since, kept, told = before.given_up(self)
        self._rules[:0], self._since[:0], self.told[:0] = rules, since, told
        self.kept |= kept
        if self.alive is not None and before.alive is not None:
            self.alive.update(before.alive)

    def given_up(self, into: Stretch) -> tuple[Iterate, list[Rule], list[int], dict[int, Iterate], list[Told]]:
        """Become a part of another stretch, and return what it needs to know."""
        had = self._first, self._rules, self._since, self.kept, self.told
        self._into, self._rules, self._since, self.kept, self.told = into, [], [], {}, []
        del self._first  # moments that know this stretch must not keep a checkpoint that is no longer one
        return had


def stretch_of(iterate: Iterate) -> Stretch | None:
    """Return the stretch that an iterate lies on; None for a start, and for one that was given its parent."""
    link = _LINK.__get__(iterate)
    return link.whole if type(link) is Stretch else None


def below(iterate: Iterate) -> Iterate | None:
    """Return the nearest iterate before one that is kept for good: its checkpoint, or the parent it was given."""
    link = _LINK.__get__(iterate)
    return link.first if type(link) is Stretch else link


_large: WeakSet[Stretch] = WeakSet()


def _fit(newest: Stretch) -> None:
    """Join two stretches that follow each other, of any line, until all large checkpoints have room.

    Those that are shortest for how far they lie back: what is near the tip is told again soon, long ago takes longer.
    """
    _large.add(newest)
    live = [stretch for stretch in _large if stretch.whole is stretch]
    taken = sum(stretch.size for stretch in live)
    while taken > ALL_CHECKPOINTS:
        pairs = [
            ((stretch.end - before.first.k) / max(newest.end - stretch.end, 1), stretch.begin, before, stretch)
            for stretch in live
            if stretch is not newest
            and (before := stretch_of(stretch.first)) is not None
            and stretch.first.k == before.end
        ]
        if not pairs:
            return
        _, _, before, stretch = min(pairs, key=lambda pair: pair[:2])
        stretch.join(before)
        live = [one for one in live if one is not before]
        taken -= before.size


def _thin(newest: Stretch) -> None:
    """Join stretches that follow each other, as long as they do not become more than twice as long as they may be."""
    run, limit = [newest], 2 * newest.limit
    while (before := stretch_of(run[-1].first)) is not None:
        run.append(before)
    last: Stretch | None = None
    for stretch in reversed(run):
        stretch.limit, stretch.number = limit, 1
        if last is not None:
            joins = stretch.first.k == last.end and stretch.end - last.first.k <= limit
            stretch.number = last.number + (not joins)
            if joins:
                stretch.join(last)
        last = stretch
