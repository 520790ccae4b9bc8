"""Grounds that take long: the picture is there at once, drafts come and get better, another picture gives them up."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import numpy as np
import pytest
from piloted import piloted, press, text_of

from descent_tui.objectives.field import Field, refined
from descent_tui.objectives.formula import FormulaObjective
from descent_tui.pictures.later import Later, Same
from descent_tui.pictures.lines import Lines
from descent_tui.pictures.look import Look
from descent_tui.pictures.map import Map
from descent_tui.pictures.sections import Sections
from descent_tui.pictures.stage import Stage
from descent_tui.scenario import catalogue
from descent_tui.session.opening import open_scenario
from descent_tui.tui import drawing


class Slowly:
    """x² + 3y², whose sections come in drafts, each of which waits to be let through; it does not say its formula."""

    def __init__(self) -> None:
        self._f = FormulaObjective("x^2 + 3*y^2", {"x": None, "y": None})
        self.size, self.constants = 2, {}
        self.gate = threading.Semaphore(0)
        self.begun, self.given_up = 0, 0

    def fields(self, x, u, v, a, b, cancelled):
        """Yield drafts."""
        self.begun += 1
        try:
            for draft in refined(lambda at, to: self._f.section(x, u, v, at, to), a, b, cancelled, rows=1000):
                while not self.gate.acquire(timeout=0.01):
                    if cancelled():
                        raise drawing.Stopped  # noqa: TRY301 — as objectives do
                yield draft
        except drawing.Stopped:
            self.given_up += 1
            raise

    def section(self, *_):
        """Refuse: nobody may wait for it."""
        raise AssertionError

    def at(self, _k):
        """Return itself."""
        return self

    def __getattr__(self, name):
        if name in {"formula", "partial", "explain"}:
            raise AttributeError(name)
        return getattr(self._f, name)


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """Let no picture wait."""
    monkeypatch.setattr(drawing, "PATIENCE", 0.0)


def slow(test, scenario="seed-bowl"):
    """Run `await test(screen, pilot, objective)` where sections are slow."""

    async def run(screen, pilot):
        objective = Slowly()
        screen.timeline = replace(screen.timeline, present=replace(screen.timeline.present, objective=objective))
        screen.draw()
        try:
            return await test(screen, pilot, objective)
        finally:
            objective.gate.release(1000)

    return piloted(run, scenario, size=(120, 40))


async def until(met):
    for _ in range(2000):
        if met():
            return
        await asyncio.sleep(0.005)
    raise TimeoutError


def test_the_picture_is_there_before_its_ground_and_the_ground_gets_better():
    async def test(screen, pilot, f):
        await press(pilot)
        blank = text_of(screen)
        before = screen.view.raster
        f.gate.release()
        await until(lambda: screen.view.raster is not before and "◆" in text_of(screen))
        coarse = text_of(screen)
        f.gate.release(100)
        await until(lambda: not screen.stage.later.wanted)
        await press(pilot)
        return blank, coarse, text_of(screen), screen.view.raster.lines(), screen.session

    blank, coarse, whole, lines, session = slow(test)
    assert "drawing…" in blank
    assert "◆" in blank
    assert "drawing…" in coarse
    assert "drawing…" not in whole
    assert len({blank, coarse, whole}) == 3
    plain = replace(session, objective=FormulaObjective("x^2 + 3*y^2", {"x": None, "y": None}))
    fresh = Stage().draw(plain, 120, 40, Look()).lines()
    assert [line[:70] for line in lines[3:30]] == [line[:70] for line in fresh[3:30]]


def test_another_picture_gives_up_the_ground_of_this_one():
    async def test(screen, pilot, f):
        await press(pilot)
        assert f.begun == 1
        await press(pilot, "z", "z", "space", "c", "d")
        await until(lambda: f.begun >= 2)
        k, given_up = screen.session.here.k, f.given_up
        f.gate.release(100)
        await until(lambda: not screen.stage.later.wanted and not screen.drawing.busy)
        return k, given_up

    k, given_up = slow(test)
    assert k == 1
    assert given_up >= 1


def test_other_keys_leave_it_alone():
    async def test(screen, pilot, f):
        await press(pilot, "d", "M", "c", "?", "escape")
        begun, given_up = f.begun, f.given_up
        f.gate.release(100)
        await until(lambda: not screen.stage.later.wanted)
        return begun, given_up

    assert slow(test) == (1, 0)


def test_leaving_gives_it_up():
    async def test(screen, pilot, f):
        await press(pilot)
        return f

    async def run(screen, pilot):
        f = Slowly()
        screen.timeline = replace(screen.timeline, present=replace(screen.timeline.present, objective=f))
        screen.draw()
        await press(pilot)
        return f, screen.drawing._job

    f, job = piloted(run)
    assert job.wait(10)
    assert (f.begun, f.given_up) == (1, 1)


def test_what_was_slow_once_is_asked_for_and_what_is_quick_is_computed():
    session = open_scenario(catalogue.load("rosenbrock"))
    later = Later(patience=0.05)
    sections = Sections(later)
    t, values = sections.slice(session, 0, -1.0, 1.0, 9)
    assert np.array_equal(values, session.objective.slice(session.here.x, 0, t))
    assert later.wanted == []
    later._learn("slice", 1.0)
    assert np.array_equal(sections.slice(session, 0, -1.0, 1.0, 9)[1], values)  # it is kept
    _, other = sections.slice(session, 1, -1.0, 1.0, 9)
    assert np.isnan(other).all()
    assert [wanted.kind for wanted in later.wanted] == ["slice"]
    (draft,) = later.wanted[0].drafts(lambda: False)
    later.take(later.wanted.pop(), draft, 1.0)
    _, other = sections.slice(session, 1, -1.0, 1.0, 9)
    assert np.array_equal(other, session.objective.slice(session.here.x, 1, t))
    assert later.wanted == []


def test_what_was_drawn_last_stands_in_for_what_is_still_to_come():
    session = open_scenario(catalogue.load("three-variable-bowl"))
    later = Later(patience=0.05)
    sections = Sections(later)
    _, values = sections.slice(session, 0, -1.0, 1.0, 9)
    later._learn("slice", 1.0)
    moved = replace(session.here, x=session.here.x + 1.0)
    elsewhere = replace(session, runners=(replace(session.runner, iterate=moved),))
    assert sections.slice(elsewhere, 0, -1.0, 1.0, 9)[1] is values
    assert len(later.wanted) == 1
    later.take(later.wanted[0], Field(values + 1, 9, 9), 1.0)
    assert np.array_equal(sections.slice(elsewhere, 0, -1.0, 1.0, 9)[1], values + 1)
    assert sections.slice(session, 0, -1.0, 1.0, 9)[1] is values


def test_a_key_for_an_array_keeps_none_alive_and_is_no_other_arrays():
    one, other = np.zeros(3), np.zeros(3)
    key = Same(one)
    known = {key: 1}
    assert known[Same(one)] == 1
    assert Same(other) not in known
    del one
    assert key._ref() is None
    assert key != Same(other)


def test_ctrl_c_leaves_the_map_as_far_as_it_has_come_and_another_window_is_drawn_again():
    async def test(screen, pilot, f):
        f.gate.release()
        await until(lambda: screen.drawing.busy)
        await press(pilot, "ctrl+c", patient=False)
        f.gate.release(100)
        await until(lambda: not screen.drawing.busy)
        await press(pilot)
        still = text_of(screen), pilot.app._exit, screen.stage.later.wanted[:]
        await press(pilot, "z", patient=False)
        await until(lambda: not screen.stage.later.wanted and not screen.drawing.busy)
        await press(pilot)
        return still, screen.stage.later.given_up

    (text, left, wanted), given_up = slow(test)
    assert "Drawing was cancelled" in text
    assert "drawing…" not in text.split("slice")[0]
    assert not left
    assert not any(one.kind == "section" for one in wanted)
    assert not any(kind == "section" for kind, _ in given_up)


def section(later, objective, number, values):
    """Ask for a field of so many values, as a map does that was moved for the n-th time."""

    def drafts(_):
        yield Field(np.full(values, float(number)), values, values)

    return later.once(objective, "section", number, number, (values,), drafts)


@pytest.mark.parametrize(("values", "kept"), [(1_000, 8), (300_000, 1), (1_000_000, 1)])
def test_of_what_is_quick_to_compute_again_little_is_kept(values, kept):
    later, objective = Later(), open_scenario(catalogue.load("seed-bowl")).objective
    for number in range(12):
        section(later, objective, number, values)
    assert len(later._kept) == kept
    assert later._held <= max(4 << 20, 8 * values)
    assert float(section(later, objective, 11, values).values[0]) == 11.0


def test_of_what_is_slow_more_is_kept():
    later, objective = Later(), Slowly()
    for number in range(12):
        section(later, objective, number, 300_000)
    assert len(later._kept) == 3


def test_grounds_of_fields_that_are_gone_go_with_them():
    sections = Sections()
    drawn, session = Map(sections), open_scenario(catalogue.load("himmelblau"))
    for width in range(3, 12):
        view = replace(session.view, window=(-width, width, -width, width))
        drawn.draw(replace(session, view=view), 320, 110, Look(), Lines())
    assert len(drawn._grounds) <= 2


def test_under_another_page_what_is_quick_is_let_go_and_what_is_slow_is_not():
    for objective, left in ((open_scenario(catalogue.load("seed-bowl")).objective, 0), (Slowly(), 1)):
        later = Later()
        section(later, objective, 1, 1_000)
        later.rest()
        assert len(later._kept) == left


def test_back_from_another_page_the_picture_is_the_same():
    async def test(screen, pilot):
        await press(pilot, "z", "s")
        before = text_of(screen)
        await press(pilot, "o")
        await press(pilot, "escape")
        assert text_of(screen) == before
        await press(pilot, "s", "u")
        return screen.stage.later._kept, text_of(screen).splitlines()[3:30] == before.splitlines()[3:30]

    kept, same = piloted(test)
    assert kept
    assert same
