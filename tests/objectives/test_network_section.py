"""The loss of a network over planes, against one forward pass a point."""

from __future__ import annotations

import numpy as np
import pytest

from descent_tui.objectives.directions import filter_normalised, random_direction
from descent_tui.objectives.field import drafting as drafts_itself
from descent_tui.objectives.field import fields, grids, spread
from descent_tui.objectives.formula import FormulaObjective
from descent_tui.objectives.lanczos import Cancelled
from descent_tui.objectives.net import drafts as drafting
from descent_tui.objectives.net import section as sections
from descent_tui.objectives.net.activation import ACTIVATIONS
from descent_tui.objectives.net.init import init
from descent_tui.objectives.net.passes import Passes
from descent_tui.objectives.net.samples import Samples
from descent_tui.objectives.network import NetworkObjective

A, B = np.linspace(-2, 2, 7), np.linspace(1.5, -1.0, 5)


def network(activation="relu", loss="cross-entropy", layers=(3, 5, 4, 3), seed=0, m=23, **more):
    rng = np.random.default_rng(seed)
    inputs = rng.normal(size=(m, layers[0]))
    if loss == "cross-entropy":
        targets = rng.integers(0, layers[-1], m) if layers[-1] > 1 else rng.integers(0, 2, (m, 1)).astype(float)
    else:
        targets = rng.normal(size=(m, layers[-1]))
    f = NetworkObjective(layers, Samples(inputs, targets), activation, loss, **more)
    return f, init(f.layout, "glorot normal", seed) + 0.1 * rng.normal(size=f.size)


def by_force(f, theta, u, v, a=A, b=B):
    out = np.empty((len(b), len(a)))
    for row, column in np.ndindex(out.shape):
        x = theta.copy()
        if isinstance(u, int):
            x[v], x[u] = b[row], a[column]
        else:
            x += a[column] * u + b[row] * v
        out[row, column] = f.passes.value(x, f.samples)
    return out


LOSSES = [("cross-entropy", 3), ("cross-entropy", 1), ("mean squared error", 2)]


@pytest.mark.parametrize("small", [0, 10**9])
@pytest.mark.parametrize("activation", ["relu", "tanh", "gelu"])
@pytest.mark.parametrize(("loss", "outputs"), LOSSES)
def test_every_pair_of_weights_is_forward_passes(monkeypatch, small, activation, loss, outputs):
    monkeypatch.setattr(drafting, "SMALL", small)
    f, theta = network(activation, loss, (2, 3, 2, outputs), decay=0.01)
    exact = 0
    for i in range(0, f.size, 2):
        for j in range(1, f.size, 5):
            exact += sections.comes_apart(f.layout, i, j)
            np.testing.assert_allclose(f.section(theta, i, j, A, B), by_force(f, theta, i, j), rtol=1e-11, atol=1e-12)
    assert exact >= 5


def test_what_comes_apart():
    f, _ = network(layers=(3, 5, 4, 3))

    def apart(one, other):
        i, j = f.index(one), f.index(other)
        assert sections.comes_apart(f.layout, i, j) == sections.comes_apart(f.layout, j, i)
        return sections.comes_apart(f.layout, i, j)

    assert apart("W3[1,1]", "W3[2,1]")
    assert apart("W3[1,1]", "b3[1]")
    assert apart("W2[1,1]", "W2[1,2]")
    assert apart("b2[1]", "W2[1,2]")
    assert apart("W2[1,1]", "W3[2,1]")
    assert not apart("W2[1,1]", "W2[2,1]")  # into the same unit
    assert not apart("W2[1,1]", "W3[1,2]")  # out of the unit the other leads into
    assert not apart("W1[1,1]", "W3[1,2]")
    assert not apart("W3[1,1]", "W3[1,1]")


@pytest.mark.parametrize(("one", "other"), [("W2[1,1]", "W2[1,2]"), ("W3[1,1]", "b3[2]")])
def test_a_closed_form_makes_no_forward_pass_but_one(monkeypatch, one, other):
    f, theta = network()
    made = []
    forward, value = Passes.forward, Passes.value
    monkeypatch.setattr(Passes, "forward", lambda *given: made.append("forward") or forward(*given))
    monkeypatch.setattr(Passes, "value", lambda *given: made.append("value") or value(*given))
    f.section(theta, f.index(one), f.index(other), A, B)
    assert made == ["forward"]


@pytest.mark.parametrize("far", [50.0, 1e4])
def test_far_out_nothing_overflows(monkeypatch, far):
    monkeypatch.setattr(drafting, "SMALL", 0)
    f, theta = network(layers=(3, 5, 4, 3))
    a = np.linspace(-far, far, 5)
    for one, other in (("W2[1,1]", "W2[1,2]"), ("W3[1,1]", "W3[1,2]"), ("W1[1,1]", "W2[1,1]")):
        i, j = f.index(one), f.index(other)
        np.testing.assert_allclose(f.section(theta, i, j, a, a), by_force(f, theta, i, j, a, a), rtol=1e-11)


def test_a_slice_is_forward_passes_too():
    f, theta = network("tanh", decay=0.1)
    for i in range(f.size):
        x = np.repeat(theta[None], len(A), axis=0)
        x[:, i] = A
        np.testing.assert_allclose(f.slice(theta, i, A), f.value(x), rtol=1e-12)
    u = random_direction(f.size, 3)
    np.testing.assert_allclose(f.slice(theta, u, A), f.value(theta + A[:, None] * u), rtol=1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("loss", "outputs"), LOSSES)
@pytest.mark.parametrize("hidden", [(), (4,), (4, 3)])
def test_two_directions_are_forward_passes(activation, loss, outputs, hidden):
    f, theta = network(activation, loss, (2, *hidden, outputs), decay=0.02)
    u, v = random_direction(f.size, 1), random_direction(f.size, 1, 1)
    np.testing.assert_allclose(f.section(theta, u, v, A, B), by_force(f, theta, u, v), rtol=1e-11)


def test_blocks_of_points_are_the_points(monkeypatch):
    from descent_tui.objectives.net import plane

    f, theta = network()
    u, v = random_direction(f.size, 1), random_direction(f.size, 2)
    whole = f.section(theta, u, v, A, B)
    monkeypatch.setattr(plane, "BLOCK", 1)
    np.testing.assert_allclose(f.section(theta, u, v, A, B), whole, rtol=1e-14)
    i, j = f.index("W2[1,1]"), f.index("W2[1,2]")
    whole = f.section(theta, i, j, A, B)
    monkeypatch.setattr(sections, "BLOCK", 1)
    np.testing.assert_allclose(f.section(theta, i, j, A, B), whole, rtol=1e-14)


def test_float32_networks_are_drawn_in_float32():
    f, theta = network(dtype=np.float32)
    u, v = random_direction(f.size, 1), random_direction(f.size, 2)
    np.testing.assert_allclose(f.section(theta, u, v, A, B), by_force(f.exact(), theta, u, v), rtol=1e-4)


def test_a_coordinate_and_a_direction_make_no_plane():
    f, theta = network()
    with pytest.raises(TypeError):
        f.section(theta, 0, theta, A, B)


def test_filters_are_the_weights_into_each_unit():
    f, theta = network(layers=(3, 5, 2))
    direction = random_direction(f.size, 4)
    scaled = filter_normalised(direction, theta, f.filters())
    for before, after, weights in zip(
        f.layout.weights(direction), f.layout.weights(scaled), f.layout.weights(theta), strict=True
    ):
        np.testing.assert_allclose(np.linalg.norm(after, axis=0), np.linalg.norm(weights, axis=0), rtol=1e-12)
        cosine = (before * after).sum(0) / np.linalg.norm(before, axis=0) / np.linalg.norm(after, axis=0)
        np.testing.assert_allclose(cosine, 1.0, rtol=1e-12)
    assert all((bias == 0).all() for bias in f.layout.biases(scaled))


def test_drafts_end_with_a_coarse_grid_of_all_samples_where_the_whole_is_far_off(monkeypatch):
    f, theta = network(m=40)
    monkeypatch.setattr(drafting, "AT_ONCE", 0)
    monkeypatch.setattr(drafting, "SAMPLE", 16)
    monkeypatch.setattr(drafting, "MOST", 40 * 500 * f.size)
    a, b = np.linspace(-1, 1, 50), np.linspace(1, -1, 30)
    u, v = random_direction(f.size, 1), random_direction(f.size, 2)
    drafts = list(fields(f, theta, u, v, a, b))
    assert [draft.done for draft in drafts] == [False] * (len(drafts) - 1) + [True]
    last = drafts[-1]
    assert not last.whole
    assert last.samples == 40
    assert last.points == drafts[-2].points
    assert all(draft.samples * draft.points * f.size <= drafting.MOST for draft in drafts)
    np.testing.assert_allclose(last.values[::29, ::49], f.section(theta, u, v, a[::49], b[::29]), rtol=1e-5)


def test_drafts_of_a_large_network_grow_and_end_with_all(monkeypatch):
    f, theta = network(m=40)
    monkeypatch.setattr(drafting, "AT_ONCE", 0)
    monkeypatch.setattr(drafting, "SAMPLE", 16)
    a, b = np.linspace(-1, 1, 50), np.linspace(1, -1, 30)
    u, v = random_direction(f.size, 1), random_direction(f.size, 2)
    assert drafts_itself(f)
    drafts = list(fields(f, theta, u, v, a, b))
    assert [draft.samples for draft in drafts] == [16] * (len(drafts) - 1) + [40]
    assert [draft.points for draft in drafts] == sorted(draft.points for draft in drafts)
    assert [draft.whole for draft in drafts] == [False] * (len(drafts) - 1) + [True]
    assert all(draft.values.shape == (30, 50) and draft.how == "cached" for draft in drafts)
    np.testing.assert_array_equal(drafts[-1].values, f.section(theta, u, v, a, b))
    of_few = f.first(16).section(theta, u, v, a, b)
    spans = [np.abs(draft.values - of_few).max() for draft in drafts[:-1]]
    assert spans == sorted(spans, reverse=True)
    assert spans[-1] == 0
    exact = list(fields(f, theta, f.index("W2[1,1]"), f.index("W2[1,2]"), a, b))
    assert [(draft.how, draft.samples, draft.points) for draft in exact] == [("exact", 16, 1500), ("exact", 40, 1500)]


def test_drafts_of_very_many_weights_are_in_float32_and_the_whole_is_not(monkeypatch):
    f, theta = network(m=40)
    monkeypatch.setattr(drafting, "AT_ONCE", 0)
    monkeypatch.setattr(drafting, "SAMPLE", 16)
    monkeypatch.setattr(drafting, "MANY", 0)
    u, v = random_direction(f.size, 1), random_direction(f.size, 2)
    draft, whole = fields(f, theta, u, v, A, B)
    of_few = f.first(16).section(theta, u, v, A, B)
    np.testing.assert_allclose(draft.values, of_few, rtol=1e-5)
    assert np.abs(draft.values - of_few).max() > 1e-12
    np.testing.assert_array_equal(whole.values, f.section(theta, u, v, A, B))


def test_a_small_network_has_no_drafts():
    f, theta = network()
    assert [draft.whole for draft in fields(f, theta, 0, 1, A, B)] == [True]


@pytest.mark.parametrize("pair", ["directions", "exact", "rows"])
def test_a_field_stops_between_blocks_when_told(monkeypatch, pair):
    from descent_tui.objectives.net import plane

    f, theta = network()
    monkeypatch.setattr(plane, "BLOCK", 1)
    monkeypatch.setattr(sections, "BLOCK", 1)
    monkeypatch.setattr(drafting, "SMALL", 0)
    asked = []

    def cancelled():
        asked.append(None)
        return len(asked) > 4

    along = {
        "directions": (random_direction(f.size, 1), random_direction(f.size, 2)),
        "exact": (f.index("W2[1,1]"), f.index("W2[1,2]")),
        "rows": (f.index("W1[1,1]"), f.index("W1[1,2]")),
    }[pair]
    with pytest.raises(Cancelled):
        list(fields(f, theta, *along, A, B, cancelled))
    assert len(asked) == 5


def test_a_formula_of_many_variables_has_drafts_over_directions_only(monkeypatch):
    from descent_tui.objectives import field

    f = FormulaObjective("sum(i, 1, n, (x[i] - 1)^2 * i / n)", {"x": 40})
    x = np.zeros(40)
    a, b = np.linspace(-1, 1, 45), np.linspace(-2, 2, 33)
    assert [draft.whole for draft in fields(f, x, 0, 1, a, b)] == [True]
    u, v = random_direction(40, 1), random_direction(40, 2)
    assert [draft.whole for draft in fields(f, x, u, v, a, b)] == [True]
    monkeypatch.setattr(field, "AT_ONCE", 100)
    drafts = list(fields(f, x, u, v, a, b))
    assert [draft.points for draft in drafts][-1] == len(a) * len(b)
    assert len(drafts) == 3
    np.testing.assert_allclose(drafts[-1].values, f.section(x, u, v, a, b), rtol=1e-13)
    np.testing.assert_allclose(drafts[0].values, f.section(x, u, v, a, b), rtol=1e-9)  # f is a quadratic
    with pytest.raises(Cancelled):
        list(fields(f, x, u, v, a, b, lambda: True))


def test_grids_double_and_end_with_the_whole():
    assert grids(160, 120) == [(13, 10), (27, 20), (53, 40), (107, 80), (160, 120)]
    assert grids(5, 4) == [(5, 4)]
    assert grids(1, 90) == [(1, 90)]


def test_cubic_convolution_is_exact_for_quadratics_and_at_its_points():
    def q(a, b):
        return 1 + a - 2 * b[:, None] + a * a + 3 * b[:, None] * a - b[:, None] ** 2

    a, b = np.linspace(-1, 1, 9), np.linspace(-1, 1, 7)
    fine_a, fine_b = np.linspace(-1, 1, 33), np.linspace(-1, 1, 19)
    found = spread(q(a, b), 33, 19)
    np.testing.assert_allclose(found, q(fine_a, fine_b), atol=1e-12)
    np.testing.assert_allclose(found[::3, ::4], q(a, b), atol=1e-12)


def test_what_is_not_finite_does_not_spread():
    z = np.ones((6, 8))
    z[2, 3] = np.nan
    found = spread(z, 64, 48)
    assert 0 < np.isnan(found).mean() < 1 / 30
    assert np.nanmax(np.abs(found - 1)) < 1e-12
