"""Settings, schedules, and what a step costs at a million variables."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import pytest
from optimizers_walking import bits, locked, settings_for

from descent_tui.optimizers import coordinatewise, schedules, table
from descent_tui.optimizers.optimizer import UnknownSetting, checked, defaults
from descent_tui.optimizers.setting import Kind, choice, switch
from descent_tui.session.opening import iterate_at

COORDINATEWISE = [name for name in table.NAMES if isinstance(table.find(name), coordinatewise.Coordinatewise)]


class Sphere:
    def __init__(self, n):
        self.size = n

    def at(self, k):
        del k
        return self

    def gradient(self, x):
        return float(x @ x) / 2, x


@pytest.mark.parametrize("name", table.NAMES)
def test_settings_are_in_their_bounds_named_once_and_told_in_a_clause(name):
    rule = table.find(name)
    names = [setting.name for setting in rule.settings]

    assert names[0] == "lr"
    assert len(set(names)) == len(names)
    for setting in rule.settings:
        assert setting.read(setting.default) == setting.default
        assert setting.read(setting.low) <= setting.read(setting.high)
        assert setting.meaning
        assert not setting.meaning.endswith(".")
        with pytest.raises(UnknownSetting, match=setting.name):
            setting.read(setting.high + 1)
        with pytest.raises(UnknownSetting):
            setting.read(math.nan)


PYTORCH = {
    "momentum": {"lr": 1e-3, "dampening": 0, "nesterov": 0, "weight_decay": 0},
    "adagrad": {"lr": 0.01, "lr_decay": 0, "weight_decay": 0, "initial_accumulator_value": 0, "eps": 1e-10},
    "rmsprop": {"lr": 0.01, "alpha": 0.99, "eps": 1e-8, "weight_decay": 0, "momentum": 0, "centered": 0},
    "adadelta": {"lr": 1, "rho": 0.9, "eps": 1e-6, "weight_decay": 0},
    "adam": {"lr": 1e-3, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0},
    "adamw": {"lr": 1e-3, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.01},
    "adamax": {"lr": 2e-3, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0},
    "nadam": {"lr": 2e-3, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0, "momentum_decay": 4e-3},
    "radam": {"lr": 1e-3, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0},
    "rprop": {"lr": 0.01, "etaminus": 0.5, "etaplus": 1.2, "step_size_min": 1e-6, "step_size_max": 50},
    "lbfgs": {"lr": 1, "history_size": 100},
}


@pytest.mark.parametrize("name", PYTORCH)
def test_defaults_are_pytorchs(name):
    assert PYTORCH[name].items() <= defaults(table.find(name)).items()


def test_switches_and_choices_are_read_from_numbers_and_words():
    centered, pick = switch("centered", "whether"), choice("pick", ("cyclic", "largest"), "which")

    assert [centered.read(word) for word in ("on", "off", "1", 0.0, True)] == [1, 0, 1, 0, 1]
    assert [pick.read(word) for word in ("cyclic", "largest", 1, "0")] == [0, 1, 1, 0]
    assert (centered.told(1.0), pick.told(1.0), pick.kind) == ("on", "largest", Kind.CHOICE)
    with pytest.raises(UnknownSetting, match=r"0 \(cyclic\) or 1 \(largest\), not 'smallest'"):
        pick.read("smallest")
    with pytest.raises(UnknownSetting, match="off or on"):
        centered.read(0.5)


def test_a_whole_number_is_whole():
    assert checked(table.find("lbfgs"), "history_size", 7) == 7
    with pytest.raises(UnknownSetting, match=r"a whole number 1 … 1000, not 2\.5"):
        checked(table.find("lbfgs"), "history_size", 2.5)
    with pytest.raises(UnknownSetting, match=r"adam has no setting 'beta3': did you mean beta1\? it has lr, beta1"):
        checked(table.find("adam"), "beta3", 0.5)


@pytest.mark.parametrize("name", schedules.SCHEDULES)
def test_a_schedule_is_a_factor_between_0_and_1(name):
    factors = [schedules.factor(name, k) for k in range(0, 400, 3)]

    assert all(0 <= factor <= 1 for factor in factors)
    rising = name == "warm-up"
    assert factors == sorted(factors, reverse=not rising)
    assert schedules.factor(name, 0) == pytest.approx(1 / 3 if rising else 1)


@pytest.mark.parametrize(
    ("name", "settings", "expected"),
    [
        ("constant", {}, [1, 1, 1, 1, 1]),
        ("step", {"step_size": 2, "gamma": 0.5}, [1, 1, 0.5, 0.5, 0.25]),
        ("exponential", {"gamma": 0.5}, [1, 0.5, 0.25, 0.125, 0.0625]),
        ("inverse", {"decay": 1}, [1, 1 / 2, 1 / 3, 1 / 4, 1 / 5]),
        ("cosine", {"T_max": 2, "eta_min": 0.2}, [1, 0.6, 0.2, 0.2, 0.2]),
        ("cosine", {"T_max": 3}, [1, 0.75, 0.25, 0, 0]),
        ("warm-up", {"total_iters": 4, "start_factor": 0.2}, [0.2, 0.4, 0.6, 0.8, 1.0]),
        ("warm-up", {"total_iters": 2, "start_factor": 0}, [0, 0.5, 1, 1, 1]),
    ],
)
def test_schedules_by_hand(name, settings, expected):
    assert [schedules.factor(name, k, settings) for k in range(5)] == pytest.approx(expected, abs=1e-15)


def test_what_is_no_schedule_is_told():
    with pytest.raises(schedules.UnknownSchedule, match="did you mean cosine"):
        schedules.find("cosin")
    with pytest.raises(UnknownSetting, match="it has gamma"):
        schedules.factor("exponential", 1, {"beta": 1})
    with pytest.raises(UnknownSetting, match="step_size is a whole number"):
        schedules.factor("step", 1, {"step_size": 0})


@pytest.mark.parametrize("name", COORDINATEWISE)
@pytest.mark.parametrize("frozen", [False, True])
def test_blocks_do_not_show(name, frozen, monkeypatch):
    """A rule gives the same bits however many coordinates it works on at once."""
    n = 53
    rng = np.random.default_rng(7)
    rule, free = table.find(name), rng.random(n) > (0.4 if frozen else -1)
    paths = []
    for block in (1000, 8):
        monkeypatch.setattr(coordinatewise, "BLOCK", block)
        x, state, path = np.linspace(-3, 3, n), {}, []
        for k in range(4):
            # freed in the third step, so that their clocks differ
            move = rule.propose(Sphere(n), x, state, settings_for(name), free if k < 2 else np.ones(n, bool), k)
            x, state = move.x, move.state
            path.append((bits(x), {key: bits(array) for key, array in state.items()}))
        paths.append(path)

    assert paths[0] == paths[1]


@pytest.mark.parametrize("name", COORDINATEWISE)
def test_a_step_allocates_the_arrays_it_keeps_and_no_other_of_their_size(name):
    n = 400_000
    f, rule, free = Sphere(n), table.find(name), np.ones(n, bool)
    settings = settings_for(name)
    here = iterate_at(f, np.linspace(-3, 3, n))
    state = rule.propose(f, here.x, {}, settings, free, 0).state
    kept = (
        1 + sum(len(array) == n for array in state.values()) + 2 * (name == "sgd-noise")
    )  # the noisy slope, the noise
    tracemalloc.start()
    move = rule.propose(f, here.x, state, settings, free, 1)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert move.x is not here.x
    assert most < (kept + 0.75) * 8 * n


@pytest.mark.parametrize("name", COORDINATEWISE)
def test_nothing_kept_is_an_alias_of_what_was_handed_in(name):
    f = Sphere(6)
    rule, free, settings = table.find(name), np.ones(6, bool), settings_for(name, lr=0.01)
    here = iterate_at(f, np.arange(1.0, 7))
    first = rule.propose(f, here.x, {}, settings, free, 0)
    copies = {key: array.copy() for key, array in first.state.items()}
    locked(type("Kept", (), {"state": first.state}))
    second = rule.propose(f, first.x, first.state, settings, free, 1)

    assert all((first.state[key] == copy).all() for key, copy in copies.items())
    assert not any(np.shares_memory(second.state[key], first.state[key]) for key in copies)
    assert not np.shares_memory(second.x, first.x)
