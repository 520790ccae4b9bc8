"""The graph and its derivatives: what is shared, what is kept, what a gradient may cost."""

from __future__ import annotations

import math

import numpy as np
import pytest

from descent_tui.formula import derivative
from descent_tui.formula.evaluator import Evaluator
from descent_tui.formula.graph import Graph
from descent_tui.formula.lowering import Lowering
from descent_tui.formula.parser import parse
from descent_tui.formula.tape import Tape

PLANE = {"x": None, "y": None}


def graph_of(text, variables=PLANE):
    graph = Graph()
    return graph, Lowering(graph, variables, {}).node(parse(text, variables))


def test_equal_parts_exist_once():
    """sin(x·y) written three times is one node."""
    graph, _ = graph_of("sin(x*y) + exp(sin(y*x)) - 2*sin(x*y)^2")
    assert graph.kinds.count("sin") == 1


@pytest.mark.parametrize(
    ("text", "operations"),
    [
        ("1*x", 0), ("x + 0", 0), ("-(-x)", 0), ("x/1", 0), ("x^1", 0), ("x^2", 1), ("x^4", 2), ("x^16", 4), ("x^17", 1),
        ("x^-1", 1), ("x^0.5", 1), ("2*3*x", 1), ("sin(1) + x", 1), ("0*x", 1), ("x/x", 1), ("x - x", 1), ("-2*x", 1),
    ],
)  # fmt: skip
def test_what_is_simplified(text, operations):
    """Only what stays true for nan and inf is simplified."""
    graph, root = graph_of(text)
    nodes = derivative.reachable(graph, [root])
    assert sum(1 for node in nodes if not graph.payloads[node]) == operations


@pytest.mark.parametrize(
    "text",
    [
        "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        "-20*exp(-0.2*sqrt(0.5*(x^2 + y^2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y))) + e + 20",
        "+".join(f"sin({k}*x)*cos({k}*y)" for k in range(1, 40)),
        "*".join(f"(x + {k}*y)" for k in range(1, 40)),
    ],
)
def test_a_gradient_costs_a_few_evaluations(text):
    """Reverse mode: value and all partials take at most five times the operations of the value, whatever the size."""
    graph, root = graph_of(text)
    value = len(Tape(graph, [root]).steps)
    slopes = derivative.gradient(graph, root)
    assert len(Tape(graph, [root, *slopes.values()]).steps) <= 5 * value


def test_many_scalars():
    """Thirty scalar variables: partials in declared order, the Hessian by arrays."""
    names = {f"v{k}": None for k in range(30)}
    text = "+".join(f"{k + 1}*v{k}*v{(k + 1) % 30}" for k in range(30)) + "+ v3^3"
    evaluator = Evaluator(parse(text, names), names, {})
    x = np.linspace(-1, 1, 30)
    wanted = np.array([(k + 1) * x[(k + 1) % 30] + ((k - 1) % 30 + 1) * x[k - 1] for k in range(30)])
    wanted[3] += 3 * x[3] ** 2
    np.testing.assert_allclose(evaluator.gradient(x)[1], wanted, rtol=1e-13)
    hessian = np.zeros((30, 30))
    for k in range(30):
        hessian[k, (k + 1) % 30] += k + 1
        hessian[(k + 1) % 30, k] += k + 1
    hessian[3, 3] = 6 * x[3]
    np.testing.assert_allclose(evaluator.hessian(x), hessian, rtol=1e-13)


@pytest.mark.parametrize(("text", "gradient"), [("3", [0.0, 0.0]), ("y", [0.0, 1.0]), ("2x - y + n", [2.0, -1.0]), ("sign(x)", [0.0, 0.0])])  # fmt: skip
def test_flat_and_linear_formulas(text, gradient):
    """A formula that does not depend on a variable has partial 0, and none of these bends."""
    evaluator = Evaluator(parse(text, PLANE), PLANE, {})
    assert evaluator.point([0.5, 0.25])[1] == gradient
    assert evaluator.gradient([0.5, 0.25])[1].tolist() == gradient
    assert evaluator.gradients(np.full((3, 2), 0.5))[1].tolist() == [gradient] * 3
    assert not evaluator.hessian([0.5, 0.25]).any()
    assert not evaluator.hessian_product([0.5, 0.25], [1.0, 1.0]).any()
    assert evaluator.value(np.zeros((4, 5, 2))).shape == (4, 5)


def test_rounding_remains_to_be_seen():
    """Numbers that cancel are not cancelled beforehand: (1e16 + x) − 1e16 loses x's digits here as anywhere."""
    evaluator = Evaluator(parse("1e16 + x - 1e16", PLANE), PLANE, {})
    assert evaluator.point([0.3, 0.0])[0] == (1e16 + 0.3) - 1e16


@pytest.mark.parametrize("text", ["1e200*(1e200*x)", "(1e-200*(1e-200*x))*1e200*1e200"])
def test_numbers_do_not_overflow_together(text):
    """Two factors are only joined where their product is an ordinary number."""
    x = 1e-300 if text.startswith("1e200") else 1e100
    value = Evaluator(parse(text, PLANE), PLANE, {}).point([x, 0.0])[0]
    assert math.isfinite(value)
    assert value == pytest.approx(1e100, rel=1e-12)
