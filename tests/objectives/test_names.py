"""Names of variables and the patterns that choose among them."""

from __future__ import annotations

import tracemalloc

import pytest

from descent_tui.objectives.names import Names, UnknownVariable, split_outside_brackets

NAMES = Names({"x": None, "w": 3, "W2": 12, "b": None})
"""x is 0, w is 1 … 3, W2 is 4 … 15, b is 16."""


def test_order_and_count():
    """Coordinates are the variables in declared order, a vector's entries one after the other, 1-based."""
    assert len(NAMES) == 17
    assert list(NAMES)[:5] == ["x", "w[1]", "w[2]", "w[3]", "W2[1]"]
    assert NAMES.name(16) == "b"
    assert [NAMES.index(name) for name in NAMES] == list(range(17))


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("x", [0]),
        ("w", [1, 2, 3]),
        ("w[2]", [2]),
        ("w[ 2 .. 3 ]", [2, 3]),
        ("w₂", [2]),
        ("all but w₁, W₂, x", [2, 3, 16]),
        ("w[*]", [1, 2, 3]),
        ("W2[12]", [15]),
        ("W*", list(range(4, 16))),
        ("b, x", [0, 16]),
        ("w[1], w[1..2], w", [1, 2, 3]),
        ("all", list(range(17))),
        ("*", list(range(17))),
        ("all but W2", [0, 1, 2, 3, 16]),
        ("all  but  w[2], x", [1, *range(3, 17)]),
        ("all but all", []),
    ],
)
def test_patterns(pattern, wanted):
    """A pattern is the sorted coordinates that it names, each once."""
    assert NAMES.match(pattern).tolist() == wanted


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("y", r"no variable 'y': .*the variables are x, w\[1\] … w\[3\], W2\[1\] … W2\[12\] and b"),
        ("W", r"no variable .W.: did you mean W2\?"),
        ("w[4]", r"w\[4\] is outside w\[1\] … w\[3\]"),
        ("w[0]", "is outside"),
        ("w₄", r"w\[4\] is outside"),
        ("x₁", "no variable 'x1'"),
        ("w[3..2]", "is outside"),
        ("x[1]", "no variable"),
        ("q*", "no variable"),
        ("", "no variable"),
        ("w[99999999999]", "no variable"),
        ("all but q", "no variable 'q'"),
        ("w]", "no variable"),
    ],
)
def test_what_names_nothing_is_told(pattern, says):
    """One sentence with what there is."""
    with pytest.raises(UnknownVariable, match=says):
        NAMES.match(pattern)


def test_one_variable_is_needed_for_an_index():
    """A pattern for several is no single variable."""
    with pytest.raises(UnknownVariable, match="w names 3 variables; one is needed, such as x"):
        NAMES.index("w")


@pytest.mark.parametrize("i", [-1, 17])
def test_no_name_outside(i):
    """There is no coordinate −1, and none behind the last."""
    with pytest.raises(IndexError):
        NAMES.name(i)


def test_commas_inside_brackets_do_not_split():
    """`W[7,9]=1, y` has two parts."""
    assert split_outside_brackets("W[7,9]=1, y ,") == ["W[7,9]=1", "y"]


def test_a_million_names_are_never_listed():
    """Names, indices and single matches of a million variables cost no memory worth mentioning."""
    tracemalloc.start()
    names = Names({"w": 1_000_000})
    assert names.name(999_999) == "w[1000000]"
    assert names.index("w[1000000]") == 999_999
    assert names.match("w[5..7]").tolist() == [4, 5, 6]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200_000
