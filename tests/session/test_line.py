"""Lines forget iterates and tell them again, bit for bit; what is kept is bounded. Costs are counted, never timed."""

from __future__ import annotations

import gc
import math
from itertools import islice, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from descent_tui.objectives.formula import FormulaObjective
from descent_tui.optimizers import table
from descent_tui.optimizers.optimizer import defaults
from descent_tui.scenario import catalogue
from descent_tui.session import line, linked, origin, recent, stepping, stretch, thinning
from descent_tui.session.actions import ActionError
from descent_tui.session.checkpoint import same
from descent_tui.session.opening import iterate_at, open_scenario, replace_state
from descent_tui.session.session import Iterate
from descent_tui.session.update import update
from descent_tui.session.words import parse


@pytest.fixture
def forgetful(monkeypatch):
    """Keep next to nothing: short stretches, few checkpoints, few recent iterates."""
    monkeypatch.setattr(stretch, "LONGEST", 7)
    monkeypatch.setattr(thinning, "CHECKPOINTS", 0)
    monkeypatch.setattr(thinning, "FEWEST_CHECKPOINTS", 4)
    monkeypatch.setattr(recent, "RECENT", 0)
    monkeypatch.setattr(recent, "FEWEST", 6)
    kept = recent.Recent()
    for module in (recent, stretch, line, origin):
        monkeypatch.setattr(module, "recent", kept)


def fresh_checkpoints(monkeypatch):
    """Know of no checkpoint of another test."""
    kept = thinning.Checkpoints()
    for module in (thinning, stretch):
        monkeypatch.setattr(module, "checkpoints", kept)


@pytest.fixture
def steps(monkeypatch):
    """Count the steps that are worked out."""
    counted = []
    real = stepping._towards

    def towards(*arguments):
        counted.append(1)
        return real(*arguments)

    monkeypatch.setattr(stepping, "_towards", towards)
    return counted


def walk(name, count, start=(-1.2, 1.0), formula="(1-x)^2 + 100*(y-x^2)^2", **turned):
    """Return the tip of a line of so many steps, and the same steps taken without any line."""
    f = FormulaObjective(formula, dict.fromkeys("xy"))
    rule = table.find(name)
    chosen = defaults(rule) | {"lr": 1e-4} | turned
    free = np.ones(2, bool)
    here = replace_state(iterate_at(f, np.array(start)), name)
    plain = [here]
    for _ in range(count):
        here = stepping.step(rule, f, here, chosen, free)
        plain.append(stepping.Stepping(rule, f, chosen, free).towards(plain[-1]))
    return here, plain


def alive(kind):
    return sum(type(one) is kind for one in gc.get_objects())


@pytest.mark.parametrize("name", ["gd", "adam", "lbfgs", "sgd-noise", "coordinate"])
@pytest.mark.usefixtures("forgetful")
def test_every_iterate_comes_back_to_the_bit(name):
    tip, plain = walk(name, 400)
    for k in np.random.default_rng(1).integers(0, 401, 60).tolist():
        assert same(line.ancestor(tip, k), plain[k])
    assert all(same(one, other) for one, other in zip(tip.back(), reversed(plain), strict=True))
    assert all(same(one, other) for one, other in zip(line.since(0, tip), plain, strict=True))
    assert same(line.start(tip), plain[0])


@pytest.mark.usefixtures("forgetful")
def test_the_way_on_from_an_iterate_that_came_back_is_the_same():
    tip, plain = walk("adam", 90)
    here = line.ancestor(tip, 40)
    rule, f = table.find("adam"), FormulaObjective("(1-x)^2 + 100*(y-x^2)^2", dict.fromkeys("xy"))
    on = stepping.step(rule, f, here, defaults(rule) | {"lr": 1e-4}, np.ones(2, bool))
    assert same(on, plain[41])
    assert line.shared(on, tip) == 40  # f is another object: who knows whether it is the same


def test_few_iterates_live_after_many_steps(monkeypatch):
    monkeypatch.setattr(recent, "RECENT", 1 << 20)
    gc.collect()
    before = alive(Iterate)
    tip = update(update(open_scenario(catalogue.load("rosenbrock")), parse("lr 0.0001")), parse("step 50000")).here
    most = (1 << 20) // 600 + 50_000 / stretch.LONGEST + 50
    gc.collect()
    assert alive(Iterate) - before < most < 5000
    assert sum(1 for _ in tip.back()) == 50_001
    assert alive(Iterate) - before < most


def test_a_dropped_line_is_gone_with_its_last_recent_iterate(monkeypatch):
    monkeypatch.setattr(recent, "RECENT", 100_000)
    tip, _ = walk("gd", 2000)
    gc.collect()
    stretches = alive(stretch.Stretch)
    assert stretches > 5
    gc.disable()  # nothing may be left to it
    try:
        for _ in range(5):
            tip, _ = walk("gd", 2000)
        assert alive(stretch.Stretch) <= 2 * stretches
    finally:
        gc.enable()
    assert tip.k == 2000


@pytest.mark.parametrize("fewest", [4, 5])
def test_the_recent_and_the_checkpoints_are_as_few_as_they_may_be(forgetful, monkeypatch, fewest):
    monkeypatch.setattr(thinning, "FEWEST_CHECKPOINTS", fewest)
    gc.collect()
    before = alive(Iterate)
    tip = walk("gd", 5000)[0]
    gc.collect()
    assert alive(Iterate) - before <= thinning.FEWEST_CHECKPOINTS + recent.FEWEST + 2
    stretches = checkpoints(tip)[1:]
    assert len(stretches) <= thinning.FEWEST_CHECKPOINTS + 1
    assert stretches[-1] == 0
    assert max(a - b for a, b in pairwise(stretches)) <= 2 * 5000 / (thinning.FEWEST_CHECKPOINTS / 2)
    assert len(recent.recent) <= recent.FEWEST


def test_of_large_iterates_those_near_the_tip_are_told_soon(forgetful, steps, monkeypatch):
    monkeypatch.setattr(stretch, "LARGE", 0)
    tip = walk("gd", 3)[0]
    monkeypatch.setattr(thinning, "ALL_CHECKPOINTS", 8 * linked.link_of(tip).size)
    fresh_checkpoints(monkeypatch)
    tip, _ = walk("gd", 3000)
    del steps[:]
    near = list(islice(tip.back(), 30))
    assert near[-1].k == 2971
    assert len(steps) <= 200  # stretches of equal length would have 400 steps
    lengths = [a - b for a, b in pairwise(checkpoints(tip))]
    assert len(lengths) <= 10
    assert max(lengths) == lengths[-1]


def checkpoints(here):
    """Return the step of an iterate, and of the checkpoints before it."""
    place = linked.place_of(here)
    found = [here.k]
    while (place := linked.lower(place)) is not None:
        found.append(place[1])
    return found


def test_going_back_over_a_long_stretch_costs_a_logarithm(forgetful, steps, monkeypatch):
    monkeypatch.setattr(stretch, "LONGEST", 1000)
    monkeypatch.setattr(recent, "FEWEST", 14)
    monkeypatch.setattr(recent, "room", lambda size, fewest=0: 10_000)
    monkeypatch.setattr(stretch, "room", lambda size, fewest=0: 10_000)
    tip, _ = walk("gd", 1000)
    monkeypatch.setattr(stretch, "room", lambda size, fewest=0: recent.FEWEST)
    del steps[:]
    assert [one.k for one in tip.back()] == list(range(1000, -1, -1))
    assert len(steps) <= 1000 * math.log2(1000) / 2 + 1000
    del steps[:]
    assert sum(1 for _ in line.since(0, tip)) == 1001
    assert len(steps) <= 1000


def test_a_forgotten_iterate_costs_no_more_steps_than_a_stretch_has(steps, monkeypatch):
    monkeypatch.setattr(recent, "RECENT", 200_000)
    tip, _ = walk("gd", 5000)
    for k in np.random.default_rng(2).integers(0, 4000, 30).tolist():
        del steps[:]
        assert line.ancestor(tip, k).k == k
        assert len(steps) <= stretch.LONGEST
        del steps[:]
        list(islice(line.ancestor(tip, k).back(), 20))
        assert len(steps) <= stretch.LONGEST  # neighbours come with it


TEXTS = (
    "step 1", "step 9", "step 40", "step 200", "freeze y", "free all", "walk x 0.01", "walk y -0.02", "walk x 0.01",
    "lr 0.0003", "lr 0.0001", "optimizer adam", "optimizer gd", "at 3", "at 30", "at 99999", "switch 1", "drop 1",
    "constant b 50", "restart", "goto x=0.5,y=0.5", "schedule cosine 100", "race momentum lr=0.0001", "lead 2", "leave 1",
)  # fmt: skip


@given(st.lists(st.sampled_from(TEXTS), max_size=40))
@settings(deadline=None, max_examples=60)
def test_a_line_that_forgets_is_the_line_that_does_not(texts):
    full = small = open_scenario(catalogue.load("rosenbrock"))
    for text in texts:
        try:
            full = update(full, parse(text))
        except ActionError:
            continue
        with pytest.MonkeyPatch.context() as patched:
            forgetful.__wrapped__(patched)
            small = update(small, parse(text))
            for one, other in zip(full.runners, small.runners, strict=True):
                assert same(one.iterate, other.iterate)
                assert same(one.furthest, other.furthest)
            here = small.here
            assert all(same(a, b) for a, b in zip(full.here.back(), here.back(), strict=True))
            assert [a.k for a in line.since(0, here)] == list(range(here.k + 1))
            assert [a.how for a in line.since(here.k // 2, here)] == [a.how for a in line.since(here.k // 2, full.here)]
        assert [(g.number, g.since) for g in full.ghosts] == [(g.number, g.since) for g in small.ghosts]


@pytest.mark.usefixtures("forgetful")
def test_what_two_lines_share_is_up_to_where_they_part():
    session = open_scenario(catalogue.load("rosenbrock"))
    said = {}
    for text in ("step 50", "at 20", "lr 0.0003", "step 70", "at 60", "lr 0.0001", "step 5"):
        session = update(session, parse(text))
        said[text] = session.here
    first, second, third = said["step 50"], said["step 70"], said["step 5"]
    assert line.shared(first, second) == line.shared(second, first) == 20
    assert line.shared(third, second) == 60
    assert line.shared(third, first) == 20
    assert line.shared(third, third) == third.k
    assert line.shared(third, line.ancestor(third, 33)) == 33
    assert line.shared(third, open_scenario(catalogue.load("rosenbrock")).here) == -1


def test_a_rule_that_refuses_what_it_once_did_says_so():
    tip, _ = walk("gd", 3)
    lying = stepping.Stepping(
        *(getattr(linked.link_of(tip).rule_of(0), n) for n in ("optimizer", "objective", "settings", "free"))
    )
    lying.settings = dict(lying.settings) | {"lr": 1e300}
    with pytest.raises(RuntimeError, match="step 4 was taken once and is refused now"):
        lying.after(tip)
