"""Rasters as strips, and what differs between two of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from rich.color import ColorType
from rich.style import Style
from textual.geometry import Region

from descent_tui.pictures.colour_code import DEFAULT, INDEXED
from descent_tui.pictures.raster import Raster
from descent_tui.tui.runs import SHORT, part, runs
from descent_tui.tui.segments import colour
from descent_tui.tui.strips import GAP, diff, strips

COLOURS = st.sampled_from([DEFAULT, 0x000000, 0xFF8000, INDEXED | 3, INDEXED | 231])


@st.composite
def rasters(draw, shape):
    glyph = draw(arrays.arrays(np.uint32, shape, elements=st.sampled_from([32, 65, 0x25C6, 0x28FF])))
    fg = draw(arrays.arrays(np.int32, shape, elements=COLOURS))
    return Raster(glyph, fg, draw(arrays.arrays(np.int32, shape, elements=COLOURS)))


def cells(raster):
    """Return (sign, ink, paper) of every cell as a terminal would show it; a blank has no ink."""
    rows = []
    for strip in strips(raster):
        rows.append([])
        for text, style, _ in strip:
            rows[-1] += [(c, style.color if c != " " else None, style.bgcolor) for c in text]
    return rows


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(1, 4), st.integers(1, 12))
def test_strips_show_every_cell_as_it_is(data, height, width):
    raster = data.draw(rasters((height, width)))
    for y, row in enumerate(cells(raster)):
        assert [sign for sign, _, _ in row] == list(raster.lines()[y])
        for x, (sign, ink, paper) in enumerate(row):
            assert paper == colour(int(raster.bg[y, x]))
            assert sign == " " or ink == colour(int(raster.fg[y, x]))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_repainting_what_differs_is_enough(data):
    old, new = data.draw(rasters((3, 30))), data.draw(rasters((3, 30)))
    screen, wanted = cells(old), cells(new)
    for x, y, width, height in diff(old, new):
        for row in range(y, y + height):
            screen[row][x : x + width] = wanted[row][x : x + width]
    assert screen == wanted


def test_a_blank_does_not_break_a_run():
    raster = Raster.blank(9, 1, 0x111111, 0)
    raster.put(0, 0, "a", 0xFF0000)
    raster.put(8, 0, "b", 0xFF0000)
    assert len(list(strips(raster)[0])) == 1


def test_what_is_near_is_one_run_and_what_is_far_is_two():
    old = Raster.blank(60, 3)
    near, far = old.copy(), old.copy()
    near.put(5, 1, "a")
    near.put(5 + GAP, 1, "b")
    far.put(5, 1, "a")
    far.put(6 + GAP, 1, "b")
    far.put(5, 2, "c")
    assert diff(old, near) == [Region(5, 1, GAP + 1, 1)]
    assert diff(old, far) == [Region(5, 1, 1, 1), Region(6 + GAP, 1, 1, 1), Region(5, 2, 1, 1)]
    assert diff(old, old.copy()) == []


def test_the_ink_of_a_blank_is_no_difference():
    assert diff(Raster.blank(5, 2, 1, 0), Raster.blank(5, 2, 2, 0)) == []


def test_much_is_everything():
    assert diff(Raster.blank(5, 2), Raster.blank(5, 2, bg=0)) == [Region(0, 0, 5, 2)]


def test_colours_keep_their_kind():
    assert colour(DEFAULT) is None
    assert colour(0x0A141E).triplet == (10, 20, 30)
    assert (colour(INDEXED | 3).type, colour(INDEXED | 3).number) == (ColorType.STANDARD, 3)
    assert (colour(INDEXED | 231).type, colour(INDEXED | 231).number) == (ColorType.EIGHT_BIT, 231)


def test_default_is_the_widgets_own():
    own = Style.parse("red on blue")
    (segment,) = strips(Raster.blank(3, 1), own=own)[0]
    assert (segment.style.color, segment.style.bgcolor) == (own.color, own.bgcolor)


@pytest.mark.parametrize("code", [0x1F600, 0x4E2D, 0x0301, 0xD800, 0x7FFFFFFF, 0x07])
def test_what_is_no_single_cell_never_shifts_a_row(code):
    raster = Raster.blank(4, 1)
    raster.put(0, 0, "ab◆d")
    raster.glyph[0, 1] = code
    strip = strips(raster)[0]
    assert strip.cell_length == sum(segment.cell_length for segment in strip) == 4
    assert strip.text[0] + strip.text[2:] == "a◆d"


@pytest.mark.parametrize("shape", [(0, 3), (2, 0), (0, 0)])
def test_nothing_is_nothing(shape):
    raster = Raster.blank(shape[1], shape[0])
    assert [strip.text for strip in strips(raster)] == [""] * shape[0]
    assert diff(raster, raster.copy()) == []


@given(rasters((3, 9)), st.integers(0, 9), st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_a_part_of_a_row_is_the_row_cut_there(raster, a, b):
    x1, x2 = min(a, b), max(a, b)
    for y in range(3):
        cut = Raster(raster.glyph[y : y + 1, x1:x2], raster.fg[y : y + 1, x1:x2], raster.bg[y : y + 1, x1:x2])
        assert part(raster, y, x1, x2) == runs(cut)[0]
        wide = Raster(*(np.tile(array, (1, SHORT)) for array in (cut.glyph, cut.fg, cut.bg)))
        assert part(wide, 0, 0, wide.width) == runs(wide)[0]
