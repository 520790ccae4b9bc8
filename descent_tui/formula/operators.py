"""The arithmetic a graph is made of, in the same form as the table of functions; no name here is callable in a formula.

`gate(c, u)` is u where the condition c holds and 0 elsewhere, whatever u is there. `masked(u, v)` is u·v with
0·anything = 0. With these two, what a branch not taken computes (the log of a negative number, say) can never reach a
result.
"""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING, Any

import numpy as np

from descent_tui.formula.elementary import FUNCTIONS, Function

if TYPE_CHECKING:
    from descent_tui.formula.graph import Graph


def _gates(condition: Any, u: Any, out: Any = None) -> Any:
    if out is None:
        return np.where(condition, u, 0.0)
    out.fill(0.0)
    np.copyto(out, u, where=np.not_equal(condition, 0.0))
    return out


def _masked(u: float, v: float) -> float:
    return u * v if u and v else 0.0


def _maskeds(u: Any, v: Any, out: Any = None) -> Any:
    return _gates(np.not_equal(u, 0.0) & np.not_equal(v, 0.0), np.multiply(u, v), out)


def _quotient_partial(g: Graph, k: int, arguments: tuple[int, ...], node: int) -> int:
    inverse = g.div(g.const(1.0), arguments[1])
    return inverse if k == 0 else g.neg(g.mul(node, inverse))


def _power_partial(g: Graph, k: int, arguments: tuple[int, ...], node: int) -> int:
    base, exponent = arguments
    if k == 0:  # v·u^(v−1); masked so that u^0 is flat at u = 0
        return g.masked(exponent, g.pow(base, g.sub(exponent, g.const(1.0))))
    return g.masked(node, g.call("log", base))  # masked so that 0^v is flat in v


def _flat(_g: Graph, _k: int, _arguments: tuple[int, ...], _node: int) -> None:
    """Give no slope: comparisons are constant wherever they have a derivative."""


def _other(_g: Graph, k: int, arguments: tuple[int, ...], _node: int) -> int:
    return arguments[1 - k]


ADD, SUB, MUL, DIV, NEG, POW, NOT, GATE, MASKED = "add", "sub", "mul", "div", "neg", "pow", "not", "gate", "masked"

OPERATORS = {
    function.name: function
    for function in (
        Function(ADD, operator.add, np.add, lambda g, _k, _a, _n: g.const(1.0), 2, 2),
        Function(SUB, operator.sub, np.subtract, lambda g, k, _a, _n: g.const(-1.0 if k else 1.0), 2, 2),
        Function(MUL, operator.mul, np.multiply, _other, 2, 2),
        Function(DIV, operator.truediv, np.divide, _quotient_partial, 2, 2),
        Function(NEG, operator.neg, np.negative, lambda g, _k, _a, _n: g.const(-1.0)),
        Function(POW, math.pow, np.power, _power_partial, 2, 2),
        Function("<", operator.lt, np.less, _flat, 2, 2),
        Function("<=", operator.le, np.less_equal, _flat, 2, 2),
        Function(">", operator.gt, np.greater, _flat, 2, 2),
        Function(">=", operator.ge, np.greater_equal, _flat, 2, 2),
        Function("==", operator.eq, np.equal, _flat, 2, 2),
        Function("!=", operator.ne, np.not_equal, _flat, 2, 2),
        Function(NOT, operator.not_, np.logical_not, _flat),
        # linear in its second argument; `derivative` gates the slope in the same way
        Function(GATE, lambda c, u: u if c else 0.0, _gates, _flat, 2, 2),
        Function(MASKED, _masked, _maskeds, _other, 2, 2, chooses=True),
    )
}

ELEMENTWISE = OPERATORS | FUNCTIONS
"""Everything a graph may compute entry by entry."""
