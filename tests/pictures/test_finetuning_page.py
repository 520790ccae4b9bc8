"""The page of fine-tuning: its pictures, its counts and sentences, and that no size breaks it."""

from __future__ import annotations

import numpy as np
import pytest
from landscapes import golden

from descent_tui.pictures.finetuning_page import finetuning_page, told
from descent_tui.pictures.look import DEPTHS, Look
from descent_tui.scenario import catalogue
from descent_tui.session.finetuning import begun, stepped
from descent_tui.session.numbers import show
from descent_tui.session.opening import open_scenario

PLAIN = Look(depth="none")
ASCII = Look(depth="none", ascii=True)


@pytest.fixture(scope="module")
def tunings():
    found = {}
    for scenario in ("xor", "digits-64-16-10"):
        session = open_scenario(catalogue.load(scenario))
        found[scenario] = stepped(stepped(begun(session), (0, 1, 2, 3), 10), (3,), 10)
    return found


@pytest.mark.parametrize(
    ("name", "scenario", "size", "look"),
    [
        ("finetuning-xor-80x24", "xor", (80, 24), PLAIN),
        ("finetuning-digits-120x40", "digits-64-16-10", (120, 40), PLAIN),
        ("finetuning-digits-ascii", "digits-64-16-10", (80, 24), ASCII),
    ],
)
def test_golden(tunings, name, scenario, size, look):
    golden(name, finetuning_page(tunings[scenario], 3, "", *size, look))


@pytest.mark.parametrize("size", [(40, 12), (60, 16), (80, 24), (120, 40), (200, 60)])
def test_every_size_tells_all_four_and_what_is_free(tunings, size):
    for scenario, tuning in tunings.items():
        for hand in range(4):
            lines = finetuning_page(tuning, hand, "", *size, PLAIN).lines()
            for part in tuning.parts:
                row = next(line for line in lines if part.word in line)
                assert f"free {part.count:,}" in " ".join(row.split())
                assert f"f {show(part.losses[-1])}" in row, scenario
            assert len(lines) == size[1]


@pytest.mark.parametrize("depth", DEPTHS)
def test_ascii_is_ascii_and_no_colour_is_none(tunings, depth):
    for ascii_ in (False, True):
        picture = finetuning_page(tunings["xor"], 1, "", 80, 24, Look(depth=depth, ascii=ascii_))
        if ascii_:
            assert all(line.isascii() and "?" not in line for line in picture.lines())
        if depth == "none":
            assert set(np.unique(picture.fg)) == set(np.unique(picture.bg)) == {-1}


def test_the_sentence_tells_what_is_held_and_what_came_of_it(tunings):
    tuning = tunings["digits-64-16-10"]
    assert told(tuning, 0).startswith("Hold all other 1,209 weights perfectly still and let W2[1,1] descend.")
    assert "finds every partial at once" in told(tuning, 3)
    part = tuning.parts[3]
    assert f"In 20 steps f has fallen from {show(part.losses[0])} to {show(part.losses[-1])}" in told(tuning, 3)
    assert "ten steps" in told(begun(tuning.session), 0)


@pytest.mark.parametrize("size", [(40, 12), (44, 12), (60, 13), (60, 16), (80, 17), (80, 24)])
def test_every_size_has_its_chart_and_says_what_the_one_in_hand_came_to(tunings, size):
    for tuning in tunings.values():
        for hand in range(4):
            lines = finetuning_page(tuning, hand, "", *size, PLAIN).lines()
            assert any("scale" in line for line in lines)
            assert sum("┤" in line for line in lines) >= 2, "two numbers at least stand beside the curves"
            table = next(y for y, line in enumerate(lines) if "one connection" in line)
            assert f"in {tuning.parts[hand].steps} steps" in " ".join(" ".join(lines[table + 4 : -1]).lower().split())
            assert not any("…" in line for line in lines)


def test_the_row_in_hand_is_told_without_colours(tunings):
    for hand in range(4):
        lines = finetuning_page(tunings["xor"], hand, "", 80, 24, PLAIN).lines()
        assert [line for line in lines if line.startswith("►")] == [line for line in lines if f"{hand + 1} ◆" in line]
