"""Maps along directions as they are drawn."""

from __future__ import annotations

import pytest

from descent_tui.objectives.formula import FormulaObjective
from descent_tui.pictures.look import Look
from descent_tui.pictures.stage import Stage
from descent_tui.scenario import catalogue
from descent_tui.session.opening import open_scenario
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse

LOOK = Look()


def opened(*actions, name="rosenbrock-6d"):
    timeline = Timeline(open_scenario(catalogue.load(name)))
    for action in actions:
        timeline = timeline.act(parse(action))
    return timeline


def text(session, width=120, height=40, stage=None):
    return "\n".join((stage or Stage()).draw(session, width, height, LOOK).lines())


@pytest.mark.parametrize("kind", ["map", "mountain", "slices"])
@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60)])
def test_every_view_is_drawn_at_every_size(kind, size):
    for said in ("random 1", "filter 2", "gradient", "principal"):
        session = opened("step 20", f"plane {said}", f"look kind {kind}", "step 3").present
        assert text(session, *size)


def test_axes_are_named_after_the_directions():
    drawn = text(opened("step 20", "plane gradient").present)
    assert "curved" in drawn
    assert "gradient" in drawn
    assert "path 1" in text(opened("step 20", "plane principal").present)


def test_the_line_below_the_map_is_there():
    drawn = text(opened("step 60", "plane principal", "step 20").present)
    assert "share of the path" in drawn
    assert "off it" in drawn
    assert "through step 20" in text(opened("step 20", "plane random 1").present)


def test_a_step_draws_no_ground_again_and_another_plane_does(monkeypatch):
    made = []
    section = FormulaObjective.section
    monkeypatch.setattr(FormulaObjective, "section", lambda *given: made.append(None) or section(*given))
    timeline, stage = opened("step 20", "plane random 1"), Stage()
    first = text(timeline.present, stage=stage)
    assert len(made) == 1
    for _ in range(3):
        timeline = timeline.act(parse("step 1"))
        text(timeline.present, stage=stage)
    assert len(made) == 1
    other = text(timeline.act(parse("plane random 2")).present, stage=stage)
    assert len(made) == 2
    assert other != first


def test_the_map_of_a_network_says_of_how_many_samples_and_how():
    timeline = opened("axes W2[7,9] W2[3,4]", name="digits-64-16-10")
    assert "samples, exact" in text(timeline.present, 200, 60)
    assert "by cached passes" in text(timeline.act(parse("axes W1[7,9] W2[9,4]")).present, 200, 60)


def test_the_curvature_stands_beside_the_rate():
    timeline = opened("curvature", name="seed-bowl")
    rate = timeline.present.runner.settings["lr"]
    assert f"α·λmax {3 * rate:.3g} < 2" in text(timeline.present).splitlines()[0]
    assert "≥ 2" in text(timeline.act(parse("lr 0.9")).present).splitlines()[0]
    assert "λmax" not in text(timeline.act(parse("look curvature off")).present).splitlines()[0]
