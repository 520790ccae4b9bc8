"""The trajectory as arrays, kept up to date a step at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from descent_tui.session.line import shared, since
from descent_tui.session.line import start as start_of

if TYPE_CHECKING:
    from descent_tui.session.session import Iterate

FEW = 4
"""Of so many coordinates all are kept: other axes then cost nothing."""

Floats = npt.NDArray[np.float64]
Number = TypeVar("Number", bound=np.generic)


class Path:
    """f, two coordinates and the gradients so far of every iterate of one trajectory, from start to head.

    A cache and no more: `follow` makes it say the same as a walk along the parents would, in time for the few
    iterates that are new rather than for all. Of the iterates it keeps the first and the last.

    Attributes:
        axes: the two coordinates.
    """

    def __init__(self) -> None:
        self.axes = (0, 0)
        self._start: Iterate | None = None
        self._head: Iterate | None = None
        self._count = 0
        self._columns: tuple[int, ...] = ()
        self._clear(())

    def follow(self, head: Iterate, axes: tuple[int, int]) -> None:
        """Become the trajectory that ends in `head`, seen along two coordinates."""
        self.axes = axes
        columns = tuple(range(len(head.x))) if len(head.x) <= FEW else axes
        if columns != self._columns or self._start is None or self._head is None:
            self._clear(columns)
            common = -1
        else:
            common = shared(self._head, head)
        if self._start is None or common < self._start.k:
            self._start = start_of(head)
            common = self._start.k - 1
        self._count = common - self._start.k + 1
        if head.k > common:
            for iterate in since(max(common, self._start.k), head):
                if iterate.k > common:
                    self._append(iterate)
        self._head = head

    def _clear(self, columns: tuple[int, ...]) -> None:
        self._columns = columns
        self._start = self._head = None
        self._points = np.empty((64, len(columns)))
        self._values, self._evaluations = np.empty(64), np.empty(64)
        self._by_hand = np.empty(64, np.bool_)

    def _append(self, iterate: Iterate) -> None:
        count = self._count
        if count == len(self._values):
            self._points, self._values = _twice(self._points), _twice(self._values)
            self._evaluations, self._by_hand = _twice(self._evaluations), _twice(self._by_hand)
        x = iterate.x
        self._points[count] = x if len(x) <= FEW else (x[self.axes[0]], x[self.axes[1]])
        self._values[count], self._evaluations[count] = iterate.value, iterate.evaluations
        self._by_hand[count] = iterate.how == "walk"
        self._count = count + 1

    @property
    def points(self) -> Floats:
        """The two coordinates, [k + 1, 2]."""
        points = self._points[: self._count]
        i, j = (self._columns.index(axis) for axis in self.axes)
        if i == j:
            return points[:, [i, j]]
        return points[:, i : j + 1 : j - i] if i < j else points[:, i : (j - 1 if j else None) : j - i]

    @property
    def values(self) -> Floats:
        """f, [k + 1]."""
        return self._values[: self._count]

    @property
    def evaluations(self) -> Floats:
        """How many gradients of f were computed to come there, [k + 1]."""
        return self._evaluations[: self._count]

    @property
    def by_hand(self) -> npt.NDArray[np.bool_]:
        """Which of the steps between the points were walked by hand, [k]."""
        return self.by_hand_since(0)

    def by_hand_since(self, place: int) -> npt.NDArray[np.bool_]:
        """Return the same of the steps after a point."""
        return self._by_hand[place + 1 : self._count]

    @property
    def head(self) -> Iterate:
        """The last iterate."""
        assert self._head is not None  # noqa: S101 — it follows one
        return self._head

    @property
    def start(self) -> Iterate:
        """The first iterate."""
        assert self._start is not None  # noqa: S101 — it follows one
        return self._start


def _twice(array: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Return the array with as much room again."""
    return np.concatenate([array, np.empty_like(array)])
