"""Every formula of a textbook against SymPy, 40-digit mpmath and central differences; random ones against differences."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from descent_tui.formula.evaluator import Evaluator
from descent_tui.formula.parser import parse

PLANE = {"x": None, "y": None}

TEXTBOOK = """
x^2 + x*y + y^2
(1 - x)^2 + 100*(y - x^2)^2
(x^2 + y - 11)^2 + (x + y^2 - 7)^2
-20*exp(-0.2*sqrt(0.5*(x^2 + y^2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y))) + e + 20
sqrt(|x|)*log(1 + y^2)/(1 + x^2 + y^2)
(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2
(x + 2*y - 7)^2 + (2*x + y - 5)^2
sin(x)*exp((1 - cos(y))^2) + cos(y)*exp((1 - sin(x))^2) + (x - y)^2
0.26*(x^2 + y^2) - 0.48*x*y
2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2
(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (-4 + 4*y^2)*y^2
sin(x + y) + (x - y)^2 - 1.5*x + 2.5*y + 1
sin(3*pi*x)^2 + (x - 1)^2*(1 + sin(3*pi*y)^2) + (y - 1)^2*(1 + sin(2*pi*y)^2)
-cos(x)*cos(y)*exp(-((x - pi)^2 + (y - pi)^2))
0.5 + (sin(x^2 - y^2)^2 - 0.5)/(1 + 0.001*(x^2 + y^2))^2
3*(1 - x)^2*exp(-x^2 - (y + 1)^2) - 10*(x/5 - x^3 - y^5)*exp(-x^2 - y^2) - exp(-(x + 1)^2 - y^2)/3
20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)
1 + (x^2 + y^2)/4000 - cos(x)*cos(y/sqrt(2))
x^3 - 3*x*y^2
x^4 + y^4 - 4*x*y + 1
x^2 - y^2
x^2/(1 + y^2)
x*y/(x^2 + y^2)
1/(1 + x^2 + y^2)
x^y
2^x + y^-2
y^(x^2)
(x^2 + 1)^(y/2)
exp(-x*y)*sin(x + 2*y)
log(x^2 + y^2)
log10(3 + x)*y
log2(3 + x)*y
sec(x)*csc(y) + cot(x*y)
sech(x) + csch(y) - coth(x + y)
asinh(x*y) + acosh(2 + x) + atanh(y)
cbrt(x - 2*y)
x*floor(3*y) + y*ceil(x)
sqrt(1 + x^2 + y^2)
tan(x/3)*y
asin(x/4) + acos(y/4)
atan(x*y) + atan(y)
sinh(x) - cosh(y)
tanh(x + y)^2
tanh(9*x)*y
sigmoid(x*y) + sigmoid(-3*x)
softplus(2*x - y)
erf(x*y) + erfc(x - y)*x
relu(x)*y + relu(-y)
|x - y| + |x + 2*y|
sign(x)*x^2*y
max(x, y)*x
min(x, y^2, 3)
max(x, y, x + y, 1)^2
where(x > y, x^2, y^3)
where(x^2 + y^2 <= 4, x*y, log(x))
hypot(x, y)
atan2(y, x)
hypot(x - 1, 2*y)*atan2(x, y + 3)
-x^2 + 2x y - (-y)^2
x²y³ - 4x⁻¹
√(x² + 1)·|y|
(x + y)^3/(x - y - 7)
x^1.5*y^0.5
x^17 + y
(x - 1)^-3*y
cos(x)^2 + sin(x)^2 + y
(tanh(0.5*x + 0.3*y) - 0.7)^2 + (sigmoid(x - y) - 0.2)^2
exp(sin(x)*cos(y)) - x/y
log(1 + exp(x)) + log(1 + exp(-y))
(((x + 1)*y + 2)*x + 3)*y
""".strip().splitlines()

POINT = (1.3, 0.7)


def in_sympy(text: str) -> sympy.Expr:
    """Read the formula with SymPy; only ever fed with the table above."""
    x, y = sympy.symbols("x y", real=True)
    plain = text.replace("^", "**").replace("²", "**2").replace("³", "**3").replace("⁻¹", "**-1").replace("·", "*")
    plain = plain.replace("√", "sqrt").replace("2x y", "2*x*y").replace("x**2y", "x**2*y").replace("4x", "4*x")
    bars = plain.split("|")
    plain = "".join(part + ("" if k == len(bars) - 1 else ")" if k % 2 else "abs(") for k, part in enumerate(bars))
    names = {
        "x": x, "y": y, "e": sympy.E, "pi": sympy.pi,
        "log10": lambda u: sympy.log(u) / sympy.log(10), "log2": lambda u: sympy.log(u) / sympy.log(2),
        "cbrt": lambda u: sympy.sign(u) * sympy.Abs(u) ** sympy.Rational(1, 3),
        "floor": lambda u: sympy.floor(u.subs(sympy.Symbol("x", real=True), 1.3).subs(sympy.Symbol("y", real=True), 0.7)),
        "ceil": lambda u: sympy.ceiling(u.subs(sympy.Symbol("x", real=True), 1.3).subs(sympy.Symbol("y", real=True), 0.7)),
        "abs": sympy.Abs, "sign": sympy.sign,
        "relu": lambda u: sympy.Piecewise((u, u > 0), (0, True)),
        "sigmoid": lambda u: 1 / (1 + sympy.exp(-u)), "softplus": lambda u: sympy.log(1 + sympy.exp(u)), "erf": sympy.erf, "erfc": sympy.erfc,
        "max": sympy.Max, "min": sympy.Min, "hypot": lambda u, v: sympy.sqrt(u**2 + v**2), "atan2": sympy.atan2,
        "where": lambda c, u, v: sympy.Piecewise((u, c), (v, True)),
    }  # fmt: skip
    return sympy.sympify(plain, locals=names, rational=True)


@pytest.mark.parametrize("text", TEXTBOOK)
def test_value_and_partials_to_forty_digits(text):
    """Value and gradient agree with 40 digits to 1e-14, on the quick path, the array path and the batch path."""
    expression = in_sympy(text)
    at = {
        sympy.Symbol("x", real=True): sympy.Rational(POINT[0]),
        sympy.Symbol("y", real=True): sympy.Rational(POINT[1]),
    }
    wanted = [expression, *(expression.diff(symbol) for symbol in at)]
    exact = [float(mpmath.mpf(str(item.subs(at).evalf(40)))) for item in wanted]
    evaluator = Evaluator(parse(text, PLANE), PLANE, {})
    value, gradient = evaluator.point(list(POINT))
    scale = max(1.0, *(abs(item) for item in exact))
    for got, want in zip([value, *gradient], exact, strict=True):
        assert abs(got - want) <= 1e-14 * max(abs(want), 0.1 * scale)
    values, gradients = evaluator.gradients(np.array([POINT, POINT]))
    np.testing.assert_allclose(values, [value, value], rtol=1e-13)
    np.testing.assert_allclose(gradients, [gradient, gradient], rtol=1e-12, atol=1e-13 * scale)
    np.testing.assert_allclose(evaluator.value(np.array([POINT, POINT])), [value, value], rtol=1e-13)


def hessian_by_differences(evaluator: Evaluator, x: np.ndarray) -> np.ndarray:
    h = 2e-5
    columns = [
        (evaluator.gradient(x + h * unit)[1] - evaluator.gradient(x - h * unit)[1]) / (2 * h) for unit in np.eye(len(x))
    ]
    return np.array(columns).T


@pytest.mark.parametrize("text", TEXTBOOK)
def test_hessian_is_the_change_of_the_gradient(text):
    """The Hessian is symmetric, agrees with central differences of the gradient, and with Hessian-vector products."""
    evaluator = Evaluator(parse(text, PLANE), PLANE, {})
    x = np.array(POINT)
    hessian = evaluator.hessian(x)
    scale = 1.0 + np.abs(hessian).max()
    np.testing.assert_allclose(hessian, hessian_by_differences(evaluator, x), rtol=1e-5, atol=1e-7 * scale)
    np.testing.assert_array_equal(hessian, hessian.T)
    v = np.array([0.3, -1.7])
    np.testing.assert_allclose(evaluator.hessian_product(x, v), hessian @ v, rtol=1e-10, atol=1e-11 * scale)


def trees(depth: int = 4) -> st.SearchStrategy[str]:
    """Formulas that are smooth and tame on [0.5, 2]²."""
    leaf = st.sampled_from(["x", "y", "0.5", "2", "3", "(x + y)", "(1 + x*y)"])
    return st.recursive(
        leaf,
        lambda u: st.one_of(
            st.builds("({} + {})".format, u, u),
            st.builds("({} - {})".format, u, u),
            st.builds("{}*{}".format, u, u),
            st.builds("({})/(2 + ({})^2)".format, u, u),
            st.builds("({})^{}".format, u, st.sampled_from(["2", "3"])),
            st.builds("(1 + |{}|)^{}".format, st.sampled_from(["x", "y"]), st.sampled_from(["0.5", "-2", "y/3"])),
            st.builds("{}({})".format, st.sampled_from(["sin", "cos", "tanh", "atan", "sigmoid"]), u),
            st.builds("log(2 + ({})^2)".format, u),
            st.builds("exp(-({})^2)".format, u),
            st.builds("hypot({}, 1 + x)".format, u),
        ),
        max_leaves=2**depth,
    )


@settings(max_examples=80, deadline=None)
@given(text=trees(), x=st.floats(0.5, 2.0), y=st.floats(0.5, 2.0))
def test_random_formulas_against_differences(text, x, y):
    """The gradient is what central differences of the value tend to."""
    evaluator = Evaluator(parse(text, PLANE), PLANE, {})
    value, gradient = evaluator.point([x, y])
    for k, partial in enumerate(gradient):
        estimates = []
        for h in (1e-4, 2e-4):
            ahead, behind = [x, y], [x, y]
            ahead[k] += h
            behind[k] -= h
            estimates.append((evaluator.point(ahead)[0] - evaluator.point(behind)[0]) / (ahead[k] - behind[k]))
        slope = (4 * estimates[0] - estimates[1]) / 3  # Richardson
        curved = abs(estimates[0] - estimates[1])
        if not math.isfinite(slope) or curved > 1e-3 * (1 + abs(slope)):
            continue
        assert abs(partial - slope) <= 1e-6 * (1.0 + abs(partial)) + 1e-9 * abs(value) + curved


@settings(max_examples=60, deadline=None)
@given(text=trees(), x=st.floats(0.5, 2.0), y=st.floats(0.5, 2.0))
def test_every_way_to_evaluate_agrees(text, x, y):
    """A point, a batch, an open mesh and a plane give one and the same function."""
    evaluator = Evaluator(parse(text, PLANE), PLANE, {})
    a, b = np.linspace(0.5, x, 5), np.linspace(y, 2.0, 4)
    mesh = np.stack(np.meshgrid(a, b), axis=-1)
    by_points = [[evaluator.point(p.tolist())[0] for p in row] for row in mesh]
    np.testing.assert_allclose(evaluator.value(mesh), by_points, rtol=1e-11, atol=1e-12)
    np.testing.assert_allclose(evaluator.grid([x, y], 0, 1, a, b), by_points, rtol=1e-11, atol=1e-12)
    plane = evaluator.plane([0.0, 0.0], [1.0, 0.0], [0.0, 1.0], a, b)
    np.testing.assert_allclose(plane, by_points, rtol=1e-11, atol=1e-12)
    turned = evaluator.plane([0.1, 0.2], [1.0, 0.5], [-0.25, 1.0], a, b)
    points = np.array([0.1, 0.2]) + a[None, :, None] * [1.0, 0.5] + b[:, None, None] * [-0.25, 1.0]
    np.testing.assert_allclose(turned, evaluator.value(points), rtol=1e-8, atol=1e-9)
