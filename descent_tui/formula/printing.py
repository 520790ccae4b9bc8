"""A tree as one line of text, which is itself a formula of the grammar with the same value.

Parentheses are as few as the grammar allows, with two exceptions made for the eye: a quotient inside a product keeps
them (`a·(b/c)`), and so does a power in an exponent (`x^(y²)`). Sums and products are associative: `a + (b + c)` is
printed without. Greek names that a formula declared stay what they are in ASCII too: they have no other spelling.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.terms import fold
from descent_tui.formula.tree import (
    Add,
    Bound,
    Call,
    Compare,
    Div,
    Entry,
    Mul,
    Name,
    Neg,
    Number,
    Pow,
    Reduce,
    Tree,
    Where,
)

if TYPE_CHECKING:
    from descent_tui.formula.terms import Memo

SUM, QUOTIENT, PRODUCT, POWER, ATOM = range(5)
"""How tightly the outermost operation of a text binds."""

SUPERSCRIPTS = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
LONGEST_SUPERSCRIPT = 4


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The signs of one way of writing."""

    minus: str
    times: str
    pi: str
    root: str
    bars: bool
    superscripts: bool


UNICODE = Alphabet(minus="−", times="·", pi="π", root="√", bars=True, superscripts=True)
ASCII = Alphabet(minus="-", times="*", pi="pi", root="sqrt", bars=False, superscripts=False)


class Text(NamedTuple):
    """A printed part and how tightly it binds; `digits` are those of a whole number, sign included."""

    text: str
    level: int
    digits: str = ""


def show(tree: Tree, ascii: bool = False, memo: Memo[Text] | None = None) -> str:
    """Print a tree in one line: `x² + x·y − √(y)`, or in ASCII `x^2 + x*y - sqrt(y)`.

    Pass the same `memo` again, with the same alphabet, to print shared subtrees once.

    Raises:
        FormulaError: for a number that is not finite; the grammar has none.
    """
    signs = ASCII if ascii else UNICODE
    return fold(tree, lambda node, kids: _printed(node, kids, signs), memo).text


def number(value: float) -> str:
    """Print the shortest decimal that is the number to 15 significant digits: 2 not 2.0, 0.3 not 0.30000000000000004.

    Raises:
        FormulaError: when the number is not finite.
    """
    if not math.isfinite(value):
        raise FormulaError("a constant in this formula is not a finite number")
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    mantissa, e, exponent = f"{value:.15g}".partition("e")
    return f"{mantissa}e{int(exponent)}" if e else mantissa


def _printed(node: Tree, kids: list[Text], signs: Alphabet) -> Text:
    match node:
        case Number():
            return _number(node, signs)
        case Name(name):
            return Text(signs.pi if name == "pi" else name, ATOM)
        case Entry(vector, index, offset):
            return Text(f"{vector}[{_shifted(index, offset, signs, '')}]", ATOM)
        case Add():
            return Text(_sum(kids, signs), SUM)
        case Neg():
            return _negative(kids[0], signs)
        case Mul():
            return _product(kids, signs)
        case Div():
            over = _enclosed(kids[0], QUOTIENT)
            return Text(f"{over}/{_enclosed(kids[1], POWER, signs)}", QUOTIENT)
        case Pow():
            return Text(_power(kids[0], kids[1], signs), POWER)
        case Call(function, _):
            return Text(_call(function, kids, signs), ATOM)
        case Compare(operator, _, _):
            return Text(f"{kids[0].text} {operator} {kids[1].text}", SUM)
        case Where():
            return Text(f"where({', '.join(kid.text for kid in kids)})", ATOM)
        case Reduce(kind, index, low, high, _):
            ends = f"{_bound(low, signs)}, {_bound(high, signs)}"
            return Text(f"{kind}({index}, {ends}, {kids[0].text})", ATOM)


def _number(node: Number, signs: Alphabet) -> Text:
    text = node.text or number(node.value)
    if text.startswith(("-", "−")):
        return Text(signs.minus + text[1:], PRODUCT, text if text[1:].isdigit() else "")
    text = text.replace("−", "-")  # in 1e-3 the plain hyphen, in both alphabets
    return Text(text, POWER if "e" in text.lower() else ATOM, text if text.isdigit() else "")


def _shifted(name: str, offset: int, signs: Alphabet, space: str) -> str:
    if not name:
        return str(offset).replace("-", signs.minus)
    if not offset:
        return name
    return f"{name}{space}{'+' if offset > 0 else signs.minus}{space}{abs(offset)}"


def _bound(bound: Bound, signs: Alphabet) -> str:
    return _shifted("n" if bound.n else "", bound.offset, signs, " ")


def _sum(terms: list[Text], signs: Alphabet) -> str:
    parts = [terms[0].text]
    for term in terms[1:]:
        if term.text.startswith(signs.minus):
            parts += (f" {signs.minus} ", term.text[1:])
        else:
            parts += (" + ", term.text)
    return "".join(parts)


def _negative(body: Text, signs: Alphabet) -> Text:
    digits = f"-{body.digits}" if body.digits and body.digits.isdigit() else ""
    return Text(signs.minus + _enclosed(body, QUOTIENT, signs), PRODUCT if body.level > QUOTIENT else QUOTIENT, digits)


def _product(factors: list[Text], signs: Alphabet) -> Text:
    first = factors[0]
    texts = [_enclosed(first, QUOTIENT), *(_enclosed(factor, PRODUCT, signs) for factor in factors[1:])]
    return Text(signs.times.join(texts), QUOTIENT if first.level == QUOTIENT else PRODUCT)


def _power(base: Text, exponent: Text, signs: Alphabet) -> str:
    below = _enclosed(base, ATOM, signs)
    if exponent.digits and signs.superscripts and len(exponent.digits) <= LONGEST_SUPERSCRIPT:
        return below + exponent.digits.translate(SUPERSCRIPTS)
    return f"{below}^{_enclosed(exponent, ATOM, signs)}"


def _call(function: str, arguments: list[Text], signs: Alphabet) -> str:
    inside = ", ".join(argument.text for argument in arguments)
    if function == "sqrt":
        return f"{signs.root}({inside})"
    if function == "abs" and signs.bars:
        return f"|{_without_bars(inside)}|"
    return f"{function}({inside})"


def _without_bars(text: str) -> str:
    """Write bars as abs(…): they never nest in what is printed, so every second one opens."""
    pieces = text.split("|")
    for k in range(1, len(pieces)):
        pieces[k] = ("abs(" if k % 2 else ")") + pieces[k]
    return "".join(pieces)


def _enclosed(part: Text, least: int, signs: Alphabet | None = None) -> str:
    """Put a part in parentheses when it binds less than `least`; given `signs`, also when it begins with a minus."""
    if part.level < least or (signs is not None and part.text.startswith(signs.minus)):
        return f"({part.text})"
    return part.text
