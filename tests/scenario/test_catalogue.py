"""Shipped scenarios are found by name, from a checkout and from an installed package alike."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from descent_tui.scenario import catalogue
from descent_tui.scenario.errors import ScenarioError, UnknownScenario

CHECKOUT = Path(__file__).resolve().parents[2]


def fresh(code: str, path: Path) -> str:
    """Return what a fresh interpreter prints that knows the package at `path` only."""
    environment = {"PYTHONPATH": str(path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment, cwd=path, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_file_of_the_checkout_is_listed_once() -> None:
    files = sorted(path.stem for path in (CHECKOUT / "scenarios").rglob("*.toml"))
    assert sorted(catalogue.names()) == files
    assert len(set(files)) == len(files), "a name is a name in every folder"


def test_the_first_lesson_comes_first() -> None:
    folders = [summary.folder for summary in catalogue.summaries()]
    assert folders == sorted(folders, key=catalogue.FOLDERS.index)


def test_a_name_finds_its_file() -> None:
    assert catalogue.find("rosenbrock") == CHECKOUT / "scenarios" / "valleys" / "rosenbrock.toml"
    s = catalogue.load("rosenbrock")
    assert s.name == "rosenbrock"
    assert s.path == catalogue.find("rosenbrock")


def test_a_path_is_loaded_as_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = tmp_path / "seed-bowl.toml"
    mine.write_text('title = "Mine"\nformula = "x^2"\n[variables]\nx = { range = [-1, 1] }\n')
    monkeypatch.chdir(tmp_path)
    assert catalogue.load("seed-bowl.toml").title == "Mine"
    assert catalogue.load("./seed-bowl.toml").title == "Mine"
    assert catalogue.load(mine).title == "Mine"
    assert catalogue.load("seed-bowl").title != "Mine", "without the ending it is the shipped one"
    with pytest.raises(ScenarioError, match="there is no such file"):
        catalogue.load("rosenbrock.toml")


@pytest.mark.parametrize(
    ("name", "near"), [("rosenbrok", "rosenbrock"), ("Himmelblau", "himmelblau"), ("seed_bowl", "seed-bowl")]
)
def test_an_unknown_name_lists_the_nearest(name: str, near: str) -> None:
    with pytest.raises(UnknownScenario) as caught:
        catalogue.load(name)
    message = caught.value.args[0]
    assert f"did you mean {near}" in message
    assert "descent-tui list" in message


def test_an_unknown_name_far_from_all_tells_how_to_list_them() -> None:
    with pytest.raises(UnknownScenario) as caught:
        catalogue.find("\x1b[2J" + "q" * 500)
    message = caught.value.args[0]
    assert message.isprintable()
    assert len(message) < 200
    assert f"`descent-tui list` shows all {len(catalogue.names())}" in message


def test_summaries_agree_with_the_loaded_scenarios() -> None:
    loaded = catalogue.all()
    summaries = catalogue.summaries()
    assert [summary.name for summary in summaries] == [s.name for s in loaded] == list(catalogue.names())
    for summary, s in zip(summaries, loaded, strict=True):
        assert (summary.title, summary.kind, summary.teaches) == (s.title, s.kind, s.teaches)
        assert summary.variables == s.sizes
        assert s.path is not None
        assert summary.folder == s.path.parent.name


def test_a_listing_imports_neither_numpy_nor_the_parser() -> None:
    code = (
        "import sys, json; from descent_tui.scenario import catalogue; catalogue.summaries();"
        "print(json.dumps(sorted(sys.modules)))"
    )
    modules = json.loads(fresh(code, CHECKOUT))
    assert not {"numpy", "msgspec", "descent_tui.formula.parser", "textual"} & set(modules)


def test_an_installed_package_brings_its_scenarios(tmp_path: Path) -> None:
    """The layout that the wheel has: scenarios inside the package, and an unrelated folder of that name beside it."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included == {"scenarios": "descent_tui/scenarios"}
    shutil.copytree(CHECKOUT / "descent_tui", tmp_path / "descent_tui", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(CHECKOUT / "scenarios", tmp_path / included["scenarios"])
    (tmp_path / "scenarios" / "other").mkdir(parents=True)
    (tmp_path / "scenarios" / "other" / "stranger.toml").write_text("")
    code = (
        "import json; from descent_tui.scenario import catalogue;"
        "print(json.dumps([catalogue.names(), str(catalogue.load('seed-bowl').path)]))"
    )
    names, path = json.loads(fresh(code, tmp_path))
    assert names == list(catalogue.names())
    assert Path(path) == tmp_path.resolve() / "descent_tui" / "scenarios" / "first-steps" / "seed-bowl.toml"


def test_without_any_folder_the_list_is_empty_and_says_so(tmp_path: Path) -> None:
    assert catalogue.root(tmp_path / "descent_tui") == tmp_path / "scenarios"


def test_a_broken_file_does_not_spoil_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "scenarios" / "a"
    folder.mkdir(parents=True)
    (folder / "broken.toml").write_text("title = ")
    (folder / "odd.toml").write_text("variables = 3")
    (folder / "good.toml").write_text('formula = "x"\nvariables = { x = { range = [0, 1] } }\n')
    monkeypatch.setattr(catalogue, "root", lambda: tmp_path / "scenarios")
    assert [summary.name for summary in catalogue.summaries()] == ["good"]
    with pytest.raises(ScenarioError):
        catalogue.load("broken")


def test_a_file_without_its_ending_is_told_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my-valley.toml").write_text('formula = "x^2"\nvariables = { x = { range = [-1, 1] } }\n')
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UnknownScenario, match=r"did you mean my-valley\.toml\?"):
        catalogue.load("my-valley")
    with pytest.raises(ScenarioError, match=r"there is no such file \(did you mean \./my-valley\.toml\?\)"):
        catalogue.load("./my-valley")


@pytest.mark.parametrize("path", ["seed-bowl.toml", "./seed-bowl", "nosuch/seed-bowl.toml"])
def test_a_path_of_nothing_that_is_called_like_a_shipped_one_is_told_so(path: str) -> None:
    with pytest.raises(ScenarioError, match=r"there is no such file \(did you mean seed-bowl\?\)"):
        catalogue.load(path)


@pytest.mark.parametrize("path", ["./nosuch", "nosuch.toml", "a\0/b.toml", "/" * 5000 + "x.toml", "./a\x1b[31m"])
def test_a_path_of_nothing_that_is_near_nothing_gets_no_hint(path: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        catalogue.load(path)
    assert caught.value.hint == ""
