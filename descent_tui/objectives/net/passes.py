"""Forward and backward through the layers: the loss and all its partials by backpropagation."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from descent_tui.objectives.net.activation import Activation, Array
    from descent_tui.objectives.net.layout import Layout
    from descent_tui.objectives.net.loss import Loss
    from descent_tui.objectives.net.samples import Samples
    from descent_tui.objectives.objective import Vector

KEPT = 3
"""So many numbers of samples a thread keeps workspaces for: all of them, a batch, those held out."""


@dataclass(frozen=True, eq=False, slots=True)
class Forward:
    """What every unit says to every sample at θ. Made by `Passes.forward`; its arrays are its own.

    Attributes:
        theta: [n], in the type the network is computed in.
        inputs: [m, n₀]. targets: see `Samples`.
        z: z[l] = a[l]·W(l+1) + b(l+1), [m, n_(l+1)], for l = 0 … L − 1; z[−1] are the outputs.
        a: a[0] = inputs; a[l] = φ(z[l−1]), [m, n_l], for l = 1 … L − 1. The last layer has no activation.
    """

    theta: Array
    inputs: Array
    targets: Array
    z: tuple[Array, ...]
    a: tuple[Array, ...]


class Workspace:
    """Arrays that passes over m samples write into, over and over.

    Attributes:
        z: pre-activations, [m, n_l] for l = 1 … L; the last becomes ∂ℓ/∂z.
        a: activations of the hidden layers; the same arrays as z where z need not be kept.
        delta: ∂ℓ/∂z of the hidden layers. slope: φ′ there.
    """

    def __init__(self, sizes: tuple[int, ...], m: int, dtype: np.dtype[Any], keeps_z: bool) -> None:
        hidden = sizes[1:-1]
        self.z = [np.empty((m, size), dtype) for size in sizes[1:]]
        self.a = [np.empty((m, size), dtype) for size in hidden] if keeps_z else self.z[:-1]
        self._deltas: list[Array] | None = None
        self._sizes, self._m, self._dtype = hidden, m, dtype

    @property
    def delta(self) -> list[Array]:
        """∂ℓ/∂z of the hidden layers, made when first asked for."""
        if self._deltas is None:
            self._deltas = [np.empty((self._m, size), self._dtype) for size in self._sizes]
        return self._deltas


class Passes:
    """The passes of one network: ℓ(θ) + λ/2·‖W‖², the mean loss and what weight decay adds.

    Decay counts the weights and not the biases. Whatever the type computed in, θ and ∇ℓ are float64 outside. It has no
    visible state: workspaces belong to the thread that uses them.

    Args:
        layout: where in θ the weights lie.
        activation: φ of the hidden units.
        loss: ℓ.
        decay: λ ≥ 0.
        dtype: float64 or float32.
    """

    def __init__(
        self, layout: Layout, activation: Activation, loss: Loss, decay: float = 0.0, dtype: npt.DTypeLike = np.float64
    ) -> None:
        self.layout, self.activation, self.loss, self.decay = layout, activation, loss, decay
        self.dtype: np.dtype[Any] = np.dtype(dtype)
        self._own = threading.local()

    def value(self, theta: Vector, samples: Samples) -> float:
        """Return ℓ at θ, [n]; nan or ±inf where it is beyond the numbers, and no warning."""
        with np.errstate(all="ignore"):
            outputs = self._ahead(self._cast(theta), samples)
            return self.loss.value(outputs, samples.targets) + self._decayed(theta)

    def gradient(self, theta: Vector, samples: Samples) -> tuple[float, Vector]:
        """Return (ℓ, ∇ℓ[n]) at θ: one pass forward, one back."""
        with np.errstate(all="ignore"):
            own = self._cast(theta)
            outputs = self._ahead(own, samples)
            value = self.loss.delta(outputs, samples.targets)
            gradient = np.empty(self.layout.count)
            into = gradient if self.dtype == np.float64 else self._buffer("gradient")
            self._back(own, samples, into)
            if into is not gradient:
                gradient[...] = into
            return value + self._decayed(theta, gradient), gradient

    def outputs(self, theta: Vector, samples: Samples) -> Array:
        """Return what the network says to each sample, [m, n_L]; valid until the thread's next pass."""
        with np.errstate(all="ignore"):
            return self._ahead(self._cast(theta), samples)

    def forward(self, theta: Vector, samples: Samples) -> Forward:
        """Return every pre-activation and activation at θ, to be kept."""
        with np.errstate(all="ignore"):
            own = theta.astype(self.dtype)
            z: list[Array] = []
            a: list[Array] = [samples.inputs]
            for weights, bias in zip(self.layout.weights(own), self.layout.biases(own), strict=True):
                z.append(a[-1] @ weights + bias)
                if len(z) < self.layout.depth:
                    a.append(self.activation.value(z[-1], np.empty_like(z[-1])))
            return Forward(own, samples.inputs, samples.targets, tuple(z), tuple(a))

    def _ahead(self, theta: Array, samples: Samples) -> Array:
        """Write the pre-activations and activations into the workspace and return the outputs there."""
        space = self.workspace(len(samples))
        layer = samples.inputs
        pairs = zip(self.layout.weights(theta), self.layout.biases(theta), strict=True)
        for l, (weights, bias) in enumerate(pairs):
            z = space.z[l]
            np.dot(layer, weights, out=z)
            z += bias
            if l < len(space.a):
                layer = self.activation.value(z, space.a[l])
        return space.z[-1]

    def _back(self, theta: Array, samples: Samples, gradient: Array) -> None:
        """Write the partials of what `_ahead` and the loss left in the workspace."""
        space = self.workspace(len(samples))
        weights, slopes = self.layout.weights(theta), self.layout.weights(gradient)
        biases = self.layout.biases(gradient)
        delta = space.z[-1]
        for l in reversed(range(self.layout.depth)):
            before = space.a[l - 1] if l else samples.inputs
            np.dot(before.T, delta, out=slopes[l])
            delta.sum(axis=0, out=biases[l])
            if l:
                arrived = np.dot(delta, weights[l].T, out=space.delta[l - 1])
                z = space.z[l - 1]
                # where z is not kept, its array holds a, which is not needed again below
                arrived *= self.activation.slope(z, before, z)
                delta = arrived

    def _decayed(self, theta: Vector, gradient: Vector | None = None) -> float:
        """Return λ/2·‖W‖², and add λ·W to the gradient."""
        if not self.decay:
            return 0.0
        weights = self.layout.weights(theta)
        if gradient is not None:
            for slopes, weight in zip(self.layout.weights(gradient), weights, strict=True):
                np.add(slopes, self.decay * weight, out=slopes)
        return self.decay / 2 * sum(float(np.vdot(weight, weight)) for weight in weights)

    def _cast(self, theta: Vector) -> Array:
        if self.dtype == theta.dtype:
            return theta
        own = self._buffer("theta")
        own[...] = theta
        return own

    def _buffer(self, name: str) -> Array:
        """Return this thread's array of that name, [n]."""
        buffer: Array | None = getattr(self._own, name, None)
        if buffer is None:
            buffer = np.empty(self.layout.count, self.dtype)
            setattr(self._own, name, buffer)
        return buffer

    def workspace(self, m: int) -> Workspace:
        """Return this thread's arrays for m samples."""
        kept: OrderedDict[int, Workspace] | None = getattr(self._own, "spaces", None)
        if kept is None:
            kept = self._own.spaces = OrderedDict()
        if m not in kept:
            kept[m] = Workspace(self.layout.sizes, m, self.dtype, self.activation.keeps_z)
            if len(kept) > KEPT:
                kept.popitem(last=False)
        kept.move_to_end(m)
        return kept[m]
