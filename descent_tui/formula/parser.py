"""A formula's text → its `Tree`.

Recursive descent, one method per line of the grammar:

    expression := product (('+' | '-') product)*
    product    := operand (('*' | '/' | nothing) operand)*        2x, 2(x+1), x sin(y), xy; `1/2x` is (1/2)·x
    operand    := ('+' | '-') operand | power                     -x^2 is −(x²)
    power      := atom superscript? ('^' operand)?                right associative; 2^-1 is allowed
    atom       := number | name | name '[' index ']' | '(' expression ')' | '|' expression '|' | '√' atom
                | function exponent? '(' expression (',' expression)* ')'     sin²(x) and sin^2(x) are sin(x)²
                | 'where' '(' expression comparison expression ',' expression ',' expression ')'
                | reduction '(' … ')'                             see `reductions`

Constant parts are also computed in float64 while parsing, so that one that overflows is refused where it stands.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from descent_tui.formula import reductions, tree
from descent_tui.formula.cursor import Cursor
from descent_tui.formula.elementary import FUNCTIONS, guarded
from descent_tui.formula.errors import FormulaError
from descent_tui.formula.letters import apart, indices
from descent_tui.formula.limits import TYPED, Limits
from descent_tui.formula.missing import COMPARISONS, argument, leftover, nothing
from descent_tui.formula.scope import ALIASES, REDUCTIONS, RESERVED, Scope
from descent_tui.formula.terms import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from descent_tui.formula.tokens import Token


class Piece(NamedTuple):
    """A parsed part: its tree, its float64 value where it is constant (else None), and the height of the tree."""

    tree: tree.Tree
    value: float | None
    height: int


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


class Parser(Cursor):
    """One reading of a formula: a cursor, the meaning of names, and the indices of the sums around the place."""

    def __init__(self, text: str, scope: Scope, limits: Limits) -> None:
        super().__init__(text, limits)
        self.scope = scope
        vectors = {name for name, size in scope.variables.items() if size is not None}
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
                value = self._quotient(value, right.value, sign)
                left = self._multiplied(factors, sign)
                factors = [self.piece(tree.Div(left.tree, right.tree), value, 1 + max(left.height, right.height), sign)]
            else:
                value = self.computed(None if value is None or right.value is None else value * right.value, sign)
                factors.append(right)
        return self._multiplied(factors, self.token, value)

    def _multiplied(self, factors: list[Piece], token: Token, value: float | None = None) -> Piece:
        if len(factors) == 1:
            return factors[0]
        height = 1 + max(factor.height for factor in factors)
        return self.piece(tree.Mul(tuple(factor.tree for factor in factors)), value, height, token)

    def _quotient(self, left: float | None, right: float | None, sign: Token) -> float | None:
        if right == 0.0:
            raise self.error("this divides by zero", sign)
        return self.computed(None if left is None or right is None else left / right, sign)

    def _factor_follows(self) -> bool:
        """Whether the next token begins a factor that is multiplied without a sign, as in 2x or 2(x+1)."""
        token = self.token
        if token.kind == "name":
            return token.text not in {"for", "in"} or self.scope.declares(token.text)
        if token.kind == "number":
            raise self.error(
                f"a sign is missing before the number {token.text}", hint=f"for a product write ·{token.text}"
            )
        if token.text == "|":
            return not (self.open and self.open[-1].text == "|")
        return token.kind == "operator" and token.text in {"(", "√"}

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
            base = self._raised(base, self.take())
        if not self.at("^"):
            return base
        sign = self.take()
        self.deeper(sign)
        exponent = self.operand()
        self.depth -= 1
        return self._power(base, exponent, sign)

    def _raised(self, base: Piece, superscript: Token) -> Piece:
        """Give `base` a superscript exponent: x² is the tree of x^2, x⁻¹ that of x^-1."""
        digits = superscript.text.removeprefix("-")
        exponent = Piece(tree.Number(float(digits), digits), float(digits), 1)
        if superscript.text.startswith("-"):
            exponent = Piece(tree.Neg(exponent.tree), -float(digits), 2)
        return self._power(base, exponent, superscript)

    def _power(self, base: Piece, exponent: Piece, sign: Token) -> Piece:
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

    def _moves(self, grown: tree.Tree) -> bool:
        """Whether a variable occurs in a tree; the index of a sum is none."""
        return any(
            isinstance(node, tree.Entry) or (isinstance(node, tree.Name) and node.name in self.scope.variables)
            for node in nodes(grown)
        )

    def atom(self) -> Piece:
        """Read a number, a name, a call, or an expression in brackets or bars."""
        token = self.token
        if token.kind == "number":
            self.place += 1
            return Piece(tree.Number(token.value, token.text), token.value, 1)
        if token.kind == "name":
            self.place += 1
            return self._called(token) if token.text in RESERVED else self._named(token)
        if self.at("(", "|"):
            return self._bracketed(self.take())
        if self.at("√"):
            self.place += 1
            self.deeper(token)
            piece = self.atom()
            self.depth -= 1
            return self.call("sqrt", (piece,), token)
        raise nothing(self)

    def _bracketed(self, opener: Token) -> Piece:
        closer = ")" if opener.text == "(" else "|"
        self.deeper(opener)
        self.enclosed(opener)
        if self.at(")"):
            raise self.error(f"there is nothing inside this {opener.text}", opener)
        piece = self.expression()
        self.close(closer)
        self.depth -= 1
        return piece if closer == ")" else self.call("abs", (piece,), opener)

    # ---- names

    def _named(self, token: Token) -> Piece:
        name = self.scope.canonical(token.text)
        if self.at("[") and name not in self.ranges:
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
            piece = self._where(token)
        else:
            # not a method of its own: every frame counts where calls are nested 128 deep
            arguments = [] if self.at(")") else [self.expression()]
            while self.at(","):
                self.place += 1
                arguments.append(self.expression())
            piece = self.call(name, tuple(arguments), token)
        self.close(")")
        self.depth -= 1
        return piece if power is None else self._raised(piece, power)

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

    def _where(self, token: Token) -> Piece:
        self.deeper(token)  # a choice and its condition are two levels of the tree
        left = self.expression()
        if not self.at(*COMPARISONS):
            raise self.error("where needs a comparison first", hint="for instance where(x > 0, x, 0)")
        operator = self.take().text
        right = self.expression()
        if self.at(*COMPARISONS):
            raise self.error("only one comparison at a time")
        branches = []
        for _ in range(2):
            if not self.at(","):
                raise self.error("where takes a condition and two values", token, "where(condition, then, otherwise)")
            self.place += 1
            branches.append(self.expression())
        self.depth -= 1
        height = 2 + max(part.height for part in (left, right, *branches))
        condition = tree.Compare(operator, left.tree, right.tree)
        return self.piece(tree.Where(condition, branches[0].tree, branches[1].tree), None, height, token)

    # ---- pieces

    def call(self, name: str, arguments: tuple[Piece, ...], token: Token) -> Piece:
        """Call a function of the table."""
        function = FUNCTIONS[name]
        if not function.fewest <= len(arguments) <= function.most:
            wanted = str(function.most) if function.fewest == function.most else f"{function.fewest} to {function.most}"
            plural = "" if wanted == "1" else "s"
            raise self.error(f"{name} takes {wanted} argument{plural}, not {len(arguments)}", token)
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
