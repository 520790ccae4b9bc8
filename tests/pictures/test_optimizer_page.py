"""The page of optimizers: its picture, and that no number on it or on the arithmetic line is ever cut."""

from __future__ import annotations

import re
import unicodedata

import pytest
from landscapes import golden

from descent_tui.optimizers import table
from descent_tui.optimizers.presets import PRESETS
from descent_tui.optimizers.schedules import SCHEDULES
from descent_tui.pictures.bottom import arithmetic
from descent_tui.pictures.look import Look
from descent_tui.pictures.optimizer_page import Chosen, optimizer_page
from descent_tui.pictures.rate_curve import horizon, rate_curve
from descent_tui.pictures.story import coming, story
from descent_tui.pictures.text import length
from descent_tui.scenario import catalogue
from descent_tui.session.knobs import knobs
from descent_tui.session.opening import open_scenario
from descent_tui.session.scheduling import said
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse

PLAIN = Look(depth="none")
ASCII = Look(depth="none", ascii=True)


def session(*texts, scenario="rosenbrock"):
    line = Timeline(open_scenario(catalogue.load(scenario)))
    for text in texts:
        line = line.act(parse(text))
    return line.present


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (50, 18)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_golden(size):
    now = session("optimizer adam", "lr 0.1", "schedule cosine 80", "step 20")
    golden(f"optimizers-{size[0]}x{size[1]}", optimizer_page(now, Chosen("adam", 0), *size, PLAIN).raster)


def test_golden_in_the_list_in_ascii():
    golden("optimizers-list-ascii", optimizer_page(session(), Chosen("momentum"), 80, 24, ASCII).raster)


@pytest.mark.parametrize("name", table.NAMES)
@pytest.mark.parametrize("width", [40, 64, 80, 120])
def test_every_optimizer_has_its_page(name, width):
    now = session(f"optimizer {name}", "schedule cosine 80", "step 3")
    for knob in (None, *range(len(knobs(now)))):
        page = optimizer_page(now, Chosen(name, knob), width, 24, PLAIN)
        lines = page.raster.lines()
        assert knob is None or page.turned[page.turned.index(knob)] == knob
        assert not any(unicodedata.combining(sign) for line in lines for sign in line)
        if knob is not None:
            row = page.turned.index(knob)
            assert knobs(now)[knob].value in lines[row]


@pytest.mark.parametrize("name", table.NAMES)
def test_every_rule_and_story_can_be_said_in_ascii(name):
    for library in ("own", *(library for library, there in PRESETS.items() if name in there)):
        now = session(f"optimizer {name}", f"preset {library}", "step 2")
        lines = optimizer_page(now, Chosen(name, 1), 120, 60, ASCII).raster.lines()
        assert not any("?" in line for line in lines)


def numbers(text):
    return re.findall(r"[−-]?\d[\d.]*(?:e[+−-]?\d+)?", text)


@pytest.mark.parametrize("name", table.NAMES)
@pytest.mark.parametrize("width", [30, 54, 90])
def test_a_story_is_whole_at_any_width(name, width):
    """Every number of every line stands there with four digits or five, and no row is too long."""
    now = session(f"optimizer {name}", "step 4")
    told = story(now, width, PLAIN)
    move = coming(now)
    if move.refused:
        return
    from descent_tui.pictures.story import brief

    whole = [move.story(0, lambda v, d=digits: brief(v, d)) for digits in (5, 4)]
    assert len(told) == len(whole[0])
    for rows, *lines in zip(told, *whole, strict=True):
        assert all(length(parts, PLAIN) <= width for parts in rows)
        shown = numbers(" ".join(text for parts in rows for text, _ in parts))
        assert any(shown[-len(numbers(line[1])) :] == numbers(line[1]) for line in lines)


@pytest.mark.parametrize("name", table.NAMES)
@pytest.mark.parametrize("frozen", [False, True])
def test_the_arithmetic_line_cuts_no_number(name, frozen):
    """What stands on the line is what was meant, or is not there: sums end in the iterate that the step leads to."""
    now = session(f"optimizer {name}", "step 2", *(["freeze y"] if frozen else []))
    move = coming(now)
    for width in range(40, 121):
        line = arithmetic(now, width, PLAIN).lines()[0]
        assert line[-1] == " "
        sums = [part for part in re.split(r"\s{3,}", line.strip()) if "←" in part]
        assert sums, (width, line)
        for part in sums:
            i = now.objective.index(part.split(" ")[0])
            shown = float(numbers(part)[-1].replace("−", "-"))
            assert shown == pytest.approx(float(move.x[i]), rel=0.01, abs=1e-3)
            assert part.count("(") == part.count(")")


@pytest.mark.parametrize("name", table.NAMES)
def test_a_story_stands_whole_beside_the_list_on_a_small_screen(name):
    lines = ["optimizer " + name, *(["lr 0.0001"] if name in {"coordinate", "sgd-noise"} else [])]
    now = session(*lines, "step 5")
    page = "\n".join(optimizer_page(now, Chosen(name), 80, 24, PLAIN).raster.lines())
    assert "step 6, for x" in page
    assert " last " not in page


def test_what_has_no_room_of_a_story_is_counted():
    now = session("optimizer nadam", "step 5")
    page = "\n".join(optimizer_page(now, Chosen("nadam", 7), 80, 24, PLAIN).raster.lines())
    assert "step 6, for x  last 3 of 7 " in page


def test_a_frozen_variable_has_no_story():
    assert "y is frozen" in str(story(session("freeze y", "look focus y"), 60, PLAIN))


def test_a_variable_is_told_by_its_own_name():
    told = str(story(session("look focus y"), 60, PLAIN))
    assert "y ← y − α·∂f/∂y" in told


def test_a_method_that_refuses_says_why():
    from descent_tui.scenario.scenario import Scenario

    chain = Scenario.from_formula("sum(i, 1, n, x[i]^2)", sizes={"x": 600})
    now = Timeline(open_scenario(chain)).act(parse("optimizer newton")).present
    assert coming(now).refused
    assert "512" in str(story(now, 60, PLAIN))


@pytest.mark.parametrize("name", SCHEDULES)
@pytest.mark.parametrize("k", [0, 7, 5000])
def test_the_curve_of_a_rate_has_the_step_on_it(name, k):
    schedule = said(name)
    assert horizon(schedule, k) > k
    raster = rate_curve(schedule, 0.1, k, 60, 3, Look())
    heads = (raster.bg[:, :34] == Look().colours.head_paper).any(axis=0)
    assert heads.sum() == 1
    assert f"step {k:,}: α" in raster.lines()[0]


def test_the_curve_falls_where_the_schedule_falls():
    lines = rate_curve(said("cosine 40"), 0.1, 0, 66, 4, PLAIN).lines()
    dots = [[x for x, sign in enumerate(line[:40]) if 0x2800 < ord(sign) < 0x2900] for line in lines]
    assert max(dots[0]) < min(dots[-1])
    assert 0 in dots[0]


@pytest.mark.parametrize("size", [(1, 1), (7, 3), (40, 12), (63, 9), (200, 60)])
def test_it_is_drawn_at_any_size(size):
    page = optimizer_page(session(), Chosen("lbfgs", 3, "0.1"), *size, PLAIN)
    assert page.raster.glyph.shape == (size[1], size[0])
    assert page.at(0, size[1]) is None


@pytest.mark.parametrize(("library", "name"), [(library, name) for library, there in PRESETS.items() for name in there])
def test_what_a_library_does_otherwise_is_said_in_full(library, name):
    now = session(f"optimizer {name}", f"preset {library}")
    page = optimizer_page(now, Chosen(name, len(knobs(now)) - 1), 80, 24, PLAIN)
    text = " ".join(" ".join(line[page.list_width :] for line in page.raster.lines()).split())
    assert " ".join(PRESETS[library][name].differs.split()) in text
