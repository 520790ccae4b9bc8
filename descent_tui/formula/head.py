"""What a textbook puts in front of a formula: `f(x, y) =`, or `L =`. It names the function, and is no part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.scope import REDUCTIONS, RESERVED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.formula.scope import Scope
    from descent_tui.formula.tokens import Token

EQUALS = "="
ADVICE = "type only what stands right of the =; two of them, ==, compare inside where(…)"
OVER = "a sum is sum(i, 1, n, x[i])"


class Head(NamedTuple):
    """A formula's tokens, parted: what names the function (z and f of `z = f(x, y) =`), the variables, the formula."""

    functions: list[Token]
    variables: list[Token]
    formula: list[Token]


def parted(tokens: list[Token], text: str) -> Head:
    """Return what stands before the last equals sign, and behind it; all is the formula where there is none.

    Raises:
        FormulaError: there is an equals sign, and what stands before it is no head.
    """
    head = Head([], [], tokens)
    while (place := next((i for i, token in enumerate(head.formula) if token.text == EQUALS), None)) is not None:
        before, sign, behind = head.formula[:place], head.formula[place], head.formula[place + 1 :]
        names = _names(before)
        if names is None or head.variables or len(head.functions) > 1:
            advice = OVER if any(token.text in REDUCTIONS for token in before) else ADVICE
            raise FormulaError("the character = has no place in a formula", text, sign.column, advice)
        head = Head([*head.functions, before[0]], names, behind)
        if any(token.kind == "name" and token.text == before[0].text for token in [*names, *behind]):
            message = f"{before[0].text} stands on both sides of the =: this is an equation, and no function"
            raise FormulaError(message, text, sign.column, "type only what f is")
    for k, token in enumerate(head.variables):
        if token.text in {earlier.text for earlier in head.variables[:k]}:
            raise FormulaError(f"{token.text} stands twice in these parentheses", text, token.column)
    return head


def headless(tokens: list[Token], text: str, scope: Scope) -> list[Token]:
    """Return the formula alone, whose head says nothing that is not so in a scope; raise `FormulaError` as `parted`."""
    head = parted(tokens, text)
    for token in head.variables:
        if not scope.declares(token.text):
            raise FormulaError(f"there is no variable {token.text} here; {scope.listed()}", text, token.column)
    for token in head.functions:
        if scope.declares(token.text) or token.text in RESERVED:
            hint = "type only what stands right of the ="
            raise FormulaError(f"{token.text} means something else here", text, token.column, hint)
    return head.formula


def _names(head: Sequence[Token]) -> list[Token] | None:
    """Return the names that `f(x, y)` has in its brackets, none for a lone `f`; None for what is no head."""
    if not head or head[0].kind != "name":
        return None
    if len(head) == 1:
        return []
    kinds = "".join({"name": "x", "operator": token.text}.get(token.kind, "?") for token in head[1:])
    names = [token for token in head[1:] if token.kind == "name"]
    return names if kinds == f"({','.join('x' * len(names))})" and names else None
