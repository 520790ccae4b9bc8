"""Indexed sums, products and means against plain loops over the entries."""

from __future__ import annotations

import math

import numpy as np
import pytest

from descent_tui.formula.arrays import ARRAYS
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


AXIS = np.array([-0.8, 0.0, 0.35, 1.7])


@pytest.mark.parametrize("written_out", [0, 512])
@pytest.mark.parametrize("text", CASES)
def test_sections_and_slices_of_sums(text, written_out, monkeypatch):
    """Over any coordinates, neighbours and the shared scalar included, with sums taken apart or not."""
    monkeypatch.setattr("descent_tui.formula.lowering.WRITTEN_OUT", written_out)
    evaluator = build(text)
    for i in range(N + 1):
        points = np.tile(X, (len(AXIS), 1))
        points[:, i] = AXIS
        wanted = evaluator.value(points)
        np.testing.assert_allclose(evaluator.slice(X, i, AXIS), wanted, rtol=1e-13, atol=1e-13)
        assert evaluator.slice(X, i, X[i : i + 1])[0] == pytest.approx(evaluator.value(X), rel=1e-14, abs=1e-14)
        np.testing.assert_array_equal(evaluator.grid(X, i, i, AXIS, [1, 2]), [evaluator.slice(X, i, AXIS)] * 2)
    for i, j in ((0, 1), (1, 0), (2, 5), (5, 3), (6, 2), (0, 6)):
        points = np.tile(X, (2, len(AXIS), 1))
        points[..., i], points[..., j] = AXIS, np.array([[0.6], [-1.1]])
        wanted = evaluator.value(points)
        np.testing.assert_allclose(evaluator.grid(X, i, j, AXIS, [0.6, -1.1]), wanted, rtol=1e-12, atol=1e-13)


LONG = {
    "sum(i, 1, n, (x[i] - i/n)^2)": 2,
    "sum(i, 1, n-1, 100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2)": 3,
    "exp(-sum(i, 1, n, x[i]^2)/n)*sum(i, 3, n, x[i]*x[i-2]) + mean(i, 1, n, x[i])^2": 8,
    "prod(i, 1, n, 1 + x[i]/n)": 2,
    "x[4]*sum(i, 1, n, cos(x[i])) - x[5]": 2,
}


@pytest.mark.parametrize("text", LONG)
def test_of_a_long_sum_only_what_moves_is_written_out(text):
    """The graph of a section is as small for ten thousand entries as for ten, and every sum in it is held."""
    sizes = []
    for size in (10, 10_000):
        variables = {"x": size}
        graph = Graph((3, 4))
        lowering = Lowering(graph, variables, {})
        lowering.node(parse(text, variables))
        assert lowering._written == LONG[text]
        assert not any(graph.spaces[node] and graph.supports[node] for node in range(len(graph.kinds)))
        sizes.append(len(graph.kinds))
    assert sizes[0] == sizes[1]
    evaluator = Evaluator(parse(text, variables), variables, {})
    x = np.sin(np.arange(10_000.0))
    points = np.tile(x, (3, 2, 1))
    points[..., 3], points[..., 4] = [0.5, -2.0], [[1.0], [0.0], [3.0]]
    field = evaluator.grid(x, 3, 4, [0.5, -2.0], [1.0, 0.0, 3.0])
    np.testing.assert_allclose(field, evaluator.value(points), rtol=1e-13)


def test_sums_in_which_everything_moves():
    """A scalar that every one of a thousand terms reads, and a sum inside a sum: the long way, and the same numbers."""
    variables = {"c": None, "x": 600}
    for text in ("sum(i, 1, n, (x[i] - c*i/n)^2)", "sum(i, 1, n, (x[i] - mean(j, 1, n, x[j]))^2) + c"):
        evaluator = Evaluator(parse(text, variables), variables, {})
        x = np.cos(np.arange(601.0))
        points = np.tile(x, (2, 3, 1))
        points[..., 0], points[..., 7] = [0.5, -2.0, 0.0], [[1.0], [0.0]]
        field = evaluator.grid(x, 0, 7, [0.5, -2.0, 0.0], [1.0, 0.0])
        np.testing.assert_allclose(field, evaluator.value(points), rtol=1e-12)
        points = np.tile(x, (3, 1))
        points[:, 0] = [0.5, -2.0, 0.0]
        np.testing.assert_allclose(evaluator.slice(x, 0, points[:, 0]), evaluator.value(points), rtol=1e-12)


def test_what_depends_on_no_variable_is_computed_once(monkeypatch):
    """κ^((i − 1)/(n − 1)) does not change from step to step, nor from point to batch."""
    calls = []

    def counted(u, v):
        calls.append(1)
        return np.power(u, v)

    monkeypatch.setitem(ARRAYS, "pow", counted)
    variables = {"x": 50}
    evaluator = Evaluator(parse("sum(i, 1, n, 7^(i/n)*x[i]^2)", variables), variables, {})
    x = np.ones(50)
    value = evaluator.value(x)
    for _ in range(3):
        assert evaluator.value(x) == value
    assert evaluator.value(np.stack([x, x])).tolist() == pytest.approx([value, value], rel=1e-14)
    assert len(calls) == 1


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
    """Of a hundred terms a map over x₁ and x₂ computes two for rows and columns; one product is for whole fields."""
    variables = {"x": 100}
    evaluator = Evaluator(parse("sum(i, 1, n, x[i]^2 - 10*cos(2*pi*x[i]))", variables), variables, {})
    x = np.linspace(-1, 1, 100)
    axis = np.linspace(-2, 2, 7)
    field = evaluator.grid(x, 0, 1, axis, axis)
    assert [step[0] for step in evaluator._section(0, 1).plan.blockwise] == [np.dot]
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
    u, v = np.linspace(0, 1, 5000), np.linspace(1, 0, 5000)
    field = evaluator.plane(np.zeros(5000), u, v, np.linspace(-1, 1, 20), np.linspace(-1, 1, 10))
    assert field.shape == (10, 20)
    assert sum(seen) == 200
    assert max(seen) * 5000 <= 4 * 16_384
