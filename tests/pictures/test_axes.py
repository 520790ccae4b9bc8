"""Axes: labels that never touch, no minus zero, and the map's region inside."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from landscapes import LANDSCAPES, golden, heights

from descent_tui.pictures.axes import frame
from descent_tui.pictures.ground import ground
from descent_tui.pictures.look import Look
from descent_tui.pictures.viewport import Viewport

LOOK = Look()


def framed_map(name, width, height, look):
    _, viewport = LANDSCAPES[name]
    framed = frame(width, height, viewport, look, ("x", "y"))
    framed.raster.paste(ground(heights(name, framed.width, framed.height), look), framed.x, framed.y)
    return framed.raster


@pytest.mark.parametrize("name", ["bowl", "rosenbrock"])
def test_golden(name):
    golden(f"axes-{name}-dots", framed_map(name, 56, 16, Look(depth="none")))
    golden(f"axes-{name}-ascii", framed_map(name, 56, 16, Look(depth="none", ascii=True)))


def test_ticks_stand_at_their_numbers():
    viewport = Viewport(-2, 2, -1, 3)
    framed = frame(90, 26, viewport, LOOK, ("x", "y"))
    lines = framed.raster.lines()
    ticks = [m.start() for m in re.finditer("┬", lines[framed.height])]
    numbers = [float(n.replace("−", "-")) for n in lines[framed.height + 1].replace("x", "").split()]
    values = [viewport.from_cell(c - framed.x + 0.5, 0, framed.width, framed.height)[0] for c in ticks]
    assert len(numbers) >= 4
    for number in numbers:
        assert np.abs(np.array(values) - number).min() <= 4 / framed.width


def test_small_maps_keep_their_cells():
    framed = frame(20, 6, Viewport(-2, 2, -1, 3), LOOK, ("x", "y"))
    assert (framed.x, framed.y, framed.width, framed.height) == (0, 0, 20, 6)


EDGE = st.floats(-1e9, 1e9) | st.floats(-1e290, 1e290) | st.floats(-2, 2)


@given(st.integers(0, 130), st.integers(0, 45), EDGE, EDGE, st.floats(1e-3, 1e3), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_viewport_at_any_size(width, height, x, y, factor, ascii_only):
    viewport = Viewport.fitted([(x, y)]).zoomed(factor)
    framed = frame(width, height, viewport, Look(ascii=ascii_only), ("x[1]", "W2[7,9]"))
    assert framed.raster.glyph.shape == (height, width)
    assert framed.x + framed.width == width
    assert 0 <= framed.y + framed.height <= height
    lines = framed.raster.lines()
    inside = [line[framed.x :] for line in lines[framed.y : framed.y + framed.height]]
    assert "".join(inside).strip() == ""
    assert not re.search(r"[-−]0(\.0*)?(?![\d.])", " ".join(lines))
    assert not ascii_only or "".join(lines).isascii()


@given(EDGE, EDGE, st.integers(24, 130))
@settings(max_examples=100, deadline=None)
def test_labels_below_never_touch(x, spread, width):
    viewport = Viewport.fitted([(x, 0.0), (x + abs(spread), 1.0)])
    framed = frame(width, 12, viewport, LOOK, ("x", "y"))
    texts = framed.raster.lines()[-1].split()
    if framed.x:
        assert texts[-1] == "x"
        for text in texts[:-1]:
            float(text.replace("−", "-"))  # two that touch would not be a number
