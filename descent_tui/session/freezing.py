"""Which variables are held still, and how to say so in a sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from descent_tui.objectives.names import UnknownVariable
from descent_tui.session.actions import ActionError
from descent_tui.session.numbers import show
from descent_tui.session.session import Note, Session

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Indices

FEW = 6
"""Up to so many held variables are named with their values."""


def match(session: Session, pattern: str) -> Indices:
    """Return the variables a pattern names; raise `ActionError` in words."""
    try:
        return session.objective.match(pattern)
    except UnknownVariable as unknown:
        raise ActionError(str(unknown)) from None


def freeze(session: Session, pattern: str, *, free: bool) -> Session:
    """Return the session with what the pattern names frozen, or free again."""
    named = match(session, pattern)
    mask = session.free.copy()
    mask[named] = free
    mask.setflags(write=False)
    held = () if mask.all() else (*session.held, ("free " if free else "") + pattern)
    changed = replace(session, free=mask, held=held)
    focus = changed.view.focus
    if not mask[focus] and mask.any():
        focus = next((axis for axis in changed.view.axes if mask[axis]), int(mask.argmax()))
    return replace(changed, view=replace(changed.view, focus=focus), note=Note("info", told(changed)))


def told(session: Session) -> str:
    """Say what is held and what may move, in the lecture's words."""
    objective, free = session.objective, session.free
    count = int(free.sum())
    if count == objective.size:
        return "All variables are free."
    if count == 0:
        return "Everything is frozen: no step can move anything. Free a variable with its number, or all with 0."
    held = [i for i in range(min(objective.size, 64)) if not free[i]]
    if objective.size - count > FEW or objective.size > 64:
        return f"{objective.size - count:,} variables are frozen in place; {count:,} may move."
    parts = [f"{objective.name(i)} at {show(float(session.here.x[i]))}" for i in held]
    together = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
    left = f"only {objective.name(int(free.argmax()))} moves" if count == 1 else f"{count} variables may move"
    return f"Frozen in place: {together}. Now {left}."
