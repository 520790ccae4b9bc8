"""An objective that is the loss of a network over its data."""

from __future__ import annotations

import copy
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Self, cast

import numpy as np

from descent_tui.objectives.net.activation import ACTIVATIONS
from descent_tui.objectives.net.batch import batch
from descent_tui.objectives.net.kept import Kept
from descent_tui.objectives.net.layout import Layout
from descent_tui.objectives.net.loss import loss_of
from descent_tui.objectives.net.passes import Passes
from descent_tui.objectives.net.product import Product

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import numpy.typing as npt

    from descent_tui.objectives.directions import Group
    from descent_tui.objectives.field import Field
    from descent_tui.objectives.net.chain import Chain
    from descent_tui.objectives.net.nudge import Nudging
    from descent_tui.objectives.net.passes import Forward
    from descent_tui.objectives.net.samples import Samples
    from descent_tui.objectives.objective import Direction, Indices, Vector


class NetworkObjective:
    """The loss of a fully connected network as a function of all its weights and biases θ.

    f(θ) is the mean of the loss over the training samples, plus λ/2·‖W‖² where there is weight decay. `at(k)` is the
    same over the mini-batch of step k.

    Args:
        layers: units of each layer, the inputs first.
        samples: what is trained on.
        activation: a name of `ACTIVATIONS`, of the hidden units; the last layer has none.
        loss: "cross-entropy" or "mean squared error".
        decay: λ.
        batch: samples of a mini-batch; None for all of them at every step.
        seed: of the order in which mini-batches come.
        dtype: what is computed in, float64 or float32; outside all is float64.
        held_out: samples that are kept from training, to measure accuracy on; None where there are none.
        classes: whether the targets say what a sample is, so that there is an accuracy.
    """

    def __init__(
        self,
        layers: Sequence[int],
        samples: Samples,
        activation: str = "tanh",
        loss: str = "cross-entropy",
        decay: float = 0.0,
        batch: int | None = None,
        seed: int = 0,
        dtype: npt.DTypeLike = np.float64,
        held_out: Samples | None = None,
        classes: bool = True,
    ) -> None:
        self.layout = Layout(layers)
        self.passes = Passes(self.layout, ACTIVATIONS[activation], loss_of(loss, layers[-1]), decay, dtype)
        self.training = samples.typed(dtype)
        self.samples = self.training
        self.held_out = None if held_out is None else held_out.typed(dtype)
        self.batch = None if batch is None or batch >= len(samples) else batch
        self.seed, self.classes = seed, classes
        self.constants: dict[str, float] = {}
        self._own = threading.local()
        self._around: Kept[Nudging] = Kept()
        self._accuracy: Kept[float] = Kept()
        # the two steps that a move goes from and to, for pictures ask for them again
        self._at = lru_cache(maxsize=2)(self._batch)

    @property
    def size(self) -> int:
        """The number n of weights and biases."""
        return self.layout.count

    def name(self, i: int) -> str:
        """Return the name of weight i: `W2[7,9]`, `b1[3]`."""
        return self.layout.name(i)

    def index(self, name: str) -> int:
        """Return the index of a weight; raise `UnknownVariable`."""
        return self.layout.index(name)

    def match(self, pattern: str) -> Indices:
        """Return the indices a pattern names, see `Layout`; raise `UnknownVariable`."""
        return self.layout.match(pattern)

    def at(self, k: int) -> Self:
        """Return the objective of step k: over its mini-batch, or itself. Pure in the seed and k."""
        return self if self.batch is None else cast("Self", self._at(k))

    def _batch(self, k: int) -> Self:
        rows = batch(k, len(self.training), self.batch or len(self.training), self.seed)
        return self._over(self.training.rows(rows))

    def whole(self) -> Self:
        """Return the objective over all training samples, of which this may be a mini-batch."""
        return self if self.samples is self.training else self._over(self.training)

    def first(self, m: int) -> Self:
        """Return the objective over the first m training samples, for pictures that may be rough."""
        return self if m >= len(self.samples) else self._over(self.samples.rows(slice(m)))

    def exact(self) -> Self:
        """Return the same function computed in float64, of the inputs as they are."""
        if self.passes.dtype == np.float64:
            return self
        other = self._over(self.samples.typed(np.float64))
        other.training = other.samples if self.samples is self.training else self.training.typed(np.float64)
        p = self.passes
        other.passes = Passes(self.layout, p.activation, p.loss, p.decay)
        other.held_out = None if self.held_out is None else self.held_out.typed(np.float64)
        other._accuracy = Kept()  # noqa: SLF001  of the other numbers
        other._at = lru_cache(maxsize=2)(other._batch)  # noqa: SLF001  likewise
        return other

    def with_constants(self, values: Mapping[str, float]) -> Self:
        """Return itself: a network has no constants to turn."""
        del values
        return self

    def value(self, x: npt.ArrayLike) -> Vector | float:
        """Return f at points x[..., n] → [...]; a float for one point."""
        points = np.asarray(x, np.float64)
        if points.ndim == 1:
            return self.passes.value(points, self.samples)
        flat = points.reshape(-1, self.size)
        values = [self.passes.value(point, self.samples) for point in flat]
        found: Vector = np.array(values)
        return found.reshape(points.shape[:-1])

    def gradient(self, x: npt.ArrayLike) -> tuple[float, Vector]:
        """Return (f(x), ∇f(x)[n]) at one point, by backpropagation."""
        return self.passes.gradient(np.asarray(x, np.float64), self.samples)

    def forward(self, x: npt.ArrayLike) -> Forward:
        """Return what every unit says to every sample at x; keep it as long as you like."""
        return self.passes.forward(np.asarray(x, np.float64), self.samples)

    def chain(self, x: npt.ArrayLike, i: int, sample: int = 0) -> Chain:
        """Return what lies between the loss of one training sample and weight i at x; raise IndexError."""
        from descent_tui.objectives.net.chain import chain

        return chain(self.passes, np.asarray(x, np.float64), self.training, i, sample)

    def around(self, x: npt.ArrayLike) -> Nudging:
        """Return f around x in float64, for nudges of single weights; that of the last x is kept."""
        from descent_tui.objectives.net.nudge import Nudging

        return self._around.at(np.asarray(x, np.float64), lambda theta: Nudging(self.passes, theta, self.samples))

    def hessian(self, x: npt.ArrayLike) -> Vector:
        """Return ∇²f(x)[n, n] at one point, a product for each variable: for small n."""
        product = Product(self.passes, np.asarray(x, np.float64), self.samples)
        hessian = np.array([product(unit) for unit in np.eye(self.size)])
        return np.asarray((hessian + hessian.T) / 2)

    def hessian_product(self, x: npt.ArrayLike, v: npt.ArrayLike) -> Vector:
        """Return ∇²f(x)·v, [n]; at the x asked for last, the passes are not done again."""
        theta = np.asarray(x, np.float64)
        product: Product | None = getattr(self._own, "product", None)
        if product is None or not np.array_equal(product.theta, theta):
            product = self._own.product = Product(self.passes, theta.copy(), self.samples)
        return product(np.asarray(v, np.float64))

    def slice(self, x: npt.ArrayLike, u: Direction, a: npt.ArrayLike) -> Vector:
        """Return f along one coordinate, as exact nudges, or along a direction, [len a]."""
        theta, a = np.asarray(x, np.float64), np.asarray(a, np.float64)
        if isinstance(u, int | np.integer):
            from descent_tui.objectives.net.section import along

            return along(self.around(theta), int(u), a)
        return np.asarray(self.section(theta, u, np.zeros(self.size), a, np.zeros(1))[0])

    def section(self, x: npt.ArrayLike, u: Direction, v: Direction, a: npt.ArrayLike, b: npt.ArrayLike) -> Vector:
        """Return f over two coordinates or directions, [len b, len a]."""
        from descent_tui.objectives.net.drafts import section

        return section(self, *_plane(x, u, v, a, b))

    def fields(
        self,
        x: npt.ArrayLike,
        u: Direction,
        v: Direction,
        a: npt.ArrayLike,
        b: npt.ArrayLike,
        cancelled: Callable[[], bool],
    ) -> Iterator[Field]:
        """Yield f over a plane in drafts: few points first, and a sample of the data, see `drafts`."""
        from descent_tui.objectives.net.drafts import drafts

        yield from drafts(self, *_plane(x, u, v, a, b), cancelled)

    def filters(self) -> Iterator[Group]:
        """Yield the coordinates of the weights into each unit; biases are in none of them."""
        for first, (rows, columns) in zip(self.layout.first, self.layout.shapes, strict=True):
            for unit in range(columns):
                yield slice(first + unit, first + rows * columns, columns)

    def told(self, *, ascii: bool = False) -> str:
        """Return what f is, on one line: `cross-entropy of 2 → 16 → 2 units, tanh, over 160 samples`."""
        arrow = " -> " if ascii else " → "
        units = arrow.join(map(str, self.layout.sizes))
        bent = f", {self.passes.activation.name}" if self.layout.depth > 1 else ""
        some = "" if self.batch is None else f", {self.batch:,} a step"
        return f"{self.passes.loss.name} of {units} units{bent}, over {len(self.training):,} samples{some}"

    def accuracy(self, x: npt.ArrayLike) -> float | None:
        """Return the share of held-out samples that are told right, in [0, 1]; None where there is no such thing."""
        if self.held_out is None or not self.classes:
            return None
        held = self.held_out
        return self._accuracy.at(np.asarray(x, np.float64), lambda theta: self._right(theta, held))

    def _right(self, theta: Vector, held: Samples) -> float:
        return self.passes.loss.hits(self.passes.outputs(theta, held), held.targets) / len(held)

    def _over(self, samples: Samples) -> Self:
        """Return the same network over other samples; workspaces are shared."""
        other = copy.copy(self)
        other.samples = samples
        other._own = threading.local()  # noqa: SLF001  its own product, not mine
        other._around = Kept()  # noqa: SLF001  and its own surroundings
        return other


def _plane(
    x: npt.ArrayLike, u: Direction, v: Direction, a: npt.ArrayLike, b: npt.ArrayLike
) -> tuple[Vector, Direction, Direction, Vector, Vector]:
    """Return what a section is given, as arrays; raise TypeError for a coordinate with a direction."""
    if isinstance(u, int | np.integer) != isinstance(v, int | np.integer):
        raise TypeError("a section runs over two coordinates or over two directions, not one of each")
    return np.asarray(x, np.float64), u, v, np.asarray(a, np.float64), np.asarray(b, np.float64)
