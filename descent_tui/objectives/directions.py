"""Directions in ℝⁿ that are worth looking along.

Random ones, as they are or filter-normalised (H. Li et al., Visualizing the Loss Landscape of Neural Nets, NeurIPS
2018), and the principal ones of a trajectory (E. Lorch, Visualizing Deep Network Training Trajectories with PCA, 2016).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeGuard

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from descent_tui.objectives.objective import Vector

FLAT = 1e-12
"""A second direction with less than this share of its length across the first one has no direction of its own."""


Group: TypeAlias = "npt.NDArray[np.intp] | slice"
"""Some coordinates, by index or as a slice of all."""


class Filtered(Protocol):
    """What an objective has whose variables fall into groups that are scaled together, as the weights into one unit."""

    def filters(self) -> Iterable[Group]:
        """Yield the coordinates of each group; those in none are left out of filter-normalised directions."""


def filtered(objective: object) -> TypeGuard[Filtered]:
    """Whether an objective's variables fall into groups that are scaled together."""
    return hasattr(objective, "filters")


@dataclass(frozen=True, eq=False, slots=True)
class Principal:
    """The two directions along which a path spreads most.

    Attributes:
        u, v: [n], unit and orthogonal; v is 0 where the path is straight.
        shares: how much of Σ‖xₖ − x_last‖² lies along u, and how much along v; each in [0, 1].
        points: how many points were taken.
    """

    u: Vector
    v: Vector
    shares: tuple[float, float]
    points: int


def random_direction(n: int, seed: int, which: int = 0, free: npt.NDArray[np.bool_] | None = None) -> Vector:
    """Return direction number `which` of a seed, [n]: independent normal entries, scaled to length 1.

    It is 0 outside of `free`; where everything is, it is 0.
    """
    direction: Vector = np.random.default_rng([seed, which]).standard_normal(n)
    if free is not None:
        direction *= free
    return unit(direction)


def filter_normalised(direction: Vector, theta: Vector, filters: Iterable[Group]) -> Vector:
    """Return a direction, [n], each filter of which is as long as the same filter of θ; 0 where none is.

    A step of 1 along it changes every filter by its own length: networks of different scale can be compared so.
    """
    out = np.zeros(len(direction))
    for group in filters:
        part = direction[group]
        length = float(np.linalg.norm(part))
        if length > 0:
            out[group] = part * (float(np.linalg.norm(theta[group])) / length)
    return out


def unit(direction: Vector) -> Vector:
    """Return a direction scaled to length 1; one that has none, or no finite one, as 0."""
    length = float(np.linalg.norm(direction))
    return direction / length if 0 < length < np.inf else np.zeros(len(direction))


def across(direction: Vector, u: Vector) -> Vector:
    """Return the unit part of a direction that is orthogonal to the unit vector u; 0 where there is none."""
    length = float(np.linalg.norm(direction))
    rest = direction - (direction @ u) * u
    rest -= (rest @ u) * u
    return unit(rest) if float(np.linalg.norm(rest)) > FLAT * length else np.zeros(len(u))


def principal(points: Sequence[npt.NDArray[np.floating]]) -> Principal:
    """Return the two principal directions of differences xₖ − x_last, [m][n].

    By the m×m matrix of their products and not the n×n one of their covariances: m is small, n may be a million. Each
    direction points away from where the path came from, so that the path begins on the left, below.

    Raises:
        ValueError: all differences are 0, or one is not finite.
    """
    m = len(points)
    gram = np.array([[float(np.dot(points[i], points[j])) for j in range(m)] for i in range(m)])
    total = float(np.trace(gram)) if m else 0.0
    if not np.isfinite(gram).all():
        raise ValueError("the path leaves all numbers")
    if total <= 0:
        raise ValueError("the path has not left its start")
    values, vectors = np.linalg.eigh(gram)
    first = _towards(points, vectors[:, -1])
    second = _towards(points, vectors[:, -2]) if m > 1 and values[-2] > FLAT * total else np.zeros(len(first))
    second = across(second, first) if second.any() else second
    shares = [float(max(value, 0.0) / total) for value in (values[-1], values[-2] if m > 1 else 0.0)]
    return Principal(first, second, (shares[0], shares[1]), m)


def _towards(points: Sequence[npt.NDArray[np.floating]], weights: Vector) -> Vector:
    """Return the unit combination of points with these weights, turned so that the first point lies before it."""
    direction = np.zeros(len(points[0]))
    for weight, point in zip(weights, points, strict=True):
        direction += weight * point
    direction = unit(direction)
    return -direction if float(np.dot(direction, points[0])) > 0 else direction
