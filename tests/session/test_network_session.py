"""A session on a network: freezing by pattern, mini-batches that undo, races and replay find again, accuracy shown."""

from __future__ import annotations

import numpy as np
import pytest

from descent_tui.objectives.network import NetworkObjective
from descent_tui.pictures.header import header
from descent_tui.pictures.look import Look
from descent_tui.pictures.nudging import nudging
from descent_tui.pictures.sections import Sections
from descent_tui.scenario import catalogue
from descent_tui.session import line
from descent_tui.session.actions import ActionError
from descent_tui.session.checkpoint import same
from descent_tui.session.embedded import scenario_in, toml
from descent_tui.session.nudge import nudge
from descent_tui.session.opening import open_scenario

DIGITS = "digits-64-16-10"


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("freeze W1", 64 * 16),
        ("freeze layer 2", 16 * 10 + 10),
        ("freeze unit 3 of layer 1", 65),
        ("freeze W2[*,7], b1[1..4]", 20),
        ("freeze b*", 26),
        ("freeze all but W2[7,9]", 1209),
    ],
)
def test_a_step_moves_only_what_is_free(opened, after, said, count):
    """To the bit, and with an optimizer that remembers: it had one step to gather momentum."""
    timeline = after(opened(DIGITS), "step 1", said)
    held = ~timeline.present.free
    assert held.sum() == count
    before = timeline.present.here.x
    moved = after(timeline, "step 2").present.here.x
    assert moved[held].tobytes() == before[held].tobytes()
    assert (moved != before).any()


def test_what_a_step_sees_is_a_function_of_its_number(opened, after):
    """Step by step or all at once, undone and done again, scrubbed back: the same batches and the same bits."""
    at_once = after(opened(DIGITS), "step 7").present.here
    timeline = after(opened(DIGITS), *["step"] * 7)
    assert same(timeline.present.here, at_once)
    assert same(after(timeline, "back 3", "step 3").present.here, at_once)
    assert same(after(timeline, "at 2", "step 5").present.here, at_once)


def test_every_iterate_has_the_gradient_of_its_own_batch(opened, after):
    session = after(opened(DIGITS), "step 3", "walk W1[5,5] 0.1", "step 2").present
    f = session.objective
    assert isinstance(f, NetworkObjective)
    for here in line.since(0, session.here):
        value, gradient = f.at(here.k).gradient(here.x)
        assert (value, gradient.tobytes()) == (here.value, here.gradient.tobytes())


def test_racers_see_the_same_batches(opened, after):
    """Two of a kind that race stay together to the bit."""
    session = after(opened(DIGITS), "race adam lr=0.01", "step 5").present
    mine, other = (runner.iterate for runner in session.runners)
    assert same(mine, other)


def test_curvature_optimizers_say_why_they_cannot(opened, after):
    for name in ("newton", "bfgs"):
        session = after(opened(DIGITS), f"optimizer {name}", "step").present
        assert "free variables" in session.note.text
        assert session.here.k == 0
    assert after(opened(DIGITS), "freeze all but b*", "optimizer newton", "step").present.here.k == 1


def test_a_rise_from_batch_to_batch_is_no_warning(opened, after):
    timeline = after(opened(DIGITS), "set lr 0.5")
    for _ in range(12):
        timeline = after(timeline, "step")
        assert timeline.present.note is None


def test_the_header_says_what_f_is_and_how_well_it_does(opened, after):
    session = after(opened("spirals"), "freeze layer 1").present
    said = "\n".join(header(session, 120, 2, Look()).lines())
    assert "= cross-entropy of 2 → 16 → 16 → 2 units, tanh, over 192 samples" in said
    share = session.objective.accuracy(session.here.x)
    assert f"hold-out {100 * share:.1f} %" in said
    assert "free 306 · frozen 48" in said
    assert "->" in "\n".join(header(session, 120, 2, Look(ascii=True)).lines())


def test_the_slice_and_the_nudge_are_of_the_batch_whose_partial_is_shown(opened, after):
    """The ball lies on the curve and the tangent touches it; the nudge has the partial that stands above it."""
    session = after(opened(DIGITS), "step 3").present
    i, here = session.view.focus, session.here
    t, f = Sections().slice(session, i, float(here.x[i]) - 1e-3, float(here.x[i]) + 1e-3, 3)
    assert f[1] == pytest.approx(here.value, rel=1e-12)
    assert (f[2] - f[0]) / (t[2] - t[0]) == pytest.approx(here.gradient[i], rel=1e-3)
    batch = session.objective.at(here.k)
    assert batch is session.objective.at(here.k)
    assert nudge(batch, here.x, i, 1e-6, 0.0).partial == pytest.approx(here.gradient[i], rel=1e-12)
    assert f"{here.gradient[i]:.4g}"[:6] in "".join(nudging(session, 60, 12, Look()).lines()).replace("−", "-")


def test_names_that_do_not_exist_are_said(opened, after):
    for said in ("freeze layer 9", "goto W1[65,1]=0", "axes W1[1,1] W9[1,1]", "look focus w1[1,1]"):
        with pytest.raises(ActionError, match=r"layers are 1 to 2|is outside|there is no variable"):
            after(opened(DIGITS), said)


def test_a_network_begun_elsewhere_is_embedded_with_it():
    s = catalogue.load("xor")
    begun = type(s)(**{**{f: getattr(s, f) for f in s.__slots__}, "network": s.network.begun([("b1[*]", [0.25])])})
    again = scenario_in(toml(begun), str(s.path), typed=False)
    assert again.start.tolist() == begun.start.tolist() != s.start.tolist()
    assert np.count_nonzero(begun.start == 0.25) == 2


def test_goto_and_a_formula_typed_over_a_network(opened, after):
    timeline = after(opened("xor"), "goto W2[1,1]=2, b2[1]=-1")
    x = timeline.present.here.x
    assert x[[timeline.present.objective.index(n) for n in ("W2[1,1]", "b2[1]")]].tolist() == [2, -1]
    assert after(timeline, "formula x^2 + y^2").present.objective.size == 2


def test_opening_a_million_weights_computes_one_batch(monkeypatch):
    """The first picture waits for one gradient over 128 samples and not over all."""
    asked = []
    gradient = NetworkObjective.gradient
    monkeypatch.setattr(NetworkObjective, "gradient", lambda f, x: asked.append(len(f.samples)) or gradient(f, x))
    session = open_scenario(catalogue.load("digits-million"))
    assert asked == [128]
    assert session.free.sum() == 1_000_000
