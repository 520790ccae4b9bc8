"""The derivation: its words, its order, and that each of its lines is true."""

from __future__ import annotations

import numpy as np
import pytest

from descent_tui.formula.abridge import abridge
from descent_tui.formula.errors import FormulaError
from descent_tui.formula.evaluator import Evaluator
from descent_tui.formula.explain import explain
from descent_tui.formula.limits import PRINTED
from descent_tui.formula.parser import parse
from descent_tui.formula.partial import printed
from descent_tui.formula.tree import Add, Mul, Name, Number

XY = {"x": None, "y": None}
FOUR = {"x1": None, "x2": None, "x3": None, "x4": None}
VECTOR = {"x": 6}

R = "sqrt(x^2 + y^2)"
# The landscapes that are shipped or tested against; the sources of the formulas are named in their scenarios.
CATALOGUE = {
    "seed bowl": ("x^2 + x*y + y^2", XY),
    "parabola": ("(x - 1)^2", XY),
    "double well": ("x^4 - 2*x^2 + 0.3*x", XY),
    "Benfred": ("log(1 + |x|^(2 + sin(x)))", XY),
    "sphere": ("x^2 + y^2", XY),
    "ravine": ("0.5*x^2 + 10*y^2", XY),
    "rotated ravine": ("0.5*(0.8*x + 0.6*y)^2 + 50*(-0.6*x + 0.8*y)^2", XY),
    "Booth": ("(x + 2*y - 7)^2 + (2*x + y - 5)^2", XY),
    "Matyas": ("0.26*(x^2 + y^2) - 0.48*x*y", XY),
    "Trid": ("(x - 1)^2 + (y - 1)^2 - x*y", XY),
    "mountain": ("4*exp(-(x - 1)^2/4 - (y + 0.5)^2/2) + 0.08*(x^2 + y^2)", XY),
    "saddle": ("x^2 - y^2", XY),
    "tamed saddle": ("x^2 - y^2 + y^4/4", XY),
    "monkey saddle": ("x^3 - 3*x*y^2", XY),
    "hyperbola valley": ("(x*y - 1)^2", XY),
    "Rosenbrock": ("(1 - x)^2 + 100*(y - x^2)^2", XY),
    "Himmelblau": ("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", XY),
    "Beale": ("(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2", XY),
    "Goldstein-Price": (
        (
            "(1 + (x + y + 1)^2*(19 - 14*x + 3*x^2 - 14*y + 6*x*y + 3*y^2))"
            "*(30 + (2*x - 3*y)^2*(18 - 32*x + 12*x^2 + 48*y - 36*x*y + 27*y^2))"
        ),
        XY,
    ),
    "three-hump camel": ("2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2", XY),
    "six-hump camel": ("(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2", XY),
    "McCormick": ("sin(x + y) + (x - y)^2 - 1.5*x + 2.5*y + 1", XY),
    "flower": ("x*sin(y) + y*sin(x) + x^2 + y^2", XY),
    "peaks": (
        "-(3*(1 - x)^2*exp(-x^2 - (y + 1)^2) - 10*(x/5 - x^3 - y^5)*exp(-x^2 - y^2) - exp(-(x + 1)^2 - y^2)/3)",
        XY,
    ),
    "two wells": (
        "-2*exp(-((x - 1)^2 + 1.96*y^2)/0.2) - 6*exp(-((x + 1)^2 + 1.96*y^2)/0.2) + x^2 + 1.96*y^2",
        XY,
    ),
    "ripple": (f"-sin(10*{R} + 0.01)/(10*{R} + 0.01) + 0.01*(10*{R} + 0.01)^2", XY),
    "vanishing well": ("1 - exp(-((x - 1)^2 + (y - 1)^2)/2)", XY),
    "Easom": ("-cos(x)*cos(y)*exp(-((x - pi)^2 + (y - pi)^2))", XY),
    "Huber valley": ("sqrt(1 + 25*x^2) + sqrt(1 + y^2)", XY),
    "diamond": ("|x| + 2*|y|", XY),
    "Ackley": ("-20*exp(-0.2*sqrt((x^2 + y^2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2) + 20 + exp(1)", XY),
    "Rastrigin": ("20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)", XY),
    "Branin": ("(y - 5.1*x^2/(4*pi^2) + 5*x/pi - 6)^2 + 10*(1 - 1/(8*pi))*cos(x) + 10", XY),
    "Styblinski-Tang": ("(x^4 - 16*x^2 + 5*x + y^4 - 16*y^2 + 5*y)/2", XY),
    "Bohachevsky": ("x^2 + 2*y^2 - 0.3*cos(3*pi*x) - 0.4*cos(4*pi*y) + 0.7", XY),
    "drop-wave": (f"-(1 + cos(12*{R}))/(0.5*(x^2 + y^2) + 2)", XY),
    "Bukin": ("100*sqrt(|y - 0.01*x^2|) + 0.01*|x + 10|", XY),
    "eggholder": ("-(y + 47)*sin(sqrt(|x/2 + y + 47|)) - x*sin(sqrt(|x - y - 47|))", XY),
    "line fit": ("((2 - y - x)^2 + (3 - y - 2*x)^2 + (5 - y - 3*x)^2 + (6 - y - 4*x)^2)/4", XY),
    "logistic": ("log(1 + exp(-(x + y))) + log(1 + exp(2*x + y)) + log(1 + exp(x - y)) + 0.05*(x^2 + y^2)", XY),
    "deep scalar net": ("(tanh(y*tanh(x)) - 0.5)^2", XY),
    "Dixon-Price": ("(x - 1)^2 + 2*(2*y^2 - x)^2", XY),
    "Powell": ("(x1 + 10*x2)^2 + 5*(x3 - x4)^2 + (x2 - 2*x3)^4 + 10*(x1 - x4)^4", FOUR),
    "Colville": (
        (
            "100*(x1^2 - x2)^2 + (x1 - 1)^2 + (x3 - 1)^2 + 90*(x3^2 - x4)^2"
            " + 10.1*((x2 - 1)^2 + (x4 - 1)^2) + 19.8*(x2 - 1)*(x4 - 1)"
        ),
        FOUR,
    ),
    "Rosenbrock 6": ("sum(i, 1, n-1, 100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2)", VECTOR),
    "sum of squares": ("sum(i, 1, n, i*x[i]^2)", VECTOR),
    "Griewank 6": ("1 + sum(i, 1, n, x[i]^2)/4000 - prod(i, 1, n, cos(x[i]/sqrt(i)))", VECTOR),
    "every rule": ("x^y + y^x + 2^(x*y)*max(x, y^2, 1) + where(x > y, x^2, 3)/(1 + relu(x - y/2)) + hypot(x, 2)", XY),
    "kinks": ("min(x, y) + sign(x)*x + atan2(x, y)*softplus(-x) + |x - |y||", XY),
    "nested sums": ("sum(i, 1, n, sum(j, 1, n, (x[i] - x[j])^2))/2 + mean(i, 1, n, x[i]*x[2])", VECTOR),
}


def names(sizes):
    """Every scalar that can move."""
    return [
        scalar
        for name, size in sizes.items()
        for scalar in ([name] if size is None else [f"{name}[{k}]" for k in range(1, size + 1)])
    ]


@pytest.mark.parametrize("landscape", CATALOGUE)
def test_every_line_is_true(landscape):
    text, sizes = CATALOGUE[landscape]
    tree = parse(text, sizes)
    rng = np.random.default_rng(3)
    points = rng.uniform(0.25, 1.75, (3, len(names(sizes))))
    for place, variable in enumerate(names(sizes)):
        steps = explain(tree, variable, sizes)
        assert steps[-1].after == printed(tree, variable, sizes)
        assert steps[0].before == steps[-1].before
        assert steps[0].depth == steps[-1].depth == 0
        for step in steps:
            before = Evaluator(parse(step.before, sizes, (), PRINTED), sizes, {})
            after = Evaluator(parse(step.after, sizes, (), PRINTED), sizes, {})
            for point in points:
                slope = before.gradient(point)[1][place]
                assert after.value(point) == pytest.approx(slope, rel=1e-9, abs=1e-9), step


def test_the_seed_bowl_is_told_like_the_lecture():
    steps = explain(parse("x^2 + x*y + y^2", XY), "x", XY)
    told = [(step.depth, step.rule, step.before, step.after, step.held, step.sentence) for step in steps]
    whole = "x² + x·y + y²"
    assert told == [
        (0, "sum rule", whole, "2·x + y + 0", ("y",), "sum rule: one term at a time, 3 terms; y is held constant"),
        (1, "power rule", "x²", "2·x", (), "power rule: x² → 2·x"),
        (
            1,
            "constant coefficient",
            "x·y",
            "y",
            ("y",),
            "y is held constant, so in x·y it is a constant coefficient: y stays",
        ),
        (1, "constant", "y²", "0", ("y",), "y is held constant, so y² has derivative 0"),
        (0, "together", whole, "2·x + y", ("y",), "together: the partial along x is 2·x + y"),
    ]


def test_the_story_goes_from_the_whole_to_the_parts_and_back():
    steps = explain(parse("(1-x)^2 + 100*(y-x^2)^2", XY), "x", XY)
    assert [(step.depth, step.before, step.after) for step in steps] == [
        (0, "(1 − x)² + 100·(y − x²)²", "−2·(1 − x) − 400·x·(y − x²)"),
        (1, "(1 − x)²", "−2·(1 − x)"),
        (2, "1 − x", "−1"),
        (3, "1", "0"),
        (3, "−x", "−1"),
        (1, "100·(y − x²)²", "−400·x·(y − x²)"),
        (2, "(y − x²)²", "−4·x·(y − x²)"),
        (3, "y − x²", "−2·x"),
        (4, "y", "0"),
        (4, "−x²", "−2·x"),
        (5, "x²", "2·x"),
        (0, "(1 − x)² + 100·(y − x²)²", "−2·(1 − x) − 400·x·(y − x²)"),
    ]


SENTENCES = [
    # formula, line, its sentence
    ("7", 0, "7 is a number, so it has derivative 0"),
    ("y", 0, "y is held constant, so y has derivative 0"),
    ("x", 0, "x changes as fast as x: derivative 1"),
    ("a*y", 0, "a and y are held constant, so a·y has derivative 0"),
    ("-3*x", 0, "in −3·x the coefficient is a number: −3 stays"),
    ("a*x*y", 0, "a and y are held constant, so in a·x·y they are a constant coefficient: a·y stays"),
    ("-x^2", 0, "the minus sign stays, x² is differentiated"),
    ("x^2/3", 0, "in x²/3 the coefficient is a number: 1/3 stays, x² is differentiated"),
    (
        "(1 - x)^2",
        0,
        "chain rule: outer u² gives 2·u, times inner u = 1 − x, which gives −1 along x",
    ),
    ("exp(-x)", 0, "chain rule: outer exp(u) gives exp(u), times inner u = −x, which gives −1 along x"),
    ("sin(x)", 0, "from the table: sin(x) → cos(x)"),
    ("x^y", 0, "y is held constant; power rule: x^y → y·x^(y − 1)"),
    ("2^x", 0, "exponential rule: 2^x → 2^x·log(2)"),
    ("x*sin(x)", 0, "product rule: derivative of x times sin(x), plus x times derivative of sin(x)"),
    ("1/x", 0, "quotient rule with a constant numerator: −1 times derivative of x, over its square"),
    (
        "|x|",
        0,
        "from the table: |x| → sign(x); the absolute value has slope −1 left of 0, 1 right of it, and 0 at its kink",
    ),
    ("max(x, y)", 0, "max(x, y) moves with its largest argument; arguments that tie share the slope evenly"),
    ("where(x > 0, x, y)", 0, "each case is differentiated by itself; the condition only chooses"),
]


@pytest.mark.parametrize(("text", "line", "sentence"), SENTENCES)
def test_a_line_is_said_in_words(text, line, sentence):
    assert explain(parse(text, XY, ("a",)), "x", XY, ("a",))[line].sentence == sentence


def test_an_indexed_sum_names_the_terms_that_matter():
    steps = explain(parse(CATALOGUE["Rosenbrock 6"][0], VECTOR), "x[3]", VECTOR)
    assert steps[0].sentence == "sum rule: only the terms i = 2 and i = 3 hold x[3], all others are held"
    assert [step.before for step in steps if step.depth == 1] == [
        "100·(x[3] − x[2]²)² + (1 − x[2])²",
        "100·(x[4] − x[3]²)² + (1 − x[3])²",
    ]


def test_held_names_are_the_other_variables_and_constants_of_the_line():
    tree = parse("a*x*y + pi*x + b", XY, ("a", "b"))
    assert [step.held for step in explain(tree, "x", XY, ("a", "b"))] == [
        ("a", "y", "b"),
        ("a", "y"),
        (),
        ("b",),
        ("a", "y", "b"),
    ]


def test_many_held_terms_share_one_line():
    tree = parse("x^2 + y + y^2 + y^3 + y^4 + y^5 + y^6 + y^7 + 1", XY)
    assert [step.before for step in explain(tree, "x", XY) if step.depth == 1] == [
        "x²",
        "y + y² + y³ + y⁴ + y⁵ + y⁶ + y⁷ + 1",
    ]


def test_the_inner_function_gets_a_letter_that_the_formula_does_not_use():
    sizes = {"u": None, "v": None}
    assert "inner w = u + v" in explain(parse("sin(u + v)", sizes), "u", sizes)[0].sentence


@pytest.mark.parametrize("landscape", ["Ackley", "every rule", "kinks", "Griewank 6"])
def test_ascii_is_ascii(landscape):
    text, sizes = CATALOGUE[landscape]
    for step in explain(parse(text, sizes), names(sizes)[0], sizes, ascii=True):
        assert (step.before + step.after + step.sentence + "".join(step.held)).isascii()


def test_a_long_formula_is_explained_or_refused_in_words():
    long = Add(tuple(Mul((Number(float(k)), Name("x"))) for k in range(1, 2001)))
    assert explain(long, "x", XY)[-1].after == "2001000"
    with pytest.raises(FormulaError, match="too long to be written out"):
        explain(Mul(tuple(Add((Name("x"), Number(float(k)))) for k in range(1, 500))), "x", XY)


ABRIDGED = [
    ("2·x + y", 7, "2·x + y"),
    ("2·x + y", 6, "2·x +…"),
    ("2·x + sin(y)", 9, "2·x + …"),
    ("2·(x − 1)·exp(−(x − 1)²/4)", 24, "2·(…)·exp(−(x − 1)²/4)"),
    ("2·(x − 1)·exp(−(x − 1)²/4)", 20, "2·(x − 1)·exp(…)"),
    ("(x − 1)²·exp(−((x − 1)² + y²)/4)", 32, "(x − 1)²·exp(−((x − 1)² + y²)/4)"),
    ("(x − 1)²·exp(−((x − 1)² + y²)/4)", 26, "(x − 1)²·exp(−(…)/4)"),
    ("a + b + c + d", 12, "a + b + …"),
    ("a + b + c + d", 1, "…"),
    ("a + b", 0, ""),
    ("longvariable", 5, "long…"),
    ("−(x·exp(−x²) − y·exp(−y²) − 1)", 26, "−(x·exp(…) − y·exp(…) − 1)"),
    ("−(x·exp(−x²) − y·exp(−y²) − 1)", 24, "−(x·exp(…) − …)"),
    ("−(x·exp(−x²) − y·exp(−y²) − 1)", 10, "−(…)"),
]


@pytest.mark.parametrize(("text", "width", "shown"), ABRIDGED)
def test_what_is_left_out_is_marked(text, width, shown):
    assert abridge(text, width) == shown


def test_no_formula_leaves_most_of_its_room_empty_for_one_pair_of_parentheses():
    text = "−(3·(1 − x)²·exp(−x² − (y + 1)²) − 10·(x/5 − x³ − y⁵)·exp(−x² − y²) − exp(−(x + 1)² − y²)/3)"
    for width in range(24, 100):
        assert width / 2 <= len(abridge(text, width)) <= width


def test_a_step_fits_a_narrow_panel():
    text, sizes = CATALOGUE["Ackley"]
    for step in explain(parse(text, sizes), "x", sizes):
        for width in (1, 8, 16, 24, 40, 200):
            assert all(len(shown) <= width for shown in step.abridged(width))
        assert step.abridged(10_000) == (step.before, step.after)
