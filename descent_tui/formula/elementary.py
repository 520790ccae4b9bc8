"""The one table of functions: each with its arity, its value for floats, and its partials; for arrays, see `arrays`.

Reading a formula needs this and no numpy, so that a screen can be drawn before numpy is there.

Every function is a true float64 function of the reals: outside its domain it is nan or ±inf, never an exception and
never complex, and the same for a Python float as for an array (`guarded`).

Conventions at kinks, stated here and nowhere else:

- |u|, relu(u) and sign(u) have slope 0 at u = 0, and the stairs sign, floor and ceil have slope 0 everywhere;
- min and max share the slope evenly among the arguments that tie: 1/k for each of k, as PyTorch's amax does;
- hypot has slope 0 at (0, 0), as |u| has at 0;
- `where` and min/max let nothing leak from the branch not taken: neither nan nor inf, into value or any derivative;
- u^v with u = 0 and v > 0 has slope 0 in v (the limit of u^v·log u).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.formula.graph import Graph

    Partial: TypeAlias = Callable[[Graph, int, tuple[int, ...], int], int | None]
    """(graph, k, arguments, node) → the node of ∂node/∂arguments[k], or None where it is 0 everywhere."""


@dataclass(frozen=True, slots=True)
class Function:
    """One elementwise function.

    Attributes:
        name: as a formula calls it.
        scalar: its value for Python floats; where it raises an ArithmeticError or ValueError, numpy's value holds.
        partial: see `Partial`.
        fewest, most: how many arguments it takes. Above two, it is folded over them.
        chooses: its partials are choices, so 0·nan is 0 in a product with one of them.
    """

    name: str
    scalar: Callable[..., float]
    partial: Partial
    fewest: int = 1
    most: int = 1
    chooses: bool = False


def guarded(function: Function, *arguments: float) -> float:
    """Apply `function` to Python floats, with the nan and inf of numpy where Python would raise. Never warns."""
    try:
        value = function.scalar(*arguments[:2])
        for further in arguments[2:]:
            value = function.scalar(value, further)
    except (ValueError, ZeroDivisionError, OverflowError):
        from descent_tui.formula.arrays import beyond  # numpy comes with it, and only such a number needs it

        return beyond(function.name, *arguments[:2])
    return float(value)


def _sign(u: float) -> float:
    return float((u > 0.0) - (u < 0.0)) if u == u else u  # noqa: PLR0124 - only nan differs from itself


def _relu(u: float) -> float:
    return 0.0 if u <= 0.0 else u  # noqa: FURB136 - max(u, 0.0) loses nan


def _sigmoid(u: float) -> float:
    if u >= 0.0:
        return 1.0 / (1.0 + math.exp(-u))
    decayed = math.exp(u)
    return decayed / (1.0 + decayed)


def _softplus(u: float) -> float:
    return max(u, 0.0) + math.log1p(math.exp(-abs(u))) if u == u else u  # noqa: PLR0124 - only nan


def _max(u: float, v: float) -> float:
    return u if u >= v or u != u else v  # noqa: PLR0124 - nan wins, as in np.maximum


def _min(u: float, v: float) -> float:
    return u if u <= v or u != u else v  # noqa: PLR0124 - nan wins, as in np.minimum


def _floor(u: float) -> float:
    return math.copysign(math.floor(u), u)  # as numpy's, which keeps −0.0


def _ceil(u: float) -> float:
    return math.copysign(math.ceil(u), u)


def _one_over(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda u: 1.0 / function(u)


def _inverse_root(g: Graph, square: int) -> int:
    return g.div(g.const(1.0), g.call("sqrt", square))


def _one_minus_square(g: Graph, u: int) -> int:
    # (1 − u)·(1 + u) keeps its digits where u² is near 1
    one = g.const(1.0)
    return g.mul(g.sub(one, u), g.add(one, u))


def _acosh_slope(g: Graph, u: int, _node: int) -> int:
    # two roots, so that it is nan below −1 too, where the function has no value
    one = g.const(1.0)
    return g.div(one, g.mul(g.call("sqrt", g.sub(u, one)), g.call("sqrt", g.add(u, one))))


def _bell(g: Graph, u: int, height: float) -> int:
    return g.mul(g.const(height / math.sqrt(math.pi)), g.call("exp", g.neg(g.mul(u, u))))


def _hypot_partial(g: Graph, k: int, arguments: tuple[int, ...], node: int) -> int:
    return g.gate(g.compare("!=", node, g.const(0.0)), g.div(arguments[k], node))


def _atan2_partial(g: Graph, k: int, arguments: tuple[int, ...], _node: int) -> int:
    y, x = arguments
    square = g.add(g.mul(x, x), g.mul(y, y))
    return g.div(x, square) if k == 0 else g.neg(g.div(y, square))


def _extremum_partial(g: Graph, k: int, arguments: tuple[int, ...], node: int) -> int:
    ties = [g.compare("==", argument, node) for argument in arguments]
    count = ties[0]
    for tie in ties[1:]:
        count = g.add(count, tie)
    return g.div(ties[k], count)


def _table() -> dict[str, Function]:
    def one(name: str, scalar: Callable[..., float], slope: Callable[[Graph, int, int], int]) -> Function:
        return Function(name, scalar, lambda g, _k, arguments, node: slope(g, arguments[0], node))

    functions = [
        one("sin", math.sin, lambda g, u, _f: g.call("cos", u)),
        one("cos", math.cos, lambda g, u, _f: g.neg(g.call("sin", u))),
        one("tan", math.tan, lambda g, _u, f: g.add(g.const(1.0), g.mul(f, f))),
        one("sec", _one_over(math.cos), lambda g, u, f: g.mul(f, g.call("tan", u))),
        one("csc", _one_over(math.sin), lambda g, u, f: g.neg(g.mul(f, g.call("cot", u)))),
        one("cot", _one_over(math.tan), lambda g, _u, f: g.neg(g.add(g.const(1.0), g.mul(f, f)))),
        one("asin", math.asin, lambda g, u, _f: _inverse_root(g, _one_minus_square(g, u))),
        one("acos", math.acos, lambda g, u, _f: g.neg(_inverse_root(g, _one_minus_square(g, u)))),
        one("atan", math.atan, lambda g, u, _f: g.div(g.const(1.0), g.add(g.const(1.0), g.mul(u, u)))),
        one("sinh", math.sinh, lambda g, u, _f: g.call("cosh", u)),
        one("cosh", math.cosh, lambda g, u, _f: g.call("sinh", u)),
        # 1/cosh² and not 1 − tanh², which has no digits left where tanh is near 1
        one("tanh", math.tanh, lambda g, u, _f: g.div(g.const(1.0), g.pow(g.call("cosh", u), g.const(2.0)))),
        one("sech", _one_over(math.cosh), lambda g, u, f: g.neg(g.mul(f, g.call("tanh", u)))),
        one("csch", _one_over(math.sinh), lambda g, u, f: g.neg(g.mul(f, g.call("coth", u)))),
        one("coth", _one_over(math.tanh), lambda g, u, _f: g.neg(g.pow(g.call("csch", u), g.const(2.0)))),
        one("asinh", math.asinh, lambda g, u, _f: g.div(g.const(1.0), g.call("hypot", g.const(1.0), u))),
        one("acosh", math.acosh, _acosh_slope),
        one("atanh", math.atanh, lambda g, u, _f: g.div(g.const(1.0), _one_minus_square(g, u))),
        one("exp", math.exp, lambda _g, _u, f: f),
        one("log", math.log, lambda g, u, _f: g.div(g.const(1.0), u)),
        one("log10", math.log10, lambda g, u, _f: g.div(g.const(1.0 / math.log(10.0)), u)),
        one("log2", math.log2, lambda g, u, _f: g.div(g.const(1.0 / math.log(2.0)), u)),
        one("cbrt", math.cbrt, lambda g, _u, f: g.div(g.const(1.0), g.mul(g.const(3.0), g.mul(f, f)))),
        one("sqrt", math.sqrt, lambda g, _u, f: g.div(g.const(0.5), f)),
        one("abs", abs, lambda g, u, _f: g.call("sign", u)),
        Function("sign", _sign, lambda _g, _k, _arguments, _node: None),
        Function("floor", _floor, lambda _g, _k, _arguments, _node: None),
        Function("ceil", _ceil, lambda _g, _k, _arguments, _node: None),
        Function("relu", _relu, lambda g, _k, u, _f: g.compare(">", u[0], g.const(0.0)), chooses=True),
        one(
            "sigmoid",
            _sigmoid,
            lambda g, u, f: g.mul(f, g.call("sigmoid", g.neg(u))),  # f·(1 − f) without the cancellation
        ),
        one("erf", math.erf, lambda g, u, _f: _bell(g, u, 2.0)),
        one("erfc", math.erfc, lambda g, u, _f: _bell(g, u, -2.0)),
        one("softplus", _softplus, lambda g, u, _f: g.call("sigmoid", u)),
        Function("hypot", math.hypot, _hypot_partial, 2, 2),
        Function("atan2", math.atan2, _atan2_partial, 2, 2),
        Function("min", _min, _extremum_partial, 2, 8, chooses=True),
        Function("max", _max, _extremum_partial, 2, 8, chooses=True),
    ]
    return {function.name: function for function in functions}


FUNCTIONS = _table()
"""Every function of the grammar by name, except `where` and the reductions, which are not elementwise functions."""
