"""A long session stays small, and nothing of it is lost: back to the beginning and forward again, bit for bit."""

from __future__ import annotations

import gc
import itertools
import random
import tracemalloc

import numpy as np
import pytest

from descent_tui.scenario import catalogue
from descent_tui.scenario.scenario import Scenario
from descent_tui.session import line, origin, recent, stretch, thinning
from descent_tui.session.actions import ActionError, Step
from descent_tui.session.opening import open_scenario
from descent_tui.session.outline import Outline
from descent_tui.session.session import Iterate, Session
from descent_tui.session.timeline import Moment, Timeline
from descent_tui.session.words import parse


@pytest.fixture
def forgetful(monkeypatch):
    """Keep next to nothing: short stretches, few checkpoints, few recent iterates."""
    monkeypatch.setattr(stretch, "LONGEST", 9)
    monkeypatch.setattr(thinning, "CHECKPOINTS", 0)
    monkeypatch.setattr(thinning, "FEWEST_CHECKPOINTS", 16)
    monkeypatch.setattr(recent, "RECENT", 40_000)
    kept = recent.Recent()
    for module in (recent, stretch, line, origin):
        monkeypatch.setattr(module, "recent", kept)


def bits(iterate):
    return (iterate.k, iterate.how, iterate.evaluations, iterate.value, iterate.x.tobytes(), iterate.gradient.tobytes(),
            tuple((name, array.tobytes()) for name, array in iterate.state.items()))  # fmt: skip


def told(session):
    """Return all that a session says, in bits, but for its note and how it is looked at."""
    runners = [
        (r.number, r.optimizer, r.settings, r.stopped, r.schedule, r.preset, bits(r.iterate), bits(r.furthest))
        for r in session.runners
    ]
    ghosts = [(ghost.number, ghost.since, bits(ghost.runner.furthest)) for ghost in session.ghosts]
    return (session.scenario.formula, dict(session.constants), session.free.tobytes(), session.held, runners, ghosts)


OFTEN = ("step 1", "step 1", "step 2", "step 3", "walk x 0.01", "walk y -0.01", "walk x 0.01")
SELDOM = (
    "freeze y", "free all", "freeze x", "lr 0.0002", "lr 0.0001", "at 5", "at 40", "at 9999", "switch 1", "drop 1",
    "optimizer adam", "optimizer gd", "constant b 60", "restart", "goto x=0.5,y=0.5", "schedule cosine 100", "zoom 0.9",
    "race momentum lr=0.0001", "leave 2", "leave 1", "lead 2", "preset own",
)  # fmt: skip


@pytest.mark.usefixtures("forgetful")
def test_twenty_thousand_actions_are_taken_back_and_done_again():
    dice = random.Random(3)  # noqa: S311 — dice
    timeline = Timeline(open_scenario(catalogue.load("rosenbrock")))
    known, done = {0: told(timeline.present)}, 0
    while done < 20_000:
        text = dice.choice(SELDOM) if dice.random() < 0.03 else dice.choice(OFTEN)
        try:
            timeline = timeline.act(parse(text))
        except ActionError:
            continue
        done += not parse(text).looks
        if done % 400 == 0:
            known[done] = told(timeline.present)
    end, at = timeline.present, done
    for there in sorted(known, reverse=True):
        timeline = timeline.act(parse(f"back {at - there}")) if at > there else timeline
        at = there
        assert told(timeline.present) == known[there]
    assert timeline.past is None
    for there in sorted(known):
        timeline = timeline.act(parse(f"forward {there - at}")) if there > at else timeline
        at = there
        assert told(timeline.present) == known[there]
    assert timeline.future is None
    assert told(timeline.present) == told(end)


@pytest.mark.usefixtures("forgetful")
def test_one_action_at_a_time_is_the_same_as_all_at_once(opened, after):
    timeline = after(opened("rosenbrock"), *["step 2", "walk x 0.01", "look focus y", "step 5", "freeze y"] * 40)
    one_by_one = timeline
    for n in range(1, 161):
        one_by_one = after(one_by_one, "back")
        if n % 20 == 0:
            at_once = after(timeline, f"back {n}")
            assert told(one_by_one.present) == told(at_once.present)
            assert one_by_one.present.view == at_once.present.view
    assert one_by_one.past is None
    again = after(one_by_one, "forward 160").present
    assert told(again) == told(timeline.present)
    assert told(after(one_by_one, *["forward"] * 160).present) == told(timeline.present)


def test_steps_keep_no_session_and_share_one_outline_and_one_action(opened, after):
    timeline = after(opened("rosenbrock"), "lr 0.0001")
    gc.collect()
    kinds = (Session, Outline, Iterate)
    before = [sum(type(one) is kind for one in gc.get_objects()) for kind in kinds]
    for _ in range(3000):
        timeline = timeline.act(parse("step 2"))
    gc.collect()
    more = [sum(type(one) is kind for one in gc.get_objects()) - b for kind, b in zip(kinds, before, strict=True)]
    assert more[:2] <= [2, 2]
    moments = list(moments_of(timeline.past))
    assert len({id(moment.action) for moment in moments[:3000]}) == 1
    assert [moment.session.here.k for moment in moments[:3000:500]] == [5998 - 1000 * i for i in range(6)]


def moments_of(moment):
    while moment is not None:
        yield moment
        moment = moment.beyond


def test_a_moment_of_a_race_knows_all_runners(opened, after):
    timeline = after(opened("rosenbrock"), "race adam", "race momentum lr=0.0001", *["step 3"] * 50)
    known = [told(moment.session) for moment in moments_of(timeline.past)]
    assert [runner.number for runner in timeline.past.session.runners] == [1, 2, 3]
    assert len({id(moment.outline) for moment in itertools.islice(moments_of(timeline.past), 50)}) == 1
    for before in known:
        timeline = after(timeline, "back")
        assert told(timeline.present) == before


def test_a_hundred_thousand_actions_are_taken_back_and_freed_without_recursion():
    first = Timeline(open_scenario(catalogue.load("seed-bowl"))).present
    past = None
    for _ in range(100_000):
        past = Moment(first, Step(1), past)
    timeline = Timeline(first, past).act(parse("back 99999"))
    assert timeline.past.beyond is None
    timeline = timeline.act(parse("forward 100000"))
    assert timeline.future is None
    del past, timeline
    gc.collect()
    assert sum(type(one) is Moment for one in gc.get_objects()) < 1000


def test_many_steps_take_little_more_than_the_recent_iterates(monkeypatch):
    monkeypatch.setattr(recent, "RECENT", 4_000_000)
    timeline = Timeline(open_scenario(catalogue.load("rosenbrock"))).act(parse("lr 0.0001"))
    tracemalloc.start()
    try:
        for _ in range(16):
            timeline = timeline.act(parse("step 5000"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert timeline.present.here.k == 80_000
    assert peak < 8e6  # all of them would take ten times as much


def test_large_iterates_are_few():
    n = 20_000
    f = f"sum(i, 1, {n}, (x[i] - 1)^2)"
    session = open_scenario(Scenario.from_formula(f, ranges={"x": (-2, 2)}, start={"x": [0.5] * n}))
    assert session.objective.size == n
    timeline = Timeline(session).act(parse("optimizer adam"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(recent, "RECENT", 0)
        patched.setattr(thinning, "CHECKPOINTS", 0)
        tracemalloc.start()
        try:
            for _ in range(100):
                timeline = timeline.act(parse("step 3"))
            end = timeline.present.here.x.tobytes()
            timeline = timeline.act(parse("back 50")).act(parse("forward 50"))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert timeline.present.here.x.tobytes() == end
    one = recent.size(timeline.present.here)
    assert one > 4 * 8 * n
    assert peak < (2 * recent.FEWEST + 2 * thinning.FEWEST_CHECKPOINTS + 8) * one
    assert np.isfinite(timeline.present.here.value)


def test_lines_of_large_iterates_share_one_room_for_checkpoints(monkeypatch):
    monkeypatch.setattr(stretch, "LARGE", 0)
    monkeypatch.setattr(stretch, "LONGEST", 5)
    monkeypatch.setattr(recent, "RECENT", 0)
    kept = thinning.Checkpoints()
    for module in (thinning, stretch):
        monkeypatch.setattr(module, "checkpoints", kept)
    others = [one for one in gc.get_objects() if isinstance(one, Iterate)]  # that other tests keep
    timeline = Timeline(open_scenario(catalogue.load("rosenbrock")))
    monkeypatch.setattr(thinning, "ALL_CHECKPOINTS", 12 * recent.size(timeline.present.here))
    tips = {}
    for text in (
        "race adam",
        "race momentum",
        "step 100",
        "at 30",
        "lr 0.0005",
        "step 60",
        "at 50",
        "lr 0.0007",
        "step 60",
    ):
        timeline = timeline.act(parse(text))
        tips[text] = bits(timeline.present.here)
    lines = [runner.iterate for runner in timeline.present.runners]
    lines += [ghost.runner.furthest for ghost in timeline.present.ghosts]
    stretches = {id(one): one for one in kept._live()}
    assert len(lines) == 5
    assert len(kept) == len(stretches) <= 12
    assert bits(line.ancestor(timeline.present.here, 30)) == tips["at 30"]
    assert bits(timeline.act(parse("back 6")).present.here) == tips["step 100"]
    # nobody keeps a checkpoint that was given up
    known = {id(one.checkpoint) for one in kept._live()} | {id(one) for one in (*lines, *others)}
    gc.collect()
    large = [one for one in gc.get_objects() if isinstance(one, Iterate) and one.k and len(one.x) == 2]
    assert sum(id(one) not in known for one in large) <= recent.BACKWARDS
