"""The loss of a network over a plane θ + a·u + b·v in any two directions.

The first layer is linear in its weights: its pre-activations over the whole plane are Z + a·Z_u + b·Z_v, three matrix
products for all points together. The other layers take one product a point: those of a small network for a block of
points at once, which are as many matrices in one call; those of a large one point by point, into the same arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.objectives.lanczos import Cancelled
from descent_tui.objectives.net.loss import ENTROPY, LOGISTIC

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.objectives.net.activation import Array
    from descent_tui.objectives.net.loss import Loss
    from descent_tui.objectives.net.passes import Passes
    from descent_tui.objectives.net.samples import Samples
    from descent_tui.objectives.objective import Vector

BLOCK = 200_000
"""So many numbers of the widest layer, and of the weights, are made at a time: they stay near the processor."""


def over_plane(
    passes: Passes,
    samples: Samples,
    theta: Vector,
    u: Vector,
    v: Vector,
    a: Vector,
    b: Vector,
    cancelled: Callable[[], bool] = lambda: False,
) -> Vector:
    """Return the loss at θ + aᵢ·u + bⱼ·v, [len b, len a], computed in the type of the passes.

    Args:
        passes: of the network.
        samples: those the loss is the mean over.
        theta: θ, [n].
        u: a direction, [n].
        v: another, [n].
        a: how far along the first.
        b: how far along the second.
        cancelled: asked before each block of points.

    Raises:
        Cancelled: `cancelled` said so.
    """
    own = [part.astype(passes.dtype) for part in (theta, u, v)]
    wide = max(passes.layout.count, len(samples) * max(passes.layout.sizes[1:]))
    block = min(len(a), max(1, BLOCK // wide))
    plane = _Plane(passes, samples, own, block)
    out = np.empty((len(b), len(a)))
    with np.errstate(all="ignore"):
        for row, at in enumerate(b.tolist()):
            for first in range(0, len(a), block):
                if cancelled():
                    raise Cancelled
                here = slice(first, first + block)
                out[row, here] = plane.losses(a[here].astype(passes.dtype), at)
    return out + _decay(passes, theta, u, v, a, b)


class _Plane:
    """The points of a plane, row by row; what the first layer says is known for all of them.

    Args:
        passes: of the network.
        samples: those the loss is the mean over.
        parts: θ, u and v in the type of the passes, [n].
        block: so many points are asked for at most at a time; for so many there are arrays, used over and over.
    """

    def __init__(self, passes: Passes, samples: Samples, parts: list[Array], block: int) -> None:
        self.passes, self.samples, self.parts = passes, samples, parts
        layout = passes.layout
        self.first = [samples.inputs @ layout.weights(part)[0] + layout.biases(part)[0] for part in parts]
        self.rest = layout.first[1] if layout.depth > 1 else layout.count  # the first layer's weights lie before
        self._row: tuple[float, Array, Array] | None = None
        self._weights = np.empty((block, layout.count - self.rest), passes.dtype)
        self._layers = [np.empty((block, len(samples), size), passes.dtype) for size in layout.sizes[1:]]

    def losses(self, a: Array, b: float) -> Vector:
        """Return the loss at a block of points of one row, [len a]."""
        layout, activation = self.passes.layout, self.passes.activation
        z0, weights0 = self._at(b)
        many = len(a)
        z = np.multiply(a[:, None, None], self.first[1], out=self._layers[0][:many])
        z += z0
        weights = np.multiply(a[:, None], self.parts[1][self.rest :], out=self._weights[:many])
        weights += weights0
        for k in range(1, layout.depth):
            rows, columns = layout.shapes[k]
            start = layout.first[k] - self.rest
            end = start + rows * columns
            layer = activation.value(z, z if not activation.keeps_z else np.empty_like(z))
            matrices = weights[:, start:end].reshape(many, rows, columns)
            z = np.matmul(layer, matrices, out=self._layers[k][:many])
            z += weights[:, None, end : end + columns]
        return losses(self.passes.loss, z, self.samples.targets)

    def _at(self, b: float) -> tuple[Array, Array]:
        """Return what a row has in common: the first layer's pre-activations and the other weights, where a is 0."""
        if self._row is None or self._row[0] != b:
            far = self.passes.dtype.type(b)
            z = self.first[0] + far * self.first[2]
            self._row = b, z, self.parts[0][self.rest :] + far * self.parts[2][self.rest :]
        return self._row[1], self._row[2]


def losses(loss: Loss, z: Array, targets: Array) -> Vector:
    """Return the mean loss for outputs [points, m, n_L], [points]."""
    if loss is ENTROPY:
        top = z.max(axis=2)
        told = z[:, np.arange(z.shape[1]), targets]
        each = np.log(np.exp(z - top[:, :, None]).sum(axis=2)) + top - told
    elif loss is LOGISTIC:
        each = (np.logaddexp(0.0, z) - targets * z)[:, :, 0]
    else:
        each = np.square(z - targets).mean(axis=2)
    return np.asarray(each.mean(axis=1, dtype=np.float64))


def _decay(passes: Passes, theta: Vector, u: Vector, v: Vector, a: Vector, b: Vector) -> Vector | float:
    """Return λ/2·‖W‖² over the plane, a quadratic in a and b, [len b, len a]."""
    if not passes.decay:
        return 0.0

    def product(one: Vector, other: Vector) -> float:
        pairs = zip(passes.layout.weights(one), passes.layout.weights(other), strict=True)
        return sum(float(np.vdot(x, y)) for x, y in pairs)

    along = product(theta, theta) + a * (2 * product(theta, u) + a * product(u, u))
    up = b * (2 * product(theta, v) + b * product(v, v))
    return np.asarray(passes.decay / 2 * (along + up[:, None] + 2 * product(u, v) * np.multiply.outer(b, a)))
