"""Runs of a picture in the inks of a terminal: the same bytes as by Textual's way over strips and filters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import MONOKAI
from textual.color import Color
from textual.filter import ANSIToTruecolor, LineFilter

from descent_tui.pictures.colour_code import DEFAULT, INDEXED
from descent_tui.pictures.raster import Raster
from descent_tui.tui import inks as module
from descent_tui.tui.filter import Colourless, KeepIndexed, SafeFilter
from descent_tui.tui.inks import Inks
from descent_tui.tui.runs import runs
from descent_tui.tui.segments import strip
from descent_tui.tui.sgr import Pen

BEHIND = Color(10, 20, 30)
OWN = Style.parse("#cccccc on #101418")
ANSI = Style.parse("red on default")
FILTERS = {
    "none": (),
    "safe": (SafeFilter(),),
    "ascii": (KeepIndexed(MONOKAI), SafeFilter(ascii_only=True)),
    "themed": (ANSIToTruecolor(MONOKAI), SafeFilter()),
    "colourless": (ANSIToTruecolor(MONOKAI), Colourless(), SafeFilter()),
}
COLOURS = st.sampled_from([DEFAULT, 0x000000, 0xFF8000, 0x123456, INDEXED | 3, INDEXED | 231])


@st.composite
def rasters(draw):
    shape = (2, draw(st.integers(1, 80)))
    glyph = draw(arrays.arrays(np.uint32, shape, elements=st.sampled_from([32, 65, 0x9B, 0x25C6, 0x28FF])))
    inks, papers = (draw(arrays.arrays(np.int32, shape, elements=COLOURS)) for _ in range(2))
    return Raster(glyph, inks, papers)


@settings(max_examples=60, deadline=None)
@given(
    rasters(), st.sampled_from(sorted(FILTERS)), st.sampled_from([OWN, ANSI]), st.sampled_from(list(ColorSystem)[1:4])
)
def test_the_bytes_are_those_of_filtered_strips(raster, name, own, system):
    if own is ANSI and name == "ascii":  # it goes by both colours of a cell; and a widget's own are none of these then
        own = OWN
    inks = Inks(own, BEHIND, FILTERS[name], system)
    for row in runs(raster):
        segments = list(strip(row, own))
        for line_filter in FILTERS[name]:
            segments = line_filter.apply(segments, BEHIND)
        assert Pen(system).put(inks.of(row)) == Pen(system).write(segments)


class Doubling(LineFilter):
    """Says everything twice: it is not known any more where what stands."""

    def apply(self, segments, background):
        return [Segment(text * 2, style) for text, style, _ in segments]


def test_a_filter_that_moves_signs_is_refused():
    with pytest.raises(ValueError, match="abab"):
        Inks(OWN, BEHIND, (Doubling(),), ColorSystem.TRUECOLOR).of([("ab", 0, 1)])


def test_few_colours_are_remembered(monkeypatch):
    monkeypatch.setattr(module, "MANY", 8)
    inks = Inks(OWN, BEHIND, (), ColorSystem.TRUECOLOR)
    for colour in range(100):
        assert inks.of([("a", colour, colour)]) == [("a", f"38;2;0;0;{colour}", f"48;2;0;0;{colour}")]
        assert len(inks._inks) <= 8
        assert len(inks._papers) <= 8
