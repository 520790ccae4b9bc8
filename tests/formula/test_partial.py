"""Partials as a textbook writes them, and equal to the gradient that the evaluator works out by itself."""

from __future__ import annotations

import math

import numpy as np
import pytest

import descent_tui as dt
from descent_tui.formula.elementary import FUNCTIONS
from descent_tui.formula.errors import FormulaError
from descent_tui.formula.evaluator import Evaluator
from descent_tui.formula.limits import PRINTED
from descent_tui.formula.parser import parse
from descent_tui.formula.partial import partial, printed
from descent_tui.formula.rules import STAIRS
from descent_tui.formula.tree import Add, Call, Entry, Mul, Name, Number

SIZES = {"x": None, "y": None}
VECTOR = {"x": 6}
BOTH = {"v": 5, "y": None}
CONSTANTS = {"a": 1.7}

WRITTEN = [
    # formula, variable, partial
    ("x^2 + x*y + y^2", "x", "2·x + y"),
    ("x^2 + x*y + y^2", "y", "x + 2·y"),
    ("(1-x)^2 + 100*(y-x^2)^2", "x", "−2·(1 − x) − 400·x·(y − x²)"),
    ("(1-x)^2 + 100*(y-x^2)^2", "y", "200·(y − x²)"),
    ("(x^2+y-11)^2 + (x+y^2-7)^2", "x", "4·x·(x² + y − 11) + 2·(x + y² − 7)"),
    ("(1.5 - x + x*y)^2", "x", "2·(1.5 − x + x·y)·(y − 1)"),
    ("(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2", "y", "2·x·(1.5 − x + x·y) + 4·x·y·(2.25 − x + x·y²)"),
    ("0.5*x^2 + 10*y^2", "x", "x"),
    ("x^3 - 3*x*y^2", "x", "3·x² − 3·y²"),
    ("(x*y - 1)^2", "x", "2·y·(x·y − 1)"),
    ("2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2", "x", "4·x − 4.2·x³ + x⁵ + y"),
    ("sin(x + y) + (x - y)^2 - 1.5*x + 2.5*y + 1", "y", "cos(x + y) − 2·(x − y) + 2.5"),
    ("20 + x^2 - 10*cos(2*pi*x)", "x", "2·x + 20·π·sin(2·π·x)"),
    ("x*sin(y) + y*sin(x)", "x", "sin(y) + y·cos(x)"),
    ("1 - exp(-((x - 1)^2 + (y - 1)^2)/2)", "x", "(x − 1)·exp(−((x − 1)² + (y − 1)²)/2)"),
    ("sqrt(1 + 25*x^2) + sqrt(1 + y^2)", "x", "25·x/√(1 + 25·x²)"),
    ("sqrt(x^2 + y^2)", "x", "x/√(x² + y²)"),
    ("-20*exp(-0.2*sqrt((x^2+y^2)/2))", "x", "2·x·exp(−0.2·√((x² + y²)/2))/√((x² + y²)/2)"),
    ("(x^4 - 16*x^2 + 5*x + y^4)/2", "x", "(4·x³ − 32·x + 5)/2"),
    ("(tanh(x*tanh(y)) - 0.5)^2", "x", "2·(tanh(x·tanh(y)) − 0.5)·(1 − tanh(x·tanh(y))²)·tanh(y)"),
    ("(sigmoid(2*x + y))", "x", "2·sigmoid(2·x + y)·(1 − sigmoid(2·x + y))"),
    ("log(1 + exp(2*x + y))", "x", "2·exp(2·x + y)/(1 + exp(2·x + y))"),
    ("x^y", "x", "y·x^(y − 1)"),
    ("x^y", "y", "x^y·log(x)"),
    ("x^x", "x", "x^x·(log(x) + 1)"),
    ("e^(-x^2)", "x", "−2·x·e^(−x²)"),
    ("x^a", "x", "a·x^(a − 1)"),
    ("1/x", "x", "−1/x²"),
    ("x^-1", "x", "−x⁻²"),
    ("x^(1/3)", "x", "x^(−2/3)/3"),
    ("(x + y)/(x - y)", "x", "−2·y/(x − y)²"),
    ("log10(x)", "x", "1/(x·log(10))"),
    ("hypot(x, y)", "x", "x/hypot(x, y)"),
    ("atan2(y, x)", "x", "−y/(x² + y²)"),
    ("|x^2 - y|", "x", "2·x·sign(x² − y)"),
    ("relu(2*x - 1)", "x", "2·where(2·x − 1 > 0, 1, 0)"),
    ("max(x, y)", "x", "where(x > y, 1, where(x < y, 0, 1/2))"),
    ("where(x > y, x^2, y^2)", "x", "where(x > y, 2·x, 0)"),
    ("sign(x)*y", "x", "0"),
    ("7", "x", "0"),
    ("x*x*x*y", "x", "3·x²·y"),
]


@pytest.mark.parametrize(("typed", "variable", "expected"), WRITTEN)
def test_a_partial_reads_as_a_textbook_writes_it(typed, variable, expected):
    assert printed(parse(typed, SIZES, CONSTANTS), variable, SIZES) == expected


def test_a_partial_prints_in_ascii():
    assert printed(parse("x^2 + x*y - sqrt(pi*x)", SIZES), "x", SIZES, ascii=True) == "2*x + y - pi/(2*sqrt(pi*x))"


INDEXED = [
    (
        "sum(i, 1, n-1, 100*(x[i+1]-x[i]^2)^2 + (1-x[i])^2)",
        "200·(x[3] − x[2]²) − 400·x[3]·(x[4] − x[3]²) − 2·(1 − x[3])",
    ),
    ("sum(i, 1, n, i*x[i]^2)", "6·x[3]"),
    ("sum(i, 1, 2, x[i]^2)", "0"),
    ("mean(i, 1, n, x[i]^2)", "x[3]/3"),
    ("sum(i, 1, n, x[i])^2", "2·sum(i, 1, n, x[i])"),
    ("prod(i, 1, n, x[i])", "prod(i, 1, 2, x[i])·prod(i, 4, n, x[i])"),
    ("prod(i, 3, n, x[i])", "prod(i, 4, n, x[i])"),
    ("sum(i, 1, n, sum(j, 1, n, x[i]*x[j]))", "sum(j, 1, n, x[j]) + sum(i, 1, n, x[i])"),
    ("sum(i, 1, n, where(i > 2, x[i]^2, x[i]))", "2·x[3]"),
]


@pytest.mark.parametrize(("typed", "expected"), INDEXED)
def test_only_the_terms_that_hold_the_entry_survive(typed, expected):
    assert printed(parse(typed, VECTOR), "x[3]", VECTOR) == expected


ALL = [
    *(row[0] for row in WRITTEN),
    "sin(x)*cos(y) + tan(x/3)",
    "asin(x/4) + acos(x*y/9) + atan(x*y)",
    "sinh(x) + cosh(x*y) + tanh(y)",
    "softplus(x - y) + sigmoid(x*y)",
    "max(x, y, x*y) + min(x*y, 1, y)",
    "max(x, x, y + x - y)",
    "min(x^2, y, 3*x)",
    "max(y, min(x, x^2, 1))",
    "(3*x/(1 + x^2) - y)^3/(1 + exp(-x*y))",
    "x^y + y^x + x^(x*y)",
    "2^(x*y)*3^x",
    "hypot(x - y, x*y) + atan2(x, y)",
    "log(1 + |x|^(2 + sin(x)))",
    "relu(x - y)*relu(y) + |x - 2*|y||",
    "a*x^2/(a + y)^2",
    "x*y*x*y*(x + y)*(x + y)",
]


@pytest.mark.parametrize("typed", ALL)
def test_a_partial_is_the_gradient_and_a_formula_of_the_grammar(typed):
    tree = parse(typed, SIZES, CONSTANTS)
    for point in ([0.7, 1.3], [1.9, 0.4], [2.2, 2.2]):
        _, gradient = Evaluator(tree, SIZES, CONSTANTS).gradient(point)
        if "/(x - y)" in typed and point[0] == point[1]:
            continue
        for place, variable in enumerate(SIZES):
            again = parse(printed(tree, variable, SIZES), SIZES, CONSTANTS, PRINTED)
            for formula in (partial(tree, variable, SIZES), again):
                value = Evaluator(formula, SIZES, CONSTANTS).value(point)
                assert value == pytest.approx(gradient[place], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    "typed",
    ["sqrt(relu(x - y))*y", "sqrt(max(x - y, 0))", "relu(x - y)^(1/3) + x", "log(relu(x - y) + relu(x))"],
)
def test_where_a_choice_makes_the_slope_0_its_printed_partial_is_0_too(typed):
    tree = parse(typed, SIZES, CONSTANTS)
    _, gradient = Evaluator(tree, SIZES, CONSTANTS).gradient([0.7, 1.3])
    for place, variable in enumerate(SIZES):
        again = parse(printed(tree, variable, SIZES), SIZES, CONSTANTS, PRINTED)
        found = Evaluator(again, SIZES, CONSTANTS).value([0.7, 1.3])
        assert found == pytest.approx(gradient[place], rel=1e-9, abs=1e-9)


VECTORS = [
    "sum(i, 1, n-1, 100*(v[i+1]-v[i]^2)^2 + (1-v[i])^2)",
    "sum(i, 1, n, (v[i] - y)^2)",
    "sum(i, 1, n, (v[i] - v[3])^2*i)",
    "prod(i, 1, n, v[i] + y)",
    "prod(i, 1, n, v[i]*v[3] - y)",
    "prod(i, 2, n - 1, v[i-1] + v[i+1]*y)",
    "mean(i, 1, n, sin(v[i]*y)) + y*mean(i, 2, n, v[i]*v[i-1])",
    "mean(i, 1, n, v[i]*v[2])",
    "sum(i, 1, n, sum(j, 1, n, v[i]*v[j]*(i - j)^2))*y",
    "sum(i, 1, 3, prod(j, 1, n, v[i] - 3*y*v[j]))",
    "prod(i, 1, 3, sum(j, 1, n, v[i] + j*v[j]*y))",
    "1 + sum(i, 1, n, v[i]^2)/4000 - prod(i, 1, n, cos(v[i]/sqrt(i)))",
    "sum(i, 1, n, max(v[i], v[2]/2, y))^2",
    "sum(i, 2, 1, v[i+1])",
]


@pytest.mark.parametrize("typed", VECTORS)
def test_partials_through_an_index(typed):
    tree = parse(typed, BOTH)
    rng = np.random.default_rng(7)
    evaluator = Evaluator(tree, BOTH, {})
    for _ in range(3):
        point = rng.uniform(0.3, 1.7, evaluator.size)
        _, gradient = evaluator.gradient(point)
        for place, variable in enumerate(["v[1]", "v[2]", "v[3]", "v[4]", "v[5]", "y"]):
            again = parse(printed(tree, variable, BOTH), BOTH, (), PRINTED)
            value = Evaluator(again, BOTH, {}).value(point)
            assert value == pytest.approx(gradient[place], rel=1e-9, abs=1e-9)


def test_a_product_with_a_zero_factor_keeps_its_partial():
    tree = parse("prod(i, 1, n, v[i] + y)", BOTH)
    again = parse(printed(tree, "y", BOTH), BOTH, (), PRINTED)
    assert Evaluator(again, BOTH, {}).value([-1, 2, 3, 4, 5, 1]) == 3 * 4 * 5 * 6


@pytest.mark.parametrize("count", [2, 3, 5])
@pytest.mark.parametrize("function", ["max", "min"])
def test_ties_share_evenly(function, count):
    tree = Call(function, tuple(Mul((Number(float(k + 1)), Name("x"))) for k in range(count)))
    shares = Evaluator(parse(printed(tree, "x", SIZES), SIZES, (), PRINTED), SIZES, {}).value([0.0, 0.0])
    assert shares == pytest.approx(sum(range(1, count + 1)) / count)


def test_a_tie_inside_a_sum_counts_once():
    tree = parse("sum(i, 1, n, max(v[i], v[2], y))", BOTH)  # v[2] is the largest: f = 5·v[2]
    again = parse(printed(tree, "v[2]", BOTH), BOTH, (), PRINTED)
    assert Evaluator(again, BOTH, {}).value([0.5, 1.5, 0.7, 1.2, 1.0, 0.3]) == 5


def test_every_function_of_the_grammar_has_a_derivative():
    for function in FUNCTIONS.values():
        arguments = tuple(Add((Name("x"), Number(k / 10))) for k in range(function.fewest))
        assert function.name in STAIRS or partial(Call(function.name, arguments), "x") != Number(0.0)


def test_a_name_that_is_declared_is_not_a_constant():
    tree = parse("e^x", SIZES, ("e",))
    assert printed(tree, "x", SIZES, constants=("e",)) == "e^x·log(e)"
    assert printed(parse("e^x", SIZES), "x", SIZES) == "e^x"
    assert printed(parse("pi*x", {"x": None, "pi": None}), "pi", {"x": None, "pi": None}) == "x"


def test_an_index_letter_never_meets_a_declared_name():
    sizes = {"v": 3, "j": None, "y": None}
    tree = parse("prod(i, 1, n, v[i] + y*j)", sizes)
    again = parse(printed(tree, "j", sizes), sizes, (), PRINTED)
    point = [1.0, 2.0, 3.0, 0.5, 0.7]
    assert Evaluator(again, sizes, {}).value(point) == pytest.approx(Evaluator(tree, sizes, {}).gradient(point)[1][3])


@pytest.mark.parametrize(
    ("variable", "sizes", "words"),
    [
        ("z", {"x": None, "y": None}, "no variable 'z'"),
        ("x", {"x": 3}, "x is a vector"),
        ("x[4]", {"x": 3}, "entries 1 to 3"),
        ("x[0]", {"x": 3}, "entries 1 to 3"),
        ("x[1]", {"x": None}, "not a vector"),
    ],
)
def test_a_variable_that_does_not_exist_is_refused(variable, sizes, words):
    with pytest.raises(FormulaError, match=words.replace("[", r"\[")):
        partial(Number(1.0), variable, sizes)


def test_a_partial_too_long_to_be_read_is_refused():
    factors = tuple(Add((Name("x"), Number(float(k)))) for k in range(1000))
    with pytest.raises(FormulaError, match="too long to be written out"):
        printed(Mul(factors), "x", SIZES)
    assert printed(Mul((Name("x"),) * 1000), "x", SIZES) == "1000·x^999".replace("^999", "⁹⁹⁹")


def test_a_partial_too_deep_to_be_parsed_again_is_refused():
    nested = "x/(1 + " * 40 + "x" + ")" * 40
    with pytest.raises(FormulaError, match="too deep to be written out"):
        printed(parse(nested, SIZES, (), PRINTED), "x", SIZES)
    nested = "x/(1 + " * 20 + "x" + ")" * 20
    assert parse(printed(parse(nested, SIZES), "x", SIZES), SIZES, (), PRINTED)


@pytest.mark.parametrize("nested", ["sin(x*", "x^(x + ", "(x + 1)*(x + 2)*(", "x/(1 + ", "|x - "])
def test_the_partial_of_any_formula_that_can_be_typed_can_be_typed_again_or_is_refused(nested):
    for depth in (5, 12, 20, 30):
        try:
            text = printed(parse(nested * depth + "x" + (")" if "(" in nested else "|") * depth, SIZES), "x", SIZES)
        except FormulaError:
            assert depth > 5
            continue
        assert parse(text, SIZES, (), PRINTED)


def test_a_sum_over_a_million_entries_is_not_unrolled():
    sizes = {"x": 1_000_000}
    tree = parse("sum(i, 1, n-1, (x[i+1] - x[i])^2)", sizes)
    assert printed(tree, "x[5]", sizes) == "2·(x[5] − x[4]) − 2·(x[6] − x[5])"
    assert partial(Entry("x", "", 7), "x[7]", sizes) == Number(1.0)


def test_partials_are_exact_where_the_formula_is_tame():
    tree = parse("x^2*exp(y)", SIZES)
    value = Evaluator(parse(printed(tree, "x", SIZES), SIZES), SIZES, {}).value([3.0, 2.0])
    assert value == pytest.approx(6 * math.exp(2), rel=1e-15)


@pytest.mark.parametrize("name", ["pi", "π"])
def test_the_slope_of_erf_names_no_pi_that_means_something_else(name):
    """2/√π is a number where a variable has the name."""
    f = dt.formula(f"erf(x) - erfc({name}*x)", ["x", name])
    slope = 2 / math.sqrt(math.pi) * (math.exp(-0.09) + 0.5 * math.exp(-0.0225))
    assert f.gradient([0.3, 0.5])[1][0] == pytest.approx(slope, rel=1e-13)
    assert dt.formula(f.partial("x"), ["x", name]).value([0.3, 0.5]) == pytest.approx(slope, rel=1e-13)
    for step in f.explain("x"):
        before, after = (dt.formula(side, ["x", name]) for side in (step.before, step.after))
        assert after.value([0.3, 0.5]) == pytest.approx(before.gradient([0.3, 0.5])[1][0], rel=1e-12)
