"""What was made last for a point, kept for as long as the point is asked for again."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.objectives.objective import Vector

T = TypeVar("T")


class Kept(Generic[T]):
    """One value, and the θ [n] it was made for. Threads may share it.

    A point that cannot be written to, such as that of a kept iterate, is known by its object; any other by its numbers.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._of: tuple[Vector, T] | None = None

    def at(self, theta: Vector, make: Callable[[Vector], T]) -> T:
        """Return what `make` makes of θ, or made of it the last time."""
        with self._lock:
            if self._of is None or not _same(self._of[0], theta):
                own = theta if _final(theta) else theta.copy()
                own.setflags(write=False)
                self._of = own, make(own)
            return self._of[1]


def _final(theta: Vector) -> bool:
    return not theta.flags.writeable and theta.base is None


def _same(one: Vector, other: Vector) -> bool:
    return one is other or np.array_equal(one, other)
