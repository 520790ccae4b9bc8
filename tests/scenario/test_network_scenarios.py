"""The shipped networks: what their files promise holds, and they are the networks they say they are."""

from __future__ import annotations

import numpy as np
import pytest

from descent_tui.objectives.net.activation import ACTIVATIONS
from descent_tui.objectives.net.init import INITS
from descent_tui.objectives.net.loss import LOSSES
from descent_tui.scenario import catalogue, network_schema
from descent_tui.scenario.network import GENERATORS
from descent_tui.session.opening import objective_of, open_scenario, settings_for
from descent_tui.session.run import descend

LAYERS = {
    "one-neuron": (1, 1),
    "line-fit": (1, 1),
    "xor": (2, 2, 1),
    "spirals": (2, 16, 16, 2),
    "digits-64-16-10": (64, 16, 10),
    "digits-million": (64, 1026, 900, 10),
}
ACCURATE = {"spirals": 0.9, "digits-64-16-10": 0.9}
"""Networks that are judged on what is held out, and how well they do at least after 200 steps."""


def descended(name, steps):
    s = catalogue.load(name)
    settings = dict(settings_for(s, s.descent.optimizer))
    return s, descend(objective_of(s), s.start, s.descent.optimizer, settings.pop("lr"), steps, settings=settings)


@pytest.mark.parametrize("name", LAYERS)
def test_they_are_the_networks_they_say(name):
    s = catalogue.load(name)
    assert s.kind == "network"
    assert s.network.layers == LAYERS[name]
    assert s.size == len(s.names) == objective_of(s).size
    assert s.path.parent.name == "networks"
    low, high = np.array([[v.low, v.high] for v in s.variables]).T
    assert (low.max() <= s.start).all()
    assert (s.start <= high.min()).all()
    assert np.isfinite(objective_of(s).gradient(s.start)[1]).all()


def test_every_network_is_here():
    assert {s.name for s in catalogue.summaries() if s.kind == "network"} == set(LAYERS)
    assert {s.name: s.layers for s in catalogue.summaries() if s.layers} == LAYERS


def test_a_million_is_a_million_and_the_named_weight_has_a_slope():
    s = catalogue.load("digits-million")
    f = objective_of(s)
    assert f.size == 1_000_000
    i = f.index("W2[7,9]")
    assert abs(f.gradient(s.start)[1][i]) > 1e-6
    assert s.axes[0] == i
    assert len(f.training), len(f.held_out) == (1438, 359)


def test_a_million_weights_begin_the_same_everywhere():
    """Raw numbers of the generator and four operations: these are not what this machine happens to compute."""
    start = catalogue.load("digits-million").start
    assert start[[0, 999_990]].tolist() == [0.007239237111577773, 0.0]
    assert abs(start[: 64 * 1026]).max() <= np.sqrt(6 / 64)


@pytest.mark.parametrize("name", [name for name in LAYERS if name != "digits-million"])
def test_their_own_optimizer_and_rate_go_down(name):
    s, run = descended(name, 200)
    f = objective_of(s)
    assert f.value(run.path[-1]) < 0.6 * f.value(run.path[0])
    if name in ACCURATE:
        assert f.accuracy(run.path[-1]) >= ACCURATE[name]


def test_the_line_is_the_one_least_squares_fits():
    """The network of one weight is the formula over m and b, at the start and where it ends."""
    line, formula = (catalogue.load(name) for name in ("line-fit", "least-squares"))
    f, g = objective_of(line), objective_of(formula)
    assert line.start.tolist() == formula.start
    for x in ([-1, 3], [1.4, 0.5], [0.3, -2]):
        assert f.value(x) == pytest.approx(g.value(x), rel=1e-14)
        np.testing.assert_allclose(f.gradient(x)[1], g.gradient(x)[1], rtol=1e-13, atol=1e-14)
        np.testing.assert_allclose(f.hessian(x), g.hessian(x), rtol=1e-13)


def test_exclusive_or_is_learned():
    s, run = descended("xor", 2000)
    f = objective_of(s)
    said = f.passes.outputs(run.path[-1], f.training)[:, 0]
    np.testing.assert_allclose(said, f.training.targets[:, 0], atol=0.1)


def test_a_million_weights_are_not_loaded_by_a_formula(fresh_modules):
    loaded = fresh_modules(
        "from descent_tui.session.opening import open_scenario as o\nfrom descent_tui.scenario import catalogue\no(catalogue.load('seed-bowl'))"
    )
    assert not [name for name in loaded if ".net." in name or "network" in name or ".data" in name]


def test_what_a_file_may_say_is_what_there_is():
    """The words of the schema and the tables they are looked up in are written twice, and agree."""
    assert set(network_schema.Activation.__args__) == set(ACTIVATIONS)
    assert set(network_schema.Loss.__args__) == set(LOSSES)
    assert set(network_schema.Init.__args__) == set(INITS)
    assert set(network_schema.Generator.__args__) == set(GENERATORS)


def test_a_session_opens_on_every_small_network():
    for name in LAYERS:
        if name != "digits-million":
            session = open_scenario(catalogue.load(name))
            assert session.free.all()
            assert np.isfinite(session.here.value)
