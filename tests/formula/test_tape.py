"""The tape: points by Python floats, arrays by numpy, and what numpy alone can say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from descent_tui.formula.evaluator import Evaluator
from descent_tui.formula.graph import Graph
from descent_tui.formula.lowering import Lowering
from descent_tui.formula.parser import parse
from descent_tui.formula.tape import Tape

SCALARS = {"x": None, "y": None}


def tape_of(text, variables=SCALARS):
    graph = Graph()
    return Tape(graph, [Lowering(graph, variables, {}).node(parse(text, variables))])


def test_plain_tapes_use_python_floats():
    """What a point gives is a Python float, not numpy's slower one; integers are taken for floats."""
    tape = tape_of("sin(x)*y + max(x, y, 2)")
    assert tape.plain
    (value,) = tape.at_point([np.float64(1.0), 2])
    assert type(value) is float
    assert Evaluator(parse("x^9 + 1", SCALARS), SCALARS, {}).point([10**200, 0])[0] == math.inf


def test_sums_over_vectors_are_not_plain():
    """An entry of a vector is a plain number; a sum over it is not."""
    vector = {"x": 5}
    assert tape_of("x[2]*x[3]", vector).plain
    assert not tape_of("sum(i, 1, 5, x[i])", vector).plain
    assert tape_of("sum(i, 1, 5, sum(j, 1, 4, x[i]*x[j]))", vector).widest == 20


def test_what_nobody_reads_is_let_go():
    """While a long chain runs on arrays, only a few of its results are alive."""
    tape = tape_of("sin(cos(sin(cos(sin(cos(x*y))))))")
    alive = most = 0
    for _, _, _, dead in tape._array:
        alive += 1
        most = max(most, alive)
        alive -= len(dead)
    assert most == 2


@pytest.mark.parametrize("text", ["exp(x)", "x^0.5", "1/(x - y)", "log(y)", "tan(x)^-3"])
def test_nothing_is_raised_anywhere(text):
    """Overflow, poles and negative bases are inf and nan; a formula is a function of all reals."""
    tape = tape_of(text)
    for x in (-1e308, -1.0, 0.0, 1.0, 1e308, math.inf, -math.inf, math.nan):
        for y in (-1.0, 0.0, 1e308):
            (value,) = tape.at_point([x, y])
            assert type(value) is float
            with np.errstate(all="ignore"):
                (array,) = tape.on_arrays(np.array([[x], [y]]))
            np.testing.assert_allclose(value, np.reshape(array, ()), rtol=1e-13)
