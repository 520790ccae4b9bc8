"""A race on the screen: its table, its trails and heads, its losses; and how little of it a step changes."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from landscapes import golden

from descent_tui.pictures import runners
from descent_tui.pictures.lines import Lines
from descent_tui.pictures.look import DEPTHS, Look
from descent_tui.pictures.loss import Curve, losses_picture, losses_scale
from descent_tui.pictures.race import entries, race, rows
from descent_tui.pictures.raster import DEFAULT, INDEXED
from descent_tui.pictures.slider import curves
from descent_tui.pictures.stage import Stage
from descent_tui.scenario import catalogue
from descent_tui.session.numbers import show
from descent_tui.session.opening import open_scenario
from descent_tui.session.update import update
from descent_tui.session.view import ORDERS
from descent_tui.session.words import parse

PLAIN = Look(depth="none")
ASCII = Look(depth="none", ascii=True)
RACE = ("race momentum lr=0.003", "race adam lr=0.3")
SIZES = {"usual": (80, 24), "large": (120, 40)}


def session_of(*actions, scenario="rotated-ravine"):
    session = open_scenario(catalogue.load(scenario))
    for text in actions:
        session = update(session, parse(text))
    return session


def lines_of(session):
    lines = Lines()
    lines.follow(session)
    return lines


def table(session, width=37, height=8, order="f", look=PLAIN):
    return "\n".join(race(session, lines_of(session), order, width, height, look).lines())


def screen(session, width, height, look=PLAIN):
    return "\n".join(Stage().draw(session, width, height, look).lines())


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


def test_every_runner_has_a_head_of_its_own_with_its_number():
    session = session_of(*RACE, "step 30")
    lines = screen(session, 120, 40).split("\n")
    map_part = "\n".join(line[:80] for line in lines)
    assert map_part.count(PLAIN.glyphs.head) == 1
    for number in (2, 3):
        assert runners.glyph(number, PLAIN) in map_part
    assert f"{runners.glyph(2, PLAIN)}2" in map_part


def test_heads_follow_the_lead():
    session = session_of(*RACE, "step 30", "lead 2")
    map_part = "\n".join(line[:80] for line in screen(session, 120, 40).split("\n"))
    assert runners.glyph(1, PLAIN) in map_part
    assert runners.glyph(2, PLAIN) not in map_part


@pytest.mark.parametrize("glyphs", [PLAIN.glyphs, ASCII.glyphs], ids=["unicode", "ascii"])
def test_no_two_heads_are_alike(glyphs):
    signs = [*glyphs.runners, glyphs.head, glyphs.ghost, glyphs.start, glyphs.minimum]
    assert len(set(signs)) == 12
    assert len(glyphs.runners) == 8


@pytest.mark.parametrize("dark", [True, False])
@pytest.mark.parametrize("depth", DEPTHS)
def test_runners_have_colours_of_their_own(depth, dark):
    look = Look(depth=depth, dark=dark)
    inks = [runners.ink(number, look) for number in range(1, 9)]
    assert len(set(inks)) == (1 if depth == "none" else 8)
    assert all((ink == DEFAULT) == (depth == "none") for ink in inks)
    assert all(bool(ink > 0 and ink & INDEXED) == (depth in {"256", "16"}) for ink in inks)


def luminance(colour):
    parts = [(colour >> shift & 255) / 255 for shift in (16, 8, 0)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [True, False])
def test_runners_are_read_on_the_ground_and_on_paper(dark):
    look = Look(dark=dark)
    grounds = [int(ground) for ground in look.fill(24)]
    for number, ground in itertools.product(range(1, 9), [*grounds, look.colours.paper]):
        pair = sorted((luminance(runners.ink(number, look)), luminance(ground)))
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 3.0


def test_without_colours_no_colour_is_used():
    raster = Stage().draw(session_of(*RACE, "step 30", "at 12"), 120, 40, PLAIN)
    assert set(np.unique(raster.fg)) | set(np.unique(raster.bg)) == {DEFAULT}


def test_drawn_step_by_step_or_at_once_is_the_same():
    grown = Stage()
    session = session_of(*RACE)
    for text in ("step 1", "step 1", "step 5", "at 3", "at 6", "lr 0.004", "step 2", "switch 1", "drop 1", "step 1"):
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


def test_the_losses_of_all_are_drawn_in_their_colours():
    look = Look()
    session = session_of(*RACE, "step 30", "at 12", "lr 0.02", "step 5")
    picture = losses_picture(60, 14, look, curves(session, lines_of(session), look), caption=False)
    for number in (1, 2, 3):
        assert runners.ink(number, look) in picture.fg
    assert runners.ghost(1, look) in picture.fg


def test_what_lies_ahead_is_fainter():
    look = Look()
    session = session_of("step 30", "at 12")
    lead = lines_of(session)
    ahead, walked = curves(session, lead, look)
    assert ahead.colour == look.colours.faint
    assert ahead.head is None
    assert (len(ahead.f), len(walked.f)) == (19, 13)


def test_one_that_blows_up_does_not_flatten_the_others():
    steps = np.arange(40.0)
    good = Curve(steps, 10 * 0.8**steps, 1)
    wild = Curve(steps, 10 * 1e5**steps, 2)
    picture = losses_picture(60, 16, Look(), [wild, good], caption=False)
    drawn = np.nonzero((picture.fg == 1) & (picture.glyph > 0x2800))[0]
    assert len(set(drawn.tolist())) >= 5


def test_the_axis_counts_gradients_where_steps_do_not_cost_the_same():
    assert "gradients" in screen(session_of("race newton", "step 20"), 120, 40).split("loss")[-1]
    assert "step" in screen(session_of("race adam", "step 20"), 120, 40).split("loss")[-1]


def test_the_axis_of_steps_holds_the_longest_curve():
    curve = Curve(np.arange(31.0), np.ones(31), 1)
    assert losses_scale([curve, Curve(np.arange(5.0), np.ones(5), 1)]).high >= 30


def test_long_lines_are_thinned_before_they_are_drawn():
    stage = Stage()
    session = session_of("race adam", "step 3000")
    picture = stage.draw(session, 80, 24, PLAIN)
    assert picture.width == 80
    assert "fair: 3000 gradients" in "\n".join(picture.lines())


@pytest.mark.parametrize(("column", "k"), [(0, 0), (10**6, 30)])
def test_beyond_the_curves_are_the_ends_of_the_line(column, k):
    stage, session = Stage(), session_of("step 30", "at 12")
    stage.draw(session, 120, 40, PLAIN)
    region = stage.layout.panels["loss"]
    x = min(region.x + column, region.x + region.width - 1)
    assert stage.scrubbed(session, x, region.y + 2) == k


def test_each_column_of_the_slider_is_the_step_drawn_there():
    stage, session = Stage(), session_of(*RACE, "step 40", "at 40")
    for k in (0, 7, 23, 40):
        now = update(session, parse(f"at {k}"))
        raster = stage.draw(now, 120, 40, PLAIN)
        region = stage.layout.panels["loss"]
        part = raster.glyph[region.y : region.y + region.height, region.x : region.x + region.width]
        column = int(np.nonzero(part == ord(PLAIN.glyphs.head))[1][0])
        assert abs(stage.scrubbed(now, region.x + column, region.y + 3) - k) <= 1


def test_elsewhere_is_no_slider():
    stage, session = Stage(), session_of("step 30")
    assert stage.scrubbed(session, 0, 0) is None
    stage.draw(session, 120, 40, PLAIN)
    region = stage.layout.panels["loss"]
    assert stage.scrubbed(session, region.x + 3, region.y) is None
    assert stage.scrubbed(session, 3, 3) is None


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


def test_along_a_single_variable_all_heads_stand_on_the_curve():
    session = session_of("race momentum lr=0.01", "step 9", "at 7", "lr 0.02", "step 1", scenario="parabola")
    map_part = "\n".join(line[:42] for line in screen(session, 80, 24).split("\n"))
    for glyph in (PLAIN.glyphs.head, runners.glyph(2, PLAIN), PLAIN.glyphs.ghost):
        assert map_part.count(glyph) == 1
