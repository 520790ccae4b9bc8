"""Vectors in a formula's text: entries `x[3]`, `x[i+1]`, and `sum`, `prod`, `mean` over an index.

    reduction := kind '(' index ',' bound ',' bound ',' expression ')'
               | kind '(' expression 'for' index 'in' bound '..' bound ')'
    bound     := '-'? integer | 'n' (('+' | '-') integer)? | outer index (('+' | '-') integer)?
    entry     := vector '[' (integer | 'n' (('+' | '-') integer)? | index (('+' | '-') integer)?) ']'

A bound that is the index of the sum around it makes a triangle: see `triangle`. Indices are affine, so that an entry
over a range is a slice of the vector; every entry is checked against its size.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from descent_tui.formula import tree
from descent_tui.formula.errors import FormulaError
from descent_tui.formula.letters import chooses
from descent_tui.formula.limits import NESTED_TERMS, VARIABLES
from descent_tui.formula.scope import RESERVED, dimension

if TYPE_CHECKING:
    from descent_tui.formula.parser import Parser
    from descent_tui.formula.piece import Piece
    from descent_tui.formula.tokens import Token


class Limit(NamedTuple):
    """A bound that is the index of the sum around it: the sign of the comparison, that index, and what is added."""

    sign: str
    outer: str
    offset: int


NESTED = 2
"""How many reductions may stand inside each other."""


def reduction(parser: Parser, kind: str, token: Token) -> Piece:
    """Read a reduction whose kind and opening parenthesis are passed; stops before the closing one."""
    if len(parser.ranges) == NESTED:
        raise parser.error(f"at most {NESTED} of sum, prod and mean may stand inside each other", token)
    start, clause = parser.place, _clause(parser)
    if clause is not None:
        parser.place = clause + 1
    place, index = parser.token, _index(parser, kind)
    _separator(parser, "," if clause is None else "in", kind)
    low, first, above = _bound(parser, ">=")
    _separator(parser, "," if clause is None else "..", kind)
    high, last, below = _bound(parser, "<=")
    if clause is None:
        _separator(parser, ",", kind)
    _check_range(parser, kind, range(first, last + 1), place)
    behind = parser.place
    if clause is not None:
        parser.place = start
    parser.ranges[index] = range(first, last + 1)
    body = parser.expression()
    del parser.ranges[index]
    if clause is not None:
        if parser.place != clause:
            raise parser.error("this does not belong into the sum's term")
        parser.place = behind
    if limits := [limit for limit in (above, below) if limit is not None]:
        from descent_tui.formula.triangle import inside

        body = inside(parser, kind, index, limits, body, token)
    return parser.piece(tree.Reduce(kind, index, low, high, body.tree), None, body.height + 1, token)


def entry(parser: Parser, token: Token, name: str) -> tree.Entry:
    """Read an entry of a vector; `token` is the vector's name, already taken, and a bracket follows."""
    size = parser.scope.variables.get(name)
    if size is None:
        known = parser.scope.declares(name) or name in {"pi", "e"}
        what = "is not a vector" if known else "is not a vector of this landscape"
        hint = f"for a product write {name}·(…)" if known else parser.scope.meant(name)
        raise parser.error(f"{name} {what}; {parser.scope.listed()}", token, hint)
    opener = parser.take()
    parser.enclosed(opener)
    index, offset = _affine(parser, token)
    where = parser.ranges.get(index, range(1)) if index else range(1)
    ends = (offset + where[0], offset + where[-1]) if where else ()
    for reached in ends:
        if not 1 <= reached <= size:
            how = f"{name}[{index}{offset:+d}] reaches" if offset else f"{name}[{index}] reaches"
            if not index:
                how = "there is no"
            raise parser.error(f"{how} {name}[{reached}]: {name} has the entries 1 to {size}", token)
    parser.close("]")
    if parser.at("[") and chooses(parser.tokens, parser.place):
        raise parser.error(f"an entry of {name} is a number and has no entries", hint="for a product write ·(…)")
    return tree.Entry(name, index, offset)


def _clause(parser: Parser) -> int | None:
    """Find the place of the `for` that belongs to the parenthesis just opened, or None in the comma form."""
    depth = 0
    for place in range(parser.place, len(parser.tokens)):
        token = parser.tokens[place]
        if token.kind == "name" and token.text == "for" and depth == 0:
            return place
        if token.kind == "operator":
            depth += (token.text in {"(", "["}) - (token.text in {")", "]"})
            if depth < 0 or (depth == 0 and token.text == ","):
                return None
    return None


def _index(parser: Parser, kind: str) -> str:
    token = parser.token
    if token.kind != "name":
        raise parser.error(f"{kind} begins with its index", hint=f"for instance {kind}(i, 1, n, x[i])")
    name = token.text
    if parser.scope.declares(name) and parser.tokens[parser.place + 1].text not in {",", "in"}:
        raise parser.error(f"{kind} begins with its index", hint=f"for instance {kind}(i, 1, n, x[i])")
    if name in parser.ranges or parser.scope.declares(name):
        raise parser.error(f"{name} already means something here; take another letter as the index")
    if name in RESERVED or name in {"n", "e", "pi", "π", "for", "in"}:
        raise parser.error(f"{name} cannot be an index; take another letter, as i")
    parser.place += 1
    return name


def _separator(parser: Parser, word: str, kind: str) -> None:
    if parser.token.kind not in {"operator", "name"} or parser.token.text != word:
        hint = f"write {kind}(i, 1, n, x[i]) or {kind}(x[i] for i in 1..n)"
        raise parser.error(f"{kind} needs an index, two bounds and a term", hint=hint)
    parser.place += 1


def _bound(parser: Parser, sign: str) -> tuple[tree.Bound, int, Limit | None]:
    """Read a bound; return it, the integer it means, and how the outer index limits it, which is then the furthest."""
    token = parser.token
    if token.kind == "name" and token.text in parser.ranges:
        from descent_tui.formula.triangle import furthest

        parser.place += 1
        limit = Limit(sign, token.text, _signed(parser))
        return *furthest(parser, limit), limit
    if token.kind == "name" and parser.scope.canonical(token.text) == "n" and not parser.scope.declares("n"):
        size = _size(parser)
        parser.place += 1
        offset = _signed(parser)
        return tree.Bound(n=True, offset=offset), size + offset, None
    if not (token.kind == "number" or parser.at("-")):
        raise parser.error("a bound is an integer, n, or n plus or minus an integer")
    negative = parser.at("-")
    if negative:
        parser.place += 1
    value = -_integer(parser) if negative else _integer(parser)
    return tree.Bound(n=False, offset=value), value, None


def _affine(parser: Parser, token: Token) -> tuple[str, int]:
    """Read what stands in an entry's brackets: the index and its offset, or no index and the number."""
    name = parser.token.text
    if parser.token.kind == "number":
        return "", _integer(parser)
    if parser.token.kind == "name" and name in parser.ranges:
        parser.place += 1
        return name, _signed(parser)
    if parser.token.kind == "name" and name == "n" and not parser.scope.declares("n"):
        # the size of this very vector; n itself may be unclear where vectors differ
        parser.place += 1
        return "", (parser.scope.variables[token.text] or 0) + _signed(parser)
    hint = f"write {token.text}[1], or {token.text}[i] inside sum(i, 1, n, …)"
    raise parser.error("an entry is chosen by an integer or by the index of a sum", hint=hint)


def _signed(parser: Parser) -> int:
    """Read an optional `+ integer` or `- integer`."""
    if not parser.at("+", "-"):
        return 0
    return _integer(parser) if parser.take().text == "+" else -_integer(parser)


def _integer(parser: Parser) -> int:
    token = parser.token
    if token.kind != "number" or not token.text.isdigit():
        raise parser.error("an integer is needed here")
    if token.value > NESTED_TERMS:
        raise parser.error(f"the integer {token.text} is too large here")
    parser.place += 1
    return int(token.text)


def _size(parser: Parser) -> int:
    try:
        return dimension(parser.scope.variables)
    except FormulaError as error:
        raise parser.error(error.message, hint=error.hint) from None


def _check_range(parser: Parser, kind: str, over: range, token: Token) -> None:
    if over.stop < over.start:
        raise parser.error(f"this {kind} runs backwards, from {over.start} to {over.stop - 1}", token)
    if kind == "mean" and not over:
        raise parser.error("this mean has no terms", token)
    terms = math.prod(len(outer) for outer in parser.ranges.values()) * len(over)
    limit = NESTED_TERMS if parser.ranges else 10 * VARIABLES
    if terms > limit:
        raise parser.error(f"this {kind} has {terms} terms together with the one around it; the most is {limit}", token)
