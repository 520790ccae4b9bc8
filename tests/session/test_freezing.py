"""A frozen variable keeps its very bits, whatever an optimizer proposes."""

from __future__ import annotations

import numpy as np
import pytest

from descent_tui.optimizers.optimizer import Move, Setting
from descent_tui.session.actions import ActionError
from descent_tui.session.opening import iterate_at
from descent_tui.session.stepping import step


class Wild:
    """An optimizer that ignores what is frozen, as momentum carried on would."""

    name, title, rule = "wild", "wild", "x ← x + v"
    settings = (Setting("lr", 0.1, 0, 1, "how far"),)

    def init(self, x):
        return {}

    def propose(self, objective, x, state, settings, free, k):
        return Move(x + 1.0, state, x, 0.1, 0, lambda i, show: "")


def bits(x):
    return np.asarray(x).view(np.int64).tolist()


def test_a_frozen_coordinate_is_bit_identical_even_under_an_optimizer_that_moves_it(opened):
    session = opened().present
    here = iterate_at(session.objective, np.array([0.1, -0.0]))
    came = step(Wild(), session.objective, here, {"lr": 0.1}, np.array([True, False]))

    assert came.x[0] == 1.1
    assert bits(came.x)[1] == bits([-0.0])[0]


def test_only_what_is_free_moves(opened, after):
    timeline = after(opened(), "freeze y", "step 200")
    x, y = timeline.present.here.x

    assert y == opened().present.here.x[1]
    assert x == pytest.approx(-y / 2, abs=1e-9)


def test_the_masked_gradient_is_what_an_optimizer_sees(opened, after):
    seen = []

    class Spy(Wild):
        def propose(self, objective, x, state, settings, free, k):
            seen.append(objective.gradient(x)[1])
            return super().propose(objective, x, state, settings, free, k)

    session = after(opened(), "freeze y").present
    here = iterate_at(session.objective, session.here.x)
    step(Spy(), session.objective, here, {"lr": 0.1}, session.free)

    assert seen[0][1] == 0.0
    assert seen[0][0] == here.gradient[0] != 0.0


def test_patterns_freeze_and_free(typed, after):
    line = typed("sum(i, 1, n, x[i]^2)", sizes={"x": 9})
    assert after(line, "freeze x[2..4]").present.free.tolist() == [True, False, False, False, *[True] * 5]
    assert after(line, "freeze all but x[3]").present.free.tolist() == [i == 2 for i in range(9)]
    assert after(line, "freeze x", "free x[1], x[9]").present.free.tolist() == [True, *[False] * 7, True]
    assert after(line, "freeze x*", "free all").present.all_free


def test_everything_frozen_refuses_a_step_in_words(opened, after):
    line = after(opened(), "freeze all")
    with pytest.raises(ActionError, match="free a variable"):
        after(line, "step")
    with pytest.raises(ActionError, match="frozen"):
        after(line, "walk x 0.1")


def test_an_unknown_variable_is_told_what_exists(opened, after):
    with pytest.raises(ActionError, match="x and y"):
        after(opened(), "freeze z")


def test_the_note_speaks_the_lectures_words(opened, after):
    assert after(opened(), "freeze y").present.note.text == "Frozen in place: y at 1. Now only x moves."
