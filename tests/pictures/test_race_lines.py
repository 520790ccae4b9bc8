"""The runners of a race: a head and a colour of its own each, their losses, and the slider over them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from races import ASCII, PLAIN, RACE, lines_of, screen, session_of

from descent_tui.pictures import runners
from descent_tui.pictures.colour_code import DEFAULT, INDEXED
from descent_tui.pictures.look import DEPTHS, Look
from descent_tui.pictures.loss import Curve, losses_picture, losses_scale
from descent_tui.pictures.slider import curves
from descent_tui.pictures.stage import Stage
from descent_tui.session.update import update
from descent_tui.session.words import parse


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


def test_along_a_single_variable_all_heads_stand_on_the_curve():
    session = session_of("race momentum lr=0.01", "step 9", "at 7", "lr 0.02", "step 1", scenario="parabola")
    map_part = "\n".join(line[:42] for line in screen(session, 80, 24).split("\n"))
    for glyph in (PLAIN.glyphs.head, runners.glyph(2, PLAIN), PLAIN.glyphs.ghost):
        assert map_part.count(glyph) == 1
