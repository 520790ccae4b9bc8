"""A race on the screen: its table, its place, and how little of it a step changes."""

from __future__ import annotations

import re

import numpy as np
import pytest
from landscapes import golden
from races import ASCII, PLAIN, RACE, lines_of, session_of

from descent_tui.pictures import runners
from descent_tui.pictures.colour_code import DEFAULT
from descent_tui.pictures.look import Look
from descent_tui.pictures.race import entries, race, rows
from descent_tui.pictures.stage import Stage
from descent_tui.session.numbers import show
from descent_tui.session.update import update
from descent_tui.session.view import ORDERS
from descent_tui.session.words import parse

SIZES = {"usual": (80, 24), "large": (120, 40)}


def table(session, width=37, height=8, order="f", look=PLAIN):
    return "\n".join(race(session, lines_of(session), order, width, height, look).lines())


@pytest.mark.parametrize("size", SIZES)
def test_golden_race(size):
    golden(f"stage-race-{size}", Stage().draw(session_of(*RACE, "step 30"), *SIZES[size], PLAIN))


@pytest.mark.parametrize("size", SIZES)
def test_golden_branch(size):
    session = session_of("step 30", "at 12", "lr 0.0015", "step 30", "at 20", scenario="rosenbrock")
    golden(f"stage-branch-{size}", Stage().draw(session, *SIZES[size], PLAIN))


def test_golden_race_in_ascii():
    raster = Stage().draw(session_of(*RACE, "step 30"), 80, 24, ASCII)
    assert all(line.isascii() for line in raster.lines())
    golden("stage-race-usual-ascii", raster)


@pytest.mark.parametrize("size", [*SIZES.values(), (60, 20), (40, 12), (200, 60)])
def test_a_race_is_drawn_at_every_size(size):
    for others in (1, 7):
        session = session_of(*["race adam"] * others, "step 3")
        raster = Stage().draw(session, *size, PLAIN)
        assert (raster.width, raster.height) == size
        assert "race" in "\n".join(raster.lines())


def test_the_race_takes_the_place_of_the_derivation_and_gives_it_back():
    stage = Stage()
    for actions, there in (((), "derivation"), (RACE, "race"), ((*RACE, "leave 3", "leave 2"), "derivation")):
        stage.draw(session_of(*actions), 120, 40, PLAIN)
        assert there in stage.layout.panels
        assert len({"derivation", "race"} & set(stage.layout.panels)) == 1


def test_the_table_tells_the_numbers_of_each_runner():
    session = session_of(*RACE, "step 30")
    text = table(session, 70)
    for runner in session.runners:
        here = runner.iterate
        (row,) = (line for line in text.split("\n") if runner.optimizer in line)
        for number in (show(here.value, 4), show(float(np.linalg.norm(here.gradient)), 3), "30"):
            assert number in row.split()
    assert "fair: 30 gradients each" in text


@pytest.mark.parametrize("width", [32, 34, 37, 45, 55])
def test_two_rows_keep_their_numbers_apart(width):
    session = session_of("race adam lr=0.001234", "lr 0.00012345", "step 30")
    text = table(session, width)
    found = re.findall(r"α (\S+)  +(?:\d+ steps  )?30 grad", text)
    assert found == ["0.00012", "0.0012"]


def test_a_rate_that_follows_a_schedule_is_that_of_the_next_step():
    session = session_of("race gd lr=0.01 with cosine 20", "step 10", "at 5")
    assert "0.0085" in table(session, 70)


def test_the_lowest_leads_and_is_marked():
    session = session_of(*RACE, "step 30")
    lowest = min(session.runners, key=lambda runner: runner.iterate.value)
    first = table(session).split("\n")[2]
    assert first.startswith(PLAIN.glyphs.leader)
    assert f"{lowest.number} {lowest.optimizer}" in first
    assert table(session).count(PLAIN.glyphs.leader) == 1


@pytest.mark.parametrize("order", ORDERS)
def test_the_table_is_ordered(order):
    session = session_of(*RACE, "race newton", "step 30")
    told = entries(session, lines_of(session), order)
    key = {"f": "value", "grad": "slope", "gradients": "gradients"}.get(order)
    values = [getattr(entry, key) if key else entry.line.number for entry in told]
    assert values == sorted(values)


def test_one_that_stopped_says_why_and_comes_last():
    session = session_of("race gd lr=1e6", "step 60")
    stopped = session.runners[1].stopped
    assert stopped.startswith("diverged at step")
    text = table(session, 60, 4)
    assert stopped in text
    assert stopped.split()[-1] in table(session, 34, 4)
    assert entries(session, lines_of(session), "f")[-1].line.number == 2


def test_there_is_no_table_without_a_race():
    assert rows(session_of()) == 0
    assert rows(session_of(*RACE)) == 5


def test_without_colours_no_colour_is_used():
    raster = Stage().draw(session_of(*RACE, "step 30", "at 12"), 120, 40, PLAIN)
    assert set(np.unique(raster.fg)) | set(np.unique(raster.bg)) == {DEFAULT}


def test_drawn_step_by_step_or_at_once_is_the_same():
    grown = Stage()
    session = session_of(*RACE)
    for text in ("step 1", "step 1", "step 5", "at 3", "at 6", "lr 0.004", "step 2", "switch 1", "drop 2", "step 1"):
        session = update(session, parse(text))
        step_by_step = grown.draw(session, 120, 40, Look())
        at_once = Stage().draw(session, 120, 40, Look())
        for one, other in zip(("glyph", "fg", "bg"), ("glyph", "fg", "bg"), strict=True):
            assert np.array_equal(getattr(step_by_step, one), getattr(at_once, other)), text


def test_a_step_of_a_race_changes_few_cells():
    stage, session = Stage(), session_of(*RACE, "step 10")
    old = stage.draw(session, 120, 40, Look())
    changed = []
    for _ in range(20):
        session = update(session, parse("step 1"))
        new = stage.draw(session, 120, 40, Look())
        different = (old.glyph != new.glyph) | (old.fg != new.fg) | (old.bg != new.bg)
        changed.append(int(different.sum()))
        old = new
    assert np.median(changed) <= 260


def test_a_click_on_a_row_drives_that_runner():
    stage, session = Stage(), session_of(*RACE, "step 30")
    for size in SIZES.values():
        lines = stage.draw(session, *size, PLAIN).lines()
        y = next(i for i, line in enumerate(lines) if "3 adam" in line)
        assert stage.clicked(session, lines[y].index("adam"), y) == "lead 3"
        y = next(i for i, line in enumerate(lines) if "1 gd" in line)
        assert stage.clicked(session, lines[y].index("1 gd"), y) is None


def test_on_the_mountain_everybody_is_seen_with_head_number_and_way():
    session = session_of(*RACE, "step 30", "look kind mountain")
    plain = [line[:75] for line in Stage().draw(session, 120, 40, PLAIN).lines()]
    assert PLAIN.glyphs.head in "".join(plain)
    for number in (2, 3):
        assert f"{runners.glyph(number, PLAIN)}{number}" in "".join(plain)
    look = Look()
    inks = set(np.unique(Stage().draw(session, 120, 40, look).fg[5:34, :75]))
    assert {runners.ink(number, look) for number in (1, 2, 3)} <= inks
    ghosts = session_of("step 20", "at 5", "lr 0.005", "step 9", "look kind mountain")
    assert f"{look.glyphs.ghost}1" in "".join(line[:75] for line in Stage().draw(ghosts, 120, 40, PLAIN).lines())


@pytest.mark.parametrize(
    ("texts", "keys"),
    [
        ((), ("1-9 freeze", "+ - rate")),
        (RACE, ("m lead", "O order", "T tune", ", . scrub")),
        (("step 9", "at 3"), (", . scrub", "space step", "b branch")),
        (("step 9", "at 3", "lr 0.001", "step 2"), (", . scrub", "b branch", "B forget")),
    ],
)
def test_the_bottom_line_names_the_keys_that_are_needed_now_on_a_small_screen_too(texts, keys):
    line = Stage().draw(session_of(*texts), 80, 24, PLAIN).lines()[-1]
    assert all(key in line for key in (*keys, "? help", "q quit"))
