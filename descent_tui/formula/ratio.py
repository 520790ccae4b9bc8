"""An exact number as a textbook writes it: a decimal over a decimal, 5/6 and 0.3 but never 0.8333333333333334."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.tree import Div, Neg, Number, Tree

Decimal: TypeAlias = int | Fraction
"""A number with a finite decimal expansion."""

LARGEST = 10**300
"""Numbers beyond this, or closer to 0 than its inverse, are left as they stand, so that no folding overflows."""
DIGITS = 15
EXACT = 10**DIGITS
"""Whole numbers below this are printed in full; others are rounded to the digits that are printed."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """The number over/under: `under` is positive, whole numbers share no divisor, and a short quotient is taken."""

    over: Decimal
    under: Decimal = 1

    def __bool__(self) -> bool:
        return self.over != 0

    @property
    def negative(self) -> bool:
        """Whether the number is below 0."""
        return self.over < 0

    @property
    def whole(self) -> bool:
        """Whether the number is an integer."""
        return self.under == 1 and isinstance(self.over, int)

    def __neg__(self) -> Ratio:
        return Ratio(-self.over, self.under)

    def __mul__(self, other: Ratio) -> Ratio:
        return ratio(self.over * other.over, self.under * other.under)

    def __truediv__(self, other: Ratio) -> Ratio:
        return ratio(self.over * other.under, self.under * other.over)

    def __add__(self, other: Ratio) -> Ratio:
        if self.under == other.under:
            return ratio(self.over + other.over, self.under)
        return ratio(self.over * other.under + other.over * self.under, self.under * other.under)

    def __sub__(self, other: Ratio) -> Ratio:
        return self + -other

    def tame(self) -> bool:
        """Tell whether the number is neither so large nor so small that products of such numbers could overflow."""
        if self.whole and -(2**53) < self.over < 2**53:
            return True
        size = _size(self.over)
        return max(size, self.under) < LARGEST and size < LARGEST * self.under < LARGEST**2 * size

    def tree(self) -> Tree:
        """Write the number as a tree: a literal, or a quotient of two; its sign outside."""
        body: Tree = literal(_size(self.over))
        if self.under != 1:
            body = Div(body, literal(self.under))
        return Neg(body) if self.negative else body


def beside(over: Decimal, under: Decimal) -> Ratio:
    """Divide as a reader would: 5.1/4 and 1/0.2 stay as typed, 10.2/4 is 2.55 and 2/0.2 is 10, which is no longer."""
    short = ratio(over, under)
    if over in {1, -1} or _length(short.over) > max(_length(over), _length(under)):
        kept = Ratio(over, under) if under > 0 else Ratio(-over, -under)
        return short if isinstance(over, int) and isinstance(under, int) else kept
    return short


NOUGHT = Ratio(0)
UNIT = Ratio(1)


def literal(value: Decimal) -> Number:
    """Make a computed number of a tree.

    Raises:
        FormulaError: when it is larger than any float64.
    """
    return Number(_float(value))


def ratio(over: Decimal, under: Decimal) -> Ratio:
    """Divide, in lowest terms; a quotient that is a short decimal is taken."""
    if under == 1 and isinstance(over, int) and -EXACT < over < EXACT:
        return Ratio(over)
    if under < 0:
        over, under = -over, -under
    over, under = _settled(over), _settled(under)
    if isinstance(over, int) and isinstance(under, int):
        divisor = math.gcd(over, under)
        return Ratio(over // divisor, under // divisor)
    quotient = _short(Fraction(over) / under)
    return Ratio(over, under) if quotient is None else Ratio(quotient)


@lru_cache(maxsize=4096)
def exact(value: float, text: str) -> Ratio:
    """Read the decimal that a literal shows, exactly: 0.1 is one tenth.

    Raises:
        FormulaError: when it is not a finite number.
    """
    if not math.isfinite(value):
        raise FormulaError("a constant in this formula is not a finite number")
    if value == int(value) and abs(value) < EXACT:
        return Ratio(int(value))
    return Ratio(_settled(Fraction(text.replace("−", "-") if text else repr(value))))


def _size(value: Decimal) -> Decimal:
    """Drop the sign."""
    return -value if value < 0 else value


def _float(value: Decimal) -> float:
    try:
        return float(value)
    except OverflowError:
        raise FormulaError("this partial holds a number larger than 1.8e308") from None


def _length(value: Decimal) -> int:
    """Count the digits a decimal shows."""
    return len(f"{_float(_size(value)):.{DIGITS}g}".partition("e")[0].replace(".", "").strip("0"))


def _settled(value: Decimal) -> Decimal:
    """Keep whole numbers as int, and round what has more digits than are printed."""
    if isinstance(value, Fraction) and value.denominator == 1:
        value = value.numerator
    if isinstance(value, int):
        return value if -EXACT < value < EXACT or _size(value) > LARGEST else int(_printed(value))
    if value.denominator <= 1000 and -(10**6) < value.numerator < 10**6:  # a short decimal, and quickly told
        return value
    return _printed(value) if 1 < LARGEST * _size(value) < LARGEST**2 else value


def _printed(value: Decimal) -> Fraction:
    return Fraction(f"{_float(value):.{DIGITS}g}")


def _short(quotient: Fraction) -> Decimal | None:
    """Keep the quotient when it is a decimal of at most 15 digits, else None."""
    if quotient.denominator == 1:
        return quotient.numerator
    rest = quotient.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return None
    return quotient if _printed(quotient) == quotient else None


def constant(tree: Tree) -> Ratio | None:
    """Read the number that a tidied tree is, or None when it is more than a number."""
    match tree:
        case Number(value, text):
            return exact(value, text)
        case Neg(body):
            inner = constant(body)
            return None if inner is None else -inner
        case Div(Number() as over, Number() as under) if under.value:
            return exact(over.value, over.text) / exact(under.value, under.text)
        case _:
            return None
