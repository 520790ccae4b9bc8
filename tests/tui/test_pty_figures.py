"""What the program costs on the wire and in memory, counted; clocks are for the benchmarks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from terminal import Terminal

pytestmark = pytest.mark.pty

PROGRAM = [sys.executable, "-m", "descent_tui"]
SYNC = b"\x1b[?2026l"


@pytest.fixture
def opened(tmp_path):
    def run(*options, **settings):
        environ = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")} | (
            settings.pop("environ", None) or {}
        )
        terminal = Terminal([*PROGRAM, *options], environ=environ, **settings)
        terminal.until(lambda: terminal.shows("step 0"), 60)
        terminal.until_still(0.5)
        return terminal

    return run


def sent(terminal, key):
    """Return the frames sent in answer to a key."""
    start = len(terminal.out)
    terminal.press(key)
    terminal.until(lambda: SYNC in terminal.out[start:], 30)
    terminal.until_still(0.06)
    return [frame for frame in bytes(terminal.out[start:]).split(SYNC) if frame]


def percentile(values):
    return sorted(values)[round(0.95 * (len(values) - 1))]


@pytest.mark.parametrize("name", ["rosenbrock", "himmelblau"])
def test_a_step_costs_few_bytes(opened, name):
    with opened(name) as terminal:
        steps = [sent(terminal, "s") for _ in range(25)]
    assert percentile([len(frames[0]) for frames in steps]) <= 800  # the map and the numbers
    assert percentile([sum(map(len, frames)) for frames in steps]) <= 2500


@pytest.mark.parametrize(("colours", "most"), [("truecolor", 64_000), ("256", 43_000)])
@pytest.mark.parametrize("name", ["seed-bowl", "rosenbrock", "rastrigin"])
def test_a_full_repaint(opened, name, colours, most):
    with opened(name, "--color", colours) as terminal:
        assert len(terminal.out) <= 85_000
        for key in "zZv":
            assert sum(map(len, sent(terminal, key))) <= most


def test_idle_is_silent_and_asleep(opened):
    with opened("himmelblau") as terminal:
        for key in ("s", "2", "n", "z", "/", "x", "\x1b", "p", "p", "?", "\x1b"):
            terminal.press(key)
            terminal.read(0.15)
        terminal.read(1.5)  # what is owed to the journal
        status = Path(f"/proc/{terminal.program.pid}/task")

        def wakings():
            texts = [(task / "status").read_text().split("\nvoluntary_ctxt_switches:")[1] for task in status.iterdir()]
            return sum(int(text.split()[0]) for text in texts)

        before = wakings()
        assert terminal.read(1.5) == b""
        assert wakings() - before <= 2


def test_memory_after_a_long_walk(opened):
    with opened("rosenbrock") as terminal:
        for key in ("v", "v", "v", "n", "n", "l", "\x1b[B", "\x1b[6~", "\x1b", "?", "\x1b", "/", "\x1b", *["S"] * 20):
            terminal.press(key)
            terminal.read(0.2 if key == "\x1b" else 0.05)
        terminal.until(lambda: terminal.shows("step 200"), 60)
        assert terminal.peak_memory() < 80e6


def test_memory_on_the_largest_screen(opened):
    with opened("himmelblau", columns=400, lines=120) as terminal:
        keys = ["s", *"zzLLKKHHJJZZ", *"vvvvccccc", "l", "\x1b", "o", "\x1b", "?", "\x1b", *"v2ndd", *"SSSuurr", *"zLv"]
        for key in keys:
            terminal.press(key)
            terminal.read(0.4)
        terminal.until_still(0.5)
        assert terminal.peak_memory() < 80e6


def test_a_pan_held_on_a_slow_line_ends_soon_after_the_key(opened):
    with opened("himmelblau") as terminal:
        terminal.rate = 125_000.0
        for _ in range(40):
            terminal.press("\x1b[1;2C")
            terminal.read(0.05)
        told = len(terminal.out)
        terminal.until_still(0.5)
        assert len(terminal.out) - told <= 0.7 * terminal.rate
        shown = terminal.screen()
        terminal.rate = None
        terminal.press("\x0c")  # ctrl+l paints everything anew
        terminal.until_still(0.5)
        assert terminal.screen() == shown
