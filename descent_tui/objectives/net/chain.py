"""The chain rule along a network for one sample: what backpropagation multiplies, factor by factor.

With z_l = a_(l−1)·W_l + b_l, a_l = φ(z_l), a_0 the inputs and ℓ the loss of the last z, a weight w that leads into
unit j of layer l has ∂ℓ/∂w = Σ over the paths from j to the outputs of ∂ℓ/∂z · W · φ′ · W · φ′ ··· times what w
multiplies.
Backpropagation adds up the paths from the back, layer by layer: δ_l = ∂ℓ/∂z_l = (W_(l+1)·δ_(l+1)) ⊙ φ′(z_l).
D. Rumelhart, G. Hinton and R. Williams, Nature 323 (1986).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.objectives.net.passes import Passes

if TYPE_CHECKING:
    from descent_tui.objectives.net.layout import Layout
    from descent_tui.objectives.net.samples import Samples
    from descent_tui.objectives.objective import Vector

STRONGEST = 24
"""So many paths are told apart; of the others only the sum is known."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One local derivative on the way from the loss to a weight.

    Attributes:
        kind: "loss" (∂ℓ/∂z of an output), "weight" (∂z/∂a before it), "slope" (∂a/∂z = φ′) or "input" (∂z/∂w: what the
            weight multiplies, 1 for a bias).
        of, by: the quotient's two names, `z2[1]` and `a1[2]`.
        symbol: what it is equal to: `W2[2,1]`, `φ′(z1[2])`, `x[1]`, `1`.
        value: the number.
        layer: 0-based, the layer of the z it belongs to. unit: 0-based, in that layer.
    """

    kind: str
    of: str
    by: str
    symbol: str
    value: float
    layer: int
    unit: int


@dataclass(frozen=True, slots=True)
class Path:
    """A way from a unit to an output: the units it passes, layer by layer (all 0-based), and its product.

    The product is all of its factors multiplied, what the weight multiplies among them.
    """

    units: tuple[int, ...]
    product: float


@dataclass(frozen=True, eq=False, slots=True)
class Layer:
    """One layer in norms, for one sample.

    Attributes:
        a: ‖a_l‖, of what it says; for the last layer ‖z_L‖. delta: ‖δ_l‖ = ‖∂ℓ/∂z_l‖.
        weights: ‖∂ℓ/∂W_l‖, Frobenius: ‖a_(l−1)‖·‖δ_l‖.
        back: ‖W_l·δ_l‖ / ‖δ_l‖, by which the way back through its weights stretches; nan where nothing comes.
        slope: by which φ′ of the layer shrinks what comes from behind, ‖δ_l‖ / ‖W_(l+1)·δ_(l+1)‖; nan for the last.
    """

    a: float
    delta: float
    weights: float
    back: float
    slope: float


@dataclass(frozen=True, eq=False, slots=True)
class Chain:
    """What lies between the loss of one sample and one weight, in float64.

    Attributes:
        layout: where the weights lie. index: the weight's. sample: which one, 0-based. activation: the name of φ.
        inputs, target: the sample. loss: ℓ of it.
        weights: W1, W2, …. z: z_1 … z_L, [n_l] each. a: a_0 … a_(L−1). slopes: φ′(z_1) … φ′(z_(L−1)).
        delta: δ_1 … δ_L.
        paths: the strongest first, at most `STRONGEST`. count: how many there are.
        partial: ∂ℓ/∂w, the sum over all paths. backpropagated: the same from the objective's own gradient.
    """

    layout: Layout
    index: int
    sample: int
    activation: str
    inputs: Vector
    target: Vector
    loss: float
    weights: tuple[Vector, ...]
    z: tuple[Vector, ...]
    a: tuple[Vector, ...]
    slopes: tuple[Vector, ...]
    delta: tuple[Vector, ...]
    paths: tuple[Path, ...]
    count: int
    partial: float
    backpropagated: float

    @property
    def place(self) -> tuple[int, int | None, int]:
        """Where the weight sits, 0-based: (layer, row, unit), the row None for a bias."""
        return self.layout.place(self.index)

    @property
    def rest(self) -> float:
        """The sum over the paths that are not among `paths`; exactly 0 where all are."""
        return 0.0 if len(self.paths) == self.count else self.partial - sum(path.product for path in self.paths)

    def factors(self, path: Path) -> tuple[Factor, ...]:
        """Return the factors along a path, from the loss to the weight."""
        layer, row, unit = self.place
        last = self.layout.depth - 1
        at = path.units[-1]
        output = z_name(last, at)
        found = [Factor("loss", "L", output, f"∂L/∂{output}", float(self.delta[-1][at]), last, at)]
        for l in range(last, layer, -1):
            below = path.units[l - 1 - layer]
            z, before = z_name(l - 1, below), a_name(l, below)
            value = float(self.weights[l][below, at])
            found.append(Factor("weight", z_name(l, at), before, f"W{l + 1}[{below + 1},{at + 1}]", value, l, at))
            found.append(Factor("slope", before, z, f"φ′({z})", float(self.slopes[l - 1][below]), l - 1, below))
            at = below
        name = self.layout.name(self.index)
        symbol, value = ("1", 1.0) if row is None else (a_name(layer, row), float(self.a[layer][row]))
        return (*found, Factor("input", z_name(layer, unit), name, symbol, value, layer, unit))

    def layers(self) -> tuple[Layer, ...]:
        """Return every layer in norms, the first one first."""
        return layers(self.weights, self.a, self.z[-1], self.delta)


def z_name(layer: int, unit: int) -> str:
    """Return what the pre-activation of a unit is called, both 0-based: `z2[1]`."""
    return f"z{layer + 1}[{unit + 1}]"


def a_name(layer: int, unit: int) -> str:
    """Return what goes into a layer (0-based) at a row is called: `x[1]` before the first, else `a1[2]`."""
    return f"a{layer}[{unit + 1}]" if layer else f"x[{unit + 1}]"


def layers(
    weights: tuple[Vector, ...], a: tuple[Vector, ...], outputs: Vector, delta: tuple[Vector, ...]
) -> tuple[Layer, ...]:
    """Return the layers in norms of one sample; of the arrays see `Chain`."""
    found: list[Layer] = []
    said = (*a[1:], outputs)
    arrived = np.nan
    for l in reversed(range(len(weights))):
        here = _norm(delta[l])
        back = _norm(weights[l] @ delta[l])
        with np.errstate(all="ignore"):
            stretch, slope = float(np.float64(back) / here), float(np.float64(here) / arrived)
        found.append(Layer(_norm(said[l]), here, _norm(a[l]) * here, stretch, slope))
        arrived = back
    return tuple(reversed(found))


def chain(passes: Passes, theta: Vector, samples: Samples, index: int, sample: int) -> Chain:
    """Return the chain from the loss of one sample to one weight at θ; no weight decay is in it.

    Args:
        passes: the network's.
        theta: [n].
        samples: all of them.
        index: of the weight.
        sample: which one, 0-based.

    Raises:
        IndexError: for a weight or a sample there is none of.
    """
    layout, phi = passes.layout, passes.activation
    if not 0 <= sample < len(samples):
        raise IndexError(sample)
    place = layout.place(index)
    one = samples.rows(slice(sample, sample + 1)).typed(np.float64)
    exact = Passes(layout, phi, passes.loss)
    theta = np.array(theta, np.float64)
    with np.errstate(all="ignore"):
        forward = exact.forward(theta, one)
        outputs = forward.z[-1].copy()
        loss = passes.loss.delta(outputs, one.targets)
        weights = tuple(layout.weights(theta))
        hidden = zip(forward.z[:-1], forward.a[1:], strict=True)
        slopes = [phi.slope(z, a, np.empty_like(z))[0] for z, a in hidden]
        deltas = [outputs[0]]
        for l in reversed(range(1, layout.depth)):
            deltas.insert(0, (weights[l] @ deltas[0]) * slopes[l - 1])
        layer, row, unit = place
        entered = 1.0 if row is None else float(forward.a[layer][0, row])
        paths = _strongest(weights, slopes, deltas[-1], layer, unit)
        told = tuple(Path(units, product * entered) for units, product in paths)
        backpropagated = float(exact.gradient(theta, one)[1][index])
    return Chain(
        layout, index, sample, phi.name, one.inputs[0], np.atleast_1d(one.targets[0]), loss, weights,
        tuple(z[0] for z in forward.z), tuple(a[0] for a in forward.a), tuple(slopes), tuple(deltas), told,
        prod(layout.sizes[layer + 2 :]), float(deltas[layer][unit]) * entered, backpropagated,
    )  # fmt: skip


def _strongest(
    weights: tuple[Vector, ...], slopes: list[Vector], asked: Vector, layer: int, unit: int
) -> list[tuple[tuple[int, ...], float]]:
    """Return the paths from a unit to the outputs with the largest |product|, and that with its sign.

    The best ways on from a unit begin with an edge and go on along one of the best ways from its end: so of every unit
    only the best are kept, from the outputs backwards.
    """
    ways: list[list[tuple[tuple[int, ...], float]]] = [[((u,), float(v))] for u, v in enumerate(asked)]
    for l in reversed(range(layer + 1, len(weights))):
        units = [unit] if l - 1 == layer else range(weights[l].shape[0])
        products = np.array([p for way in ways for _, p in way])
        ends = np.array([u for u, way in enumerate(ways) for _ in way])
        flat = [units for way in ways for units, _ in way]
        nearer = []
        for u in units:
            reached = products * weights[l][u, ends] * slopes[l - 1][u]
            best = np.argsort(-np.abs(reached), kind="stable")[:STRONGEST]
            nearer.append([((u, *flat[k]), float(reached[k])) for k in best])
        ways = nearer
    return ways[unit] if layer == len(weights) - 1 else ways[0]


def _norm(v: Vector) -> float:
    return float(np.linalg.norm(v))
