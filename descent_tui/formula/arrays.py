"""What numpy computes for arrays, by the names of `elementary`, `operators` and `axes`: the other half of their tables.

A function here is a ufunc or (…, out=None) → array. It agrees with the Python side on every float64, nan and inf
included.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from descent_tui.formula.axes import AXES
from descent_tui.formula.operators import ADD, DIV, GATE, MASKED, MUL, NEG, NOT, POW, SUB

if TYPE_CHECKING:
    from collections.abc import Callable


def _relu(u: Any, out: Any = None) -> Any:
    return np.maximum(u, 0.0, out=out)


def _sigmoid(u: Any, out: Any = None) -> Any:
    decayed = np.exp(-np.abs(u))
    return np.divide(np.where(np.less(u, 0.0), decayed, 1.0), 1.0 + decayed, out=out)


def _softplus(u: Any, out: Any = None) -> Any:
    return np.add(np.maximum(u, 0.0), np.log1p(np.exp(-np.abs(u))), out=out)


def _one_over(function: np.ufunc) -> Any:
    """Return the reciprocal of a function, as 1/cos for sec."""
    return lambda u, out=None: np.divide(1.0, function(u), out=out)


def _one_by_one(function: Callable[[float], float]) -> Any:
    """Return a function that numpy has not, applied to every number in turn."""

    def compute(u: Any, out: Any = None) -> Any:
        numbers = np.asarray(u, dtype=np.float64)
        # over a memoryview, whose numbers are Python's: half the time of frompyfunc, and no array of objects
        found = np.fromiter(map(function, numbers.ravel().data), np.float64, numbers.size)
        return np.positive(found.reshape(numbers.shape), out=out)

    return compute


def _number(comparison: np.ufunc) -> Any:
    """Return the comparison as 1.0 and 0.0, which add and change sign as numbers do; True + True is True."""

    def compare(*arguments: Any, out: Any = None) -> Any:
        return np.positive(comparison(*arguments), out=out, dtype=np.float64)

    return compare


def _gate(condition: Any, u: Any, out: Any = None) -> Any:
    if out is None:
        return np.where(condition, u, 0.0)
    out.fill(0.0)
    np.copyto(out, u, where=np.not_equal(condition, 0.0))
    return out


def _masked(u: Any, v: Any, out: Any = None) -> Any:
    return _gate(np.not_equal(u, 0.0) & np.not_equal(v, 0.0), np.multiply(u, v), out)


ARRAYS: dict[str, Any] = {
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "sec": _one_over(np.cos),
    "csc": _one_over(np.sin),
    "cot": _one_over(np.tan),
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "sech": _one_over(np.cosh),
    "csch": _one_over(np.sinh),
    "coth": _one_over(np.tanh),
    "asinh": np.arcsinh,
    "acosh": np.arccosh,
    "atanh": np.arctanh,
    "exp": np.exp,
    "log": np.log,
    "log10": np.log10,
    "log2": np.log2,
    "cbrt": np.cbrt,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "sign": np.sign,
    "floor": np.floor,
    "ceil": np.ceil,
    "relu": _relu,
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "erf": _one_by_one(math.erf),
    "erfc": _one_by_one(math.erfc),
    "hypot": np.hypot,
    "atan2": np.arctan2,
    "min": np.minimum,
    "max": np.maximum,
    ADD: np.add,
    SUB: np.subtract,
    MUL: np.multiply,
    DIV: np.divide,
    NEG: np.negative,
    POW: np.power,
    "<": _number(np.less),
    "<=": _number(np.less_equal),
    ">": _number(np.greater),
    ">=": _number(np.greater_equal),
    "==": _number(np.equal),
    "!=": _number(np.not_equal),
    NOT: _number(np.logical_not),
    GATE: _gate,
    MASKED: _masked,
    **AXES,
}
"""The array side of every instruction."""


def beyond(name: str, *arguments: float) -> float:
    """Return what a function is where Python refuses to say: nan or ±inf, without a warning."""
    with np.errstate(all="ignore"):
        return float(ARRAYS[name](*map(np.float64, arguments)))
