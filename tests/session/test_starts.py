"""Starts are forgotten and made again, bit for bit: a jump, another optimizer, a restart, a race, a branch."""

from __future__ import annotations

import random

import pytest

from descent_tui.scenario import catalogue
from descent_tui.session import line, origin, recent, stretch, thinning
from descent_tui.session.actions import ActionError
from descent_tui.session.opening import open_scenario
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse


@pytest.fixture
def nothing_kept(monkeypatch):
    """Treat every iterate as a large one, with room for three checkpoints, and keep as few recent ones as may be."""
    monkeypatch.setattr(stretch, "LARGE", 0)
    monkeypatch.setattr(stretch, "LONGEST", 5)
    monkeypatch.setattr(recent, "RECENT", 0)
    monkeypatch.setattr(thinning, "ALL_CHECKPOINTS", 3000)
    kept, checkpoints = recent.Recent(), thinning.Checkpoints()
    for module in (recent, stretch, line, origin):
        monkeypatch.setattr(module, "recent", kept)
    for module in (thinning, stretch):
        monkeypatch.setattr(module, "checkpoints", checkpoints)
    return checkpoints


def bits(iterate):
    return (iterate.k, iterate.how, iterate.evaluations, iterate.value, iterate.x.tobytes(), iterate.gradient.tobytes(),
            tuple((name, array.tobytes()) for name, array in iterate.state.items()))  # fmt: skip


def told(session):
    """Return where all runners and ghosts of a session are, to the bit."""
    runners = [(r.number, r.optimizer, dict(r.settings), bits(r.iterate), bits(r.furthest)) for r in session.runners]
    ghosts = [(ghost.number, ghost.since, bits(ghost.runner.furthest)) for ghost in session.ghosts]
    return dict(session.constants), session.free.tobytes(), runners, ghosts


ANEW = (
    "goto x=0.5,y=0.25", "goto y=0.75", "goto x=-1", "optimizer adam", "optimizer momentum", "optimizer lbfgs",
    "preset keras", "preset own", "constant b 60", "constant b 100", "restart", "race adam", "race momentum lr=0.0001",
    "lead 2", "leave 1", "leave 2", "at 3", "at 7", "at 9999", "switch 1", "drop 1", "freeze y", "free all", "walk x 0.01",
    "lr 0.0002", "lr 0.0001", "open rosenbrock", "formula (1-x)^2 + 90*(y-x^2)^2",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_whatever_began_anew_is_taken_back_and_done_again_to_the_bit(nothing_kept, seed):
    dice = random.Random(seed)  # noqa: S311 — dice
    timeline = Timeline(open_scenario(catalogue.load("rosenbrock")))
    known = [told(timeline.present)]
    paths = {0: [bits(one) for one in timeline.present.here.back()]}
    while len(known) < 400:
        text = dice.choice(ANEW) if dice.random() < 0.5 else f"step {dice.randrange(1, 9)}"
        try:
            timeline = timeline.act(parse(text))
        except ActionError:
            continue
        known.append(told(timeline.present))
        if len(known) % 10 == 0:
            paths[len(known) - 1] = [bits(one) for one in line.since(0, timeline.present.here)]
    assert len(nothing_kept) <= 12  # one more in each round of a race of eight
    for place in range(len(known) - 1, 0, -1):
        assert told(timeline.present) == known[place]
        if place in paths:
            assert [bits(one) for one in timeline.present.here.back()] == paths[place][::-1]
            assert bits(line.start(timeline.present.here)) == paths[place][0]
            assert [k for k, _, _ in line.traces(0, timeline.present.here)] == [one[0] for one in paths[place]]
        timeline = timeline.act(parse("back"))
    assert timeline.past is None
    for place in sorted(dice.sample(range(1, len(known)), 30)):
        ahead = timeline.act(parse(f"forward {place}"))
        assert told(ahead.present) == known[place]
    assert told(timeline.act(parse("forward 999")).present) == known[-1]
