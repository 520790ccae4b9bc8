"""Each action does what it says, and what cannot be done is refused with everything left as it was."""

from __future__ import annotations

import math

import numpy as np
import pytest

from descent_tui.session.actions import ActionError
from descent_tui.session.intents import RATES, WISHES, ladder, stride, wish
from descent_tui.session.words import parse


def test_a_step_is_the_rule(opened, after):
    session = after(opened(), "goto x=2,y=1", "lr 0.1", "step").present

    assert session.here.x.tolist() == pytest.approx([2 - 0.1 * 5, 1 - 0.1 * 4])
    assert session.here.k == 1


def test_divergence_keeps_the_iterate_and_says_what_to_try(opened, after):
    session = after(opened(), "lr 5", "step 500").present

    assert session.diverged
    assert np.isfinite(session.here.x).all()
    assert math.isfinite(session.here.value)
    assert "the iterate stays" in session.note.text
    assert "smaller learning rate" in session.note.text


def test_where_f_has_no_value_a_step_says_so_and_does_not_blame_the_learning_rate(opened, after):
    session = after(opened(), "formula log(x - 9)", "step").present

    assert session.diverged
    assert math.isnan(session.here.value)
    assert np.isnan(session.here.gradient).all()
    assert "f is nan here" in session.note.text
    assert "learning rate" not in session.note.text


def test_a_rising_f_is_warned_of_with_the_rate_it_would_take(opened, after):
    note = after(opened(), "lr 0.8", "step 5").present.note

    assert note.kind == "warn"
    assert "0.667" in note.text  # 2/λmax of the seed bowl, whose largest eigenvalue is 3


@pytest.mark.parametrize(
    ("formula", "start", "kind"),
    [
        ("x^2 + y^2", {"x": 1.0, "y": 1.0}, "minimum"),
        ("x^2 - y^2", {"x": 1.0, "y": 0.0}, "saddle"),
        ("x^4 + y^2", {"x": 0.0, "y": 1.0}, "degenerate"),
    ],
)
def test_a_stationary_point_is_called_what_it_is(typed, after, formula, start, kind):
    line = typed(formula, start=start)

    assert kind in after(line, "lr 0.4", "step 200").present.note.text


def test_walking_tells_the_slope_in_that_direction(opened, after):
    session = after(opened(), "goto x=2,y=1", "walk x -0.5").present

    assert session.here.x.tolist() == [1.5, 1.0]
    assert session.here.how == "walk"
    assert "slope along x is 4" in session.note.text


def test_walking_out_of_the_window_takes_the_window_along(opened, after):
    session = after(opened(), "goto x=2.9,y=0", "walk x 1").present
    x0, x1, *_ = session.view.window

    assert x0 <= session.here.x[0] <= x1


def test_turning_a_constant_changes_f_and_can_be_taken_back(opened, after):
    start = opened("rosenbrock")
    turned = after(start, "goto x=0,y=1", "constant b 50")

    assert turned.present.here.value == pytest.approx(51)
    assert after(turned, "back").present.here.value == pytest.approx(101)


@pytest.mark.parametrize(
    "text",
    ["optimizer adamm", "set beta1 0.9", "lr -1", "constant b 1", "formula x +", "open nowhere", "axes x x",
     "look kind globe", "look colour red", "zoom 0", "walk z 1", "goto q=1"],
)  # fmt: skip
def test_what_cannot_be_done_is_refused(opened, after, text):
    with pytest.raises(ActionError):
        after(opened(), text)


def test_zooming_keeps_the_iterate_in_sight(opened, after):
    session = after(opened(), *["zoom 0.5"] * 20).present
    x0, x1, y0, y1 = session.view.window
    x, y = session.here.x

    assert x0 <= x <= x1
    assert y0 <= y <= y1


def test_every_wish_is_an_action_or_a_refusal(opened):
    session = opened().present
    for word in WISHES:
        try:
            assert parse(wish(session, word))
        except ActionError as refused:
            assert str(refused)  # noqa: PT017 — either is an answer


def test_a_number_key_freezes_and_frees(opened, after):
    line = opened()
    frozen = after(line, wish(line.present, "toggle 2"))

    assert frozen.present.free.tolist() == [True, False]
    assert after(frozen, wish(frozen.present, "toggle 2")).present.all_free


def test_the_rate_ladder_goes_up_and_down_the_same_rungs():
    rate, seen = 0.1, []
    for _ in range(25):
        rate = ladder(rate, RATES, up=True)
        seen.append(rate)
    for expected in reversed(seen[:-1]):
        rate = ladder(rate, RATES, up=False)
        assert rate == expected


@pytest.mark.parametrize(("span", "length"), [(6, 0.1), (4, 0.1), (1024, 20), (0.001, 2e-5)])
def test_a_stride_is_a_round_number(span, length):
    assert stride(span) == pytest.approx(length)
