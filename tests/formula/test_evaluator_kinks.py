"""The conventions of `elementary`: kinks, ties, branches not taken, nan and inf the same in every way to evaluate."""

from __future__ import annotations

import itertools
import math
import threading

import numpy as np
import pytest

from descent_tui.formula.arrays import ARRAYS
from descent_tui.formula.elementary import FUNCTIONS, guarded
from descent_tui.formula.errors import FormulaError
from descent_tui.formula.evaluator import Evaluator
from descent_tui.formula.limits import PRINTED
from descent_tui.formula.operators import ELEMENTWISE
from descent_tui.formula.parser import parse

PLANE = {"x": None, "y": None}


def at(text, *point):
    return Evaluator(parse(text, PLANE), PLANE, {}).point(list(point))


@pytest.mark.parametrize(
    ("text", "point", "gradient"),
    [
        ("|x| + y", (0.0, 1.0), [0.0, 1.0]),
        ("|x|*y", (-0.0, 3.0), [0.0, 0.0]),
        ("relu(x) + y", (0.0, 1.0), [0.0, 1.0]),
        ("sign(x)*y", (0.0, 2.0), [0.0, 0.0]),
        ("sign(x)*y", (4.0, 2.0), [0.0, 1.0]),
        ("max(x, y)", (2.0, 2.0), [0.5, 0.5]),
        ("min(x, y)", (2.0, 2.0), [0.5, 0.5]),
        ("max(x, y, 2)", (2.0, 2.0), [1 / 3, 1 / 3]),
        ("max(x, y, x)", (2.0, 2.0), [2 / 3, 1 / 3]),
        ("max(x, y, 2*x, 5)", (1.0, 2.0), [0.0, 0.0]),
        ("min(x, 2*y)", (1.0, 0.5), [0.5, 1.0]),
        ("hypot(x, y)", (0.0, 0.0), [0.0, 0.0]),
        ("where(x > 0, x^2, -x)", (0.0, 0.0), [-1.0, 0.0]),
        ("x^y", (0.0, 2.0), [0.0, 0.0]),
        ("x^y", (0.0, 1.0), [1.0, 0.0]),
        ("x^0 + y", (0.0, 0.0), [0.0, 1.0]),
        ("x^2", (0.0, 0.0), [0.0, 0.0]),
        ("prod(i, 1, 3, x*i)*y", (0.0, 1.0), [0.0, 0.0]),
    ],
)
def test_slopes_at_kinks(text, point, gradient):
    """What the docstring of `elementary` says about kinks is so."""
    assert at(text, *point)[1] == pytest.approx(gradient)


@pytest.mark.parametrize("x", [-2.0, -1.0, -0.0, 0.0, 1e-300, 0.5])
@pytest.mark.parametrize(
    ("text", "value", "slope", "bend"),
    [
        ("where(x > 3, log(x), x^2)", lambda x: x * x, lambda x: 2 * x, 2.0),
        ("where(x > 3, log(x)*sqrt(x - 3)/x, x^2)", lambda x: x * x, lambda x: 2 * x, 2.0),
        ("where(x < 3, x^2, sqrt(x - 3)^3*asin(x - 9))", lambda x: x * x, lambda x: 2 * x, 2.0),
        ("where(x < 3, x, 1/(x*0))", lambda x: x, lambda _x: 1.0, 0.0),
        ("max(x, x^2 + sqrt(x*x*0) + 5)", lambda x: x * x + 5, None, None),
        ("max(7, sqrt(x*x))", lambda _x: 7.0, lambda _x: 0.0, 0.0),
        ("relu(sqrt(x*x) - 3)", lambda _x: 0.0, lambda _x: 0.0, 0.0),
        ("where(x > 3, sum(i, 1, 4, log(x - i)), 2*x)", lambda x: 2 * x, lambda _x: 2.0, 0.0),
    ],
)
def test_nothing_leaks_from_the_branch_not_taken(text, value, slope, bend, x):
    """Neither nan nor inf of the other branch reaches value, gradient or Hessian, whichever way it is computed."""
    evaluator = Evaluator(parse(text, PLANE), PLANE, {})
    point = np.array([x, 1.0])
    assert evaluator.value(point) == pytest.approx(value(x))
    assert evaluator.value(point[None])[0] == pytest.approx(value(x))
    assert evaluator.grid(point, 0, 1, [x, x], [1.0])[0].tolist() == pytest.approx([value(x)] * 2)
    if slope is not None:
        assert evaluator.gradient(point)[1].tolist() == pytest.approx([slope(x), 0.0])
        assert evaluator.gradients(point[None])[1][0].tolist() == pytest.approx([slope(x), 0.0])
        assert evaluator.hessian(point).ravel().tolist() == pytest.approx([bend, 0.0, 0.0, 0.0])
        assert evaluator.hessian_product(point, [1.0, 1.0]).tolist() == pytest.approx([bend, 0.0])


SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, 1e308, -1e308, 1e-308, 710.0, -800.0, math.inf, -math.inf, math.nan]


@pytest.mark.parametrize("name", sorted(ELEMENTWISE))
def test_both_worlds_give_the_same_nan_and_inf(name):
    """Python floats (guarded) and arrays agree for every function on every special number, without any warning."""
    function = ELEMENTWISE[name]
    for arguments in itertools.product(SPECIAL, repeat=min(2, function.most)):
        scalar = guarded(function, *arguments)
        with np.errstate(all="ignore"):
            array = float(ARRAYS[function.name](*(np.array([value]) for value in arguments))[0])
            out = np.empty(1)
            ARRAYS[function.name](*(np.array([value]) for value in arguments), out=out)
        assert type(scalar) is float
        assert scalar == pytest.approx(array, rel=1e-14, abs=5e-324, nan_ok=True), arguments
        assert out[0] == pytest.approx(array, rel=0, abs=0, nan_ok=True), arguments


@pytest.mark.parametrize("text", ["log(x)", "sqrt(x)", "x^0.5", "x^(1/3)", "1/x", "y/x", "exp(1000*y)", "x^y^200", "asin(x - 5)", "(x - y)^-2"])  # fmt: skip
def test_out_of_the_domain_all_ways_agree(text):
    """A point, a batch and a grid give the same nan or inf; nothing raises, warns or becomes complex."""
    evaluator = Evaluator(parse(text, PLANE), PLANE, {})
    axis = np.array([-8.0, -1.0, 0.0, 1.0, 5.0])
    field = evaluator.grid([0.0, 0.0], 0, 1, axis, axis)
    for row, y in enumerate(axis):
        for column, x in enumerate(axis):
            value, gradient = evaluator.point([x, y])
            batch_value, batch_gradient = evaluator.gradients(np.array([[x, y]]))
            np.testing.assert_allclose(field[row, column], value, rtol=1e-13)
            np.testing.assert_allclose(batch_value[0], value, rtol=1e-13)
            np.testing.assert_allclose(batch_gradient[0], gradient, rtol=1e-12)
            evaluator.hessian([x, y])


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_has_its_derivative(name):
    """Each function of the table agrees with central differences, alone and bent once more."""
    function = FUNCTIONS[name]
    first = "0.3*x + 1.4" if name == "acosh" else "0.3*x + 0.4"  # acosh begins at 1
    arguments = [first, "0.2*y - 0.1", "0.1*x*y"][: max(function.fewest, min(3, function.most))]
    evaluator = Evaluator(parse(f"{name}({', '.join(arguments)})", PLANE), PLANE, {})
    x, h = np.array([0.37, 0.91]), 1e-5
    slopes = [(evaluator.value(x + h * u) - evaluator.value(x - h * u)) / (2 * h) for u in np.eye(2)]
    np.testing.assert_allclose(evaluator.gradient(x)[1], slopes, rtol=1e-7, atol=1e-9)
    bends = [(evaluator.gradient(x + h * u)[1] - evaluator.gradient(x - h * u)[1]) / (2 * h) for u in np.eye(2)]
    np.testing.assert_allclose(evaluator.hessian(x), bends, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">=", "==", "!="])
def test_comparisons(sign):
    """All six comparisons, on points and on grids."""
    holds = {"<": [1, 0, 0], "<=": [1, 1, 0], ">": [0, 0, 1], ">=": [0, 1, 1], "==": [0, 1, 0], "!=": [1, 0, 1]}[sign]
    evaluator = Evaluator(parse(f"where(x {sign} y, 5, 7)", PLANE), PLANE, {})
    wanted = [5.0 if hold else 7.0 for hold in holds]
    assert [evaluator.point([x, 1.0])[0] for x in (0.0, 1.0, 2.0)] == wanted
    assert evaluator.grid([0, 0], 0, 1, [0.0, 1.0, 2.0], [1.0]).tolist() == [wanted]


def test_constants_are_knobs():
    """The same tree with other constants is another function; a constant hides e."""
    tree = parse("a*x^2 + e*y", PLANE, ["a", "e"])
    assert Evaluator(tree, PLANE, {"a": 2, "e": 3}).point([1.0, 1.0]) == (5.0, [4.0, 3.0])
    assert Evaluator(tree, PLANE, {"a": 0, "e": 3}).point([1.0, 1.0]) == (3.0, [0.0, 3.0])
    with pytest.raises(FormulaError, match="no variable a"):
        Evaluator(tree, PLANE, {"e": 1})


def test_zero_times_infinity_stays():
    """0·log(x) at 0 is nan, not 0: simplification never enlarges the domain."""
    assert math.isnan(at("0*log(x)", 0.0, 0.0)[0])
    assert math.isnan(at("log(x) - log(x)", 0.0, 0.0)[0])


def test_graph_has_a_bound():
    """Too large a formula is refused in words when its derivative is built, not computed for minutes."""
    text = "+".join(f"sin(x*{k})*cos(y+{k})/(x+{k})" for k in range(900))
    evaluator = Evaluator(parse(text, PLANE, limits=PRINTED), PLANE, {})
    with pytest.raises(FormulaError, match="too large"):
        evaluator.gradient([1.0, 2.0])


def test_threads_share_an_evaluator():
    """Eight threads that use one evaluator at once all get what one thread gets."""
    text = "sin(x)*exp(y) + (x - y)^2 + max(x, y)"
    a, b = np.linspace(-2, 2, 300), np.linspace(-2, 2, 200)
    single = Evaluator(parse(text, PLANE), PLANE, {})
    wanted = single.grid([0, 0], 0, 1, a, b), single.point([0.3, 0.4]), single.hessian([0.3, 0.4])
    shared = Evaluator(parse(text, PLANE), PLANE, {})
    start, wrong = threading.Barrier(8), []

    def work():
        start.wait()
        for _ in range(5):
            field, point, hessian = (
                shared.grid([0, 0], 0, 1, a, b),
                shared.point([0.3, 0.4]),
                shared.hessian([0.3, 0.4]),
            )
            if not (np.array_equal(field, wanted[0]) and point == wanted[1] and np.array_equal(hessian, wanted[2])):
                wrong.append(1)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
