"""What holds for every optimizer on every smooth landscape that is shipped: a new one inherits it by being listed."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest
from optimizers_walking import bits, locked, settings_for, walk

from descent_tui.optimizers import bfgs, newton, table
from descent_tui.scenario import catalogue
from descent_tui.session.opening import iterate_at, objective_of

KINK = re.compile(r"\b(abs|min|max|relu|sign|where|hinge)\b|[|<>]")
MANY = 1000
SMOOTH = [
    name
    for name in catalogue.names()
    if not KINK.search(catalogue.load(name).formula) and catalogue.load(name).size <= MANY
]
STEPS = 6
RATES = (1.0, 0.1, 10.0, 0.01, 1e-3, 1e-4, 100.0, 1e-5, 1e-6)
"""Shares of an optimizer's own rate, in the order they are tried."""


@cache
def landscape(name):
    scenario = catalogue.load(name)
    f, x = objective_of(scenario), np.array(scenario.start)
    while not np.abs(f.gradient(x)[1]).max() > 1e-6:
        x = x + 0.1 * (1 + np.arange(len(x)))
    return f, x


def room(optimizer, f):
    """Return which variables are free [n]: all, or as many as a rule takes that solves for all of them at once."""
    free = np.ones(f.size, bool)
    free[{"bfgs": bfgs.MOST, "newton": newton.MOST}.get(optimizer, f.size) :] = False
    return free


@cache
def lower(optimizer, name):
    """Return settings under which the best f found is lower than at the start, and the path; None where none is."""
    f, x = landscape(name)
    own = settings_for(optimizer)["lr"]
    for share in RATES:
        settings = settings_for(optimizer, lr=own * share)
        path = walk(optimizer, f, x, settings, STEPS, room(optimizer, f))
        if min(here.value for here in path) < path[0].value and len(path) == STEPS + 1:
            return settings, path
    return None


def test_there_are_landscapes_enough():
    assert len(SMOOTH) > 40


@pytest.mark.parametrize("optimizer", table.NAMES)
@pytest.mark.parametrize("name", SMOOTH)
def test_every_optimizer_descends_every_smooth_landscape(name, optimizer):
    found = lower(optimizer, name)

    assert found is not None
    settings, path = found
    f, x = landscape(name)
    free = room(optimizer, f)
    again = walk(optimizer, f, x, settings, STEPS, free)
    assert [bits(here.x) for here in path] == [bits(here.x) for here in again]  # deterministic
    middle = path[STEPS // 2]
    rest = walk(optimizer, f, x, settings, STEPS - STEPS // 2, free, here=middle)
    assert [bits(here.x) for here in rest] == [bits(here.x) for here in path[STEPS // 2 :]]  # nothing kept was changed


@pytest.mark.parametrize("optimizer", table.NAMES)
@pytest.mark.parametrize("name", [name for name in SMOOTH if catalogue.load(name).size > 1])
def test_a_frozen_variable_keeps_its_bits_and_what_is_remembered_of_it(name, optimizer):
    f, x = landscape(name)
    settings, path = lower(optimizer, name)
    free = room(optimizer, f)
    free[:: 2 if f.size > 2 else 1] = False
    free[1] = True
    middle = path[2]  # what is remembered of the others is not empty
    moved = table.find(optimizer).propose(f, middle.x, locked(middle).state, settings, free, middle.k)

    assert bits(moved.x[~free]) == bits(middle.x[~free])
    assert (moved.direction[~free] == 0).all()
    for memory, before in middle.state.items():
        after = moved.state.get(memory)
        if after is not None and memory in {"velocity", "first", "second", "largest", "sum", "square", "step", "t"}:
            assert bits(np.broadcast_to(after, f.size)[~free]) == bits(np.broadcast_to(before, f.size)[~free])
    for here in walk(optimizer, f, x, settings, 3, free, here=middle):
        assert bits(here.x[~free]) == bits(middle.x[~free])
        assert all(np.isfinite(array).all() for array in here.state.values())


@pytest.mark.parametrize("optimizer", table.NAMES)
def test_minus_zero_stays_minus_zero_where_it_is_frozen(optimizer):
    f, _ = landscape("seed-bowl")
    x = np.array([1.5, -0.0])
    moved = table.find(optimizer).propose(f, x, {}, settings_for(optimizer), np.array([True, False]), 0)

    assert bits(moved.x)[1] == bits([-0.0])[0]
    assert moved.x[0] != x[0]


@pytest.mark.parametrize("optimizer", table.NAMES)
def test_with_everything_frozen_nothing_moves(optimizer):
    f, x = landscape("rosenbrock")
    moved = table.find(optimizer).propose(f, x, {}, settings_for(optimizer), np.zeros(2, bool), 0)

    assert bits(moved.x) == bits(x)
    assert moved.story(0, repr)
    assert moved.arithmetic(1, repr) == repr(float(x[1]))


@pytest.mark.parametrize("optimizer", table.NAMES)
def test_at_a_minimum_everything_stays_finite(optimizer):
    f, _ = landscape("seed-bowl")
    settings = settings_for(optimizer) | ({"sigma": 0.0} if optimizer == "sgd-noise" else {})
    path = walk(optimizer, f, [0.0, 0.0], settings, 3)

    assert len(path) == 4
    assert bits(path[-1].x) == bits([0.0, 0.0])


@pytest.mark.parametrize("optimizer", table.NAMES)
def test_freezing_midway_is_the_descent_of_what_is_left(optimizer):
    """A variable that was frozen from the start and is then set free moves as if it had just begun."""
    f, x = landscape("sphere")
    settings = settings_for(optimizer) | ({"sigma": 0.0} if optimizer == "sgd-noise" else {})
    held = walk(optimizer, f, x, settings, 6, np.array([True, False]))[-1]
    after = walk(optimizer, f, x, settings, 2 if optimizer == "coordinate" else 1, here=held)[-1]
    fresh = walk(optimizer, f, held.x, settings, 2 if optimizer == "coordinate" else 1)[-1]

    if optimizer in {"line-search", "conjugate-gradient", "newton", "bfgs", "lbfgs"}:
        assert after.value < held.value
    else:  # on a sphere each coordinate is on its own
        assert after.x[1] == fresh.x[1]


@pytest.mark.parametrize("optimizer", table.NAMES)
def test_a_walk_by_hand_in_between_breaks_nothing(optimizer):
    f, x = landscape("rosenbrock")
    settings, path = lower(optimizer, "rosenbrock")
    walked = iterate_at(f, path[3].x + np.array([0.3, -0.2]))
    walked = type(walked)(path[3].k + 1, walked.x, walked.value, walked.gradient, path[3].state, "walk")

    assert len(walk(optimizer, f, x, settings, 2, here=walked)) == 3


@pytest.mark.parametrize("optimizer", table.NAMES)
def test_a_setting_that_is_not_given_has_its_default(optimizer):
    f, x = landscape("rosenbrock")
    all_of_them = settings_for(optimizer, lr=1e-3)
    paths = [walk(optimizer, f, x, settings, 3) for settings in (all_of_them, {"lr": 1e-3})]

    assert [bits(here.x) for here in paths[0]] == [bits(here.x) for here in paths[1]]
