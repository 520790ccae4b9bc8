"""Where an optimizer would lead: the very steps it would take, on any size, and nowhere that keys would wait for it."""

from __future__ import annotations

import numpy as np
import pytest

from descent_tui.optimizers import table
from descent_tui.pictures.foresight import AHEAD, HEIGHT, WIDTH, Foresight
from descent_tui.pictures.look import DEPTHS, Look
from descent_tui.pictures.optimizer_page import Chosen, optimizer_page
from descent_tui.scenario import catalogue
from descent_tui.session.knobs import viewed
from descent_tui.session.numbers import show
from descent_tui.session.opening import open_scenario
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse

PLAIN = Look(depth="none")


def session(*texts, scenario="rosenbrock"):
    line = Timeline(open_scenario(catalogue.load(scenario)))
    for text in texts:
        line = line.act(parse(text))
    return line.present


@pytest.mark.parametrize("name", table.NAMES)
def test_it_shows_the_steps_that_would_be_taken(name):
    now = session("step 3", "freeze y")
    ahead = Foresight().ahead(viewed(now, name))
    taken = session("step 3", "freeze y", f"optimizer {name}", f"step {AHEAD}")
    assert np.array_equal(ahead.here.x, taken.here.x)
    assert ahead.here.k == taken.here.k
    page = optimizer_page(now, Chosen(name), 120, 50, PLAIN, Foresight()).raster.lines()
    title = next(line for line in page if "the next" in line)
    assert f"the next {taken.here.k - 3} steps   f {show(now.here.value)} → {show(taken.here.value)}" in title


def test_looking_ahead_changes_nothing_and_is_done_once_for_a_session():
    now, foresight = session("race adam", "step 2"), Foresight()
    before = now.here, now.runners, now.ghosts
    first = foresight.ahead(now)
    assert len(first.runners) == 1
    assert foresight.ahead(now) is first
    assert (now.here, now.runners, now.ghosts) == before


def test_a_diverging_rate_is_told():
    page = optimizer_page(session("lr 0.1"), Chosen("gd"), 120, 40, PLAIN, Foresight()).raster.lines()
    assert any("then it diverges" in line for line in page)


def test_from_one_optimizer_to_the_next_the_ground_stays():
    now, foresight, look = session("step 5"), Foresight(), Look()
    one, two = (optimizer_page(now, Chosen(name), 120, 40, look, foresight).raster for name in ("gd", "nesterov"))
    rows = next(y for y, line in enumerate(two.lines()) if "the next" in line)
    assert rows == next(y for y, line in enumerate(one.lines()) if "the next" in line)
    changed = (one.glyph[rows + 1 : -1] != two.glyph[rows + 1 : -1]).mean()
    assert changed < 0.02


@pytest.mark.parametrize("scenario", ["xor", "digits-64-16-10", "trid-6d", "parabola", "chain-of-wells"])
def test_it_looks_ahead_where_steps_are_quick(scenario):
    now = session(scenario=scenario)
    assert (Foresight().ahead(now) is not None) == (scenario in {"parabola", "trid-6d"})


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("ascii_only", [False, True])
def test_every_size_and_alphabet(depth, ascii_only):
    now, look, foresight = session("step 2"), Look(depth=depth, ascii=ascii_only), Foresight()
    for width, height in ((40, 12), (64, 20), (80, 24), (120, 40), (200, 60)):
        raster = optimizer_page(now, Chosen("gd"), width, height, look, foresight).raster
        assert raster.glyph.shape == (height, width)
        assert ("the next" in "".join(raster.lines())) == (height >= 20)
        assert not ascii_only or "".join(raster.lines()).isascii()
    assert foresight.draw(now, WIDTH - 1, 40, look) is None
    assert foresight.draw(now, 80, HEIGHT - 1, look) is None
