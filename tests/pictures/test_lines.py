"""The lines of a session: what was walked, what lies ahead, ghosts, and races at equal gradients."""

from __future__ import annotations

import numpy as np
import pytest

from descent_tui.pictures.lines import Lines, at_budget
from descent_tui.scenario import catalogue
from descent_tui.session.opening import open_scenario
from descent_tui.session.update import update
from descent_tui.session.words import parse


def session_of(*actions, scenario="rotated-ravine"):
    session = open_scenario(catalogue.load(scenario))
    for text in actions:
        session = update(session, parse(text))
    return session


def followed(*actions, **settings):
    lines = Lines()
    lines.follow(session_of(*actions, **settings))
    return lines


def test_a_single_descent_is_a_line_walked_to_its_end():
    lines = followed("step 5")
    assert lines.lead.walked is lines.lead.whole
    assert len(lines.lead.walked.values) == 6
    assert lines.others == ()


def test_a_line_scrubbed_back_has_its_rest_ahead():
    lines = followed("step 9", "at 4")
    assert len(lines.lead.walked.values) == 5
    assert len(lines.lead.whole.values) == 10
    assert lines.lead.walked.values.tolist() == lines.lead.whole.values[:5].tolist()


def test_a_ghost_is_the_branch_that_was_left():
    session = session_of("step 9", "at 4", "lr 0.005", "step 3")
    lines = Lines()
    lines.follow(session)
    (ghost,) = lines.others
    assert ghost.ghost
    assert (ghost.number, ghost.since) == (1, 4)
    assert ghost.walked.head.k == 9
    assert lines.lead.walked.head.k == 7


def test_all_runners_of_a_scrubbed_race_are_shown_at_equal_gradients():
    lines = followed("race momentum", "race newton", "step 30", "at 12")
    budget = lines.lead.walked.head.evaluations
    for line in lines.others:
        spent = line.walked.head.evaluations
        before = line.walked.head.parent.evaluations
        assert before < budget <= spent
        assert line.whole.head.evaluations >= 30


def test_a_runner_that_stopped_early_is_shown_where_it_stopped():
    lines = followed("race newton", "step 9")
    (other,) = lines.others
    assert at_budget(other.whole, 10**9) is other.whole.head
    assert at_budget(other.whole, 0).k == 0


def test_lines_that_are_gone_are_forgotten():
    lines = Lines()
    for actions in (("race adam", "step 5", "at 2", "lr 0.001", "step 1"), ("step 5",)):
        session = session_of(*actions)
        lines.follow(session)
        now = len(session.runners) + len(session.ghosts)
        assert len(list(lines)) == now
        drawn = {id(path) for line in lines for path in (line.walked, line.whole)}
        assert {id(path) for path in lines._paths.values()} == drawn


@pytest.mark.parametrize("axes", [(0, 1), (1, 0)])
def test_lines_follow_the_axes_of_the_view(axes):
    session = session_of("race adam", "step 4", f"axes {'xy'[axes[0]]} {'xy'[axes[1]]}")
    lines = Lines()
    lines.follow(session)
    for line in lines:
        walked = [iterate.x[list(axes)] for iterate in line.walked.head.back()][::-1]
        assert np.array_equal(line.walked.points, np.array(walked))
