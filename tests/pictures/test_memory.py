"""What the optimizer remembers, on the map: there only where it is remembered, and never taken for the gradient."""

from __future__ import annotations

import numpy as np
import pytest
from landscapes import golden

from descent_tui.optimizers import table
from descent_tui.pictures.landscape import landscape
from descent_tui.pictures.look import Look
from descent_tui.pictures.memory import REACH
from descent_tui.scenario import catalogue
from descent_tui.session.opening import open_scenario
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse

LOOK = Look()
VELOCITY = {"momentum", "nesterov", "adam", "amsgrad", "adamw", "adamax", "nadam", "radam", "lion"}
MOMENT = {"adagrad", "rmsprop", "adadelta", "adam", "amsgrad", "adamw", "adamax", "nadam", "radam"}


def session(*texts, scenario="himmelblau"):
    line = Timeline(open_scenario(catalogue.load(scenario)))
    for text in texts:
        line = line.act(parse(text))
    return line.present


def drawn(now, look=LOOK):
    return landscape(now, 60, 30, look)


def glyphs(now):
    """Return the characters that are drawn in the colour of the memory."""
    raster = drawn(now)
    return "".join(chr(code) for code in raster.glyph[raster.fg == LOOK.colours.memory])


@pytest.mark.parametrize("name", table.NAMES)
def test_it_is_drawn_where_it_is_remembered(name):
    before, after = session(f"optimizer {name}"), session(f"optimizer {name}", "lr 0.001", "step 5")
    assert glyphs(before) == ""
    seen = glyphs(after)
    assert any(letter in seen for letter in "vm") == (name in VELOCITY)
    assert any(end in seen for end in "├┤┬┴") == (name in MOMENT)


@pytest.mark.parametrize("name", ["momentum", "adam"])
def test_it_can_be_hidden(name):
    assert glyphs(session(f"optimizer {name}", "step 5", "look memory off")) == ""


def test_a_frozen_variable_has_no_share():
    seen = glyphs(session("optimizer adam", "step 5", "freeze y", "look arrow off"))
    assert "┤" in seen
    assert "┬" not in seen
    assert "┴" not in seen


def test_the_velocity_points_where_the_step_goes():
    now = session("optimizer momentum", "lr 0.001", "step 8", "look arrow off")
    raster = drawn(now)
    row, column = np.argwhere((raster.fg == LOOK.colours.memory) & (raster.glyph == ord("v")))[0]
    head_row, head_column = np.argwhere(raster.glyph == ord("◆"))[0]
    ahead = now.here.state["velocity"]
    assert (column - head_column) * ahead[0] < 0
    assert (row - head_row) * ahead[1] > 0


@pytest.mark.parametrize(("share", "cells"), [(1.0, REACH[1]), (0.3, 1), (1e-9, 1)])
def test_bars_are_as_long_as_the_roots(share, cells):
    from dataclasses import replace

    now = session("optimizer adam", "step", "look arrow off")
    state = {"second": np.array([4.0, (2.0 * share) ** 2])}
    runner = replace(now.runner, iterate=replace(now.here, state=state))
    raster = drawn(replace(now, runners=(runner,)))
    rows, columns = np.nonzero(raster.fg == LOOK.colours.memory)
    assert columns.max() - columns.min() == 2 * REACH[0]
    assert rows.max() - rows.min() == 2 * cells


@pytest.mark.parametrize("state", [np.array([np.inf, 1.0]), np.array([np.nan, np.nan]), np.array([0.0, 0.0])])
def test_what_is_no_length_is_not_drawn(state):
    from dataclasses import replace

    now = session()
    memory = {"second": state, "velocity": state}
    runner = replace(now.runner, iterate=replace(now.here, state=memory))
    assert not set(glyphs(replace(now, runners=(runner,)))) & set("├┤┬┴v")


def test_without_colours_it_is_told_from_the_gradient():
    """Its shaft is dotted and its tip bears a letter; the gradient's is solid and bears none."""
    now = session("optimizer adam", "lr 0.3", "step 6")
    golden("map-memory-adam", drawn(now, Look(depth="none")))
    golden(
        "map-memory-momentum-ascii",
        drawn(session("optimizer momentum", "lr 0.003", "step 6"), Look(depth="none", ascii=True)),
    )
