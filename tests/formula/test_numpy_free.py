"""Reading needs no numpy: a scenario is loaded and a formula parsed before numpy is there."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from descent_tui.formula.arrays import ARRAYS
from descent_tui.formula.axes import AXES
from descent_tui.formula.operators import ELEMENTWISE, SUMS
from descent_tui.objectives.formula import FormulaObjective

READING = {
    "a formula": "from descent_tui.formula.parser import parse\n"
    "parse('sin(x)^2 + max(x, exp(2))*sum(i, 1, n, w[i]) + where(x > 0, log(2), |x|)', {'x': None, 'w': 3})",
    "a refusal": "from descent_tui.formula.parser import parse\n"
    "try: parse('x + sinn(x)', {'x': None})\n"
    "except ValueError: pass",
    "a scenario": "from descent_tui.scenario import catalogue; catalogue.load('rosenbrock')",
    "a value and its partials": "import descent_tui as dt\n"
    "f = dt.formula('a*sin(x)^2 + x/y + max(x, exp(y)) + where(x > 0, log(x), |x|)', ['x', 'y'], constants={'a': 2})\n"
    "assert f.point([1.0, 2.0])[0] == f.with_constants({'a': 2.0}).point([1, 2])[0]",
    "a million weights": "from descent_tui.scenario import catalogue; catalogue.load('million-weight-bowl').axes",
}


@pytest.mark.parametrize("what", READING)
def test_reading_imports_no_numpy(what):
    """In a fresh interpreter, reading leaves numpy where it is."""
    script = f"import sys\n{READING[what]}\nprint('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_every_function_has_its_array_side():
    """Whatever a graph may compute entry by entry, numpy computes too."""
    assert ARRAYS.keys() >= ELEMENTWISE.keys()
    assert AXES.keys() == SUMS


@pytest.mark.parametrize("text", ["x^2*y + sin(x)/y", "log(x) + y", "1/x + y", "sum(i, 1, 3, x*i) + y", "x", "2"])
@pytest.mark.parametrize("at", [(0.5, -2.0), (0.0, 1.0), (-1.0, 3.0)])
def test_floats_say_what_arrays_say(text, at):
    """The value and its partials by Python floats are those by arrays, bit for bit, nan and inf too."""
    f = FormulaObjective(text, {"x": None, "y": None})
    value, gradient = f.gradient(np.array(at))
    point = f.point(at)
    assert np.array([value, *gradient]).tobytes() == np.array([point[0], *point[1]]).tobytes()
