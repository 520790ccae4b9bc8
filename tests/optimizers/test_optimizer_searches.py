"""Directions for all variables together: what a line search accepts, saddles, and how many variables are too many."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from optimizers_walking import moves, objective, settings_for, walk

from descent_tui.optimizers import table
from descent_tui.optimizers.optimizer import TooManyVariables
from descent_tui.optimizers.trial import Place, Ray
from descent_tui.optimizers.wolfe import Conditions, cubic, search
from descent_tui.session.opening import iterate_at
from descent_tui.session.stepping import Refused, propose, step

ROSENBROCK = objective("(1-x)^2 + 100*(y-x^2)^2")
SADDLE = objective("x^2 - y^2 + y^4/4")
ALONG = ("conjugate-gradient", "bfgs", "lbfgs", "line-search")


class Wide:
    """f = Σ i·xᵢ²/2 in n variables, with slopes asked for counted."""

    def __init__(self, n):
        self.size, self.asked = n, 0
        self._scale = 1.0 + np.arange(n) / n

    def at(self, k):
        del k
        return self

    def value(self, x):
        return float((self._scale * x) @ x) / 2

    def gradient(self, x):
        self.asked += 1
        return self.value(x), self._scale * x

    def hessian(self, x):
        del x
        raise AssertionError("the whole Hessian was asked for")

    def hessian_product(self, x, v):
        del x
        return self._scale * v


def ray(f, x, way):
    value, gradient = f.gradient(np.asarray(x, float))
    return Ray(f, np.asarray(x, float), np.asarray(way, float), value, gradient)


@pytest.mark.parametrize(
    "formula", ["x^4 - 3*x", "exp(x) - 4*x", "log(1 + x^2) - x/3 + x^2/100", "sin(x) - x/2 + x^2/40", "x^2 - 2*x"]
)
@given(first=st.floats(1e-3, 50), c2=st.sampled_from([0.1, 0.5, 0.9]))
def test_what_a_search_accepts_meets_the_strong_wolfe_conditions(formula, first, c2):
    f = objective(formula, ("x",))
    line = ray(f, [-0.5], -f.gradient([-0.5])[1])
    place = search(line, first, Conditions(1e-4, c2, most=60))

    assert place.value <= line.start.value + 1e-4 * place.t * line.start.slope
    assert abs(place.slope) <= c2 * abs(line.start.slope)
    assert line.trials[-1].verdict == "accepted"
    assert line.gradients == len(line.trials)


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(-3, 3), st.floats(0.1, 3), st.floats(0.1, 5))
def test_the_cubic_goes_to_the_lowest_point_between(a, b, c, t, cube):
    """For the cubic ct³ + bt² + at through 0 and t, its minimum between them is found exactly."""

    def place(at):
        return Place(at, cube * at**3 + b * at**2 + a * at + c, 3 * cube * at**2 + 2 * b * at + a, np.zeros(1))

    found = cubic(place(0.0), place(t))
    assert 0 <= found <= t
    assert found == pytest.approx(cubic(place(t), place(0.0)), abs=1e-9)
    inner = b * b - 3 * cube * a
    if inner > 1e-6:
        lowest = (-b + math.sqrt(inner)) / (3 * cube)
        if 0 < lowest < t:
            assert found == pytest.approx(lowest, abs=1e-6)


def test_a_wall_of_what_is_not_defined_is_walked_up_to_and_not_into():
    f = objective("x - log(1 - x)", ("x",))  # falls to the left; to the right of 1 it is not defined
    line = ray(objective("-x - log(1 - x)/10", ("x",)), [0.0], [1.0])
    place = search(line, 64.0, Conditions())

    assert 0 < place.t < 1
    assert np.isfinite(place.value)
    assert line.trials[0].value == math.inf
    assert len(walk("line-search", f, [0.5], settings_for("line-search"), 5)) == 6


@pytest.mark.parametrize("name", ALONG)
def test_f_never_rises_and_every_gradient_is_counted(name):
    f = Wide(40)
    here = iterate_at(f, np.linspace(-1, 1, 40))
    free, settings, rule = np.ones(40, bool), settings_for(name), table.find(name)
    for _ in range(8):
        before = f.asked
        move = propose(rule, f, here, settings, free)
        assert f.asked - before == move.evaluations
        came = step(rule, f, here, settings, free)
        assert came.value <= here.value
        here = came


def test_conjugate_gradients_end_on_a_quadratic_in_as_many_steps_as_variables():
    f = objective("x^2 + 5*y^2 + x*y")
    path = walk("conjugate-gradient", f, [3.0, -2.0], settings_for("conjugate-gradient", c1=1e-6, c2=1e-9), 2)

    assert np.abs(path[-1].x).max() < 1e-7


def test_bfgs_learns_the_inverse_hessian_of_a_quadratic():
    path = walk("bfgs", objective("x^2 + 5*y^2 + x*y"), [3.0, -2.0], settings_for("bfgs"), 12)

    np.testing.assert_allclose(path[-1].state["inverse"], np.linalg.inv([[2, 1], [1, 10]]), atol=1e-3)


def test_newton_takes_one_step_to_the_bottom_of_a_bowl():
    path = walk("newton", objective("x^2 + x*y + y^2"), [2.0, 1.0], settings_for("newton"), 1)

    assert np.abs(path[-1].x).max() < 1e-14


def test_newton_falls_from_a_saddle_and_plain_newton_climbs_to_it():
    fell = walk("newton", SADDLE, [1.0, 0.01], settings_for("newton"), 30)[-1]
    plain = settings_for("newton", saddle_free="off", backtracking="off")
    climbed = walk("newton", SADDLE, [1.0, 0.01], plain, 30)[-1]

    assert fell.value == pytest.approx(-1)
    assert abs(climbed.value) < 1e-9


def test_newton_works_where_the_hessian_vanishes_or_is_not_defined():
    assert walk("newton", objective("3*x + y"), [1.0, 1.0], settings_for("newton"), 2)[-1].value < 4
    assert len(walk("newton", objective("abs(x)^1.5 + y^2"), [0.0, 1.0], settings_for("newton"), 3)) == 4


@pytest.mark.parametrize("name", ["newton", "bfgs"])
def test_too_many_free_variables_are_refused_in_words(name):
    f, rule = Wide(1000), table.find(name)
    x, free = np.ones(1000), np.ones(1000, bool)
    with pytest.raises(TooManyVariables, match="free variables: freeze the others, or take lbfgs"):
        rule.propose(f, x, {}, settings_for(name), free, 0)
    came = step(rule, f, iterate_at(f, x), settings_for(name), free)

    assert isinstance(came, Refused)
    assert "1,000 × 1,000" in came.why
    assert propose(rule, f, iterate_at(f, x), settings_for(name), free).arithmetic(3, repr) == "1.0"


@pytest.mark.parametrize("name", ["newton", "bfgs"])
def test_a_few_free_among_very_many_are_no_trouble(name):
    f = Wide(100_000)
    free = np.zeros(f.size, bool)
    free[[3, 77_777]] = True
    path = walk(name, f, np.ones(f.size), settings_for(name), 6, free)

    assert np.abs(path[-1].x[free]).max() < 1e-6
    assert (path[-1].x[~free] == 1).all()


@pytest.mark.parametrize("name", ["bfgs", "lbfgs", "conjugate-gradient"])
def test_what_was_learnt_is_forgotten_when_other_variables_are_free(name):
    middle = walk(name, ROSENBROCK, [-1.2, 1.0], settings_for(name), 4)[-1]
    free = np.array([True, False])
    after = walk(name, ROSENBROCK, middle.x, settings_for(name), 1, free, here=middle)[-1]
    fresh = walk(name, ROSENBROCK, middle.x, settings_for(name), 1, free)[-1]

    assert after.x.tolist() == fresh.x.tolist()


def test_lbfgs_keeps_as_many_pairs_as_it_may_and_shares_them():
    f = Wide(30)
    path = walk("lbfgs", f, np.linspace(1, 2, 30) ** 3, settings_for("lbfgs", history_size=3), 7)
    last = path[-1].state

    assert sum(name[0] == "y" for name in last) == 3
    assert sum(any(array is other for other in path[-2].state.values()) for array in last.values()) >= 5


def test_the_length_of_a_move_is_the_length_that_was_accepted():
    for _, move in moves("line-search", ROSENBROCK, [-1.2, 1.0], settings_for("line-search", search="strong-wolfe"), 5):
        assert move.lr == next(trial.t for trial in move.trials if trial.verdict == "accepted")
