"""Partials counted by the bits of their numbers, against sorting and taking logarithms."""

from __future__ import annotations

import numpy as np
import pytest

from descent_tui.session.spread import CHUNK, TOP, decades, largest, spread

RNG = np.random.default_rng(3)
SIGNED = RNG.standard_normal(50_000) * 10.0 ** RNG.uniform(-9, 3, 50_000)


def test_every_partial_is_counted_once():
    numbers = np.concatenate([SIGNED, [0.0, -0.0, np.nan, np.inf, -np.inf, 5e-324]])
    found = spread(numbers)
    assert int(found.above.sum()) == int((SIGNED > 0).sum())
    assert int(found.below.sum()) == int((SIGNED < 0).sum())
    assert (found.zeros, found.lost, found.total) == (3, 3, len(numbers))


def test_a_partial_lies_in_the_bin_of_its_size():
    for size in (1.0, 1.5, 3e-7, 2e200, 1e-200, 0.1):
        found = spread(np.array([size, -size]))
        assert found.above.tolist() == found.below.tolist() == [1]
        assert abs(found.sizes()[0] / size - 1) <= 1 / 32


@pytest.mark.parametrize("share", [0.02, 0.25, 0.5, 0.9])
def test_quantiles_are_right_to_a_bin(share):
    found = spread(SIGNED)
    assert found.quantile(share) == pytest.approx(np.quantile(np.abs(SIGNED), share), rel=0.05)


@pytest.mark.parametrize("size", [3, TOP, 4 * CHUNK * TOP, 4 * CHUNK * TOP + 1, 200_000])
def test_the_largest_are_those_that_sorting_finds(size):
    numbers = RNG.standard_normal(size)
    order = np.argsort(-np.abs(numbers))[:TOP]
    assert largest(numbers).tolist() == order.tolist()


def test_the_largest_of_a_crowd_in_one_chunk_are_found():
    numbers = np.full(300_000, 1e-3)
    numbers[5000 : 5000 + 2 * TOP] = np.arange(1, 2 * TOP + 1)
    assert largest(numbers).tolist() == list(range(5000 + 2 * TOP - 1, 5000 + TOP - 1, -1))


def test_what_is_no_number_is_not_among_the_largest():
    assert largest(np.array([np.nan, 1.0, np.inf, 0.0, -2.0])).tolist() == [4, 1]


def test_a_gradient_of_zeros_has_no_largest_and_a_range_all_the_same():
    found = spread(np.zeros(30))
    assert (found.zeros, found.most, len(found.largest)) == (30, 0.0, 0)
    low, high = decades(found)
    assert low < high
