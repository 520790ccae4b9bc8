"""All lines that a session has walked: its runners', what lies ahead of them, and the branches that were left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.path import MANY, Path
from descent_tui.session.line import ancestor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from descent_tui.session.plane import Plane
    from descent_tui.session.session import Iterate, Runner, Session


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """One descent as it is drawn.

    Attributes:
        number: of the runner or of the ghost.
        runner: who walked it.
        walked: from the start to where it is.
        whole: from the start to its end; `walked` itself unless it was scrubbed back.
        since: a ghost's last step in common with the line it left; 0 for a runner.
        ghost: whether it is a branch that was left.
    """

    number: int
    runner: Runner
    walked: Path
    whole: Path
    since: int = 0
    ghost: bool = False


@dataclass(slots=True)
class Lines:
    """The lines of a session, kept up to date a step at a time.

    Attributes:
        lead: the line of the runner the keys drive.
        others: the lines of those who race it, and then those of ghosts.
    """

    lead: Line | None = None
    others: tuple[Line, ...] = ()
    _paths: dict[tuple[str, int], Path] = field(default_factory=dict)
    _used: set[tuple[str, int]] = field(default_factory=set)

    def follow(self, session: Session) -> Line:
        """Become the lines of a session, seen along the axes of its view; return the leading one."""
        self._used = set()
        axes = session.view.plane or session.view.axes
        lead = self._line(session.runner, None, axes)
        self.lead = lead
        budget = session.here.evaluations
        racing = tuple(self._line(runner, budget, axes) for runner in session.runners[1:])
        ghosts = []
        for ghost in session.ghosts:
            path = self._path("ghost", ghost.number, ghost.runner.furthest, axes)
            ghosts.append(Line(ghost.number, ghost.runner, path, path, ghost.since, ghost=True))
        self.others = (*racing, *ghosts)
        for key in [key for key in self._paths if key not in self._used]:
            del self._paths[key]
        return lead

    def __iter__(self) -> Iterator[Line]:
        """Iterate over all of them, from the one that lies undermost to that of the lead."""
        yield from reversed(self.others)
        if self.lead is not None:
            yield self.lead

    def _line(self, runner: Runner, budget: int | None, axes: tuple[int, int] | Plane) -> Line:
        """Return a runner's line up to where it is or, with a budget, to where it was when it had spent that."""
        if budget is None:
            whole = self._path("line", runner.number, runner.furthest, axes)
            here = runner.iterate
        else:
            whole = self._path("line", runner.number, runner.iterate, axes)
            here = at_budget(whole, budget)
        walked = whole if here is whole.head else self._path("walked", runner.number, here, axes, whole)
        return Line(runner.number, runner, walked, whole)

    def _path(
        self, kind: str, number: int, head: Iterate, axes: tuple[int, int] | Plane, whole: Path | None = None
    ) -> Path:
        key = (kind, number)
        self._used.add(key)
        path = self._paths.setdefault(key, Path())
        if whole is not None and len(head.x) > MANY:  # what is known of it is not looked for again
            path.part(whole, head)
        else:
            path.follow(head, axes)
        return path


def at_budget(path: Path, budget: int) -> Iterate:
    """Return the first iterate of a line that had so many gradients, its last where none had.

    While the lead is scrubbed back, all runners are shown as they were at equal gradients.
    """
    place = int(np.searchsorted(path.evaluations, budget))
    return path.head if place >= len(path.values) - 1 else ancestor(path.head, path.start.k + place)
