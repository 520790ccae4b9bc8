"""Fine-tuning: each of the four moves only what is free, and is taken as actions, to the bit."""

from __future__ import annotations

import numpy as np
import pytest

from descent_tui.scenario import catalogue
from descent_tui.session import finetuning
from descent_tui.session.actions import ActionError
from descent_tui.session.finetuning import begun, stepped, taken
from descent_tui.session.opening import open_scenario
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse
from descent_tui.session.work import Cancelled, Work, within

ALL = (0, 1, 2, 3)


def line(scenario, *texts):
    timeline = Timeline(open_scenario(catalogue.load(scenario)))
    for text in texts:
        timeline = timeline.act(parse(text))
    return timeline


@pytest.mark.parametrize(
    ("scenario", "weight", "counts"),
    [
        ("xor", "W1[1,2]", (1, 3, 6, 9)),
        ("xor", "b2[1]", (1, 3, 3, 9)),
        ("spirals", "W2[3,6]", (1, 17, 272, 354)),
        ("digits-64-16-10", "W1[7,9]", (1, 65, 1040, 1210)),
    ],
)
def test_each_moves_what_is_free_and_nothing_else(scenario, weight, counts):
    session = line(scenario, f"look focus {weight}").present
    tuning = stepped(begun(session), ALL, 3)
    assert tuple(part.count for part in tuning.parts) == counts
    for part in tuning.parts:
        moved = part.here.x != session.here.x
        assert not moved[~part.free].any()
        assert part.here.x[~part.free].tobytes() == session.here.x[~part.free].tobytes()
        assert moved.any()
        assert part.here.k == session.here.k + 3


@pytest.mark.parametrize("scenario", ["xor", "spirals", "digits-64-16-10"])
@pytest.mark.parametrize("number", ALL)
def test_taking_one_is_said_in_actions_and_comes_to_the_same_bits(scenario, number):
    before = line(scenario, "freeze layer 2", "optimizer adam", "step 4", "look focus W1[1,2]")
    tuning = stepped(stepped(begun(before.present), ALL, 2), (number,), 5)
    after = before
    for text in taken(tuning, number):
        action = parse(text)
        assert parse(action.text) == action
        after = after.act(action)
    part = tuning.parts[number]
    assert after.present.here.x.tobytes() == part.here.x.tobytes()
    assert after.present.here.k == part.here.k == 11
    np.testing.assert_array_equal(after.present.free, part.free)
    undone = after
    for _ in taken(tuning, number):
        undone = undone.act(parse("back"))
    assert undone.present.here.x.tobytes() == before.present.here.x.tobytes()


def test_losses_are_over_all_samples_at_every_step_where_that_is_cheap():
    session = line("digits-64-16-10").present
    tuning = stepped(begun(session), (3,), 4)
    part, whole = tuning.parts[3], session.objective.whole()
    assert part.at == (0, 1, 2, 3, 4)
    assert part.losses[0] == whole.value(session.here.x)
    assert part.losses[-1] == whole.value(part.here.x)
    assert part.accuracy == session.objective.accuracy(part.here.x)


def test_where_it_is_dear_the_loss_is_measured_seldom_and_at_the_end(monkeypatch):
    monkeypatch.setattr(finetuning, "CHEAP", 0)
    session = line("xor").present
    part = stepped(stepped(begun(session), (3,), 12), (3,), 3).parts[3]
    assert part.at == (0, 5, 10, 12, 15)
    assert part.losses[-1] == session.objective.value(part.here.x)


def test_more_freedom_goes_lower_at_first():
    """A small step along a part of −∇f falls by lr·‖that part‖², and each part holds the one before."""
    tuning = stepped(begun(line("xor", "lr 0.01", "look focus W1[1,2]").present), ALL, 1)
    ends = [part.losses[-1] for part in tuning.parts]
    assert ends[3] < ends[2] < ends[1] < ends[0] < tuning.parts[0].losses[0]


def test_one_that_diverges_stops_and_the_others_go_on():
    tuning = stepped(begun(line("line-fit", "optimizer gd", "lr 10").present), ALL, 2000)
    assert all(part.stopped.startswith("diverged") for part in tuning.parts if part.steps < 2000)
    assert any(part.stopped for part in tuning.parts)
    again = stepped(tuning, ALL, 5)
    for before, after in zip(tuning.parts, again.parts, strict=True):
        assert (after.steps == before.steps) == bool(before.stopped)


def test_a_formula_has_no_layers_and_cancelling_keeps_nothing():
    with pytest.raises(ActionError, match="no layers"):
        begun(line("seed-bowl").present)
    tuning = begun(line("xor").present)
    work = Work()
    work.cancel()
    with within(work), pytest.raises(Cancelled):
        stepped(tuning, ALL, 1)
    assert {part.steps for part in tuning.parts} == {0}
