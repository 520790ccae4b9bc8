"""A stretch of a line: a checkpoint, and the rules that lead on from it, bit for bit as often as they are asked."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from descent_tui.session.linked import Link, Linked, Told, bind, found, place_of
from descent_tui.session.recent import BACKWARDS, recent, room, size
from descent_tui.session.thinning import checkpoints, fewest, thin_line
from descent_tui.session.work import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from descent_tui.session.linked import Place, Rule
    from descent_tui.session.session import Iterate

LONGEST = 256
"""Steps of a stretch that was not joined with others: what going back to a forgotten iterate costs at most."""

LARGE = 1 << 20
"""Of iterates of more bytes than this, what a chart needs is kept for good: to work them out again takes long."""


class Stretch(Link):
    """The steps of a line after `first` up to `end`.

    Args:
        checkpoint: the iterate it goes on from. rule: what leads from there. came: the first iterate it led to.

    Attributes:
        start: the step of its checkpoint. checkpoint: None where it was let go. source: where it is found then.
        begin: the step it goes on from when it is new: steps can be counted from there, whatever it is joined with.
        end: the last step that was taken on it.
        used: the time, in steps of all lines, at which it last grew or was asked for its checkpoint.
        alive: step → iterate, of large ones that anybody still has.
        told: of large iterates, what is known of each for good, from the step after its checkpoint on.
        limit: how many steps it may have. number: how many checkpoints the line has up to here.
    """

    __slots__ = ("_into", "_rules", "_since", "alive", "end", "limit", "number", "source", "told", "used")

    def __init__(self, checkpoint: Iterate, rule: Rule, came: Iterate) -> None:
        super().__init__(checkpoint.k, size(came), checkpoint)
        self.end = came.k
        self.alive: WeakValueDictionary[int, Iterate] | None = WeakValueDictionary() if self.size > LARGE else None
        self.told: list[Told] = []
        self.limit, self.number = min(LONGEST, room(self.size)), 1
        self.source: Place = place_of(checkpoint)
        self.used = checkpoints.tick()
        self._rules, self._since = [rule], [checkpoint.k]
        self._into: Stretch | None = None
        before = self.follows
        if before is not None:
            self.limit, self.number = max(self.limit, before.limit), before.number + 1
            if self.size <= LARGE and self.number > fewest(self.size):
                thin_line(self)
        checkpoints.keep(self)
        self._took(came)

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
        """Its checkpoint; worked out again where it was let go, and kept from then on."""
        whole = self.whole
        whole.used = checkpoints.clock
        return whole.checkpoint or whole.reclaim(found(whole.source))

    @property
    def follows(self) -> Stretch | None:
        """The stretch that its checkpoint lies on; None at a start."""
        link = self.source[0]
        return link.whole if isinstance(link, Stretch) else None

    @property
    def tellable(self) -> bool:
        """Whether its checkpoint can be told again, were it let go."""
        return not isinstance(self.source[0], Linked)

    def reclaim(self, first: Iterate) -> Iterate:
        """Keep the checkpoint again that was let go, and return it."""
        with recent.lock:
            if self._into is None and self.checkpoint is None:
                self.checkpoint, self.used = first, checkpoints.clock
                checkpoints.keep(self)
        return first

    def let_go(self) -> None:
        """Keep the checkpoint no longer: become one with the stretch it ends, or find it where it lies."""
        before = self.follows
        if before is not None and before.end == self.start and self.size > LARGE:
            self.join(before)
        else:
            self.checkpoint = None

    def at(self, k: int) -> Iterate:
        """Return the iterate of step k: as it is kept, or worked out again from the nearest one that is."""
        whole = self if self._into is None else self.whole
        return whole.there(k) or (whole.first if k == whole.start else found((whole, k)))

    def there(self, k: int) -> Iterate | None:
        """Return the iterate of step k where it need not be worked out again."""
        return self.kept.get(k) or (None if self.alive is None else self.alive.get(k))

    def need(self, k: int) -> tuple[Place | None, Callable[[Any], Iterate]]:
        """Return where its checkpoint is found, if that is needed, and what works step k out."""
        if self.checkpoint is not None or self._nearest(k) is not None:
            return None, lambda _: self.walked(k)

        def work(first: Iterate) -> Iterate:
            self.reclaim(first)
            return self.whole.walked(k, first)  # to make room for it may have joined this with another

        return self.source, work

    def previous(self, k: int) -> Place | None:
        """Return where the iterate before step k is found."""
        return (self, k - 1) if k - 1 > self.start else self.source

    def lower(self, k: int) -> Place | None:
        """Return where its checkpoint is found."""
        del k
        return self.source

    def way(self, k: int) -> tuple[int, Place | None]:
        """Return how many steps there are from its checkpoint to step k; and where that is found, if it was let go."""
        return k - self.start, None if self.checkpoint is not None else self.source

    def again(self, k: int) -> tuple[int, Place | None]:
        """Return the same, counted from the nearest iterate that is there."""
        near = self._nearest(k)
        return self.way(k) if near is None else (k - near.k, None)

    def rule_of(self, k: int) -> Rule:
        """Return the rule that leads on from step k; from the end, the one that led there."""
        return self._rules[-1 if k >= self._since[-1] else bisect_right(self._since, k) - 1]

    def takes(self, k: int, came: Iterate, rule: Rule) -> bool:
        """Go on from step k to an iterate that a rule led to, if that is the way here; return whether it is."""
        if k < self.end:
            if not self.rule_of(k).same(rule):
                return False
        elif self.end - self.start >= self.limit:
            return False
        else:
            if not self._rules[-1].same(rule):
                self._rules.append(rule)
                self._since.append(k)
            self.end += 1
            self.used = checkpoints.tick()
        self._took(came)
        return True

    def _took(self, came: Iterate) -> None:
        """Be what can tell an iterate that is new, and remember what a chart needs where to tell it would take long."""
        self._own(came)
        if self.size > LARGE and came.k == self.start + len(self.told) + 1:
            self.told.append(Told(came.value, came.evaluations, came.how == "walk"))

    def forth(self, here: Iterate, end: int) -> Iterator[Iterate]:
        """Iterate from the step after `here` to step `end`, keeping none."""
        while here.k < end:
            whole = self.whole
            here = whole.there(here.k + 1) or whole.next(here)
            yield here

    def _nearest(self, k: int) -> Iterate | None:
        """Return the last iterate before step k that is there, beyond the checkpoint."""
        return next((one for j in range(k - 1, self.start, -1) if (one := self.there(j))), None)

    def walked(self, k: int, first: Iterate | None = None) -> Iterate:
        """Work out the iterate of step k, and keep some on the way: what walking on backwards asks for next.

        All of them where there is room. Else those at half of what is left of the way, again and again, and the last
        few: with these, going back over d steps takes about d·log₂(d)/2 of them and keeps log₂(d) iterates.
        """
        here = self._nearest(k) or first or self.first
        few = room(self.size, BACKWARDS) // 3
        if self.end - self.start > few:  # not all of it has room
            recent.forget_beyond(self, k)
        middle = (here.k + k) // 2
        begun, large = here.k, self.size > LARGE
        while here.k < k:
            if large:
                tell("walking the line again", here.k - begun, k - begun)
            whole = self.whole  # a thread that steps may join it with another meanwhile
            here = whole.next(here)
            if k - here.k < few or here.k == middle:
                recent.keep(whole, here, BACKWARDS)
                middle = (here.k + k) // 2
        return here

    def next(self, here: Iterate) -> Iterate:
        """Work out the iterate after one of its own."""
        came = self.rule_of(here.k).after(here)
        self._own(came)
        return came

    def _own(self, iterate: Iterate) -> None:
        """Be the one that knows an iterate's parent."""
        bind(iterate, self)
        if self.alive is not None:
            self.alive[iterate.k] = iterate

    def known(self, k: int) -> Told | None:
        """Return what is known of the iterate of step k without working it out again."""
        place = k - self.start - 1
        return self.told[place] if 0 <= place < len(self.told) else None

    def join(self, before: Stretch) -> None:
        """Become one with the stretch that ends where this one begins; the checkpoint between them goes."""
        rules, since, kept, told = before.given_up(self)
        self.checkpoint, self.source, self.start = before.checkpoint, before.source, before.start
        before.checkpoint = None  # moments that know that stretch must not keep a checkpoint that is no longer one
        self.used = max(self.used, before.used)
        self._rules[:0], self._since[:0], self.told[:0] = rules, since, told
        self.kept |= kept
        if self.alive is not None and before.alive is not None:
            self.alive.update(before.alive)

    def given_up(self, into: Stretch) -> tuple[list[Rule], list[int], dict[int, Iterate], list[Told]]:
        """Become a part of another stretch, and return what it needs to know."""
        had = self._rules, self._since, self.kept, self.told
        self._into, self._rules, self._since, self.kept, self.told = into, [], [], {}, []
        return had
