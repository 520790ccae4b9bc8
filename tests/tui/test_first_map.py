"""How much is loaded and made before something is on the screen: starting at once is a promise, kept by counts."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from descent_tui.tui.later import LATER

TESTS = Path(__file__).parents[1]

WAITS = (
    "numpy.ma", "plotext", "descent_tui.session.actions", "descent_tui.session.update", "descent_tui.session.words",
    "descent_tui.session.journal", "descent_tui.session.resume", "descent_tui.session.checkpoint",
    "descent_tui.formula.explain", "descent_tui.formula.partial", "descent_tui.pictures.partials",
    "descent_tui.pictures.derivation", "descent_tui.pictures.race", "descent_tui.pictures.mountain", "descent_tui.pictures.slopes", "descent_tui.pictures.nudging",
    "descent_tui.pictures.loss", "descent_tui.pictures.plot", "descent_tui.tui.keymap", "descent_tui.tui.wishes",
    "descent_tui.tui.prompt", "descent_tui.tui.gallery_screen", "descent_tui.tui.optimizer_screen",
    "descent_tui.tui.chain_screen", "descent_tui.tui.finetuning_screen", "descent_tui.objectives.net.chain",
    "descent_tui.pictures.chain_page", "descent_tui.session.finetuning",
)  # fmt: skip
"""What no first map needs."""


@pytest.fixture(scope="module")
def at():
    """Return what there was at a moment, "page" or "map", of opening a landscape in an interpreter of its own."""

    def seen(moment):
        command = [sys.executable, str(TESTS / "opening.py"), moment]
        done = subprocess.run(command, cwd=TESTS.parent, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[0])

    return {moment: seen(moment) for moment in ("page", "map", "scouted")}


def ours(seen):
    return {name for name in seen["modules"] if name.startswith("descent_tui.")}


def test_the_first_page_leaves_before_numpy_and_the_landscape_are_loaded(at):
    loaded = set(at["page"]["modules"])
    assert "textual" in loaded
    assert not {"numpy", "plotext", "msgspec", "tomllib", "descent_tui.formula.parser"} & loaded
    assert not {name for name in loaded if name.startswith(("descent_tui.session.", "descent_tui.objectives."))}


def test_a_scouted_map_is_shown_before_numpy_and_the_landscape_are_loaded(at):
    loaded = set(at["scouted"]["modules"])
    assert "descent_tui.tui.segments" in loaded
    assert not {"numpy", "plotext", "msgspec", "tomllib", "descent_tui.formula.parser"} & loaded
    assert not {name for name in loaded if name.startswith(("descent_tui.session.", "descent_tui.objectives."))}


def test_the_first_map_loads_nothing_that_can_wait(at):
    loaded = set(at["map"]["modules"])
    assert {"numpy", "descent_tui.pictures.map", "descent_tui.formula.tape"} <= loaded
    assert all(find_spec(name) for name in WAITS)
    assert not set(WAITS) & loaded


def test_the_first_map_is_made_of_few_modules_and_few_dataclasses(at):
    assert len(ours(at["map"])) <= 142
    assert at["map"]["dataclasses"] <= 46
    assert len(ours(at["scouted"])) <= 32
    assert at["scouted"]["dataclasses"] <= 3


def test_what_waits_is_there_and_is_loaded_late(at):
    assert all(find_spec(name) for name in LATER)
    assert not set(LATER) & set(at["map"]["modules"])
