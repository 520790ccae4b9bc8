"""Numbers as the screen writes them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from descent_tui.session.numbers import fixed, length, show


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (-0.0, "0"), (2.0, "2"), (-215.6, "−215.6"), (0.001, "0.001"), (1.2345e57, "1.23e+57"),
     (-1e-9, "−1.00e−09"), (123456.0, "123456"), (math.inf, "∞"), (-math.inf, "−∞"), (math.nan, "nan")],
)  # fmt: skip
def test_a_number_is_short_and_has_a_true_minus(value, text):
    assert show(value) == text
    assert show(value, ascii=True).isascii()


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1.000"), (-0.0001, "−0.0001"), (-1e-5, "−1.00e−05"), (0.0, "0.000")]
)
def test_a_column_of_numbers_stands_still(value, text):
    assert fixed(value) == text


@pytest.mark.parametrize("scale", [1e-300, 1.0, 1e300])
def test_a_length_does_not_overflow(scale):
    assert length(np.array([3.0, -4.0]) * scale) == pytest.approx(5 * scale)


def test_lengths_at_the_edges():
    assert length(np.array([])) == 0.0
    assert math.isnan(length(np.array([1.0, math.nan])))
    assert length(np.array([math.inf, 1.0])) == math.inf
