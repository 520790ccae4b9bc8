"""Several actions in one text, as `--do` takes them: `freeze y; step 25`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.session.actions import ActionError
from descent_tui.session.words import parse

if TYPE_CHECKING:
    from descent_tui.session.actions import Action
    from descent_tui.session.timeline import Timeline


def script(text: str) -> list[Action]:
    """Return the actions of a text, between semicolons outside brackets; raise `ActionError` with the one at fault."""
    return [_read(part) for part in parts(text)]


def parts(text: str) -> list[str]:
    """Return the parts of a text between semicolons that stand outside brackets; empty ones are left out."""
    found, depth, begin = [], 0, 0
    for place, sign in enumerate(text):
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth = max(depth - 1, 0)
        elif sign == ";" and depth == 0:
            found.append(text[begin:place])
            begin = place + 1
    return [part.strip() for part in (*found, text[begin:]) if part.strip()]


def played(timeline: Timeline, actions: list[Action]) -> Timeline:
    """Return the timeline after actions, one after another; raise `ActionError` with the one that cannot be done."""
    for action in actions:
        try:
            timeline = timeline.act(action)
        except ActionError as refused:
            raise type(refused)(f"{_short(action.text)}: {refused}") from None
    return timeline


def _read(part: str) -> Action:
    try:
        return parse(part)
    except ActionError as wrong:
        raise ActionError(f"{_short(part)}: {wrong}") from None


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")
