"""The chain rule factor by factor: against the objective's gradient, central differences, and its own sums."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from descent_tui.objectives.net.activation import ACTIVATIONS
from descent_tui.objectives.net.chain import STRONGEST
from descent_tui.objectives.net.init import init
from descent_tui.objectives.net.samples import Samples
from descent_tui.objectives.network import NetworkObjective

LOSSES = {
    "one score": ("cross-entropy", (2, 3, 1)),
    "softmax": ("cross-entropy", (3, 4, 3, 3)),
    "squares": ("mean squared error", (2, 3, 2, 2)),
    "one layer": ("mean squared error", (3, 2)),
}


def network(activation="tanh", loss="softmax", seed=0, m=5, **more):
    name, layers = LOSSES[loss]
    rng = np.random.default_rng(seed)
    inputs = rng.normal(size=(m, layers[0]))
    targets = {
        "one score": lambda: rng.integers(0, 2, (m, 1)).astype(float),
        "softmax": lambda: rng.integers(0, layers[-1], m),
    }.get(loss, lambda: rng.normal(size=(m, layers[-1])))()
    f = NetworkObjective(layers, Samples(inputs, targets), activation, name, **more)
    return f, init(f.layout, "glorot normal", seed) + 0.1 * rng.normal(size=f.size)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_products_along_all_paths_add_up_to_the_gradient(activation, loss):
    f, theta = network(activation, loss)
    found = np.zeros((5, f.size))
    for sample, i in itertools.product(range(5), range(f.size)):
        chain = f.chain(theta, i, sample)
        assert len(chain.paths) == chain.count
        assert chain.rest == 0
        summed = 0.0
        for path in chain.paths:
            product = math.prod(factor.value for factor in chain.factors(path))
            assert product == pytest.approx(path.product, rel=1e-12, abs=1e-300)
            summed += product
        assert summed == pytest.approx(chain.partial, rel=1e-12, abs=1e-15)
        assert chain.backpropagated == pytest.approx(chain.partial, rel=1e-12, abs=1e-15)
        found[sample, i] = summed
    np.testing.assert_allclose(found.mean(axis=0), f.gradient(theta)[1], rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_chain_is_the_slope_of_one_samples_loss(activation, loss):
    f, theta = network(activation, loss, seed=3)
    one = NetworkObjective(f.layout.sizes, f.training.rows(slice(2, 3)), activation, f.passes.loss.name)
    h = 1e-6
    for i in range(f.size):
        e = h * np.eye(f.size)[i]
        slope = (one.value(theta + e) - one.value(theta - e)) / (2 * h)
        assert f.chain(theta, i, 2).partial == pytest.approx(slope, rel=1e-6, abs=1e-8)
    assert f.chain(theta, 0, 2).loss == pytest.approx(one.value(theta), rel=1e-14)


def test_factors_are_quotients_that_fit_into_each_other():
    f, theta = network("sigmoid", "softmax")
    for i in range(f.size):
        chain = f.chain(theta, i, 1)
        for path in chain.paths:
            factors = chain.factors(path)
            assert factors[0].of == "L"
            assert factors[-1].by == f.name(i)
            assert all(one.by == after.of for one, after in itertools.pairwise(factors))
            assert [factor.kind for factor in factors[1:-1]] == ["weight", "slope"] * (len(path.units) - 1)


def test_the_factors_of_xor_by_hand():
    """One hidden unit of tanh and one output, squared: 2·(z − y) · w₂ · (1 − tanh²) · x."""
    f = NetworkObjective((1, 1, 1), Samples(np.array([[0.7]]), np.array([[1.0]])), "tanh", "mean squared error")
    theta = np.array([0.5, 0.1, -0.8, 0.2])  # w₁, b₁, w₂, b₂
    a = math.tanh(0.5 * 0.7 + 0.1)
    z = -0.8 * a + 0.2
    chain = f.chain(theta, f.index("W1[1,1]"))
    factors = chain.factors(chain.paths[0])
    assert [factor.symbol for factor in factors] == ["∂L/∂z2[1]", "W2[1,1]", "φ′(z1[1])", "x[1]"]
    assert [factor.value for factor in factors] == pytest.approx([2 * (z - 1), -0.8, 1 - a * a, 0.7], rel=1e-14)
    bias = f.chain(theta, f.index("b1[1]"))
    assert bias.factors(bias.paths[0])[-1].symbol == "1"


def test_the_strongest_paths_of_many_are_those_of_an_exhaustive_search():
    rng = np.random.default_rng(5)
    f = NetworkObjective((2, 3, 6, 5, 4), Samples(rng.normal(size=(3, 2)), rng.integers(0, 4, 3)), "tanh")
    theta = rng.normal(size=f.size)
    i = f.index("W1[2,3]")
    chain = f.chain(theta, i, 1)
    w, s = chain.weights, chain.slopes
    entered = chain.inputs[1]
    every = {
        (2, u, v, o): chain.delta[-1][o] * w[3][v, o] * s[2][v] * w[2][u, v] * s[1][u] * w[1][2, u] * s[0][2] * entered
        for u, v, o in itertools.product(range(6), range(5), range(4))
    }
    assert chain.count == len(every) == 120
    best = sorted(every, key=lambda units: -abs(every[units]))[:STRONGEST]
    assert [path.units for path in chain.paths] == best
    assert [path.product for path in chain.paths] == pytest.approx([every[units] for units in best], rel=1e-12)
    assert chain.rest == pytest.approx(sum(every.values()) - sum(every[units] for units in best), rel=1e-9)


def test_norms_of_layers_are_those_of_one_samples_gradient():
    f, theta = network("gelu", "softmax", seed=2)
    chain = f.chain(theta, 0, 3)
    one = NetworkObjective(f.layout.sizes, f.training.rows(slice(3, 4)), "gelu")
    blocks = f.layout.weights(one.gradient(theta)[1])
    biases = f.layout.biases(one.gradient(theta)[1])
    layers = chain.layers()
    for layer, block, bias in zip(layers, blocks, biases, strict=True):
        assert layer.weights == pytest.approx(np.linalg.norm(block), rel=1e-12)
        assert layer.delta == pytest.approx(np.linalg.norm(bias), rel=1e-12)
    for before, after in itertools.pairwise(layers):
        assert before.delta == pytest.approx(after.delta * after.back * before.slope, rel=1e-12)
    assert math.isnan(layers[-1].slope)


def test_a_float32_network_is_told_in_float64_and_decay_is_no_part_of_it():
    f, theta = network("relu", "softmax", dtype=np.float32, decay=0.1)
    exact, _ = network("relu", "softmax")
    rounded = NetworkObjective(f.layout.sizes, f.training.typed(np.float64), "relu")
    assert f.chain(theta, 4, 1).partial == rounded.chain(theta, 4, 1).partial
    assert f.chain(theta, 4, 1).partial == pytest.approx(exact.chain(theta, 4, 1).partial, rel=1e-5, abs=1e-7)


def test_what_there_is_not_is_refused():
    f, theta = network()
    for i, sample in ((f.size, 0), (0, 5), (0, -1)):
        with pytest.raises(IndexError):
            f.chain(theta, i, sample)
