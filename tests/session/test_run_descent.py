"""A descent without a screen: what is kept, what is told, and when it stops."""

from __future__ import annotations

import numpy as np
import pytest

from descent_tui.objectives.formula import FormulaObjective
from descent_tui.session.actions import ActionError
from descent_tui.session.nudge import nudge
from descent_tui.session.run import Descent, descend


@pytest.fixture
def bowl():
    return FormulaObjective("x^2 + x*y + y^2", {"x": None, "y": None})


def descent(objective, steps=5, until=None, lr=0.1):
    return Descent(objective, np.array([2.0, 1.0]), "gd", {"lr": lr}, steps, np.ones(2, bool), until)


def test_a_descent_is_the_start_and_then_its_steps(bowl):
    going = descent(bowl)
    run = descend(bowl, [2.0, 1.0], lr=0.1, steps=5)

    assert [iterate.k for iterate in going] == [0, 1, 2, 3, 4, 5]
    np.testing.assert_array_equal([iterate.x for iterate in descent(bowl)], run.path)
    assert going.stopped == run.stopped == "steps: all 5 were taken"


def test_a_descent_keeps_one_step_of_its_past(bowl):
    last = list(descent(bowl))[-1]

    assert last.parent.k == 4
    assert last.parent.parent is None


def test_the_stopping_rule_is_asked_at_the_start_and_at_the_end(bowl):
    at_once = descent(bowl, until="value<8")
    in_the_end = descent(bowl, until="steps>=5")

    assert [iterate.k for iterate in at_once] == [0]
    assert at_once.stopped.startswith("until: f is 7")
    assert len(list(in_the_end)) == 6
    assert in_the_end.stopped.startswith("until")


def test_the_change_of_f_is_measured_over_one_step(bowl):
    going = descent(bowl, steps=500, until="change<1e-6")
    values = [iterate.value for iterate in going]

    assert going.stopped.startswith("until")
    assert abs(values[-1] - values[-2]) < 1e-6 <= abs(values[-2] - values[-3])


def test_the_gradient_is_measured_over_what_is_free(bowl):
    run = descend(bowl, [2.0, 1.0], lr=0.1, steps=500, frozen=["y"], until="grad<1e-6 or steps>=400")

    assert run.stopped.startswith("until: ‖∇f‖")
    assert abs(run.gradients[-1][1]) > 1


def test_an_unreadable_rule_is_refused_before_the_first_step(bowl):
    with pytest.raises(ActionError, match="grad<1e-6"):
        descent(bowl, until="soon")


def test_a_diverging_descent_ends_on_its_last_finite_iterate():
    run = descend(FormulaObjective("x^4", {"x": None}), [3.0], lr=10.0)

    assert run.diverged
    assert np.isfinite(run.path).all()
    assert np.isfinite(run.values).all()


@pytest.mark.parametrize("h", [1e-1, 1e-3, 1e-5, 1e-8, 1e-11, -1e-3])
def test_a_nudge_agrees_at_every_size_where_f_is_smooth(h):
    f = FormulaObjective("exp(x)*sin(y) + x^3", {"x": None, "y": None})
    x = np.array([0.7, 0.4])
    seen = nudge(f, x, 0, h, float(f.gradient(x)[1][0]))

    assert seen.agree


@pytest.mark.parametrize("h", [1e-1, 1e-3, 1e-5])
def test_a_nudge_finds_out_a_wrong_partial(h, bowl):
    x = np.array([1.0, 2.0])

    assert not nudge(bowl, x, 0, h, 4.001).agree
