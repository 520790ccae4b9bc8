"""What one step takes of memory, counted in arrays of n numbers: the iterate it keeps, and next to nothing else."""

from __future__ import annotations

import gc
import tracemalloc

import numpy as np
import pytest

from descent_tui.formula import tape
from descent_tui.objectives.formula import FormulaObjective
from descent_tui.optimizers import table
from descent_tui.optimizers.coordinatewise import Coordinatewise
from descent_tui.optimizers.optimizer import defaults
from descent_tui.session.recent import size
from descent_tui.session.session import Iterate, sealed
from descent_tui.session.stepping import Stepping

N = 200_000
EVERYWHERE = [name for name in table.NAMES if isinstance(table.find(name), Coordinatewise)]
MORE = {"sgd-noise": 1}
"""Whole arrays that a rule cannot do without: the noise of all coordinates is drawn at once."""


class Bowl:
    """½·Σ xᵢ², whose gradient is the only array that is made."""

    size = N

    def at(self, _k):
        """Return itself."""
        return self

    def gradient(self, x):
        """Return (f, ∇f)."""
        return 0.5 * float(x @ x), x.copy()


def peak_of(work):
    """Return what `work()` returns, and the bytes that were in use at most beyond those before."""
    gc.collect()
    tracemalloc.start()
    try:
        result = work()
        return result, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_step_allocates_the_iterate_it_keeps_and_little_else(name):
    rule, f = table.find(name), Bowl()
    x = np.linspace(0.5, 1.5, N)
    stepping = Stepping(rule, f, defaults(rule), np.ones(N, bool))
    here = sealed(Iterate(0, x, *f.gradient(x), rule.init(x)))
    for _ in range(2):
        here = stepping.after(here)
    came, peak = peak_of(lambda: stepping.after(here))
    assert peak < size(came) + (MORE.get(name, 0) + 0.7) * 8 * N
    assert size(came) <= 5 * 8 * N + 2000


FORMULAS = (
    "sum(i, 1, n, 2^((i - 1)/(n - 1))*(w[i] - 1)^2)/2",
    "sum(i, 1, n-1, 100*(w[i+1]-w[i]^2)^2 + (1-w[i])^2)",
    "sum(i, 1, n, w[i]^2)", "sum(i, 1, n, 3*w[i])", "sum(i, 1, n, -w[i]*0)",
    "10*n + sum(i, 1, n, w[i]^2 - 10*cos(2*pi*w[i]))",
    "-20*exp(-0.2*sqrt(mean(i, 1, n, w[i]^2))) - exp(mean(i, 1, n, cos(2*pi*w[i])))",
    "sum(i, 1, n, abs(w[i]) + relu(w[i] - 1) + sigmoid(w[i])*softplus(-w[i]) + max(w[i], 0.5))",
    "sum(i, 1, n, where(w[i] > 0, exp(w[i]), sin(w[i])))", "prod(i, 1, n, 1 + w[i]/n)",
    "sum(i, 1, n, w[1]*w[i])", "sum(i, 1, n, hypot(w[i], 1)*atan2(w[i], 2) + w[i]^3/(1 + w[i]^2))",
)  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
def test_lent_arrays_change_no_bit_and_nothing_that_was_given(formula, monkeypatch):
    n = 37
    f = FormulaObjective(formula, {"w": n})
    x = np.sin(np.arange(n) * 1.7) * 1.5
    x[3] = 0.0
    kept = x.copy()
    value, gradient = f.gradient(x)
    bend = f.hessian_product(x, x)
    monkeypatch.setattr(tape, "LENT_FROM", 1)
    for _ in range(3):  # what depends on no variable is kept between the runs
        lent_value, lent = f.gradient(x)
        assert np.float64(lent_value).tobytes() == np.float64(value).tobytes()
        assert lent.tobytes() == gradient.tobytes()
        assert not np.shares_memory(lent, x)
        assert np.asarray(f.value(x)).tobytes() == np.float64(value).tobytes()
        assert f.hessian_product(x, x).tobytes() == bend.tobytes()
        lent[:] = 7.0  # it is the caller's own
    assert x.tobytes() == kept.tobytes()


def test_a_gradient_of_many_variables_takes_one_array_beside_itself():
    f = FormulaObjective(FORMULAS[0], {"w": N})
    x = np.linspace(0.5, 1.5, N)
    f.gradient(x)
    (_, gradient), peak = peak_of(lambda: f.gradient(x))
    assert peak < gradient.nbytes + 1.1 * 8 * N
