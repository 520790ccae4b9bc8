"""Races without a screen: `run --race`, as JSON and as a table; and the first actions of the screen."""

from __future__ import annotations

import json

import pytest

from descent_tui.cli import doing
from descent_tui.cli.commands import parser_of
from descent_tui.cli.main import main
from descent_tui.scenario import catalogue
from descent_tui.session import finish

RACE = ("rotated-ravine", "--race", "momentum:lr=0.003", "--race", "adam:lr=0.3,beta1=0.8")


def run(capsys, *words, status=0):
    assert main(["run", *words]) == status
    return capsys.readouterr()


def race(capsys, *words):
    return json.loads(run(capsys, *words, "--json").out, parse_constant=pytest.fail)


def test_the_whole_shape(capsys):
    found = race(capsys, *RACE, "--steps", "12")
    alone = json.loads(run(capsys, "rotated-ravine", "--steps", "12", "--json").out)
    assert {key: value for key, value in found.items() if key != "race"} == alone
    assert [one["optimizer"] for one in found["race"]] == ["momentum", "adam"]
    assert (found["race"][1]["settings"]["lr"], found["race"][1]["settings"]["beta1"]) == (0.3, 0.8)
    for one in found["race"]:
        assert list(one) == ["optimizer", "settings", "steps", "evaluations", "stopped"]
        assert [step["k"] for step in one["steps"]] == list(range(13))
        assert one["steps"][0]["at"] == found["steps"][0]["at"]
        assert one["evaluations"] == 12
        assert one["stopped"].startswith("steps")


def test_a_racer_walks_as_it_walks_alone(capsys):
    raced = race(capsys, *RACE, "--steps", "20")["race"][0]["steps"]
    alone = race(capsys, "rotated-ravine", "--optimizer", "momentum", "--lr", "0.003", "--steps", "20")["steps"]
    assert raced == alone


def test_gradients_are_equal_where_steps_cost_more(capsys):
    found = race(capsys, "rosenbrock", "--race", "newton", "--steps", "30")["race"][0]
    assert found["evaluations"] >= 30
    assert found["steps"][-1]["k"] < 30


def test_one_that_diverges_says_so_and_the_others_go_on(capsys):
    found = race(capsys, "rotated-ravine", "--race", "gd:lr=1e6", "--race", "adam", "--steps", "60")
    wild, adam = found["race"]
    assert wild["stopped"].startswith("diverged")
    assert adam["evaluations"] == 60
    assert found["stopped"].startswith("steps")


def test_freezing_holds_for_all(capsys):
    found = race(capsys, *RACE, "--freeze", "y", "--steps", "9")
    for one in [found, *found["race"]]:
        assert {step["at"][1] for step in one["steps"]} == {-1.0}


def test_a_race_follows_what_was_done(capsys):
    found = race(capsys, *RACE, "--do", "step 5; lr 0.001; step 5")
    assert found["steps"][-1]["k"] == 10
    assert {one["evaluations"] for one in found["race"]} == {10}


def test_the_lead_stops_by_its_rule_and_the_others_with_it(capsys):
    found = race(capsys, *RACE, "--until", "value<5")
    assert found["stopped"].startswith("until")
    assert {one["evaluations"] for one in found["race"]} == {found["steps"][-1]["k"]}


@pytest.mark.parametrize("racer", ["adam:lr=0.3", "line-search"])
def test_a_lead_that_looks_back_is_raced_by_the_others_as_they_were_then(capsys, racer):
    words = ("rotated-ravine", "--race", racer)
    back = race(capsys, *words, "--do", "step 10; at 3")
    assert back == race(capsys, *words, "--do", "step 3")
    assert "10" not in run(capsys, *words, "--do", "step 10; at 3").out.split("3 each\n")[1].split()


def test_one_that_diverges_later_has_not_diverged_yet(capsys):
    words = ("rotated-ravine", "--race", "gd:lr=1e6", "--do")
    assert race(capsys, *words, "step 60")["race"][0]["stopped"].startswith("diverged")
    assert race(capsys, *words, "step 60; at 3") == race(capsys, *words, "step 3")


def test_a_schedule_is_told_of_who_follows_one(capsys):
    words = ("rotated-ravine", "--race", "adam:lr=0.3 with cosine 20", "--race", "momentum:lr=0.003", "--steps", "5")
    found = race(capsys, *words)
    assert "schedule" not in found
    assert [one.get("schedule") for one in found["race"]] == ["cosine T_max=20,eta_min=0", None]
    rows = run(capsys, *words).out.split("5 each\n")[1].splitlines()
    assert rows[0].split() == ["optimizer", "α", "schedule", "f", "‖∇f‖", "steps", "gradients"]
    assert [row.split()[3] for row in sorted(rows[1:], key=lambda row: row.split()[1])] == [
        "cosine", "constant", "constant",
    ]  # fmt: skip


def test_one_that_can_take_no_step_says_why_under_the_table(capsys):
    out = run(capsys, "rosenbrock-6d", "--race", "newton", "--freeze", "all but x[1]", "--steps", "2").out
    assert "no step" not in out
    out = run(capsys, "million-weight-bowl", "--race", "newton", "--steps", "2").out
    assert "newton: no step can be taken from here: Newton's method works with a table" in out


def test_long_races_are_told_in_a_bounded_number_of_steps(capsys):
    steps = race(capsys, "parabola", "--race", "adam", "--steps", "2500")["race"][0]["steps"]
    assert len(steps) == finish.MOST_TOLD
    ks = [step["k"] for step in steps]
    assert (ks[0], ks[-1]) == (0, 2500)
    assert ks == sorted(set(ks))


def test_the_table_says_who_came_lowest(capsys):
    out = run(capsys, *RACE, "--steps", "30").out.split("race at equal gradient evaluations, 30 each\n")[1]
    head, *rows = out.strip("\n").split("\n")
    assert head.split() == ["optimizer", "α", "f", "‖∇f‖", "steps", "gradients"]
    assert sorted(row.split()[1] for row in rows) == ["adam", "gd", "momentum"]
    values = [float(row.split()[3]) for row in rows]
    assert values == sorted(values)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--race", "momentm"), "did you mean momentum"),
        (("--race", "adam:speed=3"), "it has lr"),
        (("--race", "adam:lr"), "such as x=1.2"),
        (("--race", "adam:lr=fast"), "not a number"),
        (("--race", ""), "say who joins the race"),
        (("--race", "adam with cosin"), "cosine"),
        (("--race", "adam", "--csv"), "--json"),
        (("--race", "adam") * 8, "8 runners"),
    ],
)
def test_what_cannot_race_is_told(capsys, words, said):
    assert said in run(capsys, "seed-bowl", *words, status=2).err


def test_on_the_screen_runners_join_before_anything_is_done():
    options = parser_of(None).read([*RACE, "--freeze", "y", "--do", "step 3"])
    found = [action.text for action in doing.actions(options, catalogue.load("rotated-ravine"))]
    assert found == ["freeze y", "race momentum lr=0.003", "race adam lr=0.3,beta1=0.8", "step 3"]
