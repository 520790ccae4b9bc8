"""Curves: the dots of plotext, without plotext."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import plotext
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from descent_tui.pictures.look import Look
from descent_tui.pictures.plot import Mark, Series, canvas, inside, plot
from descent_tui.pictures.scale import Scale
from descent_tui.pictures.stipple import stroke, walked

LOOK = Look()
UNIT = Scale(0.0, 1.0)


def drawn(width, height, series, look=LOOK, **more):
    more = {"x": UNIT, "y": UNIT, **more}
    return plot(width, height, series, look, **more)


def test_importing_it_imports_neither_plotext_nor_a_terminal_library():
    modules = ["plot", "curve", "curve_map", "slopes", "mountain"]
    code = (
        f"import sys, importlib; [importlib.import_module('descent_tui.pictures.' + m) for m in {modules}];"
        "print([m for m in ('plotext', 'textual', 'rich') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def by_plotext(width, height, x, y, marker):
    plotext.clear_figure()
    plotext.limitsize(False, False)
    plotext.plotsize(width, height)
    plotext.frame(False)
    plotext.xfrequency(0)
    plotext.yfrequency(0)
    plotext.xlim(0, 1)
    plotext.ylim(0, 1)
    plotext.plot(x, y, marker=marker)
    text = plotext.uncolorize(plotext.build())
    plotext.clear_figure()
    return text.split("\n")[:height]


@pytest.mark.parametrize(("look", "marker"), [(LOOK, "braille"), (Look(ascii=True), "*")], ids=["dots", "ascii"])
@given(
    points=st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=2, max_size=6),
    width=st.integers(2, 40),
    height=st.integers(2, 12),
)
@settings(max_examples=40, deadline=None)
def test_the_dots_are_those_of_plotext(look, marker, points, width, height):
    x, y = map(list, zip(*points, strict=True))
    ours = drawn(width, height, [Series(x, y, 7)], look, axes=False)
    assert ours.lines() == by_plotext(width, height, x, y, marker)


def test_it_is_as_large_as_asked_away_from_a_terminal():
    raster = drawn(180, 50, [Series([0, 1], [0, 1], 7)], axes=False)
    assert raster.glyph[0, -1] != 32
    assert raster.glyph[-1, 0] != 32


def test_lines_have_the_colours_they_were_given():
    raster = drawn(20, 5, [Series([0, 1], [0, 0], 0x112233), Series([0, 1], [1, 1], 0x445566)], axes=False)
    assert set(raster.fg[-1]) == {0x112233}
    assert set(raster.fg[0]) == {0x445566}


def test_a_ramp_colours_a_line_by_its_height():
    raster = drawn(12, 4, [Series([0, 1], [0, 1], np.array([1, 2], np.int32))], axes=False)
    painted = raster.glyph != 32
    assert set(raster.fg[0][painted[0]]) == {2}
    assert set(raster.fg[-1][painted[-1]]) == {1}


def test_crossing_lines_keep_each_others_dots():
    up, down = Series([0, 1], [0, 1], 1), Series([0, 1], [1, 0], 2)
    both, first, second = (drawn(9, 3, s, axes=False).glyph for s in ([up, down], [up], [down]))
    middle = (1, 4)
    assert both[middle] == first[middle] | second[middle]


def test_what_is_not_finite_is_a_gap():
    y = np.array([0.5, 0.5, np.nan, 0.5, 0.5])
    raster = drawn(40, 3, [Series(np.linspace(0, 1, 5), y, 1)], axes=False)
    assert (raster.glyph[:, 14:26] == 32).all()
    assert (raster.glyph[1, :8] != 32).all()


def test_ascii_is_ascii():
    raster = drawn(40, 12, [Series([0, 1], [0, 1], -1)], Look(ascii=True, depth="none"), x_name="x")
    assert "".join(raster.lines()).isascii()
    assert (raster.fg == -1).all()


def test_a_mark_stands_on_the_line_it_belongs_to():
    raster = drawn(37, 9, [Series([0, 1], [0, 1], 1)], marks=[Mark(0.5, 0.5, "@", 2)])
    without = drawn(37, 9, [Series([0, 1], [0, 1], 1)])
    (row,), (column,) = np.nonzero(raster.glyph == ord("@"))
    assert without.glyph[row, column] >= 0x2800


@pytest.mark.parametrize("width", [30, 31])
@pytest.mark.parametrize("height", [7, 8, 11])
def test_a_mark_hides_the_dot_of_a_single_point_wherever_it_falls_between_two_dots(width, height):
    for half in range(1, 8):
        y = half / 8
        raster = drawn(width, height, [Series([0.5], [y], 1)], marks=[Mark(0.5, y, "@", 2)], axes=False)
        assert not (raster.glyph >= 0x2800).any(), y


@pytest.mark.parametrize("ascii_only", [False, True])
@given(width=st.integers(1, 60), height=st.integers(1, 20), low=st.floats(-1e300, 1e300), length=st.floats(0, 1e300))
@settings(max_examples=25, deadline=None)
def test_every_size_and_range_is_drawn(ascii_only, width, height, low, length):
    y = Scale.around(low, low + length)
    raster = drawn(width, height, [Series([0, 1], [y.low, y.high], 1)], Look(ascii=ascii_only), y=y, x_name="x")
    assert raster.glyph.shape == (height, width)
    assert "\n" not in "".join(raster.lines())


def test_labels_never_run_into_each_other():
    for width in range(12, 120, 7):
        for span in (0.07, 3, 41, 1e4, 3e9):
            raster = drawn(width, 12, [], x=Scale(-span, span), y=Scale(-span, span))
            inner = canvas(width, 12, Scale(-span, span), Scale(-span, span), LOOK)
            for text in raster.lines()[-1][inner.left :].split():
                float(text.replace("−", "-"))


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=2, max_size=8))
@settings(max_examples=60, deadline=None)
def test_clipping_keeps_exactly_what_is_inside(points):
    at = np.array(points)
    x, y = inside(at[:, 0], at[:, 1])
    kept = np.stack([x, y], axis=1)
    assert not len(kept) or np.nanmin(kept, initial=0) >= 0
    assert not len(kept) or np.nanmax(kept, initial=1) <= 1
    fine = walked(at, 0.01)
    fine = fine[((fine >= 0.02) & (fine <= 0.98)).all(axis=1)]
    dots = stroke(kept, 20, 10) if len(kept) else np.zeros((40, 40), bool)
    for column, row in (np.floor(0.5 + fine * 39)).astype(int):
        near = dots[max(39 - row - 1, 0) : 39 - row + 2, max(column - 1, 0) : column + 2]
        assert near.any()


@pytest.mark.parametrize(
    ("scale", "count", "labels"),
    [
        (Scale(0, 10), 3, ["0", "5", "10"]),
        (Scale(-1.2, 2.3), 4, ["−1", "0", "1", "2"]),
        (Scale(18.5, 24), 3, ["20", "22", "24"]),
        (Scale(0, 0.05), 3, ["0", "0.02", "0.04"]),
        (Scale(1e-4, 1e4, log=True), 3, ["10⁻³", "10⁰", "10³"]),
        (Scale(0.5, 200, log=True), 4, ["1", "10", "100"]),
        (Scale(1.5, 8, log=True), 3, ["2", "5"]),
        (Scale(-3e57, 3e57), 3, ["−2e57", "0", "2e57"]),
        (Scale(0.6618, 0.6632), 4, ["0.6620", "0.6625", "0.6630"]),  # not 6.620e−1
        (Scale(0.662, 0.66205), 4, ["0.66200", "0.66202", "0.66204"]),
        (Scale(0, 1e-7), 4, ["0", "5e−8", "1e−7"]),
        (Scale(999.99999, 1000.00001), 4, ["−5e−6", "1000", "+5e−6", "+1e−5"]),  # how far from the one written whole
        (Scale(1e9, 1e9 + 20), 2, ["1e9", "+20"]),
        (Scale(-1e6, -1e6 + 0.01), 2, ["−1e6", "+0.01"]),
        (Scale(0.66123451, 0.66123459), 4, ["0.66123452", "+2e−8", "+4e−8", "+6e−8"]),
    ],
)
def test_ticks_are_round_and_short(scale, count, labels):
    assert [label for _, label in scale.ticks(count)] == labels


@given(low=st.floats(-1e12, 1e12), length=st.floats(1e-6, 1e12), count=st.integers(1, 9))
@settings(max_examples=100, deadline=None)
def test_ticks_lie_on_the_axis_and_their_labels_differ(low, length, count):
    scale = Scale.around(low, low + length)
    ticks = scale.ticks(count, plain=True)
    assert len(ticks) <= count
    places = scale.place([number for number, _ in ticks])
    assert ((places >= -1e-6) & (places <= 1 + 1e-6)).all()
    if length > 1e-4 * abs(low):
        assert len({label for _, label in ticks}) == len(ticks)
    assert all(label not in {"-0", "-0.0"} for _, label in ticks)
