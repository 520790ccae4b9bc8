"""Runs of cells in the words of Rich and Textual; the first picture is shown before numpy, so nothing here needs it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from descent_tui.pictures.colour_code import DEFAULT, INDEXED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from descent_tui.tui.runs import Run


@lru_cache(1024)
def colour(code: int) -> Color | None:
    """Return the Rich colour of a raster's colour; None is the one already there."""
    if code <= DEFAULT:
        return None
    if code & INDEXED:
        return Color.from_ansi(code & 0xFF)
    return Color.from_rgb(code >> 16 & 0xFF, code >> 8 & 0xFF, code & 0xFF)


@lru_cache(1024)
def style(fg: int, bg: int, own: Style) -> Style:
    """Return the style of ink `fg` on paper `bg`; where one is DEFAULT, the widget's `own`."""
    ink, paper = colour(fg), colour(bg)
    return Style(
        color=own.color if ink is None else ink,
        bgcolor=own.bgcolor if paper is None else paper,
    )


def strip(row: Iterable[Run], own: Style) -> Strip:
    """Return a row of a picture as a strip, each run a segment."""
    segments = [Segment(text, style(ink, paper, own)) for text, ink, paper in row]
    return Strip(segments, sum(len(segment.text) for segment in segments))
