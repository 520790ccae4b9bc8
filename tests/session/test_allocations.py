"""What one step takes of memory, counted in arrays of n numbers: the iterate it keeps, and next to nothing else."""

from __future__ import annotations

import gc
import tracemalloc

import numpy as np
import pytest

from descent_tui.formula import lending, stock, tape
from descent_tui.objectives.formula import FormulaObjective
from descent_tui.optimizers import lending as lent_to_rules
from descent_tui.optimizers import table
from descent_tui.optimizers.optimizer import defaults
from descent_tui.session import stepping as stepping_module
from descent_tui.session.session import Iterate, sealed
from descent_tui.session.stepping import Stepping, propose

N = 200_000
TABLES = {"newton", "bfgs"}
"""What solves for all free variables at once takes no step here."""

TURNED = [
    *((name, {}) for name in table.NAMES if name not in TABLES),
    ("line-search", {"search": 1.0}), ("coordinate", {"pick": 1.0}), ("rmsprop", {"centered": 1.0, "momentum": 0.9}),
    ("adam", {"weight_decay": 0.1}), ("lbfgs", {"line_search_fn": 1.0, "lr": 1e-3, "history_size": 3.0}),
]  # fmt: skip


class Bowl:
    """½·Σ cᵢ·xᵢ², whose gradient is the only array that is made."""

    def __init__(self, size):
        self.size, self.curvature = size, np.linspace(2.0, 0.5, size)

    def at(self, _k):
        """Return itself."""
        return self

    def value(self, x):
        """Return f."""
        return 0.5 * float(np.einsum("i,i,i", self.curvature, x, x))

    def gradient(self, x):
        """Return (f, ∇f)."""
        slopes = self.curvature * x
        return 0.5 * float(slopes @ x), slopes


def walked(name, turned, f, free, steps):
    """Return a rule's way on a bowl, with the settings turned, and the iterates."""
    rule = table.find(name)
    stepping = Stepping(rule, f, {**defaults(rule), **turned}, free)
    x = np.linspace(0.5, 1.5, f.size)
    path = [sealed(Iterate(0, x, *f.gradient(x), rule.init(x)))]
    for _ in range(steps):
        path.append(stepping.after(path[-1]))
    return stepping, path


def arrays_of(iterate):
    return [iterate.x, iterate.gradient, *iterate.state.values()]


def peak_of(work):
    """Return what `work()` returns, and the bytes that were in use at most beyond those before."""
    gc.collect()
    tracemalloc.start()
    try:
        result = work()
        return result, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("free", [1, 2, 1000], ids=["all-free", "half-free", "few-free"])
@pytest.mark.parametrize(("name", "turned"), TURNED)
def test_a_step_allocates_the_iterate_it_keeps_and_nothing_else_of_its_size(name, turned, free):
    mask = np.arange(N) % free == 0
    stepping, path = walked(name, turned, Bowl(N), mask, 4)
    here = path[-1]
    before = {id(array) for array in arrays_of(here)}
    came, peak = peak_of(lambda: stepping.after(here))
    made = sum(array.nbytes for array in arrays_of(came) if id(array) not in before)
    assert peak < made + 0.2 * 8 * N
    assert made <= (5 if mask.all() else 7) * 8 * N + 2000


@pytest.mark.parametrize("free", [1, 3], ids=["all-free", "some-frozen"])
@pytest.mark.parametrize(("name", "turned"), TURNED)
def test_what_was_lent_for_a_step_changes_no_bit_and_is_in_no_iterate(name, turned, free, monkeypatch):
    n = 500
    monkeypatch.setattr(stock, "_idle", [])
    mask = np.arange(n) % free == 0
    _, fresh = walked(name, turned, Bowl(n), mask, 6)
    for module in (lent_to_rules, stepping_module):
        monkeypatch.setattr(module, "LENT_FROM", 1)
    _, path = walked(name, turned, Bowl(n), mask, 6)
    kept = [array for iterate in path for array in arrays_of(iterate)]
    for array in stock._idle:
        assert not any(np.shares_memory(array, one) for one in kept)
        array[:] = np.nan  # and nothing is read that an earlier step left there
    assert [[array.tobytes() for array in arrays_of(one)] for one in path] == [
        [array.tobytes() for array in arrays_of(one)] for one in fresh
    ]


def test_a_move_that_is_looked_at_keeps_its_arrays():
    rule, f, free = table.find("line-search"), Bowl(N), np.ones(N, bool)
    stepping, path = walked("line-search", {}, f, free, 1)
    move = propose(rule, f, path[0], stepping.settings, free)
    stepping.after(path[0])
    assert move.direction[0] == path[0].gradient[0]
    assert move.story(0, str) == propose(rule, f, path[0], stepping.settings, free).story(0, str)


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
    monkeypatch.setattr(lending, "TAKEN_FROM", 1)
    for _ in range(3):  # what depends on no variable is kept between the runs
        lent_value, lent = f.gradient(x)
        assert np.float64(lent_value).tobytes() == np.float64(value).tobytes()
        assert lent.tobytes() == gradient.tobytes()
        assert not np.shares_memory(lent, x)
        assert np.asarray(f.value(x)).tobytes() == np.float64(value).tobytes()
        assert f.hessian_product(x, x).tobytes() == bend.tobytes()
        lent[:] = 7.0  # it is the caller's own
    assert x.tobytes() == kept.tobytes()


@pytest.mark.parametrize("formula", [*FORMULAS[:3], FORMULAS[5]])
def test_a_gradient_of_many_variables_allocates_itself(formula):
    f = FormulaObjective(formula, {"w": N})
    x = np.linspace(0.5, 1.5, N)
    f.gradient(x)
    (_, gradient), peak = peak_of(lambda: f.gradient(x))
    assert peak < gradient.nbytes + 0.2 * 8 * N
