"""The trajectory as arrays, kept up to date a step at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from descent_tui.session.session import Iterate


@dataclass(slots=True)
class Path:
    """f, two coordinates and the gradients so far of every iterate of one trajectory, from start to head.

    A cache and no more: `follow` makes it say the same as a walk along the parents would, in time for the few
    iterates that are new rather than for all.
    """

    axes: tuple[int, int] = (0, 0)
    _iterates: list[Iterate] = field(default_factory=list)
    _points: npt.NDArray[np.float64] = field(default_factory=lambda: np.empty((64, 2)))
    _values: npt.NDArray[np.float64] = field(default_factory=lambda: np.empty(64))
    _evaluations: npt.NDArray[np.float64] = field(default_factory=lambda: np.empty(64))

    def follow(self, head: Iterate, axes: tuple[int, int]) -> None:
        """Become the trajectory that ends in `head`, seen along two coordinates."""
        if axes != self.axes:
            self.axes = axes
            self._iterates.clear()
        new: list[Iterate] = []
        here: Iterate | None = head
        while here is not None and not self._holds(here):
            new.append(here)
            here = here.parent
        del self._iterates[0 if here is None else here.k - self._first + 1 :]
        for iterate in reversed(new):
            self._append(iterate)

    @property
    def _first(self) -> int:
        return self._iterates[0].k if self._iterates else 0

    def _holds(self, iterate: Iterate) -> bool:
        place = iterate.k - self._first
        return 0 <= place < len(self._iterates) and self._iterates[place] is iterate

    def _append(self, iterate: Iterate) -> None:
        count = len(self._iterates)
        if count == len(self._values):
            self._points = np.concatenate([self._points, np.empty_like(self._points)])
            self._values = np.concatenate([self._values, np.empty_like(self._values)])
            self._evaluations = np.concatenate([self._evaluations, np.empty_like(self._evaluations)])
        self._points[count] = iterate.x[self.axes[0]], iterate.x[self.axes[1]]
        self._values[count] = iterate.value
        self._evaluations[count] = iterate.evaluations
        self._iterates.append(iterate)

    @property
    def points(self) -> npt.NDArray[np.float64]:
        """The two coordinates, [k + 1, 2]."""
        return self._points[: len(self._iterates)]

    @property
    def values(self) -> npt.NDArray[np.float64]:
        """f, [k + 1]."""
        return self._values[: len(self._iterates)]

    @property
    def evaluations(self) -> npt.NDArray[np.float64]:
        """How many gradients of f were computed to come there, [k + 1]."""
        return self._evaluations[: len(self._iterates)]

    @property
    def by_hand(self) -> npt.NDArray[np.bool_]:
        """Which of the steps between the points were walked by hand, [k]."""
        return self.by_hand_since(0)

    def by_hand_since(self, place: int) -> npt.NDArray[np.bool_]:
        """Return the same of the steps after a point."""
        return np.array([iterate.how == "walk" for iterate in self._iterates[place + 1 :]], np.bool_)

    @property
    def head(self) -> Iterate:
        """The last iterate."""
        return self._iterates[-1]

    @property
    def start(self) -> Iterate:
        """The first iterate."""
        return self._iterates[0]
