"""What was and what may be again: unlimited back and forward over sessions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from descent_tui.session.actions import Action, ActionError, Back, Forward
from descent_tui.session.session import Note, Session
from descent_tui.session.update import update


@dataclass(frozen=True, eq=False, slots=True)
class Moment:
    """A session that was, the action that ended it, and the moments beyond."""

    session: Session
    action: Action
    beyond: Moment | None


@dataclass(frozen=True, eq=False, slots=True)
class Timeline:
    """The present session between its past and the future that was taken back.

    Sessions share all they have in common, so a moment costs little more than an iterate. An action that is only
    about the view changes the present and leaves past and future alone.
    """

    present: Session
    past: Moment | None = None
    future: Moment | None = None

    def act(self, action: Action) -> Timeline:
        """Return the timeline after an action; raise `ActionError`, with everything as it was."""
        match action:
            case Back(count):
                return self._back(count)
            case Forward(count):
                return self._forward(count)
            case _:
                changed = update(self.present, action)
        if action.looks:
            return replace(self, present=changed)
        return Timeline(changed, Moment(self.present, action, self.past))

    def _back(self, count: int) -> Timeline:
        line = self
        for _ in range(count):
            if line.past is None:
                if line is self:
                    raise ActionError("this is where it began: there is nothing to take back")
                break
            past = line.past
            line = Timeline(
                _seen(past.session, line.present), past.beyond, Moment(line.present, past.action, line.future)
            )
        assert line.future is not None  # noqa: S101 — at least one action was taken back
        return line._saying(f"Took back: {line.future.action.text}")

    def _forward(self, count: int) -> Timeline:
        line = self
        for _ in range(count):
            if line.future is None:
                if line is self:
                    raise ActionError("nothing was taken back that could be done again")
                break
            future = line.future
            line = Timeline(
                _seen(future.session, line.present), Moment(line.present, future.action, line.past), future.beyond
            )
        assert line.past is not None  # noqa: S101 — at least one action was done again
        return line._saying(f"Again: {line.past.action.text}")

    def _saying(self, text: str) -> Timeline:
        return replace(self, present=replace(self.present, note=Note("info", text), diverged=False))


def _seen(session: Session, now: Session) -> Session:
    """Return a session as it is looked at now, if it is the same landscape; its own view otherwise."""
    if session.scenario is not now.scenario:
        taste = replace(session.view, palette=now.view.palette, dark=now.view.dark, kind=now.view.kind)
        return replace(session, view=taste)
    view = now.view
    if session.free is not now.free:
        view = replace(view, focus=session.view.focus)
    return replace(session, view=view)
