"""The trajectory as arrays, kept up to date a step at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from descent_tui.session.line import shared, since, traces
from descent_tui.session.line import start as start_of
from descent_tui.session.plane import Apart, Plane

if TYPE_CHECKING:
    from descent_tui.session.session import Iterate

FEW = 4
"""Of so many coordinates all are kept: other axes then cost nothing."""

MANY = 100_000
"""Of iterates of more coordinates than this none is worked out again for a picture, but for a few."""

A_FEW = 16
"""So many."""

Floats = npt.NDArray[np.float64]
Number = TypeVar("Number", bound=np.generic)


class Path:
    """f, two coordinates and the gradients so far of every iterate of one trajectory, from start to head.

    A cache and no more: `follow` makes it say the same as a walk along the parents would, in time for the few
    iterates that are new rather than for all. Of the iterates it keeps the first and the last.

    Very large iterates that their line has forgotten are not worked out again: f and the gradients are known of all,
    and the path runs straight from one that is kept to the next.

    Attributes:
        axes: the two coordinates, or the plane that the path is seen in: then its points are those of the plane nearest
            to the iterates, and how far off they are is kept too.
    """

    def __init__(self) -> None:
        self.axes: tuple[int, int] | Plane = (0, 0)
        self._start: Iterate | None = None
        self._head: Iterate | None = None
        self._count = 0
        self._columns: tuple[object, ...] = ()
        self._clear(())

    def follow(self, head: Iterate, axes: tuple[int, int] | Plane) -> None:
        """Become the trajectory that ends in `head`, seen along two coordinates or in a plane."""
        self.axes = axes
        columns: tuple[object, ...] = (axes, 0) if isinstance(axes, Plane) else axes
        if len(head.x) <= FEW and columns is axes:
            columns = tuple(range(len(head.x)))
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
            if len(head.x) > MANY and head.k - common > A_FEW:
                self._trace(self._start, common, head)
            else:
                before: Iterate | None = None
                for iterate in since(max(common, self._start.k), head):
                    if iterate.k > common:
                        self._append(iterate, before)
                    before = iterate
        self._head = head

    def _trace(self, start: Iterate, common: int, head: Iterate) -> None:
        """Go on from step `common` to the head without working out what was forgotten: straight past it."""
        before: Iterate | None = None
        known = [self._count - 1] if self._count else []
        begins = self._count
        for k, iterate, told in traces(start.k, head):
            if k <= common:
                before = iterate or before
            elif iterate is not None:
                known.append(self._count)
                self._append(iterate, before)
                before = iterate
            else:
                self._grow()
                self._values[self._count] = told.value if told else np.nan
                self._evaluations[self._count] = told.evaluations if told else np.nan
                self._by_hand[self._count] = told.by_hand if told else False
                self._exact[self._count] = False
                self._count += 1
        places = np.arange(begins, self._count)
        for column in (*self._points.T, self._off, self._lengths):
            column[places] = np.interp(places, known, column[known])

    def part(self, whole: Path, head: Iterate) -> None:
        """Become the part of another path that ends in one of the iterates of its line."""
        start = whole.start
        self.axes, self._columns, self._start, self._head = whole.axes, whole._columns, start, head
        self._count = count = head.k - start.k + 1
        for name in ("_points", "_values", "_evaluations", "_by_hand", "_exact", "_off", "_lengths"):
            setattr(self, name, getattr(whole, name)[:count].copy())
        length, self._count = self._lengths[count - 1], count - 1
        self._append(head, None)
        self._lengths[count - 1] = length

    def _clear(self, columns: tuple[object, ...]) -> None:
        self._columns = columns
        self._start = self._head = None
        self._points = np.empty((64, len(columns)))
        self._values, self._evaluations = np.empty(64), np.empty(64)
        self._by_hand, self._exact = np.empty(64, np.bool_), np.empty(64, np.bool_)
        self._off, self._lengths = np.zeros(64), np.zeros(64)

    def _grow(self) -> None:
        """Make room for one more."""
        if self._count == len(self._values):
            self._points, self._values = _twice(self._points), _twice(self._values)
            self._evaluations, self._by_hand = _twice(self._evaluations), _twice(self._by_hand)
            self._off, self._lengths, self._exact = _twice(self._off), _twice(self._lengths), _twice(self._exact)

    def _append(self, iterate: Iterate, before: Iterate | None) -> None:
        self._grow()
        count, x = self._count, iterate.x
        if isinstance(self.axes, Plane):
            at = self.axes.at(x)
            self._points[count], self._off[count] = at, self.axes.off(x, at)
            walked = self._lengths[before.k - self.first] if before is not None else 0.0
            self._lengths[count] = walked + (0.0 if before is None else float(np.linalg.norm(x - before.x)))
        else:
            self._points[count] = x if len(x) <= FEW else (x[self.axes[0]], x[self.axes[1]])
            self._off[count] = self._lengths[count] = 0.0
        self._values[count], self._evaluations[count] = iterate.value, iterate.evaluations
        self._by_hand[count] = iterate.how == "walk"
        self._exact[count] = True
        self._count = count + 1

    @property
    def first(self) -> int:
        """The step it begins with."""
        return self._start.k if self._start is not None else 0

    @property
    def exact(self) -> int:
        """How many of its points are those of iterates; the others lie straight between two of them."""
        return int(np.count_nonzero(self._exact[: self._count]))

    @property
    def points(self) -> Floats:
        """The two coordinates, [k + 1, 2]."""
        points = self._points[: self._count]
        if isinstance(self.axes, Plane):
            return points
        i, j = (self._columns.index(axis) for axis in self.axes)
        if i == j:
            return points[:, [i, j]]
        return points[:, i : j + 1 : j - i] if i < j else points[:, i : (j - 1 if j else None) : j - i]

    @property
    def apart(self) -> Apart:
        """How far off the plane it is seen in it runs; not at all where that is two coordinates."""
        count = self._count
        return Apart.of(self._off[:count], float(self._lengths[count - 1]) if count else 0.0)

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
