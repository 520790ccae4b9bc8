"""Tidying for the eye: the same value wherever the formula has one, written as a textbook would.

Numbers are folded, ·1 and +0 go, 0·u is 0, nested sums and products are opened, like terms are collected where the
first of them stood, equal factors become powers, the number leads. Nothing is expanded and nothing of the user's is
factored: 100·(y − x²)² stays. This is for display only: 0·u and x/x drop points where the formula had no value.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from descent_tui.formula.product import LARGEST_POWER, Product, total
from descent_tui.formula.ratio import NOUGHT, UNIT, Ratio, constant
from descent_tui.formula.terms import ONE, ZERO, fold, rebuilt
from descent_tui.formula.tree import Add, Call, Compare, Div, Mul, Neg, Number, Pow, Reduce, Tree, Where

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.formula.terms import Memo

_HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_AT_NOUGHT = dict.fromkeys(("exp", "cos", "cosh", "sec", "sech"), ONE) | dict.fromkeys(
    ("sin", "tan", "asin", "atan", "sinh", "tanh", "asinh", "atanh", "sqrt", "cbrt", "floor", "ceil"), ZERO
)
_AT_UNIT = dict.fromkeys(("log", "log10", "log2", "acosh"), ZERO) | dict.fromkeys(
    ("sqrt", "cbrt", "floor", "ceil"), ONE
)


def tidy(tree: Tree, memo: Memo[Tree] | None = None) -> Tree:
    """Write a tree as a textbook would, equal in value where it has one; tidying twice changes nothing more.

    Pass the same `memo` again to reuse what is already tidied of shared subtrees.
    """
    return fold(tree, _tidied, memo)


def _tidied(node: Tree, kids: list[Tree]) -> Tree:
    match node:
        case Number():
            number = constant(node)
            return number.tree() if number is not None and number.tame() else node
        case Add():
            return total(kids)
        case Neg() | Mul():
            product = Product(*kids)
            if isinstance(node, Neg):
                product.number = -product.number
            return product.tree()
        case Div():
            product = Product(kids[0])
            product.absorb(kids[1], side=False)
            return product.tree()
        case Pow():
            return _power(kids[0], kids[1])
        case Call(function, _):
            return _call(function, kids) or rebuilt(node, kids)
        case Where():
            return _where(kids) or rebuilt(node, kids)
        case Reduce(kind) if kids[0] == (ONE if kind == "prod" else ZERO):
            return kids[0]
        case _:
            return rebuilt(node, kids)


def _power(base: Tree, exponent: Tree) -> Tree:
    value = constant(exponent)
    if value is None:
        return ONE if base == ONE else Pow(base, exponent)
    if not value:
        return ONE
    if value.whole and isinstance(value.over, int) and abs(value.over) <= LARGEST_POWER:
        product = Product()
        product.power(base, value.over)
        return product.tree()
    return Pow(base, value.tree())


def _call(function: str, arguments: list[Tree]) -> Tree | None:
    """Work out a function of numbers where its value is a plain number again, else None."""
    values = [constant(argument) for argument in arguments]
    numbers = [value for value in values if value is not None]
    if len(numbers) < len(arguments):
        return None
    first = numbers[0]
    if function in {"max", "min"}:
        choose = max if function == "max" else min
        return choose(numbers, key=_float).tree()
    if function == "abs" or (function == "relu" and not first.negative):
        return (-first if first.negative else first).tree()
    if function == "relu" or (function == "sign" and not first):
        return ZERO
    if function == "sign":
        return (-UNIT if first.negative else UNIT).tree()
    if first == NOUGHT:
        return _AT_NOUGHT.get(function)
    return _AT_UNIT.get(function) if first == UNIT else None


def _where(kids: list[Tree]) -> Tree | None:
    condition, then, otherwise = kids
    if then == otherwise:
        return then
    if not isinstance(condition, Compare):
        return None
    left, right = constant(condition.left), constant(condition.right)
    if left is None or right is None:
        return None
    return then if _HOLDS[condition.operator](_float(left), _float(right)) else otherwise


def _float(value: Ratio) -> float:
    return float(value.over) / float(value.under)
