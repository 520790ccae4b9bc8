"""Levels: monotone whatever the values, and fair to valleys, needles and giants."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from landscapes import LANDSCAPES, heights

from descent_tui.pictures.levels import UNKNOWN, Levels, bands

ANY = arrays(np.float64, st.tuples(st.integers(1, 12), st.integers(1, 12)), elements=st.floats(width=64))


@given(ANY)
def test_heights_are_monotone_and_bounded(z):
    t = Levels.of(z)(z)
    finite = np.isfinite(z)
    assert (np.isnan(t) == ~finite).all()
    order = np.argsort(z[finite], kind="stable")
    assert (np.diff(t[finite][order]) >= 0).all()
    assert ((t[finite] >= 0) & (t[finite] <= 1)).all()


@given(ANY, st.integers(1, 40))
def test_bands_are_in_range_and_monotone(z, n):
    found = bands(z, n)
    finite = np.isfinite(z)
    assert (found[~finite] == UNKNOWN).all()
    assert ((found[finite] >= 0) & (found[finite] < n)).all()
    order = np.argsort(z[finite], kind="stable")
    assert (np.diff(found[finite][order]) >= 0).all()


@pytest.mark.parametrize("name", LANDSCAPES)
def test_value_is_the_inverse(name):
    levels = Levels.of(heights(name, 40, 12))
    t = np.linspace(0, 1, 33)
    assert levels(levels.value(t)) == pytest.approx(t, abs=1e-6)
    assert (np.diff(levels.edges(24)) > 0).all()


@pytest.mark.parametrize("name", LANDSCAPES)
def test_bands_end_at_the_edges(name):
    z = heights(name, 40, 12)
    levels = Levels.of(z)
    known = np.isfinite(z)
    assert (levels.bands(z, 12)[known] == levels.bands(z, 24)[known] // 2).all()  # a line is an edge of the fill
    between = np.abs(levels(z)[known] * 24 % 1 - 0.5) < 0.49
    assert (levels.bands(z, 24)[known][between] == (levels(z)[known] * 24).astype(int)[between]).all()


def test_rings_of_a_bowl_stand_equally_far_apart():
    x = np.linspace(-1, 1, 401)
    z = x[None, :] ** 2 + x[:, None] ** 2
    radii = np.sqrt(Levels.of(z).edges(12))
    gaps = np.diff(radii[radii < 1])
    assert gaps.max() < 1.7 * gaps.min()


def test_the_floor_of_a_valley_is_not_one_flat_colour():
    z = heights("rosenbrock", 100, 30)
    floor = bands(z, 24)[z < 0.01 * z.max()]
    assert len(np.unique(floor)) >= 5


def test_a_needle_in_a_plain_is_seen_and_the_plain_is_calm():
    z = heights("easom", 100, 30)
    found = bands(z, 24)
    assert len(np.unique(found)) >= 18
    assert (found == np.bincount(found.ravel()).argmax()).mean() > 0.9


def test_giants_hide_nothing():
    z = heights("himmelblau", 60, 20)
    giant = np.where(z > 500, z**19, z)
    assert giant.max() > 1e57
    assert len(np.unique(bands(giant, 24)[z <= 500])) >= 8


def test_one_pole_downwards_hides_nothing():
    z = heights("himmelblau", 60, 20)
    z[3, 3] = -1e57
    assert len(np.unique(bands(z, 24))) >= 20


POLES = {
    "sec x + y²": lambda x, y: 1 / np.cos(x) + y**2,
    "y tan x": lambda x, y: y * np.tan(x),
    "1/x + y²": lambda x, y: 1 / x + y**2,
    "1/x − 1/y": lambda x, y: 1 / x - 1 / y,
    "1/(xy)": lambda x, y: 1 / (x * y),
    "1/(1 − xy)": lambda x, y: 1 / (1 - x * y),
    "1e-9/(x − y) in a grid that meets it": lambda x, y: 1e-9 / (np.round(x, 2) - np.round(y, 2)),
}


@pytest.mark.parametrize("name", POLES)
@pytest.mark.parametrize("size", [(104, 68), (110, 72), (200, 160)])
def test_poles_on_both_sides_leave_levels_to_what_lies_between(name, size):
    x, y = np.linspace(-3, 3, size[0]), np.linspace(-2.9, 2.9, size[1])
    with np.errstate(divide="ignore"):
        z = POLES[name](x[None, :], y[:, None])
    low, high = np.quantile(z[np.isfinite(z)], [0.05, 0.95])
    assert len(np.unique(bands(z, 24)[(z >= low) & (z <= high)])) >= 8


SINKS = {
    "−1/r²": lambda x, y: -1 / (x**2 + y**2),
    "−1/r⁴ in a grid that meets it": lambda x, y: -1 / (np.round(x, 2) ** 2 + np.round(y, 2) ** 2) ** 2,
    "−1/x² + y": lambda x, y: -1 / (x + 0.02) ** 2 + y,
    "−1/|xy|": lambda x, y: -1 / np.abs(x * y),
}


@pytest.mark.parametrize("name", SINKS)
@pytest.mark.parametrize("size", [(62, 44), (110, 72), (200, 160)])
def test_a_pole_downwards_leaves_levels_to_what_lies_above(name, size):
    x, y = np.linspace(-3, 3, size[0]), np.linspace(-3, 3, size[1])
    with np.errstate(divide="ignore"):
        z = SINKS[name](x[None, :], y[:, None])
    low, high = np.quantile(z[np.isfinite(z)], [0.05, 0.95])
    assert len(np.unique(bands(z, 24)[(z >= low) & (z <= high)])) >= 6


def test_a_minimum_in_a_plain_is_no_pole():
    x, y = np.linspace(-3, 3, 110)[None, :], np.linspace(-3, 3, 72)[:, None]
    z = -10 * np.exp(-10 * (x**2 + y**2)) + 1e-3 * x
    assert Levels.of(z).low == z.min()


def test_a_hill_and_a_hollow_in_a_plain_are_no_poles():
    x, y = np.linspace(-12, 12, 200)[None, :], np.linspace(-12, 12, 120)[:, None]
    z = 10 * x * np.exp(-(x**2) - y**2)
    levels = Levels.of(z)
    assert (levels.low, levels.high) == (z.min(), z.max())


def test_negative_values_are_values():
    z = heights("himmelblau", 30, 10)
    assert (bands(z - 1e4, 24) == bands(z, 24)).mean() > 0.999


def test_a_constant_ground_is_one_band_in_the_middle():
    assert set(bands(np.full((4, 4), 7.5), 24).ravel().tolist()) == {12}
    assert np.unique(Levels.of(np.full(4, 7.5))(np.full(4, 7.5))).tolist() == [0.5]


def test_nothing_finite_is_unknown():
    assert (bands(np.full((4, 4), np.nan), 24) == UNKNOWN).all()
