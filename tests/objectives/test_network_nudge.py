"""One weight nudged: against whole forward passes, against the partial, and against many digits."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from descent_tui.objectives.net import nudge as nudging
from descent_tui.objectives.net.activation import ACTIVATIONS
from descent_tui.objectives.net.difference import (
    Odds,
    activation_difference,
    by_quadrature,
    cross_entropy_change,
    log_odds_change,
    one_score_change,
)
from descent_tui.objectives.net.init import init
from descent_tui.objectives.net.passes import Passes
from descent_tui.objectives.net.samples import Samples
from descent_tui.objectives.network import NetworkObjective
from descent_tui.session.nudge import nudge

EXACT = {
    "relu": lambda z: max(z, mpmath.mpf(0)),
    "tanh": mpmath.tanh,
    "sigmoid": lambda z: 1 / (1 + mpmath.exp(-z)),
    "softplus": lambda z: mpmath.log1p(mpmath.exp(z)),
    "gelu": lambda z: z * mpmath.ncdf(z),
    "identity": lambda z: z,
}


def network(activation="tanh", loss="cross-entropy", layers=(3, 5, 4, 3), seed=0, m=40, **more):
    rng = np.random.default_rng(seed)
    inputs = rng.normal(size=(m, layers[0]))
    if loss == "cross-entropy" and layers[-1] > 1:
        targets = rng.integers(0, layers[-1], m)
    elif loss == "cross-entropy":
        targets = rng.integers(0, 2, (m, 1)).astype(float)
    else:
        targets = rng.normal(size=(m, layers[-1]))
    f = NetworkObjective(layers, Samples(inputs, targets), activation, loss, **more)
    theta = init(f.layout, "glorot normal", seed) + 0.1 * rng.normal(size=f.size)
    return f, theta


NETWORKS = [
    (activation, loss, layers, decay)
    for activation in ACTIVATIONS
    for loss, layers, decay in (
        ("cross-entropy", (3, 5, 4, 3), 0.0),
        ("cross-entropy", (2, 4, 1), 0.01),
        ("mean squared error", (3, 4, 3, 4, 2), 0.0),
        ("mean squared error", (2, 3), 0.1),
    )
]


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("h", [1e-12, 1e-4, 0.5, 3.0])
def test_differences_of_activations_keep_their_digits(name, h):
    rng = np.random.default_rng(1)
    z, d = rng.normal(0, 3, 60), rng.normal(0, h, 60)
    got = activation_difference(ACTIVATIONS[name], z, d)
    f = EXACT[name]
    with mpmath.workdps(40):
        exact = [float(f(mpmath.mpf(a) + mpmath.mpf(b)) - f(mpmath.mpf(a))) for a, b in zip(z, d, strict=True)]
    np.testing.assert_allclose(got, exact, rtol=0, atol=2e-15 * np.abs(d).max())


def test_quadrature_is_exact_to_rounding_within_its_reach():
    z, d = np.linspace(-5, 5, 201), np.linspace(-1, 1, 201)
    np.testing.assert_allclose(by_quadrature(np.cos, z, d), np.sin(z + d) - np.sin(z), atol=1e-15)
    np.testing.assert_allclose(by_quadrature(np.cos, z, d * 0.01), np.sin(z + d * 0.01) - np.sin(z), atol=1e-15)


def _log_mean(p, e):
    terms = [mpmath.mpf(q) * mpmath.exp(move) for q, move in zip(p, e, strict=True)]
    return float(mpmath.log(mpmath.fsum(terms) / mpmath.fsum(p)))


@pytest.mark.parametrize("size", [1e-9, 1.0, 60.0, 2000.0])
def test_cross_entropy_changes_are_those_of_many_digits(size):
    rng = np.random.default_rng(2)
    z, d, y = rng.normal(0, 8, (20, 4)), rng.normal(0, size, (20, 4)), rng.integers(0, 4, 20)
    rows = np.arange(20)
    odds = Odds.of(z)
    p = odds.p
    with mpmath.workdps(60):
        exact = [_log_mean(row, move) for row, move in zip(p.tolist(), (d - d[rows, y][:, None]).tolist(), strict=True)]
    np.testing.assert_allclose(cross_entropy_change(odds, y, d), exact, rtol=1e-12, atol=1e-15 * min(size, 1))
    one = np.zeros_like(d)
    one[:, 2] = d[:, 2]
    np.testing.assert_allclose(one_score_change(odds, y, 2, d[:, 2]), cross_entropy_change(odds, y, one), rtol=1e-12)


def test_log_odds_are_cross_entropy_over_two_classes():
    rng = np.random.default_rng(3)
    z, d, y = rng.normal(0, 5, 30), rng.normal(0, 1e-3, 30), rng.integers(0, 2, 30)
    both = cross_entropy_change(Odds.of(np.column_stack([0 * z, z])), y, np.column_stack([0 * d, d]))
    np.testing.assert_allclose(log_odds_change(z, y.astype(float), d), both, rtol=1e-10)
    soft = np.full(30, 0.3)
    expected = np.logaddexp(0, z + d) - np.logaddexp(0, z) - 0.3 * d
    np.testing.assert_allclose(log_odds_change(z, soft, d), expected, atol=1e-14)


@pytest.mark.parametrize(("activation", "loss", "layers", "decay"), NETWORKS)
def test_every_weight_nudged_is_a_whole_forward_pass(activation, loss, layers, decay):
    f, theta = network(activation, loss, layers, decay=decay)
    around = f.around(theta)
    assert around.value == pytest.approx(f.value(theta), rel=1e-13)
    gradient = f.gradient(theta)[1]
    for i in range(f.size):
        for h in (0.7, -0.05):
            moved = theta.copy()
            moved[i] += h
            assert around.change(i, h).rise == pytest.approx(f.value(moved) - f.value(theta), abs=2e-13)
        assert around.partial(i) == pytest.approx(gradient[i], rel=1e-10, abs=1e-14)


@pytest.mark.parametrize(("activation", "loss", "layers", "decay"), NETWORKS)
def test_the_slope_agrees_with_the_partial(activation, loss, layers, decay):
    f, theta = network(activation, loss, layers, seed=4, decay=decay)
    for i in range(f.size):
        for h in (1e-5, 1e-7, 1e-10):
            seen = nudge(f, theta, i, h, np.nan)
            if not seen.kinks:
                bends = 0.5 * seen.truncation  # at 1e-5 the loss itself may bend by more than ten digits
                assert seen.slope == pytest.approx(seen.partial, rel=1e-10, abs=bends + 1e-16)
                assert bends <= 20 * h * h + 1e-15
            assert seen.agree


@pytest.mark.parametrize("layers", [(3, 6, 5, 3), (3, 6, 5, 4, 3), (3, 6, 3)])
def test_kinks_are_counted_and_crossed_rightly(layers):
    f, theta = network("relu", layers=layers, seed=6)
    around = f.around(theta)
    before = f.forward(theta)
    counted = 0
    for i in range(f.size):
        h = 0.3
        moved = theta.copy()
        moved[i] += h
        after = f.forward(moved)
        crossed = sum(int(((a > 0) != (b > 0)).sum()) for a, b in zip(before.z[:-1], after.z[:-1], strict=True))
        change = around.change(i, h)
        assert change.kinks == crossed
        assert change.rise == pytest.approx(f.value(moved) - f.value(theta), abs=1e-13)
        counted += crossed
    assert counted > 50


def test_a_network_in_float32_is_nudged_in_float64():
    f, theta = network("relu", layers=(4, 8, 6, 3), dtype=np.float32)
    exact, i = f.exact(), 10
    seen = nudge(f, theta, i, 1e-6, float(f.gradient(theta)[1][i]))
    assert seen.partial == pytest.approx(exact.gradient(theta)[1][i], rel=1e-12)
    assert seen.slope == pytest.approx(seen.partial, rel=1e-10)
    assert seen.agree


def test_a_dead_unit_agrees_that_nothing_happens():
    f, theta = network("relu", layers=(2, 3, 2))
    theta[f.index("b1[2]")] = -1e3
    seen = nudge(f, theta, f.index("W1[1,2]"), 1e-3, 0.0)
    assert (seen.change, seen.slope, seen.partial, seen.agree, seen.kinks) == (0.0, 0.0, 0.0, True, 0)


def test_many_nudges_cost_one_forward_pass(monkeypatch):
    f, theta = network(layers=(3, 5, 4, 3))
    made = []
    forward = Passes.forward
    monkeypatch.setattr(Passes, "forward", lambda *given: made.append(None) or forward(*given))
    for i in range(f.size):
        nudge(f, theta, i, 1e-4, 0.0)
    assert len(made) == 1
    nudge(f, theta + 1e-9, 0, 1e-4, 0.0)
    assert len(made) == 2


def test_only_what_feels_a_nudge_is_worked_out_again(monkeypatch):
    """Of a million products of the middle layer none is done again for a weight of the last two layers."""
    f, theta = network("relu", layers=(20, 60, 50, 4), m=30)
    around = f.around(theta)
    seen = []
    difference = nudging.activation_difference
    monkeypatch.setattr(nudging, "activation_difference", lambda a, z, d: seen.append(z.size) or difference(a, z, d))
    around.change(f.index("W3[7,2]"), 1e-4)
    assert seen == []
    around.change(f.index("W2[7,9]"), 1e-4)
    assert seen == [30]
    seen.clear()
    around.change(f.index("W1[7,9]"), 1e-9)
    assert seen == [30]  # between kinks, the layers above are known to be linear
