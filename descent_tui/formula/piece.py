"""The pieces a formula is read into: each a tree, its height, and its float64 value where it is constant.

Constant parts are computed while parsing, so that one that overflows is refused where it stands.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from descent_tui.formula import tree
from descent_tui.formula.cursor import Cursor
from descent_tui.formula.elementary import FUNCTIONS, guarded
from descent_tui.formula.terms import nodes

if TYPE_CHECKING:
    from descent_tui.formula.limits import Limits
    from descent_tui.formula.scope import Scope
    from descent_tui.formula.tokens import Token


LONGER = {
    "log": "to another base write log(u)/log(b)",
    "atan": "the angle of (x, y) is atan2(y, x)",
    "hypot": "write sqrt(x^2 + y^2 + z^2)",
}
"""What was probably meant by a function of too many arguments."""


class Piece(NamedTuple):
    """A parsed part: its tree, its float64 value where it is constant (else None), and the height of the tree."""

    tree: tree.Tree
    value: float | None
    height: int


class Pieces(Cursor):
    """A cursor that makes pieces of what it has read, and refuses those that have no value or are too high."""

    def __init__(self, text: str, scope: Scope, limits: Limits) -> None:
        super().__init__(text, limits)
        self.scope = scope

    def call(self, name: str, arguments: tuple[Piece, ...], token: Token) -> Piece:
        """Call a function of the table."""
        function = FUNCTIONS[name]
        if not function.fewest <= len(arguments) <= function.most:
            wanted = str(function.most) if function.fewest == function.most else f"{function.fewest} to {function.most}"
            plural = "" if wanted == "1" else "s"
            hint = LONGER.get(name, "") if len(arguments) > function.most else ""
            raise self.error(f"{name} takes {wanted} argument{plural}, not {len(arguments)}", token, hint)
        values = [argument.value for argument in arguments if argument.value is not None]
        value = self.computed(guarded(function, *values), token) if len(values) == len(arguments) else None
        called = tree.Call(name, tuple(argument.tree for argument in arguments))
        return self.piece(called, value, 1 + max(argument.height for argument in arguments), token)

    def computed(self, value: float | None, token: Token) -> float | None:
        """Check the value of a constant part, refused where it is no finite real number."""
        if value is None or math.isfinite(value):
            return value
        if token.text in {"log", "ln", "log10", "log2"}:
            raise self.error(f"{token.text} has no value here: its argument must be positive", token)
        if math.isnan(value):
            hint = "the cube root of a negative number is cbrt(…)" if token.text == "^" else ""
            raise self.error("this constant is not a real number", token, hint)
        raise self.error("this constant overflows: the largest number is about 1.8e308", token)

    def piece(self, grown: tree.Tree, value: float | None, height: int, token: Token) -> Piece:
        """Make a part whose tree has `height` levels, refused where that is too many."""
        if height > self.limits.depth:
            raise self.error(f"the formula is nested more than {self.limits.depth} deep", token)
        return Piece(grown, value, height)

    def multiplied(self, factors: list[Piece], token: Token, value: float | None = None) -> Piece:
        """Multiply factors; one alone is no product."""
        if len(factors) == 1:
            return factors[0]
        height = 1 + max(factor.height for factor in factors)
        return self.piece(tree.Mul(tuple(factor.tree for factor in factors)), value, height, token)

    def quotient(self, left: float | None, right: float | None, sign: Token) -> float | None:
        """Divide two constant parts, where both are constant."""
        if right == 0.0:
            raise self.error("this divides by zero", sign)
        return self.computed(None if left is None or right is None else left / right, sign)

    def power(self, base: Piece, exponent: Piece, sign: Token) -> Piece:
        """Raise a base to an exponent, refused where the power has no partial or is no number."""
        value = None
        if base.value is not None and base.value <= 0.0 and self._moves(exponent.tree):
            raise self.error(
                f"the base of a power whose exponent moves must be positive, or there is no partial; "
                f"this one is {base.value:g}",
                sign,
                f"write -({-base.value:g}^…) for the negative of a power" if base.value else "",
            )
        if base.value is not None and exponent.value is not None:
            if base.value == 0.0 and exponent.value < 0.0:
                raise self.error("this divides by zero", sign)
            try:
                value = math.pow(base.value, exponent.value)
            except (ValueError, OverflowError) as error:
                value = math.inf if isinstance(error, OverflowError) else math.nan
            value = self.computed(value, sign)
        return self.piece(tree.Pow(base.tree, exponent.tree), value, 1 + max(base.height, exponent.height), sign)

    def raised(self, base: Piece, superscript: Token) -> Piece:
        """Give `base` a superscript exponent: x² is the tree of x^2, x⁻¹ that of x^-1."""
        digits = superscript.text.removeprefix("-")
        exponent = Piece(tree.Number(float(digits), digits), float(digits), 1)
        if superscript.text.startswith("-"):
            exponent = Piece(tree.Neg(exponent.tree), -float(digits), 2)
        return self.power(base, exponent, superscript)

    def _moves(self, grown: tree.Tree) -> bool:
        """Whether a variable occurs in a tree; the index of a sum is none."""
        return any(
            isinstance(node, tree.Entry) or (isinstance(node, tree.Name) and node.name in self.scope.variables)
            for node in nodes(grown)
        )
