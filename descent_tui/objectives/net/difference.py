"""Differences of activations and losses that lose no digits however small the difference is.

f(z + d) − f(z) by subtraction keeps only the digits that two nearly equal numbers do not share: for d = 10⁻¹⁰ six of
sixteen. Here each difference is written so that d comes out as a factor: by an identity (sinh d / cosh z·cosh(z + d)
for tanh), by a function made for it (log1p, expm1), or as d times a mean of the derivative by Gauss–Legendre
quadrature, whose error is below rounding for the sizes of d it is used for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from descent_tui.objectives.net.activation import Activation
    from descent_tui.objectives.objective import Vector

CLOSE = 1.0
"""Changes of a pre-activation above this are no small differences: the plain subtraction is as good there."""

STEEP = 1e12
"""A sum that rises by more is far from 1: its logarithm is taken as log-sum-exp does, before it leaves all numbers."""


def _identity(z: Vector, d: Vector) -> Vector:
    del z
    return d


def _relu(z: Vector, d: Vector) -> Vector:
    """Return d where both sides are above 0, 0 where both are not, and the part above 0 where a kink lies between."""
    return np.where(z > 0, np.maximum(d, -z), np.maximum(z + d, 0.0))


def _sech(z: Vector) -> Vector:
    """Return 1 / cosh z; 0 where that is too small to say."""
    small = np.exp(-np.abs(z))
    return np.asarray(2 * small / (1 + small * small))


def _tanh(z: Vector, d: Vector) -> Vector:
    """Return sinh d / (cosh z · cosh(z + d))."""
    return _where_close(d, lambda near: np.sinh(near) * _sech(z) * _sech(z + near), lambda: np.tanh(z + d) - np.tanh(z))


def _sigmoid(z: Vector, d: Vector) -> Vector:
    """Return half the difference of tanh at half the arguments."""
    return np.asarray(0.5 * _tanh(0.5 * z, 0.5 * d))


def _softplus(z: Vector, d: Vector) -> Vector:
    """Return log1p(σ(z)·(e^d − 1))."""

    def near(close: Vector) -> Vector:
        return np.asarray(np.log1p(np.expm1(close) * np.exp(-np.logaddexp(0.0, -z))))

    return _where_close(d, near, lambda: np.logaddexp(0.0, z + d) - np.logaddexp(0.0, z))


def _where_close(d: Vector, near: Callable[[Vector], Vector], far: Callable[[], Vector]) -> Vector:
    """Return what holds for small d, and for the others the plain subtraction."""
    if np.abs(d).max(initial=0.0) <= CLOSE:
        return near(d)
    return np.where(np.abs(d) <= CLOSE, near(np.clip(d, -CLOSE, CLOSE)), far())


DIFFERENCES: dict[str, Callable[[Vector, Vector], Vector]] = {
    "identity": _identity,
    "relu": _relu,
    "tanh": _tanh,
    "sigmoid": _sigmoid,
    "softplus": _softplus,
}
"""Name of an activation f → (z, d) ↦ f(z + d) − f(z), where that has a closed form without cancellation."""


def by_quadrature(derivative: Callable[[Vector], Vector], z: Vector, d: Vector) -> Vector:
    """Return f(z + d) − f(z) = d·∫₀¹ f′(z + s·d) ds for a smooth f, by Gauss–Legendre quadrature.

    Three nodes are exact to rounding for |d| ≤ 0.01 and eight for |d| ≤ 1, for derivatives of the size of a Gaussian's.
    """
    largest = float(np.abs(d).max(initial=0.0))
    nodes, weights = np.polynomial.legendre.leggauss(3 if largest <= 0.01 else 8)
    total = np.zeros(np.broadcast_shapes(z.shape, d.shape))
    for node, weight in zip(0.5 * (nodes + 1), 0.5 * weights, strict=True):
        total += weight * derivative(z + node * d)
    return np.asarray(total * d)


def activation_difference(activation: Activation, z: Vector, d: Vector) -> Vector:
    """Return φ(z + d) − φ(z), of the shape of z and d, which is one."""
    if closed := DIFFERENCES.get(activation.name):
        return closed(z, d)

    def slope(at: Vector) -> Vector:
        return activation.slope(at, _value(activation, at) if not activation.keeps_z else at, np.empty_like(at))

    if np.abs(d).max(initial=0.0) <= CLOSE:
        return by_quadrature(slope, z, d)
    near = by_quadrature(slope, z, np.clip(d, -CLOSE, CLOSE))
    return np.where(np.abs(d) <= CLOSE, near, _value(activation, z + d) - _value(activation, z))


def _value(activation: Activation, z: Vector) -> Vector:
    return np.asarray(activation.value(z, np.empty_like(z)))


def kinks_crossed(activation: Activation, z: Vector, d: Vector) -> int:
    """Return in how many entries z and z + d lie on two sides of a kink of the activation."""
    return int(np.count_nonzero((z > 0) != (z + d > 0))) if activation.kink else 0


class Odds(NamedTuple):
    """The probabilities of the classes for each sample, softmax of the scores, [m, classes].

    Attributes:
        p: themselves. log: their logarithms, which go on where they themselves are too small to say.
    """

    p: Vector
    log: Vector

    @classmethod
    def of(cls, z: Vector) -> Odds:
        """Return softmax z, along the last axis."""
        log = z - z.max(axis=-1, keepdims=True)
        log -= np.log(np.exp(log).sum(axis=-1, keepdims=True))
        return cls(np.exp(log), log)

    def rows(self, chosen: slice | npt.NDArray[np.intp]) -> Odds:
        """Return those of some samples."""
        return Odds(self.p[chosen], self.log[chosen])


def cross_entropy_change(odds: Odds, y: npt.NDArray[np.intp], d: Vector) -> Vector:
    """Return how far −log p_y rises when the scores change by d, for each sample, [n].

    That is log Σ_k p_k·e^(d_k − d_y), as log1p(Σ_k p_k·expm1(d_k − d_y)): the class itself drops out of the sum, so
    nothing cancels when it is all but certain. Where the sum is far from 1 there is nothing to save, and it is taken
    with its largest term as a factor.

    Args:
        odds: of the classes before, of n samples.
        y: the class of each sample, [n].
        d: [n, classes].
    """
    e = d - d[np.arange(len(y)), y][:, None]
    with np.errstate(over="ignore"):
        rise = np.einsum("nk,nk->n", odds.p, np.expm1(e))
    near = (rise > -0.5) & (rise < STEEP)
    if near.all():
        return np.asarray(np.log1p(rise))
    out = np.log1p(np.where(near, rise, 0.0))
    terms = odds.log[~near] + e[~near]
    top = terms.max(axis=1)
    out[~near] = top + np.log(np.exp(terms - top[:, None]).sum(axis=1))
    return np.asarray(out)


def one_score_change(odds: Odds, y: npt.NDArray[np.intp], j: int, d: Vector) -> Vector:
    """Return the same where only the score of class j changes, by d, [n]."""
    hit = y == j
    others = np.delete(odds.p, j, axis=1).sum(axis=1)  # 1 − p_j without cancellation
    with np.errstate(over="ignore"):
        rise = np.where(hit, others, odds.p[:, j]) * np.expm1(np.where(hit, -d, d))
    if rise.min(initial=0.0) > -0.5 and rise.max(initial=0.0) < STEEP:
        return np.asarray(np.log1p(rise))
    whole = np.zeros_like(odds.p)
    whole[:, j] = d
    return cross_entropy_change(odds, y, whole)


def log_odds_change(z: Vector, y: Vector, d: Vector) -> Vector:
    """Return how far log(1 + e^z) − y·z rises when z changes by d, for y of 0 to 1; all of one shape."""
    yes = _softplus(-z, -d)  # −log σ(z), where y is 1
    return np.asarray(yes if (y == 1).all() else y * yes + (1 - y) * _softplus(z, d))


def squares_change(r: Vector, d: Vector) -> Vector:
    """Return (r + d)² − r² = d·(2·r + d), of any shape."""
    return np.asarray(d * (2 * r + d))


def decay_change(w: float, h: float, decay: float) -> float:
    """Return how far decay/2·w² rises when w changes by h."""
    return decay * h * (w + 0.5 * h)
