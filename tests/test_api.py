"""The Python interface, as a notebook uses it."""

from __future__ import annotations

import copy
import inspect
import math
import pydoc
import subprocess
import sys

import numpy as np
import pytest

import descent_tui as dt


def test_a_formula_is_an_objective():
    bowl = dt.formula("x^2 + x*y + y^2", ["x", "y"])

    assert bowl.value([1, 2]) == 7.0
    value, gradient = bowl.gradient([1, 2])
    assert (value, gradient.tolist()) == (7.0, [4.0, 5.0])
    assert str(bowl.partial("x")) == "2·x + y"
    assert [step.after for step in bowl.explain("x")][-1] == "2·x + y"


def test_the_floor_of_that_name_does_not_take_the_functions_place():
    from descent_tui.formula.parser import parse

    assert parse("x", {"x": None})
    assert dt.formula("x^2", ["x"]).value([3]) == 9.0
    assert dt.formula("y^2", ["y"]).value([3]) == 9.0


@pytest.mark.parametrize("first", ["import descent_tui.formula.parser", "import descent_tui.api", "pass"])
def test_in_whatever_order_things_are_imported(first):
    code = f"{first}\nimport descent_tui as dt\nfor _ in range(2): print(dt.formula('x^2', ['x']).value([3]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["9.0", "9.0"]


def test_vectors_and_constants():
    assert dt.formula("sum(i, 1, n, x[i]^2)", {"x": 1000}).value(np.ones(1000)) == 1000.0
    assert dt.formula("a*x^2", ["x"], constants={"a": 2}).value([3]) == 18.0


def test_a_bad_formula_says_where():
    with pytest.raises(dt.FormulaError) as wrong:
        dt.formula("x^2 + sinn(y)", ["x", "y"])
    assert wrong.value.column == 7
    assert isinstance(wrong.value, ValueError)


def test_descend_returns_the_whole_trajectory():
    bowl = dt.formula("x^2 + x*y + y^2", ["x", "y"])
    run = dt.descend(bowl, start=[2, 1], lr=0.1, steps=50, frozen=["y"])

    assert run.path.shape == (51, 2)
    assert run.values.shape == (51,)
    assert run.gradients.shape == (51, 2)
    assert (run.path[:, 1] == 1.0).all()
    assert run.path[-1, 0] == pytest.approx(-0.5, abs=1e-4)
    assert run.stopped.startswith("steps")


def test_load_knows_shipped_scenarios():
    landscape = dt.load("rosenbrock")

    assert landscape.objective.value([1, 1]) == 0.0
    assert landscape.title == "Rosenbrock's valley"
    with pytest.raises(LookupError):
        dt.load("nowhere")


@pytest.mark.parametrize("formula", ["x^2 + sin(x*y)", "sum(i, 1, n, w[i]^2)"])
def test_a_point_has_a_number_for_each_variable(formula):
    f = dt.formula(formula, ["x", "y"] if "y" in formula else {"w": 2})
    for x in ([1.0], [1.0, 2.0, 3.0], 1.0, np.ones((4, 3)), np.ones(1)):
        for ask in (f.value, f.gradient, f.hessian, lambda x: f.hessian_product(x, [1.0, 0.0])):
            with pytest.raises(ValueError, match="has 2 coordinates"):
                ask(x)
    with pytest.raises(ValueError, match="has 2 coordinates"):
        f.hessian_product([1.0, 2.0], [1.0])
    assert np.shape(f.value(np.ones((3, 4, 2)))) == (3, 4)


@pytest.mark.parametrize(
    ("text", "variables", "constants", "says"),
    [
        ("x", ["x", "x"], {}, "declared twice"),
        ("a*x", ["x"], {"a": math.nan}, "must be a finite number"),
        ("a*x", ["x"], {"a": math.inf}, "must be a finite number"),
        ("x + 1", {"x": 0}, {}, "at least one entry"),
        ("sum(i, 1, n, x[i])", {"x": -3}, {}, "at least one entry"),
        ("a*x", ["x", "a"], {"a": 1.0}, "both a variable and a constant"),
    ],
)
def test_declarations_that_mean_nothing_are_refused(text, variables, constants, says):
    with pytest.raises(ValueError, match=says):
        dt.formula(text, variables, constants)


def test_a_formula_shows_itself():
    assert repr(dt.formula("x^2 + x*y", ["x", "y"])) == "<formula x² + x·y of x and y>"


def test_what_is_offered_behind_the_dot_and_what_help_says():
    assert {"formula", "load", "descend", "FormulaError"} <= set(dir(dt))
    assert "Return a formula as an objective" in pydoc.render_doc(dt.formula)
    assert list(inspect.signature(dt.formula).parameters) == ["text", "variables", "constants"]
    assert {"objective", "start", "title"} <= set(dir(dt.load("seed-bowl")))


def test_a_landscape_can_be_copied():
    assert copy.copy(dt.load("seed-bowl")).title == "The seed bowl"


def test_one_pattern_may_stand_by_itself():
    run = dt.descend(dt.formula("x^2 + y^2", ["x", "y"]), start=[2, 1], steps=3, frozen="all but x")

    assert set(run.path[:, 1]) == {1.0}
    assert run.path[-1, 0] < 2.0


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda bowl: dt.descend(dt.load("seed-bowl"), start=[1, 1]), r"its \.objective, and not Landscape"),
        (lambda bowl: dt.descend("x^2", start=[1]), r"dt\.formula.*, and not str"),
        (lambda bowl: dt.descend(bowl, start={"x": 1, "y": 1}), "a list of numbers"),
        (lambda bowl: dt.formula(3, ["x"]), "a formula is text.* not int"),
    ],
)
def test_the_wrong_thing_is_told_the_right_one(wrong, says):
    with pytest.raises(TypeError, match=says):
        wrong(dt.formula("x^2 + y^2", ["x", "y"]))
