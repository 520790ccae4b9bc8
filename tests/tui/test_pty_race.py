"""A race in a real terminal: a step of three runners costs few bytes, and so does scrubbing back."""

from __future__ import annotations

import statistics
import sys

import pytest
from terminal import Terminal

pytestmark = pytest.mark.pty

RACE = [sys.executable, "-m", "descent_tui", "rotated-ravine", "--race", "momentum:lr=0.003", "--race", "adam:lr=0.3"]
MOST = 4000
"""Bytes: a three-line race at 120 × 40 in truecolour."""


def cost(terminal, key, shows):
    before = len(terminal.out)
    terminal.press(key)
    terminal.until(lambda: terminal.shows(shows))
    terminal.until_still()
    return len(terminal.out) - before


def test_a_step_of_a_race_and_a_scrub_cost_few_bytes(tmp_path):
    with Terminal(RACE, environ={"XDG_STATE_HOME": str(tmp_path)}) as terminal:
        terminal.until(lambda: terminal.shows("fair: 0 gradients each"))
        terminal.until_still()
        steps = [cost(terminal, " ", f"fair: {k} gradients each") for k in range(1, 13)]
        scrubs = [cost(terminal, ",", f"fair: {k} gradients each") for k in range(11, 4, -1)]
    assert max(steps) <= MOST
    assert statistics.median(steps) <= 0.8 * MOST
    assert max(scrubs) <= MOST
