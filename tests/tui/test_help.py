"""The help: every key is on it, however small the screen."""

from __future__ import annotations

import pytest
from piloted import piloted, press, text_of

from descent_tui.tui.help_screen import HelpScreen, keys_by_group
from descent_tui.tui.keymap import KEYMAP


def test_every_key_is_listed_with_what_it_does():
    rows = [row for group in keys_by_group().values() for row in group]
    for entry in KEYMAP:
        if entry.wish.startswith("toggle "):
            assert ("1 … 9", "freeze or free a variable by its number") in rows
        else:
            assert (entry.shown, entry.says) in rows


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60), (400, 120)])
def test_all_of_it_can_be_read_by_turning_pages(size):
    async def test(screen, pilot):
        await press(pilot, "?")
        pages = [text_of(screen)]
        for _ in range(60):
            await press(pilot, "down")
            if (page := text_of(screen)) == pages[-1]:
                break
            pages.append(page)
        await press(pilot, *["up"] * len(pages))
        assert text_of(screen) == pages[0]
        return "\n".join(pages)

    text = piloted(test, size=size)
    if size[0] < 80:
        text = " ".join(text.split())  # sentences go on in the next row
    for entry in KEYMAP:
        if not entry.wish.startswith("toggle "):
            assert entry.says in text, entry


@pytest.mark.parametrize("key", ["escape", "q", "?", "f1", "enter", "ctrl+c"])
def test_it_is_left_and_the_program_goes_on(key):
    async def test(screen, pilot):
        await press(pilot, "?")
        assert isinstance(screen.app.screen, HelpScreen)
        await press(pilot, key)
        await press(pilot, "space")
        return screen.app.screen is screen, screen.timeline.present.here.k, screen.app._exit

    assert piloted(test) == (True, 1, False)


def test_a_click_leaves_it():
    async def test(screen, pilot):
        await press(pilot, "?")
        await pilot.click(offset=(10, 10))
        return screen.app.screen is screen

    assert piloted(test)


def test_it_is_ascii_where_nothing_else_is_shown():
    async def test(screen, pilot):
        await press(pilot, "?")
        return text_of(screen)

    assert piloted(test, ascii=True).isascii()
