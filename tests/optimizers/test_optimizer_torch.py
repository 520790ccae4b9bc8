"""The rules are PyTorch's: its paths, step by step, to the last digits."""

from __future__ import annotations

import numpy as np
import pytest
from optimizers_walking import objective, reference, settings_for, walk

DATA = reference("torch_trajectories.json")
OURS = {
    "sgd": "gd",
    "sgd_weight_decay": "gd",
    "momentum_dampening": "momentum",
    "rmsprop_centered_momentum": "rmsprop",
    "lbfgs_strong_wolfe": "lbfgs",
}
FLAGS = {"amsgrad", "line_search_fn", "max_iter", "nesterov"}
"""Arguments that PyTorch has where there is an optimizer of its own, or one way only, here."""


def settings_of(run):
    name = OURS.get(run["optimizer"], run["optimizer"])
    turned = {key: float(value) for key, value in run["kwargs"].items() if key not in FLAGS}
    if name == "lbfgs":
        # max_iter=1 leaves PyTorch's line search one evaluation; the tolerances are its defaults
        turned |= {"max_ls": 0, "tolerance_grad": 1e-7, "tolerance_change": 1e-9}
    return name, settings_for(name, lr=run["lr"], **turned)


@pytest.mark.parametrize("run", DATA["runs"], ids=lambda run: f"{run['optimizer']}-{run['function']}")
def test_the_path_is_pytorchs(run):
    name, settings = settings_of(run)
    f = objective(DATA["functions"][run["function"]]["formula"])
    expected = np.array(run["path"])
    found = np.array([here.x for here in walk(name, f, expected[0], settings, len(expected) - 1)])
    bound = 1e-8 if name == "lbfgs" else 1e-12

    assert found.shape == expected.shape
    assert (np.abs(found - expected) <= bound * np.maximum(1, np.abs(expected))).all()


def test_every_run_is_there():
    assert len(DATA["runs"]) == 68
    assert sum(run["optimizer"].startswith("lbfgs") for run in DATA["runs"]) == 4
