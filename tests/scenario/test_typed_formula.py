"""A formula typed on the command line becomes a scenario of its own."""

from __future__ import annotations

import math

import pytest

from descent_tui.formula.errors import FormulaError
from descent_tui.objectives.names import UnknownVariable
from descent_tui.scenario.scenario import Scenario
from descent_tui.scenario.typed import free_names


def test_the_seed_bowl_typed() -> None:
    s = Scenario.from_formula("x^2 + x*y + y^2")
    assert s.sizes == {"x": None, "y": None}
    assert s.ranges == [(-3.0, 3.0), (-3.0, 3.0)]
    assert s.start == pytest.approx([2.0, 1.0])
    assert s.axes == (0, 1)
    assert s.path is None
    assert (s.descent.optimizer, math.isnan(s.descent.lr)) == ("gd", True)
    assert s.title == s.formula == "x^2 + x*y + y^2"


@pytest.mark.parametrize(
    ("formula", "names"),
    [
        ("z + w + y + x", ["x", "y", "z", "w"]),
        ("b + a*z", ["z", "b", "a"]),
        ("sin(t) + e^t + pi + π", ["t"]),
        ("x + n", ["x"]),
        ("2x sin(y)", ["x", "y"]),
        ("|x| + √(y)", ["x", "y"]),
        ("θ^2 + where(x > 0, x, -x)", ["x", "θ"]),
        ("sum(i, 1, 3, i*x)", ["x"]),
        ("sum(i*x for i in 1..3)", ["x"]),
        ("prod(k, 1, 2, mean(j, 1, 2, j + k + u))", ["u"]),
        ("ln(x) + arctan(y)", ["x", "y"]),
        ("x^2 + xy + y^2", ["x", "y"]),
        ("3xyz", ["x", "y", "z"]),
        ("wx + b", ["x", "w", "b"]),
        ("ab + a + b", ["a", "b"]),
        ("ab + a", ["ab", "a"]),
        ("cost^2 + x1x2", ["cost", "x1x2"]),
        ("x₁(1 − x₂)", ["x1", "x2"]),
        ("x_1(1 − x_2)", ["x_1", "x_2"]),
        ("x_1^2 + x_1x_2 + x_2^2", ["x_1", "x_2"]),
        ("x + y + x_y + x_", ["x", "y", "x_y", "x_"]),
        ("sum(i, 1, 9, exp(ix₁) − e^(ix₂))", ["x1", "x2"]),
        ("R(p, q) = arctan(pq²)", ["p", "q"]),
        ("f(m, g, h) = mgh", ["m", "g", "h"]),
        ("P(n, t) = nt", ["n", "t"]),
        ("f(x, y) = (ax + by)/(cx + dy)", ["x", "y", "a", "b", "c", "d"]),
        ("f(x, y) = rate x + vx", ["x", "y", "rate", "v"]),
        ("xy(1 − x − y)", ["x", "y"]),
        ("4ε[(σ/r)¹² − (σ/r)⁶]", ["ε", "σ", "r"]),
        ("x1^2 + x1x2 + x2^2", ["x1", "x2"]),
        ("w1x + w1y1 + w1 + y1", ["x", "w1", "y1"]),
        ("sin(2pix) + xe^y", ["x", "y"]),
        ("sum(xyk for k in 1..3)", ["x", "y"]),
        ("sum(k, 1, 3, kx)", ["x"]),
        ("ax[2] + x[1] + a", ["x", "a"]),
        ("xx[2]", ["xx"]),
    ],
)
def test_the_names_that_are_variables(formula: str, names: list[str]) -> None:
    assert list(free_names(formula)) == names
    assert list(Scenario.from_formula(formula).sizes) == names


def test_digits_below_the_line_name_the_same_variable() -> None:
    s = Scenario.from_formula("a₁x₁² + x₂", {"x₁": (0.0, 1.0)}, start={"x₂": 2.0}, constants={"a₁": 3.0})
    assert list(s.sizes) == ["x1", "x2"]
    assert s.ranges[0] == (0.0, 1.0)
    assert s.start[1] == 2.0
    assert [knob.name for knob in s.constants] == ["a1"]


def test_letters_side_by_side_are_one_name_where_it_is_declared() -> None:
    assert Scenario.from_formula("xy^2").sizes == {"x": None, "y": None}
    assert Scenario.from_formula("xy^2", {"xy": (-1, 1)}).sizes == {"xy": None}
    assert Scenario.from_formula("xy^2", start={"xy": 1}).sizes == {"xy": None}
    assert Scenario.from_formula("xy*x", constants={"xy": 2}).sizes == {"x": None}


def test_constants_are_no_variables() -> None:
    s = Scenario.from_formula("a*x^2", constants={"a": 2})
    assert s.sizes == {"x": None}
    assert s.constant_values == {"a": 2.0}
    assert s.axes == (0, 0)


def test_ranges_and_starts_are_kept_and_a_range_declares_a_variable() -> None:
    s = Scenario.from_formula("x^2", {"x": (0, 1), "y": (-1, 4)}, {"x": 0.25})
    assert s.ranges == [(0.0, 1.0), (-1.0, 4.0)]
    assert s.start == pytest.approx([0.25, -1 + 5 * 2 / 3])


def test_vectors_are_as_long_as_their_start_their_size_or_their_largest_index() -> None:
    assert Scenario.from_formula("x[1]^2 + x[3]").sizes == {"x": 3}
    assert Scenario.from_formula("sum(i, 1, n, x[i]^2)", sizes={"x": 5}).sizes == {"x": 5}
    s = Scenario.from_formula("sum(i, 1, n, x[i]^2)", start={"x": [1, 2]})
    assert (s.sizes, s.start) == ({"x": 2}, [1.0, 2.0])
    assert len(set(Scenario.from_formula("x[1]^2 + x[2]").start)) == 2


def test_what_cannot_be_read_is_said_with_its_column() -> None:
    with pytest.raises(FormulaError, match="how many entries has the vector x") as caught:
        Scenario.from_formula("1 + sum(i, 1, n, x[i])")
    assert caught.value.column == 18
    for text, says in (
        ("x + inf", "every number in a formula is finite"),
        ("x if x > 0 else y", r"where\(condition, then, otherwise\)"),
        ("sinx", r"did you mean sin\(x\)\?"),
        ("1 + cos2x", r"did you mean cos\(2x\)\?"),
        ("log10x", r"did you mean log10\(x\)\?"),
        ("tanhxy", r"did you mean tanh\(xy\)\?"),
        ("pow(x, 2)", r"write u\^v"),
        ("((", "this \\( is never closed"),
        ("1e308*10", "overflows"),
        ("x[-1]", "how many entries has the vector x"),
        ("gamma(x)", "no formula of the functions"),
        ("j0(x)", "j0 is not a function"),
        ("zy_(x)", "zy_ is not a function"),
        ("σ(w·x + b)", r"write sigmoid\(…\); for a product write σ·\(…\)"),
        ("Σ x", r"a sum is sum\(i, 1, n, x\[i\]\)"),
    ):
        with pytest.raises(FormulaError, match=says):
            free_names(text)
    assert list(free_names("cost + logic + index + maxx")) == ["cost", "logic", "index", "maxx"]
    assert list(free_names("sinx", declared=["sinx"])) == ["sinx"]
    assert list(free_names("σ² + Σ", declared=["Σ"])) == ["σ", "Σ"]
    with pytest.raises(FormulaError, match="there is no variable in this formula"):
        Scenario.from_formula("1 + 2")
    with pytest.raises(FormulaError) as caught:
        Scenario.from_formula("x^2 +")
    assert caught.value.column >= 5


def test_starts_and_ranges_that_are_none() -> None:
    with pytest.raises(UnknownVariable, match="the only variable is x"):
        Scenario.from_formula("x^2", start={"q": 1})
    with pytest.raises(ValueError, match="low below high"):
        Scenario.from_formula("x^2", {"x": (1, 1)})
    with pytest.raises(ValueError, match="finite"):
        Scenario.from_formula("x^2", start={"x": math.inf})
    with pytest.raises(ValueError, match="wants 3 numbers, not 2"):
        Scenario.from_formula("x[3]", start={"x": [1, 2]}, sizes={"x": 3})
