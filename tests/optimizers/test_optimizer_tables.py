"""Three steps of each rule, worked out by hand on f = x²/2, whose slope is x."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from optimizers_walking import objective, settings_for, walk

from descent_tui.optimizers import table

HALF = objective("x^2/2", ("x",))
SPHERE = objective("(x^2 + y^2)/2")

# Adam with β₁ = ½, β₂ = ¾, α = ¼, ε = 0: m̂₂ = (½·½ + ½·¾)/(1 − ¼), v̂₂ = (¾·¼ + ¼·9/16)/(1 − 9/16), and so on.
ADAM = {"lr": 0.25, "beta1": 0.5, "beta2": 0.75, "eps": 0}
A2 = 0.75 - 0.25 * (5 / 6) / sqrt(0.75)
M3, V3 = 0.5 * 0.625 + 0.5 * A2, 0.75 * 0.328125 + 0.25 * A2**2
A3 = A2 - 0.25 * (M3 / 0.875) / sqrt(V3 / (1 - 27 / 64))
U2 = sqrt(2 / 3)

TABLE = [
    ("gd", {"lr": 0.1}, [0.9, 0.81, 0.729]),
    ("gd", {"lr": 0.1, "weight_decay": 0.1}, [0.89, 0.7921, 0.704969]),
    ("momentum", {"lr": 0.1}, [0.9, 0.72, 0.486]),  # v: 1, 1.8, 2.34
    ("momentum", {"lr": 0.1, "dampening": 0.5}, [0.9, 0.765, 0.60525]),  # v: 1, 1.35, 1.5975
    ("momentum", {"lr": 0.1, "nesterov": 1}, [0.81, 0.5751, 0.327321]),
    ("nesterov", {"lr": 0.1}, [0.81, 0.5751, 0.327321]),  # v: 1, 1.71, 2.1141
    ("adagrad", {"lr": 0.5, "eps": 0}, [0.5, 0.5 - 0.25 / sqrt(1.25), None]),
    ("adagrad", {"lr": 1, "eps": 0, "initial_accumulator_value": 3}, [0.5, 0.5 - 0.5 / sqrt(4.25), None]),
    ("adagrad", {"lr": 0.5, "eps": 0, "lr_decay": 1}, [0.5, 0.5 - 0.125 / sqrt(1.25), None]),
    ("rmsprop", {"lr": 0.25, "alpha": 0.75, "eps": 0}, [0.5, 0.25, 0.25 - 0.0625 / sqrt(0.203125)]),
    ("rmsprop", {"lr": 0.25, "alpha": 0.75, "eps": 0, "momentum": 0.5}, [0.5, 0.0, -0.25]),  # v: 2, 2, 1
    ("adadelta", {"lr": 1, "rho": 0.5, "eps": 1}, [1 - U2, None, None]),
    ("adam", ADAM, [0.75, A2, A3]),
    ("adam", {"lr": 0.1, "beta1": 0, "beta2": 0, "eps": 0}, [0.9, 0.8, 0.7]),  # the sign alone
    ("adamw", ADAM | {"weight_decay": 0}, [0.75, A2, A3]),
    ("adamw", {"lr": 0.5, "beta1": 0, "beta2": 0, "eps": 0, "weight_decay": 0.5}, [0.25, -0.3125, 0.265625]),
    ("amsgrad", {"lr": 0.25, "beta1": 0, "beta2": 0, "eps": 0}, [0.75, 0.5625, 0.421875]),  # the largest slope stays 1
    ("adamax", {"lr": 0.25, "beta1": 0, "beta2": 0.5, "eps": 0}, [0.75, 0.5, 0.25]),
    ("adamax", {"lr": 0.25, "beta1": 0, "beta2": 0.9, "eps": 0}, [0.75, 0.75 - 0.25 * 0.75 / 0.9, None]),
    ("nadam", {"lr": 0.1, "beta1": 0, "beta2": 0, "eps": 0}, [0.9, 0.8, 0.7]),
    ("radam", {"lr": 0.1, "beta1": 0}, [0.9, 0.81, 0.729]),  # until ρₜ > 5 it is plain descent
    ("rprop", {"lr": 0.1}, [0.9, 0.78, 0.636]),  # s: 0.1, 0.12, 0.144
    ("rprop", {"lr": 1.5}, [-0.5, -0.5, 0.25]),  # it turned, waits, and goes on with half the step
    ("lion", {"lr": 0.1}, [0.9, 0.8, 0.7]),
    ("lion", {"lr": 0.1, "weight_decay": 1}, [0.8, 0.62, 0.458]),
    ("sgd-noise", {"lr": 0.1, "sigma": 0}, [0.9, 0.81, 0.729]),
    ("coordinate", {"lr": 0.1}, [0.9, 0.81, 0.729]),
    ("line-search", {}, [0.0, 0.0, 0.0]),
    ("conjugate-gradient", {}, [0.0, 0.0, 0.0]),
    ("newton", {"lr": 0.5}, [0.5, 0.25, 0.125]),
    ("newton", {"damping": 1}, [0.5, 0.25, 0.125]),
    ("bfgs", {}, [0.0, 0.0, 0.0]),
    ("lbfgs", {}, [0.0, 0.0, 0.0]),
]


@pytest.mark.parametrize(
    ("name", "settings", "expected"), TABLE, ids=lambda part: part if isinstance(part, str) else ""
)
def test_three_steps_by_hand(name, settings, expected):
    path = walk(name, HALF, [1.0], settings_for(name, **settings), 3)

    for here, x in zip(path[1:], expected, strict=True):
        if x is not None:
            assert here.x[0] == pytest.approx(x, rel=1e-12, abs=1e-12)


def test_every_optimizer_stands_in_the_table():
    assert {name for name, *_ in TABLE} == set(table.NAMES)


def test_coordinates_take_turns_and_frozen_ones_have_none():
    path = walk("coordinate", SPHERE, [1.0, 2.0], settings_for("coordinate", lr=0.5), 3)
    held = walk("coordinate", SPHERE, [1.0, 2.0], settings_for("coordinate", lr=0.5), 2, np.array([False, True]))

    assert [here.x.tolist() for here in path] == [[1, 2], [0.5, 2], [0.5, 1], [0.25, 1]]
    assert [here.x.tolist() for here in held] == [[1, 2], [1, 1], [1, 0.5]]


def test_the_largest_partial_goes_first():
    path = walk("coordinate", SPHERE, [1.0, 3.0], settings_for("coordinate", lr=0.5, pick="largest"), 3)

    assert [here.x.tolist() for here in path] == [[1, 3], [1, 1.5], [1, 0.75], [0.5, 0.75]]


def test_noise_is_a_function_of_seed_step_and_coordinate():
    def noise(seed, k, free=(True, True)):
        rule, x = table.find("sgd-noise"), np.zeros(2)
        settings = settings_for("sgd-noise", lr=1, seed=seed)
        return rule.propose(SPHERE, x, {}, settings, np.array(free), k).x.tolist()

    assert noise(1, 5) == noise(1, 5)
    assert len({tuple(noise(seed, k)) for seed in range(3) for k in range(3)}) == 9
    assert noise(1, 5, (False, True)) == [0.0, noise(1, 5)[1]]


def test_the_noise_is_normal_with_the_standard_deviation_asked_for():
    wide = objective_of_size(20_000)
    rule = table.find("sgd-noise")
    x = np.zeros(20_000)
    z = rule.propose(wide, x, {}, settings_for("sgd-noise", lr=1, sigma=3), np.ones(20_000, bool), 4).x

    assert abs(z.mean()) < 0.1
    assert z.std() == pytest.approx(3, rel=0.03)
    assert (np.abs(z) < 3).mean() == pytest.approx(0.6827, abs=0.02)


def objective_of_size(n):
    class Sphere:
        size = n

        def gradient(self, x):
            return float(x @ x) / 2, x

    return Sphere()
