"""Random formulas of the whole grammar: printing, tidying, partials and derivations keep every value."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.evaluator import Evaluator
from descent_tui.formula.explain import explain
from descent_tui.formula.limits import PRINTED
from descent_tui.formula.parser import parse
from descent_tui.formula.partial import partial, printed
from descent_tui.formula.printing import show
from descent_tui.formula.tidy import tidy
from descent_tui.formula.tree import (
    Add,
    Bound,
    Call,
    Compare,
    Div,
    Entry,
    Mul,
    Name,
    Neg,
    Number,
    Pow,
    Reduce,
    Where,
)

SIZES = {"x": None, "y": None, "v": 4}
CONSTANTS = {"a": 1.7}
VARIABLES = ["x", "y", "v[1]", "v[2]", "v[3]", "v[4]"]
REFUSALS = ("zero", "overflows", "real number", "has no value here", "must be positive", "finite")
"""What is no formula at all: a constant part without a value, as log(0) or 1/0."""

numbers = st.one_of(
    st.integers(0, 12).map(lambda k: Number(float(k), str(k))),
    st.sampled_from(["0.5", "1.25", "2.0", "1e-3", ".75"]).map(lambda text: Number(float(text), text)),
    st.sampled_from([0.1 + 0.2, -1.5, 2.0, 1 / 3]).map(Number),
)
names = st.sampled_from([Name(name) for name in ("x", "y", "a", "pi", "e", "n")])
entries = st.integers(1, 4).map(lambda k: Entry("v", "", k))
indexed = st.sampled_from([Entry("v", "i", 0), Entry("v", "i", 1), Entry("v", "i", -1), Name("i")])

UNARY = (
    *("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log", "log10", "sqrt", "abs"),
    *("sec", "csc", "cot", "sech", "csch", "coth", "asinh", "acosh", "atanh", "log2", "cbrt"),
    *("sign", "floor", "ceil", "sigmoid", "softplus", "erf", "erfc"),
)


def grown(parts):
    """Combine formulas from `parts`, by everything but choices."""
    several = st.lists(parts, min_size=2, max_size=4).map(tuple)
    compares = st.builds(Compare, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), parts, parts)
    return st.one_of(
        several.map(Add),
        parts.map(Neg),
        several.map(Mul),
        st.builds(Div, parts, parts),
        st.builds(Pow, parts, st.integers(-2, 4).map(lambda k: Number(float(k)) if k >= 0 else Neg(Number(float(-k))))),
        st.builds(Pow, parts, parts),
        st.builds(lambda function, u: Call(function, (u,)), st.sampled_from(UNARY), parts),
        st.builds(lambda u, v: Call("hypot", (u, v)), parts, parts),
        # above the cut of atan2, where the sign of a zero decides between −π and π
        st.builds(lambda u, v: Call("atan2", (Call("exp", (u,)), v)), parts, parts),
        st.builds(Where, compares, parts, parts),
    )


def chosen(parts):
    """Combine formulas from `parts`, by everything."""
    several = st.lists(parts, min_size=2, max_size=4).map(lambda found: tuple(dict.fromkeys((*found, Number(0.15)))))
    return st.one_of(
        grown(parts),
        parts.map(lambda u: Call("relu", (u,))),
        st.builds(Call, st.sampled_from(["max", "min"]), several),
    )


bodies = st.recursive(st.one_of(indexed, numbers, names, entries), grown, max_leaves=4)
reductions = st.builds(
    lambda kind, body: Reduce(kind, "i", Bound(n=False, offset=2), Bound(n=True, offset=-1), body),
    st.sampled_from(["sum", "prod", "mean"]),
    bodies,
)
leaves = st.one_of(names, numbers, names, entries)
# choices stay away from sums here: how the evaluator differentiates them over an index is its own matter
trees = st.one_of(
    st.recursive(leaves, chosen, max_leaves=8),
    st.recursive(st.one_of(leaves, reductions), grown, max_leaves=8),
)
# seeded, so that no shrinking walks onto a jump, where the last digit of a printed number decides
points = st.integers(0, 10**6).map(lambda seed: np.random.default_rng(seed).uniform(0.2, 2.1, 6))

checked = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


def read(text):
    """Parse a printed line; a line with a constant that has no value is no formula to begin with."""
    try:
        return parse(text, SIZES, CONSTANTS, PRINTED)
    except FormulaError as error:
        if any(words in error.message for words in REFUSALS):
            reject()
        raise


def worked(tree):
    """Make the evaluator of a formula."""
    return Evaluator(tree, SIZES, CONSTANTS)


def tame(*values):
    """Tell whether rounding cannot hide behind large numbers."""
    return all(math.isfinite(value) and abs(value) < 1e5 for value in values)


def close(left, right):
    """Compare as far as float64 can tell after some steps."""
    return abs(left - right) <= 1e-9 * max(1.0, abs(left), abs(right))


@checked
@given(trees, points, st.booleans())
def test_a_printed_formula_has_the_value_of_the_tree(tree, point, ascii_):
    again = read(show(tree, ascii_))
    value = worked(tree).value(point)
    assume(tame(value))
    assert close(worked(again).value(point), value)
    assert show(again, ascii_) == show(read(show(again, ascii_)), ascii_)


@checked
@given(trees, points)
def test_tidying_keeps_values_and_is_done_at_once(tree, point):
    read(show(tree))
    value = worked(tree).value(point)
    assume(tame(value))
    tidied = tidy(tree)
    assert tidy(tidied) == tidied
    assert close(worked(read(show(tidied))).value(point), value)


@checked
@given(trees, points, st.sampled_from(range(6)))
def test_a_partial_is_the_gradient(tree, point, place):
    read(show(tree))
    value, gradient = worked(tree).gradient(point)
    assume(tame(value, *gradient))
    raw = worked(partial(tree, VARIABLES[place], SIZES)).value(point)
    written = worked(read(printed(tree, VARIABLES[place], SIZES))).value(point)
    assume(tame(raw, written))
    assert close(raw, gradient[place])
    assert close(written, gradient[place])


@checked
@given(trees, points, st.sampled_from(range(6)))
def test_every_line_of_a_derivation_is_true(tree, point, place):
    read(show(tree))
    variable = VARIABLES[place]
    steps = explain(tree, variable, SIZES)
    assert steps[-1].after == printed(tree, variable, SIZES)
    for step in steps:
        value, gradient = worked(read(step.before)).gradient(point)
        after = worked(read(step.after)).value(point)
        if tame(value, after, *gradient):
            assert close(after, np.float64(gradient[place])), step
