"""The derivation as a page, where the screen has no panel for it."""

from __future__ import annotations

import pytest
from piloted import piloted, press, text_of

from descent_tui.tui.derivation_screen import DerivationScreen


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
def test_where_there_is_no_room_d_opens_it_and_tab_turns_to_the_next_partial(size):
    async def test(screen, pilot):
        await press(pilot, "d")
        assert isinstance(screen.app.screen, DerivationScreen)
        first = text_of(screen)
        await press(pilot, "tab")
        return first, text_of(screen), screen.session.view.derivation

    first, second, still = piloted(test, size=size)
    assert "y is held constant" in " ".join(first.split())
    assert "x is held constant" in " ".join(second.split())
    assert still


def test_with_one_free_variable_there_is_no_other_partial_to_turn_to():
    async def test(screen, pilot):
        await press(pilot, "d")
        both = text_of(screen)
        await press(pilot, "d", "2", "d")
        return both, text_of(screen)

    both, one = piloted(test, size=(80, 24))
    assert "next partial" in both
    assert "next partial" not in one


@pytest.mark.parametrize("key", ["escape", "d", "q", "enter", "ctrl+c"])
def test_it_is_left_and_the_program_goes_on(key):
    async def test(screen, pilot):
        await press(pilot, "d", key, "space")
        return screen.app.screen is screen, screen.timeline.present.here.k, screen.app._exit

    assert piloted(test, size=(80, 24)) == (True, 1, False)


@pytest.mark.parametrize(("scenario", "size"), [("seed-bowl", (120, 40)), ("xor", (80, 24))])
def test_where_there_is_a_panel_or_no_derivation_d_opens_no_page(scenario, size):
    async def test(screen, pilot):
        await press(pilot, "d")
        return screen.app.screen is screen, screen.session.view.derivation

    assert piloted(test, scenario, size=size) == (True, False)
