"""Which of many variables there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from descent_tui.session.session import Session


def shown(session: Session, room: int) -> range:
    """Return which variables there is room for: from the first, or as many as needed further so the focus is in."""
    n, room = session.objective.size, max(room, 1)
    first = min(max(session.view.focus - room + 1, 0), max(n - room, 0)) if n > room else 0
    return range(first, min(first + room, n))
