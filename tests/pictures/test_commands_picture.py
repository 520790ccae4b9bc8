"""The box of commands: what is found, what stands where, and that no size breaks it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from landscapes import golden

from descent_tui.pictures.commands import Command, commands_picture, dimmed, found
from descent_tui.pictures.look import DEPTHS, Look
from descent_tui.pictures.raster import Raster

COMMANDS = [
    Command("take one step against the gradient", "space s", "descend", "step"),
    Command("take ten steps", "S", "descend", "leap"),
    Command("zoom in", "z", "walk and look", "zoom-in"),
    Command("zoom out", "Z", "walk and look", "zoom-out"),
    Command("show or hide the gradient arrow", "g", "walk and look", "arrow"),
    *(Command(f"freeze x[{k}]", str(k), "one partial at a time", f"toggle {k}") for k in range(1, 10)),
]
PLAIN = Look(depth="none")


@pytest.mark.parametrize(
    ("search", "first", "count"),
    [
        ("", "step", 14),
        ("zoom", "zoom-in", 2),
        ("out zoom", "zoom-out", 1),
        ("Z", "zoom-out", 11),
        ("g", "arrow", 2),
        ("GRADIENT", "step", 2),
        ("walk", "zoom-in", 3),
        ("take", "step", 2),
        ("7", "toggle 7", 1),
    ],
)
def test_words_are_found_in_any_order_and_the_key_itself_comes_first(search, first, count):
    hits = found(COMMANDS, search)
    assert (hits[0].wish, len(hits)) == (first, count)


def test_nothing_is_found_where_nothing_is():
    assert found(COMMANDS, "zoom ten") == []


def under(width, height, look):
    return Raster.blank(width, height, look.colours.ink, look.colours.paper)


@pytest.mark.parametrize("ascii_only", [False, True])
def test_golden(ascii_only):
    look = Look(depth="none", ascii=ascii_only)
    name = "commands-ascii" if ascii_only else "commands"
    golden(name, commands_picture(COMMANDS, 3, "", under(80, 18, look), look)[0])


@given(
    width=st.integers(1, 130), height=st.integers(1, 50), chosen=st.integers(0, 13), search=st.text("abc", max_size=9)
)
def test_the_chosen_one_is_in_sight_and_its_row_is_known(width, height, chosen, search):
    raster, rows = commands_picture(COMMANDS, chosen, search, under(width, height, PLAIN), PLAIN)
    assert raster.glyph.shape == (height, width)
    assert len(rows) == height
    if height > 4:
        assert chosen in rows
        if width >= 40:
            assert COMMANDS[chosen].says[:20] in raster.lines()[rows.index(chosen)]


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("dark", [False, True])
def test_what_lies_under_it_is_fainter_than_it_was(depth, dark):
    look = Look(depth=depth, dark=dark)
    page = under(100, 30, look)
    page.fg[:], page.bg[:] = look.colours.head, look.colours.title
    raster, _ = commands_picture(COMMANDS, 0, "", page, look)
    if depth == "none":
        assert (raster.fg == -1).all()
    else:
        assert raster.fg[0, 0] != look.colours.head
        assert raster.bg[0, 0] != look.colours.title
    assert (page.bg == look.colours.title).all(), "the landscape itself stays as it is"
    assert np.array_equal(page.fg, np.full_like(page.fg, look.colours.head))


@pytest.mark.parametrize("depth", ["256", "16"])
def test_where_colours_are_few_the_lines_under_the_box_stay_and_shades_do_not(depth):
    look = Look(depth=depth)
    under = Raster.blank(5, 1, look.colours.ink, look.colours.paper)
    under.put(0, 0, "x▒⣿▀─")
    assert dimmed(under, look).lines() == ["x ⣿ ─"]
    assert under.lines() == ["x▒⣿▀─"]
