"""Every panel at every size: it never fails, and never shows a part of a number."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from descent_tui.pictures import bottom
from descent_tui.pictures.derivation import derivation, derivation_lines
from descent_tui.pictures.header import header
from descent_tui.pictures.landscape import held_line
from descent_tui.pictures.look import Look
from descent_tui.pictures.nudging import aligned, nudging
from descent_tui.pictures.partials import bar, partials, variable_at
from descent_tui.pictures.text import length
from descent_tui.scenario import catalogue
from descent_tui.session.numbers import show
from descent_tui.session.opening import open_scenario
from descent_tui.session.update import update
from descent_tui.session.words import parse

PLAIN = Look(depth="none")


def session_of(name, *actions):
    session = open_scenario(catalogue.load(name))
    for text in actions:
        session = update(session, parse(text))
    return session


SESSIONS = [
    session_of("rosenbrock", "step 3"),
    session_of("rosenbrock", "freeze x", "look nudge 1e-06"),
    session_of("parabola"),
    session_of("three-variable-bowl", "freeze y"),
    session_of("rosenbrock-6d", "look focus x[5]"),
    session_of("rosenbrock", "lr 10", "step 20"),
    session_of("rosenbrock", "freeze x", "freeze y"),
]
PANELS = (partials, derivation, nudging, header)


@settings(max_examples=150)
@given(
    session=st.sampled_from(SESSIONS),
    width=st.integers(1, 130),
    height=st.integers(1, 30),
    ascii_only=st.booleans(),
)
def test_no_panel_fails_at_any_size(session, width, height, ascii_only):
    look = Look(depth="none", ascii=ascii_only)
    for panel in PANELS:
        assert panel(session, width, height, look).glyph.shape == (height, width)
    assert bottom.arithmetic(session, width, look).glyph.shape == (1, width)
    assert bottom.note(session, width, look).width == width
    assert bottom.footer((("u", "back", "wish back"),), width, look)[0].width == width
    for line in derivation_lines(session, width, look, height):
        assert width < 16 or length(line, look) <= width


@given(session=st.sampled_from(SESSIONS), width=st.integers(20, 130))
def test_the_arithmetic_has_whole_numbers_only(session, width):
    (text,) = bottom.arithmetic(session, width, PLAIN).lines()
    assert "everything" in text or "…" not in text
    whole = bottom.arithmetic(session, 400, PLAIN).lines()[0]
    assert "everything" in text or not text.strip() or re.match(r" \S+ (←|held)", text)
    if length([(whole.rstrip(), 0)], PLAIN) < width:
        assert text.rstrip() == whole.rstrip()


@given(st.floats(), st.floats(1e-12, 1e12), st.integers(0, 80))
def test_a_bar_is_as_wide_as_it_is_told_and_points_where_f_rises(value, largest, width):
    text = bar(value, largest, width, PLAIN)
    assert len(text) == width or (width > 5 and len(text) == width - 1)
    middle = (width - 1) // 2
    if "►" in text or "◄" in text:
        assert text[middle] == "│"
        assert (text.find("►") > middle) == (value > 0)
        assert ("◄" in text) == (value < 0)


@pytest.mark.parametrize("height", range(2, 12))
def test_the_variable_under_a_row_is_the_one_that_is_written_there(height):
    session = SESSIONS[0]
    lines = partials(session, 50, height, PLAIN).lines()
    for row, line in enumerate(lines):
        for i, name in enumerate("xy"):
            if f"∂f/∂{name}" in line:
                assert variable_at(session, height, row) == i


@given(width=st.integers(20, 160))
def test_what_a_section_holds_is_told_in_whole_numbers(width):
    session = session_of("rosenbrock-6d", "step 3")
    parts = held_line(session, width, PLAIN)
    text = "".join(part for part, _ in parts)
    assert text.startswith("over x[1] and x[2]")
    assert length(parts, PLAIN) <= max(width, 18)
    named = re.findall(r"x\[(\d)\] = ([−\d.]+)", text)
    assert all(number == show(float(session.here.x[int(i) - 1]), 3) for i, number in named)
    left = re.search(r"(\d) (?:more|others|held)$", text)
    assert width < 30 or len(named) + int(left[1] if left else 0) == 4


def test_both_partials_are_seen_on_three_rows():
    text = "\n".join(partials(SESSIONS[0], 38, 3, PLAIN).lines())
    assert "∂f/∂x" in text
    assert "∂f/∂y" in text


@pytest.mark.parametrize("height", range(5, 12))
def test_the_two_numbers_that_agree_are_both_seen(height):
    lines = nudging(session_of("rosenbrock", "step 10", "look nudge 0.001"), 38, height, PLAIN).lines()
    slope, partial = (float(line.split()[-1].replace("−", "-")) for line in lines if "both" in line or "∂f" in line)
    (verdict,) = (line for line in lines if "✓ agree" in line)
    assert abs(slope - partial) == pytest.approx(float(verdict.split()[3].rstrip(":")), rel=0.05)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=2, max_size=3))
def test_numbers_below_one_another_are_as_long_after_the_point(values):
    texts = aligned(*values)
    for text, value in zip(texts, values, strict=True):
        largest = max(map(abs, values))
        assert float(text.replace("−", "-")) == pytest.approx(value, rel=1e-10, abs=1e-10 * largest)
    assert len({len(text.partition(".")[2].partition("e")[0]) for text in texts}) == 1


@given(room=st.integers(3, 40), width=st.integers(34, 60))
def test_a_derivation_fills_its_room_and_ends_in_the_partial(room, width):
    session = session_of("rosenbrock", "freeze y")
    lines = derivation_lines(session, width, PLAIN, room)
    told = ["".join(text for text, _ in line) for line in lines]
    assert len(lines) <= room
    assert told[-1].startswith("∂f/∂x = −2·(")
    full = derivation_lines(session, width, PLAIN)
    assert len(lines) >= min(len(full), room) - 3
    if room >= 9:
        assert "y is held constant" in " ".join(" ".join(told).split())


def test_a_long_note_keeps_every_word():
    session = SESSIONS[5]
    lines = [text for text, _ in bottom.note_lines(session, 60, PLAIN)]
    assert " ".join(lines) == session.note.text


@given(text=st.text("ab c,", min_size=1, max_size=60), width=st.integers(8, 40))
def test_shortened_text_ends_after_a_word(text, width):
    short = bottom.shortened(text, width, PLAIN)
    assert len(short) <= width
    assert short == text or short.endswith("…")


@pytest.mark.parametrize("steps", [1, 4, 10])
def test_a_sum_shows_a_coordinate_with_the_same_decimals_before_and_after_and_that_it_moved(steps):
    for name in ("seed-bowl", "rosenbrock", "himmelblau"):
        text = bottom.arithmetic(session_of(name, f"step {steps}"), 118, PLAIN).lines()[0]
        sums = re.findall(r"← (−?[\d.]+) [−+] .*? = (−?[\d.]+)", text)
        assert len(sums) == 2
        for before, after in sums:
            assert before != after
            assert len(before.partition(".")[2]) == len(after.partition(".")[2])


@pytest.mark.parametrize(("width", "look"), [(30, PLAIN), (34, Look(depth="none", ascii=True))])
def test_the_length_of_the_gradient_stays_in_the_panel_where_numbers_have_exponents(width, look):
    far = session_of("rosenbrock", "goto x=1e6,y=-1e6", "freeze x")
    (line,) = (line for line in partials(far, width, 9, look).lines() if line.startswith("  f "))
    assert re.fullmatch(r"  f 1\.0e\+26 (‖∇f‖|\|grad f\|) free 2\.0e\+14 *", line)


def test_panels_begin_in_the_column_of_their_titles():
    session = session_of("rosenbrock", "freeze y", "look nudge 1e-3")
    for panel in (partials, derivation, nudging):
        lines = [line for line in panel(session, 34, 12, PLAIN).lines() if line.strip()]
        assert min(len(line) - len(line.lstrip("─•❄ ")) for line in lines) == 2


@pytest.mark.parametrize("at", ["x=1,y=2", "x=-1,y=-2"])
def test_the_slope_to_both_sides_says_what_it_is_divided_by_on_the_usual_screen(at):
    text = "\n".join(nudging(session_of("seed-bowl", f"goto {at}"), 34, 9, PLAIN).lines())
    assert "both sides / 2h" in text
