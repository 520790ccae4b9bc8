"""A race is fair: one start, equal gradient evaluations, each with the rate that suits it."""

from __future__ import annotations

import pytest

from descent_tui.session import racing
from descent_tui.session.actions import ActionError
from descent_tui.session.racing import MOST
from descent_tui.session.words import parse


def test_a_runner_joins_at_the_start_and_catches_up(opened, after):
    session = after(opened(), "step 10", "race gd lr=0.3").present
    lead, other = session.runners

    assert other.iterate.evaluations == lead.iterate.evaluations == 10
    assert list(other.iterate.back())[-1].x.tolist() == list(lead.iterate.back())[-1].x.tolist()
    assert other.settings["lr"] == 0.3


def test_all_runners_go_on_together_and_stop_at_what_is_frozen(opened, after):
    session = after(opened(), "race gd lr=0.3", "race gd lr=0.01", "freeze y", "step 7").present

    assert [runner.iterate.k for runner in session.runners] == [7, 7, 7]
    assert len({runner.iterate.x[1] for runner in session.runners}) == 1


def test_a_runner_that_diverges_stays_and_the_others_go_on(opened, after):
    session = after(opened(), "race gd lr=9", "step 500").present

    assert session.runners[1].stopped.startswith("diverged")
    assert session.here.k == 500
    assert not session.diverged


def test_the_keys_can_drive_another_and_one_can_leave(opened, after):
    line = after(opened(), "race gd lr=0.3", "step 3", "lead 2")

    assert [runner.number for runner in line.present.runners] == [2, 1]
    assert [runner.number for runner in after(line, "leave 1").present.runners] == [2]
    with pytest.raises(ActionError, match="somebody"):
        after(line, "leave 1", "leave 2")


def test_whoever_is_driven_stands_as_far_back_as_the_one_before(opened, after):
    line = after(opened("rosenbrock"), "race newton", "step 12", "at 4")
    there = after(line, "lead 2").present
    assert there.here.evaluations >= 4
    assert there.here.parent.evaluations < 4
    assert there.runner.furthest is line.present.runners[1].iterate
    first = after(line, "lead 2", "lead 1").present
    assert (first.here.k, first.runner.furthest.k) in {(k, 12) for k in (4, 5, 6)}


def test_one_that_was_left_behind_in_time_goes_on_from_its_end(opened, after):
    line = after(opened(), "race gd lr=0.3", "step 10", "at 3", "lead 2", "at 10", "step 2")
    assert [runner.iterate.k for runner in line.present.runners] == [12, 12]
    assert after(line, "lead 1", "at 11").present.here.k == 11


def test_after_a_branch_the_next_one_is_driven_from_as_many_gradients(opened, after):
    line = after(opened(), "race gd lr=0.3", "step 10", "at 3", "lr 0.2", "step 2", "lead 2")
    first, second = line.present.runners
    assert (first.number, first.iterate.evaluations, first.furthest.evaluations) == (2, 5, 10)
    assert (second.number, second.iterate.evaluations) == (1, 5)
    on = after(line, "step 4").present
    assert [runner.iterate.evaluations for runner in on.runners] == [9, 9]
    assert on.runner.furthest is first.furthest  # the same way as before stays on the line


def test_branches_stay_when_another_is_driven_and_are_switched_to_with_their_runner(opened, after):
    line = after(opened(), "race gd lr=0.3", "step 10", "at 3", "lr 0.2", "step 2")
    left = line.present.ghosts[0].runner.iterate
    line = after(line, "lead 2")
    assert [(ghost.number, ghost.runner.number) for ghost in line.present.ghosts] == [(1, 1)]
    session = after(line, "switch 1").present
    assert (session.runner.number, session.here) == (1, left)
    assert [ghost.runner.iterate.k for ghost in session.ghosts] == [5]
    assert after(line, "leave 1").present.ghosts == ()


def test_when_the_one_that_is_driven_leaves_the_next_stands_where_it_stood(opened, after):
    line = after(opened(), "race gd lr=0.3", "race gd lr=0.01", "step 10", "at 4", "leave 1")
    assert [(runner.number, runner.iterate.k) for runner in line.present.runners] == [(2, 4), (3, 10)]


def test_a_budget_is_found_on_a_large_line_without_walking_it_again(opened, after, monkeypatch):
    line = after(opened("million-weight-bowl"), "race gd", "step 6", "at 2")
    monkeypatch.setattr(racing.line, "ancestor", lambda *_: pytest.fail("walked again"))
    low, high = racing._between(line.present.runners[1].iterate, 2)
    assert low == high == 2


def test_a_sweep_lets_one_that_diverged_run_again(opened, after):
    session = after(opened(), "race gd lr=9", "step 400", "tune").present
    assert [runner.stopped for runner in session.runners] == ["", ""]


def test_a_new_start_is_everybodys(opened, after):
    session = after(opened(), "race gd lr=0.3", "step 3", "goto x=1,y=1").present

    assert [runner.iterate.x.tolist() for runner in session.runners] == [[1.0, 1.0], [1.0, 1.0]]


def test_a_sweep_finds_a_rate_near_the_best_for_a_quadratic(typed, after):
    session = after(typed("x^2 + 10*y^2", start={"x": 2.0, "y": 1.0}), "race gd", "tune").present

    assert session.here.k == 0
    assert all(0.02 <= runner.settings["lr"] < 0.1 for runner in session.runners)  # it diverges above 2/20


def test_there_is_an_end_to_how_many(opened, after):
    line = after(opened(), *["race gd"] * (MOST - 1))
    with pytest.raises(ActionError, match="that many"):
        after(line, "race gd")


@pytest.mark.parametrize("text", ["race", "race nobody", "race gd lr=-1", "race gd warp=1", "leave 9", "lead 9"])
def test_what_cannot_race_is_refused(opened, after, text):
    with pytest.raises(ActionError):
        after(opened(), text)


def test_a_runner_joins_under_a_schedule_and_steps_by_it(opened, after):
    session = after(opened(), "race gd lr=0.1 with step step_size=2,gamma=0.5", "step 6").present
    first, second = session.runners
    alone = after(opened(), "lr 0.1", "schedule step step_size=2,gamma=0.5", "step 6").present
    assert second.iterate.x.tobytes() == alone.here.x.tobytes()
    assert second.iterate.x.tobytes() != first.iterate.x.tobytes()
    assert second.schedule == alone.runner.schedule


@pytest.mark.parametrize(
    "text", ["race adam with cosine T_max=200.0", "race gd lr=0.1 with step gamma=0.5", "race adam lr=0.1"]
)
def test_a_schedule_is_said_back(text):
    assert parse(text).text == text
    assert parse(parse(text).text) == parse(text)


def test_a_schedule_that_is_none_is_refused(opened, after):
    with pytest.raises(ActionError, match="cosine"):
        after(opened(), "race adam with cosin 200")


def test_the_guide_tells_the_truth_about_adam_in_the_turned_ravine(opened, after):
    """The table of the guide: only Adam notices that the ravine is turned."""
    found = {}
    for turn in ("0", "0.6435011087932844"):
        line = opened("rotated-ravine")
        line = after(line, f"constant theta {turn}", "race momentum", "race adam", "tune", "step 40")
        found[turn] = {runner.optimizer: round(runner.iterate.value, 2) for runner in line.present.runners}
        assert {runner.iterate.evaluations for runner in line.present.runners} == {40}
    assert list(found.values()) == [
        {"gd": 2.01, "momentum": 0.88, "adam": 0.51},
        {"gd": 2.01, "momentum": 0.88, "adam": 1.74},
    ]
