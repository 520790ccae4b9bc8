"""The trajectory kept as arrays says what a walk along the parents says; sections are never those of another point."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from descent_tui.pictures import lines as lines_file
from descent_tui.pictures import path as path_file
from descent_tui.pictures.lines import Lines
from descent_tui.pictures.path import Path
from descent_tui.pictures.sections import Sections
from descent_tui.pictures.viewport import Viewport
from descent_tui.scenario import catalogue
from descent_tui.session import line, origin, recent, stepping, stretch, thinning
from descent_tui.session.actions import ActionError
from descent_tui.session.opening import open_scenario
from descent_tui.session.plane import place
from descent_tui.session.session import Iterate
from descent_tui.session.timeline import Timeline
from descent_tui.session.update import update
from descent_tui.session.words import parse


def walked(head):
    """Return all iterates from the start to a head, by their parents."""
    return list(head.back())[::-1]


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 90), st.integers(0, 1)), max_size=25))
def test_it_equals_a_walk_along_the_parents(moves):
    known = [Iterate(0, np.array([0.5, -0.5, 2.0]), 1.0, np.zeros(3))]
    path = Path()
    for number, (pick, steps, axes) in enumerate(moves):
        head = known[pick % len(known)]  # back, forward, or off on a branch
        for k in range(steps if pick % 3 else 0):
            x = np.array([number, k, number - k], float)
            head = Iterate(head.k + 1, x, float(k), x, parent=head, how="walk" if k % 2 else "step")
            known.append(head)
        path.follow(head, ((0, 1), (2, 0))[axes])
        true = walked(head)
        assert path.points.tolist() == [[i.x[path.axes[0]], i.x[path.axes[1]]] for i in true]
        assert path.values.tolist() == [i.value for i in true]
        assert path.by_hand.tolist() == [i.how == "walk" for i in true[1:]]
        assert path.start is true[0]


@pytest.fixture
def large(monkeypatch):
    """Take iterates of two variables for very large ones, and forget most of them."""
    monkeypatch.setattr(path_file, "MANY", 1)
    monkeypatch.setattr(lines_file, "MANY", 1)
    monkeypatch.setattr(path_file, "FEW", 0)
    monkeypatch.setattr(stretch, "LARGE", 0)
    monkeypatch.setattr(stretch, "LONGEST", 20)
    monkeypatch.setattr(thinning, "CHECKPOINTS", 0)
    monkeypatch.setattr(recent, "RECENT", 0)
    kept = recent.Recent()
    for module in (recent, stretch, line, origin):
        monkeypatch.setattr(module, "recent", kept)


@pytest.mark.usefixtures("large")
def test_of_large_iterates_none_is_worked_out_again_and_f_is_known_of_all(monkeypatch):
    timeline = Timeline(open_scenario(catalogue.load("rosenbrock")))
    seen, forgot = Lines(), []
    said = ("step 150", "axes y x", "at 90", "at 91", "lr 0.0005", "step 40", "plane random 1", "switch 1", "axes x y")
    for text in said:
        timeline = timeline.act(parse(text))
        with monkeypatch.context() as idle:
            idle.setattr(stepping.Stepping, "after", None)  # nobody may ask for a step
            lead = seen.follow(timeline.present)
        true = walked(timeline.present.here)
        path = lead.walked
        assert path.values.tolist() == [i.value for i in true]
        assert path.evaluations.tolist() == [i.evaluations for i in true]
        assert 2 <= path.exact <= len(true)
        view = timeline.present.view
        for end in (0, -1):
            assert path.points[end].tolist() == list(place(view, true[end]))
        on_it = [p for p, i in zip(path.points.tolist(), true, strict=True) if p == list(place(view, i))]
        assert len(on_it) >= path.exact
        assert np.isfinite([path.apart.most, path.apart.last, path.apart.rms]).all()
        assert path.apart.rms <= path.apart.most
        if view.plane is None:
            assert path.apart.most == 0
        forgot.append(path.exact < len(true))
        del true  # what is still there need not be worked out again
    assert forgot[0]
    assert forgot[-1]


LINES = (
    "step 1", "step 30", "step 200", "at 5", "at 100", "at 9999", "lr 0.0002", "lr 0.0001", "walk x 0.01", "switch 1",
    "back 1", "back 3", "forward 2", "optimizer adam", "restart", "axes y x", "axes x y", "freeze y", "free all",
)  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=25))
@settings(deadline=None, max_examples=60)
def test_it_follows_lines_that_forget(texts):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(stretch, "LONGEST", 9)
        patched.setattr(recent, "RECENT", 0)
        timeline = Timeline(open_scenario(catalogue.load("rosenbrock")))
        path = Path()
        for text in texts:
            try:
                timeline = timeline.act(parse(text))
            except ActionError:
                continue
            here, axes = timeline.present.here, timeline.present.view.axes
            path.follow(here, axes)
            true = walked(here)
            assert path.points.tolist() == [[i.x[axes[0]], i.x[axes[1]]] for i in true]
            assert path.values.tolist() == [i.value for i in true]
            assert path.evaluations.tolist() == [i.evaluations for i in true]
            assert path.by_hand.tolist() == [i.how == "walk" for i in true[1:]]
            assert path.head is here


@pytest.mark.parametrize("axes", [(i, j) for i in range(4) for j in range(4)])
def test_of_few_coordinates_any_two_are_there_at_once(axes):
    first = Iterate(0, np.array([0.5, -0.5, 2.0, 7.0]), 1.0, np.zeros(4))
    head = Iterate(1, np.array([1.0, 2.0, 3.0, 4.0]), 1.0, np.zeros(4), parent=first)
    path = Path()
    for seen in ((0, 1), axes):
        path.follow(head, seen)
    assert path.points.tolist() == [[i.x[axes[0]], i.x[axes[1]]] for i in (first, head)]


def test_a_step_more_costs_no_step_and_other_axes_of_few_neither(monkeypatch):
    timeline = Timeline(open_scenario(catalogue.load("rosenbrock"))).act(parse("step 5000"))
    path = Path()
    path.follow(timeline.present.here, (0, 1))
    further = timeline.act(parse("step 1")).present.here
    monkeypatch.setattr(stepping, "_towards", None)  # whoever takes a step fails
    path.follow(further, (0, 1))
    path.follow(further, (1, 0))
    assert len(path.values) == 5002
    assert path.points[-1].tolist() == further.x[::-1].tolist()


ACTIONS = (
    "step 1", "step 7", "freeze y", "free all", "goto x=1.5,y=0.25", "goto z=-1", "constant b 50", "look home",
    "zoom 0.8", "pan 0.1 0.0", "walk x 0.5", "look focus z",
)  # fmt: skip


@given(st.lists(st.sampled_from(ACTIONS), max_size=12))
def test_sections_are_never_stale(actions):
    sections = Sections()
    session = open_scenario(catalogue.load("three-variable-bowl"))
    names = [session.objective.name(i) for i in range(3)]
    for text in actions:
        try:
            session = update(session, parse(text))
        except ValueError:
            continue  # an action that this landscape does not know
        viewport = Viewport(*session.view.window)
        fresh = Sections()
        assert np.array_equal(sections.section(session, viewport, 6, 4), fresh.section(session, viewport, 6, 4))
        for i in range(len(names)):
            kept, t = sections.slice(session, i, -2, 2, 9)[1], np.linspace(-2, 2, 9)
            points = np.tile(session.here.x, (9, 1))
            points[:, i] = t
            assert np.allclose(kept, session.objective.value(points), rtol=1e-12, atol=1e-12)


def test_a_section_is_worked_out_once_while_only_its_own_variables_move():
    session = open_scenario(catalogue.load("rosenbrock"))
    sections = Sections()
    viewport = Viewport(*session.view.window)
    before = sections.section(session, viewport, 8, 4)
    assert sections.section(update(session, parse("step 5")), viewport, 8, 4) is before
    turned = update(session, parse("constant b 50"))
    assert not np.array_equal(sections.section(turned, viewport, 8, 4), before)
    other = replace(session, view=replace(session.view, axes=(1, 0)))
    assert not np.array_equal(sections.section(other, viewport, 8, 4), before)
