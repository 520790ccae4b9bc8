"""What a step says of itself is true: each line, worked out again from its own numbers, gives what it says."""

from __future__ import annotations

import re

import pytest
from optimizers_walking import moves, objective, settings_for

from descent_tui.objectives.formula import FormulaObjective
from descent_tui.optimizers import table
from descent_tui.optimizers.setting import Kind

UNTOLD = {"f(x + t·d)", "d ← −H·∇f, H from the pairs and γ"}
"""Lines that report and do not reckon."""

TURNED = {
    "weight_decay": 0.1, "dampening": 0.25, "momentum": 0.7, "lr_decay": 0.5, "initial_accumulator_value": 0.3,
    "sigma": 0.2, "seed": 7, "damping": 0.5,
}  # fmt: skip


def reckoned(text):
    """Return what a sum comes to, read by the program's own grammar."""
    return FormulaObjective(f"{text} + 0·x", {"x": None}).value([1.0])


def variants(name):
    """Return settings of every kind: the defaults, each switch and choice turned, each number that changes a rule."""
    own = settings_for(name)
    found = [own]
    for setting in table.find(name).settings:
        if setting.kind in {Kind.SWITCH, Kind.CHOICE}:
            found += [own | {setting.name: 1.0 - own[setting.name]}]
        elif setting.name in TURNED and setting.name != "momentum":
            found += [own | {setting.name: TURNED[setting.name]}]
    names = {setting.name for setting in table.find(name).settings}
    both = {key: TURNED[key] for key in ("weight_decay", "momentum") if key in names}
    switches = {s.name: 1.0 for s in table.find(name).settings if s.kind in {Kind.SWITCH, Kind.CHOICE}}
    return [*found, own | both, own | both | switches]


@pytest.mark.parametrize("name", table.NAMES)
def test_every_line_of_the_story_comes_to_what_it_says(name):
    f = objective("(1-x)^2 + 2*(y-x^2)^2")
    checked = 0
    for settings in variants(name):
        for here, move in moves(name, f, [-1.2, 1.0], settings, 7):
            for i in (0, 1):
                for formula, numbers in move.story(i, repr):
                    if formula in UNTOLD or " = " not in numbers:
                        continue
                    text, result = numbers.rsplit(" = ", 1)
                    assert reckoned(text) == pytest.approx(reckoned(result), rel=1e-9, abs=1e-12), (formula, numbers)
                    checked += 1
                assert reckoned(move.arithmetic(i, repr)) == pytest.approx(move.x[i], rel=1e-12, abs=1e-12)
                assert here.x[i] == reckoned(re.split(r" [−+] |·", move.arithmetic(i, repr))[0])
    assert checked > 20


@pytest.mark.parametrize("name", table.NAMES)
def test_the_arithmetic_is_the_last_line_of_the_story_and_is_one_line(name):
    _, move = moves(name, objective("x^2 + x*y + y^2"), [2.0, 1.0], settings_for(name), 2)[-1]
    *_, (formula, numbers) = move.story(0, str)

    assert formula.startswith("x ")
    assert numbers.startswith(move.arithmetic(0, str))
    assert "\n" not in numbers
    assert table.find(name).rule.count("\n") == 0


@pytest.mark.parametrize("name", table.NAMES)
def test_a_frozen_coordinate_tells_its_value_and_nothing_else(name):
    import numpy as np

    f = objective("x^2 + x*y + y^2")
    move = moves(name, f, [2.0, 1.0], settings_for(name), 2, np.array([True, False]))[-1][1]

    assert move.arithmetic(1, repr) == "1.0"
    assert move.story(1, repr) == (("x held", "1.0"),)


def test_adams_line_plugs_in_the_corrected_moments():
    move = moves("adam", objective("x^2 + x*y + y^2"), [2.0, 1.0], settings_for("adam", lr=0.1), 1)[0][1]

    assert move.arithmetic(0, lambda v: f"{v:.3f}") == "2.000 − 0.100·5.000/(√25.000 + 0.000)"
    assert [formula for formula, _ in move.story(0, str)] == [
        "m ← β₁·m + (1 − β₁)·g",
        "v ← β₂·v + (1 − β₂)·g²",
        "m̂ ← m/(1 − β₁ᵗ)",
        "v̂ ← v/(1 − β₂ᵗ)",
        "x ← x − α·m̂/(√v̂ + ε)",
    ]


def test_newton_tells_the_line_it_solved():
    move = moves("newton", objective("x^2 + x*y + y^2"), [2.0, 1.0], settings_for("newton"), 1)[0][1]

    assert move.story(0, lambda v: f"{v:.0f}")[0] == ("solve |H|·p = −∇f, row of x", "2·(-2) + 1·(-1) = -5")


def test_each_trial_of_a_line_search_is_told():
    move = moves("line-search", objective("x^4", ("x",)), [1.0], settings_for("line-search"), 1)[0][1]

    assert [(trial.t, trial.verdict) for trial in move.trials] == [
        (1, "too high"),
        (0.5, "too high"),
        (0.25, "accepted"),
    ]
    assert [numbers for formula, numbers in move.story(0, str) if formula == "f(x + t·d)"] == [
        "t 1.0: f 81.0, too high",
        "t 0.5: f 1.0, too high",
        "t 0.25: f 0.0, accepted",
    ]
