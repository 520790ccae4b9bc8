"""The gradient's arrows: the right way, the right colours, seen when small, absent when frozen."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from landscapes import LANDSCAPES, golden, heights

from descent_tui.pictures.arrows import draw_arrows
from descent_tui.pictures.ground import ground
from descent_tui.pictures.look import Look
from descent_tui.pictures.marks import draw_head
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.viewport import Viewport

LOOK = Look()
HERE = Viewport(-2, 2, -2, 2)
GLYPHS = LOOK.glyphs


def drawn(gradient, look=LOOK, **more):
    raster = Raster.blank(80, 40)
    draw_arrows(raster, (0, 0), gradient, HERE, look, **more)
    return raster


def place(raster, glyph, ink):
    (at,) = np.argwhere((raster.glyph == ord(glyph)) & (raster.fg == ink))
    return int(at[1]) - 40, int(at[0]) - 20


@pytest.mark.parametrize("ascii_only", [False, True])
def test_golden(ascii_only):
    look, (_, viewport) = Look(depth="none", ascii=ascii_only), LANDSCAPES["bowl"]
    raster = ground(heights("bowl", 48, 14), look)
    draw_arrows(raster, (1, 1), (3, 3), viewport, look)
    draw_head(raster, (1, 1), viewport, look)
    golden(f"arrows-bowl-{'ascii' if ascii_only else 'dots'}", raster)


@pytest.mark.parametrize(
    ("gradient", "first", "second"),
    [((3, 4), "right", "up"), ((-3, 4), "left", "up"), ((3, -4), "right", "down"), ((-3, -4), "left", "down")],
)
def test_arrows_point_uphill(gradient, first, second):
    raster = drawn(gradient)
    x, level = place(raster, getattr(GLYPHS, first), LOOK.colours.first)
    upright, y = place(raster, getattr(GLYPHS, second), LOOK.colours.second)
    assert (level, upright) == (0, 0)
    assert math.copysign(1, x) == math.copysign(1, gradient[0])
    assert math.copysign(1, -y) == math.copysign(1, gradient[1])


def test_partials_add_up_to_the_gradient():
    raster = drawn((3, 4))
    x, _ = place(raster, GLYPHS.right, LOOK.colours.first)
    _, y = place(raster, GLYPHS.up, LOOK.colours.second)
    assert place(raster, GLYPHS.up_right, LOOK.colours.gradient) == (x, y)
    assert abs(y * 4) == pytest.approx(4 / 3 * abs(x * 2), abs=4)  # a cell


def test_the_way_down_is_dotted_and_opposite():
    down = np.argwhere(drawn((3, 4)).fg == LOOK.colours.head)
    assert len(down)
    assert (down[:, 1] <= 40).all()
    assert (down[:, 0] >= 20).all()


def test_a_frozen_variable_has_no_arrow():
    raster = drawn((3, 4), free=(True, False))
    assert LOOK.colours.first in raster.fg
    assert LOOK.colours.second not in raster.fg
    assert LOOK.colours.gradient not in raster.fg
    assert (raster.glyph[:20] == 32).all()


def reach(raster):
    return int((raster.fg == LOOK.colours.first).sum())


def test_length_follows_the_logarithm():
    lengths = [reach(drawn((g, 0.0), reference=100.0)) for g in (1e-9, 0.1, 1.0, 10.0, 100.0, 1e9)]
    assert lengths == sorted(lengths)
    assert lengths[0] >= 2
    assert lengths[1] < lengths[2] < lengths[3] < lengths[4] == lengths[5]


def test_scales_of_the_axes_turn_the_arrow_with_the_step():
    raster = Raster.blank(80, 40)
    draw_arrows(raster, (0, 0), (3, 3), Viewport(-200, 200, -2, 2), LOOK)
    assert LOOK.colours.second in raster.fg
    assert reach(raster) <= 1


@pytest.mark.parametrize("gradient", [(0, 0), (math.nan, 1), (math.inf, 1)])
def test_no_direction_no_arrow(gradient):
    assert (drawn(gradient).glyph == 32).all()


@given(
    st.tuples(st.floats(), st.floats()),
    st.tuples(st.floats(), st.floats()),
    st.integers(0, 30),
    st.integers(0, 10),
    st.floats(),
    st.booleans(),
)
def test_any_gradient_at_any_size(at, gradient, width, height, reference, ascii_only):
    raster = Raster.blank(width, height)
    draw_arrows(raster, at, gradient, HERE, Look(ascii=ascii_only), reference=reference)
    if ascii_only:
        assert "".join(raster.lines()).isascii()
    assert (raster.bg == -1).all()
