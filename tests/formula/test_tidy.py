"""Tidying: what it writes, and that it changes no value."""

from __future__ import annotations

import pytest

from descent_tui.formula.evaluator import Evaluator
from descent_tui.formula.limits import PRINTED
from descent_tui.formula.parser import parse
from descent_tui.formula.printing import show
from descent_tui.formula.tidy import tidy

SIZES = {"x": None, "y": None}
CONSTANTS = {"a": 1.7}
POINT = [0.7, 1.3]

TIDIED = [
    ("x + x", "2·x"),
    ("2*x + y*1 + 0", "2·x + y"),
    ("0 + x*1 + 2*y", "x + 2·y"),
    ("x*0 + 0*sin(x)", "0"),
    ("x + y - x", "y"),
    ("x*y^(x + 1)", "x·y^(x + 1)"),
    ("x*y^x*y", "x·y^(x + 1)"),
    ("x*y + y*x", "2·x·y"),
    ("2*x*3*y", "6·x·y"),
    ("x*x*x", "x³"),
    ("x^2*x^3", "x⁵"),
    ("x^a*x", "x^(a + 1)"),
    ("x^(a-1)*x", "x^a"),
    ("2^x*2^x", "2^(2·x)"),
    ("x*2", "2·x"),
    ("sin(x)*y*2*pi", "2·π·y·sin(x)"),
    ("-(-x)", "x"),
    ("-(x+y)", "−(x + y)"),
    ("-(-x+y)", "x − y"),
    ("x - (x + y)", "−y"),
    ("x - (y - (x - 1))", "2·x − y − 1"),
    ("x - 2*(-y)", "x + 2·y"),
    ("3*(-x)*(-y)*(-1)", "−3·x·y"),
    ("-1 + y", "y − 1"),
    ("100*(y - x^2)^2", "100·(y − x²)²"),
    ("100*2*(y - x^2)*(-2*x)", "−400·x·(y − x²)"),
    ("2*(1 - x)*(-1) + 100*2*(y - x^2)*(0 - 2*x)", "−2·(1 − x) − 400·x·(y − x²)"),
    ("6*x^5/6", "x⁵"),
    ("2*x/4", "x/2"),
    ("x/2/3", "x/6"),
    ("x/(y/2)", "2·x/y"),
    ("x/x", "1"),
    ("1/x*1/x", "1/x²"),
    ("x^-1", "x⁻¹"),
    ("x*x^-2", "x⁻¹"),
    ("1/x^-2", "x²"),
    ("(2*x)^3", "8·x³"),
    ("(x/y)^2", "x²/y²"),
    ("(-x)^2", "x²"),
    ("(-x)^3", "−x³"),
    ("(x + y)*(x + y)", "(x + y)²"),
    ("sqrt(x)*sqrt(x)", "x"),
    ("1/(sqrt(x)*sqrt(x))", "1/x"),
    ("2^0.5*x*2^0.5", "2·x"),
    ("y/(2^0.5*x*2^0.5)", "y/(2·x)"),
    ("(2*x)^0.5*(2*x)^0.5", "2·x"),
    ("2*x/(2*sqrt(x^2 + y^2))", "x/√(x² + y²)"),
    ("(2*x + 4*y)/6", "(x + 2·y)/3"),
    ("(2*(1 - x) + 4*(2 - x))/4", "(2·(1 − x) + 4·(2 − x))/4"),
    ("0.1 + 0.2", "0.3"),
    ("0.1*3*x", "0.3·x"),
    ("1/3 + 1/2", "5/6"),
    ("5.1*x/4", "5.1·x/4"),
    ("10.2*x/4", "2.55·x"),
    ("x/0.2", "x/0.2"),
    ("2*x/0.2", "10·x"),
    ("2^3*x", "8·x"),
    ("x^(1/2)", "x^(1/2)"),
    ("x^1", "x"),
    ("x^0", "1"),
    ("exp(0)*x + sin(0)", "x"),
    ("sign(-2) + |-3| + max(1, 2) + min(1, 2) + relu(-1)", "5"),
    ("where(x > 0, y, y)", "y"),
    ("where(2 > 3, x, y)", "y"),
    ("where(x > 0, 0*x, 1*y)", "where(x > 0, 0, y)"),
    ("2*|x|*sign(x)", "2·x"),
    ("sign(x - 1)/|x - 1|*y", "y/(x − 1)"),
    ("sign(2*x)*|2*x|^2", "2·x·|2·x|"),
    ("3*sign(x)/|x|^3", "3/(x·|x|²)"),
    ("|x|^0.5*sign(x)", "|x|^0.5·sign(x)"),
    ("sign(x)*|y|", "sign(x)·|y|"),
    ("where(x > 0, 1, 0)/(2*sqrt(relu(x)))", "where(x > 0, 1/(2·√(relu(x))), 0)"),
    (
        "-relu(x)^-0.5*where(x > 0, 1, where(x < 0, 0, 1/2))",
        "where(x > 0, −relu(x)^(−0.5), where(x < 0, 0, −relu(x)^(−0.5)/2))",
    ),
    ("2*relu(x)*where(x > 0, 1, 0)", "2·relu(x)·where(x > 0, 1, 0)"),
    ("where(x > 0, 1, 2)/y", "where(x > 0, 1, 2)/y"),
    ("sum(i, 1, 3, 0*x)", "0"),
    ("sin(x + x)", "sin(2·x)"),
]


@pytest.mark.parametrize(("typed", "printed"), TIDIED)
def test_a_formula_is_tidied(typed, printed):
    assert show(tidy(parse(typed, SIZES, CONSTANTS))) == printed


@pytest.mark.parametrize("typed", [row[0] for row in TIDIED])
def test_tidying_keeps_the_value_and_is_done_at_once(typed):
    tree = parse(typed, SIZES, CONSTANTS)
    tidied = tidy(tree)
    assert tidy(tidied) == tidied
    again = parse(show(tidied), SIZES, CONSTANTS, PRINTED)
    expected = Evaluator(tree, SIZES, CONSTANTS).value(POINT)
    assert Evaluator(again, SIZES, CONSTANTS).value(POINT) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    "typed", ["1e200*x*1e200*1e-200", "x*9^99*9^99*9^99*9^99*9^-200", "2^1000*x^2", "(1e-200*x)^2"]
)
def test_numbers_too_large_to_fold_are_left_as_they_stand(typed):
    tree = parse(typed, SIZES)
    again = parse(show(tidy(tree)), SIZES, (), PRINTED)
    expected = Evaluator(tree, SIZES, {}).value(POINT)
    assert Evaluator(again, SIZES, {}).value(POINT) == pytest.approx(expected, rel=1e-9)
