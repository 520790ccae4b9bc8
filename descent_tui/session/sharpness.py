"""The curvature in words: α·λmax beside the bound that it must stay below."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import table
from descent_tui.session.actions import ActionError
from descent_tui.session.curvature import FEW, bound, curvature, products
from descent_tui.session.numbers import show
from descent_tui.session.scheduling import rate_of
from descent_tui.session.session import Note

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Objective
    from descent_tui.session.curvature import Curvature
    from descent_tui.session.session import Iterate, Runner, Session


def measured(session: Session) -> Session:
    """Return the session that has measured the curvature and says it; raise `ActionError` where there is none.

    What was measured before is where it begins: near by, some products fewer will do. May raise `Cancelled`.
    """
    if not session.free.any():
        raise ActionError("everything is frozen: nothing can bend")
    found = curvature(session.objective, session.here, session.free, session.view.curvature, products())
    if found is None:
        raise ActionError("the curvature is not defined here")
    said = f"{told(found)} {against(found, session.runner)}"
    return replace(session, view=replace(session.view, curvature=found), note=Note("info", said))


def told(found: Curvature) -> str:
    """Return what was measured, in a sentence."""
    how = f", of {found.samples} samples" if found.samples else ""
    near = f" ± {show(found.residual, 2)}" if found.residual > 1e-3 * abs(found.highest) else ""
    return f"∇²f has eigenvalues from {show(found.lowest)} to λmax {show(found.highest)}{near}{how}."


def against(found: Curvature, runner: Runner) -> str:
    """Return what it says of the learning rate, in a sentence."""
    if found.highest <= 0:
        return "f bends nowhere upwards here, so no rate is too large for it."
    limit, rate = bound(runner), rate_of(runner)
    if limit is None:
        name = table.find(runner.optimizer).title
        return f"Gradient descent would need α < {show(2 / found.highest)}; {name} scales its steps by itself."
    times = rate * found.highest
    if times < limit:
        return f"α·λmax = {show(times)} is below {show(limit)}: along every direction steps come closer to the bottom."
    return (
        f"α·λmax = {show(times)} is not below {show(limit)}: along the most curved direction steps go further out "
        f"(α < {show(limit / found.highest)} would do)."
    )


def brief(found: Curvature, runner: Runner) -> tuple[str, bool]:
    """Return `α·λmax 0.57 < 2` and whether that is so; λmax alone where the optimizer knows no bound."""
    limit = bound(runner)
    if limit is None:
        return f"λmax {show(found.highest, 3)}", True
    times = rate_of(runner) * found.highest
    return f"α·λmax {show(times, 3)} {'<' if times < limit else '≥'} {show(limit, 3)}", times < limit


def now(session: Session) -> Curvature | None:
    """Return the curvature to be shown: that of the iterate where it costs next to nothing, else the last measured."""
    found = session.view.curvature
    if found is None or session.objective.size > FEW:
        return found
    return _here(session.objective, session.here, session.free.tobytes())


@lru_cache(4)
def _here(objective: Objective, here: Iterate, free: bytes) -> Curvature | None:
    return curvature(objective, here, np.frombuffer(free, np.bool_))
