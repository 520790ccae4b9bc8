"""The line below a map that runs along directions: what the plane tells of the path, and what it does not."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.text import Part, length, spoken
from descent_tui.session.curvature import lighter
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.objectives.field import Field
    from descent_tui.objectives.objective import Objective
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.path import Path
    from descent_tui.session.plane import Plane
    from descent_tui.session.session import Iterate, Session

APART = 0.05
"""Where f on the plane and at the iterate differ by more than this share of what f fell or rose on the way, the map is
not the ground that was walked on, and says so."""

NEAR = 1e-9
"""A path no farther off than this share of its length runs in the plane."""


def plane_line(session: Session, path: Path, field: Field | None, width: int, look: Look) -> list[Part]:
    """Return as much of the line as there is room for, the most telling first.

    The three numbers of how far off the plane the path runs are shares of its own length: those of the point farthest
    off, of the last one, and the root of the mean of their squares.
    """
    plane, colours = session.view.plane, look.colours
    if plane is None:
        return []
    faint, ink = colours.faint, colours.ink
    if plane.shares is not None:
        pieces: list[list[Part]] = [[("share of the path ", faint), (f"{100 * sum(plane.shares):.3g} %", ink)]]
    else:
        pieces = [[("through step ", faint), (f"{plane.since}", ink)]]
    apart = path.apart
    if apart.most > NEAR:
        on, here = _values(session.objective, plane, session.here)
        far = differ(on, here, path)
        there, ours = (show(value, 4) for value in (on, here))
        value: list[Part] = [("f ", faint), (there, ink), (" on it, ", faint)]
        value += [(f"{'but ' if far else ''}{ours} here", colours.key if far else ink)]
        numbers = ", ".join(_percent(share) for share in (apart.most, apart.last, apart.rms))
        off: list[Part] = [("off it ", faint), (f"{numbers} %", ink)]
        pieces += [value, off]
    if path.exact < len(path.values):
        pieces.append([("path through ", faint), (f"{path.exact:,} of {len(path.values):,} iterates", ink)])
    said = joined([*pieces, *known(field, look)], width, look)
    if field is not None and field.all_samples and not any(" samples" in text for text, _ in said):
        return joined([*pieces, [(f"{field.samples:,} samples", faint)]], width, look)
    return said


def known(field: Field | None, look: Look) -> list[list[Part]]:
    """Return what the map is made of: how many samples, how they were used, and of how many points if not of all."""
    if field is None or not field.all_samples:
        return []
    colours = look.colours
    of = (
        f"all {field.samples:,}"
        if field.samples == field.all_samples
        else f"{field.samples:,} of {field.all_samples:,}"
    )
    how = {"exact": "exact", "cached": "by cached passes", "direct": ""}[field.how]
    pieces: list[list[Part]] = [[(f"{of} samples", colours.faint), (f", {how}" if how else "", colours.faint)]]
    if field.points < field.of:
        pieces.append([(f"drawn from {field.points:,} points", colours.faint)])
    return pieces


def joined(pieces: list[list[Part]], width: int, look: Look) -> list[Part]:
    """Return pieces side by side, those left out that there is no room for."""
    parts: list[Part] = []
    for piece in pieces:
        longer = [*parts, *([("   ", look.colours.faint)] if parts else []), *piece]
        if length(longer, look) <= width:
            parts = longer
    return [(spoken(text, look), ink) for text, ink in parts]


def differ(on: float, here: float, path: Path) -> bool:
    """Return whether f on the plane is another than at the iterate, by what f has changed along the path."""
    values = path.values[np.isfinite(path.values)]
    span = float(np.ptp(values)) if len(values) else 0.0
    apart = abs(on - here)
    return not math.isfinite(apart) or apart > APART * max(span, 1e-12 * abs(here))


@lru_cache(1)  # directions and iterates may be large
def _values(objective: Objective, plane: Plane, here: Iterate) -> tuple[float, float]:
    """Return f at the point of the plane nearest to an iterate, and at the iterate; both of few samples of many."""
    few = lighter(objective)
    with np.errstate(all="ignore"):
        on = float(few.value(plane.point(*plane.at(here.x))))
        return on, here.value if few is objective else float(few.value(here.x))


def _percent(share: float) -> str:
    """Return a share in percent, without the sign."""
    return show(100 * share, 2)
