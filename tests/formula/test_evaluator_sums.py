"""Indexed sums, products and means against plain loops over the entries."""

from __future__ import annotations

import math

import numpy as np
import pytest

from descent_tui.formula.evaluator import Evaluator
from descent_tui.formula.graph import Graph
from descent_tui.formula.lowering import Lowering
from descent_tui.formula.parser import parse

N = 6
VECTOR = {"x": N, "c": None}
X = np.array([0.7, -1.2, 0.4, 1.9, -0.3, 1.1, 0.8])
ENTRY = X[:N]
C = X[N]


def loop(function, low, high):
    return [function(i) for i in range(low, high + 1)]


def x(i):
    return ENTRY[i - 1]


CASES = {
    "sum(i, 1, n, x[i]^2)": lambda: sum(loop(lambda i: x(i) ** 2, 1, N)),
    "sum(x[i]^2 for i in 1..n)": lambda: sum(loop(lambda i: x(i) ** 2, 1, N)),
    "sum(i, 1, n-1, 100*(x[i+1]-x[i]^2)^2 + (1-x[i])^2)": lambda: sum(
        loop(lambda i: 100 * (x(i + 1) - x(i) ** 2) ** 2 + (1 - x(i)) ** 2, 1, N - 1)
    ),
    "sum(i, 2, 4, i*x[i] + c)": lambda: sum(loop(lambda i: i * x(i) + C, 2, 4)),
    "sum(i, 1, n, c)": lambda: N * C,
    "sum(i, 1, n, i)*c": lambda: 21 * C,
    "sum(i, 3, 2, x[i])+c": lambda: C,
    "sum(i, 3, 3, x[i])*c": lambda: x(3) * C,
    "prod(i, 3, 2, x[i])*c": lambda: C,
    "prod(i, 1, n, c)": lambda: C**N,
    "prod(i, 1, n, x[i])": lambda: math.prod(ENTRY),
    "prod(i, 1, n, 1 + c*x[i]^2/i)": lambda: math.prod(loop(lambda i: 1 + C * x(i) ** 2 / i, 1, N)),
    "mean(i, 1, n, exp(c*x[i]))": lambda: sum(loop(lambda i: math.exp(C * x(i)), 1, N)) / N,
    "10*n + sum(i, 1, n, x[i]^2 - 10*cos(2*pi*x[i]))": lambda: (
        60 + sum(loop(lambda i: x(i) ** 2 - 10 * math.cos(2 * math.pi * x(i)), 1, N))
    ),
    "sum(i, 1, n, sum(j, 1, n-1, x[i]*x[j+1]*i + c))": lambda: sum(
        x(i) * x(j + 1) * i + C for i in range(1, N + 1) for j in range(1, N)
    ),
    "sum(i, 1, n, (sum(j, 1, 3, x[j]*j + x[i]) - c)^2)": lambda: sum(
        (sum(x(j) * j + x(i) for j in range(1, 4)) - C) ** 2 for i in range(1, N + 1)
    ),
    "sum(i, 1, n, x[i]*sum(j, 1, 4, x[j]^2))": lambda: sum(
        x(i) * sum(x(j) ** 2 for j in range(1, 5)) for i in range(1, N + 1)
    ),
    "sum(i, 1, 2, prod(j, 1, n, x[j] - i*c))": lambda: sum(
        math.prod(x(j) - i * C for j in range(1, N + 1)) for i in (1, 2)
    ),
    "sum(i, 1, 3, prod(j, 1, 4, x[j]))": lambda: 3 * math.prod(ENTRY[:4]),
    "prod(i, 1, 3, sum(j, 1, n, (x[i] - x[j])^2) + 1)": lambda: math.prod(
        sum((x(i) - x(j)) ** 2 for j in range(1, N + 1)) + 1 for i in range(1, 4)
    ),
    "prod(i, 1, 3, prod(j, 1, 4, i + j*x[j]*c))": lambda: math.prod(
        i + j * x(j) * C for i in range(1, 4) for j in range(1, 5)
    ),
    "mean(i, 1, 3, mean(j, 1, n, max(x[i], x[j], c)))": lambda: (
        sum(max(x(i), x(j), C) for i in range(1, 4) for j in range(1, N + 1)) / (3 * N)
    ),
    "sum(i, 1, n, where(x[i] > 0, sqrt(x[i]), x[i]^2))": lambda: sum(
        loop(lambda i: math.sqrt(x(i)) if x(i) > 0 else x(i) ** 2, 1, N)
    ),
    "sum(i, 1, 1, sum(j, 1, n, x[i]*x[j]))": lambda: sum(x(1) * x(j) for j in range(1, N + 1)),
    "sum(i, 1, n, sum(j, 1, 1, x[i]*x[j] + c))": lambda: sum(x(1) * x(j) + C for j in range(1, N + 1)),
    "sum(i, 1, n, relu(x[i]))*x[2] + x[n]*c": lambda: sum(max(0, v) for v in ENTRY) * x(2) + x(N) * C,
    "sum(i, 1, n, sum(j, 1, n, j))*c": lambda: 21 * N * C,
}


def build(text):
    return Evaluator(parse(text, VECTOR), VECTOR, {})


@pytest.mark.parametrize("text", CASES)
def test_value_is_that_of_the_loop(text):
    """A sum over an index is the sum over the index."""
    wanted = CASES[text]()
    evaluator = build(text)
    assert evaluator.value(X) == pytest.approx(wanted, rel=1e-13, abs=1e-14)
    batch = np.stack([X, 2 * X, -X])
    one_by_one = [evaluator.value(row) for row in batch]
    np.testing.assert_allclose(evaluator.value(batch), one_by_one, rtol=1e-13, atol=1e-14)
    np.testing.assert_allclose(evaluator.value(batch.reshape(3, 1, 7)).ravel(), one_by_one, rtol=1e-13, atol=1e-14)


@pytest.mark.parametrize("text", CASES)
def test_gradient_against_differences(text):
    """Gradient of a point, of a batch, and central differences agree."""
    evaluator = build(text)
    value, gradient = evaluator.gradient(X)
    assert value == evaluator.value(X)
    h = 1e-6
    slopes = [(evaluator.value(X + h * unit) - evaluator.value(X - h * unit)) / (2 * h) for unit in np.eye(N + 1)]
    scale = 1 + np.abs(gradient).max()
    np.testing.assert_allclose(gradient, slopes, rtol=1e-6, atol=1e-7 * scale)
    values, gradients = evaluator.gradients(np.stack([X, X / 2]))
    np.testing.assert_allclose(values, [value, evaluator.value(X / 2)], rtol=1e-13, atol=1e-14)
    np.testing.assert_allclose(gradients[0], gradient, rtol=1e-12, atol=1e-13 * scale)
    np.testing.assert_allclose(gradients[1], evaluator.gradient(X / 2)[1], rtol=1e-12, atol=1e-13 * scale)
    assert evaluator.point(X.tolist()) == (value, gradient.tolist())


@pytest.mark.parametrize("text", CASES)
def test_hessian_against_differences(text):
    """The Hessian is symmetric and the change of the gradient, products over zero entries included."""
    evaluator = build(text)
    for point in (X, np.where(np.arange(N + 1) == 2, 0.0, X)):
        hessian = evaluator.hessian(point)
        h = 1e-6
        columns = [
            (evaluator.gradient(point + h * unit)[1] - evaluator.gradient(point - h * unit)[1]) / (2 * h)
            for unit in np.eye(N + 1)
        ]
        scale = 1 + np.abs(hessian).max()
        if "where" in text or "relu" in text or "max" in text:
            columns = np.array(columns)
            columns[2], columns[:, 2] = hessian[2], hessian[:, 2]  # a kink or cusp at 0
        np.testing.assert_allclose(hessian, np.array(columns).T, rtol=1e-5, atol=1e-6 * scale)
        np.testing.assert_array_equal(hessian, hessian.T)


@pytest.mark.parametrize("text", CASES)
def test_planes_of_sums(text):
    """A section through a formula with sums is the formula at each of its points, also when tiles are one point small."""
    evaluator = build(text)
    a, b = np.linspace(-1, 1, 5), np.linspace(0, 2, 3)
    wanted = np.empty((3, 5))
    for row, second in enumerate(b):
        for column, first in enumerate(a):
            point = X.copy()
            point[1], point[4] = first, second
            wanted[row, column] = evaluator.value(point)
    np.testing.assert_allclose(evaluator.grid(X, 1, 4, a, b), wanted, rtol=1e-12, atol=1e-13)
    u, v = np.linspace(0, 1, 7), np.linspace(1, -1, 7)
    points = X + a[None, :, None] * u + b[:, None, None] * v
    np.testing.assert_allclose(evaluator.plane(X, u, v, a, b), evaluator.value(points), rtol=1e-11, atol=1e-12)


def test_products_with_zeros_have_their_slopes():
    """∂/∂x₂ of x₁x₂x₃ at x₂ = 0 is x₁x₃: nothing is divided."""
    evaluator = Evaluator(parse("prod(i, 1, n, x[i])", {"x": 3}), {"x": 3}, {})
    assert evaluator.gradient([2.0, 0.0, 5.0])[1].tolist() == [0.0, 10.0, 0.0]
    assert evaluator.gradient([0.0, 0.0, 5.0])[1].tolist() == [0.0, 0.0, 0.0]
    assert evaluator.hessian([0.0, 0.0, 5.0]).tolist() == [[0, 5, 0], [5, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize("size", [10, 1000, 1_000_000])
def test_sums_are_never_unrolled(size):
    """The graph of a chained sum has as many nodes for a million entries as for ten."""
    variables = {"x": size}
    graph = Graph()
    Lowering(graph, variables, {}).node(parse("sum(i, 1, n-1, 100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2)", variables))
    assert len(graph.kinds) < 20


def test_a_million_entries():
    """A million variables: value and gradient of a chained sum, exact at the minimum."""
    variables = {"x": 1_000_000}
    evaluator = Evaluator(parse("sum(i, 1, n-1, (x[i+1] - x[i]^2)^2 + (1 - x[i])^2)", variables), variables, {})
    value, gradient = evaluator.gradient(np.ones(1_000_000))
    assert value == 0.0
    assert not gradient.any()
    with pytest.raises(ValueError, match="too large to write down"):
        evaluator.hessian(np.ones(1_000_000))


def test_a_map_of_a_long_sum_computes_two_terms():
    """Of a hundred terms a map over x₁ and x₂ computes two for rows and columns; one addition is for whole fields."""
    variables = {"x": 100}
    evaluator = Evaluator(parse("sum(i, 1, n, x[i]^2 - 10*cos(2*pi*x[i]))", variables), variables, {})
    x = np.linspace(-1, 1, 100)
    axis = np.linspace(-2, 2, 7)
    field = evaluator.grid(x, 0, 1, axis, axis)
    (plan,) = evaluator._map(0, 1)._plans.values()
    assert len(plan.blockwise) == 1
    point = x.copy()
    point[:2] = axis[3], axis[5]
    assert field[5, 3] == pytest.approx(evaluator.value(point), rel=1e-13)


def test_tiles_bound_the_memory(monkeypatch):
    """A plane through a wide formula never asks for more than a few blocks at once."""
    variables = {"x": 5000}
    evaluator = Evaluator(parse("sum(i, 1, n, (x[i] - i/n)^2)", variables), variables, {})
    seen = []
    run = type(evaluator._tape).on_arrays
    monkeypatch.setattr(
        type(evaluator._tape), "on_arrays", lambda tape, x, v=None: seen.append(x.a.size * x.b.size) or run(tape, x, v)
    )
    field = evaluator.grid(np.zeros(5000), 0, 1, np.linspace(-1, 1, 20), np.linspace(-1, 1, 10))
    assert field.shape == (10, 20)
    assert sum(seen) == 200
    assert max(seen) * 5000 <= 4 * 16_384
