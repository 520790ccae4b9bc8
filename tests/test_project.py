"""What is true of the project as a whole: the wheel, the version, the pins, and what it may not speak of."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
VERSION = re.compile(r"^__version__ = \"(.+)\"$", re.MULTILINE)


def tracked() -> list[Path]:
    """Return the project's own files; a source archive without git has none to list."""
    done = subprocess.run(["git", "ls-files", "-z", "--cached"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("this is no git checkout")
    files = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    return [file for file in files if file.is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Build the wheel from a copy, so that nothing is left behind here."""
    copy, dist = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for name in ("descent_tui", "scenarios"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(dist)]
    done = subprocess.run(command, cwd=copy, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return zipfile.ZipFile(next(dist.glob("*.whl")))


def test_the_wheel_holds_every_module_every_scenario_and_the_typing_mark(wheel: zipfile.ZipFile) -> None:
    inside = set(wheel.namelist())
    modules = {str(p.relative_to(ROOT)) for p in (ROOT / "descent_tui").rglob("*.py")}
    scenarios = {f"descent_tui/{p.relative_to(ROOT)}" for p in (ROOT / "scenarios").rglob("*.toml")}
    assert len(scenarios) > 1
    assert modules | scenarios | {"descent_tui/py.typed"} <= inside


def test_the_wheel_is_small_and_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    assert {name.split("/")[0].split("-")[0] for name in wheel.namelist()} == {"descent_tui"}
    assert sum(item.compress_size for item in wheel.infolist()) < 1_000_000


def test_scenarios_are_found_in_an_installed_wheel(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    code = (
        "import descent_tui, descent_tui.scenario.catalogue as c; print(descent_tui.__file__); print(len(c.names()));"
        "print(c.load('rosenbrock').title)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    file, count, title = done.stdout.splitlines()
    assert Path(file).is_relative_to(tmp_path)
    assert int(count) == len(list((ROOT / "scenarios").rglob("*.toml")))
    assert title


def test_the_version_stands_in_one_place_and_the_changelog_tells_of_it() -> None:
    version = VERSION.search((ROOT / "descent_tui/_version.py").read_text("utf-8"))
    assert version
    assert "version" not in PROJECT
    elsewhere = [
        p
        for p in (ROOT / "descent_tui").rglob("*.py")
        if p.name != "_version.py" and VERSION.search(p.read_text("utf-8"))
    ]
    assert not elsewhere
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_constraints_pin_everything_that_is_installed_by_name_and_version_alone() -> None:
    lines = [
        line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")
    ]
    pinned = {}
    for line in lines:
        found = re.fullmatch(r"([A-Za-z0-9._-]+)==([0-9][A-Za-z0-9.]*)", line)
        assert found, f"{line!r} is not name==version"
        pinned[_plain(found[1])] = found[2]
    assert len(pinned) == len(lines)
    declared = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    assert {_plain(re.split(r"[<>=!~ \[]", need)[0]) for need in declared} <= pinned.keys()


def test_the_environment_is_the_pinned_one() -> None:
    """Holds where make laid the environment; a packager's own may differ, and this test then says in what."""
    from importlib.metadata import PackageNotFoundError, requires, version

    pinned = dict(re.findall(r"^([\w.-]+)==(.+)$", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE))
    if not (ROOT / ".venv/dev.made").exists():
        pytest.skip("this environment was not made by make")
    for name, release in pinned.items():
        try:
            assert version(name) == release
        except PackageNotFoundError:
            continue
        needs = {_plain(re.split(r"[<>=!~;\[( ]", n)[0]) for n in requires(name) or () if ";" not in n}
        assert needs <= {_plain(p) for p in pinned}, f"{name} needs a package that is not pinned"


def test_make_and_the_continuous_integration_say_the_same_words() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    script = ROOT / ".ci/run"
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert script.stat().st_mode & 0o111
    assert "set -euo pipefail" in script.read_text("utf-8")
    said = set(re.findall(r"^make (\w+)", script.read_text("utf-8"), re.MULTILINE))
    assert said
    assert said <= targets
    assert {"run", "test", "check", "bench", "pictures", "clean", "help"} <= targets


WORDS_OF_OTHERS = (
    # Spelt in halves, so that this file does not hold what it looks for.
    "mana" + "ger", "help" + "er", "uti" + "ls", "data" + "2",
)  # fmt: skip


def test_files_are_nouns_of_the_field() -> None:
    names = [part for file in tracked() for part in file.relative_to(ROOT).parts if part.endswith(".py")]
    assert not [name for name in names if any(word in name for word in WORDS_OF_OTHERS)]


def test_the_project_names_no_place_that_only_one_machine_has() -> None:
    pattern = re.compile(
        "|".join(
            (
                r"/wo" + "rk/",
                r"\.\./sha" + "red",
                r"/ho" + r"me/\w",
                r"/ro" + "ot/",
                "pyth" + "onhosted",
                r"py" + r"pi\.org",
                "find" + "-links",
                "index" + "-url",
            )
        ),
        re.IGNORECASE,
    )
    found = []
    for file in tracked():
        try:
            text = file.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{file.relative_to(ROOT)}:{n}: {line.strip()[:80]}"
            for n, line in enumerate(text.splitlines(), 1)
            if pattern.search(line)
        ]
    assert not found


def test_files_are_short_enough_to_be_read_in_one_sitting() -> None:
    """Three hundred lines is where we think again; past four hundred and fifty, a file is two files."""
    sizes = {p.relative_to(ROOT): len(p.read_text("utf-8").splitlines()) for p in (ROOT / "descent_tui").rglob("*.py")}
    assert not {str(name): size for name, size in sizes.items() if size > 450}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
