"""Networks: value and gradient of a million weights beside the matrix products they consist of, and beside PyTorch.

Everything runs on one thread. The products are those of the passes, in their shapes and into arrays that are there
already: no network can be computed in less.
"""

from __future__ import annotations

import os
from itertools import pairwise
from typing import TYPE_CHECKING

for library in ("OPENBLAS", "MKL", "OMP"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

import numpy as np  # noqa: E402  after the threads are told

from benchmarks import around  # noqa: E402
from benchmarks.measure import Row, at_least, at_most, interleaved, seconds  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from descent_tui.objectives.network import NetworkObjective

ROUNDS = 7


def rows() -> Iterator[Row]:
    """Measure."""
    from descent_tui.scenario import catalogue
    from descent_tui.session.opening import objective_of

    scenario = catalogue.load("digits-million")
    x = np.array(scenario.start)
    double = objective_of(scenario)
    single = type(double)(
        scenario.network.layers, double.training, "relu", "cross-entropy", batch=double.batch, dtype="float32"
    )
    for objective in (double, single):
        yield from gradients(objective, x)
    yield from around.rows(double, x)


def gradients(objective: NetworkObjective, x: np.ndarray) -> Iterator[Row]:
    """One type of numbers, over all samples and over a mini-batch."""
    name = objective.passes.dtype.name
    for over, f in (("all samples", objective), ("a mini-batch", objective.at(0))):
        calls = [lambda f=f: f.gradient(x), products(f)]
        try:
            from benchmarks.peers.torch_network import gradient
        except ImportError as missing:
            gradient, why = None, f"{missing.name} could not be had"
        else:
            calls.append(gradient(f, x))
        ours, floor, *torch = interleaved(*calls, rounds=ROUNDS)
        what = f"a gradient of 1,000,000 weights over {over} ({len(f.samples):,}), {name}"
        bar = over == "all samples"
        found = at_least(floor / ours, 0.85) if bar else {"ratio": f"{floor / ours:.2f}"}
        found["ratio"] = f"{floor / ours:.2f} of their rate"
        yield Row(what, seconds(ours), f"the same matrix products {seconds(floor)}", **found)
        if torch:
            yield Row(what, seconds(ours), f"torch {seconds(torch[0])}", **at_most(ours / torch[0], 1.0))
        else:
            yield Row(what, seconds(ours), "torch", f"not measured: {why}")


def products(f: NetworkObjective) -> Callable[[], object]:
    """Return the matrix products of one gradient: three a layer, two for the first, which passes nothing back."""
    source, m, dtype = np.random.default_rng(1), len(f.samples), f.passes.dtype
    layers = [
        (source.random((m, a), dtype), source.random((a, b), dtype), np.empty((m, b), dtype))
        for a, b in pairwise(f.layout.sizes)
    ]
    slopes = [np.empty_like(weights) for _, weights, _ in layers]
    backs = [np.empty_like(inputs) for inputs, _, _ in layers]

    def call() -> None:
        for inputs, weights, out in layers:
            np.dot(inputs, weights, out=out)
        for k in reversed(range(len(layers))):
            inputs, weights, out = layers[k]
            np.dot(inputs.T, out, out=slopes[k])
            if k:
                np.dot(out, weights.T, out=backs[k])

    return call
