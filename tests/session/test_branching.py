"""Scrubbing back, branching off, and coming back to what was left."""

from __future__ import annotations

import pytest

from descent_tui.session.actions import ActionError
from descent_tui.session.branching import MOST


def test_scrubbing_back_keeps_the_rest_of_the_line_ahead(opened, after):
    session = after(opened(), "step 20", "at 5").present

    assert session.here.k == 5
    assert session.runner.furthest.k == 20
    assert session.ghosts == ()


def test_scrubbing_forward_again_is_the_same_iterate(opened, after):
    line = after(opened(), "step 20")
    there = line.present.here

    assert after(line, "at 5", "at 20").present.here is there
    assert after(line, "at 5", "at 99").present.here is there


def test_the_same_way_again_stays_on_the_line(opened, after):
    line = after(opened(), "step 20", "at 5", "step 3")

    assert line.present.here.k == 8
    assert line.present.runner.furthest.k == 20
    assert line.present.ghosts == ()
    assert after(line, "step 30").present.runner.ahead is None


def test_another_way_leaves_a_ghost(opened, after):
    line = after(opened(), "step 20", "at 12", "lr 0.3", "step 4")
    session = line.present

    assert session.here.k == 16
    assert [(ghost.number, ghost.since, ghost.runner.iterate.k) for ghost in session.ghosts] == [(1, 12, 20)]
    assert session.ghosts[0].runner.settings["lr"] == 0.1


def test_switching_swaps_the_two(opened, after):
    line = after(opened(), "step 20", "at 12", "lr 0.3", "step 4")
    session = after(line, "switch 1").present

    assert session.here.k == 20
    assert session.runner.settings["lr"] == 0.1
    assert session.ghosts[0].runner.iterate is line.present.here
    assert session.ghosts[0].runner.settings["lr"] == 0.3


def test_a_dropped_branch_is_gone_and_can_be_undone(opened, after):
    line = after(opened(), "step 9", "at 3", "lr 0.2", "step", "drop 1")

    assert line.present.ghosts == ()
    assert len(after(line, "back").present.ghosts) == 1


def test_there_are_never_more_ghosts_than_can_be_told_apart(opened, after):
    line = after(opened(), "step 9")
    for k in range(MOST + 3):
        line = after(line, "at 3", f"lr {0.01 * (k + 2)!r}", "step 2")
    numbers = [ghost.number for ghost in line.present.ghosts]

    assert len(numbers) == MOST
    assert len(set(numbers)) == MOST


def test_an_unknown_branch_is_refused_with_those_there_are(opened, after):
    with pytest.raises(ActionError, match="there are none"):
        after(opened(), "switch 3")


def test_a_new_start_leaves_no_ghosts(opened, after):
    line = after(opened(), "step 9", "at 3", "lr 0.2", "step", "goto x=1,y=1")

    assert line.present.ghosts == ()
    assert line.present.runner.ahead is None


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("grad<1e-3 or 500 steps", "‖∇f‖"),
        ("grad<1e-30 or 5 steps", "the number of steps is 5"),
        ("f<1 and steps>=9", "the number of steps is 9"),
        ("‖∇f‖ ≤ 1e-2", "‖∇f‖"),
    ],
)
def test_stopping_rules_combine_and_say_which_fired(opened, after, rule, says):
    session = after(opened(), f"until {rule}").present

    assert says in session.note.text
    assert session.note.text.startswith("Until: ")


def test_a_rule_that_never_holds_says_so(opened, after):
    assert "does not hold" in after(opened(), "until f<-1").present.note.text


def test_the_branch_one_leaves_has_another_number_than_the_one_one_goes_to(opened, after):
    line = after(opened(), "step 10", "at 3", "lr 0.2", "step 2")
    first, second = line.present.ghosts[0].runner.iterate, line.present.here
    for number, here in ((1, first), (2, second), (1, first)):
        line = after(line, f"switch {number}")
        assert line.present.here is here
        assert f"On branch {number}," in line.present.note.text
        assert line.present.note.text.endswith(f"where you were is branch {3 - number}.")
