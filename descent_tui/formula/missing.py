"""What is missing, or too much, at a place where a formula cannot go on: the words, and what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.formula.scope import RESERVED

if TYPE_CHECKING:
    from descent_tui.formula.cursor import Cursor
    from descent_tui.formula.errors import FormulaError

COMPARISONS = frozenset({"<", "<=", ">", ">=", "==", "!="})


def leftover(cursor: Cursor) -> FormulaError:
    """Say why a formula that is read does not end here."""
    if cursor.at(")", "]"):
        return cursor.error(f"this {cursor.token.text} closes nothing")
    if cursor.at(*COMPARISONS):
        return cursor.error("a comparison has its place only inside where(condition, then, otherwise)")
    if cursor.at(","):
        return cursor.error(
            "a comma separates the arguments of a function only", hint="decimals take a point, as in 0.5"
        )
    if cursor.token.kind == "superscript":
        return cursor.error("this exponent has no base")
    return cursor.error(f"{cursor.shown()} is not expected here", hint="is a · or + missing before it?")


def nothing(cursor: Cursor) -> FormulaError:
    """Say that something to compute with is missing here."""
    token = cursor.token
    before = cursor.tokens[cursor.place - 1] if cursor.place else None
    if token.kind == "end" and before is not None:
        if before.text in {"(", "|", "["}:
            return cursor.error(f"this {before.text} is never closed", before)
        return cursor.error(f"{before.text} is not followed by anything", before)
    if before is not None and before.text in {"(", ","} and cursor.at(")", ","):
        return cursor.error(f"something is missing before this {token.text}")
    if before is not None and before.kind == "operator" and token.kind == "operator":
        return cursor.error(f"{token.text} cannot follow {before.text}")
    if token.kind == "superscript":
        return cursor.error("this exponent has no base")
    return cursor.error(
        f"a formula cannot begin with {token.text}" if before is None else f"{token.text} is not expected here"
    )


def argument(cursor: Cursor) -> str:
    """Guess the argument of a function that was typed without parentheses: what is multiplied without a sign."""
    first = last = cursor.place
    while cursor.tokens[last].kind in {"name", "number", "superscript"} and cursor.tokens[last].text not in RESERVED:
        last += 1
    typed = cursor.text[cursor.tokens[first].column - 1 : cursor.tokens[last].column - 1]
    return " ".join(typed.split()) if 0 < len(typed) <= 40 else "…"
