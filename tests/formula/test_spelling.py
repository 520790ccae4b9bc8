"""What somebody meant who misspelt a name."""

from __future__ import annotations

import pytest

from descent_tui.formula.spelling import hint, meant

ACTIONS = ("stop", "step", "freeze", "free", "lr")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("stpe", "step"),  # as near to stop, letter by letter
        ("STEP", "step"),
        ("freze", "freeze"),
        ("fre", "free"),
        ("rl", ""),  # two letters are an anagram too easily
        ("xyz", ""),
        ("", ""),
    ],
)
def test_the_nearest_word_is_meant(typed, word):
    assert meant(typed, ACTIONS) == word


def test_of_equally_near_words_the_first_is_meant():
    assert meant("beta", ["lr", "beta1", "beta2"]) == "beta1"


def test_of_nothing_nothing_is_meant():
    assert meant("step", []) == ""
    assert hint("step", []) == ""


def test_a_long_word_costs_no_more_than_a_short_one():
    assert meant("step" * 250_000, ACTIONS) == ""
