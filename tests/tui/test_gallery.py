"""The gallery: searched, walked through, opened, left."""

from __future__ import annotations

import pytest
from piloted import piloted, press, text_of, words
from textual import events

from descent_tui.scenario import catalogue
from descent_tui.tui.gallery_screen import GalleryScreen


def test_it_opens_on_the_present_landscape_and_esc_leaves():
    async def test(screen, pilot):
        timeline = screen.timeline
        await press(pilot, "l")
        assert isinstance(screen.app.screen, GalleryScreen)
        assert "Himmelblau" in text_of(screen)
        await press(pilot, "escape")
        assert screen.app.screen is screen
        assert screen.timeline is timeline
        await press(pilot, "l", "ctrl+c")
        return screen.app.screen is screen, screen.app._exit

    assert piloted(test, "himmelblau") == (True, False)


def test_a_search_and_enter_open_a_landscape():
    async def test(screen, pilot):
        await press(pilot, "l", *"rosenbrock", "enter")
        assert screen.timeline.present.scenario.name.startswith("rosenbrock")
        assert len(words(screen)) == 1
        await press(pilot, "space")
        assert screen.timeline.present.here.k == 1
        await press(pilot, "u", "u")
        return screen.timeline.present.scenario.name

    assert piloted(test) == "seed-bowl"


def test_what_is_typed_at_once_goes_where_it_should():
    async def test(screen, pilot):
        await press(pilot, "l", *"himmelblau", "enter", "space", "2")
        return screen.timeline.present

    session = piloted(test)
    assert session.scenario.name == "himmelblau"
    assert session.here.k == 1
    assert list(session.free) == [True, False]


def test_a_search_without_a_find_opens_nothing():
    async def test(screen, pilot):
        await press(pilot, "l", *"no such hill", "enter")
        assert isinstance(screen.app.screen, GalleryScreen)
        await press(pilot, *["backspace"] * 60, "down", "up", "tab", "enter")
        return screen.app.screen is screen, len(words(screen))

    assert piloted(test) == (True, 1)


@pytest.mark.parametrize("keys", [("down",), ("pagedown", "pageup", "down"), ("tab", "tab", "shift+tab")])
def test_walking_through_it(keys):
    async def test(screen, pilot):
        first = screen.timeline.present.scenario.name
        await press(pilot, "l", *keys, "enter")
        return first, screen.timeline.present.scenario.name

    first, now = piloted(test)
    names = [summary.name for summary in catalogue.summaries()]
    assert now == names[names.index(first) + 1]


def test_the_ends_are_ends():
    async def test(screen, pilot):
        await press(pilot, "l", *["pageup"] * 9, *["pagedown"] * 12, "down", "enter")
        return screen.timeline.present.scenario.name

    assert piloted(test) == catalogue.summaries()[-1].name


def test_the_mouse_chooses_and_opens():
    async def test(screen, pilot):
        await press(pilot, "l")
        gallery = screen.app.screen
        await pilot.pause()
        row = next(y for y, place in enumerate(gallery.rows) if place not in {None, gallery.place})
        chosen = catalogue.summaries()[gallery.rows[row]].name
        await pilot.click(offset=(4, row))
        assert screen.app.screen is gallery
        row = gallery.rows.index(gallery.place)
        await pilot.click(offset=(4, row))
        assert screen.app.screen is screen
        return chosen, screen.timeline.present.scenario.name

    chosen, now = piloted(test)
    assert chosen == now


def test_a_search_is_bounded_and_shown_harmless():
    async def test(screen, pilot):
        await press(pilot, "l")
        for sign in ("\x9b", "\u202e", "é", "界", *"a" * 100):
            screen.app.post_message(events.Key("x", sign))
        await press(pilot)
        assert len(screen.app.screen.search) <= 40
        return text_of(screen)

    text = piloted(test)
    assert "\x9b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (40, 12), (80, 24), (400, 120)])
def test_any_size(size):
    async def test(screen, pilot):
        await press(pilot, "l", "down", *"bowl", "down", "up", "escape")
        return screen.app.screen is screen

    assert piloted(test, size=size)


def test_every_landscape_is_opened_one_after_another():
    async def test(screen, pilot):
        opened = 0
        for summary in catalogue.summaries():
            assert screen.act(f"open {summary.name}"), summary.name
            await press(pilot, "space", "2", "v", "u")
            if opened % 12 == 0:
                await pilot.resize_terminal(*((80, 24), (120, 40))[opened % 24 == 0])
            assert screen.timeline.present.scenario.name == summary.name
            opened += 1
        return opened, screen.app.is_running

    opened, running = piloted(test)
    assert running
    assert opened >= 45
