"""Constants that are no finite real numbers: refused where they are typed and where a partial would hold them."""

from __future__ import annotations

import math

import pytest

import descent_tui as dt
from descent_tui.formula.constants import check_constants
from descent_tui.formula.errors import FormulaError
from descent_tui.formula.parser import parse
from descent_tui.formula.terms import fold, rebuilt
from descent_tui.formula.tree import Name, Number

PLANE = {"x": None, "y": None}

REFUSED = {
    "1e308*x^2": "2·1e308·x, which is not finite",
    "1e308*x*10": "10·1e308, which is not finite",
    "x/(y - y)": "1/0, which is not finite",
    "(1e200*x)^2": "number larger than 1.8e308",
    "1e200*(1e200*x)": "number larger than 1.8e308",
    "(y - y)^x": r"0\^x, a power that is no real number where its exponent moves",
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_partial_that_cannot_be_read_again_is_refused_in_words(text):
    """The partial and its derivation say which constant it is; the gradient is still computed."""
    f = dt.formula(text, ["x", "y"])
    for told in (f.partial, f.explain):
        with pytest.raises(FormulaError, match=REFUSED[text]):
            told("x")
    _, gradient = f.gradient([1.0, 1.0])
    assert gradient.shape == (2,)


@pytest.mark.parametrize("text", ["(-2)^x", "(1 - 3)^(x*y)", "0^x", "(-1)^sum(i, 1, 2, x^i)"])
def test_a_power_that_is_real_nowhere_is_refused_where_it_is_typed(text):
    """A negative number to an exponent that moves has no slope; (−2)^2 and (−1)^i have values."""
    with pytest.raises(FormulaError, match="base of a power whose exponent moves must be positive"):
        dt.formula(text, ["x", "y"])


def test_alternating_signs_are_allowed():
    """In Σ (−1)^i·xᵢ the exponent is counted, not moved; so it is where a constant of the scenario is the exponent."""
    f = dt.formula("sum(i, 1, n, (-1)^i*x[i]^2)", {"x": 3})
    assert f.value([1, 2, 3]) == -1 + 4 - 9
    assert dt.formula(f.partial("x[2]"), {"x": 3}).value([1, 2, 3]) == 4.0
    g = dt.formula("(-1)^k*x", ["x"], constants={"k": 3})
    assert g.gradient([5.0])[1].tolist() == [-1.0]
    assert dt.formula(g.partial("x"), ["x"], constants={"k": 3}).value([5.0]) == -1.0


def test_a_base_of_zero_is_flat_in_its_exponent():
    """0^v with v > 0 has slope 0 in v, also where the 0 is a knob of the scenario."""
    f = dt.formula("a^x", ["x"], constants={"a": 0})
    value, gradient = f.gradient([1.5])
    assert (value, gradient.tolist()) == (0.0, [0.0])
    assert math.isnan(dt.formula("a^x", ["x"], constants={"a": -2}).gradient([1.5])[0])


@pytest.mark.parametrize(
    "text",
    [
        "2*x + 1/3", "x/0.5 - log(2)*x", "sqrt(2)*x^-1", "10^300*x*10^8/10^8", "x*1e308*10", "where(x > 0, x, 1)",
        "sum(i, 1, 3, (-1)^i*x)", "x^0.5 + exp(3)", "(-8)^3*x", "-(2^x)", "max(1, 2)*x",
    ],
)  # fmt: skip
def test_what_the_parser_reads_passes_the_check(text):
    """One rule in two places: a formula that is read has no constant that the check refuses."""
    check_constants(parse(text, PLANE), PLANE)


@pytest.mark.parametrize(
    ("text", "hidden", "says"),
    [
        ("log(0)", "log(o)", "not finite"),
        ("sqrt(-1)", "sqrt(m)", "no real number"),
        ("asin(2)*x", "asin(t)*x", "no real number"),
        ("1/0", "1/o", "not finite"),
        ("x/0", "x/o", "not finite"),
        ("x + 2^1e4", "x + t^h", "not finite"),
        ("1e4^77*1e4*x", "h^77*h*x", "not finite"),
        ("(-1)^x", "m^x", "exponent moves"),
    ],
)
def test_what_the_parser_refuses_fails_the_check(text, hidden, says):
    """The same constants, put into a tree behind the parser's back, are refused by the check."""
    with pytest.raises(FormulaError):
        parse(text, PLANE)
    held = {"o": 0.0, "m": -1.0, "t": 2.0, "h": 1e4}

    def put(node, kids):
        return Number(held[node.name]) if isinstance(node, Name) and node.name in held else rebuilt(node, kids)

    with pytest.raises(FormulaError, match=says):
        check_constants(fold(parse(hidden, PLANE, held), put), PLANE)
