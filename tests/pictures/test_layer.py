"""What is drawn late: cells laid over the next picture as they lay over the last one."""

from __future__ import annotations

import numpy as np
import pytest

from descent_tui.pictures.layer import Layer
from descent_tui.pictures.look import Look
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.stage import Stage
from descent_tui.scenario import catalogue
from descent_tui.session.opening import open_scenario
from descent_tui.session.update import update
from descent_tui.session.words import parse

SIZE = 120, 40


def differing(a, b):
    return int(((a.glyph != b.glyph) | (a.fg != b.fg) | (a.bg != b.bg)).sum())


def test_a_layer_is_what_was_drawn_and_keeps_the_paper_under_it():
    before = Raster.blank(6, 2, 1, 2)
    after = before.copy()
    after.put(1, 0, "ab", 7)
    other = Raster.blank(6, 2, 3, 4)
    Layer.between(before, after).lay(other)
    assert other.lines() == [" ab   ", "      "]
    assert other.fg.tolist() == [[3, 7, 7, 3, 3, 3], [3] * 6]
    assert (other.bg == 4).all()


def stepped(session):
    return update(session, parse("step"))


def test_the_arrows_of_the_slopes_come_with_the_curves():
    stage, session, look = Stage(), open_scenario(catalogue.load("himmelblau")), Look()
    old = stage.draw(session, *SIZE, look)
    session = stepped(session)
    answer = stage.draw(session, *SIZE, look, curves=False)
    whole = stage.draw(session, *SIZE, look)
    at_once = Stage().draw(session, *SIZE, look)
    assert differing(whole, at_once) == 0
    region = stage.layout.landscape
    here = np.s_[region.y : region.y + region.height, region.x : region.x + region.width]
    few = sum(int((getattr(old, what)[here] != getattr(answer, what)[here]).sum()) for what in ("glyph", "fg", "bg"))
    many = sum(int((getattr(old, what)[here] != getattr(whole, what)[here]).sum()) for what in ("glyph", "fg", "bg"))
    assert 0 < few <= 20 < many


@pytest.mark.parametrize("action", ["look arrow off", "freeze y", "zoom 0.8", "formula x^2 + y^2", "look dark off"])
def test_arrows_of_another_picture_are_not_kept(action):
    stage, session = Stage(), open_scenario(catalogue.load("himmelblau"))
    stage.draw(session, *SIZE, Look())
    changed = update(session, parse(action))
    look = Look(dark=changed.view.dark)
    answer = stage.draw(changed, *SIZE, look, curves=False)
    whole = Stage().draw(changed, *SIZE, look)
    region = stage.layout.landscape
    here = np.s_[region.y : region.y + region.height, region.x : region.x + region.width]
    assert (answer.glyph[here] == whole.glyph[here]).all()
