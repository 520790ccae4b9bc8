"""The five functions that formulas are measured on: as text, as hand-written Python, numpy and mpmath."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Function:
    """f(x, y) in every form it is measured in.

    Attributes:
        kind: "polynomial", "separable" where its dear parts have one variable each, or "mixed".
        text: in the grammar of the program. sympy: in Python's.
        by_hand: (x, y) → (f, ∂f/∂x, ∂f/∂y), as one would write it with `math`.
        form: (x, y, m) → f, where m is numpy or mpmath.
    """

    name: str
    kind: str
    text: str
    sympy: str
    by_hand: Callable[[float, float], tuple[float, float, float]]
    form: Callable[[Any, Any, Any], Any]


def _bowl(x: float, y: float) -> tuple[float, float, float]:
    return x * x + x * y + y * y, 2 * x + y, x + 2 * y


def _rosenbrock(x: float, y: float) -> tuple[float, float, float]:
    a, b = 1 - x, y - x * x
    return a * a + 100 * b * b, -2 * a - 400 * x * b, 200 * b


def _himmelblau(x: float, y: float) -> tuple[float, float, float]:
    a, b = x * x + y - 11, x + y * y - 7
    return a * a + b * b, 4 * x * a + 2 * b, 2 * a + 4 * y * b


def _ackley(x: float, y: float) -> tuple[float, float, float]:
    r = math.sqrt(0.5 * (x * x + y * y))
    p, q = math.exp(-0.2 * r), math.exp(0.5 * (math.cos(2 * math.pi * x) + math.cos(2 * math.pi * y)))
    s = 2 * p / r
    gx = s * x + math.pi * math.sin(2 * math.pi * x) * q
    gy = s * y + math.pi * math.sin(2 * math.pi * y) * q
    return -20 * p - q + math.e + 20, gx, gy


def _ratio(x: float, y: float) -> tuple[float, float, float]:
    a, b = 1 + x * x, 1 + y * y
    top = math.log(a)
    root = math.sqrt(a + b)
    return top / b + root, 2 * x / (a * b) + x / root, -2 * y * top / (b * b) + y / root


FUNCTIONS = (
    Function("bowl", "polynomial", "x^2 + x*y + y^2", "x**2 + x*y + y**2", _bowl, lambda x, y, _m: x**2 + x * y + y**2),
    Function(
        "Rosenbrock",
        "polynomial",
        "(1 - x)^2 + 100*(y - x^2)^2",
        "(1 - x)**2 + 100*(y - x**2)**2",
        _rosenbrock,
        lambda x, y, _m: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    ),
    Function(
        "Himmelblau",
        "polynomial",
        "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        "(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
        _himmelblau,
        lambda x, y, _m: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    ),
    Function(
        "Ackley",
        "separable",
        "-20*exp(-0.2*sqrt(0.5*(x^2 + y^2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y))) + e + 20",
        "-20*exp(-sqrt((x**2 + y**2)/2)/5) - exp((cos(2*pi*x) + cos(2*pi*y))/2) + E + 20",
        _ackley,
        lambda x, y, m: (
            -20 * m.exp(-m.sqrt((x**2 + y**2) / 2) / 5)
            - m.exp((m.cos(2 * m.pi * x) + m.cos(2 * m.pi * y)) / 2)
            + m.e
            + 20
        ),
    ),
    Function(
        "ratio",
        "mixed",
        "log(1 + x^2)/(1 + y^2) + sqrt(2 + x^2 + y^2)",
        "log(1 + x**2)/(1 + y**2) + sqrt(2 + x**2 + y**2)",
        _ratio,
        lambda x, y, m: m.log(1 + x**2) / (1 + y**2) + m.sqrt(2 + x**2 + y**2),
    ),
)


def mesh(columns: int, rows: int) -> tuple[Any, Any, Any, Any]:
    """Return the two axes of a grid and its full mesh X, Y, [rows, columns]."""
    a, b = np.linspace(-2, 2, columns), np.linspace(-1.5, 2.5, rows)
    return a, b, *np.meshgrid(a, b)
