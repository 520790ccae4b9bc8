"""A handbook's formulas as people type them: value, partials, their text and every line, against mpmath's differences.

The oracle knows no derivative: it differentiates the value numerically at fifty digits.
"""

from __future__ import annotations

import ast
import math

import mpmath
import pytest
from handbook import SCALARS, VECTORS

import descent_tui as dt

KNOWN = {
    **{name: getattr(mpmath, name) for name in ("sqrt", "exp", "log", "log10", "erf", "erfc", "floor", "ceil", "sign")},
    **{name: getattr(mpmath, name) for name in ("sin", "cos", "tan", "sec", "csc", "cot", "asin", "acos", "atan")},
    **{name: getattr(mpmath, name) for name in ("sinh", "cosh", "tanh", "sech", "asinh", "acosh", "atanh", "atan2")},
    "pi": mpmath.pi,
    "e": mpmath.e,
    "mpf": mpmath.mpf,
    "abs": abs,
    "max": max,
    "min": min,
    "range": range,
    "sum": mpmath.fsum,
    "prod": mpmath.fprod,
    "to": lambda first, last: range(first, last + 1),
    "__builtins__": {},
}
"""What the right column may call."""

VALUES = ((0.62, 1.31, 0.47, 1.83, 0.29, 1.12), (2.9, 2.7, 3.1, 1.45, 2.6, 1.9), (-0.8, 0.45, 1.1, -0.35, 0.7, -1.2))
"""Coordinates, repeated where there are more variables: mostly below 1, all above 1, of both signs."""


def letters(expression):
    """Return the variables of an expression: the names that mpmath does not know, without those of its sums."""
    names = [node for node in ast.walk(ast.parse(expression, mode="eval")) if isinstance(node, ast.Name)]
    indices = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    return sorted({node.id for node in names} - KNOWN.keys() - indices)


def computed(code, names):
    """Compute an expression of the table, at the names given."""
    return eval(code, KNOWN | names)  # noqa: S307 - only ever fed with the right column of the table


def oracle(function, at):
    """Return the value and the partials at a point with fifty digits, None where there is no finite real value."""
    with mpmath.workdps(50):
        at = [mpmath.mpf(coordinate) for coordinate in at]

        def along(k):
            return lambda t: function(*at[:k], t, *at[k + 1 :])

        try:
            value = function(*at)
            slopes = [mpmath.diff(along(k), at[k], h=mpmath.mpf("1e-20")) for k in range(len(at))]
        except (ZeroDivisionError, ValueError):
            return None
        if mpmath.im(value) or not mpmath.isfinite(value):
            return None
        return float(mpmath.re(value)), [float(mpmath.re(slope)) for slope in slopes]


def close(got, want):
    return abs(got - want) <= 1e-9 * max(1e-3, abs(want))


def compared(text, names, declared, function):
    """Compare a formula with its oracle at every point; return at how many both have a value."""
    f = dt.formula(text, declared)
    partials = [dt.formula(f.partial(name), declared) for name in names]
    seen = 0
    for values in VALUES:
        at = [values[k % len(values)] for k in range(len(names))]
        value, gradient = f.gradient(at)
        wanted = oracle(function, at)
        if wanted is None or math.isnan(value):
            assert not math.isfinite(value)
            continue
        seen += 1
        assert close(value, wanted[0])
        for got, partial, slope in zip(gradient, partials, wanted[1], strict=True):
            assert close(got, slope)
            assert close(partial.value(at), slope)
    return seen


@pytest.mark.parametrize("text", SCALARS)
def test_value_and_partials_are_those_of_the_handbook(text):
    """By value, by gradient, and by the partial printed and read again."""
    names = letters(SCALARS[text])
    code = compile(SCALARS[text], "handbook", "eval")
    assert compared(text, names, names, lambda *at: computed(code, dict(zip(names, at, strict=True))))


@pytest.mark.parametrize("text", VECTORS)
def test_value_and_partials_in_five_variables(text):
    """Sums over a vector, triangles among them."""
    names = [f"x[{k}]" for k in range(1, 6)]
    code = compile(VECTORS[text], "handbook", "eval")
    assert compared(text, names, {"x": 5}, lambda *at: computed(code, {"x": lambda k: at[k - 1], "n": 5}))


@pytest.mark.parametrize("text", [*SCALARS, *VECTORS])
def test_every_line_of_a_derivation_is_true(text):
    """The right of a line is the partial of its left, and the last line is the partial; along the first variable."""
    declared, names = ({"x": 5}, [f"x[{k}]" for k in range(1, 6)]) if text in VECTORS else (letters(SCALARS[text]),) * 2
    f = dt.formula(text, declared)
    steps = f.explain(names[0])
    assert steps[-1].after == f.partial(names[0])
    at = [VALUES[0][k % 6] for k in range(len(names))]
    for step in steps:
        before, after = (dt.formula(side, declared) for side in (step.before, step.after))
        _, gradient = before.gradient(at)
        assert close(after.value(at), gradient[0]) or math.isnan(gradient[0]), step


def test_the_collection_is_large():
    """As many as a shelf of handbooks holds."""
    assert len(SCALARS) + len(VECTORS) >= 300
