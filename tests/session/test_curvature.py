"""The largest curvature, and the learning rate it allows."""

from __future__ import annotations

import numpy as np
import pytest

from descent_tui.objectives.formula import FormulaObjective
from descent_tui.objectives.lanczos import Cancelled
from descent_tui.session import curvature as bends
from descent_tui.session.actions import ActionError
from descent_tui.session.curvature import bound, curvature
from descent_tui.session.sharpness import brief, now


def many(n=60):
    """Return a bowl of n variables with curvatures 1/n, 2/n … 1, and one of 3."""
    return FormulaObjective("sum(i, 1, n, i/n*x[i]^2/2) + x[3]^2", {"x": n})


class At:
    def __init__(self, x):
        self.x, self.k, self.gradient = x, 7, np.linspace(1, 2, len(x))


def test_few_variables_and_many_agree(monkeypatch):
    f, x, free = many(), At(np.ones(60)), np.ones(60, bool)
    exact = np.linalg.eigvalsh(f.hessian(x.x))
    found = curvature(f, x, free)
    assert found.products <= bends.PRODUCTS
    assert found.highest == pytest.approx(exact[-1], rel=1e-6)
    monkeypatch.setattr(bends, "FEW", 100)
    whole = curvature(f, x, free)
    assert (whole.highest, whole.lowest) == pytest.approx((exact[-1], exact[0]))
    assert whole.products == 0
    assert abs(whole.steepest @ found.steepest) == pytest.approx(1, rel=1e-4)


def test_what_is_frozen_does_not_bend():
    f, x = many(), At(np.ones(60))
    free = np.ones(60, bool)
    free[2] = False
    found = curvature(f, x, free)
    assert found.highest < 1.01
    assert found.steepest[2] == 0
    assert curvature(f, x, np.zeros(60, bool)) is None


def test_the_vector_from_before_saves_products():
    f, free = many(200), np.ones(200, bool)
    cold = curvature(f, At(np.ones(200)), free)
    warm = curvature(f, At(np.full(200, 1.1)), free, cold)
    assert warm.products < cold.products


def test_it_can_be_cancelled():
    with pytest.raises(Cancelled):
        curvature(many(), At(np.ones(60)), np.ones(60, bool), cancelled=lambda: True)


def test_of_very_many_weights_some_samples_are_taken(opened, monkeypatch):
    session = opened("digits-64-16-10").present
    monkeypatch.setattr(bends, "MANY", 100)
    found = curvature(session.objective, session.here, session.free)
    assert found.samples == bends.SAMPLE
    monkeypatch.setattr(bends, "MANY", 10_000)
    of_all = curvature(session.objective, session.here, session.free)
    assert of_all.samples == 0
    assert found.highest == pytest.approx(of_all.highest, rel=0.5)


@pytest.mark.parametrize(
    ("optimizer", "settings"),
    [("gd", ()), ("momentum", ("set momentum 0.5",)), ("momentum", ("set momentum 0.9",)), ("nesterov", ()),
     ("nesterov", ("set momentum 0.3",))],
)  # fmt: skip
def test_the_bound_is_where_the_optimizer_turns_unstable(typed, after, optimizer, settings):
    timeline = after(typed("x^2 + 3*y^2"), f"optimizer {optimizer}", *settings)
    limit = bound(timeline.present.runner) / 6  # λmax is 6
    start = timeline.present.here.value
    inside = after(timeline, f"lr {0.97 * limit}", "step 400").present
    outside = after(timeline, f"lr {1.03 * limit}", "step 400").present
    assert inside.here.value < start
    assert outside.here.value > 10 * start


def test_who_scales_by_itself_has_no_bound(opened, after):
    timeline = after(opened(), "optimizer adam", "curvature")
    assert bound(timeline.present.runner) is None
    assert "scales its steps" in timeline.present.note.text
    assert brief(now(timeline.present), timeline.present.runner)[0].startswith("λmax 3")


def test_the_rate_is_told_against_the_bound(opened, after):
    timeline = after(opened(), "lr 0.1", "curvature")  # x² + x·y + y² has eigenvalues 1 and 3
    assert "α·λmax = 0.3 is below 2" in timeline.present.note.text
    assert brief(now(timeline.present), timeline.present.runner) == ("α·λmax 0.3 < 2", True)
    timeline = after(timeline, "lr 1", "curvature")
    assert "is not below 2" in timeline.present.note.text
    assert brief(now(timeline.present), timeline.present.runner) == ("α·λmax 3 ≥ 2", False)
    assert after(timeline, "look curvature off").present.view.curvature is None
    assert after(timeline, "open rosenbrock").present.view.curvature is None


def test_of_few_variables_it_follows_the_iterate(opened, after):
    timeline = after(opened("rosenbrock"), "curvature", "goto x=1,y=1")
    session = timeline.present
    assert now(session).highest == pytest.approx(np.linalg.eigvalsh(session.objective.hessian(session.here.x))[-1])
    frozen = after(timeline, "freeze x").present
    assert now(frozen).highest == pytest.approx(200)


def test_where_nothing_bends_it_is_said(opened, typed, after):
    assert "no rate is too large" in after(opened("tilted-plane"), "curvature").present.note.text
    with pytest.raises(ActionError, match="frozen"):
        after(opened(), "freeze all", "curvature")
    with pytest.raises(ActionError, match="not defined"):
        after(typed("log(x) + y^2", start={"x": -1, "y": 1}), "curvature")
