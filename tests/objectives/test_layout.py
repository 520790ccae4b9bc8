"""The names of a network's weights: where they lie, and the patterns that select them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from descent_tui.objectives.names import UnknownVariable
from descent_tui.objectives.net.layout import Layout

SMALL = Layout([2, 3, 2])
MILLION = Layout([64, 1026, 900, 10])


def named(pattern, layout=SMALL):
    return [layout.name(i) for i in layout.match(pattern)]


def test_a_million_is_exactly_a_million():
    assert MILLION.count == 1_000_000
    assert MILLION.name(0) == "W1[1,1]"
    assert MILLION.name(999_999) == "b3[10]"
    assert MILLION.index("W2[7,9]") == 64 * 1026 + 1026 + 6 * 900 + 8


def test_names_and_indices_are_inverse():
    names = list(SMALL)
    assert len(set(names)) == SMALL.count == 17
    assert [SMALL.index(name) for name in names] == list(range(17))
    for i in (0, 65_663, 65_664, 66_689, 66_690, 990_089, 990_090, 999_990):
        assert MILLION.index(MILLION.name(i)) == i


def test_a_name_is_the_entry_of_the_view():
    """W1[i,j] leads from input i to unit j: row i − 1, column j − 1 of the first matrix."""
    theta = np.arange(17.0)
    first, second = SMALL.weights(theta)
    assert first[1, 2] == SMALL.index("W1[2,3]")
    assert second[2, 0] == SMALL.index("W2[3,1]")
    assert SMALL.biases(theta)[1][1] == SMALL.index("b2[2]")
    assert all(np.shares_memory(part, theta) for part in (first, second, *SMALL.biases(theta)))


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("W2[3,1]", ["W2[3,1]"]),
        ("W2[3,*]", ["W2[3,1]", "W2[3,2]"]),
        ("W2[*,2]", ["W2[1,2]", "W2[2,2]", "W2[3,2]"]),
        ("W2[2..3, 1]", ["W2[2,1]", "W2[3,1]"]),
        ("W1[1..2,2..3]", ["W1[1,2]", "W1[1,3]", "W1[2,2]", "W1[2,3]"]),
        ("b2", ["b2[1]", "b2[2]"]),
        ("b1[2..3]", ["b1[2]", "b1[3]"]),
        ("b*", ["b1[1]", "b1[2]", "b1[3]", "b2[1]", "b2[2]"]),
        ("unit 2 of layer 1", ["W1[1,2]", "W1[2,2]", "b1[2]"]),
        ("b2[1], W1[1,1]", ["W1[1,1]", "b2[1]"]),
        ("b1[1], unit 1 of layer 2", ["b1[1]", "W2[1,1]", "W2[2,1]", "W2[3,1]", "b2[1]"]),
        ("all but W*, b1", ["b2[1]", "b2[2]"]),
    ],
)
def test_patterns(pattern, wanted):
    assert named(pattern) == wanted


@pytest.mark.parametrize(
    ("pattern", "same"),
    [("W1", "W1[*]"), ("W1[*,*]", "W1"), ("layer 2", "W2, b2"), ("layer 1..2", "all"), ("W*, b*", "*"), ("*", "all")],
)
def test_patterns_that_mean_the_same(pattern, same):
    assert SMALL.match(pattern).tolist() == SMALL.match(same).tolist()


def test_a_large_pattern_is_sorted_and_counted():
    assert len(MILLION.match("layer 2")) == 1026 * 900 + 900
    assert len(MILLION.match("all but W2[7,9]")) == 999_999
    found = MILLION.match("unit 5 of layer 2, W2[*,5], b2[1..10]")
    assert len(found) == 1026 + 10
    assert (np.diff(found) > 0).all()


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("w1[1,1]", "did you mean W1[1,1]?"),
        ("W3[1,1]", "the variables are W1[1,1] … W1[2,3], b1[1] … b1[3]"),
        ("W1[0,1]", "W1[0,1] is outside W1[1,1] … W1[2,3]"),
        ("W1[1,4]", "is outside W1[1,1] … W1[2,3]"),
        ("W1[1]", "two numbers, such as W1[1,1]"),
        ("b1[1,1]", "one number, such as b1[1]"),
        ("W1[1,-1]", "there is no variable 'W1[1,-1]'"),
        ("W1[x,1]", "there is no variable"),
        ("layer 3", "the layers are 1 to 2"),
        ("unit 9 of layer 1", "the units of layer 1 are 1 to 3"),
        ("unit 1 of layer 0", "the layers are 1 to 2"),
        ("", "there is no variable"),
        ("all but nothing", "there is no variable 'nothing'"),
    ],
)
def test_what_fits_nothing_is_said_in_words(pattern, said):
    with pytest.raises(UnknownVariable) as refused:
        SMALL.match(pattern)
    assert said in str(refused.value)


def test_one_name_is_wanted_where_one_is_needed():
    with pytest.raises(UnknownVariable, match="W1 names 6 variables; one is needed, such as W1"):
        SMALL.index("W1")


def test_places_are_those_of_the_names():
    assert SMALL.place(SMALL.index("W2[3,2]")) == (1, 2, 1)
    assert SMALL.place(SMALL.index("b1[3]")) == (0, None, 2)
    for wrong in (-1, 17):
        with pytest.raises(IndexError):
            SMALL.place(wrong)
    assert sum(math.prod(shape) for shape in SMALL.blocks().values()) == SMALL.count
