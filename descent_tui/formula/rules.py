"""The rules of calculus as trees: what a table of derivatives in a textbook says, in the words of the grammar.

Kinks follow `elementary`: |u| and relu(u) have slope 0 at u = 0, the stairs have slope 0 everywhere, and min and max
share the slope evenly among the arguments that tie.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.ratio import UNIT, constant
from descent_tui.formula.terms import ONE, TWO, ZERO
from descent_tui.formula.tidy import tidy
from descent_tui.formula.tree import Add, Call, Compare, Div, Mul, Name, Neg, Number, Pow, Tree, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST = 60_000
"""A partial of more characters is refused: nobody reads it, and it would not be accepted as a formula either."""

_SQUARE: Callable[[Tree], Tree] = lambda u: Pow(u, TWO)  # noqa: E731 - one line of a table
_AND_1: Callable[[Tree, int], Tree] = lambda u, sign: Add((_SQUARE(u), ONE if sign > 0 else Neg(ONE)))  # noqa: E731
_ROOT_OF_1_MINUS: Callable[[Tree], Tree] = lambda u: Call("sqrt", (Add((ONE, Neg(_SQUARE(u)))),))  # noqa: E731
_BELL: Callable[[Tree], Tree] = lambda u: Call("exp", (Neg(_SQUARE(u)),))  # noqa: E731

OUTER: dict[str, Callable[[Tree], Tree]] = {
    "sin": lambda u: Call("cos", (u,)),
    "cos": lambda u: Neg(Call("sin", (u,))),
    "tan": lambda u: Div(ONE, _SQUARE(Call("cos", (u,)))),
    "sec": lambda u: Mul((Call("sec", (u,)), Call("tan", (u,)))),
    "csc": lambda u: Neg(Mul((Call("csc", (u,)), Call("cot", (u,))))),
    "cot": lambda u: Neg(_SQUARE(Call("csc", (u,)))),
    "asin": lambda u: Div(ONE, _ROOT_OF_1_MINUS(u)),
    "acos": lambda u: Neg(Div(ONE, _ROOT_OF_1_MINUS(u))),
    "atan": lambda u: Div(ONE, Add((ONE, _SQUARE(u)))),
    "sinh": lambda u: Call("cosh", (u,)),
    "cosh": lambda u: Call("sinh", (u,)),
    "tanh": lambda u: Add((ONE, Neg(_SQUARE(Call("tanh", (u,)))))),
    "sech": lambda u: Neg(Mul((Call("sech", (u,)), Call("tanh", (u,))))),
    "csch": lambda u: Neg(Mul((Call("csch", (u,)), Call("coth", (u,))))),
    "coth": lambda u: Neg(_SQUARE(Call("csch", (u,)))),
    "asinh": lambda u: Div(ONE, Call("sqrt", (_AND_1(u, 1),))),
    "acosh": lambda u: Div(ONE, Call("sqrt", (_AND_1(u, -1),))),
    "atanh": lambda u: Div(ONE, Add((ONE, Neg(_SQUARE(u))))),
    "exp": lambda u: Call("exp", (u,)),
    "log": lambda u: Div(ONE, u),
    "log10": lambda u: Div(ONE, Mul((u, Call("log", (Number(10.0),))))),
    "log2": lambda u: Div(ONE, Mul((u, Call("log", (TWO,))))),
    "cbrt": lambda u: Div(ONE, Mul((Number(3.0), _SQUARE(Call("cbrt", (u,)))))),
    "sqrt": lambda u: Div(ONE, Mul((TWO, Call("sqrt", (u,))))),
    "abs": lambda u: Call("sign", (u,)),
    "relu": lambda u: Where(Compare(">", u, ZERO), ONE, ZERO),
    "sigmoid": lambda u: Mul((Call("sigmoid", (u,)), Add((ONE, Neg(Call("sigmoid", (u,))))))),
    "softplus": lambda u: Call("sigmoid", (u,)),
    "erf": lambda u: Div(Mul((TWO, _BELL(u))), Call("sqrt", (Name("pi"),))),
    "erfc": lambda u: Neg(Div(Mul((TWO, _BELL(u))), Call("sqrt", (Name("pi"),)))),
}
"""Functions of one argument: u ↦ f′(u), where π is the name of a number; see `outer`."""

STAIRS = frozenset({"sign", "floor", "ceil"})
"""Functions that are flat and jump: their slope is 0, at the jump too."""


def outer(function: str, u: Tree, natural: bool) -> Tree:
    """Differentiate a function of `OUTER`: f′(u); without the name π where that means something else."""
    if natural or function not in {"erf", "erfc"}:
        return OUTER[function](u)
    slope = Mul((Number(2.0 / math.sqrt(math.pi)), _BELL(u)))
    return slope if function == "erf" else Neg(slope)


def too_long() -> FormulaError:
    """Refuse a partial that nobody could read."""
    return FormulaError(f"this partial would be longer than {LONGEST:,} characters, too long to be written out")


def times(*factors: Tree) -> Tree:
    """Multiply, without ones."""
    kept = tuple(factor for factor in factors if factor is not ONE)
    return Mul(kept) if len(kept) > 1 else kept[0] if kept else ONE


def plus(*terms: Tree) -> Tree:
    """Add, without zeros."""
    kept = tuple(term for term in terms if term is not ZERO)
    return Add(kept) if len(kept) > 1 else kept[0] if kept else ZERO


def product(factors: Sequence[Tree], slopes: Sequence[Tree]) -> Tree:
    """Differentiate a product: (u·v·w)′ = u′·v·w + u·v′·w + u·v·w′; equal factors move together: (u·u)′ = 2·u·u′.

    Raises:
        FormulaError: when the terms would be too many to be read.
    """
    groups: dict[Tree, list[int]] = {}
    for k, factor in enumerate(factors):
        if slopes[k] is not ZERO:
            groups.setdefault(factor, []).append(k)
    if len(groups) * len(factors) > LONGEST:
        raise too_long()
    terms = []
    for factor, places in groups.items():
        moving = list(factors)
        for k in places:
            moving[k] = ONE
        moving[places[0]] = slopes[places[0]]
        count = len(places)
        if count > 1:
            moving[places[1]] = _to_the(factor, Number(float(count - 1)))
        terms.append(times(*([Number(float(count))] if count > 1 else []), *moving))
    return plus(*terms)


def quotient(u: Tree, v: Tree, du: Tree, dv: Tree) -> Tree:
    """Differentiate a quotient: (u/v)′ = (u′·v − u·v′)/v², and u′/v where v is held."""
    if dv is ZERO:
        return ZERO if du is ZERO else Div(du, v)
    if du is ZERO:
        return Neg(Div(times(u, dv), _SQUARE(v)))
    return Div(Add((times(du, v), Neg(times(u, dv)))), _SQUARE(v))


def power(u: Tree, v: Tree, du: Tree, dv: Tree, natural: bool) -> Tree:
    """Differentiate a power: (u^c)′ = c·u^(c − 1)·u′, (c^v)′ = c^v·log(c)·v′, and (u^v)′ = u^v·(v′·log(u) + v·u′/u).

    `natural` says that the names e and π are the numbers, so that log(e) = 1.
    """
    if dv is ZERO:
        return ZERO if du is ZERO else times(v, _to_the(u, _one_less(v)), du)
    itself = Pow(u, v)
    if du is ZERO:
        return times(itself, dv) if natural and u == Name("e") else times(itself, Call("log", (u,)), dv)
    return times(itself, Add((times(dv, Call("log", (u,))), Div(times(v, du), u))))


def call(function: str, arguments: Sequence[Tree], slopes: Sequence[Tree], natural: bool) -> Tree:
    """Apply the chain rule through a function of the table; `natural` as in `power`.

    Raises:
        FormulaError: when there is no such function.
    """
    if all(slope is ZERO for slope in slopes) or function in STAIRS:
        return ZERO
    if function in {"max", "min"}:
        return _extremum(function, arguments, slopes)
    if function == "hypot":
        a, b = arguments
        return Div(plus(*(_moved(u, du) for u, du in ((a, slopes[0]), (b, slopes[1])))), Call("hypot", (a, b)))
    if function == "atan2":
        y, x = arguments
        numerator = plus(_moved(x, slopes[0]), ZERO if slopes[1] is ZERO else Neg(times(y, slopes[1])))
        return Div(numerator, Add((_SQUARE(x), _SQUARE(y))))
    if function not in OUTER:
        raise FormulaError(f"the derivative of {function} is not known")
    return times(outer(function, arguments[0], natural), slopes[0])


def _moved(u: Tree, slope: Tree) -> Tree:
    return ZERO if slope is ZERO else times(u, slope)


def _to_the(u: Tree, exponent: Tree) -> Tree:
    return u if constant(exponent) == UNIT else Pow(u, exponent)


def _one_less(exponent: Tree) -> Tree:
    value = constant(tidy(exponent))
    return Add((exponent, Neg(ONE))) if value is None else (value - UNIT).tree()


def _extremum(function: str, arguments: Sequence[Tree], slopes: Sequence[Tree]) -> Tree:
    if len(arguments) == 2:
        (a, b), (da, db) = arguments, slopes
        wins, loses = (">", "<") if function == "max" else ("<", ">")
        both = Div(plus(da, db), TWO)
        return Where(Compare(wins, a, b), da, Where(Compare(loses, a, b), db, both))
    top = Call(function, tuple(arguments))
    hits = [Compare("==", argument, top) for argument in arguments]
    moved = plus(*(Where(hit, s, ZERO) for hit, s in zip(hits, slopes, strict=True) if s is not ZERO))
    return Div(moved, plus(*(Where(hit, ONE, ZERO) for hit in hits)))
