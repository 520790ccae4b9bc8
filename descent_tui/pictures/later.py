"""What pictures need of f: computed while drawing where that is quick, else asked for and drawn when it has come."""

from __future__ import annotations

import math
import weakref
from collections import OrderedDict
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from descent_tui.objectives.objective import symbolic

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from descent_tui.objectives.field import Field
    from descent_tui.objectives.objective import Objective

Floats: TypeAlias = npt.NDArray[np.float64]
Drafts: TypeAlias = "Callable[[Callable[[], bool]], Iterator[Field]]"
"""(whether to stop) → values, each time better; the last is whole."""

KEPT = 8
"""So many fields are kept: enough for going back and forth between two views at two sizes."""

ROOM, SLOW_ROOM = 4 << 20, 8 << 20
"""Bytes that they may take together; more of those that are slow to compute. A field of 400×120 cells takes 2.4 MB."""

PATIENCE = 0.05
"""Seconds that a picture may wait for f, where somebody waits for the picture."""


@dataclass(frozen=True, eq=False, slots=True)
class Wanted:
    """What the last picture lacked.

    Attributes:
        kind: what it is: "section" or "slice".
        key: what it depends on. frame: the same but for where the iterate is.
        drafts: how it is computed.
        unknown: whether nothing of its kind has been measured, so that it may well be quick.
    """

    kind: str
    key: Hashable
    frame: Hashable
    drafts: Drafts
    unknown: bool


class Later:
    """Keeps what was computed of f while nothing it depends on has changed.

    Args:
        patience: seconds that it may take while drawing; what takes longer is `wanted`, and meanwhile what was drawn
            last in its frame stands in for it, or nothing. None: it is always computed at once.

    Attributes:
        wanted: what the last picture lacked, in the order in which it was asked for.
        given_up: kinds and keys of what nobody waits for any more: as far as they are known they will do.
    """

    def __init__(self, patience: float | None = None) -> None:
        self.wanted: list[Wanted] = []
        self.given_up: frozenset[tuple[str, Hashable]] = frozenset()
        self._patience = patience
        self._kept: OrderedDict[Hashable, Field] = OrderedDict()
        self._newest: OrderedDict[Hashable, Field] = OrderedDict()
        self._seconds: dict[str, tuple[float, float]] = {}
        self._objective: Objective | None = None

    @property
    def patient(self) -> bool:
        """Whether somebody waits for the picture, and it can be drawn again when more has come."""
        return self._patience is not None

    def once(
        self,
        objective: Objective,
        kind: str,
        key: Hashable,
        frame: Hashable,
        shape: tuple[int, ...],
        drafts: Drafts,
    ) -> Field:
        """Return what was computed for this key, or what stands in for it.

        Where it is missing and nobody waits for the picture, its first draft is computed; where somebody does and it is
        quick, all of it.
        """
        if objective is not self._objective:
            self._objective, self._seconds = objective, {}
        found = self._kept.get((kind, key))
        if found is None and self._quick(objective, kind):
            self._make_room(8 * math.prod(shape))
            begun = monotonic()
            with np.errstate(all="ignore"):
                coming = drafts(lambda: False)
                found = next(coming)
                if self._patience is not None:
                    for draft in coming:
                        found = draft
            self._learn(kind, monotonic() - begun)
            self._keep(kind, key, frame, found)
        if found is not None:
            self._kept.move_to_end((kind, key))
        lacking = (found is None or not found.done) and (kind, key) not in self.given_up
        if self._patience is not None and lacking:
            self.wanted.append(Wanted(kind, key, frame, drafts, kind not in self._seconds))
        return found or self._newest.get((kind, frame)) or blank(shape)

    def take(self, wanted: Wanted, draft: Field, seconds: float) -> None:
        """Keep a draft of what was wanted, and learn from the whole how many seconds it took."""
        self._keep(wanted.kind, wanted.key, wanted.frame, draft)
        if draft.done:
            self._learn(wanted.kind, seconds)

    def rest(self) -> None:
        """Forget what is quick to compute again: nobody looks at a picture for now."""
        if self._objective is not None and symbolic(self._objective) and self._quickly():
            self._kept.clear()
            self._newest.clear()

    def _quickly(self) -> bool:
        limit = PATIENCE if self._patience is None else self._patience
        return all(max(seconds) <= limit for seconds in self._seconds.values())

    def lacks(self, kind: str) -> bool:
        """Return whether the last picture lacked anything of this kind."""
        return any(one.kind == kind for one in self.wanted)

    def _keep(self, kind: str, key: Hashable, frame: Hashable, field: Field) -> None:
        field.values.setflags(write=False)
        self._kept[kind, key] = field
        self._newest[kind, frame] = field
        while len(self._kept) > KEPT or (self._held > self._room and len(self._kept) > 1):
            self._kept.popitem(last=False)
        while len(self._newest) > 2:
            self._newest.popitem(last=False)

    def _make_room(self, coming: int) -> None:
        """Forget the oldest until so many bytes more have room; what stands in for others goes with them."""
        while self._kept and self._held + coming > self._room:
            _, gone = self._kept.popitem(last=False)
            self._newest = OrderedDict((frame, field) for frame, field in self._newest.items() if field is not gone)

    @property
    def _held(self) -> int:
        return sum(field.values.nbytes for field in self._kept.values())

    @property
    def _room(self) -> int:
        return ROOM if self._objective is not None and symbolic(self._objective) else SLOW_ROOM

    def _quick(self, objective: Objective, kind: str) -> bool:
        if self._patience is None:
            return True
        if kind in self._seconds:
            return max(self._seconds[kind]) <= self._patience
        return symbolic(objective)

    def _learn(self, kind: str, seconds: float) -> None:
        """Remember how long the last two of a kind took."""
        _, before = self._seconds.get(kind, (seconds, seconds))
        self._seconds[kind] = before, seconds


def is_blank(values: Floats) -> bool:
    """Return whether nothing is known yet of what these values stand for."""
    return values.size > 0 and not any(values.strides)


def blank(shape: tuple[int, ...]) -> Field:
    """Return a field of which nothing is known yet."""
    from descent_tui.objectives.field import Field

    return Field(np.broadcast_to(np.float64("nan"), shape), 0, math.prod(shape))


class Same:
    """Stands for an array in a key: equal to itself only, as long as that is there, and it keeps no array alive."""

    __slots__ = ("_hash", "_ref")

    def __init__(self, array: npt.NDArray[Any]) -> None:
        self._ref, self._hash = weakref.ref(array), id(array)

    @property
    def gone(self) -> bool:
        """Whether the array is there no more."""
        return self._ref() is None

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        mine = self._ref()
        return isinstance(other, Same) and mine is not None and mine is other._ref()
