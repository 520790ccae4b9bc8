"""The mouse: what has a place can be clicked, and the wheel zooms."""

from __future__ import annotations

import numpy as np
import pytest
from piloted import piloted, press, text_of
from textual import events


async def wheel(pilot, kind, times=1):
    for _ in range(times):
        pilot.app.post_message(
            kind(None, x=20, y=15, delta_x=0, delta_y=0, button=0, shift=False, meta=False, ctrl=False)
        )
    await press(pilot)


def place(screen, text):
    """Return the first cell (x, y) at which a text stands."""
    for y, line in enumerate(text_of(screen).splitlines()):
        if text in line:
            return line.index(text), y
    raise AssertionError(text)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 12)])
def test_a_click_on_the_map_is_a_start_there(size):
    async def test(screen, pilot):
        await press(pilot, "space")
        x, y = screen.stage.layout.landscape.x + 10, screen.stage.layout.landscape.y + 1
        await pilot.click(offset=(x, y))
        here = screen.timeline.present.here
        assert here.k == 0
        assert screen.timeline.past.action.word == "goto"
        again = screen.stage.clicked(screen.timeline.present, x, y)
        assert again == screen.timeline.past.action.text  # a goto says the point with all its digits
        await press(pilot, "u")
        assert screen.timeline.present.here.k == 1
        return here.x

    left, up = piloted(test, size=size)
    assert left < 0 < up


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_a_click_on_a_partial_freezes_and_frees(size):
    async def test(screen, pilot):
        for free in (False, True):
            await pilot.click(offset=place(screen, "∂f/∂y"))
            assert screen.timeline.present.free[1] == free

    piloted(test, size=size)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
def test_words_of_the_bottom_line_are_buttons(size):
    async def test(screen, pilot):
        x, y = place(screen, "space step")
        await pilot.click(offset=(x + 7, y))
        assert screen.timeline.present.here.k == 1
        x, y = place(screen, "u back")
        await pilot.click(offset=(x, y))
        assert screen.timeline.present.here.k == 0
        for first, _, _ in screen.stage._hints[:4]:
            await pilot.click(offset=(first, y))
        await press(pilot, "escape", "escape")
        assert screen.app.is_running

    piloted(test, size=size)


def test_the_wheel_zooms():
    async def test(screen, pilot):
        def span():
            return screen.timeline.present.view.window[1] - screen.timeline.present.view.window[0]

        before = span()
        await wheel(pilot, events.MouseScrollUp)
        assert span() < before
        await wheel(pilot, events.MouseScrollDown, 2)
        assert span() > before
        await wheel(pilot, events.MouseScrollUp, 150)
        assert np.isfinite(screen.timeline.present.view.window).all()
        assert screen.timeline.past is None

    piloted(test)


def test_no_click_anywhere_breaks_anything():
    async def test(screen, pilot):
        width, height = screen.size
        for x in range(0, width, 7):
            for y in range(height):
                screen.stage.clicked(screen.timeline.present, x, y)
                if (x + y) % 41 == 0 and y < height - 1:
                    await pilot.click(offset=(x, y))
        return screen.app.is_running

    for name in ("himmelblau", "parabola", "rosenbrock-6d"):
        assert piloted(test, name, size=(80, 24))


def test_a_prompt_takes_no_clicks():
    async def test(screen, pilot):
        await press(pilot, "/")
        timeline = screen.timeline
        await pilot.click(offset=(20, 10))
        await wheel(pilot, events.MouseScrollUp)
        return screen.timeline is timeline

    assert piloted(test)


def test_nothing_is_clicked_on_a_screen_that_is_too_small():
    async def test(screen, pilot):
        timeline = screen.timeline
        await pilot.click(offset=(3, 0))
        return screen.timeline is timeline

    assert piloted(test, size=(20, 5))


def test_a_click_on_a_map_along_directions_says_why_it_does_nothing():
    async def test(screen, pilot):
        screen.act("plane random 1")
        before = screen.timeline.present.here
        await pilot.click(offset=(30, 15))
        await press(pilot)
        return before, screen.timeline.present

    before, session = piloted(test)
    assert session.here is before
    assert "runs along directions" in session.note.text
