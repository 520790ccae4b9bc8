"""The app as a whole: sizes, the first actions, keys before the first page, the same picture however it was reached."""

from __future__ import annotations

import asyncio

import pytest
from piloted import piloted, press, text_of, words
from textual.events import Key

from descent_tui.pictures.layout import fits
from descent_tui.scenario import catalogue
from descent_tui.tui.app import DescentApp
from descent_tui.tui.appearance import Appearance
from descent_tui.tui.page import BlankPage, Page

SIZES = [(40, 12), (400, 120), (1, 1), (80, 24), (39, 40), (120, 11), (200, 60), (2, 3), (71, 17), (120, 40)]


def test_a_storm_of_sizes():
    async def test(screen, pilot):
        first = text_of(screen)
        for size in SIZES * 2:
            await pilot.resize_terminal(*size)
            await press(pilot, "space", "u", "v", "t")
            assert screen.size == size
            if not fits(*size):
                assert text_of(screen).strip()
        await press(pilot, *"v" * ((-2 * len(SIZES)) % 3))
        await pilot.resize_terminal(120, 40)
        await press(pilot, "space", "u")
        await pilot.pause(0.1)
        return first, text_of(screen)

    first, last = piloted(test, "himmelblau")
    assert first.splitlines()[:20] == last.splitlines()[:20]


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (39, 12), (40, 11)])
def test_too_small_says_f_and_step(size):
    async def test(screen, pilot):
        await press(pilot, "space")
        return text_of(screen)

    text = piloted(test, size=size)
    assert len(text.splitlines()) == size[1]
    if size[0] > 30:
        assert text.startswith("f 3.51")
        assert "step 1" in text
        assert "40×12" in text


@pytest.mark.parametrize("view", ["map", "mountain", "slices"])
@pytest.mark.parametrize("depth", ["truecolor", "256", "16", "none"])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_every_appearance(view, depth, ascii_only):
    async def test(screen, pilot):
        screen.act(f"look kind {view}")
        await press(pilot, "space", "n", "2", "c", "C")
        return text_of(screen)

    text = piloted(test, "himmelblau", size=(80, 24), depth=depth, ascii=ascii_only)
    assert text.isascii() or not ascii_only
    assert "?" not in text.replace("? help", "") or not ascii_only


def test_curves_follow_the_key():
    """What is drawn in two goes is what would have been drawn in one."""

    async def test(screen, pilot):
        await press(pilot, *"sss2s1n", "tab", *"0zs")
        await pilot.pause(0.2)
        whole = screen.stage.draw(screen.session, *screen.size, screen.look, curves=True)
        return screen.view.raster.lines(), whole.lines()

    shown, whole = piloted(test, "rosenbrock")
    assert shown == whole


def test_the_first_actions_are_taken():
    async def test(screen, _):
        return words(screen)

    assert piloted(test, actions=("freeze y", "lr 0.05")) == ["freeze y", "lr 0.05"]


def test_keys_pressed_before_the_first_page_are_not_lost():
    async def run():
        app = DescentApp(catalogue.load("seed-bowl"), Appearance())
        async with app.run_test(size=(80, 24)) as pilot:
            if isinstance(app.screen, BlankPage):
                for sign in "ss2":
                    app.post_message(Key(sign, sign))
            else:
                await press(pilot, *"ss2")
            while not hasattr(app.screen, "timeline"):  # noqa: ASYNC110 — of nothing else one hears
                await asyncio.sleep(0.001)
            await press(pilot)
            return app.screen.timeline.present

    session = asyncio.run(run())
    assert session.here.k == 2
    assert not session.free[1]


def test_the_blank_page_keeps_keys():
    page = BlankPage(None)
    for sign in "ab":
        assert page.press(Key(sign, sign))
    assert [event.key for event in page.pressed] == ["a", "b"]
    assert not Page().press(Key("a", "a"))


def test_the_keys_of_a_page_are_methods():
    from descent_tui.tui import derivation_screen, help_screen, searched

    for table, kind in (
        (help_screen.HelpScreen.KEYS, help_screen.HelpScreen),
        (searched.KEYS, searched.SearchedList),
        (derivation_screen.DerivationScreen.KEYS, derivation_screen.DerivationScreen),
    ):
        for what in table.values():
            assert callable(getattr(kind, what.split()[0]))
