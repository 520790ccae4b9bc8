"""What was and what may be again: unlimited back and forward over sessions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from descent_tui.session.errors import ActionError
from descent_tui.session.session import Note, Session

if TYPE_CHECKING:
    from descent_tui.session.actions import Action
    from descent_tui.session.linked import Link
    from descent_tui.session.outline import Outline, Place
    from descent_tui.session.session import Iterate
    from descent_tui.session.view import View

Sketch: TypeAlias = "tuple[Outline, tuple[Place, ...]]"
"""A session that is known by its outline and where its runners are."""


class Moment:
    """A session that was, the action that ended it, and the moments beyond.

    It keeps no iterate that its line can tell again: an outline, which it shares with its neighbours as long as nothing
    but steps are taken, and where the runners were. About 80 bytes then.
    """

    __slots__ = ("_at", "_steps", "action", "beyond", "outline")

    outline: Outline
    action: Action
    beyond: Moment | None

    def __init__(self, session: Session | Sketch, action: Action, beyond: Moment | None) -> None:
        if isinstance(session, Session):
            known = beyond is not None and beyond.outline.like(session)
            session = sketch(session, beyond.outline if beyond is not None and known else None)
        outline, places = session
        self.outline = outline.light
        self.beyond = beyond
        # there may be a million moments: actions that are the same are one, and the place of one runner is taken apart
        self.action = beyond.action if beyond is not None and beyond.action == action else action
        self._at: Link | Iterate | tuple[Place, ...] = places
        self._steps = -1
        if len(places) == 1:
            self._at, self._steps = places[0]

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the runners were."""
        return self._at if isinstance(self._at, tuple) else ((self._at, self._steps),)

    @property
    def session(self) -> Session:
        """The session, with every bit it had; not its note."""
        return self.outline.at(self.places)


@dataclass(frozen=True, eq=False, slots=True)
class Timeline:
    """The present session between its past and the future that was taken back.

    An action that is only about the view changes the present and leaves past and future alone.
    """

    present: Session
    past: Moment | None = None
    future: Moment | None = None

    def act(self, action: Action) -> Timeline:
        """Return the timeline after an action; raise `ActionError` or `Cancelled`, with everything as it was."""
        # a session is shown before anything is done with it: what can be done is loaded with the first action
        from descent_tui.session.actions import Back, Forward
        from descent_tui.session.update import update

        match action:
            case Back(count):
                return self._back(count)
            case Forward(count):
                return self._forward(count)
            case _:
                return self.after(action, update(self.present, action))

    def after(self, action: Action, changed: Session) -> Timeline:
        """Return the timeline after an action that is known to lead to `changed`."""
        if action.looks:
            return replace(self, present=changed)
        return Timeline(changed, Moment(self.present, action, self.past))

    def _back(self, count: int) -> Timeline:
        if self.past is None:
            raise ActionError("this is where it began: there is nothing to take back")
        present, past, future = _moved(self.present, self.past, self.future, count)
        return _saying(Timeline(present, past, future), f"Took back: {future.action.text}")

    def _forward(self, count: int) -> Timeline:
        if self.future is None:
            raise ActionError("nothing was taken back that could be done again")
        present, future, past = _moved(self.present, self.future, self.past, count)
        return _saying(Timeline(present, past, future), f"Again: {past.action.text}")


def sketch(session: Session, outline: Outline | None = None) -> Sketch:
    """Return a session without its iterates, and where they are; `outline` where it is known."""
    from descent_tui.session.outline import Outline, place  # with the first action, as above

    return outline or Outline(session), tuple(place(runner.iterate) for runner in session.runners)


def _moved(present: Session, there: Moment, here: Moment | None, count: int) -> tuple[Session, Moment | None, Moment]:
    """Return the session so many moments further, the moments there beyond it, and those here then.

    Args:
        present: where it goes from.
        there: the moments it goes over, until there are no more.
        here: those on the other side, where they are put.
        count: how many.
    """
    rest: Moment | None = there
    left, own = here, None
    outline, places = sketch(present)
    for _ in range(count):
        if rest is None:
            break
        left = Moment((outline, places), rest.action, left)
        if rest.outline is not own:  # else it is looked at as its neighbour was
            own = rest.outline
            outline = own.seen(_view(own, outline))
        places, rest = rest.places, rest.beyond
    assert left is not None  # noqa: S101 — at least one moment was gone over
    return outline.found(places), rest, left


def _view(then: Outline, now: Outline) -> View:
    """Return the view of a session as it is looked at now, if it is the same landscape; its own otherwise."""
    own, view = then.session.view, now.session.view
    if then.session.scenario is not now.session.scenario:
        return replace(own, palette=view.palette, dark=view.dark, kind=view.kind)
    return view if then.free is now.free else replace(view, focus=own.focus)


def _saying(line: Timeline, text: str) -> Timeline:
    return replace(line, present=replace(line.present, note=Note("info", text), diverged=False))
