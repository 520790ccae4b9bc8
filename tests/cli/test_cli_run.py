"""A descent without a screen: JSON, CSV, a table; freezing to the bit; why it stopped."""

from __future__ import annotations

import csv
import io
import json

import pytest

from descent_tui.cli.main import main
from descent_tui.optimizers import table
from descent_tui.optimizers.optimizer import defaults

WIDE = ["--formula", "sum(i, 1, n, i*x[i]^2)", "--start", f"x=[{','.join(['1'] * 70)}]"]


def run(capsys, *words, status=0):
    assert main(["run", *words]) == status
    return capsys.readouterr().out


def steps(capsys, *words):
    return json.loads(run(capsys, *words, "--json"), parse_constant=pytest.fail)


def test_the_whole_shape(capsys):
    found = steps(capsys, "seed-bowl", "--steps", "1", "--freeze", "y")

    assert found == {
        "scenario": "seed-bowl",
        "optimizer": "gd",
        "settings": {"lr": 0.1, "weight_decay": 0.0},
        "variables": ["x", "y"],
        "frozen": ["y"],
        "steps": [
            {"k": 0, "at": [2.0, 1.0], "value": 7.0, "gradient": [5.0, 4.0]},
            {"k": 1, "at": [1.5, 1.0], "value": 4.75, "gradient": [4.0, 3.5]},
        ],
        "stopped": "steps: all 1 were taken",
    }
    assert list(found)[-2:] == ["steps", "stopped"]


def test_a_hundred_steps_follow_the_start_by_default(capsys):
    assert [step["k"] for step in steps(capsys, "seed-bowl")["steps"]] == list(range(101))
    assert len(steps(capsys, "seed-bowl", "--steps", "0")["steps"]) == 1


def test_with_y_frozen_x_goes_to_minus_half_of_it_and_y_keeps_its_bits(capsys):
    found = steps(capsys, "seed-bowl", "--start", "y=0.1", "--freeze", "y", "--steps", "200")

    assert {step["at"][1] for step in found["steps"]} == {0.1}
    assert found["steps"][-1]["at"][0] == pytest.approx(-0.05, abs=1e-12)


def test_freezing_speaks_patterns(capsys):
    found = steps(capsys, "seed-bowl", "--freeze", "all but x", "--steps", "1")

    assert found["frozen"] == ["y"]
    assert steps(capsys, "seed-bowl", "--freeze", "x", "--freeze", "y", "--steps", "1")["frozen"] == ["x", "y"]


def test_until(capsys):
    found = steps(capsys, "seed-bowl", "--until", "grad<1e-3")

    assert found["stopped"].startswith("until")
    assert 1 < len(found["steps"]) < 101


def test_divergence_ends_the_run_and_fails_only_when_asked(capsys):
    words = ["--formula", "x^4", "--lr", "100"]
    found = json.loads(run(capsys, *words, "--json"), parse_constant=pytest.fail)

    assert found["stopped"].startswith("diverged")
    assert len(found["steps"]) < 101
    assert found == json.loads(run(capsys, *words, "--json", "--fail-on-divergence", status=4))
    run(capsys, "seed-bowl", "--fail-on-divergence")


def test_the_scenarios_rate_holds_unless_another_is_named(capsys):
    assert steps(capsys, "rosenbrock", "--steps", "1")["settings"]["lr"] == 0.001
    assert steps(capsys, "rosenbrock", "--steps", "1", "--lr", "2e-4")["settings"]["lr"] == 2e-4
    assert steps(capsys, "rosenbrock", "--steps", "1", "--set", "lr=3e-4")["settings"]["lr"] == 3e-4


@pytest.mark.parametrize("name", table.NAMES)
def test_another_optimizer_starts_from_its_own_rate(capsys, tmp_path, name):
    file = tmp_path / "own.toml"
    file.write_text('formula = "x^2"\nvariables.x = { range = [-1, 1] }\ndescent = { optimizer = "gd", lr = 0.007 }\n')
    found = steps(capsys, str(file), "--optimizer", name, "--steps", "1")

    assert found["scenario"] == "own"
    assert found["optimizer"] == name
    assert found["settings"] == defaults(table.find(name)) | ({"lr": 0.007} if name == "gd" else {})


def test_above_64_variables_the_free_ones_are_told(capsys):
    found = steps(capsys, *WIDE, "--freeze", "x[1..60]", "--freeze", "x[70]", "--lr", "1e-3", "--steps", "2")
    step = found["steps"][1]

    assert found["variables"] == 70
    assert found["frozen"] == ["x[1..60]", "x[70]"]
    assert list(step) == ["k", "at", "value", "gradient", "grad_norm", "free"]
    assert step["at"] is step["gradient"] is None
    assert list(step["free"]) == [f"x[{i}]" for i in range(61, 70)]
    assert step["free"]["x[61]"] == pytest.approx(1 - 1e-3 * 2 * 61)
    assert step["grad_norm"] == pytest.approx(sum((2 * i * step["free"][f"x[{i}]"]) ** 2 for i in range(61, 70)) ** 0.5)


def test_at_most_64_free_variables_are_told(capsys):
    found = steps(capsys, *WIDE, "--lr", "1e-3", "--steps", "0")

    assert len(found["steps"][0]["free"]) == 64


def test_csv(capsys):
    assert main(["run", "seed-bowl", "--steps", "2", "--csv"]) == 0
    said = capsys.readouterr()
    rows = list(csv.reader(io.StringIO(said.out)))

    assert rows[0] == ["k", "x", "y", "value", "df/dx", "df/dy"]
    assert [float(cell) for cell in rows[2]] == [1, 1.5, 0.6, 3.51, 3.6, 2.7]
    assert len(rows) == 4
    assert said.err.startswith("steps")


def test_the_table_leaves_out_the_middle_and_says_why_it_stopped(capsys):
    lines = run(capsys, "seed-bowl", "--steps", "50").splitlines()
    counts = [line.split()[0] for line in lines[1:-1]]

    assert lines[0].startswith("gradient descent, α 0.1")
    assert counts == ["k", *map(str, range(12)), "…", "47", "48", "49", "50"]
    assert lines[-1].startswith("steps")


def test_a_short_table_leaves_out_nothing(capsys):
    counts = [line.split()[0] for line in run(capsys, "seed-bowl", "--steps", "15").splitlines()[2:-1]]

    assert counts == [str(k) for k in range(16)]


def test_what_is_frozen_is_said_with_its_value(capsys):
    assert "frozen: y = 1" in run(capsys, "seed-bowl", "--freeze", "y", "--steps", "2")


def test_a_run_from_where_f_is_not_defined_is_told_as_diverged(capsys):
    found = steps(capsys, "--formula", "log(x)", "--start", "x=-1")

    assert found["steps"] == [{"k": 0, "at": [-1.0], "value": None, "gradient": [None]}]
    assert found["stopped"] == "diverged: at step 0 f is nan"
