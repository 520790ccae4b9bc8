"""Any way through the actions can be walked back to where it began, and forward again, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from descent_tui.session.actions import ActionError
from descent_tui.session.words import parse

TEXTS = st.sampled_from(
    [
        "step 1", "step 7", "freeze y", "free all", "freeze all but y", "walk x 0.25", "walk y -0.5", "lr 0.3",
        "goto x=1.5,y=-0.5", "restart", "formula x^2 + 3*y^2", "look kind mountain", "zoom 0.8", "pan 0.1 0.0",
        "open rosenbrock", "constant b 50.0", "axes y x", "look nudge 0.001", "back 1", "forward 1",
        "at 2", "switch 1", "drop 1", "until grad<1e-2 or 9 steps",
    ]
)  # fmt: skip


def told(session):
    here = session.here
    return (session.scenario.formula, here.x.tobytes(), here.value, here.k, session.free.tobytes(),
            dict(session.runner.settings), dict(session.constants))  # fmt: skip


@given(st.lists(TEXTS, max_size=25))
@settings(deadline=None, max_examples=60)
def test_back_to_the_start_and_forward_again_is_the_identity(texts):
    from descent_tui.scenario import catalogue
    from descent_tui.session.opening import open_scenario
    from descent_tui.session.timeline import Timeline

    start = line = Timeline(open_scenario(catalogue.load("seed-bowl")))
    for text in texts:
        try:
            line = line.act(parse(text))
        except ActionError:
            continue
    end, past = line, 0
    while line.past is not None:
        line = line.act(parse("back"))
        past += 1
    assert told(line.present) == told(start.present)
    for _ in range(past):
        line = line.act(parse("forward"))
    assert told(line.present) == told(end.present)


def test_going_back_skips_what_was_only_looked_at(opened, after):
    line = after(opened(), "step 3", "look kind mountain", "zoom 0.5", "back")

    assert line.present.here.k == 0
    assert line.present.view.kind == "mountain"


def test_a_new_action_after_going_back_forgets_the_future(opened, after):
    line = after(opened(), "step", "step", "back", "lr 0.3")
    with pytest.raises(ActionError, match="nothing was taken back"):
        after(line, "forward")


def test_back_beyond_the_beginning_says_so(opened, after):
    with pytest.raises(ActionError, match="where it began"):
        after(opened(), "back")


def test_a_replayed_run_has_the_same_bits(opened, after):
    texts = ["step 20", "freeze x", "step 5", "walk y 0.1", "free all", "lr 0.05", "step 30"]
    one, two = after(opened("himmelblau"), *texts), after(opened("himmelblau"), *texts)

    assert one.present.here.x.tobytes() == two.present.here.x.tobytes()


def test_a_kept_iterate_cannot_be_changed(opened, after):
    here = after(opened(), "step").present.here
    with pytest.raises(ValueError, match="read-only"):
        here.x[0] = 1.0
    assert here.gradient.flags.writeable is False


def test_the_update_does_not_touch_the_session_it_is_given(opened, after):
    start = opened()
    before = told(start.present)
    after(start, "freeze x", "step 5", "goto x=0,y=0")

    assert told(start.present) == before


def test_a_long_trajectory_is_freed_without_deep_recursion(opened, after):
    line = after(opened(), *["step 500"] * 20)

    assert line.present.here.k == 10_000
    assert len(list(line.present.here.back())) == 10_001
    assert np.isfinite(line.present.here.value)
    del line
