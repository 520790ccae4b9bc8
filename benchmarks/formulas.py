"""Formulas: the first gradient, building, a point, a grid, and how exact a partial is."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.functions import FUNCTIONS, Function, mesh
from benchmarks.measure import Row, at_least, at_most, compiled, interleaved, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from descent_tui.formula.evaluator import Evaluator
    from descent_tui.objectives.formula import FormulaObjective

ROOT = Path(__file__).parents[1]
POINT = [1.3, -0.7]
WORST_POINT = 10e-6
"""Seconds a value and gradient may take at most."""


def objective(function: Function) -> FormulaObjective:
    """Return our form of a function."""
    from descent_tui.objectives.formula import FormulaObjective

    return FormulaObjective(function.text, {"x": None, "y": None})


def evaluator(function: Function) -> Evaluator:
    """Return what our form of a function is worked out by."""
    from descent_tui.formula.evaluator import Evaluator
    from descent_tui.formula.parser import parse

    names = {"x": None, "y": None}
    return Evaluator(parse(function.text, names), names, {})


def rows() -> Iterator[Row]:
    """Measure."""
    yield from cold()
    yield built()
    yield from points()
    yield from grids()
    yield exactness()


def cold() -> Iterator[Row]:
    """A new process up to the first gradient of Ackley's function, ours and SymPy's: an array, then floats alone."""
    compiled()
    ackley = next(function for function in FUNCTIONS if function.name == "Ackley")
    ours, floats = (
        f"import descent_tui as dt; print(dt.formula({ackley.text!r}, ['x', 'y']).{method}({POINT}))"
        for method in ("gradient", "point")
    )
    arrays, scalars = (_lambdified(ackley, modules) for modules in ("numpy", "math"))
    mine, quick, sympy, plain, numpy = _processes((ours, floats, arrays, scalars, "import numpy"))
    what = "formula → first gradient, a cold process"
    peer = f"sympy lambdify {seconds(sympy)} (numpy alone {seconds(numpy)})"
    yield Row(f"{what}: an array", seconds(mine), peer, **at_least(sympy / mine, 5))
    peer = f"sympy lambdify for math {seconds(plain)}"
    yield Row(f"{what}: floats", seconds(quick), peer, **at_least(plain / quick, 5))


def _lambdified(ackley: Function, modules: str) -> str:
    return (
        "import sympy as s; x, y = s.symbols('x y', real=True);"
        f"f = s.sympify({ackley.sympy!r}, locals={{'x': x, 'y': y}});"
        "g = s.lambdify((x, y), [f, f.diff(x), f.diff(y)], 'MODULES', cse=True); print(g(1.3, -0.7))"
    ).replace("MODULES", modules)


def _processes(scripts: tuple[str, ...], rounds: int = 9) -> list[float]:
    readings: list[list[float]] = [[] for _ in scripts]
    for _ in range(rounds):
        for script, kept in zip(scripts, readings, strict=True):
            begin = time.perf_counter()
            subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True)
            kept.append(time.perf_counter() - begin)
    return [statistics.median(kept) for kept in readings]


def built() -> Row:
    """Text → something that gives value and gradient, with everything imported; the median over five functions."""
    import sympy
    from sympy.core.cache import clear_cache

    x, y = sympy.symbols("x y", real=True)

    def theirs(function: Function) -> None:
        clear_cache()
        f = sympy.sympify(function.sympy, locals={"x": x, "y": y})
        sympy.lambdify((x, y), [f, f.diff(x), f.diff(y)], "numpy", cse=True)(*POINT)

    ratios, mine = [], []
    for function in FUNCTIONS:
        ours, sympys = interleaved(
            lambda function=function: objective(function).gradient(POINT),
            lambda function=function: theirs(function),
            rounds=7,
        )
        ratios.append(sympys / ours)
        mine.append(ours)
    what = "formula → first gradient, all imported (median of five)"
    peer = "sympy lambdify, its cache cleared"
    return Row(what, seconds(statistics.median(mine)), peer, **at_least(statistics.median(ratios), 20))


def points() -> Iterator[Row]:
    """Value and gradient at one point, twice: lists in and floats out, as by hand; arrays, as the program asks."""
    at = np.array(POINT)
    for function in FUNCTIONS:
        ours, by_hand = objective(function), function.by_hand
        point = evaluator(function).point

        def packed(by_hand=by_hand):
            f, gx, gy = by_hand(*POINT)
            return f, np.array((gx, gy))

        quick, mine, hand, array = interleaved(
            lambda point=point: point(POINT),
            lambda ours=ours: ours.gradient(at),
            lambda by_hand=by_hand: by_hand(*POINT),
            packed,
        )
        what = f"one point, value and gradient, floats: {function.name}"
        yield Row(what, seconds(quick), f"by hand {seconds(hand)}", **_point_bar(quick, hand))
        what = f"one point, value and gradient, arrays: {function.name}"
        yield Row(what, seconds(mine), f"by hand, into an array {seconds(array)}", f"{mine / array:.2f}×")


def _point_bar(took: float, floor: float) -> dict[str, str | bool]:
    verdict = at_most(took / floor, 8)
    return {
        **verdict,
        "bar": f"{verdict['bar']}, ≤ {seconds(WORST_POINT)}",
        "met": bool(verdict["met"]) and took <= WORST_POINT,
    }


def grids() -> Iterator[Row]:
    """Grids: f on a grid of 200 × 60 points, beside numpy written by hand on a full mesh."""
    a, b, x, y = mesh(200, 60)
    for function in FUNCTIONS:
        ours = objective(function)
        with np.errstate(all="ignore"):
            assert np.allclose(ours.section([0, 0], 0, 1, a, b), function.form(x, y, np))  # noqa: S101 - the same numbers
            mine, hand = interleaved(
                lambda ours=ours: ours.section([0, 0], 0, 1, a, b), lambda f=function: f.form(x, y, np)
            )
        bar = 0.5 if function.kind == "separable" else 1.6
        yield Row(
            f"a grid of 200 × 60: {function.name}", seconds(mine), f"numpy {seconds(hand)}", **at_most(mine / hand, bar)
        )


def exactness() -> Row:
    """The worst relative error of a gradient over forty points, beside forty digits."""
    import mpmath

    mpmath.mp.dps = 40
    rng = np.random.default_rng(7)
    worst = 0.0
    for function in FUNCTIONS:
        ours = objective(function)
        for point in rng.uniform(-2, 2, (40, 2)):
            _, gradient = ours.gradient(point)
            at = tuple(mpmath.mpf(float(v)) for v in point)
            exact = [
                mpmath.diff(lambda x, y, f=function: f.form(x, y, mpmath), at, order) for order in ((1, 0), (0, 1))
            ]
            length = mpmath.norm(mpmath.matrix(exact))
            error = mpmath.norm(mpmath.matrix([mpmath.mpf(float(g)) - e for g, e in zip(gradient, exact, strict=True)]))
            worst = max(worst, float(error / length))
    return Row(
        "a gradient's relative error, the worst of 200", f"{worst:.1e}", "40 digits", "–", "≤ 1e-14", worst <= 1e-14
    )
