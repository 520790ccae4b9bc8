"""The command palette: every wish by its name, done as its key does it."""

from __future__ import annotations

import asyncio

import pytest
from piloted import piloted, press, text_of, words
from textual.widgets import Input, OptionList

from descent_tui.session.intents import WISHES
from descent_tui.tui.keymap import KEYMAP
from descent_tui.tui.palette import Palette, commands


async def settled(pilot, met):
    for _ in range(400):
        await press(pilot)
        if met():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come")


def test_every_wish_is_in_it():
    async def test(screen, _):
        return {command.help: command for command in commands(screen)}

    there = piloted(test)
    for entry in KEYMAP:
        digit = entry.wish.startswith("toggle ")
        if entry.wish != "commands" and not (digit and int(entry.shown) > 2):
            assert f"key {entry.shown}" in there
    assert there["key 2"].title == "Freeze y"
    assert "key 3" not in there
    assert len({command.title for command in there.values()}) == len(there)


def test_every_command_is_granted():
    async def test(screen, pilot):
        for entry, command in zip((e for e in KEYMAP if e.wish in WISHES), _of_wishes(screen), strict=True):
            command.callback()
            assert entry.says.lower() == command.title.lower()
        return len(words(screen))

    assert piloted(test, "rosenbrock-6d") > 5


def _of_wishes(screen):
    shown = {f"key {entry.shown}" for entry in KEYMAP if entry.wish in WISHES}
    return [command for command in commands(screen) if command.help in shown]


@pytest.mark.parametrize("appearance", [{}, {"dark": False}, {"depth": "none"}, {"depth": "16"}, {"ascii": True}])
def test_a_wish_is_found_by_its_name_and_done(appearance):
    async def test(screen, pilot):
        await press(pilot, "ctrl+p")
        await settled(pilot, lambda: isinstance(screen.app.screen, Palette))
        palette = screen.app.screen
        await settled(pilot, lambda: palette.query_one(OptionList).option_count > 3)
        await press(pilot, *"freeze y")
        await settled(pilot, lambda: "Freeze y" in text_of(screen) and "Zoom" not in text_of(screen))
        await press(pilot, "enter")
        await settled(pilot, lambda: not screen.timeline.present.free[1])
        assert screen.app.screen is screen
        assert words(screen) == ["freeze y"]

    piloted(test, **appearance)


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
def test_it_closes_and_the_program_goes_on(key):
    async def test(screen, pilot):
        await press(pilot, "ctrl+p")
        await settled(pilot, lambda: isinstance(screen.app.screen, Palette))
        assert not screen.app.screen.query_one(Input).cursor_blink
        await press(pilot, key)
        await settled(pilot, lambda: screen.app.screen is screen)
        await press(pilot, "space")
        return screen.timeline.present.here.k, screen.app._exit

    assert piloted(test) == (1, False)


def test_it_is_as_light_as_the_screen():
    async def test(screen, pilot):
        themes = []
        for _ in range(2):
            await press(pilot, "ctrl+p")
            await settled(pilot, lambda: isinstance(screen.app.screen, Palette))
            themes.append(screen.app.current_theme.dark)
            await press(pilot, "escape")
            await settled(pilot, lambda: screen.app.screen is screen)
            await press(pilot, "C")
        return themes

    assert piloted(test) == [True, False]


def test_it_stays_closed_while_one_types():
    async def test(screen, pilot):
        await press(pilot, "/", "ctrl+p")
        return screen.app.screen is screen

    assert piloted(test)
