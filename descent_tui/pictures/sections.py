"""f where the pictures need it: over the map's dots, along a slice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from descent_tui.objectives.field import Field, fields
from descent_tui.pictures.later import Later, Same
from descent_tui.pictures.viewport import Viewport, sample_axes

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from descent_tui.objectives.objective import Direction
    from descent_tui.session.bill import Bill
    from descent_tui.session.session import Session

Floats = npt.NDArray[np.float64]

MANY = 4096
"""Above so many variables a point is known by its object, not by its numbers."""

FEW = 64
"""Of so many variables all partials can be had by nudging: nobody asks what that would cost."""


class Sections:
    """f over windows; keys hold the objective itself, so a section of another is never mistaken for it.

    `later` keeps what was computed, and says what is still to come.

    Attributes:
        last: the field of a map that was asked for last, with how far it is known.
    """

    def __init__(self, later: Later | None = None) -> None:
        self.later = later or Later()
        self.last: Field | None = None

    def section(self, session: Session, viewport: Viewport, width: int, height: int) -> Floats:
        """Return f over the map's two variables at its dots, [4·height, 2·width], the top row first."""
        return self.field(session, viewport, width, height).values

    def field(self, session: Session, viewport: Viewport, width: int, height: int) -> Field:
        """Return the same with how far it is known: of an objective that is slow to compute, a draft."""
        axes, plane, objective = session.view.axes, session.view.plane, session.objective
        a, b = sample_axes(viewport, width, height)
        u: Direction
        v: Direction
        if plane is None:
            frame: tuple[Hashable, ...] = (objective, viewport, axes, width, height)
            (u, v), x, key = axes, session.here.x, held(session, axes)
        else:
            frame = (objective, plane, viewport, width, height)
            u, v, x, key = plane.u, plane.v, plane.origin, None

        def drafts(cancelled: Callable[[], bool]) -> Iterator[Field]:
            return fields(objective, x, u, v, a, b, cancelled)

        self.last = None  # it may be what has to make room
        self.last = self.later.once(objective, "section", (frame, key), frame, (len(b), len(a)), drafts)
        return self.last

    def slice(self, session: Session, i: int, low: float, high: float, count: int) -> tuple[Floats, Floats]:
        """Return (t, f) along variable i at `count` points from low to high, [count] each.

        f is that of the present step, its mini-batch where there is one: the iterate and its slope lie on the curve.
        """
        t, x, f = np.linspace(low, high, count), session.here.x, session.objective.at(session.here.k)
        frame = (session.objective, i, low, high, count)
        key = (held(session, (i,)), None if f is session.objective else session.here.k)

        def drafts(_: Callable[[], bool]) -> Iterator[Field]:
            yield Field(f.slice(x, i, t), count, count)

        return t, self.later.once(session.objective, "slice", (frame, key), frame, t.shape, drafts).values

    def bill(self, session: Session) -> Bill | None:
        """Return what all partials cost by nudging, once it has been measured; None before, and of a few partials."""
        if not self.later.patient or session.objective.size <= FEW:
            return None
        from descent_tui.session.bill import Bill, bill

        objective, x, i = session.objective, session.here.x, session.view.focus

        def drafts(_: Callable[[], bool]) -> Iterator[Field]:
            found = bill(objective, x, i)
            yield Field(np.array([found.value, found.nudge, found.gradient]), 3, 3)

        field = self.later.once(objective, "bill", objective, objective, (3,), drafts)
        return Bill(objective.size, *field.values.tolist()) if field.done else None


def held(session: Session, moving: tuple[int, ...]) -> Hashable:
    """Return what stands for the coordinates that are not `moving`: equal where, and only where, they are."""
    x = session.here.x
    if len(x) > MANY:
        return Same(x)
    if len(x) == len(set(moving)):
        return None
    rest = np.array(x)
    rest[list(moving)] = 0.0
    return rest.tobytes()
