"""Other libraries' conventions against their own paths, and the minima that SciPy finds."""

from __future__ import annotations

import numpy as np
import pytest
from optimizers_walking import objective, reference, settings_for, walk

from descent_tui.optimizers import presets, table
from descent_tui.optimizers.optimizer import checked, defaults

DATA = reference("peer_references.json")


def settings_of(library, rule):
    """Return all settings of an optimizer under a library's conventions."""
    return defaults(rule) | dict(presets.find(library, rule.name).settings)


PATHS = [kept for kept in DATA["paths"] if kept["optimizer"] != "rprop"]


@pytest.mark.parametrize("kept", PATHS, ids=lambda kept: f"{kept['optimizer']}-{kept['path'][0]}")
def test_the_path_under_the_preset_is_optax_s(kept):
    name, *turned = kept["optimizer"].split()
    settings = settings_of("optax", table.find(name)) | {"lr": kept["lr"]}
    settings |= {key: float(value) for key, value in (text.split("=") for text in turned)}
    expected = np.array(kept["path"])
    found = np.array(
        [here.x for here in walk(name, objective(kept["formula"]), expected[0], settings, len(expected) - 1)]
    )

    assert np.abs(found - expected).max() <= 1e-10 * max(1, np.abs(expected).max())


@pytest.mark.parametrize(
    "name", [name for name, preset in presets.OPTAX.items() if preset.settings and name not in {"lbfgs", "radam"}]
)
def test_without_the_preset_the_path_is_another(name):
    kept = next(run for run in DATA["paths"] if run["optimizer"] == name and len(run["path"]) > 9)
    settings = settings_for(name, lr=kept["lr"])
    found = walk(name, objective(kept["formula"]), kept["path"][0], settings, 9)[-1].x

    assert np.abs(found - kept["path"][9]).max() > 1e-10


@pytest.mark.parametrize("kept", DATA["minima"], ids=lambda kept: f"{kept['optimizer']}-{kept['formula']}")
def test_scipys_minimum_is_found_with_as_few_gradients(kept):
    f = objective(kept["formula"])
    name = kept["optimizer"]
    path = walk(name, f, kept["start"], settings_for(name), 120)
    near = [here.k for here in path if here.value <= kept["value"] + 1e-12]

    assert near, path[-1].value
    assert any(np.abs(path[-1].x - minimum).max() < 1e-5 for minimum in minima(kept))
    assert near[0] <= 1.5 * kept["evaluations"]


def minima(kept):
    """Return the minima that count: himmelblau has four, and a method may end in another than SciPy's does."""
    if "11" not in kept["formula"]:
        return [kept["x"]]
    return [[3, 2], [-2.805118086952745, 3.131312518250573], [-3.779310253377747, -3.283185991286170],
            [3.584428340330492, -1.848126526964404]]  # fmt: skip


@pytest.mark.parametrize("library", presets.PRESETS)
def test_a_preset_speaks_of_settings_that_are_there_and_says_what_differs(library):
    for name, preset in presets.PRESETS[library].items():
        rule = table.find(name)
        for setting, value in preset.settings.items():
            assert checked(rule, setting, value) == value
            assert defaults(rule)[setting] != value
        assert preset.differs.endswith(".")


def test_what_a_library_does_not_have_is_told():
    with pytest.raises(presets.UnknownPreset, match="did you mean keras"):
        presets.find("kears", "adam")
    with pytest.raises(presets.UnknownPreset, match="keras has no lbfgs; it has gd"):
        presets.find("keras", "lbfgs")


def test_keras_form_of_adam_has_eps_on_the_raw_root():
    lr, beta1, beta2, eps, x, m, v = 0.1, 0.9, 0.999, 1e-2, 0.01, 0.0, 0.0
    settings = settings_of("keras", table.find("adam")) | {"lr": lr, "eps": eps}
    path = walk("adam", objective("x^2", ("x",)), [x], settings, 5)
    for t, here in enumerate(path[1:], 1):
        g = 2 * x
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
        x -= lr * np.sqrt(1 - beta2**t) / (1 - beta1**t) * m / (np.sqrt(v) + eps)
        assert here.x[0] == pytest.approx(x, rel=1e-12)


def test_keras_form_of_adamax_adds_eps_to_the_largest_slope():
    x, m, u, eps = 0.01, 0.0, 0.0, 1e-2
    settings = settings_of("keras", table.find("adamax")) | {"lr": 0.1, "eps": eps}
    path = walk("adamax", objective("x^2", ("x",)), [x], settings, 5)
    for t, here in enumerate(path[1:], 1):
        g = 2 * x
        m, u = 0.9 * m + 0.1 * g, max(0.999 * u, abs(g))
        x -= 0.1 / (1 - 0.9**t) * m / (u + eps)
        assert here.x[0] == pytest.approx(x, rel=1e-12)


@pytest.mark.parametrize("place", ["raw", "corrected"])
def test_radam_adds_eps_to_the_raw_root_or_to_the_corrected(place):
    x, m, v, beta2, eps, most = 0.5, 0.0, 0.0, 0.999, 1e-2, 1999.0
    path = walk("radam", objective("x^2", ("x",)), [x], settings_for("radam", lr=0.01, eps=eps, eps_at=place), 9)
    for t, here in enumerate(path[1:], 1):
        g = 2 * x
        m, v = 0.9 * m + 0.1 * g, beta2 * v + (1 - beta2) * g * g
        seen = most - 2 * t * beta2**t / (1 - beta2**t)
        step = 0.01 * m / (1 - 0.9**t)
        if seen > 5:
            unbias = np.sqrt(1 - beta2**t)
            step *= np.sqrt((seen - 4) * (seen - 2) * most / ((most - 4) * (most - 2) * seen))
            step /= (np.sqrt(v) + eps) / unbias if place == "raw" else np.sqrt(v) / unbias + eps
        x -= step
        assert here.x[0] == pytest.approx(x, rel=1e-9)


def test_optax_takes_a_step_of_rprop_one_step_late():
    for kept in (run for run in DATA["paths"] if run["optimizer"] == "rprop"):
        path = walk("rprop", objective(kept["formula"]), kept["path"][0], settings_for("rprop", lr=kept["lr"]), 4)
        assert kept["path"][1] == kept["path"][0]
        np.testing.assert_allclose(kept["path"][2:5], [here.x for here in path[1:4]], rtol=1e-14)


def test_keras_momentum_keeps_the_rate_a_slope_came_with():
    f = objective("x^2/2", ("x",))
    ends = []
    for inside in (0.0, 1.0):
        rates = [settings_for("momentum", lr=lr, lr_in_velocity=inside) for lr in (0.1, 0.01)]
        middle = walk("momentum", f, [1.0], rates[0], 1)[-1]
        ends.append(walk("momentum", f, [1.0], rates[1], 1, here=middle)[-1].x[0])

    assert ends[0] == pytest.approx(0.9 - 0.01 * (0.9 * 1 + 0.9))
    assert ends[1] == pytest.approx(0.9 - (0.9 * 0.1 + 0.01 * 0.9))
