"""Choices between numbers in a product, 0 among them: they keep a quotient from being asked where it has no value.

The slope of √(relu(x)) is 0 below 0, and where(x > 0, 1/(2·√(relu(x))), 0) says so; the product
1/(2·√(relu(x)))·where(x > 0, 1, 0) would be ∞·0 there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.formula.ratio import NOUGHT, UNIT, Ratio, constant
from descent_tui.formula.terms import ZERO
from descent_tui.formula.tree import Tree, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def gate(factors: Mapping[Tree, tuple[Ratio | Tree, bool]]) -> Where | None:
    """Return the factor of a product, base → exponent and whether it is above the line, behind which the rest belongs.

    None where there is no such choice, or where the rest has a value wherever its own parts have one.
    """
    if all(above and isinstance(exponent, Ratio) and not exponent.negative for exponent, above in factors.values()):
        return None
    for base, (exponent, above) in factors.items():
        if isinstance(base, Where) and above and exponent == UNIT:
            numbers = _numbers(base)
            if None not in numbers and NOUGHT in numbers:
                return base
    return None


def behind(tree: Tree, rest: Tree, product: Callable[[Tree, Tree], Tree]) -> Tree:
    """Multiply a choice between numbers by the rest, which is asked only where the number is not 0."""
    if isinstance(tree, Where):
        return Where(tree.condition, behind(tree.then, rest, product), behind(tree.otherwise, rest, product))
    return ZERO if constant(tree) == NOUGHT else product(tree, rest)


def _numbers(tree: Tree) -> set[Ratio | None]:
    """List what a choice chooses among, through choices inside it; None for what is more than a number."""
    return _numbers(tree.then) | _numbers(tree.otherwise) if isinstance(tree, Where) else {constant(tree)}
