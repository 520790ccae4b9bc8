"""Looks that must compute something of f first: they are jobs like slow steps, and say how far they are."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import pytest
from piloted import piloted, press, text_of, words

from descent_tui.session.words import parse
from descent_tui.tui import doing


class Gated:
    """An objective, products with whose Hessian wait to be let through when they are made in a thread."""

    def __init__(self, f):
        self._f, self.size, self.constants = f, f.size, f.constants
        self.gate, self.asked = threading.Semaphore(0), threading.Semaphore(0)
        self.products, self.threads = 0, set()

    def hessian_product(self, x, v):
        """Return ∇²f(x)·v once the gate is open."""
        self.threads.add(threading.current_thread() is threading.main_thread())
        self.asked.release()
        assert self.gate.acquire(timeout=30)
        self.products += 1
        return self._f.hessian_product(x, v)

    def at(self, _k):
        """Return itself."""
        return self

    def __getattr__(self, name):
        if name in {"formula", "partial", "explain", "fields"}:
            raise AttributeError(name)
        return getattr(self._f, name)

    async def is_asked(self):
        """Wait until a product is asked for."""
        for _ in range(3000):
            if self.asked.acquire(blocking=False):
                return
            await asyncio.sleep(0.01)
        raise TimeoutError


def slow(test, scenario="spirals"):
    """Run `await test(screen, pilot, objective)` where a product with the Hessian waits to be let through."""

    async def run(screen, pilot):
        present = screen.timeline.present
        objective = Gated(present.objective)
        screen.timeline = replace(screen.timeline, present=replace(present, objective=objective))
        try:
            return await test(screen, pilot, objective)
        finally:
            objective.gate.release(1000)

    return piloted(run, scenario)


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """Give a job no time to pass for a quick one."""
    monkeypatch.setattr(doing, "SHORT", 0.0)


@pytest.mark.parametrize(("key", "came"), [("E", "curvature"), (":", "plane")])
def test_products_are_made_in_a_thread_and_keys_are_answered_meanwhile(key, came):
    async def test(screen, pilot, f):
        if key == "E":
            await press(pilot, "E", patient=False)
        else:
            screen.act("plane gradient")
        await f.is_asked()
        palette = screen.look.palette
        await press(pilot, "c", "s", "+", patient=False)
        during = screen.look.palette != palette, screen.timeline.present.here.k, text_of(screen)
        f.gate.release(100)
        await press(pilot)
        return during, f.threads, screen.timeline.present, words(screen)

    (looked, k, text), threads, session, done = slow(test)
    assert looked
    assert k == 0
    assert "measuring the curvature…" in text
    assert "2 keys wait" in text
    assert threads == {False}
    assert getattr(session.view, came) is not None
    assert done[0] == "step 1"
    assert done[1].startswith("lr ")


def test_ctrl_c_ends_it_at_the_next_product():
    async def test(screen, pilot, f):
        await press(pilot, "E", patient=False)
        for _ in range(3):
            await f.is_asked()
            f.gate.release()
        await f.is_asked()  # the fourth is under way
        await press(pilot, "ctrl+c", patient=False)
        f.gate.release(100)
        await press(pilot)
        return f.products, screen.timeline.present, pilot.app._exit

    products, session, left = slow(test)
    assert products == 4
    assert session.view.curvature is None
    assert "Cancelled: curvature" in session.note.text
    assert not left


@pytest.mark.parametrize("changes", ["freeze layer 1", "goto b1[1]=0.5"])
def test_what_was_measured_elsewhere_is_dropped(changes):
    async def test(screen, pilot, f):
        await press(pilot, "E", patient=False)
        await f.is_asked()
        screen.timeline = screen.timeline.act(parse(changes))  # not by a key: those wait
        f.gate.release(100)
        await press(pilot)
        return screen.timeline.present

    session = slow(test)
    assert session.view.curvature is None
    assert "Dropped: curvature" in session.note.text


def test_it_begins_where_the_last_one_ended():
    async def test(screen, pilot, f):
        f.gate.release(100)
        await press(pilot, "E")
        first = f.products
        await press(pilot, "E")
        return first, f.products - first

    first, again = slow(test)
    assert 0 < again < first
