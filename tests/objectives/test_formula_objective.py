"""A formula as an objective: the contract every floor above leans on."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from descent_tui.formula.tape import Tape
from descent_tui.objectives.formula import FormulaObjective
from descent_tui.objectives.names import UnknownVariable
from descent_tui.objectives.objective import symbolic
from descent_tui.session.nudge import nudge

A = np.linspace(-2, 2, 9)
B = np.array([-1.0, 0.5, 2.5])


def bowl():
    return FormulaObjective("a*x^2 + x*y + y^2", {"x": None, "y": None}, {"a": 1})


def chain(n=6):
    return FormulaObjective("sum(i, 1, n-1, 100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2)", {"x": n})


def bowl_of(n):
    return FormulaObjective("sum(i, 1, n, 100^((i - 1)/(n - 1))*(w[i] - 1)^2)/2", {"w": n})


def test_it_keeps_the_protocol():
    """It says what it is and derives itself; at every step it is itself; it can be a key."""
    f = bowl()
    assert symbolic(f)
    assert f.at(7) is f
    assert {f: 1}[f] == 1
    assert (f.size, f.name(1), f.index("y"), f.match("x, y").tolist()) == (2, "y", 1, [0, 1])
    assert f.formula() == "a·x² + x·y + y²"
    assert f.formula(ascii=True).isascii()
    assert f.partial("x") == "2·a·x + y"
    assert f.partial("x", ascii=True) == "2*a*x + y"
    assert f.explain("x")[-1].after == f.partial("x")
    for ask in (f.index, f.match, f.partial, f.explain):
        with pytest.raises(UnknownVariable, match="the variables are x and y"):
            ask("z")


def test_values_have_the_shapes_promised():
    """x[..., n] → [...]: a float for a point, an array for any stack of points."""
    f = bowl()
    assert type(f.value([1, 2])) is float
    assert f.value([1, 2]) == 7.0
    points = np.arange(24.0).reshape(3, 4, 2)
    assert f.value(points).shape == (3, 4)
    assert f.value(points)[2, 1] == f.value(points[2, 1])
    value, gradient = f.gradient([1, 2])
    assert (value, gradient.tolist()) == (7.0, [4.0, 5.0])
    assert f.hessian([1, 2]).tolist() == [[2, 1], [1, 2]]
    assert f.hessian_product([1, 2], [1, -1]).tolist() == [1, -1]


@pytest.mark.parametrize("objective", [bowl(), chain(), bowl_of(6)])
def test_slices_are_values(objective):
    """Along each coordinate, by any kind of integer, and along a direction."""
    x = np.linspace(-0.7, 1.2, objective.size)
    for i in range(objective.size):
        points = np.tile(x, (len(A), 1))
        points[:, i] = A
        wanted = objective.value(points)
        np.testing.assert_allclose(objective.slice(x, i, A), wanted, rtol=1e-13)
        np.testing.assert_array_equal(objective.slice(x, np.int64(i), A), objective.slice(x, i, A))
    u = np.cos(np.arange(objective.size))
    np.testing.assert_allclose(objective.slice(x, u, A), objective.value(x + A[:, None] * u), rtol=1e-12)
    assert x.tolist() == np.linspace(-0.7, 1.2, objective.size).tolist()


@pytest.mark.parametrize("objective", [bowl(), chain(), bowl_of(6)])
def test_sections_are_values(objective):
    """Over two coordinates and over two directions, [len b, len a]; one of each is refused."""
    x = np.linspace(-0.7, 1.2, objective.size)
    points = np.tile(x, (len(B), len(A), 1))
    points[..., 1], points[..., 0] = A, B[:, None]
    np.testing.assert_allclose(objective.section(x, 1, 0, A, B), objective.value(points), rtol=1e-12)
    u, v = np.cos(np.arange(objective.size)), np.sin(np.arange(objective.size) + 1)
    points = x + A[:, None] * u + B[:, None, None] * v
    np.testing.assert_allclose(objective.section(x, u, v, A, B), objective.value(points), rtol=1e-12)
    with pytest.raises(TypeError, match="not one of each"):
        objective.section(x, 0, v, A, B)


def test_turning_a_knob_makes_another_objective():
    """The old one stays as it was; names and text are shared."""
    f = bowl()
    g = f.with_constants({"a": 3})
    assert (f.value([2, 0]), g.value([2, 0])) == (4.0, 12.0)
    assert (g.constants, f.constants) == ({"a": 3}, {"a": 1})
    assert g.partial("x") == f.partial("x")
    assert g.names is f.names


def test_outside_its_domain_it_is_not_a_number():
    """Nothing raises and nothing warns: nan or ±inf in value, gradient, slice and section."""
    f = FormulaObjective("log(x) + sqrt(y) + 1/x", {"x": None, "y": None})
    assert np.isnan(f.value([-1.0, 1.0]))
    assert np.isnan(f.gradient([-1.0, 1.0])[0])
    assert not np.isfinite(f.value([0.0, 1.0]))
    assert np.isnan(f.slice(np.array([1.0, 1.0]), 0, [-1.0]))[0]
    assert np.isnan(f.section(np.array([1.0, 1.0]), 0, 1, [-1.0, 1.0], [-1.0])).all()


def test_of_a_million_weights_a_slice_computes_one_term_a_point(monkeypatch):
    """All weights are read once for a slice or a section; per point nothing but the term that moves."""
    n = 1_000_000
    f = bowl_of(n)
    x = np.full(n, -0.5)
    runs = []
    run = Tape.on_arrays
    monkeypatch.setattr(Tape, "on_arrays", lambda tape, x, v=None: runs.append(x.ndim) or run(tape, x, v))
    line = f.slice(x, 5, A)
    field = f.section(x, 0, n - 1, A, B)
    assert runs == [1, 1]
    point = x.copy()
    point[5] = A[2]
    assert line[2] == pytest.approx(f.value(point), rel=1e-14)
    point = x.copy()
    point[0], point[-1] = A[3], B[2]
    assert field[2, 3] == pytest.approx(f.value(point), rel=1e-14)


def test_a_nudge_of_one_of_a_million_agrees_with_its_partial():
    """Between the values of a slice nothing is rounded but the one term and the sum with the rest."""
    n = 1_000_000
    f = bowl_of(n)
    x = np.full(n, -0.5)
    _, gradient = f.gradient(x)
    for i in (0, 499_999, n - 1):
        seen = nudge(f, x, i, 1e-2, float(gradient[i]))
        assert seen.agree
        assert seen.slope == pytest.approx(seen.partial, rel=1e-5)
        assert seen.partial == pytest.approx(-1.5 * 100 ** (i / (n - 1)), rel=1e-12)


@pytest.mark.parametrize("text", ["log(x)", "sqrt(x) + y^2", "atanh(x + 5)*y", "acosh(x)", "0*log(x) + x"])
def test_where_f_has_no_value_it_has_no_partial_and_no_curvature(text):
    """1/x has a value at −1; ∂log(x)/∂x has none, for log has none."""
    f = FormulaObjective(text, {"x": None, "y": None})
    value, gradient = f.gradient([-1.0, 2.0])
    assert np.isnan(value)
    assert np.isnan(gradient).all()
    assert np.isnan(f.hessian([-1.0, 2.0])).all()


def test_threads_share_an_objective():
    """Eight threads make maps of several shapes at once, each with its own buffers."""
    f = FormulaObjective("sin(x*y) + (y - x^2)^2 + exp(-x^2 - y^2)", {"x": None, "y": None})
    x = np.zeros(2)
    wanted = {k: f.section(x, 0, 1, np.linspace(-1, 1, 50 + k), np.linspace(-1, 2, 700 + k)) for k in range(8)}
    wrong = []

    def draw(k):
        for _ in range(10):
            field = f.section(x, 0, 1, np.linspace(-1, 1, 50 + k), np.linspace(-1, 2, 700 + k))
            if not np.array_equal(field, wanted[k]):
                wrong.append(k)

    threads = [threading.Thread(target=draw, args=(k,)) for k in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
