"""Fields over planes: any shape of blocks, any open axis, buffers that never alias what is still read."""

from __future__ import annotations

import numpy as np
import pytest

from descent_tui.formula.evaluator import Evaluator
from descent_tui.formula.graph import Graph
from descent_tui.formula.lowering import Lowering
from descent_tui.formula.parser import parse
from descent_tui.formula.plan import BLOCK, Plan
from descent_tui.formula.separable import ALONG_A, ALONG_B, BOTH
from descent_tui.formula.tape import Tape

SPACE = {"x": None, "y": None, "z": None}

FORMULAS = [
    "x^2 + x*y + y^2 + z",
    "sigmoid(x*y)*softplus(x - y) + sigmoid(x + y)",
    "erf(x*y)*y - erfc(x)",
    "max(x, y, z, x*y) - min(x + y, x*y, 1)*max(x*y, x - y)",
    "where(x*y > z, log(x*y), (x + y)^3) + where(x < 0, x*y, y)",
    "relu(x*y - 1)*relu(x + y)/(1 + relu(x*y - 1))",
    "x*y*z + sin(x*y)*cos(x*y)/(2 + sin(x*y))",
    "(x + y)*(x - y)*(x*y)*(x + 2*y)*(2*x + y)*((x + y)^2 + (x - y)^3)",
    "x^2 - z",
    "y*z",
    "z + 1",
    "3",
    "x",
    "prod(i, 1, 3, x + i*y)",
]


def tape_of(text):
    graph = Graph()
    return Tape(graph, [Lowering(graph, SPACE, {}).node(parse(text, SPACE))])


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize(("height", "width"), [(1, 1), (60, 200), (7, BLOCK // 2 - 1), (BLOCK + 3, 1), (2, BLOCK + 5)])
def test_field_is_the_formula_at_each_point(text, height, width):
    """For blocks of many rows, of one row, with a remainder, and for planes turned into general position."""
    evaluator = Evaluator(parse(text, SPACE), SPACE, {})
    a, b = np.linspace(-2, 2, width), np.linspace(-1, 3, height)
    x = np.array([0.3, -0.4, 0.9])
    mesh = np.broadcast_to(x, (height, width, 3)).copy()
    mesh[..., 0], mesh[..., 1] = a[None, :], b[:, None]
    np.testing.assert_allclose(evaluator.grid(x, 0, 1, a, b), evaluator.value(mesh), rtol=1e-12, atol=1e-13)
    mesh = np.broadcast_to(x, (height, width, 3)).copy()
    mesh[..., 2], mesh[..., 0] = a[None, :], b[:, None]
    np.testing.assert_allclose(evaluator.grid(x, 2, 0, a, b), evaluator.value(mesh), rtol=1e-12, atol=1e-13)
    u, v = np.array([1.0, 0.5, 0.0]), np.array([0.0, -0.5, 2.0])
    points = x + a[None, :, None] * u + b[:, None, None] * v
    np.testing.assert_allclose(evaluator.plane(x, u, v, a, b), evaluator.value(points), rtol=1e-9, atol=1e-9)


def functions(plan):
    return [step[0] for step in plan.blockwise]


def test_the_mesh_stays_open():
    """Of x² + sin(y) + x·y only one matrix product is for every point: [x² 1 x] times [1 sin(y) y]."""
    plan = Plan(tape_of("x^2 + sin(y) + x*y"), (ALONG_A, ALONG_B))
    assert functions(plan) == [np.dot]
    assert {step[0] for step in plan.once} == {np.multiply, np.sin}
    ((terms, _, _),) = plan.products
    assert len(terms) == 3


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("x*y", [np.dot]),
        ("x - y", [np.dot]),
        ("-(x^2 + 2*x*y) - y", [np.dot]),
        ("(y - x^2)^2 + (1 - x)^2", [np.dot, np.multiply, np.add]),
        ("exp(x)*log(y)/(1 + x^2 + y^2)", [np.dot, np.dot, np.divide]),
        ("1/(x*y)", [np.multiply, np.divide]),  # the sign of a zero tells inf from −inf
        ("sin(x*y)", [np.dot, np.sin]),
        ("x + sin(x*y)", [np.dot, np.sin, np.add]),
    ],
)
def test_sums_of_rows_times_columns_are_one_product(text, wanted):
    """What is Σ row·column costs one pass, in whatever order it was written."""
    assert functions(Plan(tape_of(text), (ALONG_A, ALONG_B))) == wanted


def test_numbers_join_a_row():
    """In Himmelblau's function −11 and −7 are subtracted from rows and columns, not from fields."""
    plan = Plan(tape_of("(x^2 + y - 11)^2 + (x + y^2 - 7)^2"), (ALONG_A, ALONG_B))
    assert functions(plan) == [np.dot, np.multiply, np.dot, np.multiply, np.add]


@pytest.mark.parametrize(
    "text", ["x*y + x - y", "x - y", "x*y", "1/(x*y)", "atan2(x*y, -1)", "exp(x) - exp(y) + x*y^2"]
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_infinities_and_zeros_in_products(text):
    """A row or column of inf, nan or −0 gives in a matrix product what it gives point by point."""
    evaluator = Evaluator(parse(text, SPACE), SPACE, {})
    axis = np.array([0.0, -0.0, 1.0, -2.0, 1e90, -1e140, np.inf, -np.inf, np.nan, 3.0, 0.5])
    field = evaluator.grid([0, 0, 0], 0, 1, axis, axis)
    wanted = [[evaluator.value([a, b, 0.0]) for a in axis] for b in axis]
    np.testing.assert_allclose(field, wanted, rtol=1e-14)


def test_buffers_are_used_again():
    """A long chain of whole fields needs two buffers besides the result, not one for each step."""
    plan = Plan(tape_of("sin(cos(sin(cos(exp(-(x*y)^2)*x) + y)) * x)"), (ALONG_A, ALONG_B))
    assert len(plan.program) > 8
    assert plan.buffers <= 2


def test_a_buffer_that_is_still_read_is_not_written():
    """Follow the program: whoever reads a slot finds in its buffer what was written for that slot."""
    for text in FORMULAS[:7]:
        for axes in ((ALONG_A, ALONG_B, 0), (BOTH, BOTH, ALONG_A), (BOTH, ALONG_B, BOTH)):
            tape = tape_of(text)
            plan = Plan(tape, axes[: len(tape.leaves)])
            holds = {}
            where = {}
            for function, first, second, result, buffer in plan.program:
                for slot in (first, second):
                    if slot in where:
                        assert holds[where[slot]] == slot
                if not isinstance(function, np.ufunc):
                    assert buffer not in {where.get(first), where.get(second)} - {None}
                holds[buffer], where[result] = result, buffer


def test_a_plan_is_made_once():
    """The second picture of the same kind makes no new plan."""
    evaluator = Evaluator(parse("x*y", SPACE), SPACE, {})
    axis = np.linspace(0, 1, 4)
    for _ in range(3):
        evaluator.grid([0, 0, 0], 0, 1, axis, axis)
    assert len(evaluator._sections) == 1
    for _ in range(3):
        evaluator.plane([0, 0, 0], [1, 0, 0], [0, 1, 0], axis, axis)
    assert len(evaluator._grid._plans) == 1


def test_empty_axes():
    """No columns or no rows are an empty field."""
    evaluator = Evaluator(parse("x*y", SPACE), SPACE, {})
    assert evaluator.grid([0, 0, 0], 0, 1, [], [1.0]).shape == (1, 0)
    assert evaluator.grid([0, 0, 0], 0, 1, [1.0], []).shape == (0, 1)
