"""A session without its iterates: what is left of one that was, until somebody goes back to it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from descent_tui.session import line
from descent_tui.session.linked import effort, link_of
from descent_tui.session.mask import Mask, folded, unfolded
from descent_tui.session.opening import window_of
from descent_tui.session.session import Ghost, Iterate, Runner, Session
from descent_tui.session.stepping import FOLDED_FROM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from descent_tui.session.linked import Link
    from descent_tui.session.view import View

Place: TypeAlias = "tuple[Link | Iterate, int]"
"""Where an iterate is found again: what can tell it, and so many steps after it begins; itself, where nothing can."""

NOWHERE = Iterate(0, np.empty(0), float("nan"), np.empty(0))
"""Where the runners of an outline are."""

NONE = np.empty(0, np.bool_)
"""What is free in the session of an outline."""

_own = attrgetter(*(field.name for field in fields(Runner) if field.name not in {"iterate", "ahead"}))


def place(iterate: Iterate) -> Place:
    """Return where an iterate will be found again."""
    link = link_of(iterate)
    return (iterate, 0) if link is None else (link, iterate.k - link.begin)


def found(where: Link | Iterate, steps: int) -> Iterate:
    """Return the iterate of a place, the same in every bit."""
    return where if isinstance(where, Iterate) else where.at(where.begin + steps)


@dataclass(frozen=True, eq=False, slots=True)
class Runaway:
    """A runner that stands nowhere, and where it is and what lies ahead of it are found again."""

    runner: Runner
    at: Place
    ahead: Runaway | None

    @classmethod
    def of(cls, runner: Runner) -> Runaway:
        """Return a runner without its iterates."""
        ahead = None if runner.ahead is None else cls.of(runner.ahead)
        return cls(replace(runner, iterate=NOWHERE, ahead=None), place(runner.iterate), ahead)

    def back(self, at: Place) -> Runner:
        """Return the runner as it was, at a place."""
        ahead = None if self.ahead is None else self.ahead.back(self.ahead.at)
        return replace(self.runner, iterate=found(*at), ahead=ahead)

    def held(self, at: Place) -> Iterator[Place]:
        """Yield where the runner is found that is at a place, and what lies ahead of it."""
        yield at
        if self.ahead is not None:
            yield from self.ahead.held(self.ahead.at)

    def like(self, runner: Runner) -> bool:
        """Return whether it would be the outline of another runner, wherever that one is on its line."""
        if _own(self.runner) != _own(runner):
            return False
        if self.ahead is None or runner.ahead is None:
            return self.ahead is None and runner.ahead is None
        return self.ahead.is_(runner.ahead)

    def is_(self, runner: Runner) -> bool:
        """Return whether it is the outline of a runner."""
        (mine, steps), (its, other) = self.at, place(runner.iterate)
        return mine is its and steps == other and self.like(runner)


def _is(outline: tuple[int, Runaway, int], ghost: Ghost) -> bool:
    number, runner, since = outline
    return number == ghost.number and since == ghost.since and runner.is_(ghost.runner)


def light(session: Session) -> View:
    """Return how a session is looked at, without what takes as much as iterates do: directions of very many variables.

    The map runs along two variables then; who goes back to another landscape does not find its plane again.
    """
    view = session.view
    if session.objective.size < FOLDED_FROM or (view.plane is None and view.curvature is None):
        return view
    window = view.window if view.plane is None else window_of(session.scenario, view.axes)
    return replace(view, plane=None, curvature=None, window=window)


class Outline:
    """What sessions have in common that differ in nothing but how far their runners have come, and their notes.

    Attributes:
        session: the scenario and all else, without runners and ghosts, and without `free`.
        free: which variables are free, folded where they are many.
    """

    __slots__ = ("_ghosts", "_light", "_runners", "free", "session")

    def __init__(self, session: Session) -> None:
        self.session = replace(session, runners=(), ghosts=(), free=NONE, note=None, diverged=False)
        self.free = folded(session.free)
        self._light: Outline | None = None
        self._runners = tuple(Runaway.of(runner) for runner in session.runners)
        self._ghosts = tuple((ghost.number, Runaway.of(ghost.runner), ghost.since) for ghost in session.ghosts)

    def at(self, places: tuple[Place, ...]) -> Session:
        """Return the session whose runners are at these places."""
        runners = tuple(runner.back(at) for runner, at in zip(self._runners, places, strict=True))
        ghosts = tuple(Ghost(number, runner.back(runner.at), since) for number, runner, since in self._ghosts)
        return replace(self.session, runners=runners, ghosts=ghosts, free=unfolded(self.free))

    def effort(self, places: tuple[Place, ...]) -> int:
        """Return how many steps it takes to find all that the session has whose runners are at these places."""
        stand = [*zip(self._runners, places, strict=True), *((ghost, ghost.at) for _, ghost, _ in self._ghosts)]
        held = (at for runner, where in stand for at in runner.held(where))
        # where several stand, it is found once
        once = {(id(link), steps): (link, steps) for link, steps in held}.values()
        wheres = [(link, 0 if isinstance(link, Iterate) else link.begin + steps) for link, steps in once]
        if isinstance(self.free, Mask):
            wheres.append(line.beginning(wheres[0]))
        return sum(map(effort, wheres))

    def found(self, places: tuple[Place, ...]) -> Session:
        """Return the session whose runners are at these places, with all that its first picture needs.

        That is the start of the line. Of few variables it is told in no time; of many this may be done in a thread,
        where a picture would keep the keys waiting.
        """
        session = self.at(places)
        if isinstance(self.free, Mask):
            line.start(session.here)
        return session

    @property
    def light(self) -> Outline:
        """The outline that the past keeps: it is looked at without large directions."""
        view = light(self.session)
        if view is not self.session.view and self._light is None:
            self._light = self.seen(view)
        return self._light or self

    def seen(self, view: View) -> Outline:
        """Return the outline of the same sessions, looked at otherwise."""
        if view is self.session.view:
            return self
        other = object.__new__(Outline)
        other.session = replace(self.session, view=view)
        other._runners, other._ghosts, other.free = self._runners, self._ghosts, self.free
        other._light = None
        return other

    def like(self, session: Session) -> bool:
        """Return whether it would be the outline of a session."""
        mine = self.session
        return (
            (mine.view is session.view or mine.view == light(session))
            and mine.objective is session.objective
            and mine.scenario is session.scenario
            and self.free is folded(session.free)
            and mine.constants is session.constants
            and mine.held == session.held
            and mine.rule == session.rule
            and len(self._runners) == len(session.runners)
            and len(self._ghosts) == len(session.ghosts)
            and all(map(Runaway.like, self._runners, session.runners))
            and all(map(_is, self._ghosts, session.ghosts))
        )
