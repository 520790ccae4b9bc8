"""The plane that a map shows where it does not run along two variables: x = origin + a·u + b·v."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Vector
    from descent_tui.session.session import Iterate, Session
    from descent_tui.session.view import View

Window = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False, slots=True)
class Plane:
    """Two directions through a point of ℝⁿ, which stay where they are while the iterate moves on.

    Attributes:
        said: the words that made it, such as "random 7".
        since: the step of the iterate that it was made at.
        names: what its two directions are called.
        origin: the point that it runs through, [n].
        u, v: its directions, [n]; v may be 0 where there is only one.
        home: the window it is looked at through at first, in units of a and b.
        shares: how much of the path up to then lies along each, for principal directions; None for others.
    """

    said: str
    since: int
    names: tuple[str, str]
    origin: Vector
    u: Vector
    v: Vector
    home: Window
    shares: tuple[float, float] | None = None

    def at(self, x: Vector) -> tuple[float, float]:
        """Return (a, b) of the point of the plane that is nearest to x."""
        return self.along(x - self.origin)

    def along(self, move: Vector) -> tuple[float, float]:
        """Return how far a move goes along u and along v, by least squares: they need not be orthogonal."""
        p, q = float(self.u @ move), float(self.v @ move)
        uu, uv, vv = float(self.u @ self.u), float(self.u @ self.v), float(self.v @ self.v)
        area = uu * vv - uv * uv
        if area <= 1e-24 * uu * vv or area == 0.0:
            return (p / uu if uu else 0.0), 0.0
        return (p * vv - q * uv) / area, (q * uu - p * uv) / area

    def point(self, a: float, b: float) -> Vector:
        """Return the point origin + a·u + b·v, [n]."""
        return np.asarray(self.origin + a * self.u + b * self.v)

    def slopes(self, gradient: Vector) -> tuple[float, float]:
        """Return ∂f/∂a and ∂f/∂b."""
        return float(gradient @ self.u), float(gradient @ self.v)

    def off(self, x: Vector, at: tuple[float, float]) -> float:
        """Return the distance of x from the point (a, b) of the plane."""
        rest = x - self.origin
        rest -= at[0] * self.u
        rest -= at[1] * self.v
        return float(np.linalg.norm(rest))


def names(session: Session) -> tuple[str, str]:
    """Return what the map's two axes are called."""
    view, objective = session.view, session.objective
    if view.plane is not None:
        return view.plane.names
    return objective.name(view.axes[0]), objective.name(view.axes[1])


def place(view: View, iterate: Iterate) -> tuple[float, float]:
    """Return where an iterate is on the map, in the map's own units."""
    if view.plane is not None:
        return view.plane.at(iterate.x)
    return float(iterate.x[view.axes[0]]), float(iterate.x[view.axes[1]])


def slopes(view: View, gradient: Vector) -> tuple[float, float]:
    """Return the slope of f along the map's two axes."""
    if view.plane is not None:
        return view.plane.slopes(gradient)
    return float(gradient[view.axes[0]]), float(gradient[view.axes[1]])


def moves(view: View, move: Vector) -> tuple[float, float]:
    """Return how far a move in ℝⁿ goes along the map's two axes."""
    if view.plane is not None:
        return view.plane.along(move)
    return float(move[view.axes[0]]), float(move[view.axes[1]])


def free(session: Session) -> tuple[bool, bool]:
    """Return whether a step moves along the map's two axes: along directions, wherever anything is free."""
    if session.view.plane is not None:
        some = bool(session.free.any())
        return some, some
    first, second = session.view.axes
    return bool(session.free[first]), bool(session.free[second])


@dataclass(frozen=True, slots=True)
class Apart:
    """How far off a plane a path runs: three distances as shares of the path's own length.

    Attributes:
        most: that of the point farthest off.
        last: that of its last point.
        rms: the root of the mean of the squares.
    """

    most: float
    last: float
    rms: float

    @classmethod
    def of(cls, off: Vector, length: float) -> Apart:
        """Return it for the distances of all points, [k], and the length of the path between them."""
        if not (len(off) and 0 < length < math.inf):
            return cls(0.0, 0.0, 0.0)
        return cls(float(off.max()) / length, float(off[-1]) / length, math.sqrt(float(np.mean(off * off))) / length)
