"""The page of fine-tuning under the keys: four keys, four curves, and one of them taken."""

from __future__ import annotations

import asyncio

import pytest
from piloted import piloted, press, text_of, words


async def settled(screen):
    """Wait until no job of the page is being done, nor waits."""
    for _ in range(4000):
        if not getattr(screen.app.screen, "working", False):
            return
        await asyncio.sleep(0.005)
    raise TimeoutError


def page(*keys, **settings):
    """Open the page, press keys; return what was done, the steps of the four, what the screen shows, and the session."""

    async def test(screen, pilot):
        await press(pilot, "A")
        await settled(screen)
        for key in keys:
            await press(pilot, key)
            await settled(screen)
        await pilot.pause()
        top = screen.app.screen
        tuning = getattr(top, "tuning", None)
        steps = None if tuning is None else [part.steps for part in tuning.parts]
        return words(screen), steps, text_of(screen), screen.timeline.present

    return piloted(test, **{"scenario": "xor", **settings})


def test_four_keys_step_four_parts():
    done, steps, text, session = page("1", "2", "3", "4", "4")
    assert done == []
    assert session.here.k == 0
    assert steps == [10, 10, 10, 20]
    for told in ("free 1", "frozen 8", "free 9", "frozen 0"):
        assert told in text


def test_all_step_together_and_are_taken_back():
    assert page("space", "S")[1] == [11] * 4
    assert page("space", "S", "u")[1] == [1] * 4
    assert page("space", "r")[1] == [0] * 4
    assert "as far back as it goes" in page("u")[2]


def test_one_is_taken_as_actions_that_can_be_undone():
    done, steps, _, session = page("S", "down", "down", "enter")
    assert steps is None
    assert done == ["free layer 1", "freeze all but layer 1", "step 10"]
    assert session.here.k == 10
    assert int(session.free.sum()) == 6

    async def undone(screen, pilot):
        await press(pilot, "A")
        await settled(screen)
        await press(pilot, "4")
        await settled(screen)
        await press(pilot, "enter")
        taken = words(screen)
        await press(pilot, "u", "u")
        return taken, screen.timeline.present

    taken, session = piloted(undone, "xor", actions=("freeze b*",))
    assert taken == ["freeze b*", "free all", "step 10"]
    assert session.here.k == 0
    assert int(session.free.sum()) == 6


def test_it_begins_at_the_present_iterate():
    _, steps, text, session = page("space", actions=("step 5",))
    assert "from step 5" in text
    assert steps == [1] * 4
    assert session.here.k == 5


@pytest.mark.parametrize("key", ["escape", "A", "q", "ctrl+c"])
def test_it_is_left(key):
    done, steps, _, _ = page("space", key)
    assert (done, steps) == ([], None)


def test_a_formula_cannot_be_fine_tuned():
    _, steps, text, _ = page(scenario="seed-bowl")
    assert steps is None
    assert "no layers" in text


@pytest.mark.parametrize("size", [(40, 12), (200, 60)])
def test_small_and_large(size):
    assert page("S", "2", "up", "u", size=size, scenario="digits-64-16-10")[1] == [10] * 4


def test_keys_wait_for_the_work_before_them():
    async def test(screen, pilot):
        await press(pilot, "A")
        await press(pilot, "S", "4", "1", "space", patient=False)
        for _ in range(4):
            await settled(screen)
        return [part.steps for part in screen.app.screen.tuning.parts]

    assert piloted(test, "spirals") == [21, 11, 11, 21]


def row(screen, text):
    """Return the first cell (x, y) at which a text stands."""
    return next((line.index(text), y) for y, line in enumerate(text_of(screen).splitlines()) if text in line)


@pytest.mark.parametrize("size", [(120, 40), (40, 12)])
def test_a_click_chooses_a_second_one_steps_and_the_last_line_is_buttons(size):
    async def test(screen, pilot):
        async def click(text):
            await pilot.click(offset=row(screen, text))
            await settled(screen)

        def steps():
            return [part.steps for part in top.tuning.parts]

        await press(pilot, "A")
        await settled(screen)
        top = screen.app.screen
        await click("one layer")
        assert (top.hand, steps()) == (2, [0, 0, 0, 0])
        await click("one layer")
        assert steps() == [0, 0, 10, 0]
        await click("space")
        assert steps() == [1, 1, 11, 1]
        await click("1-4")
        assert steps() == [1, 1, 21, 1]
        top.on_mouse_scroll_up()
        top.on_mouse_scroll_up()
        top.on_mouse_scroll_down()
        assert top.hand == 1
        await pilot.click(offset=(3, 2))
        assert (top.hand, steps()) == (1, [1, 1, 21, 1])
        await click("Enter")
        await pilot.pause()
        return screen.app.screen is screen, words(screen)

    left, done = piloted(test, scenario="xor", size=size)
    assert left
    assert done[-1] == "step 1"
    assert any("unit 1 of layer 1" in text for text in done)
