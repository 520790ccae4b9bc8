"""What is sent to the terminal: few bytes, the right cells, no colours or signs it has not got, and nothing when idle."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from hostile import HOSTILE
from terminal import Terminal

pytestmark = pytest.mark.pty

TINY = [sys.executable, str(Path(__file__).with_name("tiny_app.py"))]
STOCK = {"DESCENT_TUI_STOCK_PAINT": "1"}
COLOUR = re.compile(rb"\x1b\[[0-9;]*?\b(3[0-9]|4[0-9]|9[0-7]|10[0-7])[0-9;]*m")


def opened(*options, **settings):
    terminal = Terminal([*TINY, *options], **settings)
    terminal.until(lambda: terminal.shows("keys 0"))
    terminal.until_still()
    return terminal


def sent(terminal, keys):
    """Return what is sent in answer to keys."""
    terminal.press(keys)
    terminal.until_still()
    return terminal.read(0)


def cost(terminal, keys):
    before = len(terminal.out)
    sent(terminal, keys)
    return len(terminal.out) - before


def test_a_step_a_frame_and_the_start_cost_few_bytes():
    with opened() as terminal:
        assert len(terminal.out) <= 85_000
        sent(terminal, "m")
        assert 60 <= cost(terminal, "m") <= 160
        assert cost(terminal, "z") <= 64_000


def test_idle_is_silent_and_asleep():
    with opened() as terminal:
        status = Path(f"/proc/{terminal.program.pid}/task")

        def wakings():
            switches = [
                (task / "status").read_text().split("\nvoluntary_ctxt_switches:")[1] for task in status.iterdir()
            ]
            return sum(int(text.split()[0]) for text in switches)

        terminal.read(0.3)
        before = wakings()
        assert terminal.read(1.0) == b""
        assert wakings() - before <= 1


def test_lean_and_stock_show_the_same():
    screens = []
    for environ in ({}, STOCK):
        with opened(columns=80, lines=24, environ=environ) as terminal:
            for key in "mmzmbzmb":
                terminal.press(key)
                terminal.read(0.05)
            terminal.until(lambda terminal=terminal: terminal.shows("keys 8 | b"))
            screens.append((terminal.screen(), terminal.colours()))
    assert screens[0] == screens[1]


def test_stock_painting_costs_what_we_came_for():
    with opened(environ=STOCK) as terminal:
        sent(terminal, "m")
        assert cost(terminal, "m") > 4 * 160


@pytest.mark.parametrize("answers", [True, False])
def test_frames_are_dropped_on_a_slow_line_and_keys_are_not(answers):
    with opened(answers=answers) as terminal:
        seen = len(terminal.out)
        terminal.rate = 125_000.0
        for _ in range(20):
            terminal.press("zb")
            terminal.read(0.05)
        told = len(terminal.out)
        terminal.until_still(0.5)
        assert len(terminal.out) - told <= 0.7 * terminal.rate
        assert len(terminal.out) - seen < 20 * 28_000 * 0.6
        assert terminal.shows("keys 40 | b")


def test_a_storm_of_sizes_ends_on_the_right_picture():
    with opened(columns=80, lines=24) as terminal:
        for n in range(60):
            terminal.resize(60 + n, 14 + n % 20)
            terminal.read(0.005)
        terminal.resize(80, 24)
        terminal.until_still()
        after = terminal.screen()
    with opened(columns=80, lines=24) as fresh:
        assert fresh.screen() == after


def test_a_size_that_comes_back_unseen_is_painted_again():
    with opened(columns=80, lines=24) as terminal:
        terminal.resize(70, 20)
        terminal.resize(80, 24)
        before = len(terminal.out)
        terminal.until(lambda: len(terminal.out) - before > 10_000)  # the whole picture has 20 kB


@pytest.mark.parametrize(
    ("environ", "options", "coloured"),
    [({"NO_COLOR": "1"}, [], False), ({"NO_COLOR": ""}, [], True), ({}, ["depth=none"], False)],
    ids=["NO_COLOR", "empty NO_COLOR", "depth none"],
)
def test_no_colour_means_no_colour_code(environ, options, coloured):
    with opened(*options, columns=80, lines=24, environ=environ) as terminal:
        sent(terminal, "mz")
        terminal.press("q")
        terminal.status()
        assert (COLOUR.search(terminal.out) is not None) == coloured


def test_ascii_is_ascii():
    with opened("ascii=1", columns=80, lines=24) as terminal:
        sent(terminal, "mz")
        terminal.press("x")
        terminal.status()
        assert max(terminal.out) < 0x80
        assert "@" in "".join(terminal.screen()) or b"@" in terminal.out


def test_a_paste_bomb_neither_fills_the_memory_nor_swallows_the_keys():
    with opened(columns=60, lines=14) as terminal:
        terminal.press("\x1b[200~")
        for _ in range(250):
            terminal.press("x\x1b]52;c;aGk=\x07" * 256)
            terminal.read(0.001)
        terminal.read(1.3)  # a paste nobody ends is ended for them
        terminal.press("b")
        terminal.until(lambda: terminal.shows("| b"))
        assert terminal.peak_memory() < 150e6


def test_a_flood_of_keys_does_not_fill_the_memory():
    with opened(columns=60, lines=14) as terminal:
        for _ in range(10):
            terminal.press("b" * 600)
            terminal.read(0.001)
        terminal.until(lambda: terminal.shows("keys 6000"), 30)
        assert terminal.peak_memory() < 70e6


def test_hostile_text_is_shown_and_not_obeyed():
    with Terminal([*TINY, f"texts={json.dumps(HOSTILE)}"], lines=60) as terminal:
        terminal.until(lambda: terminal.shows("titled"))
        terminal.until_still()
        terminal.press("q")
        terminal.status()
        assert terminal.unasked() == []
