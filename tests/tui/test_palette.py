"""The command palette: every wish by its name, done as its key does it."""

from __future__ import annotations

import pytest
from piloted import piloted, press, text_of, words

from descent_tui.session.intents import WISHES
from descent_tui.tui.keymap import KEYMAP
from descent_tui.tui.palette import Palette, commands


def test_every_wish_is_in_it():
    async def test(screen, _):
        return {command.shown: command.says for command in commands(screen)}

    there = piloted(test)
    for entry in KEYMAP:
        digit = entry.wish.startswith("toggle ")
        if entry.wish != "commands" and not (digit and int(entry.shown) > 2):
            assert entry.shown in there
    assert there["2"] == "freeze y"
    assert "3" not in there
    assert len(set(there.values())) == len(there)


def test_every_command_is_granted_as_its_key_is():
    async def test(screen, pilot):
        wanted = {entry.wish: entry.says for entry in KEYMAP if entry.wish in WISHES}
        for says in wanted.values():
            await press(pilot, "ctrl+p", *says[:40], "enter")
            assert screen.app.screen is screen, says
        return len(words(screen)), len(wanted)

    done, wanted = piloted(test, "rosenbrock-6d")
    assert done > 5
    assert wanted > 30


@pytest.mark.parametrize("appearance", [{}, {"dark": False}, {"depth": "none"}, {"depth": "16"}, {"ascii": True}])
def test_a_wish_is_found_by_its_name_and_done(appearance):
    async def test(screen, pilot):
        await press(pilot, "ctrl+p", *"freeze y")
        assert isinstance(screen.app.screen, Palette)
        assert "freeze y" in text_of(screen)
        assert "zoom" not in text_of(screen)
        await press(pilot, "enter")
        assert not screen.timeline.present.free[1]
        assert screen.app.screen is screen
        assert words(screen) == ["freeze y"]

    piloted(test, **appearance)


def test_what_is_typed_at_once_is_typed_and_what_follows_is_for_the_landscape():
    async def test(screen, pilot):
        await press(pilot, "ctrl+p", *"ten steps", "enter", "space", "ctrl+p", *"zoom out", "enter", "space")
        return screen.timeline.present.here.k, [word for word in words(screen) if "step" in word]

    assert piloted(test) == (12, ["step 10", "step 1", "step 1"])


@pytest.mark.parametrize(("says", "name"), [("browse", "GalleryScreen"), ("this page", "HelpScreen")])
def test_a_command_may_open_another_page(says, name):
    async def test(screen, pilot):
        await press(pilot, "ctrl+p", *says, "enter")
        return type(screen.app.screen).__name__

    assert piloted(test) == name


def test_arrows_the_wheel_and_clicks_choose():
    async def test(screen, pilot):
        await press(pilot, "ctrl+p", *"nudge", "down")
        palette = screen.app.screen
        palette.on_mouse_scroll_down()
        palette.on_mouse_scroll_up()
        lines = text_of(screen).splitlines()
        assert any("► a ten times smaller nudge" in line for line in lines)
        row = next(y for y, line in enumerate(lines) if "nudge this variable" in line)
        await pilot.click(offset=(60, row))
        assert screen.app.screen is palette
        await pilot.click(offset=(60, row))
        await press(pilot)
        return screen.app.screen is screen, screen.timeline.present.view.nudge

    left, nudge = piloted(test)
    assert left
    assert nudge is not None


def test_a_picture_can_be_written_from_it():
    async def test(screen, pilot):
        await press(pilot, "ctrl+p", *"write the trajectory as csv", "enter")
        return screen.prompt.value

    assert piloted(test).endswith(".csv")


def test_what_is_nowhere_is_said_and_backspace_takes_it_away():
    async def test(screen, pilot):
        await press(pilot, "ctrl+p", *"qqq")
        assert "nothing by that name" in text_of(screen)
        await press(pilot, "enter", *["backspace"] * 3)
        assert "take one step" in text_of(screen)

    piloted(test)


@pytest.mark.parametrize("key", ["escape", "ctrl+c", "ctrl+p"])
def test_it_closes_and_the_program_goes_on(key):
    async def test(screen, pilot):
        await press(pilot, "ctrl+p")
        assert isinstance(screen.app.screen, Palette)
        await press(pilot, key)
        assert screen.app.screen is screen
        await press(pilot, "space")
        return screen.timeline.present.here.k, screen.app._exit

    assert piloted(test) == (1, False)


def test_it_stays_closed_while_one_types():
    async def test(screen, pilot):
        await press(pilot, "/", "ctrl+p")
        return screen.app.screen is screen

    assert piloted(test)
