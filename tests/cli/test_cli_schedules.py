"""--schedule and --preset: as on the screen, said in the headline and in JSON, and refused in words."""

from __future__ import annotations

import json

import pytest

import descent_tui as dt
from descent_tui.cli.main import main


def ran(capsys, *words):
    status = main(["run", "seed-bowl", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_schedule_slows_the_descent_down(capsys):
    status, out, _ = ran(capsys, "--schedule", "cosine 6", "--steps", "8", "--json")
    found = json.loads(out)
    expected = dt.descend(dt.load("seed-bowl").objective, [2, 1], lr=0.1, steps=8, schedule="cosine 6")
    assert status == 0
    assert found["schedule"] == "cosine T_max=6,eta_min=0"
    assert [step["at"] for step in found["steps"]] == expected.path.tolist()
    assert found["steps"][6]["at"] == found["steps"][8]["at"]


def test_without_one_the_json_is_as_ever(capsys):
    assert "schedule" not in json.loads(ran(capsys, "--steps", "1", "--json")[1])
    assert "schedule" not in json.loads(ran(capsys, "--steps", "1", "--json", "--schedule", "constant")[1])


def test_the_headline_says_it(capsys):
    assert "schedule step step_size=2,gamma=0.5" in ran(capsys, "--schedule", "step:2 0.5", "--steps", "1")[1]


@pytest.mark.parametrize("more", [(), ("--lr", "0.25"), ("--set", "beta1=0.5", "--set", "eps_at=0")])
def test_a_preset_holds_unless_something_else_is_said(capsys, more):
    _, out, _ = ran(capsys, "--optimizer", "adam", "--preset", "keras", *more, "--steps", "1", "--json")
    settings = json.loads(out)["settings"]
    assert settings["eps"] == 1e-7
    assert settings["lr"] == (0.25 if "--lr" in more else 0.001)
    assert settings["eps_at"] == (0 if "--set" in more else 1)


def test_actions_go_on_from_them(capsys):
    told = ("--optimizer", "momentum", "--preset", "keras", "--schedule", "exponential 0.9", "--steps", "3", "--json")
    plain = json.loads(ran(capsys, *told)[1])
    done = json.loads(ran(capsys, *told, "--do", "look home")[1])
    assert done["steps"] == plain["steps"]
    assert done["schedule"] == plain["schedule"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--schedule", "cosin"), "did you mean cosine"),
        (("--schedule", "cosine 0"), "T_max is a whole number 1"),
        (("--preset", "keros"), "did you mean keras"),
        (("--optimizer", "newton", "--preset", "keras"), "keras has no newton"),
    ],
)
def test_what_there_is_not_is_told(capsys, words, told):
    status, out, err = ran(capsys, *words)
    assert status == 2
    assert out == ""
    assert told in err


def test_a_choice_is_set_by_its_word_or_its_number(capsys):
    word, number = [
        ran(capsys, "--optimizer", "line-search", "--set", f"search={value}", "--steps", "2", "--json")[1]
        for value in ("strong-wolfe", "1")
    ]
    assert json.loads(word)["settings"]["search"] == 1
    assert word == number
    status, _, err = ran(capsys, "--optimizer", "line-search", "--set", "search=fast")
    assert status == 2
    assert "0 (armijo) or 1 (strong-wolfe)" in err


def test_a_schedule_is_told_to_the_last_digit_and_read_back(capsys):
    first = json.loads(ran(capsys, "--schedule", "cosine 12345678", "--steps", "2", "--json")[1])
    assert first["schedule"] == "cosine T_max=12345678,eta_min=0"
    again = json.loads(ran(capsys, "--schedule", first["schedule"], "--steps", "2", "--json")[1])
    assert again == first
    assert "start_factor=0.333333\n" in ran(capsys, "--schedule", "warm-up", "--steps", "1")[1]
