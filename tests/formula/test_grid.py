"""Fields over planes: any shape of blocks, any open axis, buffers that never alias what is still read."""

from __future__ import annotations

import numpy as np
import pytest

from descent_tui.formula.evaluator import Evaluator
from descent_tui.formula.graph import Graph
from descent_tui.formula.grid import ALONG_A, ALONG_B, BLOCK, BOTH, Plan
from descent_tui.formula.lowering import Lowering
from descent_tui.formula.parser import parse
from descent_tui.formula.tape import Tape

SPACE = {"x": None, "y": None, "z": None}

FORMULAS = [
    "x^2 + x*y + y^2 + z",
    "sigmoid(x*y)*softplus(x - y) + sigmoid(x + y)",
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


def test_the_mesh_stays_open():
    """Of x² + sin(y) + x·y only one product and two sums are computed for every point."""
    plan = Plan(tape_of("x^2 + sin(y) + x*y"), (ALONG_A, ALONG_B))
    assert [step[0] for step in plan.blockwise] == [np.multiply, np.add, np.add]
    assert {step[0] for step in plan.once} == {np.multiply, np.sin}


def test_numbers_join_a_row():
    """In Himmelblau's function −11 and −7 are subtracted from rows and columns, not from fields."""
    plan = Plan(tape_of("(x^2 + y - 11)^2 + (x + y^2 - 7)^2"), (ALONG_A, ALONG_B))
    assert len(plan.blockwise) == 5


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
    assert len(evaluator._map(0, 1)._plans) == 1


def test_empty_axes():
    """No columns or no rows are an empty field."""
    evaluator = Evaluator(parse("x*y", SPACE), SPACE, {})
    assert evaluator.grid([0, 0, 0], 0, 1, [], [1.0]).shape == (1, 0)
    assert evaluator.grid([0, 0, 0], 0, 1, [1.0], []).shape == (0, 1)
