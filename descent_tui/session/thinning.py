"""Which checkpoints are let go where there is no room for all: those told again soonest, for how long unused.

One that was let go between two stretches that follow each other makes them one; any other is found again where it came
from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakSet

from descent_tui.session.linked import Linked

if TYPE_CHECKING:
    from descent_tui.session.linked import Place
    from descent_tui.session.stretch import Stretch

CHECKPOINTS = 64 << 20
"""Bytes of checkpoints that a line may have; where it has more, stretches that follow each other become one."""

FEWEST_CHECKPOINTS = 8
"""So many checkpoints a line may always have."""

ALL_CHECKPOINTS = 224 << 20
"""Bytes of checkpoints that all lines together may have."""

AT_ONCE = 8
"""Of many checkpoints one in so many is let go before all are looked at again."""


class Checkpoints:
    """The checkpoints that are kept as they are, of all lines.

    Attributes:
        bytes: how many they take at most: those of lines that are gone are counted until there is no room.
        clock: steps taken on all lines so far.
    """

    def __init__(self) -> None:
        self.bytes = 0
        self.clock = 0
        self._stretches: WeakSet[Stretch] = WeakSet()

    def __len__(self) -> int:
        return len(self._live())

    def tick(self) -> int:
        """Return the time after another step."""
        self.clock += 1
        return self.clock

    def keep(self, newest: Stretch) -> None:
        """Count the checkpoint of a stretch, and let others go until all have room."""
        self._stretches.add(newest)
        self.bytes += newest.size
        if self.bytes <= ALL_CHECKPOINTS:
            return
        live = self._live()
        self.bytes = sum(stretch.size for stretch in live)
        if self.bytes > ALL_CHECKPOINTS:
            self._thin(newest, len(live))

    def _live(self) -> list[Stretch]:
        return [stretch for stretch in self._stretches if stretch.checkpoint is not None]

    def _thin(self, newest: Stretch, count: int) -> None:
        """Let go until there is room: a few at a time, where there are many for a while to come."""
        few = max(1, count // AT_ONCE)
        room = ALL_CHECKPOINTS if few == 1 else ALL_CHECKPOINTS - ALL_CHECKPOINTS // AT_ONCE
        while self.bytes > room:
            rated = [(*self._rated(one), one) for one in self._live() if one is not newest and one.tellable]
            if not rated:
                return
            rated.sort(key=lambda place: place[:2])
            beside: set[int] = set()
            for _, _, below, stretch in rated[:few]:
                if beside.isdisjoint((id(stretch), id(below))):  # of two that follow each other one stays
                    beside |= {id(stretch), id(below)}
                    self.bytes -= stretch.size
                    stretch.let_go()

    def _rated(self, stretch: Stretch) -> tuple[float, int, object]:
        """Return what it costs to let its checkpoint go, its begin, and what the checkpoint below belongs to.

        The price is how many steps its end would be from what is kept, for each step since it was used.
        """
        steps = stretch.end - stretch.start
        place: Place | None = stretch.source
        link: object = None
        while place is not None and not isinstance(place[0], Linked):
            link = place[0].whole
            more, place = place[0].whole.way(place[1])
            steps += more
        return steps / max(self.clock - stretch.used, 1), stretch.begin, link


def fewest(size: int) -> int:
    """Return how many checkpoints a line of iterates of so many bytes may have."""
    return max(FEWEST_CHECKPOINTS, CHECKPOINTS // (size + 500))


def thin_line(newest: Stretch) -> None:
    """Join stretches that follow each other, as long as they do not become more than twice as long as they may be."""
    run, limit = [newest], 2 * newest.limit
    while (before := run[-1].follows) is not None:
        run.append(before)
    last: Stretch | None = None
    for stretch in reversed(run):
        stretch.limit, stretch.number = limit, 1
        if last is not None:
            joins = stretch.start == last.end and stretch.end - last.start <= limit
            stretch.number = last.number + (not joins)
            if joins:
                stretch.join(last)
        last = stretch


checkpoints = Checkpoints()
"""Those of all lines."""
