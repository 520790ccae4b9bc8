"""The constant parts of a tree, computed in float64: each must be a finite real number, or a formula is refused.

The parser refuses what is typed; this refuses what the rules of calculus make of it, 10·1e308 or 1/0, by the same
rule, so that whatever is printed can be read again.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from descent_tui.formula.elementary import FUNCTIONS, Function, guarded
from descent_tui.formula.errors import FormulaError
from descent_tui.formula.operators import ADD, DIV, MUL, OPERATORS, POW
from descent_tui.formula.printing import show
from descent_tui.formula.terms import fold, nodes
from descent_tui.formula.tree import Add, Call, Div, Entry, Mul, Name, Neg, Number, Pow, Tree

if TYPE_CHECKING:
    from collections.abc import Container, Sequence


def check_constants(tree: Tree, variables: Container[str] = ()) -> None:
    """Refuse a tree that the parser would refuse for one of its constants.

    Args:
        tree: the formula.
        variables: the names of the variables; every other name is held.

    Raises:
        FormulaError: which constant it is, in words.
    """

    def value(node: Tree, kids: list[float | None]) -> float | None:
        if isinstance(node, Pow) and kids[0] is not None and kids[0] <= 0.0 and _moves(node.exponent, variables):
            raise FormulaError(
                f"this partial holds {show(node)}, a power that is no real number where its exponent moves"
            )
        return _checked(node, _value(node, kids))

    fold(tree, value)


def _moves(exponent: Tree, variables: Container[str]) -> bool:
    return any(
        isinstance(node, Entry) or (isinstance(node, Name) and node.name in variables) for node in nodes(exponent)
    )


def _checked(node: Tree, value: float | None) -> float | None:
    if value is None or math.isfinite(value):
        return value
    what = "which is no real number" if math.isnan(value) else "which is not finite"
    raise FormulaError(f"this partial holds {show(node)}, {what}")


def _value(node: Tree, kids: Sequence[float | None]) -> float | None:
    """Return the value of a node whose children have these, None where it is no constant."""
    match node:
        case Number(value):
            return value
        case Neg():
            return None if kids[0] is None else -kids[0]
        case Add():
            return _running(node, OPERATORS[ADD], kids)
        case Mul():
            return _running(node, OPERATORS[MUL], kids)
        case Div():
            return _running(node, OPERATORS[DIV], kids if kids[1] != 0.0 else [1.0, 0.0])  # by 0 even if 0 moves
        case Pow():
            return _running(node, OPERATORS[POW], kids)
        case Call(name, _):
            numbers = [kid for kid in kids if kid is not None]
            return guarded(FUNCTIONS[name], *numbers) if len(numbers) == len(kids) else None
        case _:
            return None


def _running(node: Tree, function: Function, kids: Sequence[float | None]) -> float | None:
    """Combine from the left as far as all are constant, and check on the way: 2·1e308·x is refused for its 2·1e308."""
    value = kids[0]
    for kid in kids[1:]:
        if value is None or kid is None:
            return None
        value = _checked(node, guarded(function, value, kid))
    return value
