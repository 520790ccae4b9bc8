"""Every knob of every optimizer: it stops within its bounds, and what its keys and its words say can be done."""

from __future__ import annotations

import pytest

from descent_tui.optimizers import table
from descent_tui.optimizers.schedules import SCHEDULES
from descent_tui.session.actions import ActionError, Preset, Schedule, Set
from descent_tui.session.knobs import knobs, notches, typed, viewed
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse

SETTINGS = {f"{name} {setting.name}": setting for name in table.NAMES for setting in table.find(name).settings} | {
    f"{name} {setting.name}": setting for name, schedule in SCHEDULES.items() for setting in schedule.settings
}


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_notches_are_values_it_takes_and_its_default_is_one(setting):
    stops = notches(setting)
    assert list(stops) == sorted(set(stops))
    assert setting.default in stops
    assert [setting.read(stop) for stop in stops] == list(stops)
    assert len(stops) >= 2


@pytest.mark.parametrize("name", table.NAMES)
def test_every_knob_turns_and_turns_back(name, opened, after):
    line = after(opened(), f"optimizer {name}", "schedule step")
    for i, knob in enumerate(knobs(line.present)):
        for there, back in (("higher", "lower"), ("lower", "higher")):
            action = getattr(knob, there)
            if action is None:
                continue
            turned = line.act(action).present
            other = knobs(turned)[i]
            assert other.name == knob.name
            assert other.value != knob.value
            again = Timeline(turned).act(getattr(other, back)).present
            assert knobs(again)[i].value == knob.value
            assert parse(action.text) == action


@pytest.mark.parametrize(
    ("name", "text", "action"),
    [
        ("lr", "0.25", Set("lr", 0.25)),
        ("lr", "1e-3", Set("lr", 1e-3)),
        ("search", "strong-wolfe", Set("search", 1.0)),
        ("search", "1", Set("search", 1.0)),
        ("max_ls", "7", Set("max_ls", 7.0)),
        ("schedule", "cosine", Schedule("cosine")),
        ("schedule", "cosine 40", Schedule("cosine", (("T_max", 40.0),))),
        ("gamma", "0.5", Schedule("step", (("step_size", 30.0), ("gamma", 0.5)))),
        ("conventions", "own", Preset("own")),
    ],
)
def test_what_is_typed_is_an_action(name, text, action, opened, after):
    session = after(opened(), "optimizer line-search", "schedule step").present
    knob = next(knob for knob in knobs(session) if knob.name == name)
    assert typed(session, knob, text) == action


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("lr", "fast", "lr is 0 … 1e\\+06, not 'fast'"),
        ("lr", "-1", "lr is 0"),
        ("search", "wolf", "0 \\(armijo\\) or 1"),
        ("max_ls", "2.5", "a whole number"),
        ("schedule", "cosine x", "'x' is not a number"),
        ("gamma", "3", "gamma is 0 … 1"),
    ],
)
def test_what_cannot_be_is_told(name, text, told, opened, after):
    session = after(opened(), "optimizer line-search", "schedule step").present
    knob = next(knob for knob in knobs(session) if knob.name == name)
    with pytest.raises(ActionError, match=told):
        typed(session, knob, text)


def test_looking_at_another_optimizer_changes_nothing(opened):
    session = opened().present
    assert viewed(session, "gd") is session
    assert viewed(session, "adam").runner.optimizer == "adam"
    assert session.runner.optimizer == "gd"
