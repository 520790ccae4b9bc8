"""What each command says of the seed bowl, f = x² + x·y + y², key by key."""

from __future__ import annotations

import json

import numpy as np
import pytest

from descent_tui.cli.main import main

BOWL = ["--formula", "x^2 + x*y + y^2"]


def data(capsys, *words):
    assert main(words) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return json.loads(said.out, parse_constant=pytest.fail)


@pytest.mark.parametrize("landscape", [["seed-bowl"], BOWL])
def test_eval_of_the_seed_bowl(capsys, landscape):
    assert data(capsys, "eval", *landscape, "--at", "x=1,y=2", "--json") == {
        "at": {"x": 1.0, "y": 2.0},
        "value": 7.0,
        "gradient": {"x": 4.0, "y": 5.0},
        "partials": {"x": "2·x + y", "y": "x + 2·y"},
        "hessian": [[2.0, 1.0], [1.0, 2.0]],
        "eigenvalues": pytest.approx([1.0, 3.0], abs=1e-12),
    }


def test_eval_keys_stand_in_the_order_of_the_contract(capsys):
    keys = ["at", "value", "gradient", "partials", "hessian", "eigenvalues"]

    assert list(data(capsys, "eval", "seed-bowl", "--json")) == keys


def test_eval_at_defaults_to_the_start_variable_by_variable(capsys):
    assert data(capsys, "eval", "seed-bowl", "--json")["at"] == {"x": 2.0, "y": 1.0}
    assert data(capsys, "eval", "seed-bowl", "--at", "y=-1", "--json")["at"] == {"x": 2.0, "y": -1.0}
    assert data(capsys, "eval", "seed-bowl", "--start", "x=0", "--json")["at"] == {"x": 0.0, "y": 1.0}


def test_eval_in_words(capsys):
    main(["eval", "seed-bowl", "--at", "x=1,y=2"])
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]

    assert ["f", "7"] in lines
    assert ["∂f/∂x", "4", "=", "2·x", "+", "y"] in lines
    assert ["∂f/∂y", "5", "=", "x", "+", "2·y"] in lines
    assert ["eigenvalues", "1", "3"] in lines


def test_what_is_not_finite_is_null(capsys):
    found = data(capsys, "eval", "--formula", "log(x) + y", "--at", "x=0", "--json")

    assert found["value"] is None
    assert found["gradient"] == {"x": None, "y": 1.0}
    assert found["eigenvalues"] is None


def test_above_64_variables_eval_tells_the_value_alone(capsys):
    wide = ["--formula", "sum(i, 1, n, x[i]^2)", "--start", f"x=[{','.join(['1'] * 65)}]"]
    found = data(capsys, "eval", *wide, "--json")

    assert found.pop("value") == 65.0
    assert found == dict.fromkeys(["at", "gradient", "partials", "hessian", "eigenvalues"])


def test_64_variables_are_still_told(capsys):
    found = data(
        capsys, "eval", "--formula", "sum(i, 1, n, x[i]^2)", "--start", f"x=[{','.join(['1'] * 64)}]", "--json"
    )

    assert list(found["at"])[::63] == ["x[1]", "x[64]"]
    assert np.shape(found["hessian"]) == (64, 64)


def test_explain_tells_rules_and_ends_in_the_partial(capsys):
    found = data(capsys, "explain", "seed-bowl", "--wrt", "x", "--json")

    assert list(found) == ["wrt", "formula", "steps", "result"]
    assert (found["wrt"], found["formula"], found["result"]) == ("x", "x² + x·y + y²", "2·x + y")
    assert all(list(step) == ["rule", "before", "after"] for step in found["steps"])
    assert {"before": "y²", "after": "0"}.items() <= found["steps"][3].items()


def test_explain_in_words_names_what_is_held(capsys):
    main(["explain", "seed-bowl", "--wrt", "x"])
    told = capsys.readouterr().out

    assert "with y held constant" in told
    assert "y is held constant, so y² has derivative 0" in told
    assert told.splitlines()[-1] == "∂f/∂x = 2·x + y"


def test_what_explain_ends_in_is_a_formula_again(capsys):
    result = data(capsys, "explain", "rosenbrock", "--wrt", "x", "--json")["result"]
    again = data(capsys, "eval", "--formula", result, "--constant", "a=1,b=100", "--at", "x=-1.2,y=1", "--json")
    whole = data(capsys, "eval", "rosenbrock", "--at", "x=-1.2,y=1", "--json")

    assert again["value"] == pytest.approx(whole["gradient"]["x"], rel=1e-14)


def test_a_nudge_that_leaves_the_numbers_agrees_with_nothing(capsys):
    assert main(["nudge", "seed-bowl", "--var", "x", "--by", "1e300", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["nudged"], found["slope"], found["agree"]) == (None, None, False)
    assert found["partial"] == 5.0


def test_nudge_of_the_seed_bowl(capsys):
    found = data(capsys, "nudge", "seed-bowl", "--var", "x", "--by", "1e-3", "--at", "x=1,y=2", "--json")

    assert list(found) == ["var", "by", "value", "nudged", "change", "slope", "partial", "agree"]
    assert (found["var"], found["by"], found["value"], found["partial"]) == ("x", 1e-3, 7.0, 4.0)
    assert found["agree"] is True
    assert found["slope"] == pytest.approx(4.0, abs=1e-10)
    assert found["change"] == found["nudged"] - found["value"] == pytest.approx(0.004001, abs=1e-12)


def test_nudge_over_a_kink_does_not_agree(capsys):
    words = ["--formula", "|x|", "--var", "x", "--by", "0.1", "--at", "x=0.01"]

    assert data(capsys, "nudge", *words, "--json")["agree"] is False
    main(["nudge", *words])
    assert "do not agree" in capsys.readouterr().out


def test_nudge_backwards(capsys):
    found = data(capsys, "nudge", "seed-bowl", "--var", "x", "--by", "-1e-3", "--at", "x=1,y=2", "--json")

    assert found["by"] == -1e-3
    assert found["agree"] is True
    assert found["change"] < 0


def test_list_is_what_the_catalogue_has(capsys):
    found = data(capsys, "list", "--json")
    by_name = {entry["name"]: entry for entry in found}

    assert all(list(entry) == ["name", "title", "kind", "variables"] for entry in found)
    assert by_name["seed-bowl"]["variables"] == ["x", "y"]
    assert by_name["seed-bowl"]["kind"] == "formula"


def test_list_in_words_begins_each_line_with_the_name(capsys):
    names = [entry["name"] for entry in data(capsys, "list", "--json")]
    main(["list"])

    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == names


def test_constants_turn_and_ranges_hold(capsys):
    at = ["--at", "x=0,y=1", "--json"]

    assert data(capsys, "eval", "rosenbrock", *at)["value"] == 101.0
    assert data(capsys, "eval", "rosenbrock", "--constant", "b=50", *at)["value"] == 51.0
    assert (
        data(capsys, "eval", "--formula", "b*x^2 + y", "--constant", "b=3", "--at", "x=2,y=0", "--json")["value"] == 12
    )


def test_a_formula_starts_off_the_middle_of_its_range(capsys):
    found = data(capsys, "eval", "--formula", "x^2", "--range", "x=0:6", "--json")

    assert found["at"] == {"x": 5.0}
