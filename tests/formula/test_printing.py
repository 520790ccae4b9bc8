"""What a tree looks like in one line, in both alphabets, and that the line is a formula with the same value."""

from __future__ import annotations

import pytest

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.evaluator import Evaluator
from descent_tui.formula.limits import PRINTED
from descent_tui.formula.parser import parse
from descent_tui.formula.printing import number, show
from descent_tui.formula.tree import Add, Bound, Call, Div, Entry, Mul, Name, Neg, Number, Pow, Reduce

SIZES = {"x": None, "y": None, "v": 4}
CONSTANTS = {"a": 1.7, "b": -0.3}
POINT = [0.7, 1.3, 0.4, -0.8, 1.9, 0.6]

x, y, z = Name("x"), Name("y"), Name("z")
two = Number(2.0)

TYPED = [
    # typed, printed, in ASCII
    ("x^2 + x*y + y**2", "x² + x·y + y²", "x^2 + x*y + y^2"),
    ("(1-x)^2+100(y-x^2)^2", "(1 − x)² + 100·(y − x²)²", "(1 - x)^2 + 100*(y - x^2)^2"),
    ("-x^2", "−x²", "-x^2"),
    ("(-x)^2", "(−x)²", "(-x)^2"),
    ("(-2)^2", "(−2)²", "(-2)^2"),
    ("2^-1", "2⁻¹", "2^(-1)"),
    ("2^(-x)", "2^(−x)", "2^(-x)"),
    ("x^(y-1)", "x^(y − 1)", "x^(y - 1)"),
    ("x^y^2", "x^(y²)", "x^(y^2)"),
    ("(x^y)^2", "(x^y)²", "(x^y)^2"),
    ("x^0.5", "x^0.5", "x^0.5"),
    ("x^12", "x¹²", "x^12"),
    ("x^12345", "x^12345", "x^12345"),
    ("1e-3*x", "1e-3·x", "1e-3*x"),
    ("(1e-3)^2", "(1e-3)²", "(1e-3)^2"),
    (".5x", ".5·x", ".5*x"),
    ("x/y/2", "x/y/2", "x/y/2"),
    ("x/(y/2)", "x/(y/2)", "x/(y/2)"),
    ("x/(2*y)", "x/(2·y)", "x/(2*y)"),
    ("1/2x", "1/2·x", "1/2*x"),
    ("x*(y/2)", "x·(y/2)", "x*(y/2)"),
    ("x*-y", "x·(−y)", "x*(-y)"),
    ("x/-y", "x/(−y)", "x/(-y)"),
    ("-(x+y)", "−(x + y)", "-(x + y)"),
    ("x-(y-2)", "x − (y − 2)", "x - (y - 2)"),
    ("x+(y-2)", "x + y − 2", "x + y - 2"),
    ("x--y", "x − (−y)", "x - (-y)"),
    ("--x", "−(−x)", "-(-x)"),
    ("x+-y", "x − y", "x - y"),
    ("sqrt(x^2+1)", "√(x² + 1)", "sqrt(x^2 + 1)"),
    ("sqrt(x)^2", "√(x)²", "sqrt(x)^2"),
    ("|x|", "|x|", "abs(x)"),
    ("|x|^2*|y|", "|x|²·|y|", "abs(x)^2*abs(y)"),
    ("abs(x - abs(y - abs(x)))", "|x − abs(y − abs(x))|", "abs(x - abs(y - abs(x)))"),
    ("2*pi*x", "2·π·x", "2*pi*x"),
    ("sin(x)^2", "sin(x)²", "sin(x)^2"),
    ("max(x, -y, 2)", "max(x, −y, 2)", "max(x, -y, 2)"),
    ("where(x>0, 1, -x)", "where(x > 0, 1, −x)", "where(x > 0, 1, -x)"),
    ("v[1] + v[n]", "v[1] + v[4]", "v[1] + v[4]"),
    ("sum(i, 1, n-1, v[i+1]*v[i])", "sum(i, 1, n − 1, v[i+1]·v[i])", "sum(i, 1, n - 1, v[i+1]*v[i])"),
    ("prod(v[i-1] for i in 2..n)", "prod(i, 2, n, v[i−1])", "prod(i, 2, n, v[i-1])"),
    ("mean(i, 1, 3, i*v[i])^2", "mean(i, 1, 3, i·v[i])²", "mean(i, 1, 3, i*v[i])^2"),
    ("a*x^b", "a·x^b", "a*x^b"),
]


@pytest.mark.parametrize(("typed", "printed", "ascii_"), TYPED)
def test_a_formula_prints_as_a_textbook_writes_it(typed, printed, ascii_):
    tree = parse(typed, SIZES, CONSTANTS)
    assert show(tree) == printed
    assert show(tree, ascii=True) == ascii_
    assert ascii_.isascii()


@pytest.mark.parametrize("typed", [row[0] for row in TYPED])
@pytest.mark.parametrize("ascii_", [False, True])
def test_what_is_printed_is_a_formula_with_the_same_value(typed, ascii_):
    tree = parse(typed, SIZES, CONSTANTS)
    again = parse(show(tree, ascii_), SIZES, CONSTANTS, PRINTED)
    expected = Evaluator(tree, SIZES, CONSTANTS).value(POINT)
    assert Evaluator(again, SIZES, CONSTANTS).value(POINT) == pytest.approx(expected, rel=1e-9)
    assert show(again, ascii_) == show(tree, ascii_)


@pytest.mark.parametrize(
    ("tree", "printed"),
    [
        (Add((x, Add((y, z)))), "x + y + z"),
        (Add((x, Add((Neg(y), z)))), "x − y + z"),
        (Add((x, Number(-2.0))), "x − 2"),
        (Add((x, Mul((Neg(y), z)))), "x − y·z"),
        (Mul((x, Mul((y, z)))), "x·y·z"),
        (Mul((x, Neg(Add((y, z))))), "x·(−(y + z))"),
        (Mul((Add((x, y)), Number(-2.0))), "(x + y)·(−2)"),
        (Neg(Div(x, y)), "−x/y"),
        (Neg(Number(-2.0)), "−(−2)"),
        (Div(Div(x, y), Div(y, z)), "x/y/(y/z)"),
        (Div(Neg(x), Neg(y)), "−x/(−y)"),
        (Pow(Number(-2.0), two), "(−2)²"),
        (Pow(Pow(x, two), two), "(x²)²"),
        (Pow(Div(x, y), two), "(x/y)²"),
        (Pow(x, Number(-2.0)), "x⁻²"),
        (Pow(x, Neg(two)), "x⁻²"),
        (Pow(x, Div(Number(1.0), two)), "x^(1/2)"),
        (Number(0.5, "0.50"), "0.50"),
        (Number(0.001, "1e−3"), "1e-3"),
        (Entry("x", "i", -2), "x[i−2]"),
        (Reduce("sum", "i", Bound(n=False, offset=1), Bound(n=True, offset=2), x), "sum(i, 1, n + 2, x)"),
        (Call("abs", (Mul((Call("abs", (x,)), Call("abs", (y,)))),)), "|abs(x)·abs(y)|"),
    ],
)
def test_parentheses_are_as_few_as_the_grammar_allows(tree, printed):
    assert show(tree) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (2.0, "2"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.333333333333333"),
        (-2.5, "-2.5"),
        (1e-5, "1e-5"),
        (1e20, "1e20"),
        (123456789012345.0, "123456789012345"),
    ],
)
def test_computed_numbers_print_short(value, printed):
    assert number(value) == printed


def test_a_number_that_the_grammar_cannot_write_is_refused():
    with pytest.raises(FormulaError, match="not a finite number"):
        show(Mul((x, Number(float("inf")))))


def test_long_sums_and_deep_trees_print():
    long = show(Add((x,) * 2000))
    assert long.count("x") == 2000
    deep = x
    for _ in range(3000):
        deep = Call("sin", (deep,))
    assert show(deep).count("(") == 3000
