"""A formula's text → its `Tree`.

Recursive descent, one method per line of the grammar:

    expression := product (('+' | '-') product)*
    product    := operand (('*' | '/' | nothing) operand)*        2x, 2(x+1), x sin(y), xy; `1/2x` is (1/2)·x
    operand    := ('+' | '-') operand | power                     -x^2 is −(x²)
    power      := atom superscript? ('^' operand)?                right associative; 2^-1 is allowed
    atom       := number | name | name '[' index ']' | '(' expression ')' | '|' expression '|' | '√' atom
                | '[' expression ']' where no vector stands before it
                | function exponent? '(' expression (',' expression)* ')'     sin²(x) and sin^2(x) are sin(x)²
                | 'where' '(' expression comparison expression ',' expression ',' expression ')'
                | reduction '(' … ')'                             see `reductions`

What is read becomes pieces, see `piece`.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from descent_tui.formula import reductions, tree
from descent_tui.formula.elementary import FUNCTIONS
from descent_tui.formula.errors import FormulaError
from descent_tui.formula.letters import apart, chooses, indices, level
from descent_tui.formula.limits import TYPED, Limits
from descent_tui.formula.missing import argument, leftover, nothing
from descent_tui.formula.piece import Piece, Pieces
from descent_tui.formula.scope import ALIASES, REDUCTIONS, RESERVED, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from descent_tui.formula.tokens import Token


def parse(
    text: str, variables: Mapping[str, int | None], constants: Iterable[str] = (), limits: Limits = TYPED
) -> tree.Tree:
    """Read a formula.

    Args:
        text: the formula.
        variables: name → None for a scalar, the size for a vector (1-based: x[1] … x[size]).
        constants: names of the scenario's constants; their values are not needed here.
        limits: how long and deep the formula may be.

    Raises:
        FormulaError: what is wrong, with its column and, where one can be guessed, what was meant.
    """
    try:
        return Parser(text, Scope(variables, constants), limits).whole()
    except RecursionError:
        raise FormulaError("the formula is nested too deep", text[: limits.characters]) from None


class Parser(Pieces):
    """One reading of a formula: a cursor, the meaning of names, and the indices of the sums around the place."""

    def __init__(self, text: str, scope: Scope, limits: Limits) -> None:
        super().__init__(text, scope, limits)
        vectors = {name for name, size in scope.variables.items() if size is not None}
        self.tokens = level(self.tokens, scope.variables.keys() | scope.constants | RESERVED, vectors)
        if "=" in text or "≔" in text:
            from descent_tui.formula.head import headless

            self.tokens = headless(self.tokens, text, scope)
        if any(token.text in RESERVED and after.text != "(" for token, after in pairwise(self.tokens)):
            from descent_tui.formula.bare import bracketed

            self.tokens = bracketed(self.tokens, text, euler=not scope.declares("e"))
        letters = (scope.variables.keys() - vectors) | scope.constants | indices(self.tokens)
        self.tokens = apart(self.tokens, letters, vectors, scope.variables.keys() | scope.constants)
        if len(self.tokens) > limits.tokens + 1:
            raise self.error(
                f"a formula has at most {limits.tokens} numbers, names and signs", self.tokens[limits.tokens]
            )
        self.ranges: dict[str, range] = {}

    # ---- the grammar

    def whole(self) -> tree.Tree:
        """Read the whole text as one formula."""
        if self.token.kind == "end":
            raise self.error("the formula is empty", hint="for instance x^2 + y^2")
        piece = self.expression()
        if self.token.kind != "end":
            raise leftover(self)
        return piece.tree

    def expression(self) -> Piece:
        """Read terms added and subtracted, as one n-ary sum."""
        first = self.product()
        if not self.at("+", "-"):
            return first
        terms, value, height = [first.tree], first.value, first.height
        while self.at("+", "-"):
            sign = self.take()
            term = self.product()
            if value is not None:
                running = None if term.value is None else value + term.value if sign.text == "+" else value - term.value
                value = self.computed(running, sign)
            terms.append(term.tree if sign.text == "+" else tree.Neg(term.tree))
            height = max(height, term.height + (sign.text == "-"))
        return self.piece(tree.Add(tuple(terms)), value, height + 1, self.token)

    def product(self) -> Piece:
        """Read factors multiplied, with or without a sign for it, and divided, from left to right."""
        piece = self.operand()
        factors = [piece]
        value = piece.value
        while True:
            sign = self.token
            if self.at("*", "/"):
                self.place += 1
            elif not self._factor_follows():
                break
            right = self.operand()
            if sign.text == "/":
                value = self.quotient(value, right.value, sign)
                left = self.multiplied(factors, sign)
                factors = [self.piece(tree.Div(left.tree, right.tree), value, 1 + max(left.height, right.height), sign)]
            else:
                value = self.computed(None if value is None or right.value is None else value * right.value, sign)
                factors.append(right)
        return self.multiplied(factors, self.token, value)

    def _factor_follows(self) -> bool:
        """Whether the next token begins a factor that is multiplied without a sign, as in 2x or 2(x+1)."""
        token = self.token
        if token.kind == "name":
            return token.text not in {"for", "in"} or self.scope.declares(token.text)
        if token.kind in {"number", "fraction"}:
            raise self.error(
                f"a sign is missing before the number {token.text}", hint=f"for a product write ·{token.text}"
            )
        if token.text == "|":
            return not (self.open and self.open[-1].text == "|")
        return token.kind == "operator" and token.text in {"(", "[", "√", "∛"}

    def operand(self) -> Piece:
        """Read an atom with its powers, or the negative of an operand."""
        token = self.token
        if not self.at("+", "-"):
            return self._powered(self.atom())
        self.place += 1
        self.deeper(token)
        piece = self.operand()
        self.depth -= 1
        if token.text == "+":
            return piece
        value = None if piece.value is None else -piece.value
        return self.piece(tree.Neg(piece.tree), value, piece.height + 1, token)

    def _powered(self, base: Piece) -> Piece:
        if self.token.kind == "superscript":
            base = self.raised(base, self.take())
        if not self.at("^"):
            return base
        sign = self.take()
        self.deeper(sign)
        exponent = self.operand()
        self.depth -= 1
        return self.power(base, exponent, sign)

    def atom(self) -> Piece:
        """Read a number, a name, a call, or an expression in brackets or bars."""
        token = self.token
        if token.kind == "number":
            self.place += 1
            return Piece(tree.Number(token.value, token.text), token.value, 1)
        if token.kind == "fraction":
            self.place += 1
            return self._fraction(token)
        if token.kind == "name":
            self.place += 1
            return self._called(token) if token.text in RESERVED else self._named(token)
        if self.at("(", "|", "["):
            return self._bracketed(self.take())
        if self.at("√", "∛"):
            self.place += 1
            self.deeper(token)
            piece = self.atom()
            self.depth -= 1
            return self.call("sqrt" if token.text == "√" else "cbrt", (piece,), token)
        raise nothing(self)

    def _bracketed(self, opener: Token) -> Piece:
        closer = {"(": ")", "[": "]"}.get(opener.text, "|")
        self.deeper(opener)
        self.enclosed(opener)
        if self.at(")", "]"):
            raise self.error(f"there is nothing inside this {opener.text}", opener)
        piece = self.expression()
        self.close(closer)
        self.depth -= 1
        return self.call("abs", (piece,), opener) if closer == "|" else piece

    def _fraction(self, token: Token) -> Piece:
        """Read ½ as the quotient that it is."""
        above, below = (Piece(tree.Number(float(part), part), float(part), 1) for part in token.text.split("/"))
        return self.piece(tree.Div(above.tree, below.tree), token.value, 2, token)

    # ---- names

    def _named(self, token: Token) -> Piece:
        name = self.scope.canonical(token.text)
        plain = self.scope.variables.get(name) is None and (self.scope.declares(name) or name in {"pi", "e"})
        if self.at("[") and name not in self.ranges and not (plain and not chooses(self.tokens, self.place)):
            return Piece(reductions.entry(self, token, name), None, 1)
        if name in self.scope.variables:
            size = self.scope.variables[name]
            if size is not None:
                hint = f"write an entry, {name}[1], or sum(i, 1, {size}, {name}[i])"
                raise self.error(f"{name} is a vector of {size} entries", token, hint)
            return Piece(tree.Name(name), None, 1)
        if name in self.ranges or name in self.scope.constants:
            return Piece(tree.Name(name), None, 1)
        value = self._standard(name, token)
        if value is not None:
            return Piece(tree.Name(name), value, 1)
        if self.at("(") and len(name) > 1:
            raise self.error(f"{name} is not a function", token, self.scope.meant(name))
        raise self.error(f"there is no variable {name} here; {self.scope.listed()}", token, self.scope.meant(name))

    def _standard(self, name: str, token: Token) -> float | None:
        try:
            return self.scope.standard(name)
        except FormulaError as error:
            raise self.error(error.message, token, error.hint) from None

    def _called(self, token: Token) -> Piece:
        """Read a call of a function, of `where`, or a reduction; `token` is its name, already taken."""
        name = ALIASES.get(token.text, token.text)
        power = self._exponent() if name in FUNCTIONS else None
        if power is not None and power.text.startswith("-"):
            raise self.error(
                f"{name} to a negative power can be read in two ways", power, f"write 1/{name}(…) or a{name}(…)"
            )
        if not self.at("("):
            hint = f"write {token.text}({argument(self)})" + (f"^{power.text}" if power else "")
            raise self.error(f"{token.text} needs its argument in parentheses", token, hint)
        opener = self.take()
        self.deeper(opener)
        self.enclosed(opener)
        if name in REDUCTIONS:
            piece = reductions.reduction(self, name, token)
        elif name == "where":
            from descent_tui.formula.choice import where

            piece = where(self, token)
        else:
            # not a method of its own: every frame counts where calls are nested 128 deep
            arguments = [] if self.at(")") else [self.expression()]
            while self.at(","):
                self.place += 1
                arguments.append(self.expression())
            piece = self.call(name, tuple(arguments), token)
        self.close(")")
        self.depth -= 1
        return piece if power is None else self.raised(piece, power)

    def _exponent(self) -> Token | None:
        """Read the exponent between a function and its argument, as in sin²(x) and sin^2(x)."""
        if self.token.kind == "superscript":
            return self.take()
        sign, minus = self.token, self.at("^") and self.tokens[self.place + 1].text == "-"
        if not self.at("^"):
            return None
        number = self.tokens[self.place + 1 + minus]
        if number.kind != "number" or not number.text.isdigit():
            return None
        self.place += 2 + minus
        return replace(sign, kind="superscript", text="-" * minus + number.text)
