"""The screen without a terminal: a landscape opened, keys pressed, and the session that is then."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from textual.events import Key
from textual.keys import _character_to_key, key_to_character

from descent_tui.scenario import catalogue
from descent_tui.tui.app import DescentApp
from descent_tui.tui.appearance import Appearance


def piloted(test, scenario="seed-bowl", size=(120, 40), actions=(), **appearance):
    """Open a scenario (a name, or one that is made), run `await test(screen, pilot)`, return what it returns."""

    async def run():
        made = catalogue.load(scenario) if isinstance(scenario, str) else scenario
        app = DescentApp(made, Appearance(**appearance), actions)
        async with app.run_test(size=size) as pilot:
            await opened(pilot)
            return await test(app.screen, pilot)

    return asyncio.run(run())


async def opened(pilot):
    """Wait until the landscape is on the screen, with all that stands beside it, and its journal has begun."""
    calm = 0
    for _ in range(6_000):  # half a minute: the machine may be busy
        screen = pilot.app.screen
        recording, painting = getattr(screen, "recording", None), getattr(screen, "painting", None)
        there = recording is not None and recording.begun and not (painting and painting.owes)
        calm = calm + 1 if there else 0  # the first picture owes nothing until it is known to fit
        if calm > 1:
            break
        await (pilot.pause() if calm else asyncio.sleep(0.005))
    await pilot.pause()


def after(*keys, scenario="seed-bowl", **settings):
    """Return the session before and after keys were pressed."""

    async def test(screen, pilot):
        before = screen.timeline.present
        await press(pilot, *keys)
        return before, screen.timeline.present

    return piloted(test, scenario, **settings)


async def press(pilot, *keys, patient=True):
    """Press keys as fast as they come, and wait until they have been answered; by jobs and files too if patient.

    Pilot's own way waits for a quiet processor after each, which on a busy machine is long.
    """
    app = pilot.app
    for key in keys:
        sign = key if len(key) == 1 else key_to_character(key)
        app.post_message(Key(key if len(key) > 1 else _character_to_key(key), sign))
    # An empty queue does not say that its last message has been answered; a call behind it does, there and in the screen
    # that the key may have opened. A mouse goes from the screen to the widget under it, and from there back.
    for _ in range(2):
        for pump in (app, app.screen, *app.screen.children):
            answered = asyncio.Event()
            with suppress(TimeoutError):  # where a key has ended the app, nothing is answered any more
                if not app._exit and pump.call_later(answered.set):
                    await asyncio.wait_for(answered.wait(), 5)
    with suppress(TimeoutError):
        if not app._exit:
            await asyncio.wait_for(pilot.pause(), 5)
    for _ in range(10_000):
        painting = getattr(app.screen, "painting", None)
        owed = painting.owes if painting else getattr(app.screen, "_owes_picture", False)
        writing = getattr(app.screen, "exporting", None)
        working = hasattr(app.screen, "doing") and app.screen.doing.job is not None
        reel = getattr(app.screen, "reel", None)
        working = working or (reel is not None and reel.work is not None)
        working = patient and (working or (writing is not None and writing.writing.work is not None))
        if app._exit or not (owed or working or app.message_queue_size or app.screen.message_queue_size):
            return
        await asyncio.sleep(0.001)
    raise TimeoutError(keys)


def words(screen):
    """Return the words of all actions of the timeline, the first one first."""
    found, moment = [], screen.timeline.past
    while moment is not None:
        found.append(moment.action.text)
        moment = moment.beyond
    return found[::-1]


def text_of(screen):
    """Return what stands on the screen, all widgets together."""
    return "\n".join(strip.text for strip in screen.app.screen._compositor.render_strips())
