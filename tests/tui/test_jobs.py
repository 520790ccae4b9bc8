"""Actions that take long: keys go on, wait their turn and are kept; what is worked on shows, and can be cancelled."""

from __future__ import annotations

import asyncio
import sys
import threading
from dataclasses import replace

import numpy as np
import pytest
from piloted import piloted, press, text_of, words
from terminal import Terminal

from descent_tui.objectives.formula import FormulaObjective
from descent_tui.session import line, recent, stretch
from descent_tui.session.actions import At, Back, Forward, Step
from descent_tui.session.words import parse
from descent_tui.tui import doing


class Gated:
    """x² + y², a gradient of which waits to be let through when it is worked out in a thread of its own.

    It does not say its formula, so nobody takes it for quick before it was measured.
    """

    def __init__(self) -> None:
        self._f = FormulaObjective("x^2 + y^2", {"x": None, "y": None})
        self.size, self.constants = 2, {}
        self.gate = threading.Semaphore(0)
        self.asked = threading.Semaphore(0)
        self.gradients = 0

    def gradient(self, x):
        """Return (f, ∇f) once the gate is open."""
        if threading.current_thread() is not threading.main_thread():
            self.asked.release()
            assert self.gate.acquire(timeout=30)
        self.gradients += 1
        return self._f.gradient(x)

    def at(self, _k):
        """Return itself."""
        return self

    def __getattr__(self, name):
        if name in {"formula", "partial", "explain"}:
            raise AttributeError(name)
        return getattr(self._f, name)

    async def is_asked(self):
        """Wait until a gradient is asked for."""
        for _ in range(3000):
            if self.asked.acquire(blocking=False):
                return
            await asyncio.sleep(0.01)
        raise TimeoutError


def slow(test, *, release=True):
    """Run `await test(screen, pilot, objective)` where f is so slow that every step is a job."""

    async def run(screen, pilot):
        present = screen.timeline.present
        objective = Gated()
        screen.timeline = replace(screen.timeline, present=replace(present, objective=objective))
        try:
            return await test(screen, pilot, objective)
        finally:
            if release:
                objective.gate.release(1000)

    return piloted(run)


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """Give a job no time to pass for a quick one."""
    monkeypatch.setattr(doing, "SHORT", 0.0)


def test_keys_wait_for_a_job_in_their_order_and_none_is_lost():
    async def test(screen, pilot, f):
        window = screen.timeline.present.view.window
        await press(pilot, *"ss2+sz", patient=False)
        await f.is_asked()
        during = screen.timeline.present.here.k, screen.timeline.present.view.window != window, text_of(screen)
        f.gate.release(100)
        await press(pilot)
        return during, words(screen), screen.timeline.present

    (k, zoomed, text), done, session = slow(test)
    assert k == 0
    assert zoomed  # the view need not wait
    assert "stepping…" in text
    assert "4 keys wait" in text
    assert done == ["step 1", "step 1", "freeze y", "lr 0.12", "step 1"]
    assert list(session.free) == [True, False]


def test_going_back_to_what_was_forgotten_is_a_job_however_quick_the_last_time_was(monkeypatch):
    monkeypatch.setattr(recent, "RECENT", 0)
    monkeypatch.setattr(recent, "recent", kept := recent.Recent())
    for module in (line, stretch):
        monkeypatch.setattr(module, "recent", kept)
    monkeypatch.setattr(doing, "SHORT", 0.5)

    async def test(screen, _):
        for _ in range(40):
            screen.timeline = screen.timeline.act(Step(1))
        for action, seconds in ((Step(1), 0.4), (Back(1), 0.0), (Forward(1), 0.0), (At(1), 0.0)):
            screen.doing._durations.learn(screen.timeline.present, action, seconds)
        return [
            screen.doing.quick(parse(text)) for text in ("back", "back 3", "back 20", "at 39", "at 20", "step", "lr 1")
        ]

    assert piloted(test) == [True, True, False, True, False, True, True]


def test_a_key_means_what_it_means_when_its_turn_has_come():
    async def test(screen, pilot, f):
        rate = screen.timeline.present.runner.settings["lr"]
        await press(pilot, *"s++u11", patient=False)
        f.gate.release(100)
        await press(pilot)
        return rate, words(screen), screen.timeline.present

    rate, done, session = slow(test)
    assert done[:2] == ["step 1", f"lr {session.runner.settings['lr']!r}"]
    assert session.runner.settings["lr"] > rate
    assert done[2:] == ["freeze x", "free x"]


def test_ctrl_c_keeps_the_steps_that_were_taken():
    async def test(screen, pilot, f):
        await press(pilot, "S", "s", patient=False)
        for _ in range(4):
            await f.is_asked()
            f.gate.release()
        await f.is_asked()  # the fifth is under way
        await press(pilot, "ctrl+c", patient=False)
        before = f.gradients
        f.gate.release(100)
        await press(pilot)
        return before, f.gradients, words(screen), screen.timeline.present, pilot.app._exit

    before, after, done, session, left = slow(test)
    assert before == 4
    assert after == 5
    assert done == ["step 5"]
    assert session.here.k == 5
    assert "step 10" in session.note.text
    assert "step 5" in session.note.text
    assert not left


@pytest.mark.parametrize("action", ["tune", "race adam", "walk x 0.1", "goto x=1"])
def test_what_cannot_be_kept_in_part_has_not_happened(action):
    async def test(screen, pilot, f):
        before = screen.timeline
        if action.startswith("race"):
            f.gate.release(3)
            screen.act("step 3")
            await press(pilot)
            before = screen.timeline
            for _ in range(3):
                await f.is_asked()
        screen.act(action)
        await f.is_asked()
        screen.grant("cancel")
        f.gate.release(100)
        await press(pilot)
        now = screen.timeline
        return before, now

    before, now = slow(test)
    if action in {"walk x 0.1", "goto x=1"}:  # one gradient: it was done before anybody could have stopped it
        assert now.past.beyond is before.past
    else:
        assert now.present.runners is before.present.runners
        assert now.past is before.past
        assert "Nothing has changed" in now.present.note.text


def test_a_result_is_dropped_where_what_it_came_from_has_changed():
    async def test(screen, pilot, f):
        screen.act("step 1")
        await f.is_asked()
        screen.timeline = screen.timeline.act(parse("freeze y"))  # not by a key: those wait
        f.gate.release(100)
        await press(pilot)
        return screen.timeline.present, words(screen)

    session, done = slow(test)
    assert session.here.k == 0
    assert done == ["freeze y"]
    assert "Dropped: step 1" in session.note.text


def test_a_result_is_kept_where_only_the_view_has_changed():
    async def test(screen, pilot, f):
        screen.act("goto x=1.5,y=1.5")
        await f.is_asked()
        await press(pilot, "c", "v", patient=False)
        view = screen.timeline.present.view
        f.gate.release(100)
        await press(pilot)
        return view, screen.timeline.present

    view, session = slow(test)
    assert list(session.here.x) == [1.5, 1.5]
    assert (session.view.palette, session.view.kind) == (view.palette, "mountain")


def test_what_cannot_be_done_is_said_when_it_turns_out():
    async def test(screen, pilot, f):
        screen.act("step 1")
        screen.act("freeze all but q")
        screen.act("step 1")
        f.gate.release(100)
        await press(pilot)
        return screen.timeline.present, words(screen)

    session, done = slow(test)
    assert done == ["step 1", "step 1"]
    assert session.here.k == 2


def test_it_plays_one_job_after_another_and_stops_where_nothing_moves():
    async def test(screen, pilot, f):
        f.gate.release(10_000)
        screen.act("lr 0.5")  # the minimum in one step
        screen.player.toggle()
        for _ in range(1000):
            if not screen.player.playing:
                break
            await asyncio.sleep(0.01)
        await press(pilot)
        return screen.player.playing, screen.timeline.present

    playing, session = slow(test)
    assert not playing
    assert not np.any(session.here.x)
    assert session.here.k <= 3


def test_the_page_of_optimizers_shows_what_came_of_a_step():
    async def test(screen, pilot, f):
        await press(pilot, "o", "space", patient=False)
        await f.is_asked()
        f.gate.release(100)
        for _ in range(1000):
            if screen.doing.job is None:
                break
            await asyncio.sleep(0.01)
        await press(pilot)
        return text_of(screen), screen.timeline.present.here.k, pilot.app.screen is screen

    _, k, back = slow(test)
    assert k == 1
    assert not back


def test_leaving_does_not_wait_for_a_job():
    async def test(screen, pilot, f):
        await press(pilot, "s", patient=False)
        await f.is_asked()
        job = screen.doing.job
        await press(pilot, "q", patient=False)
        return job, f

    job, f = slow(test, release=False)
    assert job.work.cancelled
    assert f.gradients == 0
    f.gate.release(100)


@pytest.mark.pty
def test_a_sweep_of_a_million_weights_is_cancelled_with_ctrl_c(tmp_path):
    program = [sys.executable, "-m", "descent_tui", "million-weight-bowl"]
    with Terminal(program, environ={"XDG_STATE_HOME": str(tmp_path)}, columns=80, lines=24) as terminal:
        terminal.until(lambda: terminal.shows("step 0"), 60)
        terminal.until_still()
        terminal.press("T")
        terminal.until(lambda: terminal.shows("trying learning rates…"), 30)
        terminal.press("?")
        terminal.until(lambda: terminal.shows("take one step against"), 30)  # the sweep is in nobody's way
        terminal.press("\x1b")
        terminal.until(lambda: terminal.shows("ctrl+c cancels"), 30)
        terminal.press("\x03")
        terminal.until(lambda: terminal.shows("Cancelled: tune. Nothing has changed."), 30)
        terminal.press("\x03")
        assert terminal.status(30) == 0
        assert terminal.left_behind() == []
