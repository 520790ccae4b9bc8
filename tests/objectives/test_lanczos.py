"""The ends of a spectrum, against all of it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from descent_tui.objectives.formula import FormulaObjective
from descent_tui.objectives.lanczos import Cancelled, lanczos, start_from


def symmetric(n, seed):
    rng = np.random.default_rng(seed)
    half = rng.standard_normal((n, n))
    return half + half.T


@pytest.mark.parametrize("n", [1, 2, 3, 10, 60])
@pytest.mark.parametrize("reorthogonalise", [True, False])
def test_all_products_give_both_ends(n, reorthogonalise):
    matrix = symmetric(n, n)
    ends = lanczos(lambda v: matrix @ v, start_from(None, n, seed=1), n, reorthogonalise=reorthogonalise)
    values = np.linalg.eigvalsh(matrix)
    scale = np.abs(values).max()
    loose = 1e-9 if reorthogonalise else 1e-3
    assert ends.highest.value == pytest.approx(values[-1], abs=loose * scale)
    assert ends.lowest.value == pytest.approx(values[0], abs=loose * scale)
    assert abs(ends.largest.value) == pytest.approx(scale, rel=loose)
    assert ends.products <= n


@pytest.mark.parametrize("seed", range(5))
def test_a_residual_bounds_the_distance_to_an_eigenvalue(seed):
    matrix = symmetric(80, seed)
    values = np.linalg.eigvalsh(matrix)
    for k in (1, 3, 8, 20):
        ends = lanczos(lambda v: matrix @ v, start_from(None, 80, seed), k)
        for ritz in (ends.highest, ends.lowest):
            assert np.abs(values - ritz.value).min() <= ritz.residual + 1e-10
            y = ritz.vector
            assert np.linalg.norm(y) == pytest.approx(1.0)
            assert np.linalg.norm(matrix @ y - ritz.value * y) == pytest.approx(ritz.residual, abs=1e-9)
        assert ends.highest.value <= values[-1] + 1e-10
        assert ends.lowest.value >= values[0] - 1e-10


def test_the_largest_by_absolute_value_may_be_negative():
    matrix = np.diag([-9.0, 1.0, 2.0, 3.0])
    ends = lanczos(lambda v: matrix @ v, np.ones(4), 4)
    assert ends.largest.value == pytest.approx(-9.0)
    assert ends.highest.value == pytest.approx(3.0)


def test_a_warm_start_takes_fewer_products_and_still_sees_what_overtook():
    rng = np.random.default_rng(3)
    basis = np.linalg.qr(rng.standard_normal((300, 300)))[0]
    spectrum = np.concatenate([np.linspace(0, 5, 298), [9.0, 10.0]])
    matrix = (basis * spectrum) @ basis.T
    turned = (basis * np.concatenate([spectrum[:-2], [9.6, 9.5]])) @ basis.T  # the second is the first now

    def products(vector, of):
        return lanczos(lambda v: of @ v, start_from(vector, 300), 100, tolerance=1e-6)

    cold = products(None, matrix)
    warm = products(cold.highest.vector, matrix)
    assert warm.products < cold.products
    after = products(cold.highest.vector, turned)
    assert after.highest.value == pytest.approx(9.6, rel=1e-6)


def test_a_space_that_is_exhausted_ends_the_search():
    matrix = np.diag([4.0, 4.0, 4.0, 1.0])
    ends = lanczos(lambda v: matrix @ v, np.ones(4), 4)
    assert ends.products == 2
    assert (ends.highest.value, ends.lowest.value) == pytest.approx((4.0, 1.0))


def test_it_stops_when_told():
    asked = []

    def cancelled():
        asked.append(None)
        return len(asked) > 3

    matrix = symmetric(20, 0)
    with pytest.raises(Cancelled):
        lanczos(lambda v: matrix @ v, start_from(None, 20), 10, cancelled=cancelled)
    assert len(asked) == 4


def test_what_is_not_finite_is_said_not_raised():
    ends = lanczos(lambda v: v * math.nan, np.ones(3), 3)
    assert math.isnan(ends.highest.value)
    assert ends.products == 1


@pytest.mark.parametrize("start", [np.zeros(3), np.array([1.0, math.inf, 0.0])])
def test_a_start_that_is_no_direction_is_refused(start):
    with pytest.raises(ValueError, match="direction"):
        lanczos(lambda v: v, start, 2)


@pytest.mark.parametrize("formula", ["sum(i, 1, n-1, 100*(x[i+1]-x[i]^2)^2 + (1-x[i])^2)", "sum(i, 1, n, x[i]^4)"])
def test_a_formula_by_its_products_is_its_hessian(formula):
    f = FormulaObjective(formula, {"x": 12})
    x = np.random.default_rng(5).uniform(-1, 1, 12)
    values = np.linalg.eigvalsh(f.hessian(x))
    ends = lanczos(lambda v: f.hessian_product(x, v), start_from(None, 12), 12)
    assert ends.highest.value == pytest.approx(values[-1], rel=1e-9)
    assert ends.lowest.value == pytest.approx(values[0], rel=1e-9, abs=1e-9 * abs(values).max())


def test_what_is_frozen_stays_out():
    matrix = np.diag([9.0, 1.0, 2.0])
    free = np.array([0.0, 1.0, 1.0])
    ends = lanczos(lambda v: free * (matrix @ v), start_from(np.ones(3), 3, free=free), 3)
    assert ends.highest.value == pytest.approx(2.0)
