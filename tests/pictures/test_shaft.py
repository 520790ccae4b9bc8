"""A line of a few dozen dots is the line that arrays would draw."""

from __future__ import annotations

import numpy as np
import pytest

from descent_tui.pictures import shaft, strokes
from descent_tui.pictures.look import Look
from descent_tui.pictures.raster import Raster


@pytest.mark.parametrize("look", [Look(), Look(depth="none"), Look(ascii=True)], ids=["colour", "plain", "ascii"])
@pytest.mark.parametrize("dotted", [False, True])
def test_a_shaft_is_the_stroke_between_its_ends(look, dotted):
    draw = np.random.default_rng(7)
    for _ in range(200):
        at, way = draw.uniform(40, 60, 2), draw.uniform(-30, 30, 2)
        by_dots, by_arrays = (Raster.blank(60, 30, 1, 2) for _ in range(2))
        shaft.draw(by_dots, (at[0], at[1]), (way[0], way[1]), 7, look, dotted=dotted, plain="-")
        bits = np.zeros((30, 60), np.uint8)
        ends = at[:, None] + way[:, None] * [0, 1]
        strokes.stroke(bits, *ends, wide=not dotted, dotted=np.array([dotted]))
        strokes.ink(by_arrays, bits, 7, look, "-")
        assert by_dots.lines() == by_arrays.lines()
        assert (by_dots.fg == by_arrays.fg).all()


def test_what_is_off_the_raster_is_left_out():
    raster = Raster.blank(4, 2, 1, 2)
    shaft.draw(raster, (1.0, 1.0), (500.0, 0.0), 7, Look(), dotted=False, plain="-")
    assert raster.lines() == ["⠰⠶⠶⠶", "    "]


def test_shafts_of_one_colour_join():
    raster = Raster.blank(2, 1, 1, 2)
    shaft.draw(raster, (0.0, 0.0), (3.0, 0.0), 7, Look(), dotted=True, plain="-")
    shaft.draw(raster, (0.0, 3.0), (3.0, 0.0), 7, Look(), dotted=True, plain="-")
    assert raster.lines() == ["⡁⢈"]
    shaft.draw(raster, (0.0, 3.0), (1.0, 0.0), 8, Look(), dotted=True, plain="-")
    assert raster.lines() == ["⣀⢈"]
