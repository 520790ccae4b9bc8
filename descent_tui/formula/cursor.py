"""A place in a formula's tokens: what stands here, which brackets are open, how deep it is nested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.tokens import Token, tokenize

if TYPE_CHECKING:
    from descent_tui.formula.limits import Limits


class Cursor:
    """Walks over the tokens of one formula.

    Attributes:
        place: which token is being looked at.
        open: the opening brackets and bars that still wait for their partner.
        depth: how many levels of nesting the place is in.
    """

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.tokens = tokenize(text, limits)
        self.place = 0
        self.open: list[Token] = []
        self.depth = 0

    @property
    def token(self) -> Token:
        """The token being looked at."""
        return self.tokens[self.place]

    def at(self, *operators: str) -> bool:
        """Whether the next token is one of these operators."""
        token = self.tokens[self.place]
        return token.kind == "operator" and token.text in operators

    def take(self) -> Token:
        """Pass over the next token and return it."""
        token = self.tokens[self.place]
        self.place += 1
        return token

    def error(self, message: str, token: Token | None = None, hint: str = "") -> FormulaError:
        """Return the error that refuses the formula at `token`, by default at the one being looked at."""
        return FormulaError(message, self.text, (token or self.token).column, hint)

    def enclosed(self, opener: Token) -> None:
        """Remember an opening bracket."""
        self.open.append(opener)

    def close(self, closer: str) -> None:
        """Pass over the bracket that closes the one opened last, or say why it is not there."""
        opener = self.open.pop()
        if self.at(closer):
            self.place += 1
            return
        if self.token.kind == "end":
            raise self.error(
                f"this {opener.text} is never closed", opener, f"put a {closer} behind what belongs inside"
            )
        raise self.error(
            f"{self.shown()} stands where a {closer} should close the {opener.text} of column {opener.column}"
        )

    def shown(self) -> str:
        """Name the token being looked at, for a message."""
        token = self.token
        return f"the number {token.text}" if token.kind in {"number", "fraction"} else token.text or "the end"

    def deeper(self, token: Token) -> None:
        """Enter one more level of nesting."""
        self.depth += 1
        if self.depth > self.limits.depth:
            raise self.error(f"the formula is nested more than {self.limits.depth} deep", token)
