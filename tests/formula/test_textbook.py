"""What exercises and benchmark collections hold, through the public door: value, partials, their text, every line.

The oracle is SymPy at thirty digits, fed with its own notation of the same function.
"""

from __future__ import annotations

import math

import mpmath
import pytest
import sympy
from sympy.parsing.sympy_parser import implicit_multiplication, parse_expr, standard_transformations
from textbook import CASES, INDEXED

import descent_tui as dt

POINTS = ((1.3, 0.7), (-0.8, 0.45))

NAMES = {"x": sympy.Symbol("x", real=True), "y": sympy.Symbol("y", real=True)}
HEADS = {"max": sympy.Max, "min": sympy.Min, "abs": sympy.Abs, "Rational": sympy.Rational}


def exact(expression, at):
    """Return the value with thirty digits, None where it is no finite real number."""
    mpmath.mp.dps = 30
    try:
        function = sympy.lambdify(list(NAMES.values()), expression, "mpmath")
        value = mpmath.mpc(function(*map(mpmath.mpf, at)))
    except (ZeroDivisionError, ValueError):
        return None
    real = abs(value.imag) <= 1e-25 * (1 + abs(value.real)) and mpmath.isfinite(value)
    return float(value.real) if real else None


def oracle(text):
    """Return f, ∂f/∂x and ∂f/∂y for SymPy; only ever fed with the tables above."""
    plain = parse_expr(text, {**NAMES, **HEADS}, (*standard_transformations, implicit_multiplication))
    return [
        plain,
        *(
            plain.diff(symbol).replace(sympy.DiracDelta, lambda *_: 0).replace(sympy.Derivative, lambda *_: 0)
            for symbol in NAMES.values()
        ),
    ]


def close(got, want):
    return abs(got - want) <= 1e-9 * max(1.0, abs(want))


@pytest.mark.parametrize("text", CASES)
def test_value_and_partials_are_those_of_the_book(text):
    """At two points, by value, by gradient, and by the partial printed and read again as a formula."""
    f = dt.formula(text, ["x", "y"])
    expressions = oracle(CASES[text])
    partials = [dt.formula(f.partial(name), ["x", "y"]) for name in ("x", "y")]
    seen = 0
    for at in POINTS:
        wanted, *slopes = (exact(expression, at) for expression in expressions)
        value, gradient = f.gradient(at)
        assert value == f.value(at) or math.isnan(value)
        if wanted is None:
            assert not math.isfinite(value)
            continue
        seen += 1
        assert close(value, wanted)
        for got, partial, slope in zip(gradient, partials, slopes, strict=True):
            assert close(got, slope)
            assert close(partial.value(at), slope)
    assert seen


@pytest.mark.parametrize("text", CASES)
def test_every_line_of_every_derivation_is_true(text):
    """The right of a line is the partial of its left, as formulas, and the last line is the partial."""
    f = dt.formula(text, ["x", "y"])
    at = POINTS[0]
    for place, name in enumerate(("x", "y")):
        steps = f.explain(name)
        assert steps[-1].after == f.partial(name)
        for step in steps:
            before, after = (dt.formula(side, ["x", "y"]) for side in (step.before, step.after))
            _, gradient = before.gradient(at)
            assert close(after.value(at), gradient[place]), step


@pytest.mark.parametrize(("text", "written_out"), INDEXED.items())
def test_a_benchmark_in_n_variables_is_the_sum_written_out(text, written_out):
    """Value and all partials, exact and printed, in four variables."""
    f = dt.formula(text, {"x": 4})
    symbols = sympy.symbols("x1:5", real=True)
    plain = parse_expr(written_out, {**dict(zip(("x1", "x2", "x3", "x4"), symbols, strict=True)), **HEADS})
    at = (0.6, -0.4, 1.2, -0.9)
    mpmath.mp.dps = 30
    wanted, *slopes = (
        float(sympy.lambdify(symbols, part, "mpmath")(*map(mpmath.mpf, at)))
        for part in (plain, *(plain.diff(symbol).replace(sympy.DiracDelta, lambda *_: 0) for symbol in symbols))
    )
    value, gradient = f.gradient(at)
    assert close(value, wanted)
    for k, slope in enumerate(slopes):
        assert close(gradient[k], slope)
        assert close(dt.formula(f.partial(f"x[{k + 1}]"), {"x": 4}).value(at), slope)


def test_the_collection_is_large():
    """As many as a course and a benchmark suite hold."""
    assert len(CASES) >= 250
