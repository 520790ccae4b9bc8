"""Slices, the loss, the landscape of one variable and the pair of slopes: what they show and that they always do."""

from __future__ import annotations

import math
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from descent_tui.pictures.curve import heights, slice_picture, through
from descent_tui.pictures.curve_map import curve_map
from descent_tui.pictures.look import DEPTHS, Look
from descent_tui.pictures.loss import Curve, decimated, losses_picture
from descent_tui.pictures.plot import Series, canvas, plot
from descent_tui.pictures.poles import parted
from descent_tui.pictures.scale import Scale
from descent_tui.pictures.slopes import Cut, in_words, two_slopes

GOLDEN = Path(__file__).parent / "golden"
LOOK = Look()
PLAIN = Look(depth="none", ascii=True)
T = np.linspace(-2, 2, 161)


def golden(name, raster):
    """Compare with the picture kept as text; DESCENT_TUI_GOLDEN=write keeps the new one, to be looked at in the diff."""
    text = "".join(line.rstrip() + "\n" for line in raster.lines())
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("DESCENT_TUI_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def valley(x):
    return (1 - x) ** 2 + 100 * (1 - x * x) ** 2


def double_well(x):
    return x**4 / 4 - x**2 + 0.4 * x + 2


def a_slice(width, height, look=LOOK, **more):
    return slice_picture(width, height, look, T, valley(T), -1.2, 24.2, -215.6, "x", **more)


def loss_picture(width, height, look, values, at=None, **more):
    f = np.atleast_1d(np.asarray(values, np.float64))
    head = len(f) - 1 if at is None else min(max(at, 0), len(f) - 1)
    rows = look.line(16) if look.depth != "none" else look.colours.ink
    inks = {"glyph": look.glyphs.head, "ink": look.colours.head}
    return losses_picture(width, height, look, [Curve(np.arange(len(f)) * 1.0, f, rows, head=head, **inks)], **more)


def a_loss(width, height, look=LOOK, **more):
    return loss_picture(width, height, look, 24.2 * 0.9 ** np.arange(60), **more)


def a_map(width, height, look=LOOK):
    way = np.array([1.8, 1.4, 1.2])
    path = np.stack([way, double_well(way)], axis=1)
    end = (1.2, float(double_well(1.2)))
    return curve_map(
        width, height, look, T, double_well(T), path=path, head=end, slope=-0.272, minima=[(-1.5, double_well(-1.5))]
    )


def a_pair(width, height, look=LOOK):
    y = np.linspace(-1, 3, 161)
    across = Cut("x", T, valley(T), -1.2, 24.2, -215.6)
    along = Cut("y", y, 4.84 + 100 * (y - 1.44) ** 2, 1.0, 24.2, -88.0, frozen=True)
    return two_slopes(width, height, look, across, along)


PICTURES = {"slice": a_slice, "loss": a_loss, "curve-map": a_map, "two-slopes": a_pair}


@pytest.mark.parametrize("kind", PICTURES)
@pytest.mark.parametrize("look", [Look(depth="none"), PLAIN], ids=["dots", "ascii"])
def test_golden(kind, look):
    width, height = {"slice": (36, 9), "loss": (36, 9), "curve-map": (56, 14), "two-slopes": (72, 14)}[kind]
    raster = PICTURES[kind](width, height, look)
    golden(f"{kind}-{'ascii' if look.ascii else 'dots'}", raster)


@pytest.mark.parametrize("kind", PICTURES)
@given(width=st.integers(0, 70), height=st.integers(0, 20), depth=st.sampled_from(DEPTHS), ascii_only=st.booleans())
@settings(max_examples=20, deadline=None)
def test_every_size_is_drawn(kind, width, height, depth, ascii_only):
    raster = PICTURES[kind](width, height, Look(depth=depth, ascii=ascii_only))
    assert raster.glyph.shape == (height, width)
    if ascii_only:
        assert "".join(raster.lines()).isascii()
    if depth == "none":
        assert (raster.fg == -1).all()
        assert (raster.bg == -1).all()


numbers = st.floats(allow_nan=True, allow_infinity=True)


@given(f=st.lists(numbers, min_size=1, max_size=30), at=st.floats(-3, 3), value=numbers, slope=numbers)
@settings(max_examples=60, deadline=None)
def test_no_values_are_too_wild(f, at, value, slope):
    t = np.linspace(-1, 1, len(f))
    assert slice_picture(30, 7, LOOK, t, f, at, value, slope, "x").width == 30
    assert loss_picture(30, 7, LOOK, f, floor=f[0] if math.isfinite(f[0]) else 0.0).width == 30
    assert curve_map(40, 10, LOOK, t, f, path=[(at, value)], head=(at, value), slope=slope).width == 40


@pytest.mark.parametrize("size", [(30, 5), (36, 8), (60, 15), (180, 20)])
def test_the_ball_is_seen_on_its_curve(size):
    raster, without = a_slice(*size), slice_picture(*size, LOOK, T, valley(T), 9.0, 24.2, -215.6, "x")
    rows, columns = np.nonzero(raster.glyph == ord("●"))
    assert len(rows) == 1
    around = without.glyph[rows[0] - 1 : rows[0] + 2, columns[0] - 1 : columns[0] + 2]
    assert (around >= 0x2800).any()


def test_the_slope_is_told_as_given_not_as_drawn():
    assert slice_picture(40, 9, LOOK, T, T * T, 1, 1, 12345.0, "x").lines()[0].startswith("slope ∂f/∂x = 12345")


def test_a_number_is_never_cut_short_while_words_can_go():
    said = [slice_picture(width, 9, LOOK, T, T * T, 1, 1, -12345.0, "x").lines()[0].strip() for width in (22, 16, 9)]
    assert said == ["slope ∂f/∂x = −12345", "∂f/∂x = −12345", "−12345"]
    narrow = a_pair(50, 12).lines()
    assert "downhill is East." in " ".join(line[:23].strip() for line in narrow)


def test_the_tangent_has_the_colour_of_its_partial_and_a_frozen_slice_has_none():
    second = LOOK.colours.second
    assert (a_slice(40, 10, colour=second).fg[1:] == second).any()
    held = a_slice(40, 10, frozen=True, colour=second)
    assert not (held.fg == second).any()
    assert "frozen at −1.2" in held.lines()[0]


def test_a_tangent_is_as_steep_as_the_slope_says():
    raster = slice_picture(80, 21, PLAIN, [-1, 1], [0, 0], 0.0, 0.0, 0.0, "x")
    rows, _ = np.nonzero(raster.glyph[1:-2, 6:] == ord("-"))
    assert len(set(rows)) == 1
    rising = slice_picture(80, 21, PLAIN, T, -T, 0.0, 0.0, 1.0, "x")
    rows, columns = np.nonzero((rising.glyph == ord("-")) & (np.arange(80) > 4) & (np.arange(21) < 19)[:, None])
    assert np.corrcoef(rows, columns)[0, 1] < -0.95


@pytest.mark.parametrize(
    ("f", "value", "low", "high"),
    [
        (T * T, 0.25, 0, 4),  # a bowl is shown whole
        (-np.exp(-((T - 1) ** 2) * 400), 0.0, -1, 0),  # a needle is never cut off
        (np.exp(60 * np.abs(T)), 1.0, 1, 1e45),  # a wall is
    ],
)
def test_heights_show_the_shape(f, value, low, high):
    scale = heights(f, value)
    assert scale.low <= low
    assert scale.high < high + 0.2 * (high - low) + 0.1
    assert scale.low >= low - 0.1 * (high - low) - 0.1


@pytest.mark.parametrize("f", [np.tan(1.6 * T), 1 / (T + 0.003), 1 / np.cos(2.1 * T)], ids=["tan", "1/x", "sec"])
def test_between_poles_the_curve_is_seen(f):
    scale = heights(f, float(f[0]))
    low, high = np.quantile(f, [0.05, 0.95])
    assert scale.low < low
    assert high < scale.high
    assert scale.high - scale.low < 3 * (high - low)


@pytest.mark.parametrize(
    ("f", "poles"),
    [
        (np.tan(1.6 * T), [-np.pi / 3.2, np.pi / 3.2]),
        (1 / (T + 0.003), [-0.003]),
        (T * T, []),
        (1 / (T + 0.003) ** 2, []),  # there it comes back from where it went
        (np.sign(T) * 3 + T, []),
        (np.full(len(T), np.nan), []),
    ],
)
def test_no_line_is_drawn_across_a_pole(f, poles):
    t, parts = parted(T, f)
    gaps = t[np.isin(t, T, invert=True)]
    assert gaps == pytest.approx(poles, abs=0.03)
    kept = np.isin(t, T)
    np.testing.assert_array_equal(t[kept], T)
    np.testing.assert_array_equal(parts[kept], f)
    assert np.isnan(parts[~kept]).all()


def test_the_ball_is_always_between_the_heights():
    for value in (-1e9, 0.0, 3.0, 1e9):
        scale = heights(T * T, value)
        assert scale.low <= value < scale.high


@pytest.mark.parametrize(
    ("values", "floor", "said"),
    [
        ([24, 2, 0.3], 0.0, "f, log scale"),
        ([24, 2, 0.0], 0.0, "f, log scale"),
        ([24, 2, -0.3], 0.0, "f, linear scale"),
        ([24, 2, -0.3], -1.0, "f + 1, log scale"),
        ([24, 2, 1.3], 1.0, "f − 1, log scale"),
        ([3, 2.9, 2.8], 0.0, "f, linear scale"),
        ([1.0, math.nan, math.inf, 1e200], 0.0, "f, log scale"),
    ],
)
def test_the_loss_says_its_scale(values, floor, said):
    assert loss_picture(40, 9, LOOK, values, floor=floor).lines()[0].rstrip() == said


def test_the_current_step_is_marked():
    def place(at):
        raster = a_loss(60, 9, at=at)
        return np.argwhere(raster.glyph == ord("◆")).tolist()

    assert place(None) == place(59)
    assert len(place(0)) == len(place(30)) == 1
    assert place(0)[0][1] < place(30)[0][1] < place(59)[0][1]


def test_one_more_step_repaints_few_cells():
    f = 24.2 * 0.9 ** np.arange(60)
    before, after = loss_picture(36, 8, LOOK, f[:50]), loss_picture(36, 8, LOOK, f[:51])
    assert (before.glyph != after.glyph).sum() <= 3


@given(st.lists(st.floats(-1e6, 1e6) | st.just(math.nan), min_size=1, max_size=400), st.integers(8, 60))
@settings(max_examples=60, deadline=None)
def test_decimation_keeps_extremes_ends_and_order(values, count):
    f = np.array(values)
    steps, kept = decimated(f, count)
    assert len(steps) <= max(count, 8)
    assert (np.diff(steps) > 0).all()
    assert (steps[0], steps[-1]) == (0, len(f) - 1)
    np.testing.assert_array_equal(kept, f[steps.astype(int)])
    if np.isfinite(f).any():
        assert np.nanmin(kept) == np.nanmin(f)
        assert np.nanmax(kept) == np.nanmax(f)


def test_the_ground_below_a_curve_is_filled_and_the_air_is_not():
    raster = curve_map(60, 16, LOOK, T, T * T)
    fill = set(LOOK.fill(24).tolist())
    middle = raster.bg[:13, 32]
    assert not fill & set(middle[:8].tolist())
    assert raster.bg[12, 8] in fill
    assert raster.bg[12, 55] in fill


def test_all_iterates_and_the_minimum_are_marked():
    raster = a_map(80, 24)
    for glyph in "○◆✕":
        assert (raster.glyph == ord(glyph)).sum() == 1


@pytest.mark.parametrize(
    ("slope", "direction", "said"),
    [
        (-215.6, 0, "Climbs to the West, 215.6 for each 1 of x; downhill is East."),
        (2.0, 1, "Climbs to the North, 2 for each 1 of x; downhill is South."),
        (0.0, 0, "Flat along x here: a step goes neither East nor West."),
        (math.nan, 1, "The slope along x is not defined here."),
    ],
)
def test_a_slope_in_words(slope, direction, said):
    assert in_words(Cut("x", T, T, 0.0, 0.0, slope), direction) == said


@pytest.mark.parametrize(("width", "height"), [(24, 5), (32, 5), (33, 9)])
def test_the_ball_lies_on_the_dots_of_the_curve(width, height):
    look, x, y = Look(depth="none"), Scale(-2.0, 2.0), Scale(-2.0, 2.0)
    t, inner, missed = np.linspace(-2.0, 2.0, 2 * width - 3), canvas(width, height, x, y, look), 0
    for at in np.linspace(-1.9, 1.9, 77).tolist():
        f = math.sin(3 * at)
        cell = inner.row(f), inner.column(at)
        plain = plot(width, height, [Series(t, np.sin(3 * t), 1)], look, x=x, y=y)
        drawn = plot(width, height, [Series(*through(t, np.sin(3 * t), at, f, 1.0), 1)], look, x=x, y=y)
        assert drawn.glyph[cell] > 0x2800
        missed += plain.glyph[cell] <= 0x2800
    assert missed > 0, "without its point the curve goes past it"


def test_a_ball_that_is_not_on_the_curve_does_not_bend_it():
    t = np.linspace(0.0, 1.0, 9)
    for at, value in ((0.3, 5.0), (-1.0, -1.0), (2.0, 2.0), (0.3, math.nan)):
        assert through(t, t, at, value, 0.5) == (t, t)
