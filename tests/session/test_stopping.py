"""A standing stopping rule: many steps end where it holds, one goes on, and it is said which part fired."""

from __future__ import annotations

import shlex

import numpy as np
import pytest

from descent_tui.session.actions import ActionError
from descent_tui.session.command_line import command_line
from descent_tui.session.script import played, script
from descent_tui.session.until import reached

RULE = "grad<1 or 500 steps"


def first_below(opened, after, bound):
    """Return the first step of the seed bowl at which ‖∇f‖ is below a bound, found one step at a time."""
    line = opened()
    while np.linalg.norm(line.present.here.gradient) >= bound:
        line = after(line, "step")
    return line.present.here.k


def test_many_steps_end_where_it_holds_and_it_says_why(opened, after):
    line = after(opened(), f"stop {RULE}", "step 100")
    assert line.present.here.k == first_below(opened, after, 1)
    slope = np.linalg.norm(line.present.here.gradient)
    assert line.present.note.text == f"Until: ‖∇f‖ is {slope:.4g} < 1."


@pytest.mark.parametrize(
    ("rule", "fired"),
    [
        ("grad<1 or 5 steps", "Until: the number of steps is 5 >= 5."),
        ("steps>=5 or grad<1e-9", "Until: the number of steps is 5 >= 5."),
        ("value<6 and steps>=5", "and the number of steps is 5 >= 5."),
    ],
)
def test_it_is_said_which_part_fired(opened, after, rule, fired):
    line = after(opened(), f"stop {rule}", "step 100")
    assert line.present.here.k == 5
    assert line.present.note.text.endswith(fired)


def test_a_single_step_goes_on_beyond_it(opened, after):
    line = after(opened(), "stop 3 steps", "step 10")
    assert line.present.here.k == 3
    assert after(line, "step").present.here.k == 4
    assert after(line, "step 10").present.here.k == 4  # many end after one
    assert after(line, "stop never", "step 10").present.here.k == 13


def test_it_can_be_taken_back_and_is_said(opened, after):
    line = after(opened(), "step 2", "stop value<100")
    assert "holds already: f is" in line.present.note.text
    assert line.present.rule == "value<100"
    assert after(line, "back").present.rule == ""
    again = after(line, "back", "forward")
    assert again.present.rule == "value<100"
    assert after(line, "stop never").present.rule == ""


def test_what_is_no_rule_is_refused(opened, after):
    with pytest.raises(ActionError, match="known: grad, value, change, steps"):
        after(opened(), "stop when it is nice")
    with pytest.raises(ActionError, match="never for no rule"):
        after(opened(), "stop")


def test_the_length_of_the_gradient_is_over_what_is_free(opened, after):
    line = after(opened(), "freeze y", "stop grad<0.1", "step 500")
    assert abs(line.present.here.gradient[0]) < 0.1 < abs(line.present.here.gradient[1])
    assert reached("grad<0.1", line.present.here, line.present.free)
    assert reached("", line.present.here, line.present.free) is None


def test_the_command_line_leads_to_the_same_steps_under_a_rule(opened, after):
    line = after(opened(), "step 2", f"stop {RULE}", "step 100", "step", "step", "lr 0.2", "step 10", "step")
    words = shlex.split(command_line(line))
    assert [a.text for a in script(words[-1]) if not a.looks] == [
        f"step {line.present.here.k - 2}",
        "lr 0.2",
        "step 2",
        f"stop {RULE}",
    ]
    again = played(opened(), script(words[-1])).present
    assert again.here.x.tobytes() == line.present.here.x.tobytes()
    assert again.rule == RULE
