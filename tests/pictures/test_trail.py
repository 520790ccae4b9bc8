"""The trail: only cells it touches, never out of bounds, the same whether drawn at once or step by step."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from landscapes import LANDSCAPES, golden, heights

from descent_tui.pictures.ground import ground
from descent_tui.pictures.look import Look
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.trail import draw_trail
from descent_tui.pictures.viewport import Viewport

LOOK = Look()
_, HERE = LANDSCAPES["himmelblau"]
SPIRAL = [(4 * np.exp(-k / 9) * np.cos(k / 2), 4 * np.exp(-k / 9) * np.sin(k / 2)) for k in range(24)]


def drawn(points, look=LOOK, width=48, height=14, **more):
    raster = Raster.blank(width, height)
    draw_trail(raster, points, HERE, look, **more)
    return raster


def lit(raster):
    return int(np.bitwise_count(raster.glyph[raster.glyph > 0x2800] - 0x2800).sum())


@pytest.mark.parametrize("look", [Look(depth="none"), Look(depth="none", ascii=True)], ids=["dots", "ascii"])
def test_golden(look):
    raster = ground(heights("himmelblau", 48, 14), look)
    draw_trail(raster, SPIRAL, HERE, look)
    golden(f"trail-spiral-{'ascii' if look.ascii else 'dots'}", raster)


def test_only_touched_cells_change():
    before = ground(heights("himmelblau", 48, 14), LOOK)
    after = before.copy()
    draw_trail(after, [(-5, 5), (-4.2, 5)], HERE, LOOK)
    changed = (before.glyph != after.glyph) | (before.fg != after.fg)
    assert 3 <= changed.sum() <= 5
    assert (before.bg == after.bg).all()


def test_step_by_step_is_the_same_as_at_once():
    base = ground(heights("himmelblau", 48, 14), LOOK)
    at_once, grown, bits = base.copy(), base.copy(), None
    draw_trail(at_once, SPIRAL, HERE, LOOK)
    for k in range(1, len(SPIRAL)):
        bits = draw_trail(grown, SPIRAL[k - 1 : k + 1], HERE, LOOK, bits=bits)
    assert (grown.glyph == at_once.glyph).all()
    assert (grown.fg == at_once.fg).all()


def test_the_trail_replaces_contour_dots_and_joins_itself():
    raster = Raster.blank(1, 1)
    raster.put(0, 0, "⣿", LOOK.line(4)[0])
    draw_trail(raster, [(-6, 6), (6, 6)], HERE, LOOK)
    assert raster.lines() == ["⠛"]
    draw_trail(raster, [(-6, -4), (6, -4)], HERE, LOOK)
    assert raster.glyph[0, 0] & 0x1B == 0x1B
    assert raster.glyph[0, 0] > ord("⠛")


def test_it_is_two_dots_wide_both_ways():
    assert lit(drawn([(0, -5), (0, 5)])) == pytest.approx(2 * 4 * 14 * 10 / 12, abs=4)
    assert lit(drawn([(-5, 0), (5, 0)])) == pytest.approx(2 * 2 * 48 * 10 / 12, abs=4)


def test_steps_by_hand_are_dotted():
    whole, dotted = drawn([(-5, 0), (5, 0)]), drawn([(-5, 0), (5, 0)], by_hand=np.array([True]))
    assert lit(dotted) < lit(whole) / 2


def test_a_point_that_is_not_finite_breaks_the_trail():
    broken = drawn([(-5, 0), (-4, 0), (np.nan, 0), (4, 0), (5, 0)])
    middle = broken.glyph[:, 12:36]
    assert (middle == 32).all()
    assert lit(broken) > 0


@pytest.mark.parametrize("far", [1e3, 1e12, 1e100, 1e300])
def test_far_points_keep_their_direction(far):
    raster = drawn([(0, 0), (far, far)])
    dots = np.argwhere(raster.glyph > 0x2800)
    assert len(dots) >= 14 // 2
    x, y = dots[:, 1] / 48, dots[:, 0] / 14
    assert np.abs(x + y - 1).max() < 0.1
    assert (drawn([(far, far), (0, 0)]).glyph != raster.glyph).sum() <= 6  # rounded from the other end


NUMBER = st.floats(width=64) | st.floats(-10, 10)


@given(st.lists(st.tuples(NUMBER, NUMBER), max_size=12), st.integers(0, 40), st.integers(0, 12), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_points_at_any_size(points, width, height, ascii_only):
    raster = Raster.blank(width, height)
    bits = draw_trail(raster, np.array(points).reshape(-1, 2), Viewport(-1, 1, -1, 1), Look(ascii=ascii_only))
    assert bits.shape == (height, width)
    assert ((raster.glyph != 32) == (bits != 0)).all()


def test_a_long_trail_in_one_spot_is_one_spot():
    raster = drawn(np.full((50_000, 2), 0.3) + np.linspace(0, 1e-9, 50_000)[:, None])
    assert (raster.glyph != 32).sum() <= 2
