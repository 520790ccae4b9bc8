"""The page of keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from landscapes import golden

from descent_tui.pictures.help import help_picture
from descent_tui.pictures.look import Look

GROUPS = {
    "descend": [("space s", "take one step against the gradient"), ("S", "take ten steps"), ("u", "take it back")],
    "one partial at a time": [("1 … 9", "freeze or free a variable by its number"), ("0", "free all variables")],
    "look": [("v", "map, mountain, slices"), ("← → ↑ ↓", "walk the point by hand")],
}
KEYS = [key for keys in GROUPS.values() for key in keys]
PLAIN = Look(depth="none")


@pytest.mark.parametrize("width", [60, 120])
def test_golden(width):
    golden(f"help-{width}", help_picture(GROUPS, width, 16, PLAIN)[0])


@given(width=st.integers(44, 200), height=st.integers(4, 50))
def test_every_key_is_on_some_page(width, height):
    seen, top = "", 0
    while True:
        raster, reached = help_picture(GROUPS, width, height, PLAIN, top)
        seen += "\n".join(raster.lines()) + "\n"
        if reached < top:
            break
        top += 1
    for shown, says in KEYS:
        assert shown in seen
        assert says[:25] in seen


def test_on_a_narrow_screen_what_a_key_does_goes_on_in_the_next_row():
    says = "take one step against the gradient"
    lines = help_picture({"descend": [("space s", says), ("S", "take ten steps")]}, 40, 12, PLAIN)[0].lines()
    assert " ".join(line[13:].strip() for line in lines[3:5]) == says
    assert lines[5].split() == ["S", "take", "ten", "steps"]


@given(width=st.integers(1, 200), height=st.integers(1, 50), top=st.integers(0, 200), ascii_only=st.booleans())
def test_it_never_fails_and_never_scrolls_too_far(width, height, top, ascii_only):
    raster, reached = help_picture(GROUPS, width, height, Look(depth="none", ascii=ascii_only), top)
    assert raster.glyph.shape == (height, width)
    assert 0 <= reached <= top
    assert not ascii_only or "".join(raster.lines()).isascii()


def test_on_a_large_screen_nothing_scrolls():
    raster, reached = help_picture(GROUPS, 120, 40, PLAIN, 5)
    assert reached == 0
    assert "more" not in raster.lines()[-1]
