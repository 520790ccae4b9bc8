"""The nudge in numbers: f before, f after, their ratio beside the partial, and whether they agree."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from descent_tui.pictures.colouring import ink_of
from descent_tui.pictures.text import Part, length, panel, spoken, write, write_right
from descent_tui.session.nudge import Nudge, nudge
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Objective
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.session.bill import Bill
    from descent_tui.session.session import Iterate, Session

DIGITS = 12
"""So many digits a number has, so that rounding shows in the last of them."""

ROOMY = 34
"""From this width on, rows begin in the column of the title; below it, digits need the room more."""

_KEPT = {5: (0, 1, 2, 4, 5), 4: (0, 3, 4, 5), 3: (0, 4, 5)}
"""Which rows stay where there is room for so many: always the slope to both sides, for that is what agrees or not."""


@lru_cache(2)  # an iterate may be large
def _nudge(objective: Objective, here: Iterate, i: int, h: float) -> Nudge:
    return nudge(objective, here.x, i, h, float(here.gradient[i]))


def aligned(*values: float) -> list[str]:
    """Return numbers with as many decimals as give the largest 12 digits: below one another, they can be compared."""
    largest = max((abs(v) for v in values if math.isfinite(v)), default=0.0)
    if largest and not 1e-4 <= largest < 1e10:
        texts = [f"{v:.{DIGITS - 1}e}" for v in values]
    else:
        places = DIGITS - 1 - math.floor(math.log10(largest)) if largest else 1
        texts = [f"{v:.{places}f}" for v in values]
    return [text.replace("-", "−") if math.isfinite(v) else show(v) for text, v in zip(texts, values, strict=True)]


def cause(found: Nudge) -> str:
    """Say why slope and partial differ, or that they do not; of a network, how many kinks of its units lie between."""
    if found.kinks:
        return f"{found.kinks} kink{'s' if found.kinks > 1 else ''} crossed"
    if not found.agree:
        return "a kink or jump is near"
    apart = abs(found.slope - found.partial)
    if apart <= 5e-12 * abs(found.partial):
        return "to 12 digits"
    if found.truncation >= found.rounding:
        return f"to {show(apart, 2)}: f bends"
    return f"to {show(apart, 2)}: f is rounded"


def nudging(session: Session, width: int, height: int, look: Look, bill: Bill | None = None) -> Raster:
    """Return the nudge panel of the focused variable; below it, where it is known, what nudging them all would take."""
    colours, objective = look.colours, session.objective
    i = session.view.focus
    h = session.view.nudge or 1e-3
    name = objective.name(i)
    raster = panel(width, height, look, _title(session, width - 4, look))
    x = 2 if width >= ROOMY else 1
    found = _nudge(objective.at(session.here.k), session.here, i, h)  # the partial is that of the step's mini-batch
    before, after = aligned(found.value, found.nudged)
    one, both, partial = aligned(found.change / h, found.slope, found.partial)
    rows: list[tuple[str, str, int]] = [
        ("h    [ ] change it", show(h, 1), colours.key),
        ("f before", before, colours.ink),
        (f"f after {name} + h", after, colours.ink),
        ("change / h", one, colours.ink),
        ("both sides / 2h", both, colours.ink),
        (f"∂f/∂{name}", partial, ink_of(session, i, look)),
    ]
    if height < len(rows) + 2:
        rows = [rows[k] for k in _KEPT.get(height - 2, _KEPT[3])]
    for y, (label, value, ink) in enumerate(rows[: height - 2], start=1):
        left = write_right(raster, width - 1, y, [(value, ink)], look)
        _label(raster, x, y, label, left, look)
    if height > 2:
        mark = ("✓ agree ", colours.good) if found.agree else ("✗ disagree: ", colours.bad)
        parts: list[Part] = [mark, (cause(found), colours.ink)]
        write(raster, x, min(len(rows), height - 2) + 1, parts, look, width - 1 - x)
    if bill is not None and height > len(rows) + 3:
        from descent_tui.session.bill import duration

        many = f"{bill.variables:,} nudges"
        for y, (label, seconds) in enumerate(((many, bill.by_nudges), ("one pass forward and back", bill.gradient))):
            took = f"{'would take ' if y == 0 else ''}{duration(seconds)}"
            left = write_right(raster, width - 1, height - 2 + y, [(took, colours.ink)], look)
            _label(raster, x, height - 2 + y, label, left, look)
    return raster


def _label(raster: Raster, x: int, y: int, label: str, left: int, look: Look) -> None:
    """Write what a number is, up to a blank before the column in which the number begins."""
    room = max(left - 1 - x, 0)
    write(raster, x, y, [(_fitting(label, room, look), look.colours.faint)], look, room)


def _fitting(label: str, room: int, look: Look) -> str:
    """Return a label without its last words where there is no room for them."""
    while len(spoken(label, look)) > room and " " in label:
        label = label.rsplit(" ", 1)[0].rstrip(" /+[")
    return label


def _title(session: Session, width: int, look: Look) -> list[Part]:
    """Return `nudge x by h, y still`."""
    objective, i = session.objective, session.view.focus
    title: list[Part] = [
        ("nudge ", look.colours.title),
        (objective.name(i), ink_of(session, i, look)),
        (" by h", look.colours.faint),
    ]
    still = "" if objective.size == 1 else ", all others still"
    if objective.size == 2:
        still = f", {objective.name(1 - i)} still"
    return [*title, (still, look.colours.faint)] if length(title, look) + len(still) <= width else title
