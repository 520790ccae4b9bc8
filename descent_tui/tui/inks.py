"""The colours of a picture as a terminal is told them, through the same filters as everything on the screen."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from descent_tui.tui.segments import colour
from descent_tui.tui.sgr import Ink, Inked, ink

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.color import ColorSystem
    from textual.color import Color
    from textual.filter import LineFilter

    from descent_tui.tui.runs import Run

MANY = 4096
"""Colours that are remembered; a picture has some hundreds, and as ink and paper they make thousands of pairs."""


class _Codes(dict[int, str]):
    """Colour → parameters of Select Graphic Rendition, filled as colours turn up."""

    def __init__(self, look_up: Callable[[int], str]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, colour: int) -> str:
        if len(self) >= MANY:
            self.clear()
        found = self[colour] = self._look_up(colour)
        return found


class Inks:
    """Turns runs into what a pen writes. Each colour is looked up by itself: pairs would be megabytes.

    Args:
        own: what stands for DEFAULT. behind: the widget's background, which filters want to know.
        filters: what is applied to all that is shown. system: the colours that the terminal has.
    """

    def __init__(self, own: Style, behind: Color, filters: Sequence[LineFilter], system: ColorSystem) -> None:
        self._own, self._behind, self._filters, self._system = own, behind, filters, system
        self._inks, self._papers = _Codes(self._ink), _Codes(self._paper)

    def fits(self, filters: Sequence[LineFilter], system: ColorSystem) -> bool:
        """Return whether these are still the filters and the colours."""
        return system is self._system and filters == self._filters

    def of(self, row: Sequence[Run]) -> list[Inked]:
        """Return a row of runs, or a part of one, as text in the inks and on the papers of the terminal.

        Raises:
            ValueError: a filter gives the text another length, so that it is not known which run a sign belongs to.
        """
        parts = [part for part, _, _ in row]
        text = "".join(parts)
        said = "".join([segment.text for segment in self._filtered(text, self._own)])
        if len(said) != len(text):
            raise ValueError(said)
        if said != text:
            ends = [0, *accumulate(map(len, parts))]
            parts = [said[a:b] for a, b in pairwise(ends)]
        inks, papers = self._inks, self._papers
        return [(part, inks[fg], papers[bg]) for part, (_, fg, bg) in zip(parts, row, strict=True)]

    def _ink(self, code: int) -> str:
        return self._seen(Style(color=colour(code) or self._own.color)).fg

    def _paper(self, code: int) -> str:
        return self._seen(Style(bgcolor=colour(code) or self._own.bgcolor)).bg

    def _seen(self, style: Style) -> Ink:
        (segment,) = self._filtered("x", style)
        return ink(segment.style or Style.null(), self._system)

    def _filtered(self, text: str, style: Style) -> list[Segment]:
        segments = [Segment(text, style)]
        for line_filter in self._filters:
            segments = line_filter.apply(segments, self._behind)
        return segments
