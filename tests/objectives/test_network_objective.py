"""A network as an objective: its value, partials and curvature, by every activation and loss."""

from __future__ import annotations

import math
import threading

import numpy as np
import pytest

from descent_tui.objectives.net.activation import ACTIVATIONS
from descent_tui.objectives.net.batch import batch
from descent_tui.objectives.net.erf import erf
from descent_tui.objectives.net.init import INITS, init
from descent_tui.objectives.net.layout import Layout
from descent_tui.objectives.net.samples import Samples
from descent_tui.objectives.network import NetworkObjective

LOSSES = {"softmax": ("cross-entropy", 3), "logistic": ("cross-entropy", 1), "squares": ("mean squared error", 2)}


def samples(kind, m=9, inputs=4, seed=3):
    source = np.random.default_rng(seed)
    x = source.standard_normal((m, inputs))
    if kind == "softmax":
        return Samples(x, source.integers(0, 3, m))
    if kind == "logistic":
        return Samples(x, source.integers(0, 2, (m, 1)).astype(float))
    return Samples(x, source.standard_normal((m, 2)))


def network(activation="tanh", kind="softmax", **more):
    loss, outputs = LOSSES[kind]
    return NetworkObjective([4, 5, 6, outputs], samples(kind), activation, loss, **more)


def point(f, seed=5):
    return init(f.layout, "he normal", seed) + 0.1 * np.random.default_rng(seed).standard_normal(f.size)


def written_out(f, x):
    """Return the loss in plain Python, a sample and a unit at a time."""
    phi = {
        "relu": lambda z: max(z, 0.0),
        "tanh": math.tanh,
        "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
        "softplus": lambda z: math.log1p(math.exp(z)),
        "gelu": lambda z: z / 2 * math.erfc(-z / math.sqrt(2)),
        "identity": lambda z: z,
    }[f.passes.activation.name]
    total, count = 0.0, 0
    for inputs, target in zip(f.samples.inputs.tolist(), f.samples.targets.tolist(), strict=True):
        layer = inputs
        for l in range(f.layout.depth):
            w, b = f.layout.weights(x)[l], f.layout.biases(x)[l]
            layer = [sum(a * w[i, j] for i, a in enumerate(layer)) + b[j] for j in range(len(b))]
            if l < f.layout.depth - 1:
                layer = [phi(z) for z in layer]
        if isinstance(target, int):
            total += math.log(sum(math.exp(z) for z in layer)) - layer[target]
            count += 1
        elif f.passes.loss.name == "cross-entropy":
            total += math.log1p(math.exp(layer[0])) - target[0] * layer[0]
            count += 1
        else:
            total += sum((z - y) ** 2 for z, y in zip(layer, target, strict=True))
            count += len(layer)
    return total / count


@pytest.mark.parametrize("kind", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_value_is_the_loss_written_out(activation, kind):
    f = network(activation, kind)
    x = point(f)
    assert f.value(x) == pytest.approx(written_out(f, x), rel=1e-13)


@pytest.mark.parametrize("kind", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_partials_are_what_central_differences_say(activation, kind):
    f = network(activation, kind, decay=0.01)
    x = point(f)
    value, gradient = f.gradient(x)
    assert value == f.value(x)
    h = 1e-5
    slopes = [(f.value(x + h * unit) - f.value(x - h * unit)) / (2 * h) for unit in np.eye(f.size)]
    np.testing.assert_allclose(gradient, slopes, atol=2e-9)


@pytest.mark.parametrize("kind", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_curvature_is_how_the_gradient_changes(activation, kind):
    """The R-operator against differences of gradients, small enough that no unit crosses a kink."""
    f = network(activation, kind, decay=0.01)
    x = point(f)
    v = np.random.default_rng(1).standard_normal(f.size)
    product = f.hessian_product(x, v)
    h = 1e-6
    change = (f.gradient(x + h * v)[1] - f.gradient(x - h * v)[1]) / (2 * h)
    np.testing.assert_allclose(product, change, rtol=1e-6, atol=1e-6)
    hessian = f.hessian(x)
    np.testing.assert_allclose(hessian @ v, product, atol=1e-12)
    assert (hessian == hessian.T).all()


def test_products_at_another_point_are_of_that_point():
    f = network()
    x, v = point(f), np.ones(f.size)
    here, there = f.hessian_product(x, v), f.hessian_product(x + 0.1, v)
    assert not np.allclose(here, there)
    assert f.hessian_product(x, v).tolist() == here.tolist()


def test_shapes_of_values():
    f = network()
    x = point(f)
    assert type(f.value(x)) is float
    stack = np.stack([x, 2 * x, 3 * x, x]).reshape(2, 2, -1)
    assert f.value(stack).shape == (2, 2)
    assert f.value(stack)[1, 1] == f.value(x)
    assert f.value(x.tolist()) == f.value(x)


def test_sections_and_slices_are_values():
    f = network("relu", "squares")
    x = point(f)
    a, b = np.linspace(-1, 1, 3), np.linspace(-2, 2, 4)
    section = f.section(x, 2, 30, a, b)
    assert section.shape == (4, 3)
    moved = x.copy()
    moved[[2, 30]] = a[1], b[3]
    assert section[3, 1] == pytest.approx(f.value(moved), rel=1e-12)
    u, v = np.random.default_rng(0).standard_normal((2, f.size))
    assert f.section(x, u, v, a, b)[2, 0] == pytest.approx(f.value(x + a[0] * u + b[2] * v), rel=1e-12)
    assert f.slice(x, 7, [x[7]])[0] == pytest.approx(f.value(x), rel=1e-12)
    with pytest.raises(TypeError, match="not one of each"):
        f.section(x, 1, u, a, b)


def test_forward_says_what_every_unit_says():
    f = network("gelu")
    x = point(f)
    seen = f.forward(x)
    assert [z.shape for z in seen.z] == [(9, 5), (9, 6), (9, 3)]
    assert [a.shape for a in seen.a] == [(9, 4), (9, 5), (9, 6)]
    kept = seen.z[1].copy()
    f.gradient(2 * x)
    assert (seen.z[1] == kept).all(), "a kept forward pass is written over"
    w, b = f.layout.weights(x)[2], f.layout.biases(x)[2]
    np.testing.assert_allclose(seen.a[2] @ w + b, seen.z[2])


def test_float32_is_float64_to_its_own_digits():
    f, g = network("tanh", dtype="float32", decay=0.1), network("tanh", decay=0.1)
    x = point(f)
    value, gradient = f.gradient(x)
    assert gradient.dtype == np.float64
    assert value == pytest.approx(g.value(x), rel=1e-5)
    np.testing.assert_allclose(gradient, g.gradient(x)[1], atol=1e-5)
    rounded = NetworkObjective([4, 5, 6, 3], samples("softmax").typed("float32").typed("float64"), "tanh", decay=0.1)
    assert f.exact().gradient(x)[0] == rounded.gradient(x)[0]
    assert f.exact().gradient(x)[1].tolist() == rounded.gradient(x)[1].tolist()
    assert g.exact() is g


def test_nothing_is_said_of_numbers_that_end():
    """Far out the loss is beyond the numbers: it is said by inf or nan, and by nothing else."""
    f = network("relu", "squares")
    value, gradient = f.gradient(np.full(f.size, 1e200))
    assert not math.isfinite(value)
    assert not np.isfinite(gradient).all()
    assert not np.isfinite(f.hessian_product(np.full(f.size, 1e200), np.ones(f.size))).all()


def test_threads_do_not_meet():
    """Every thread has its own arrays: the same numbers come out however many work at once."""
    f = network("relu", batch=4)
    points = [point(f, seed) for seed in range(4)]
    wanted = [f.at(k).gradient(x) for k, x in enumerate(points)]
    wrong = []

    def work(k):
        for _ in range(200):
            value, gradient = f.at(k).gradient(points[k])
            if value != wanted[k][0] or gradient.tolist() != wanted[k][1].tolist():
                wrong.append(k)

    threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_batches_are_a_function_of_seed_and_step():
    f = network(batch=4, seed=11)
    x = point(f)
    assert f.at(3).gradient(x)[0] == network(batch=4, seed=11).at(3).gradient(x)[0]
    assert f.at(3).gradient(x)[0] != network(batch=4, seed=12).at(3).gradient(x)[0]
    assert f.at(3).at(5).value(x) == f.at(5).value(x)
    assert f.at(3).whole().value(x) == f.value(x)
    for all_of_them in (network(), network(batch=9), network(batch=100)):
        assert all_of_them.at(3) is all_of_them


def test_an_epoch_takes_every_sample_once():
    seen = np.concatenate([batch(k, 12, 4, 1) for k in range(3)])
    assert sorted(seen) == list(range(12))
    assert sorted(seen) != seen.tolist()
    assert batch(3, 12, 4, 1).tolist() != batch(0, 12, 4, 1).tolist()
    assert {len(batch(k, 14, 4, 1)) for k in range(9)} == {4}


def test_batches_average_to_the_whole():
    f = NetworkObjective([4, 5, 3], samples("softmax", m=12), batch=4)
    x = point(f)
    values, gradients = zip(*(f.at(k).gradient(x) for k in range(3)), strict=True)
    assert np.mean(values) == pytest.approx(f.value(x), rel=1e-12)
    np.testing.assert_allclose(np.mean(gradients, axis=0), f.gradient(x)[1], atol=1e-14)


@pytest.mark.parametrize("name", INITS)
def test_initialisations_have_the_variance_they_promise(name):
    layout = Layout([300, 400, 10])
    theta = init(layout, name, 1)
    first = layout.weights(theta)[0]
    wanted = {"glorot": 2 / 700, "he": 2 / 300, "lecun": 1 / 300}.get(name.split()[0], 0)
    assert first.var() == pytest.approx(wanted, rel=0.02)
    assert abs(first.mean()) <= 4 * math.sqrt(wanted / first.size)
    assert not any(bias.any() for bias in layout.biases(theta))
    assert init(layout, name, 1).tolist() == theta.tolist()
    if name != "zeros":
        assert init(layout, name, 2).tolist() != theta.tolist()
    if name.endswith("uniform"):
        assert np.abs(first).max() <= math.sqrt(3 * wanted)


def test_the_error_function_has_the_digits_of_the_library():
    x = np.concatenate([np.linspace(-7, 7, 20_001), np.array([1e-300, -1e-9, np.inf, -np.inf, 0.0])])
    wanted = np.array([math.erf(t) for t in x])
    np.testing.assert_allclose(erf(x), wanted, rtol=5e-16)
    assert np.isnan(erf(np.array([np.nan]))).all()


def test_accuracy_is_the_share_told_right():
    f = NetworkObjective([1, 2], Samples(np.ones((3, 1)), np.zeros(3, int)), held_out=samples("softmax", inputs=1))
    held = Samples(np.array([[1.0], [2.0], [-1.0], [-3.0]]), np.array([0, 1, 1, 1]))
    f.held_out = held
    x = np.zeros(f.size)
    x[f.index("W1[1,1]")] = 1.0  # the first output grows with the input
    assert f.accuracy(x) == 0.75
    assert network().accuracy(point(network())) is None
