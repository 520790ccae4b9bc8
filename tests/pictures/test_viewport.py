"""From the plane to cells and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from descent_tui.pictures.viewport import Viewport, sample_axes

HERE = Viewport(-2, 2, -1, 3)
EDGE = st.floats(-1e300, 1e300)


@given(st.floats(-2, 2), st.floats(-1, 3), st.integers(1, 300), st.integers(1, 100))
def test_there_and_back(x, y, width, height):
    column, row = HERE.to_cell(x, y, width, height)
    assert 0 <= column <= width
    assert 0 <= row <= height
    assert HERE.from_cell(column, row, width, height) == pytest.approx((x, y), abs=1e-9)


def test_corners_and_dots():
    assert HERE.to_cell(-2, 3, 80, 24) == (0, 0)
    assert HERE.to_cell(2, -1, 80, 24) == (80, 24)
    assert HERE.to_subcell(0, 1, 80, 24) == (80, 48)


def test_samples_stand_in_the_middle_of_dots_top_first():
    x, y = sample_axes(HERE, 2, 1)
    assert x.tolist() == [-1.5, -0.5, 0.5, 1.5]
    assert y.tolist() == [2.5, 1.5, 0.5, -0.5]


def test_zoom_keeps_what_it_is_about():
    near = HERE.zoomed(4, about=(1, 1))
    assert near.to_cell(1, 1, 80, 24) == HERE.to_cell(1, 1, 80, 24)
    assert near.x1 - near.x0 == 1
    assert near.zoomed(0.25, about=(1, 1)) == HERE
    assert HERE.panned(0.5, -0.25) == Viewport(0, 4, -2, 2)


@given(EDGE, EDGE, st.floats(1e-12, 1e12), st.integers(1, 400))
def test_zoom_and_pan_never_leave_the_numbers(x, y, factor, times):
    viewport = Viewport.fitted([(x, y)])
    for _ in range(min(times, 40)):
        viewport = viewport.zoomed(factor).panned(0.7, -0.7)
    assert viewport.x0 < viewport.x1
    assert np.isfinite([viewport.x0, viewport.x1, viewport.y0, viewport.y1]).all()


def test_fitted_holds_its_points():
    viewport = Viewport.fitted([(0, 0), (4, 1), (np.nan, 2), (np.inf, 0)])
    assert (viewport.x0, viewport.x1) == pytest.approx((-0.32, 4.32))
    assert (viewport.y0, viewport.y1) == pytest.approx((-0.08, 1.08))
    assert Viewport.fitted(np.empty((0, 2))) == Viewport(-1, 1, -1, 1)


@pytest.mark.parametrize(
    "bad", [(1, 1, 0, 1), (0, 1, 2, 1), (np.nan, 1, 0, 1), (0, np.inf, 0, 1), (1e16, 1e16 + 2, 0, 1)]
)
def test_what_cannot_be_shown_is_refused(bad):
    with pytest.raises(ValueError, match="nothing can be shown"):
        Viewport(*bad)
