"""The ends of the spectrum of a symmetric operator that is only known by what it does to a vector.

C. Lanczos, Journal of Research of the National Bureau of Standards 45 (1950); residuals as in B. N. Parlett, The
Symmetric Eigenvalue Problem (1980), section 13.2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.objectives.objective import Vector

ASTRAY = 0.05
"""A warm start is this much of a random direction: an eigenvector alone would never see that another overtook it."""

SPENT = 1e-13
"""A new direction this short, against the largest eigenvalue found, is rounding: the space is exhausted."""


class Cancelled(Exception):
    """The computation was told to stop."""


@dataclass(frozen=True, eq=False, slots=True)
class Ritz:
    """An approximate eigenpair.

    Attributes:
        value: θ, a lower bound of the largest eigenvalue, or an upper one of the smallest.
        residual: ‖H·y − θ·y‖ for the unit vector y: some eigenvalue lies within it of θ.
        vector: y, [n]; None where the directions were not kept.
    """

    value: float
    residual: float
    vector: Vector | None


@dataclass(frozen=True, eq=False, slots=True)
class Ends:
    """Both ends of a spectrum, after so many products.

    Attributes:
        highest, lowest: the largest and the smallest eigenvalue.
        products: how many products H·v they cost.
    """

    highest: Ritz
    lowest: Ritz
    products: int

    @property
    def largest(self) -> Ritz:
        """The one that is larger by absolute value."""
        return self.highest if self.highest.value >= -self.lowest.value else self.lowest


def start_from(vector: Vector | None, n: int, seed: int = 0, free: Vector | None = None) -> Vector:
    """Return a unit vector [n] to begin with: random, or `vector` with a little of a random one.

    Where `free`, [n], is 0 the vector is 0 too.
    """
    random: Vector = np.random.default_rng(seed).standard_normal(n)
    if free is not None:
        random *= free
    length = float(np.linalg.norm(random))
    if length == 0.0:
        return random
    if vector is None:
        return random / length
    warm = vector if free is None else vector * free
    warmth = float(np.linalg.norm(warm))
    if not math.isfinite(warmth) or warmth == 0.0:
        return random / length
    mixed = warm / warmth + (ASTRAY / length) * random
    return np.asarray(mixed / np.linalg.norm(mixed))


def lanczos(
    product: Callable[[Vector], Vector],
    start: Vector,
    k: int,
    *,
    reorthogonalise: bool = True,
    tolerance: float = 0.0,
    cancelled: Callable[[], bool] = lambda: False,
) -> Ends:
    """Return both ends of the spectrum of a symmetric operator, of the part of the space that `start` reaches.

    Args:
        product: v [n] ↦ H·v [n].
        start: [n], of any length but 0; random, or the eigenvector of an operator nearby.
        k: at most so many products.
        reorthogonalise: keep all k directions and make each new one orthogonal to them twice, against rounding. That
            gives the eigenvectors too, for k·n numbers of memory. Without it three vectors are kept: the values are
            as good, but rounding makes copies of them.
        tolerance: stop as soon as the residual of the larger end is below this share of its value.
        cancelled: asked before each product.

    Raises:
        Cancelled: `cancelled` said so.
        ValueError: `start` is 0 or not finite, or k is below 1.
    """
    length = float(np.linalg.norm(start))
    if not (math.isfinite(length) and length > 0 and k >= 1):
        raise ValueError("Lanczos begins with a direction that is not zero, and takes one product or more")
    k = min(k, len(start))
    kept = np.empty((k if reorthogonalise else 1, len(start)))
    alphas: list[float] = []
    betas: list[float] = []
    before: Vector | None = None
    q = start / length
    while True:
        if cancelled():
            raise Cancelled
        if reorthogonalise:
            kept[len(alphas)] = q
        w = np.array(product(q), np.float64)
        alphas.append(float(q @ w))
        _continue(w, q, before, alphas[-1], betas[-1] if betas else 0.0)
        if reorthogonalise:
            basis = kept[: len(alphas)]
            w -= (basis @ w) @ basis
            w -= (basis @ w) @ basis
        betas.append(float(np.linalg.norm(w)))
        values, vectors = _projected(alphas, betas)
        scale = float(max(abs(values[0]), abs(values[-1])))
        end = 0 if -values[0] > values[-1] else -1
        close = betas[-1] * abs(float(vectors[-1, end])) <= tolerance * scale
        if len(alphas) == k or betas[-1] <= SPENT * scale or close or not math.isfinite(betas[-1]):
            break
        w /= betas[-1]
        before, q = q, w
    directions = kept[: len(alphas)] if reorthogonalise else None
    lowest, highest = (_ritz(values, vectors, betas[-1], which, directions) for which in (0, -1))
    return Ends(highest, lowest, len(alphas))


def _continue(w: Vector, q: Vector, before: Vector | None, alpha: float, beta: float) -> None:
    """Take from w what lies along the last two directions: w ← w − α·q − β·q₋₁."""
    w -= alpha * q
    if before is not None:
        w -= beta * before


def _projected(alphas: list[float], betas: list[float]) -> tuple[Vector, Vector]:
    """Return the eigenvalues, ascending, and eigenvectors of H seen in the space so far, a tridiagonal matrix."""
    inner = np.diag(alphas) + np.diag(betas[:-1], 1) + np.diag(betas[:-1], -1)
    if not np.isfinite(inner).all():
        unknown = np.full(len(alphas), math.nan)
        return unknown, np.full((len(alphas), len(alphas)), math.nan)
    values, vectors = np.linalg.eigh(inner)
    return values, vectors


def _ritz(values: Vector, vectors: Vector, beta: float, which: int, basis: Vector | None) -> Ritz:
    vector = None if basis is None else np.asarray(vectors[:, which] @ basis)
    return Ritz(float(values[which]), abs(beta * float(vectors[-1, which])), vector)
