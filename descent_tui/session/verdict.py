"""What can be said of a point: a minimum, a saddle, too large a step. One plain sentence each."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.session import line
from descent_tui.session.numbers import length, show
from descent_tui.session.scheduling import rate_of

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Vector
    from descent_tui.session.session import Iterate, Session
    from descent_tui.session.stepping import Diverged

MANY = 32
"""Above so many free variables, curvature is not worked out on every step."""

FLAT = 1e-9
"""A slope below this, relative to the size of f and x, counts as none."""


def curvatures(session: Session, at: Iterate | None = None) -> Vector | None:
    """Return the eigenvalues of the Hessian over the free variables, smallest first, here or at another iterate.

    None where there are too many variables to know, or f has no finite curvature.
    """
    free = np.flatnonzero(session.free)
    if not 0 < len(free) <= MANY or session.objective.size > MANY:
        return None
    with np.errstate(all="ignore"):
        hessian = session.objective.hessian((at or session.here).x)[np.ix_(free, free)]
    if not np.isfinite(hessian).all():
        return None
    return np.asarray(np.linalg.eigvalsh(hessian), np.float64)


def slope(session: Session) -> float:
    """Return the length of the gradient over the free variables."""
    return length(session.here.gradient[session.free])


def stationary(session: Session) -> str | None:
    """Say what kind of stationary point this is, or None where the free slopes are not zero."""
    here = session.here
    if not session.free.any() or slope(session) > FLAT * (1 + abs(here.value)):
        return None
    values = curvatures(session)
    where = "" if session.all_free else " of this slice"
    if values is None:
        return f"All slopes are zero: a stationary point{where}."
    scale = max(float(np.abs(values).max()), 1.0)
    up, down = (values > 1e-9 * scale).sum(), (values < -1e-9 * scale).sum()
    if up and down:
        return f"All slopes are zero, yet f curves up one way and down another: a saddle{where}."
    if up == len(values):
        return f"All slopes are zero and f curves up every way: a minimum{where}."
    if down == len(values):
        return f"All slopes are zero and f curves down every way: a maximum{where}."
    return f"All slopes are zero and f is flat some way: a degenerate stationary point{where}."


def largest_rate(session: Session, at: Iterate | None = None) -> float | None:
    """Return 2/λmax, beyond which gradient descent on the local quadratic diverges; None where there is no such."""
    values = curvatures(session, at)
    if values is None or values[-1] <= 0:
        return None
    return float(2 / values[-1])


def diverged(session: Session, refused: Diverged) -> str:
    """Say that a step was refused, and what to try."""
    what, value = refused.what, refused.value
    if refused.here:
        return f"f is {show(value)} here, so no step leads on. Walk to where f has a value, or go back with u."
    lr = rate_of(session.runner)
    where = "left the numbers a computer can hold" if math.isnan(value) else f"would be {show(value)}"
    # far out, where a run has diverged to, curvature says nothing about a rate to try
    limit = largest_rate(session, line.start(session.here))
    smaller = limit * 0.5 if limit is not None and limit < lr else lr / 10
    return (
        f"Diverged: after the next step {what} {where}, so the iterate stays here. "
        f"Go back with u, then try a smaller learning rate, such as α = {show(smaller, 2)}."
    )


def climbing(session: Session) -> str | None:
    """Warn when f has risen three steps in a row; where each step has its own mini-batch, that says nothing."""
    if session.objective.at(0) is not session.objective:
        return None
    last = [iterate for iterate, _ in zip(session.here.back(), range(4), strict=False)]
    rising = all(new.value > old.value and new.how == "step" for new, old in itertools.pairwise(last))
    if len(last) < 4 or not rising:
        return None
    limit = largest_rate(session)
    lr = rate_of(session.runner)
    why = f" (here it wants α below {show(limit, 3)})" if limit is not None and limit < lr else ""
    return f"f has risen three steps in a row: the learning rate {show(lr)} is too large{why}. Press − to lower it."
