"""Reading needs no numpy: a scenario is loaded and a formula parsed before numpy is there."""

from __future__ import annotations

import subprocess
import sys

import pytest

from descent_tui.formula.arrays import ARRAYS
from descent_tui.formula.operators import ELEMENTWISE

READING = {
    "a formula": "from descent_tui.formula.parser import parse\n"
    "parse('sin(x)^2 + max(x, exp(2))*sum(i, 1, n, w[i]) + where(x > 0, log(2), |x|)', {'x': None, 'w': 3})",
    "a refusal": "from descent_tui.formula.parser import parse\n"
    "try: parse('x + sinn(x)', {'x': None})\n"
    "except ValueError: pass",
    "a scenario": "from descent_tui.scenario import catalogue; catalogue.load('rosenbrock')",
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
