"""How books write formulas: a head in front, arguments without parentheses, digits below the line, fractions, signs."""

from __future__ import annotations

from contextlib import suppress

import pytest

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.limits import PRINTED
from descent_tui.formula.parser import parse
from descent_tui.scenario.scenario import Scenario

PLANE = ["x", "y"]

SAME = {
    "f(x, y) = x² + y²": "x^2 + y^2",
    "f(x,y)=x": "x",
    "L = x² + y": "x^2 + y",
    "z = f(x, y) = x·y": "x*y",
    "z := x·y": "x*y",
    "g(y) ≔ y²": "y^2",
    "sin x": "sin(x)",
    "x sin y + y sin x": "x*sin(y) + y*sin(x)",
    "sin 2x cos y": "sin(2*x)*cos(y)",
    "cos 2πxy": "cos(2*pi*x*y)",
    "sin² x + cos^2 y": "sin(x)^2 + cos(y)^2",
    "sin x²": "sin(x^2)",
    "exp x^2": "exp(x^2)",
    "ln x · cos y / exp x": "log(x)*cos(y)/exp(x)",
    "ln|x − y|/x": "log(abs(x - y))/x",
    "|sin x| + |y|": "abs(sin(x)) + abs(y)",
    "e^sin x": "e^sin(x)",
    "where(sin x > cos y, ln x, exp y)": "where(sin(x) > cos(y), log(x), exp(y))",
    "max(sin x, cos y)": "max(sin(x), cos(y))",
    "sum(sin x for i in 1..3)": "sum(i, 1, 3, sin(x))",
    "log₂(x) + log₁₀ y": "log2(x) + log10(y)",
    "½x² + ¾y": "1/2*x^2 + 3/4*y",
    "x^½": "x^(1/2)",
    "⅓(x + y)": "1/3*(x + y)",
    "x – y ÷ 2 ∗ 3 ∙ 4 ∕ 5 ⁄ 6": "x - y / 2 * 3 * 4 / 5 / 6",
    "x\u00a0+\u2009y\u202f\u205f": "x + y",
}


@pytest.mark.parametrize("text", SAME)
def test_books_are_read(text):
    """What stands there is the same tree as the plain spelling."""
    variables = dict.fromkeys(PLANE)
    assert parse(text, variables) == parse(SAME[text], variables)


@pytest.mark.parametrize(
    ("text", "variables", "plain"),
    [
        ("100(x₂ − x₁²)² + (1 − x₁)²", {"x1": None, "x2": None}, "100*(x2 - x1^2)^2 + (1 - x1)^2"),
        ("x1x2 + 3x2x1²", {"x1": None, "x2": None}, "x1*x2 + 3*x2*x1^2"),
        ("x₁x₂", {"x_1": None, "x_2": None}, "x_1*x_2"),
        ("100(x₂ − x₁²)² + (1 − x₁)²", {"x": 2}, "100*(x[2] - x[1]^2)^2 + (1 - x[1])^2"),
        ("x₁ + x[2]", {"x1": None, "x": 2}, "x1 + x[2]"),
        ("sin x₁ − cos θ₁₂", {"x1": None, "θ12": None}, "sin(x1) - cos(θ12)"),
        ("θ1² + λ_max·β", {"θ1": None, "λ_max": None, "β": None}, "θ1^2 + λ_max*β"),
        ("sum(i, 1, 2, sin w[i+1]²)", {"w": 3}, "sum(i, 1, 2, sin(w[i+1]^2))"),
    ],
)
def test_names_with_digits_below_the_line(text, variables, plain):
    assert parse(text, variables) == parse(plain, variables)


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("x + y = 3", 7, "right of the ="),
        ("x(y) = f(x) = 3", 6, "on both sides"),
        ("g(y) = f(x) = 3", 13, "right of the ="),
        ("u = v = w = x", 11, "right of the ="),
        ("z = y = x", 5, "y means something else here"),
        ("x² + y².", 8, "leave the point at the end away"),
        ("f() = x", 5, "right of the ="),
        ("f(x,) = x", 7, "right of the ="),
        ("f(2) = x", 6, "right of the ="),
        ("= x", 1, "right of the ="),
        ("2 = x", 3, "right of the ="),
        ("where(x = 3, 1, 2)", 9, "right of the ="),
        ("f(x, y, x) = x", 9, "x stands twice"),
        ("f(x, z) = x", 6, "no variable z"),
        ("y = x", 1, "y means something else here"),
        ("sin(x) = x", 1, "sin means something else here"),
        ("y = x + y", 3, "on both sides"),
        ("f(x) = f", 6, "on both sides"),
        ("f(x) =", 7, "empty"),
        ("f(x, y) = x + u", 15, "no variable u"),
        ("f(x, y) = sinn(x)", 11, "did you mean sin"),
        ("θ", 1, "no variable θ"),
        ("x₃", 1, "no variable x3"),
        ("½½", 2, "a sign is missing"),
        ("sin", 1, "sin needs its argument"),
        ("sin −x", 1, "sin needs its argument"),
        ("sin x y", 1, r"write sin\(x y\)"),
        ("sin x/2", 1, r"write sin\(x\)"),
        ("sin x*y", 1, r"write sin\(x\)"),
        ("sin x(y + 1)", 1, r"write sin\(x\)"),
        ("sin x^y", 1, "sin needs its argument"),
        ("ln|x − |y||", 1, "ln needs its argument"),
        ("ln|x|²", 1, "ln needs its argument"),
        ("max x", 1, "max needs its argument"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(text, column, says):
    with pytest.raises(FormulaError, match=says) as refused:
        parse(text, {"x": None, "y": None})
    assert refused.value.column == column


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("100(x₂ − x₁²)² + (1 − x₁)²", ["x1", "x2"]),
        ("w10 + w9 + b + w1", ["w1", "w9", "w10", "b"]),
        ("f(b, a) = a²", ["b", "a"]),
        ("f(x, y) = x²", ["x", "y"]),
        ("y = x²", ["x"]),
        ("L(w) = w²", ["w"]),
        ("z = sin x + cos y", ["x", "y"]),
        ("x₁ + x[3]", ["x[1]", "x[2]", "x[3]"]),
        ("f(x₁, x₂) = x₂²", ["x1", "x2"]),
    ],
)
def test_the_variables_of_what_is_typed(text, names):
    scenario = Scenario.from_formula(text)
    assert [
        v.name if v.size is None else f"{v.name}[{i}]" for v in scenario.variables for i in range(1, v.count + 1)
    ] == names


@pytest.mark.parametrize("unit", ["sin x+", "sin|x|+", "sin|", "ln x[1", "sin^2 ", "|sin ", "f(x,", "x₁", "½+", "="])
def test_many_of_them_are_read_or_refused_in_one_sweep(unit, monkeypatch):
    """The work grows with the text, whatever stands in it: each token is looked at a few times."""
    from descent_tui.formula import bare

    looked = []
    real = bare._is_factor
    monkeypatch.setattr(bare, "_is_factor", lambda token: looked.append(token) or real(token))
    text = (unit * 3000)[:16_000]
    with suppress(FormulaError):
        parse(text, {"x": None}, limits=PRINTED)
    assert len(looked) <= len(text)
