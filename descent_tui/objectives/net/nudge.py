"""One weight nudged, all others held still: how far the loss of a network rises, to all digits and at once.

A nudge of W_l[i,j] or b_l[j] changes the pre-activation of one unit, by h times what comes in there. Only that unit and
what follows is worked out again, and it is differences that are handed on from layer to layer, never the difference of
two losses: that of a nudge of 10⁻¹⁰ would be rounding and nothing else.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.objectives.net.activation import RELU
from descent_tui.objectives.net.difference import (
    Odds,
    activation_difference,
    cross_entropy_change,
    decay_change,
    kinks_crossed,
    log_odds_change,
    one_score_change,
    squares_change,
)
from descent_tui.objectives.net.loss import ENTROPY, LOGISTIC
from descent_tui.objectives.net.passes import Forward, Passes

if TYPE_CHECKING:
    import numpy.typing as npt

    from descent_tui.objectives.net.activation import Array
    from descent_tui.objectives.net.samples import Samples
    from descent_tui.objectives.objective import Vector

BLOCK = 32_768
"""So many differences of one layer are worked out at a time: they stay in the cache, and no large array is made."""

MANY = 0.005
"""Where more units than this share cross their kinks, all are worked out again instead of those alone."""

HINGES = 4
"""For so many units it is kept how the outputs depend on them."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a nudge does.

    Attributes:
        rise: ℓ(θ + h·e) − ℓ(θ).
        kinks: how many units of how many samples it takes over a kink of their activation.
    """

    rise: float
    kinks: int


@dataclass(frozen=True, eq=False, slots=True)
class _Hinge:
    """What one unit says to the outputs by way of the last hidden layer.

    Attributes:
        slopes: ∂z_L/∂a of the unit, [m, n_L].
        steepest: its largest weight, by absolute value.
    """

    slopes: Array
    steepest: float


class Nudging:
    """The loss of a network around one θ, ready for nudges of any weight. Float64 throughout; threads may share it.

    Args:
        passes: of the network, whatever type it is computed in.
        theta: θ, [n].
        samples: those the loss is the mean over.

    Attributes:
        forward: what every unit says to every sample, in float64.
        value: the loss at θ.
    """

    def __init__(self, passes: Passes, theta: Vector, samples: Samples) -> None:
        self.layout, self.activation, self.loss, self.decay = (
            passes.layout, passes.activation, passes.loss, passes.decay
        )  # fmt: skip
        exact = Passes(self.layout, self.activation, self.loss, self.decay, np.float64)
        self._stand_on(exact.forward(theta, samples.typed(np.float64)))

    def _stand_on(self, forward: Forward) -> None:
        self.forward = forward
        self.z, self.a, self.targets = forward.z, forward.a, forward.targets
        self.weights = self.layout.weights(forward.theta)
        self._deltas: dict[int, Array] = {}
        self._hinges: dict[int, _Hinge] = {}
        self._odds = Odds.of(self.z[-1]) if self.loss is ENTROPY else None
        self.value = self.loss.value(self.z[-1].copy(), self.targets)
        if self.decay:
            self.value += self.decay / 2 * sum(float(np.vdot(weights, weights)) for weights in self.weights)

    def moved(self, i: int, h: float) -> Nudging:
        """Return the same around θ + h·e: what comes before the weight is shared, what follows is done again."""
        layer, row, unit = self.layout.place(i)
        theta = self.forward.theta.copy()
        theta[i] += h
        weights, biases = self.layout.weights(theta), self.layout.biases(theta)
        z, a = list(self.z), list(self.a)
        into = np.full(self.samples, h) if row is None else h * self.a[layer][:, row]
        z[layer] = z[layer].copy()
        z[layer][:, unit] += into
        if layer < self.layout.depth - 1:
            column = np.ascontiguousarray(self.z[layer][:, unit])
            d = activation_difference(self.activation, column, into)
            a[layer + 1] = a[layer + 1].copy()
            a[layer + 1][:, unit] += d
            z[layer + 1] = z[layer + 1] + np.multiply.outer(d, weights[layer + 1][unit])
        for k in range(layer + 1, self.layout.depth - 1):
            a[k + 1] = self.activation.value(z[k], np.empty_like(z[k]))
            z[k + 1] = a[k + 1] @ weights[k + 1] + biases[k + 1]
        other = copy(self)
        for name in ("_margins", "_open"):
            other.__dict__.pop(name, None)
        other._stand_on(Forward(theta, a[0], self.targets, tuple(z), tuple(a)))  # noqa: SLF001 — one of its own
        return other

    @property
    def samples(self) -> int:
        """The number m of samples the loss is the mean over."""
        return len(self.z[-1])

    def change(self, i: int, h: float) -> Change:
        """Return what a nudge of coordinate i by h does to the loss."""
        layer, row, unit = self.layout.place(i)
        change = self._felt(layer, row, unit, h)
        if row is None or not self.decay:
            return change
        return Change(change.rise + decay_change(float(self.weights[layer][row, unit]), h, self.decay), change.kinks)

    def partial(self, i: int) -> float:
        """Return ∂ℓ/∂θᵢ by backpropagation in float64, as far back as the weight's own layer."""
        layer, row, unit = self.layout.place(i)
        delta = self._delta(layer)[:, unit]
        if row is None:
            return float(delta.sum())
        return float(self.a[layer][:, row] @ delta) + self.decay * float(self.weights[layer][row, unit])

    def _delta(self, layer: int) -> Array:
        """Return ∂ℓ/∂z of a layer, [m, n_l]; kept once made."""
        if layer not in self._deltas:
            if layer == self.layout.depth - 1:
                delta = self.z[-1].copy()
                self.loss.delta(delta, self.targets)
            else:
                z, a = self.z[layer], self.a[layer + 1]
                delta = self._delta(layer + 1) @ self.weights[layer + 1].T
                delta *= self.activation.slope(z, a, np.empty_like(z))
            self._deltas[layer] = delta
        return self._deltas[layer]

    def _felt(self, layer: int, row: int | None, unit: int, h: float) -> Change:
        into = np.full(self.samples, h) if row is None else h * self.a[layer][:, row]
        if layer == self.layout.depth - 1:
            return Change(self._one_output(unit, into), 0)
        z = np.ascontiguousarray(self.z[layer][:, unit])
        d = activation_difference(self.activation, z, into)
        kinks = kinks_crossed(self.activation, z, into)
        felt = np.flatnonzero(d)
        felt = np.flatnonzero(d)
        if layer == self.layout.depth - 2:
            return Change(self._outputs(np.multiply.outer(d[felt], self.weights[-1][unit]), felt), kinks)
        if layer == self.layout.depth - 3 and self.activation is RELU:
            d, crossed = self._over_hinges(unit, d)
            return Change(self._outputs(d, slice(None)), kinks + crossed)
        rise, block = 0.0, max(1, BLOCK // max(self.layout.sizes))
        for first in range(0, len(felt), block):
            rows = felt[first : first + block]
            outputs, crossed = self._onwards(layer + 1, np.multiply.outer(d[rows], self.weights[layer + 1][unit]), rows)
            rise += self._outputs(outputs, rows)
            kinks += crossed
        return Change(rise, kinks)

    def _onwards(self, layer: int, d: Array, rows: npt.NDArray[np.intp]) -> tuple[Array, int]:
        """Return how the outputs of some samples change when a layer's pre-activations do by d, and kinks crossed."""
        kinks = 0
        for k in range(layer, self.layout.depth - 1):
            z = self.z[k][rows]
            kinks += kinks_crossed(self.activation, z, d)
            d = activation_difference(self.activation, z, d) @ self.weights[k + 1]
        return d, kinks

    def _over_hinges(self, unit: int, d: Vector) -> tuple[Array, int]:
        """Return the same for a change d, [m], of what one unit says to the last hidden layer, where that is of relus.

        Between kinks relus are linear, so for all samples at once it is d times a slope that is known beforehand. Where
        a kink can lie within d, the few units it does for are put right.
        """
        hinge = self._hinge(unit)
        outputs = d[:, None] * hinge.slopes
        doubtful = np.flatnonzero(np.abs(d) * hinge.steepest >= self._margins)
        if not len(doubtful):
            return outputs, 0
        weights, after = self.weights[-2][unit], self.weights[-1]
        kinks, block = 0, max(1, BLOCK // len(weights))
        for first in range(0, len(doubtful), block):
            rows = doubtful[first : first + block]
            z, moved = self.z[-2][rows], np.multiply.outer(d[rows], weights)
            crossed = (z > 0) != (z + moved > 0)
            many = int(np.count_nonzero(crossed))
            kinks += many
            if many > MANY * crossed.size:
                outputs[rows] = activation_difference(self.activation, z, moved) @ after
                continue
            sample, crossing = np.nonzero(crossed)
            z, moved = z[sample, crossing], moved[sample, crossing]
            wrong = activation_difference(self.activation, z, moved) - np.where(z > 0, moved, 0.0)
            np.add.at(outputs, rows[sample], wrong[:, None] * after[crossing])
        return outputs, kinks

    @cached_property
    def _margins(self) -> Vector:
        """How near each sample is to a kink of the last hidden layer, [m]."""
        return np.asarray(np.abs(self.z[-2]).min(axis=1))

    @cached_property
    def _open(self) -> Array:
        """Which units of the last hidden layer are above their kink, 1 or 0, [m, n]."""
        return (self.z[-2] > 0).astype(np.float64)

    def _hinge(self, unit: int) -> _Hinge:
        hinge = self._hinges.get(unit)
        if hinge is None:
            weights = self.weights[-2][unit]
            hinge = _Hinge(self._open @ (weights[:, None] * self.weights[-1]), float(np.abs(weights).max(initial=0.0)))
            while len(self._hinges) >= HINGES:
                self._hinges.pop(next(iter(self._hinges)), None)
            self._hinges[unit] = hinge
        return hinge

    def _outputs(self, d: Array, rows: slice | npt.NDArray[np.intp]) -> float:
        """Return the rise of the loss when the outputs of some samples change by d, [rows, n_L]."""
        if self._odds is not None:
            changes = cross_entropy_change(self._odds.rows(rows), self.targets[rows], d)
        elif self.loss is LOGISTIC:
            changes = log_odds_change(self.z[-1][rows], self.targets[rows], d)
        else:
            return float(squares_change(self.z[-1][rows] - self.targets[rows], d).sum()) / self.z[-1].size
        return float(changes.sum()) / self.samples

    def _one_output(self, unit: int, d: Vector) -> float:
        """Return the rise of the loss when one output of every sample changes by d, [m]."""
        if self._odds is not None:
            return float(one_score_change(self._odds, self.targets, unit, d).sum()) / self.samples
        if self.loss is LOGISTIC:
            return float(log_odds_change(self.z[-1][:, 0], self.targets[:, 0], d).sum()) / self.samples
        return float(squares_change(self.z[-1][:, unit] - self.targets[:, unit], d).sum()) / self.z[-1].size
