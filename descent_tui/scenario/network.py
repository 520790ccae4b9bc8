"""What a scenario says of a network: its layers, its loss, where it begins and what it is trained on, as a value.

Nothing here imports numpy until the network is wanted: a list of scenarios reads only this much of a file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from descent_tui.objectives.net.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from descent_tui.objectives.network import NetworkObjective
    from descent_tui.objectives.objective import Vector
    from descent_tui.scenario.data.table import Table

GENERATORS = {"spirals": 2, "circles": 2, "moons": 2, "xor": 2, "line": 1}
"""Name of a generator → how many inputs a sample has."""

DEEPEST, WIDEST, LARGEST = 16, 65_536, 5_000_000
"""Layers, units of a layer, weights and biases in all."""

Start = tuple[tuple[str, tuple[float, ...]], ...]
"""Patterns and what they begin at: one value for all that is named, or one for each."""


@dataclass(frozen=True, eq=False, slots=True)
class Data:
    """Where samples come from, and what is done with them.

    Attributes:
        said: what the file's table [data] says, by key, to be said again.
        training: the rows to train on, ready for the network.
        held_out: the rows accuracy is measured on, None where none are.
        sha256: of the file they were read from; empty where there is none.
    """

    said: Mapping[str, object]
    training: Table
    held_out: Table | None
    sha256: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Network:
    """A fully connected network with its data.

    Attributes:
        layers: units of each layer, the inputs first.
        activation: of the hidden units.
        loss: "cross-entropy" or "mean squared error".
        init: how the weights begin.
        weight_decay: λ of λ/2·‖W‖², which is added to the loss; biases do not decay.
        seed: of the weights' beginning and of the order of mini-batches.
        batch: samples of a mini-batch; None for all at every step.
        dtype: "float64" or "float32", what is computed in.
        data: what it is trained on.
        started: weights that begin elsewhere than `init` says.
    """

    layers: tuple[int, ...]
    activation: str
    loss: str
    init: str
    weight_decay: float
    seed: int
    batch: int | None
    dtype: str
    data: Data
    started: Start = ()

    @property
    def names(self) -> Layout:
        """The names of the weights."""
        return Layout(self.layers)

    def start(self) -> Vector:
        """Return θ₀, [n]."""
        from descent_tui.objectives.net.init import init

        names = self.names
        theta = init(names, self.init, self.seed)
        for pattern, values in self.started:
            theta[names.match(pattern)] = values
        return theta

    def begun(self, parts: Sequence[tuple[str, Sequence[float]]]) -> Self:
        """Return the network with some weights begun elsewhere, after those it begins elsewhere already."""
        return replace(self, started=(*self.started, *((pattern, tuple(values)) for pattern, values in parts)))

    def objective(self) -> NetworkObjective:
        """Return the loss as a function of the weights."""
        from descent_tui.objectives.network import NetworkObjective

        outputs, held = self.layers[-1], self.data.held_out
        return NetworkObjective(
            self.layers,
            self.data.training.samples(self.loss, outputs),
            self.activation,
            self.loss,
            decay=self.weight_decay,
            batch=self.batch,
            seed=self.seed,
            dtype=self.dtype,
            held_out=None if held is None else held.samples(self.loss, outputs),
            classes=self.data.training.classes > 0,
        )
