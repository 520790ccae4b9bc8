"""Actions say what they are, and what they say is read back as the same action."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from descent_tui.session import actions as a
from descent_tui.session import looks
from descent_tui.session.words import WORDS, parse

numbers = st.floats(allow_nan=False, allow_infinity=False)
names = st.sampled_from(["x", "y", "w[3]", "W2[7,9]", "θ"])
counts = st.integers(1, 10**8)
ACTIONS = st.one_of(
    st.builds(a.Step, counts),
    st.builds(a.Back, counts),
    st.builds(a.Forward, counts),
    st.just(a.Restart()),
    st.builds(a.At, st.integers(0, 10**6)),
    st.builds(a.Switch, counts),
    st.builds(a.Drop, counts),
    st.builds(
        a.Join, st.just("adam"), st.lists(st.tuples(st.sampled_from(["lr", "beta1"]), numbers), max_size=2).map(tuple)
    ),
    st.builds(a.Leave, counts),
    st.builds(a.Lead, counts),
    st.just(a.Tune()),
    st.builds(a.Until, st.sampled_from(["grad<1e-6", "grad<1e-6 or 500 steps"])),
    st.builds(a.Goto, st.lists(st.tuples(names, numbers), min_size=1, max_size=3).map(tuple)),
    st.builds(a.Walk, names, numbers),
    st.builds(a.Freeze, st.sampled_from(["y", "all", "w[1..5]", "all but W2[7,9]", "w*"])),
    st.builds(a.Free, st.sampled_from(["y", "all", "w[1..5]"])),
    st.builds(a.Optimize, st.sampled_from(["gd", "adam"])),
    st.builds(a.Set, st.sampled_from(["lr", "beta1"]), numbers),
    st.builds(
        a.Schedule,
        st.just("cosine"),
        st.lists(st.tuples(st.sampled_from(["T_max", "eta_min"]), numbers), max_size=2).map(tuple),
    ),
    st.builds(a.Preset, st.sampled_from(["own", "keras"])),
    st.builds(a.Constant, st.sampled_from(["a", "b"]), numbers),
    st.builds(a.Formula, st.sampled_from(["x^2 + y^2", "sum(i, 1, n, x[i])"])),
    st.builds(a.Open, st.sampled_from(["rosenbrock", "./my file.toml"])),
    st.builds(looks.Look, st.sampled_from(["kind", "palette"]), st.sampled_from(["mountain", ""])),
    st.builds(looks.Axes, names, names),
    st.builds(looks.Zoom, numbers),
    st.builds(looks.Pan, numbers, numbers),
)


@given(ACTIONS)
def test_what_an_action_says_is_the_action(action):
    assert parse(action.text) == action


def test_every_action_has_a_word_of_its_own():
    kinds = a.Action.__args__
    words = [kind.word for kind in kinds]

    assert sorted(words) == sorted(set(words))
    assert set(words) == set(WORDS) - {"lr"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("stepp 3", "did you mean step"),
        ("", "actions begin with"),
        ("step 0", "count"),
        ("step -1", "count"),
        ("step 1_0", "count"),
        ("step ٣", "count"),
        ("goto", "where to"),
        ("goto x", "x=1.2"),
        ("goto x=nan", "not a finite number"),
        ("lr inf", "not a finite number"),
        ("lr 1_000", "not a number"),
        ("walk x", "two words"),
        ("freeze", "which variables"),
        ("restart now", "alone"),
    ],
)
def test_what_is_no_action_is_refused_in_words(text, says):
    with pytest.raises(a.ActionError, match=says.replace("(", r"\(")):
        parse(text)
