"""Networks against PyTorch: losses, gradients and Hessian products it once computed, see `make_torch_networks.py`."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import pytest

from descent_tui.objectives.net.samples import Samples
from descent_tui.objectives.network import NetworkObjective

DATA = Path(__file__).parents[1] / "data"
MADE = runpy.run_path(str(DATA / "make_torch_networks.py"))
LOSS = {"softmax": "cross-entropy", "logistic": "cross-entropy", "squares": "mean squared error"}


@pytest.fixture(scope="module")
def torch_said():
    with np.load(MADE["FILE"]) as held:
        return dict(held)


@pytest.mark.parametrize("kind", MADE["LAYERS"])
@pytest.mark.parametrize("activation", MADE["ACTIVATIONS"])
def test_a_small_network(torch_said, activation, kind):
    inputs, targets, theta, v = MADE["problem"](kind, MADE["ACTIVATIONS"].index(activation))
    f = NetworkObjective(MADE["LAYERS"][kind], Samples(inputs, targets), activation, LOSS[kind])
    wanted, gradient, product = torch_said[f"{activation}.{kind}"]
    value, slopes = f.gradient(theta)
    assert value == pytest.approx(wanted[0], rel=1e-12)
    np.testing.assert_allclose(slopes, gradient, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(f.hessian_product(theta, v), product, rtol=1e-10, atol=1e-13)


def test_the_digits(torch_said):
    inputs, labels, theta = MADE["digits"]()
    f = NetworkObjective((64, 16, 10), Samples(inputs, labels), "relu", "cross-entropy")
    wanted, gradient = torch_said["digits"]
    value, slopes = f.gradient(theta)
    assert value == pytest.approx(wanted[0], rel=1e-13)
    np.testing.assert_allclose(slopes, gradient, rtol=1e-10, atol=1e-15)
