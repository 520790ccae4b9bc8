"""Losses ℓ: from the outputs z of a network and the targets to one number, the mean over the samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.objectives.net.activation import Array


@dataclass(frozen=True, eq=False, slots=True)
class Loss:
    """ℓ(z, targets) for outputs z, [m, n_L].

    Attributes:
        name: by which a scenario calls it.
        value: (z, targets) → ℓ; z may be overwritten.
        delta: (z, targets) → ℓ, and writes ∂ℓ/∂z, [m, n_L], over z.
        curve: (z, targets, r) → (∂²ℓ/∂z²)·r, [m, n_L].
        hits: (z, targets) → how many of m samples are told right, None where there is no right.
    """

    name: str
    value: Callable[[Array, Array], float]
    delta: Callable[[Array, Array], float]
    curve: Callable[[Array, Array, Array], Array]
    hits: Callable[[Array, Array], int]


def _exponentials(z: Array, labels: Array) -> tuple[float, Array]:
    """Write e^(z − max z) over z; return Σ over samples of −log softmax(z)[label], and the sum of each row, [m, 1].

    Taking the largest output away first, nothing overflows: log Σ e^z = max z + log Σ e^(z − max z).
    """
    z -= z.max(axis=1, keepdims=True)
    told = z[np.arange(len(z)), labels]
    np.exp(z, out=z)
    sums = z.sum(axis=1, keepdims=True)
    return float((np.log(sums[:, 0]) - told).sum(dtype=np.float64)), sums


def _entropy(z: Array, labels: Array) -> float:
    total, _ = _exponentials(z, labels)
    return total / len(z)


def _entropy_delta(z: Array, labels: Array) -> float:
    total, sums = _exponentials(z, labels)
    z /= sums
    z[np.arange(len(z)), labels] -= 1
    z /= len(z)
    return total / len(z)


def _entropy_curve(z: Array, labels: Array, r: Array) -> Array:
    """Return (diag p − p·pᵀ)·r/m with p = softmax z."""
    del labels
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    curved = p * r
    curved -= p * curved.sum(axis=1, keepdims=True)
    curved /= len(z)
    return np.asarray(curved)


def _entropy_hits(z: Array, labels: Array) -> int:
    return int((z.argmax(axis=1) == labels).sum())


def _logistic(z: Array, y: Array) -> float:
    """Return the mean of log(1 + e^z) − y·z, the cross-entropy of one output that says "yes" with σ(z)."""
    return float((np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))).sum(dtype=np.float64)) / len(z)


def _logistic_delta(z: Array, y: Array) -> float:
    value = _logistic(z, y)
    z[...] = (_sigma(z) - y) / len(z)
    return value


def _logistic_curve(z: Array, y: Array, r: Array) -> Array:
    del y
    p = _sigma(z)
    curved: Array = p * (1 - p) * r / len(z)
    return curved


def _logistic_hits(z: Array, y: Array) -> int:
    return int(((z > 0) == (y > 0.5)).sum())


def _sigma(z: Array) -> Array:
    small = np.exp(-np.abs(z))
    share: Array = np.where(z >= 0, 1, small) / (1 + small)
    return share


def _squares(z: Array, y: Array) -> float:
    z -= y
    return float(np.vdot(z, z)) / z.size


def _squares_delta(z: Array, y: Array) -> float:
    value = _squares(z, y)
    z *= 2 / z.size
    return value


def _squares_curve(z: Array, y: Array, r: Array) -> Array:
    del y
    curved: Array = r * (2 / z.size)
    return curved


def _squares_hits(z: Array, y: Array) -> int:
    """Count by the nearest target: the largest output where there are several, the side of ½ where there is one."""
    if z.shape[1] == 1:
        return int(((z > 0.5) == (y > 0.5)).sum())
    return int((z.argmax(axis=1) == y.argmax(axis=1)).sum())


ENTROPY = Loss("cross-entropy", _entropy, _entropy_delta, _entropy_curve, _entropy_hits)
"""−log softmax(z)[label], the mean over samples; targets are labels 0 … n_L − 1, [m]. As torch's cross_entropy."""

LOGISTIC = Loss("cross-entropy", _logistic, _logistic_delta, _logistic_curve, _logistic_hits)
"""The cross-entropy where there is one output z, the log-odds of "yes"; targets are 0 or 1, [m, 1]. As torch's
binary_cross_entropy_with_logits."""

SQUARES = Loss("mean squared error", _squares, _squares_delta, _squares_curve, _squares_hits)
"""(z − y)², the mean over samples and outputs, as torch's mse_loss; targets y, [m, n_L]."""

LOSSES = {one.name: one for one in (ENTROPY, SQUARES)}


def loss_of(name: str, outputs: int) -> Loss:
    """Return the loss of that name for so many outputs; raise KeyError."""
    return LOGISTIC if outputs == 1 and name == ENTROPY.name else LOSSES[name]
