"""∇²ℓ·v without the Hessian, exactly: the R-operator of B. Pearlmutter (Neural Computation 6, 1994)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from descent_tui.objectives.net.activation import Array
    from descent_tui.objectives.net.passes import Passes
    from descent_tui.objectives.net.samples import Samples
    from descent_tui.objectives.objective import Vector


class Product:
    """v ↦ ∇²ℓ(θ)·v at one θ.

    R{·} is the derivative along v: every line of the two passes is differentiated by hand. What does not depend on v is
    computed once, so that a product takes six matrix products a layer, twice what a gradient takes.

    Args:
        passes: of the network. theta: θ, [n]. samples: those ℓ is the mean over.
    """

    def __init__(self, passes: Passes, theta: Vector, samples: Samples) -> None:
        self._passes = passes
        self.theta = theta
        with np.errstate(all="ignore"):
            ahead = self._ahead = passes.forward(theta, samples)
            self._weights = passes.layout.weights(ahead.theta)
            delta = ahead.z[-1].copy()
            passes.loss.delta(delta, ahead.targets)
            self._deltas = [delta]
            self._slopes: list[Array] = []
            self._bends: list[Array] = []  # φ″(z)·∂ℓ/∂a
            for l in reversed(range(1, passes.layout.depth)):
                z, a = ahead.z[l - 1], ahead.a[l]
                arrived = self._deltas[0] @ self._weights[l].T
                slope = passes.activation.slope(z, a, np.empty_like(a))
                self._slopes.insert(0, slope)
                self._bends.insert(0, arrived * passes.activation.curve(z, a))
                self._deltas.insert(0, arrived * slope)

    def __call__(self, v: Vector) -> Vector:
        """Return ∇²ℓ(θ)·v, [n]."""
        with np.errstate(all="ignore"):
            return self._times(v)

    def _times(self, v: Vector) -> Vector:
        layout, ahead = self._passes.layout, self._ahead
        own = v.astype(self._passes.dtype)
        weights, biases = layout.weights(own), layout.biases(own)
        rises: list[Array] = []  # R{z}
        moved: list[Array] = []  # R{a} of the hidden layers
        for l in range(layout.depth):
            rise = ahead.a[l] @ weights[l] + biases[l]
            if l:
                rise += moved[-1] @ self._weights[l]
            rises.append(rise)
            if l < layout.depth - 1:
                moved.append(self._slopes[l] * rise)
        product = np.empty(layout.count, self._passes.dtype)
        slopes, ends = layout.weights(product), layout.biases(product)
        turned = self._passes.loss.curve(ahead.z[-1], ahead.targets, rises[-1])  # R{δ}
        for l in reversed(range(layout.depth)):
            np.dot(ahead.a[l].T, turned, out=slopes[l])
            if l:
                slopes[l] += moved[l - 1].T @ self._deltas[l]
            turned.sum(axis=0, out=ends[l])
            if l:
                arrived = turned @ self._weights[l].T
                arrived += self._deltas[l] @ weights[l].T
                arrived *= self._slopes[l - 1]
                arrived += self._bends[l - 1] * rises[l - 1]
                turned = arrived
        found = product.astype(np.float64, copy=False)
        if self._passes.decay:
            for block, weight in zip(layout.weights(found), layout.weights(v), strict=True):
                np.add(block, self._passes.decay * weight, out=block)
        return found
