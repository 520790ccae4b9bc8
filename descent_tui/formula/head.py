"""What a textbook puts in front of a formula: `f(x, y) =`, or `L =`. It names the function, and is no part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.scope import RESERVED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.formula.scope import Scope
    from descent_tui.formula.tokens import Token

EQUALS = "="
ADVICE = "type only what stands right of the =; two of them, ==, compare inside where(…)"


def headless(tokens: list[Token], text: str) -> tuple[list[Token], list[Token]]:
    """Return the names in the brackets of the head, and the tokens behind its equals sign; all where there is no head.

    Raises:
        FormulaError: there is an equals sign, and what stands before it is no head.
    """
    place = next((i for i, token in enumerate(tokens) if token.text == EQUALS), None)
    if place is None:
        return [], tokens
    names = _names(tokens[:place])
    rest = tokens[place + 1 :]
    again = next((token for token in rest if token.text == EQUALS), None)
    if names is None or again is not None:
        sign = again or tokens[place]
        raise FormulaError("the character = has no place in a formula", text, sign.column, ADVICE)
    function = tokens[0]
    twice = next((token for k, token in enumerate(names) if token.text in {name.text for name in names[:k]}), None)
    if twice is not None:
        raise FormulaError(f"{twice.text} stands twice in these parentheses", text, twice.column)
    if any(token.kind == "name" and token.text == function.text for token in [*names, *rest]):
        message = f"{function.text} stands on both sides of the =: this is an equation, and no function"
        raise FormulaError(message, text, tokens[place].column, "type only what f is")
    return names, rest


def behind(tokens: list[Token], text: str, scope: Scope) -> list[Token]:
    """Return the tokens behind the head, whose names all mean something in a scope; raise `FormulaError` as above."""
    names, rest = headless(tokens, text)
    for token in names:
        if not scope.declares(token.text):
            raise FormulaError(f"there is no variable {token.text} here; {scope.listed()}", text, token.column)
    function = tokens[0]
    if rest is not tokens and (scope.declares(function.text) or function.text in RESERVED):
        means = "means something else here"
        raise FormulaError(f"{function.text} {means}", text, function.column, "type only what stands right of the =")
    return rest


def _names(head: Sequence[Token]) -> list[Token] | None:
    """Return the names that `f(x, y)` has in its brackets, none for a lone `f`; None for what is no head."""
    if not head or head[0].kind != "name":
        return None
    if len(head) == 1:
        return []
    kinds = "".join({"name": "x", "operator": token.text}.get(token.kind, "?") for token in head[1:])
    names = [token for token in head[1:] if token.kind == "name"]
    return names if kinds == f"({','.join('x' * len(names))})" and names else None
