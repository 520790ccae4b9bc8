"""The classic landscapes written a second time, in numpy, from their publications; no formula of the grammar is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from numpy import abs, arctan2, cos, exp, pi, prod, sin, sqrt, sum  # noqa: A004  mathematics reads better unqualified

from descent_tui.formula.evaluator import Evaluator
from descent_tui.formula.parser import parse
from descent_tui.scenario import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable


def bohachevsky(x: Any, y: Any) -> Any:
    return x * x + 2 * y * y - 0.3 * cos(3 * pi * x) - 0.4 * cos(4 * pi * y) + 0.7


def branin(x: Any, y: Any) -> Any:
    a, b, c, r, s, t = 1, 5.1 / (4 * pi**2), 5 / pi, 6, 10, 1 / (8 * pi)
    return a * (y - b * x * x + c * x - r) ** 2 + s * (1 - t) * cos(x) + s


def colville(a: Any, b: Any, c: Any, d: Any) -> Any:
    coupled = 10.1 * ((b - 1) ** 2 + (d - 1) ** 2) + 19.8 * (b - 1) * (d - 1)
    return 100 * (a * a - b) ** 2 + (a - 1) ** 2 + (c - 1) ** 2 + 90 * (c * c - d) ** 2 + coupled


def ackley(*x: Any) -> Any:
    z = np.array(x)
    return -20 * exp(-0.2 * sqrt(np.mean(z**2, 0))) - exp(np.mean(cos(2 * pi * z), 0)) + 20 + np.e


def levy(*x: Any) -> Any:
    w = 1 + (np.array(x) - 1) / 4
    middle = sum((w[:-1] - 1) ** 2 * (1 + 10 * sin(pi * w[:-1] + 1) ** 2), 0)
    return sin(pi * w[0]) ** 2 + middle + (w[-1] - 1) ** 2 * (1 + sin(2 * pi * w[-1]) ** 2)


def griewank(*x: Any) -> Any:
    z, i = np.array(x), np.arange(1, len(x) + 1)[:, None]
    return sum(z**2, 0) / 4000 - prod(cos(z / sqrt(i)), 0) + 1


def michalewicz(*x: Any) -> Any:
    z, i = np.array(x), np.arange(1, len(x) + 1)[:, None]
    return -sum(sin(z) * sin(i * z**2 / pi) ** 20, 0)


def schwefel(*x: Any) -> Any:
    z = np.array(x)
    return 418.9828872724339 * len(x) - sum(z * sin(sqrt(abs(z))), 0)


def rosenbrock(*x: Any) -> Any:
    z = np.array(x)
    return sum(100 * (z[1:] - z[:-1] ** 2) ** 2 + (1 - z[:-1]) ** 2, 0)


def helical_valley(x: Any, y: Any, z: Any) -> Any:
    return 100 * ((z - 10 * arctan2(y, x) / (2 * pi)) ** 2 + (sqrt(x * x + y * y) - 1) ** 2) + z * z


def powell_singular(a: Any, b: Any, c: Any, d: Any) -> Any:
    return (a + 10 * b) ** 2 + 5 * (c - d) ** 2 + (b - 2 * c) ** 4 + 10 * (a - d) ** 4


def trid(*x: Any) -> Any:
    z = np.array(x)
    return sum((z - 1) ** 2, 0) - sum(z[1:] * z[:-1], 0)


def goldstein_price(x: Any, y: Any) -> Any:
    left = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
    right = 30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)
    return left * right


def peaks(x: Any, y: Any) -> Any:
    first = 3 * (1 - x) ** 2 * exp(-(x**2) - (y + 1) ** 2)
    second = 10 * (x / 5 - x**3 - y**5) * exp(-(x**2) - y**2)
    return -(first - second - exp(-((x + 1) ** 2) - y**2) / 3)


def xor_net(*w: Any) -> Any:
    inputs = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]])
    targets = [-0.9, 0.9, 0.9, -0.9]
    total = 0
    for (p, q), target in zip(inputs, targets, strict=True):
        hidden = [np.tanh(w[k] * p + w[k + 1] * q + w[k + 2]) for k in (0, 3)]
        total = total + (np.tanh(w[6] * hidden[0] + w[7] * hidden[1] + w[8]) - target) ** 2
    return total / 4


def line_fit(m: Any, b: Any) -> Any:
    return np.mean([(m * t + b - y) ** 2 for t, y in [(1, 2), (2, 3), (3, 5), (4, 6)]], 0)


def logistic_neuron(w: Any, b: Any) -> Any:
    data = [(1, 1), (2, -1), (-1, 1)]
    return sum([np.log1p(exp(-y * (w * t + b))) for t, y in data], 0) + 0.05 * (w * w + b * b)


def hinge(w: Any, b: Any) -> Any:
    data = [(-2, -1), (-1, -1), (0.5, 1), (2, 1)]
    return np.mean([np.maximum(0, 1 - y * (w * t + b)) for t, y in data], 0) + 0.05 * w * w


def chain_of_wells(*x: Any) -> Any:
    z = np.array(x)
    return sum((z**2 - 1) ** 2, 0) + 0.5 * sum(np.diff(z, axis=0) ** 2, 0)


REFERENCES: dict[str, Callable[..., Any]] = {
    "ackley": ackley,
    "beale": lambda x, y: sum([(c - x * (1 - y**k)) ** 2 for k, c in ((1, 1.5), (2, 2.25), (3, 2.625))], 0),
    "bohachevsky": bohachevsky,
    "booth": lambda x, y: (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2,
    "branin": branin,
    "bukin": lambda x, y: 100 * sqrt(abs(y - x * x / 100)) + abs(x + 10) / 100,
    "chain-of-wells": chain_of_wells,
    "colville": colville,
    "drop-wave": lambda x, y: -(1 + cos(12 * sqrt(x * x + y * y))) / ((x * x + y * y) / 2 + 2),
    "easom": lambda x, y: -cos(x) * cos(y) * exp(-((x - pi) ** 2) - (y - pi) ** 2),
    "eggholder": lambda x, y: -(y + 47) * sin(sqrt(abs(y + x / 2 + 47))) - x * sin(sqrt(abs(x - (y + 47)))),
    "freudenstein-roth": lambda x, y: (-13 + x - 2 * y + 5 * y**2 - y**3) ** 2 + (-29 + x - 14 * y + y**2 + y**3) ** 2,
    "goldstein-price": goldstein_price,
    "griewank": griewank,
    "helical-valley": helical_valley,
    "himmelblau": lambda x, y: (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
    "hinge": hinge,
    "least-squares": line_fit,
    "levy": levy,
    "logistic-neuron": logistic_neuron,
    "matyas": lambda x, y: 0.26 * (x * x + y * y) - 0.48 * x * y,
    "mccormick": lambda x, y: sin(x + y) + (x - y) ** 2 - 1.5 * x + 2.5 * y + 1,
    "michalewicz": michalewicz,
    "peaks": peaks,
    "powell-singular": powell_singular,
    "rastrigin": lambda *x: 10 * len(x) + sum([z * z - 10 * cos(2 * pi * z) for z in x], 0),
    "rosenbrock": rosenbrock,
    "rosenbrock-6d": rosenbrock,
    "schwefel": schwefel,
    "seed-bowl": lambda x, y: x * x + x * y + y * y,
    "six-hump-camel": lambda x, y: 4 * x**2 - 2.1 * x**4 + x**6 / 3 + x * y - 4 * y**2 + 4 * y**4,
    "sphere": lambda *x: sum([z * z for z in x], 0),
    "styblinski-tang": lambda *x: sum([z**4 - 16 * z**2 + 5 * z for z in x], 0) / 2,
    "sum-squares": lambda *x: sum([k * z * z for k, z in enumerate(x, 1)], 0),
    "three-hump-camel": lambda x, y: 2 * x**2 - 1.05 * x**4 + x**6 / 6 + x * y + y**2,
    "trid": trid,
    "trid-6d": trid,
    "xor-net": xor_net,
    "zakharov": lambda x, y: x * x + y * y + (0.5 * x + y) ** 2 + (0.5 * x + y) ** 4,
    "zettl": lambda x, y: (x * x + y * y - 2 * x) ** 2 + x / 4,
}


@pytest.mark.parametrize("name", sorted(REFERENCES))
def test_formula_agrees_with_an_independent_reference(name: str) -> None:
    s = catalogue.load(name)
    low, high = np.array(s.ranges).T
    x = np.random.default_rng(50).uniform(low, high, (50, s.size))
    got = np.asarray(Evaluator(parse(s.formula, s.sizes, s.constant_values), s.sizes, s.constant_values).value(x))
    want = REFERENCES[name](*x.T)
    assert np.allclose(got, want, rtol=1e-11, atol=1e-11 * np.abs(want).max())
