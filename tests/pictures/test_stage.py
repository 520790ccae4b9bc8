"""The whole screen: golden pictures, its numbers against the objective's, and how little a step changes."""

from __future__ import annotations

import re

import numpy as np
import pytest
from landscapes import golden

from descent_tui.pictures.look import DEPTHS, Look
from descent_tui.pictures.stage import HINTS, Stage
from descent_tui.scenario import catalogue
from descent_tui.scenario.scenario import Scenario
from descent_tui.session.numbers import fixed, show
from descent_tui.session.opening import open_scenario
from descent_tui.session.update import update
from descent_tui.session.words import parse

PLAIN = Look(depth="none")
ASCII = Look(depth="none", ascii=True)

SIZES = {"small": (40, 12), "usual": (80, 24), "large": (120, 40)}

SESSIONS = {
    "seed-bowl": ("seed-bowl", "step 3"),
    "frozen": ("rosenbrock", "step 2", "freeze y"),
    "slices": ("himmelblau", "step 1", "look kind slices"),
    "nudge": ("himmelblau", "look nudge 0.001"),
    "curve": ("parabola", "step 2"),
    "many": ("rosenbrock-6d", "step 3", "freeze x[2]"),
}
SCREENS = [
    ("seed-bowl", "small"), ("seed-bowl", "usual"), ("seed-bowl", "large"), ("frozen", "small"), ("frozen", "usual"),
    ("frozen", "large"), ("slices", "usual"), ("nudge", "usual"), ("curve", "usual"), ("many", "usual"),
]  # fmt: skip


def session_of(name, *actions):
    session = open_scenario(catalogue.load(name))
    for text in actions:
        session = update(session, parse(text))
    return session


def text_of(session, width, height, look=PLAIN):
    return "\n".join(Stage().draw(session, width, height, look).lines())


@pytest.mark.parametrize(("name", "size"), SCREENS)
def test_golden(name, size):
    golden(f"stage-{name}-{size}", Stage().draw(session_of(*SESSIONS[name]), *SIZES[size], PLAIN))


def test_golden_in_ascii():
    golden("stage-frozen-usual-ascii", Stage().draw(session_of(*SESSIONS["frozen"]), 80, 24, ASCII))


def test_the_numbers_are_those_of_the_objective():
    session = session_of("himmelblau", "step 3")
    value, gradient = session.objective.gradient(session.here.x)
    text = text_of(session, 120, 40)
    assert f"f {fixed(value)}" in text
    assert f"‖∇f‖ {fixed(float(np.linalg.norm(gradient)))}" in text
    for name, partial in zip("xy", gradient, strict=True):
        row = next(line for line in text.split("\n") if f"∂f/∂{name}  " in line)
        assert row.rstrip().endswith(fixed(float(partial)))
    assert f"slope {show(float(gradient[0]))}" in text


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
def test_the_step_that_is_told_is_the_step_that_is_made(size):
    session = session_of("himmelblau", "step 3")
    told = re.findall(r"[xy] ← .*? = ([−\d.]+)", text_of(session, *size))
    after = update(session, parse("step 1")).here.x
    assert [float(number.replace("−", "-")) for number in told] == pytest.approx(after.tolist(), abs=5.1e-4)


def test_a_frozen_variable_is_printed_as_its_constant():
    text = text_of(session_of("seed-bowl", "freeze y"), 80, 24)
    assert "f(x) = x² + x·1 + 1²" in text
    assert "y frozen at 1.000 ❄" in text
    assert "y held at 1.000 ❄" in text
    assert "∂f/∂x, with y held at 1" in text_of(session_of("seed-bowl", "freeze y"), 120, 40)


def test_where_there_is_no_room_for_the_derivation_its_sentence_on_what_is_held_stands_below():
    session = session_of("seed-bowl", "freeze y", "step 1")
    assert session.note is None
    assert "y is held constant, so in x·y it is a constant coefficient" in text_of(session, 80, 24)


def test_a_typed_formula_is_told_once():
    text = text_of(open_scenario(Scenario.from_formula("x^4 + y^2")), 80, 24)
    assert text.startswith(" your formula ")
    assert text.count("x⁴ + y²") == 1


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12)])
def test_what_to_do_about_a_divergence_is_never_cut_off(size):
    session = session_of("rosenbrock", "lr 10", "step 20")
    assert session.diverged
    text = " ".join(text_of(session, *size).split())
    assert "Diverged" in text
    assert "try a smaller learning rate" in text


def test_when_all_is_frozen_it_is_said():
    session = session_of("rosenbrock", "freeze x", "freeze y", "look home")
    assert "everything is frozen" in text_of(session, 80, 24).casefold()


@pytest.mark.parametrize("actions", [(), ("look kind mountain",), ("look kind slices",), ("look nudge 0.1", "step 3")])
@pytest.mark.parametrize("formula", ["θ1² + θ1·ω + |Γ|", "½κ² + κ"])
def test_greek_names_are_spelt_in_ascii(formula, actions):
    session = open_scenario(Scenario.from_formula(formula))
    for text in actions:
        session = update(session, parse(text))
    for size in SIZES.values():
        lines = Stage().draw(session, *size, ASCII).lines()
        assert all(line.isascii() for line in lines)
        assert not re.search(r"\?(?! help)", "".join(lines))


@pytest.mark.parametrize("name", [summary.name for summary in catalogue.summaries()])
def test_no_question_marks_in_ascii(name):
    if sum(size or 1 for size in catalogue.load(name).sizes.values()) > 64:
        pytest.skip("a picture of so many variables takes its time")
    text = text_of(session_of(name, "step 1"), 120, 40, ASCII)
    assert text.isascii()
    assert text.count("?") == text.count("? help")


@pytest.mark.parametrize("depth", DEPTHS)
def test_every_size_has_its_picture(depth):
    sessions = [session_of(*actions) for actions in SESSIONS.values()]
    stage = Stage()
    for k, (width, height) in enumerate([(1, 1), (39, 12), (40, 12), (57, 17), (71, 26), (72, 16), (90, 34)]):
        raster = stage.draw(sessions[k % len(sessions)], width, height, Look(depth=depth))
        assert raster.glyph.shape == (height, width)


def test_a_step_changes_few_cells():
    session, stage, look = session_of("rosenbrock", "step 1"), Stage(), Look()
    before = stage.draw(session, 120, 40, look)
    changed = []
    for _ in range(40):
        session = update(session, parse("step 1"))
        after = stage.draw(session, 120, 40, look)
        changed.append(int(((before.glyph != after.glyph) | (before.fg != after.fg) | (before.bg != after.bg)).sum()))
        before = after
    assert np.quantile(changed, 0.95) < 300
    assert np.median(changed) < 150


def test_a_picture_does_not_depend_on_what_was_drawn_before():
    used = Stage()
    for actions in SESSIONS.values():
        session = session_of(*actions)
        for width, height in ((80, 24), (100, 30)):
            mine, fresh = used.draw(session, width, height, Look()), Stage().draw(session, width, height, Look())
            assert mine.lines() == fresh.lines()
            assert np.array_equal(mine.fg, fresh.fg)
            assert np.array_equal(mine.bg, fresh.bg)


@pytest.mark.parametrize("width", [40, 44, 50, 60, 80, 120])
@pytest.mark.parametrize("name", ["seed-bowl", "frozen"])
def test_the_help_is_in_every_footer_and_a_click_on_it_opens_it(name, width):
    stage = Stage()
    footer = stage.draw(session_of(*SESSIONS[name]), width, 24, PLAIN).lines()[-1]
    assert stage.clicked(session_of(*SESSIONS[name]), footer.index("? help"), 23) == "wish help"


def test_clicks_stand_for_what_is_under_them():
    session, stage = session_of("seed-bowl"), Stage()
    raster = stage.draw(session, 80, 24, PLAIN)
    places = stage.layout
    footer = raster.lines()[-1]
    for key, word, action in HINTS[:4]:
        assert stage.clicked(session, footer.index(f"{key} {word}"), 23) == action
    partial = places.panels["partials"]
    assert stage.clicked(session, partial.x + 3, partial.y + 1) == "freeze x"
    assert stage.clicked(session, partial.x + 3, partial.y + 6) == "freeze y"
    assert stage.clicked(session, partial.x + 3, partial.y) is None
    start = stage.clicked(session, places.landscape.x + 20, places.landscape.y + 5)
    moved = update(session, parse(start))
    assert np.hypot(*(moved.here.x - session.here.x)) > 0.1
