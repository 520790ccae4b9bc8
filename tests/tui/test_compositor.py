"""Lean painting: what is sent, what is left out, and the way back to stock."""

from __future__ import annotations

import asyncio

import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.geometry import Region, Size
from textual.strip import Strip

from descent_tui.tui.compositor import SWITCH, LeanCompositor, LeanScreen, lean_possible
from descent_tui.tui.safety import SafeApp
from descent_tui.tui.sgr import Pen
from descent_tui.tui.shown import Shown
from descent_tui.tui.updates import LeanLayout, LeanPicture, LeanSpans

RED = Style.parse("red on blue")


@pytest.fixture
def console():
    return Console(color_system="truecolor", force_terminal=True)


def spans(*rows):
    strip = Strip([Segment("abcdefghij", RED), Segment("klmnopqrst")])
    return ChopsUpdate([{0: strip}, {0: strip.crop(0, 10), 10: strip.crop(10)}], list(rows), [[20], [10, 20]])


def test_a_span_is_sent_from_where_it_starts(console):
    assert LeanSpans(spans((0, 4, 6)), Shown()).render_segments(console) == "\x1b[1;5H\x1b[31;44mef\x1b[m"
    assert "abcd" in spans((0, 4, 6)).render_segments(console), "stock is good now: the subclass can go"


def test_a_span_over_two_widgets_needs_one_move(console):
    assert LeanSpans(spans((1, 8, 12)), Shown()).render_segments(console) == "\x1b[2;9H\x1b[31;44mij\x1b[mkl"


def test_a_touching_neighbour_is_left_alone(console):
    assert LeanSpans(spans((1, 8, 10)), Shown()).render_segments(console) == "\x1b[2;9H\x1b[31;44mij\x1b[m"


def layout(*texts):
    return LayoutUpdate([[Strip([Segment(text, RED)])] for text in texts], Region(0, 0, 3, len(texts)))


def test_rows_on_the_screen_are_not_sent_again(console):
    shown = Shown()
    assert LeanLayout(layout("one", "two"), shown).render_segments(console).count("H") == 2
    assert LeanLayout(layout("one", "six"), shown).render_segments(console) == "\x1b[2;1H\x1b[31;44msix\x1b[m"
    assert LeanLayout(layout("one", "six"), shown).render_segments(console) == ""


class Words:
    """A picture of words, one a row; it knows no rows beyond."""

    def __init__(self, *words):
        self.words = words

    def span(self, y, x1, x2, _system):
        """Return a part of a word."""
        return [(self.words[y][x1:x2], "31", "")]


def whole(shown, *words, height=2):
    stock = type("Stock", (), {"render_segments": lambda _self, _console: "stock"})()
    return LeanPicture(Words(*words), Size(3, height), stock, shown)


def test_of_a_picture_that_is_the_screen_only_new_rows_are_sent(console):
    shown = Shown()
    assert whole(shown, "one", "two").render_segments(console) == "\x1b[1;1H\x1b[31mone\x1b[m\x1b[2;1H\x1b[31mtwo\x1b[m"
    assert whole(shown, "one", "six").render_segments(console) == "\x1b[2;1H\x1b[31msix\x1b[m"
    assert whole(shown, "one", "six").render_segments(console) == ""
    shown.forget()
    assert whole(shown, "one", "six").render_segments(console).count("H") == 2


def test_a_picture_that_does_not_fit_the_screen_is_painted_stock(console):
    shown = Shown()
    assert whole(shown, "one", "two", height=3).render_segments(console) == "stock"
    assert whole(shown, "one", "two").render_segments(console).count("H") == 2, "nothing is taken for granted then"


@pytest.mark.parametrize("loss", ["forget", "touch", "size", "meanwhile"])
def test_rows_that_may_be_gone_are_sent_again(console, loss):
    shown = Shown()
    LeanLayout(layout("one", "two"), shown).render_segments(console)
    match loss:
        case "forget":
            shown.forget()
        case "touch":
            LeanSpans(spans((0, 4, 6)), shown).render_segments(console)
        case "size":
            with shown.painting(Size(9, 9)):
                pass
        case "meanwhile":
            with shown.painting(Size(3, 2)):
                shown.forget()
                shown.differs(0, "painted, and lost at once")
    assert "one" in LeanLayout(layout("one", "two"), shown).render_segments(console)


def test_what_is_not_as_expected_is_painted_stock(console):
    update = layout("one", "two")
    update.region = None
    shown = Shown()
    strange = LeanLayout(update, shown)
    strange.stock = type("Strange", (), {"render_segments": lambda _self, _console: "stock"})()
    assert strange.render_segments(console) == "stock"


def compositor_of_a_screen():
    async def run():
        app = SafeApp(depth="truecolor")
        async with app.run_test():
            return type(LeanScreen()._compositor)

    return asyncio.run(run())


def test_textual_is_made_of_the_parts_we_bend():
    assert lean_possible()
    assert compositor_of_a_screen() is LeanCompositor


def test_the_switch_brings_stock_back(monkeypatch):
    monkeypatch.setenv(SWITCH, "1")
    assert compositor_of_a_screen() is Compositor


def test_another_textual_gets_stock(monkeypatch):
    monkeypatch.delattr(Compositor, "render_partial_update")
    assert not lean_possible()


def written(*parts):
    pen = Pen(Console(color_system="truecolor", force_terminal=True)._color_system)
    return pen.write([Segment(text, style and Style.parse(style)) for text, style in parts]) + pen.lift()


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([("a", None)], "a"),
        ([("a", "red"), ("b", "red")], "\x1b[31mab\x1b[m"),
        ([("a", "red on blue"), ("b", "green on blue")], "\x1b[31;44ma\x1b[32mb\x1b[m"),
        ([("a", "red"), (" ", "green"), ("b", "red")], "\x1b[31ma b\x1b[m"),
        ([("a", "red on blue"), ("b", "red")], "\x1b[31;44ma\x1b[49mb\x1b[m"),
        ([("a", "bold red"), ("b", "red")], "\x1b[1;31ma\x1b[0;31mb\x1b[m"),
        ([("a", "red"), ("b", "bold red")], "\x1b[31ma\x1b[1mb\x1b[m"),
        ([("a", "red"), (" ", "underline red"), ("b", "red")], "\x1b[31ma\x1b[4m \x1b[0;31mb\x1b[m"),
        ([("a", "underline"), (" ", None), ("b", "underline")], "\x1b[4ma\x1b[m \x1b[4mb\x1b[m"),
        ([("a", "bold"), ("b", "default on default")], "\x1b[1ma\x1b[mb"),
    ],
)
def test_the_pen_says_only_what_changes(parts, text):
    assert written(*parts) == text
