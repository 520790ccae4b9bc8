"""Networks outside the screen: run, eval, nudge, list, explain, check and show."""

from __future__ import annotations

import json

import pytest

from descent_tui.cli.main import main
from descent_tui.objectives.network import NetworkObjective
from descent_tui.scenario import catalogue
from descent_tui.session.opening import objective_of

DIGITS = "digits-64-16-10"


def said(capsys, *words, status=0):
    assert main(list(words)) == status
    return capsys.readouterr()


def told(capsys, *words):
    return json.loads(said(capsys, *words, "--json").out, parse_constant=pytest.fail)


def test_the_ends_of_a_run_are_over_all_data_and_the_middle_over_batches(capsys):
    found = told(capsys, "run", DIGITS, "--steps", "4", "--freeze", "all but W2[1,*]")
    f = objective_of(catalogue.load(DIGITS))
    x = catalogue.load(DIGITS).start
    assert (found["variables"], found["frozen"]) == (1210, ["all but W2[1,*]"])
    assert [step["k"] for step in found["steps"]] == [0, 1, 2, 3, 4]
    for k, step in enumerate(found["steps"]):
        assert step["at"] is step["gradient"] is None
        assert list(step["free"]) == [f"W2[1,{j}]" for j in range(1, 11)]
        for name, value in step["free"].items():
            x[f.index(name)] = value
        assert step["value"] == (f if k in {0, 4} else f.at(k)).value(x)
    assert found["accuracy"] == f.accuracy(x)
    assert found["stopped"] == "steps: all 4 were taken"


def test_a_run_of_one_point_is_over_all_data(capsys):
    (only,) = told(capsys, "run", DIGITS, "--steps", "0")["steps"]
    s = catalogue.load(DIGITS)
    assert only["value"] == objective_of(s).value(s.start)


def test_those_who_race_are_told_the_same_way(capsys):
    found = told(capsys, "run", DIGITS, "--steps", "3", "--race", "adam:lr=0.01")
    assert found["race"][0]["steps"] == found["steps"]
    assert 0 <= found["accuracy"] <= 1


def test_small_networks_are_told_whole(capsys):
    found = told(capsys, "run", "xor", "--steps", "2")
    names = list(objective_of(catalogue.load("xor")).layout)
    assert found["variables"] == names
    assert len(found["steps"][0]["at"]) == len(found["steps"][0]["gradient"]) == 9
    assert found["accuracy"] is None


def test_a_formula_has_no_accuracy(capsys):
    assert "accuracy" not in told(capsys, "run", "seed-bowl", "--steps", "1")


def test_the_table_ends_with_the_accuracy(capsys):
    last = said(capsys, "run", DIGITS, "--steps", "30").out.splitlines()[-1]
    assert last.startswith("hold-out accuracy ")


def test_eval_of_a_small_network(capsys):
    found = told(capsys, "eval", "line-fit", "--at", "W1[1,1]=1.4,b1[1]=0.5")
    assert found["at"] == {"W1[1,1]": 1.4, "b1[1]": 0.5}
    assert found["value"] == pytest.approx(0.05, rel=1e-12)
    assert found["hessian"] == [[15, 5], [5, 2]]
    assert found["partials"] is None
    text = said(capsys, "eval", "line-fit").out
    assert text.startswith("f = mean squared error of 1 → 1 units, over 4 samples\n")
    assert "∂f/∂W1[1,1]    −23.5\n" in text


def test_eval_of_a_large_one_tells_its_value(capsys):
    found = told(capsys, "eval", DIGITS)
    assert found.pop("value") > 0
    assert set(found.values()) == {None}


def test_list_names_weights(capsys):
    found = {one["name"]: one for one in told(capsys, "list")}
    assert found["line-fit"]["variables"] == ["W1[1,1]", "b1[1]"]
    assert found["xor"]["kind"] == "network"
    assert found["digits-million"]["variables"] == 1_000_000
    assert "1,000,000 weights, 64 → 1026 → 900 → 10" in said(capsys, "list").out


def test_explain_follows_the_chain_rule_and_ends_in_the_partial(capsys):
    for name, wrt, sample in (("xor", "W1[1,2]", 3), ("spirals", "W1[2,3]", 1), ("digits-64-16-10", "b1[4]", 7)):
        found = told(capsys, "explain", name, "--wrt", wrt, "--sample", str(sample))
        objective = objective_of(catalogue.load(name))
        x = catalogue.load(name).start
        chain = objective.chain(x, objective.index(wrt), sample - 1)
        assert float(found["result"]) == objective.gradient(x)[1][objective.index(wrt)]
        assert found["of_sample"] == chain.partial
        assert [step["rule"] for step in found["steps"]][-1] == "mean"
        assert {"wrt", "formula", "steps", "result"} <= set(found)
        assert len(found["layers"]) == objective.layout.depth


def test_explain_tells_the_chain_in_words(capsys):
    words = said(capsys, "explain", "xor", "--wrt", "W1[1,2]", "--sample", "3").out
    assert "∂L/∂W1[1,2] = ∂L/∂z2[1] · W2[2,1] · φ′(z1[2]) · x[1]" in words
    assert "This weight moves z1[2] by its input x[1] = 1." in words
    assert "finds every partial at once by the chain rule" in words
    assert "10 paths lead from W2[7,9] to the loss" in said(capsys, "explain", "digits-million", "--wrt", "W2[7,9]").out


def test_explain_has_no_sample_beyond_the_last_and_none_of_a_formula(capsys):
    assert "samples are 1 to 4" in said(capsys, "explain", "xor", "--wrt", "W1[1,2]", "--sample", "5", status=2).err
    error = said(capsys, "explain", "seed-bowl", "--wrt", "x", "--sample", "1", status=2).err
    assert "a formula has no samples" in error


@pytest.mark.parametrize(
    ("words", "said_"),
    [
        (["run", "xor", "--freeze", "W3"], "there is no variable 'W3'"),
        (["run", "xor", "--start", "w1[1,1]=0"], "did you mean W1[1,1]?"),
        (["run", "xor", "--range", "W1=-1:1"], "say --range all=-3:3"),
        (["run", "xor", "--constant", "a=1"], "this scenario has none"),
        (["nudge", "xor", "--var", "W1", "--by", "1"], "W1 names 4 variables"),
    ],
)
def test_wrong_words(capsys, words, said_):
    assert said_ in said(capsys, *words, status=2).err


def test_start_range_and_freeze_in_words(capsys):
    found = told(
        capsys,
        "run",
        "xor",
        "--start",
        "W1[1,*]=0.5,b1=1",
        "--range",
        "all=-1:1",
        "--freeze",
        "layer 2",
        "--steps",
        "1",
    )
    assert found["steps"][0]["at"][:2] == [0.5, 0.5]
    assert found["steps"][0]["at"][4:6] == [1, 1]
    assert found["frozen"] == ["W2[1,1]", "W2[2,1]", "b2[1]"]
    assert found["steps"][0]["at"][6:] == found["steps"][1]["at"][6:]


def test_show_draws_one(capsys):
    drawn = said(capsys, "show", "xor", "--size", "60x20", "--color", "none").out
    assert "W1[1,1]" in drawn
    assert len(drawn.splitlines()) == 20


def test_check_reads_the_data_too(capsys, tmp_path):
    good = tmp_path / "net.toml"
    good.write_text('kind = "network"\n[network]\nlayers = [2, 2]\n[data]\nfile = "d.csv"\n')
    (tmp_path / "d.csv").write_text("0,1,1\n1,x,0\n")
    assert 'net.toml:5:8: d.csv: line 2: "x" is not a number' in said(capsys, "check", str(good), status=3).out
    (tmp_path / "d.csv").write_text("0,1,1\n1,1,0\n")
    assert said(capsys, "check", str(good)).err == f"{good}: ok\n"


def test_a_million_weights_are_told_in_a_bounded_way(capsys, monkeypatch):
    """A step tells 64 weights at most, and costs one gradient of a batch; both ends cost one pass over all more."""
    rows = []
    gradient = NetworkObjective.gradient
    monkeypatch.setattr(NetworkObjective, "gradient", lambda f, x: rows.append(len(f.samples)) or gradient(f, x))
    out = said(capsys, "run", "digits-million", "--steps", "3", "--json").out
    assert rows == [128] * 4
    assert len(out) < 4 * 4096
    found = json.loads(out)
    assert found["variables"] == 1_000_000
    assert all(len(step["free"]) == 64 for step in found["steps"])
    assert found["steps"][-1]["value"] < found["steps"][0]["value"]
