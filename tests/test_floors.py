"""Imports point down only, by what a fresh interpreter loads and not only by what the source says.

The contracts of pyproject.toml read the import statements; they cannot see what a library drags in, nor how late an
import inside a function comes. A floor's `__init__` may be lazy, so every module of the floor is imported here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "descent_tui"

FLOORS = ("formula", "objectives", "optimizers", "scenario", "session", "pictures")
ABOVE = {
    "formula": {"objectives", "optimizers", "scenario", "session", "pictures", "api", "tui", "cli"},
    "objectives": {"optimizers", "scenario", "session", "pictures", "api", "tui", "cli"},
    "optimizers": {"objectives", "scenario", "session", "pictures", "api", "tui", "cli"},
    "scenario": {"session", "pictures", "api", "tui", "cli"},
    "session": {"pictures", "api", "tui", "cli"},
    "pictures": {"api", "tui", "cli"},
}
HEAVY = {"textual", "rich", "plotext", "sympy", "scipy", "torch", "jax", "matplotlib", "PIL"}


def loaded_by(code: str) -> set[str]:
    """Return the names of all modules a fresh interpreter holds after running `code`."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def modules_of(floor: str) -> list[str]:
    files = sorted((PACKAGE / floor).rglob("*.py"))
    assert len(files) > 1, f"the floor {floor} is empty"
    return [".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for file in files]


@pytest.mark.parametrize("floor", FLOORS)
def test_a_floor_loads_nothing_above_it_and_nothing_heavy(floor: str) -> None:
    loaded = loaded_by("import " + ", ".join(modules_of(floor)))
    upward = {
        name
        for name in loaded
        if name.split(".")[:1] == ["descent_tui"] and name.split(".")[1:2] and name.split(".")[1] in ABOVE[floor]
    }
    assert not upward
    assert not HEAVY & loaded


def test_the_interface_for_python_needs_neither_a_terminal_library_nor_pictures() -> None:
    loaded = loaded_by("import descent_tui as dt; dt.descend(dt.formula('x^2', ['x']), start=[1], steps=1)")
    assert not HEAVY & loaded
    assert not {"descent_tui.pictures", "descent_tui.tui", "descent_tui.cli"} & loaded


def test_the_package_itself_loads_no_numpy() -> None:
    assert "numpy" not in loaded_by("import descent_tui; descent_tui.__version__")


def test_the_screen_opens_without_plotext_and_draws_its_first_page_without_numpy() -> None:
    loaded = loaded_by("import descent_tui.tui.app")
    assert "textual" in loaded
    assert not {"numpy", "plotext", "sympy", "scipy"} & loaded


def test_the_command_line_reads_its_arguments_without_numpy_and_textual() -> None:
    loaded = loaded_by(
        "import contextlib, io\nfrom descent_tui.cli.main import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit): main(['--help'])"
    )
    assert not {"numpy", *HEAVY} & loaded


def test_a_floor_that_exists_is_tested_here() -> None:
    floors = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert floors == {*FLOORS, "tui", "cli"}


def test_the_contracts_between_floors_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
