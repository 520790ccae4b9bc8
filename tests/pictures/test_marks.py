"""Points and lines on the map."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from descent_tui.pictures import marks
from descent_tui.pictures.look import Look
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.viewport import Viewport

LOOK = Look()
HERE = Viewport(-2, 2, -2, 2)
GLYPHS = LOOK.glyphs


def blank(width=40, height=12):
    return Raster.blank(width, height)


def where(raster, glyph):
    return [(int(x), int(y)) for y, x in np.argwhere(raster.glyph == ord(glyph))]


def test_the_head_stands_on_its_own_paper():
    raster = blank()
    marks.draw_head(raster, (0.01, -0.01), HERE, LOOK)
    assert where(raster, GLYPHS.head) == [(20, 6)]
    assert raster.bg[6, 20] == LOOK.colours.head_paper
    assert (raster.glyph != 32).sum() == 1


def test_off_the_map_an_arrow_says_where():
    for point, glyph, at in [
        ((9, 0), GLYPHS.right, (39, 6)),
        ((-1e300, 0), GLYPHS.left, (0, 6)),
        ((0, 9), GLYPHS.up, (20, 0)),
        ((0, -9), GLYPHS.down, (20, 11)),
    ]:
        raster = blank()
        marks.draw_head(raster, point, HERE, LOOK)
        assert where(raster, glyph) == [at]


def test_a_corner_of_the_viewport_is_on_the_map():
    for corner in [(-2, -2), (-2, 2), (2, -2), (2, 2)]:
        raster = blank()
        marks.draw_head(raster, corner, HERE, LOOK)
        assert len(where(raster, GLYPHS.head)) == 1


def test_start_and_minima():
    raster = blank()
    marks.draw_minima(raster, [(1, 1), (-1, -1), (5, 5), (np.nan, 0)], HERE, LOOK)
    marks.draw_start(raster, (0, 0), HERE, LOOK)
    assert where(raster, GLYPHS.minimum) == [(30, 3), (10, 9)]
    assert where(raster, GLYPHS.start) == [(20, 6)]


def test_the_slice_runs_through_the_iterate():
    level, upright = blank(), blank()
    marks.draw_slice(level, (0.5, 1), 0, HERE, LOOK)
    marks.draw_slice(upright, (0.5, 1), 1, HERE, LOOK)
    assert np.flatnonzero((level.glyph != 32).any(1)).tolist() == [3]
    assert (level.glyph[3] != 32).all()
    assert (level.fg[3] == LOOK.colours.first).all()
    assert np.flatnonzero((upright.glyph != 32).any(0)).tolist() == [25]
    assert (upright.glyph[:, 25] != 32).all()
    assert (upright.fg[:, 25] == LOOK.colours.second).all()


def test_what_is_off_the_slice():
    off = marks.off_slice((12, 40), (0.5, 1), 0, HERE)
    assert np.flatnonzero(~off.all(1)).tolist() == [3]
    assert np.flatnonzero(~marks.off_slice((12, 40), (0.5, 1), 1, HERE, reach=1).all(0)).tolist() == [24, 25, 26]
    assert marks.off_slice((12, 40), (0.5, 9), 0, HERE).all()
    assert marks.off_slice((12, 40), (0.5, np.nan), 0, HERE).all()


def test_a_nudge_is_a_line_with_an_end_and_a_small_one_is_nothing():
    raster = blank()
    marks.draw_nudge(raster, (0, 0), (1, 0), HERE, LOOK)
    assert where(raster, GLYPHS.nudge) == [(30, 6)]
    assert (raster.glyph[6, 20:30] != 32).all()
    raster = blank()
    marks.draw_nudge(raster, (0.01, 0.01), (0.011, 0.01), HERE, LOOK)
    assert (raster.glyph == 32).all()


@given(st.floats(), st.floats(), st.integers(0, 30), st.integers(0, 10), st.booleans())
def test_any_point_at_any_size(x, y, width, height, ascii_only):
    look, raster = Look(ascii=ascii_only), Raster.blank(width, height)
    marks.draw_slice(raster, (x, y), 0, HERE, look)
    marks.draw_minima(raster, [(x, y)], HERE, look)
    marks.draw_nudge(raster, (0, 0), (x, y), HERE, look)
    marks.draw_start(raster, (x, y), HERE, look)
    marks.draw_head(raster, (x, y), HERE, look)
    assert marks.off_slice((height, width), (x, y), 1, HERE).shape == (height, width)
    assert (raster.bg != -1).sum() == (1 if np.isfinite([x, y]).all() and width and height else 0)
