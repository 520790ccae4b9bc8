"""Back along the line, and off it: what was walked before stays as a ghost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from descent_tui.session.actions import ActionError
from descent_tui.session.line import ancestor
from descent_tui.session.numbers import show
from descent_tui.session.racing import led
from descent_tui.session.session import Ghost, Iterate, Note

if TYPE_CHECKING:
    from descent_tui.session.session import Runner, Session

MOST = 8
"""So many ghosts are kept; beyond them the oldest fades."""


def scrubbed(session: Session, k: int) -> Session:
    """Return the session at step k of its line; the rest of the line stays ahead."""
    runner = session.runner
    end = runner.ahead or runner
    here = ancestor(end.iterate, k)
    moved = _with_runner(session, replace(runner, iterate=here, ahead=None if here is end.iterate else end))
    text = f"Step {here.k} of {end.iterate.k}: f is {show(here.value)}. A step with other settings branches off here."
    return replace(moved, note=Note("info", text))


def arrived(session: Session, iterate: Iterate) -> Session:
    """Return the session after its runner went on to `iterate`.

    From the middle of a line, the same way as before stays on the line; any other way leaves it behind as a ghost.
    """
    runner, end = session.runner, session.runner.ahead
    if end is None:
        return _with_runner(session, replace(runner, iterate=iterate))
    common = min(iterate.k, end.iterate.k)
    before, now = ancestor(end.iterate, common), ancestor(iterate, common)
    if before.x.tobytes() == now.x.tobytes() and before.how == now.how:
        here = before if common == iterate.k else iterate
        return _with_runner(session, replace(runner, iterate=here, ahead=None if here.k >= end.iterate.k else end))
    parted = _with_runner(session, replace(runner, iterate=iterate, ahead=None))
    return replace(parted, ghosts=_haunted(session, end, runner.iterate.k))


def switched(session: Session, number: int) -> Session:
    """Return the session on another branch; the one it was on becomes a ghost. In a race, its runner is driven then."""
    ghost = found(session, number)
    session = led(session, ghost.runner.number)
    kept = replace(session, ghosts=tuple(other for other in session.ghosts if other is not ghost))
    ghosts = _haunted(kept, session.runner.ahead or session.runner, ghost.since, number)
    text = f"On branch {number}, which left after step {ghost.since}; where you were is branch {ghosts[-1].number}."
    return replace(_with_runner(session, ghost.runner), ghosts=ghosts, note=Note("info", text))


def dropped(session: Session, number: int) -> Session:
    """Return the session without one of its ghosts."""
    ghost = found(session, number)
    return replace(session, ghosts=tuple(other for other in session.ghosts if other is not ghost))


def found(session: Session, number: int) -> Ghost:
    """Return the ghost of that number; raise `ActionError` with those there are."""
    for ghost in session.ghosts:
        if ghost.number == number:
            return ghost
    there = ", ".join(str(ghost.number) for ghost in session.ghosts) or "none: scrub back and step another way"
    raise ActionError(f"there is no branch {number}; there are {there}")


def _haunted(session: Session, left: Runner, since: int, gone: int = 0) -> tuple[Ghost, ...]:
    """Return the ghosts with one more, under a free number that is not that of the one just gone to."""
    taken = {gone, *(ghost.number for ghost in session.ghosts)}
    number = next(n for n in range(1, MOST + 2) if n not in taken)
    return (*session.ghosts, Ghost(number, left, since))[-MOST:]


def _with_runner(session: Session, runner: Runner) -> Session:
    return replace(session, runners=(runner, *session.runners[1:]))
