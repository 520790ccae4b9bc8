"""Play and pause: steps like any others, at a pace, and nothing that ticks when nothing plays."""

from __future__ import annotations

import asyncio

import pytest
from piloted import piloted, press, text_of, words

from descent_tui.tui.player import FRAMES, PACES


def ticking(screen):
    """Return the timers of a screen that go on and on, without Textual's clock for repainting, which rests."""
    return [timer for timer in screen._timers if timer is not screen._update_timer and timer._repeat is None]


async def until(pilot, met, seconds=20):
    for _ in range(seconds * 100):
        if met():
            return
        await asyncio.sleep(0.01)
        await press(pilot)
    raise AssertionError("it did not come to that")


def test_it_plays_steps_that_can_be_taken_back():
    async def test(screen, pilot):
        await press(pilot, "p")
        assert screen.player.playing
        assert "steps a second" in text_of(screen)
        await until(pilot, lambda: screen.timeline.present.here.k >= 3)
        await press(pilot, "p")
        assert not screen.player.playing
        k = screen.timeline.present.here.k
        assert words(screen) == ["step 1"] * k or words(screen) == ["step"] * k
        await asyncio.sleep(0.4)
        assert screen.timeline.present.here.k == k
        await press(pilot, "u")
        assert screen.timeline.present.here.k == k - 1
        return ticking(screen)

    assert piloted(test) == []


def test_paces():
    async def test(screen, pilot):
        paces = []
        for _ in range(len(PACES) + 2):
            await press(pilot, ">")
            paces.append(screen.player.pace)
        assert paces[-1] == PACES[-1]
        await press(pilot, "p")
        await until(pilot, lambda: screen.timeline.present.here.k >= 10)
        taken = set(words(screen))
        assert taken == {f"step {PACES[-1] // FRAMES}"}
        await press(pilot, *"<" * (len(PACES) + 2))
        assert screen.player.playing
        assert screen.player.pace == PACES[0]
        await press(pilot, "p")
        return ticking(screen)

    assert piloted(test, "rosenbrock") == []


@pytest.mark.parametrize("action", ["lr 3", "freeze x, y"])
def test_it_pauses_when_it_can_go_no_further(action):
    async def test(screen, pilot):
        screen.act(action)
        await press(pilot, *">>>>>>", "p")
        await until(pilot, lambda: not screen.player.playing)
        return screen.timeline.present, ticking(screen)

    session, timers = piloted(test)
    assert timers == []
    assert session.diverged == (action == "lr 3")
    assert session.note is not None


def test_it_pauses_where_nothing_moves_any_more():
    async def test(screen, pilot):
        screen.act("goto x=0,y=0")
        await press(pilot, "p")
        await until(pilot, lambda: not screen.player.playing)
        return screen.timeline.present.here.k

    assert piloted(test) <= 1


@pytest.mark.parametrize("key", ["?", "l", "/", "ctrl+p", "f"])
def test_it_waits_while_something_else_is_open(key):
    async def test(screen, pilot):
        await press(pilot, "p", key)
        await until(pilot, lambda: not screen.player.playing)
        open_ = ticking(screen)
        await press(pilot, "escape")
        await until(pilot, lambda: screen.app.screen is screen)
        await press(pilot)
        return open_, screen.player.playing

    assert piloted(test) == ([], True)


def test_keys_are_answered_while_it_plays():
    async def test(screen, pilot):
        await press(pilot, "p", "2", "z", "n", "p")
        session = screen.timeline.present
        return list(session.free), session.view.nudge, screen.player.playing

    assert piloted(test) == ([True, False], 0.001, False)


def test_nothing_ticks_after_anything():
    async def test(screen, pilot):
        await press(pilot, *"spppz2v", "/", "x", "escape", "l", "down", "escape", "?", "escape", *"nvu")
        await until(pilot, lambda: not ticking(screen) or screen.player.playing)
        if screen.player.playing:
            await press(pilot, "p")
        await until(pilot, lambda: not ticking(screen))
        return [page.__class__.__name__ for page in screen.app.screen_stack]

    assert piloted(test)[-1] == "LandscapeScreen"


@pytest.mark.parametrize("faster", [0, len(PACES)])
def test_playing_ends_at_the_very_step_the_rule_holds(faster):
    async def test(screen, pilot):
        await press(pilot, *">" * faster, "U", "ctrl+u", *"grad<1e-3 or 7 steps", "enter")
        assert "until grad<1e-3 or 7 steps" in text_of(screen)
        await press(pilot, "p")
        await until(pilot, lambda: not screen.player.playing)
        said = screen.timeline.present.note.text
        await press(pilot, "p")
        return screen.timeline.present, said, screen.player.playing

    now, said, playing = piloted(test)
    assert now.here.k == 7
    assert said == "Until: the number of steps is 7 >= 7."
    assert not playing
    assert "U sets another" in now.note.text


def test_the_header_finds_room_for_the_rule_at_every_size():
    for size in ((40, 12), (80, 24), (120, 40)):

        async def test(screen, pilot):
            return text_of(screen).splitlines()[0]

        line = piloted(test, "himmelblau", size=size, actions=("stop grad<1e-6 or 500 steps", "step"))
        assert "until grad<1e-6" in line
        assert "step 1 " in line


@pytest.mark.parametrize("keys", [("R", "enter"), ("G", "escape"), ("?", "q"), ("o", "right", "right", "escape")])
def test_it_goes_on_when_what_was_opened_is_closed(keys):
    async def test(screen, pilot):
        await press(pilot, "p", *keys)
        on = screen.player.playing
        screen.player.pause()
        await press(pilot, *keys)
        return on, screen.player.playing

    assert piloted(test) == (True, False)


@pytest.mark.parametrize("keys", [("/", *"x^2+9*y^2", "enter"), ("l", "end", "enter"), ("U", *"steps>=0", "enter")])
def test_it_does_not_go_on_in_another_landscape_or_where_a_rule_holds(keys):
    async def test(screen, pilot):
        await press(pilot, "p", *keys)
        return screen.player.playing

    assert not piloted(test)
