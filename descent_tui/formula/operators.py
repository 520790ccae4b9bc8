"""The arithmetic a graph is made of, in the same form as the table of functions; no name here is callable in a formula.

`gate(c, u)` is u where the condition c holds and 0 elsewhere, whatever u is there. `masked(u, v)` is u·v with
0·anything = 0. With these two, what a branch not taken computes (the log of a negative number, say) can never reach a
result.
"""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING

from descent_tui.formula.elementary import FUNCTIONS, Function

if TYPE_CHECKING:
    from descent_tui.formula.graph import Graph


def _masked(u: float, v: float) -> float:
    return u * v if u and v else 0.0


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
        Function(ADD, operator.add, lambda g, _k, _a, _n: g.const(1.0), 2, 2),
        Function(SUB, operator.sub, lambda g, k, _a, _n: g.const(-1.0 if k else 1.0), 2, 2),
        Function(MUL, operator.mul, _other, 2, 2),
        Function(DIV, operator.truediv, _quotient_partial, 2, 2),
        Function(NEG, operator.neg, lambda g, _k, _a, _n: g.const(-1.0)),
        Function(POW, math.pow, _power_partial, 2, 2),
        Function("<", operator.lt, _flat, 2, 2),
        Function("<=", operator.le, _flat, 2, 2),
        Function(">", operator.gt, _flat, 2, 2),
        Function(">=", operator.ge, _flat, 2, 2),
        Function("==", operator.eq, _flat, 2, 2),
        Function("!=", operator.ne, _flat, 2, 2),
        Function(NOT, operator.not_, _flat),
        # linear in its second argument; `derivative` gates the slope in the same way
        Function(GATE, lambda c, u: u if c else 0.0, _flat, 2, 2),
        Function(MASKED, _masked, _other, 2, 2, chooses=True),
    )
}

ELEMENTWISE = OPERATORS | FUNCTIONS
"""Everything a graph may compute entry by entry."""

SUMS = frozenset({"total", "row total", "grand total", "product", "grand product", "others", "others tangent"})
"""What it computes along the axes of its sums; `axes` says how, which takes numpy. A "row" quantity is one over the
outer index of two, a "grand" one over both."""
