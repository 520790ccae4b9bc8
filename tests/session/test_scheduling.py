"""The learning rate over the steps: pure in k, said in words, kept in journals, the same with and without a screen."""

from __future__ import annotations

import math

import numpy as np
import pytest

import descent_tui as dt
from descent_tui.optimizers.schedules import SCHEDULES
from descent_tui.session.actions import ActionError, Schedule
from descent_tui.session.journal import begin
from descent_tui.session.record import read
from descent_tui.session.replay import replay
from descent_tui.session.scheduling import CONSTANT, chosen, rate_of, said
from descent_tui.session.words import parse

VALUES = {
    "constant": ((), lambda k: 1.0),
    "step 3 0.5": ((), lambda k: 0.5 ** (k // 3)),
    "exponential 0.9": ((), lambda k: 0.9**k),
    "inverse 0.5": ((), lambda k: 1 / (1 + 0.5 * k)),
    "cosine 8 0.25": ((), lambda k: 0.25 + 0.75 * (1 + math.cos(math.pi * min(k, 8) / 8)) / 2),
    "warm-up 4 0.2": ((), lambda k: 0.2 + 0.8 * min(k, 4) / 4),
}


def test_every_schedule_is_tried_here():
    assert {words.split()[0] for words in VALUES} == set(SCHEDULES)


@pytest.mark.parametrize("words", VALUES)
def test_the_rate_follows_the_schedule(words, opened, after):
    _, factor = VALUES[words]
    line = after(opened(), "lr 0.2", f"schedule {words}")
    for k in range(12):
        session = line.present
        assert rate_of(session.runner) == pytest.approx(0.2 * factor(k), rel=1e-14, abs=1e-17)
        line = after(line, "step")
        slope = session.here.gradient
        assert line.present.here.x == pytest.approx(session.here.x - 0.2 * factor(k) * slope, rel=1e-13)


def test_many_steps_are_single_steps(opened, after):
    begun = after(opened(), "schedule cosine 9")
    assert (after(begun, "step 7").present.here.x == after(begun, *["step"] * 7).present.here.x).all()


def test_a_schedule_is_taken_back_and_ended(opened, after):
    line = after(opened(), "schedule step 2")
    assert line.present.runner.schedule.text == "step step_size=2,gamma=0.1"
    assert after(line, "back").present.runner.schedule == CONSTANT
    assert after(line, "schedule constant").present.runner.schedule == CONSTANT


def test_it_holds_for_the_next_optimizer_too(opened, after):
    line = after(opened(), "schedule cosine 9", "optimizer adam")
    assert line.present.runner.schedule.name == "cosine"


def test_a_runner_of_a_race_goes_by_its_own_schedule(opened, after):
    line = after(opened(), "schedule cosine 4", "race gd lr=0.1", "step 8")
    lead, other = line.present.runners
    assert other.schedule == CONSTANT
    assert lead.iterate.value > other.iterate.value


def test_without_a_screen_it_is_the_same_path(opened, after):
    bowl = dt.load("seed-bowl")
    run = dt.descend(bowl.objective, bowl.scenario.start, "adam", lr=0.3, steps=9, schedule="cosine T_max=6")
    line = after(opened(), "optimizer adam", "lr 0.3", "schedule cosine 6", "step 9")
    assert (run.path[-1] == line.present.here.x).all()
    assert np.ptp(run.path[-3:], axis=0).max() == 0.0


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("schedule cosine 200", Schedule("cosine", (("T_max", 200.0),))),
        ("schedule cosine 200 0.1", Schedule("cosine", (("T_max", 200.0), ("eta_min", 0.1)))),
        ("schedule step:gamma=0.5", Schedule("step", (("gamma", 0.5),))),
        ("schedule constant", Schedule("constant")),
    ],
)
def test_it_is_said_in_order_or_by_name(words, action):
    assert parse(words) == action
    assert parse(action.text) == action


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("schedule", "say which schedule: constant, step"),
        ("schedule cosin 3", "did you mean cosine"),
        ("schedule constant 3", "has these settings: none"),
        ("schedule cosine 3 4 5", "has these settings: T_max, eta_min"),
        ("schedule cosine x", "'x' is not a number"),
        ("schedule cosine T_max=0", "T_max is a whole number 1"),
        ("schedule cosine T_max=2.5", "T_max is a whole number 1"),
        ("schedule cosine Tmax=3", "it has T_max, eta_min"),
        ("schedule step gamma=2", "gamma is 0 … 1"),
    ],
)
def test_what_cannot_be_is_told(words, told, opened, after):
    with pytest.raises(ActionError, match=told):
        after(opened(), words)


def test_the_words_of_a_schedule_say_it_again():
    for words in VALUES:
        schedule = said(words)
        assert said(schedule.text) == schedule == chosen(schedule.name, schedule.pairs)


def test_what_is_like_the_default_is_not_kept():
    assert chosen("cosine", (("T_max", 100.0),)) == chosen("cosine", ())


def test_a_journal_replays_schedules_and_presets_to_the_bit(opened, tmp_path):
    line = opened()
    journal = begin(line.present, folder=tmp_path / "state")
    told = (
        "optimizer momentum",
        "step 3",
        "preset keras",
        "schedule step 2 0.5",
        "step 40",
        "schedule cosine 90",
        "step 7",
    )
    for words in told:
        line = line.act(parse(words))
        journal.write(parse(words), line.present)
    journal.close()
    (file,) = (tmp_path / "state").glob("**/*.jsonl")
    again = replay(read(file)).present
    assert (again.here.x == line.present.here.x).all()
    assert (again.runner.schedule, again.runner.preset) == (line.present.runner.schedule, "keras")
    assert dict(again.runner.settings) == dict(line.present.runner.settings)


def test_a_checkpoint_is_believed_under_a_schedule(opened, tmp_path, monkeypatch):
    """A checkpoint's steps are taken again at the rates of the schedule, or it would never be believed."""
    from descent_tui.session import checkpoint

    monkeypatch.setattr(checkpoint, "EVERY", 20)
    monkeypatch.setattr(checkpoint, "SAMPLED", 1)
    line = opened().act(parse("schedule inverse 0.1"))
    steps = checkpoint.Steps()
    after = line.act(parse("step 20"))
    steps.add(1, parse("step 20"), 0, after.present)
    laid = steps.lay(tmp_path / "one.jsonl", 2)
    stored = checkpoint.Shelf(tmp_path, [laid]).get(1)
    assert (checkpoint.believed(line.present, stored).here.x == after.present.here.x).all()
    with pytest.raises(checkpoint.Disbelieved):
        checkpoint.believed(opened().present, stored)
