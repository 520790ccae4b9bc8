"""A journal replayed is the session that was: the same doubles, the same past, the same view."""

from __future__ import annotations

import json
import shutil
from dataclasses import fields, replace

import pytest
from timelines import agree

from descent_tui.optimizers import table
from descent_tui.scenario import catalogue
from descent_tui.scenario.scenario import Scenario
from descent_tui.session.embedded import origin, scenario_in, toml
from descent_tui.session.opening import open_scenario
from descent_tui.session.record import read
from descent_tui.session.replay import moments, remarks, replay
from descent_tui.session.timeline import Timeline

LONG = (
    "step 10", "freeze y", "step 5", "look kind mountain", "free all", "lr 0.0005", "step 20", "walk x -0.125", "zoom 0.7",
    "pan 0.1 -0.3", "constant b 51.7", "step 4", "back 3", "forward 2", "restart", "step 3", "goto x=0.3,y=-0.1", "step 7",
    "axes y x", "look nudge 0.001", "back 1", "step 1000",
)  # fmt: skip


def test_everything_that_was_is_again(opened, told):
    timeline, journal = told(opened("rosenbrock"), *LONG)
    journal.close()

    agree(replay(read(journal.path)), timeline)


@pytest.mark.parametrize("name", list(table.NAMES))
def test_every_optimizer_takes_the_same_thousand_steps_again_to_the_bit(opened, told, name):
    timeline, journal = told(
        opened("rosenbrock"), f"optimizer {name}", "step 300", "freeze x", "step 300", "free all", "step 400"
    )
    journal.close()

    agree(replay(read(journal.path)), timeline)


def test_branches_races_and_stopping_rules_come_back(opened, told):
    timeline, journal = told(
        opened("rosenbrock"), "step 20", "at 12", "lr 0.0003", "step 5", "switch 1", "until grad<20 or 50 steps",
        "race momentum lr=0.0001", "step 10", "race adam", "lead 2", "step 4", "leave 1", "tune", "step 10", "back 2",
    )  # fmt: skip
    journal.close()

    agree(replay(read(journal.path)), timeline)


@pytest.mark.parametrize("name", ["digits-64-16-10", "spirals", "one-neuron"])
def test_a_network_sees_the_same_batches_again(opened, told, name):
    """Weights frozen by pattern, branches, a race and a walk: every iterate comes back to the bit."""
    timeline, journal = told(
        opened(name), "step 7", "freeze b*", "goto W1[1,1]=0.125", "step 3", "free all", "race momentum lr=0.01",
        "step 5", "leave 2", "at 4", "lr 0.02", "step 2", "walk b1[1] 0.25", "optimizer lbfgs", "step 3", "back 1",
    )  # fmt: skip
    journal.close()

    agree(replay(read(journal.path)), timeline)


def test_a_diverged_session_diverges_again(opened, told):
    timeline, journal = told(opened(), "lr 3.0", "step 5000")
    journal.close()

    assert timeline.present.diverged
    agree(replay(read(journal.path)), timeline)


def test_the_first_view_comes_back(opened, told):
    timeline = opened()
    dusk = replace(timeline.present, view=replace(timeline.present.view, palette="dusk", dark=False))
    timeline, journal = told(Timeline(dusk), "step 1")
    journal.close()

    agree(replay(read(journal.path)), timeline)


@pytest.mark.parametrize("name", catalogue.names())
def test_every_shipped_landscape_can_be_embedded_and_comes_back_the_same(name):
    scenario = catalogue.load(name)
    again = scenario_in(toml(scenario), str(scenario.path), typed=False)

    for field in fields(Scenario):
        assert repr(getattr(again, field.name)) == repr(getattr(scenario, field.name))


@pytest.mark.parametrize(
    ("formula", "given"),
    [
        ("x^2 + x*y", {}),
        ("sum(i, 1, n, x[i]^2)", {"sizes": {"x": 300}}),
        ("p*q + θ", {"ranges": {"p": (-1e-300, 1e300)}, "constants": {"q": -0.0}, "start": {"p": 1e-310}}),
        ("x[1]·x[2]", {"start": {"x": (0.1, -0.0)}}),
        ("  " + " + ".join(f"x^{i}" for i in range(2, 480)), {}),
        (" +".join(f"          {i}·θθθθθθθθθθθθ" for i in range(100)), {}),
    ],
    ids=["two", "vector", "extremes", "zeros", "long", "wide"],
)
def test_a_typed_formula_comes_back_the_same(formula, given):
    scenario = Scenario.from_formula(formula, **given)
    again = scenario_in(toml(scenario), "formula.toml", typed=True)

    assert repr(again.start) == repr(scenario.start)
    for name in ("name", "title", "formula", "constants", "axes", "path", "ranges", "sizes"):
        assert repr(getattr(again, name)) == repr(getattr(scenario, name)), name


def test_a_formula_typed_on_the_way_and_a_landscape_opened_on_the_way(opened, told):
    timeline, journal = told(
        opened(),
        "step 2",
        "formula x^4 + y^2 + x*y",
        "step 3",
        "open rosenbrock",
        "step 4",
        "back 3",
        "open seed-bowl",
        "step 1",
    )
    journal.close()

    agree(replay(read(journal.path)), timeline)


def test_a_file_that_has_changed_since_is_said_and_the_journals_own_copy_is_used(tmp_path, told, opened):
    file = tmp_path / "mine.toml"
    shutil.copy(catalogue.find("seed-bowl"), file)
    timeline, journal = told(opened(), "step 1", f"open {file}", "step 5")
    journal.close()
    record = read(journal.path)
    assert remarks(record) == []

    file.write_text(file.read_text().replace("x^2", "3*x^2", 1))
    assert remarks(record) == ['"mine.toml" is not what it was then: the journal\'s own copy is used.']
    agree(replay(record), timeline)
    file.unlink()
    assert len(remarks(record)) == 1
    agree(replay(record), timeline)


def test_a_start_of_ones_own_is_kept_though_the_file_says_another(told):
    scenario = catalogue.load("seed-bowl")
    other = replace(scenario, variables=tuple(replace(v, start=0.1 + 0.2) for v in scenario.variables))
    timeline, journal = told(Timeline(open_scenario(other)), "step 5")
    journal.close()

    assert origin(other) == ("shipped", "seed-bowl")
    agree(replay(read(journal.path)), timeline)
    assert remarks(read(journal.path)) == []


def test_other_versions_are_said(opened, told):
    _, journal = told(opened(), "step 1")
    journal.close()
    text = journal.path.read_text()
    header = json.loads(text.splitlines()[0])
    header["versions"]["numpy"] = "1.0"
    journal.path.write_text("\n".join([json.dumps(header), *text.splitlines()[1:], ""]))

    (said,) = remarks(read(journal.path))
    assert said.startswith("The last bits of numbers may differ: numpy 1.0 then, ")


def test_moments_come_one_by_one(opened, told):
    _, journal = told(opened(), "step 2", "look turn 10", "step 3")
    journal.close()
    told_of = [
        (entry and entry.action.text, timeline.present.here.k) for entry, timeline in moments(read(journal.path))
    ]

    assert (
        told_of == [(None, 0), ("step 2", 2), ("look turn 10.0", 2), ("step 3", 5)] or told_of[2][0] == "look turn 10"
    )
    assert [k for _, k in told_of] == [0, 2, 2, 5]
