"""Hostile text is made harmless at its width, and ASCII is ASCII."""

from __future__ import annotations

import unicodedata

import pytest
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from textual.color import Color as Background
from textual.color import Color as TextualColor

from descent_tui.pictures.glyphs import ASCII, UNICODE
from descent_tui.tui.filter import Colourless, KeepIndexed, SafeFilter, harmless

BLACK = Background(0, 0, 0)


def applied(filter_, *segments):
    return filter_.apply([Segment(text, style) for text, style in segments], BLACK)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("ascii_only", [False, True])
def test_nothing_hostile_is_left(text, ascii_only):
    said = harmless(text, ascii_only)
    assert not {unicodedata.category(c) for c in said} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not ascii_only or said.isascii()


@pytest.mark.parametrize(
    ("text", "said"),
    [("\x1b[2J", "␛[2J"), ("a\r\n\tb", "a␍␊␉b"), ("\x7f\x9b", "��"), ("\u202egpj", "�gpj"), ("∂f/∂x ≤ 3", "∂f/∂x ≤ 3")],
)
def test_what_stands_for_what(text, said):
    assert harmless(text) == said


@given(st.text())
def test_ascii_is_ascii_whatever_comes(text):
    said = harmless(text, ascii_only=True)
    assert said.isascii()
    assert said.isprintable()


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])))
def test_ascii_keeps_the_width(text):
    assert len(harmless(text, ascii_only=True)) == sum(map(cell_len, text))


def test_ascii_speaks_as_pictures_do():
    assert harmless(UNICODE.head + UNICODE.start + UNICODE.frozen, True) == ASCII.head + ASCII.start + ASCII.frozen
    assert harmless("┌─┬╮│╰━┼┘ ▁█▌ ⣿⠁ ∂αé", True) == "+-++|+=++ _#| #. dae"


def test_a_line_keeps_its_width():
    out = applied(SafeFilter(), ("\x1b]0;x\x07", None), ("end   ", Style(bold=True)))
    assert "".join(segment.text for segment in out) == "␛]0;x␇end "


def test_clean_segments_are_the_same_ones():
    segments = [Segment("∂f", Style(bold=True)), Segment("plain")]
    assert SafeFilter().apply(segments, BLACK) is segments


def test_links_are_not_passed_on():
    (segment,) = applied(SafeFilter(), ("here", Style(link="http://evil.example", bold=True)))
    assert segment.style.link is None
    assert segment.style.bold


def test_colourless_keeps_weight_and_drops_colours():
    (segment,) = applied(Colourless(), ("a", Style.parse("bold red on blue")))
    assert (segment.style.color, segment.style.bgcolor, segment.style.bold) == (None, None, True)


def test_entries_of_the_palette_are_kept():
    picked = Style(color=Color.from_ansi(196), bgcolor=Color.from_ansi(4))
    default = Style(color=Color.default(), bgcolor=Color.default())
    first, second = applied(KeepIndexed(DEFAULT_TERMINAL_THEME), ("a", picked), ("b", default))
    assert first.style == picked
    assert second.style.color.triplet is not None
    assert TextualColor.from_rich_color(second.style.bgcolor).a == 1
