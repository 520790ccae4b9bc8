"""What nudging everything would cost beside one gradient: counted, with a clock that counts."""

from __future__ import annotations

from itertools import count

import numpy as np
import pytest

from descent_tui.objectives.formula import FormulaObjective
from descent_tui.session.bill import LEAST, MOST, Bill, bill, duration, told


def test_a_clock_that_ticks_a_second_a_look_measures_one_call_each():
    f = FormulaObjective("x^2 + y^2", {"x": None, "y": None})
    ticks = count()
    found = bill(f, np.ones(2), 0, clock=lambda: float(next(ticks)))
    assert found == Bill(2, 1.0, 1.0, 1.0)
    assert (found.by_values, found.by_nudges, found.saved) == (4.0, 2.0, 2.0)


def test_what_is_short_is_done_again_until_it_can_be_measured():
    class Counted(FormulaObjective):
        values = 0

        def value(self, x):
            Counted.values += 1
            return super().value(x)

    f = Counted("x^2 + y^2", {"x": None, "y": None})
    ticks = count()
    found = bill(f, np.ones(2), 0, clock=lambda: next(ticks) * LEAST / 10)
    assert Counted.values == 10
    assert found.value == pytest.approx(LEAST / 10)
    Counted.values = 0
    bill(f, np.ones(2), 0, clock=lambda: 0.0)
    assert Counted.values == MOST


def test_of_a_network_all_partials_at_once_are_cheaper(opened):
    session = opened("digits-64-16-10").present
    found = bill(session.objective, session.here.x, session.objective.index("W2[7,9]"))
    assert found.variables == session.objective.size
    assert min(found.value, found.nudge, found.gradient) > 0
    assert f"{found.variables:,} nudges would take" in told(found)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(3e-6, "3.0 µs"), (0.0021, "2.1 ms"), (0.25, "250 ms"), (42, "42 s"), (90, "1.5 min"), (7200, "2.0 h"),
     (200_000, "2.3 days")],
)  # fmt: skip
def test_durations(seconds, said):
    assert duration(seconds) == said
