"""The iterates that came last, of all lines together: kept as they are while there is room."""

from __future__ import annotations

from collections import deque
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from descent_tui.session.linked import Link
    from descent_tui.session.session import Iterate

RECENT = 32 << 20
"""Bytes of iterates that are kept as they are."""

FEWEST = 5
"""So many are kept, however large they are."""

BACKWARDS = 12
"""So many are, as long as somebody goes back and iterates are worked out again: log₂ of how many steps that is."""


def size(iterate: Iterate) -> int:
    """Return about how many bytes an iterate takes."""
    state = iterate.state
    arrays = sum([array.nbytes for array in state.values()]) + 200 * len(state)
    return 600 + iterate.x.nbytes + iterate.gradient.nbytes + arrays


def room(size: int, fewest: int = 0) -> int:
    """Return how many iterates of so many bytes are kept as they are, `FEWEST` or so many at least."""
    return max(FEWEST, fewest, RECENT // size)


class Recent:
    """A queue of iterates; each can be found in `kept` of its link until it leaves.

    Attributes:
        bytes: how many they take, as their links' `size` counts them.
        lock: held by who changes lines.
    """

    def __init__(self) -> None:
        self.bytes = 0
        self.lock = RLock()
        self._queue: deque[tuple[Link, Iterate]] = deque()

    def __len__(self) -> int:
        return len(self._queue)

    def keep(self, link: Link, iterate: Iterate, fewest: int = 0) -> None:
        """Keep an iterate that a link can tell, and let go of those that came first where there is no room.

        There is always room for `FEWEST`, or for as many as are said.
        """
        fewest = max(fewest, FEWEST)
        with self.lock:
            if iterate.k in link.kept:
                return
            link.kept[iterate.k] = iterate
            self._queue.append((link, iterate))
            self.bytes += link.size
            while self.bytes > RECENT and len(self._queue) > fewest:
                self._forget(*self._queue.popleft())

    def forget_beyond(self, link: Link, k: int) -> None:
        """Let go of the iterates of a link beyond step k: who walks back has been there."""
        with self.lock:
            queue, self._queue = self._queue, deque()
            for its, iterate in queue:
                if iterate.k > k and its.whole is link:
                    self._forget(its, iterate)
                else:
                    self._queue.append((its, iterate))

    def _forget(self, link: Link, iterate: Iterate) -> None:
        self.bytes -= link.size
        link.whole.kept.pop(iterate.k, None)


recent = Recent()
"""What all lines keep of the iterates that came last."""
