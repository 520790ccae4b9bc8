"""The nudge in numbers: f before, f after, their ratio beside the partial, and whether they agree."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from descent_tui.pictures.colouring import ink_of
from descent_tui.pictures.text import Part, panel, write, write_right
from descent_tui.session.nudge import Nudge, nudge
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Objective
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.session.session import Iterate, Session


@lru_cache(32)
def _nudge(objective: Objective, here: Iterate, i: int, h: float) -> Nudge:
    return nudge(objective, here.x, i, h, float(here.gradient[i]))


def long(value: float) -> str:
    """Return a number with enough digits that rounding shows in its last ones."""
    return f"{value:.12g}".replace("-", "−")


def cause(found: Nudge) -> str:
    """Say why slope and partial differ, or that they do not."""
    if not found.agree:
        return "they disagree: a kink or a jump is near"
    apart = abs(found.slope - found.partial)
    if apart <= 1e-12 * max(1.0, abs(found.partial)):
        return "they agree to 12 digits"
    if found.truncation >= found.rounding:
        return f"apart by {show(apart, 2)}: h is large, f bends"
    return f"apart by {show(apart, 2)}: h is small, f is rounded"


def nudging(session: Session, width: int, height: int, look: Look) -> Raster:
    """Return the nudge panel of the focused variable."""
    colours, objective = look.colours, session.objective
    i = session.view.focus
    h = session.view.nudge or 1e-3
    name = objective.name(i)
    still = (
        "all others still" if objective.size > 2 else f"{objective.name(1 - i)} still" if objective.size == 2 else ""
    )
    title: list[Part] = [
        ("nudge ", colours.title),
        (name, ink_of(session, i, look)),
        (f" by h, {still}", colours.faint),
    ]
    raster = panel(width, height, look, title)
    found = _nudge(objective, session.here, i, h)
    mark = ("✓ agree", colours.good) if found.agree else ("✗ disagree", colours.bad)
    rows: list[tuple[str, str, int]] = [
        ("h           [ ] change it", f"{h:.0e}", colours.key),
        ("f before", long(found.value), colours.ink),
        (f"f after {name} + h", long(found.nudged), colours.ink),
        ("change / h", long(found.change / h), colours.ink),
        ("change / 2h, both sides", long(found.slope), colours.ink),
        (f"∂f/∂{name}", long(found.partial), ink_of(session, i, look)),
    ]
    if height < len(rows) + 2:
        del rows[4]
    for y, (label, value, ink) in enumerate(rows[: height - 2], start=1):
        write(raster, 1, y, [(label, colours.faint)], look, width - len(value) - 3)
        write_right(raster, width - 1, y, [(value, ink)], look)
    if height > 2:
        parts: list[Part] = [mark, (f"  {cause(found)}", colours.faint)]
        write(raster, 1, min(len(rows), height - 2) + 1, parts, look, width - 2)
    return raster
