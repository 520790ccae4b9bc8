"""f where the pictures need it: over the map's dots, along a slice; kept while nothing it depends on has changed."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from descent_tui.objectives.field import fields
from descent_tui.pictures.viewport import Viewport, sample_axes

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.objectives.field import Field
    from descent_tui.objectives.objective import Direction
    from descent_tui.session.session import Session

Floats = npt.NDArray[np.float64]

KEPT = 8
"""So many sections are kept: enough for going back and forth between two views at two sizes."""

MANY = 4096
"""Above so many variables a point is known by its object, not by its numbers."""


class Sections:
    """A cache of f over windows.

    Keys hold the objective itself, so a section of another is never mistaken for it.

    Attributes:
        last: the field of a map that was asked for last, with how far it is known.
    """

    def __init__(self) -> None:
        self.last: Field | None = None
        self._kept: OrderedDict[tuple[object, ...], Floats] = OrderedDict()
        self._fields: OrderedDict[tuple[object, ...], Field] = OrderedDict()

    def _once(self, key: tuple[object, ...], compute: Callable[[], Floats]) -> Floats:
        found = self._kept.get(key)
        if found is None:
            with np.errstate(all="ignore"):
                found = compute()
            found.setflags(write=False)
            self._kept[key] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found

    def section(self, session: Session, viewport: Viewport, width: int, height: int) -> Floats:
        """Return f over the map's two variables at its dots, [4·height, 2·width], the top row first."""
        return self.field(session, viewport, width, height).values

    def field(self, session: Session, viewport: Viewport, width: int, height: int) -> Field:
        """Return the same with how far it is known: of an objective that is slow to compute, its first draft."""
        axes, plane = session.view.axes, session.view.plane
        a, b = sample_axes(viewport, width, height)
        if plane is not None:
            key: tuple[object, ...] = (session.objective, plane, viewport, width, height)
            return self._field(key, session, (plane.origin, plane.u, plane.v), a, b)
        key = (session.objective, held(session, axes), viewport, axes, width, height)
        return self._field(key, session, (session.here.x, *axes), a, b)

    def _field(
        self,
        key: tuple[object, ...],
        session: Session,
        along: tuple[Floats, Direction, Direction],
        a: Floats,
        b: Floats,
    ) -> Field:
        found = self._fields.get(key)
        if found is None:
            with np.errstate(all="ignore"):
                found = next(fields(session.objective, *along, a, b))
            found.values.setflags(write=False)
            self._fields[key] = found
            while len(self._fields) > KEPT:
                self._fields.popitem(last=False)
        else:
            self._fields.move_to_end(key)
        self.last = found
        return found

    def slice(self, session: Session, i: int, low: float, high: float, count: int) -> tuple[Floats, Floats]:
        """Return (t, f) along variable i at `count` points from low to high, [count] each.

        f is that of the present step, its mini-batch where there is one: the iterate and its slope lie on the curve.
        """
        t, f = np.linspace(low, high, count), session.objective.at(session.here.k)
        key = (f, held(session, (i,)), i, low, high, count)
        return t, self._once(key, lambda: f.slice(session.here.x, i, t))


def held(session: Session, moving: tuple[int, ...]) -> object:
    """Return what stands for the coordinates that are not `moving`: equal where, and only where, they are."""
    x = session.here.x
    if len(x) > MANY:
        return session.here
    if len(x) == len(set(moving)):
        return None
    rest = np.array(x)
    rest[list(moving)] = 0.0
    return rest.tobytes()
