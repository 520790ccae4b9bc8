"""Planes to look at f over: random ones, through the gradient, along the path."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.objectives.directions import (
    across,
    filter_normalised,
    filtered,
    principal,
    random_direction,
    unit,
)
from descent_tui.session import line
from descent_tui.session.actions import ActionError
from descent_tui.session.curvature import PRODUCTS, curvature, lighter, products
from descent_tui.session.opening import window_of
from descent_tui.session.plane import Plane
from descent_tui.session.session import Note
from descent_tui.session.work import tell

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Vector
    from descent_tui.session.plane import Window
    from descent_tui.session.session import Iterate, Session

KINDS = ("random", "filter", "gradient", "principal")
"""The planes there are, in the order in which a key goes through them."""

MOST_POINTS = 256
"""Principal directions are those of so many points of the path at most, evenly spaced."""

MOST_BYTES = 96 << 20
"""Those points take so many bytes at most, as float32 where they are many."""

FEWEST_POINTS = 12

MARGIN = 0.15
"""A path's window is so much wider than the path, on each side."""

NARROW = 0.25
"""The shorter side of a path's window is at least this share of the longer."""


def shown(session: Session, said: str) -> Session:
    """Return the session with its map over another plane; raise `ActionError` where there is none such.

    May raise `Cancelled`: some take products with the Hessian, or the path walked once more.

    Args:
        session: as it is.
        said: a kind and where it is random a seed, "random 7"; with " at 12" as it would have been at step 12; "off"
            for two variables.
    """
    if said == "off":
        view = session.view
        return replace(session, view=replace(view, plane=None, window=window_of(session.scenario, view.axes)))
    kind, seed, k = _read(said)
    if session.objective.size < 2 or np.count_nonzero(session.free) < 2:
        raise ActionError("a plane needs two free variables, and there is only one")
    here = session.here if k is None else line.ancestor(session.runner.furthest, k)
    if kind == "principal":
        plane = _principal(here)
    elif kind == "gradient":
        plane = _gradient(session, here)
    else:
        plane = (_random if kind == "random" else _filter)(session, here, seed)
    view = replace(session.view, plane=plane, window=plane.home)
    return replace(session, view=view, note=Note("info", _told(plane)))


def _told(plane: Plane) -> str:
    """Return what the map shows now, in words."""
    through = f"through the iterate of step {plane.since}"
    match plane.said.split()[0]:
        case "random":
            return f"The map runs along two random directions of length 1, {through}."
        case "filter":
            return f"The map runs along two random directions, each filter as long as its weights are, {through}."
        case "gradient":
            return f"The map runs along the gradient and the direction in which f bends most, {through}."
        case _:
            first, second = (f"{100 * share:.3g} %" for share in plane.shares or (0.0, 0.0))
            return f"The map runs along the two directions in which the path spreads most: {first} and {second} of it."


def _read(said: str) -> tuple[str, int, int | None]:
    """Return kind, seed and step of `random 7 at 12`."""
    words, _, at = said.partition(" at ")
    kind, _, seed = words.partition(" ")
    if kind not in KINDS or not all(text.isascii() and (text.isdigit() or not text) for text in (seed, at)):
        raise ActionError(f"{said[:40]!r} is no plane: say {', '.join(KINDS)} or off, or two variables")
    return kind, int(seed[:9] or 0), int(at[:9]) if at else None


def _named(kind: str, here: Iterate, seed: int | None = None) -> str:
    return f"{kind} at {here.k}" if seed is None else f"{kind} {seed} at {here.k}"


def _random(session: Session, here: Iterate, seed: int) -> Plane:
    u = random_direction(len(here.x), seed, 0, session.free)
    v = across(random_direction(len(here.x), seed, 1, session.free), u)
    names = ("random 1", "random 2")
    return Plane(_named("random", here, seed), here.k, names, here.x, u, v, _square(_reach(session, here)))


def _filter(session: Session, here: Iterate, seed: int) -> Plane:
    groups = session.objective
    if not filtered(groups):
        raise ActionError("this objective has no filters: try plane random")
    u, v = (
        filter_normalised(
            random_direction(len(here.x), seed, which, session.free), here.x * session.free, groups.filters()
        )
        for which in (0, 1)
    )
    if not (u.any() and v.any()):
        raise ActionError(
            "filter-normalised directions are as long as the variables, and these are 0: try plane random"
        )
    return Plane(_named("filter", here, seed), here.k, ("filter 1", "filter 2"), here.x, u, v, _square(1.0))


def _gradient(session: Session, here: Iterate) -> Plane:
    slope = here.gradient * session.free
    u = unit(slope)
    if not u.any():
        raise ActionError("the gradient is 0 here, or not defined: it has no direction")
    asked = products(PRODUCTS + 1)
    bends = curvature(session.objective, here, session.free, cancelled=asked)
    asked()
    v = across(bends.steepest, u) if bends is not None else np.zeros(len(u))
    if not v.any():
        v = across(random_direction(len(u), 0, 0, session.free), u)
    home = _about_bottom(session, here, u, float(np.linalg.norm(slope)), abs(bends.largest) if bends else 0.0)
    return Plane(_named("gradient", here), here.k, ("gradient", "curved"), here.x, u, v, home)


def _about_bottom(session: Session, here: Iterate, u: Vector, slope: float, bend: float) -> Window:
    """Return a window twice as far across as the bottom along the gradient is, as the curvature there has it.

    Up and down it reaches as far as f rises as much by the largest curvature.
    """
    reach = _reach(session, here)
    with np.errstate(all="ignore"):
        along = abs(float(u @ lighter(session.objective).hessian_product(here.x, u)))
    if not (0 < along < math.inf and bend):
        return _square(reach)
    across = min(2 * slope / along, reach)
    up = min(across * math.sqrt(along / max(bend, along)), reach)
    return (-across, across, -up, up)


def _principal(here: Iterate) -> Plane:
    points = _points(here)
    try:
        found = principal(points)
    except ValueError as none:
        raise ActionError(f"{none}: take some steps first") from None
    u, v = found.u, found.v
    spans = [[float(direction @ point) for point in points] for direction in (u, v)]
    if not v.any():
        v = across(random_direction(len(u), 0), u)
    home = _around(*spans)
    names = ("path 1", "path 2")
    return Plane(_named("principal", here), here.k, names, here.x, u, v, home, found.shares)


def _points(here: Iterate) -> list[Vector]:
    """Return xₖ − x of iterates on the way to x, evenly spaced, the start first and 0 last."""
    n = len(here.x)
    kind = np.float32 if n > 100_000 else np.float64
    room = max(FEWEST_POINTS, min(MOST_POINTS, MOST_BYTES // (n * np.dtype(kind).itemsize)))
    first = line.start(here).k
    wanted = set(np.linspace(first, here.k, min(room, here.k - first + 1)).astype(int).tolist())
    points: list[Vector] = []
    for one in line.since(first, here):
        tell("following the path", one.k - first, here.k - first)
        if one.k in wanted:
            points.append((one.x - here.x).astype(kind))
    return points


def _around(across: list[float], up: list[float]) -> Window:
    """Return a window about a path that has these coordinates."""
    spans = [max(part) - min(part) for part in (across, up)]
    longest = max(*spans, 1e-12)
    ends = []
    for part, span in zip((across, up), spans, strict=True):
        middle, half = (max(part) + min(part)) / 2, max(span, NARROW * longest) / 2
        ends += [middle - half * (1 + 2 * MARGIN), middle + half * (1 + 2 * MARGIN)]
    return ends[0], ends[1], ends[2], ends[3]


def _square(reach: float) -> Window:
    return (-reach, reach, -reach, reach)


def _reach(session: Session, here: Iterate) -> float:
    """Return how far a random direction is looked along: half way out of the ranges, as far as they say anything."""
    if filtered(session.objective) and not session.scenario.formula:
        return float(np.linalg.norm(here.x * session.free)) or 1.0
    squares = sum(variable.count * ((variable.high - variable.low) / 2) ** 2 for variable in session.scenario.variables)
    share = np.count_nonzero(session.free) / len(session.free)
    return 0.5 * math.sqrt(squares * share)
