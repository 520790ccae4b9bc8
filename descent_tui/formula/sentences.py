"""The words of the derivation: one function for each kind of line, each a plain sentence of a lecture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.formula.abridge import abridge

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 48
"""A formula quoted in a sentence is abridged to so many characters."""
NAMES = 4


_PLAIN = str.maketrans({"→": "->", "−": "-", "·": "*", "…": "..."})


def listed(words: Sequence[str]) -> str:
    """List words as `a`, `a and b`, `a, b and c`; beyond four, how many more."""
    shown = list(dict.fromkeys(words))
    if len(shown) > NAMES:
        shown = [*shown[: NAMES - 1], f"{len(shown) - NAMES + 1} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def held(names: Sequence[str]) -> str:
    """Say `y is held constant`, `y and a are held constant`."""
    return f"{listed(names)} {'is' if len(set(names)) == 1 else 'are'} held constant"


def quoted(text: str) -> str:
    """Quote a formula within a sentence."""
    return abridge(text, WIDTH)


def constant(before: str, names: Sequence[str]) -> str:
    """Tell of a part in which nothing moves."""
    if not names:
        return f"{quoted(before)} is a number, so it has derivative 0"
    return f"{held(names)}, so {quoted(before)} has derivative 0"


def identity(variable: str) -> str:
    """Tell of the variable itself."""
    return f"{variable} changes as fast as {variable}: derivative 1"


def total(count: int, names: Sequence[str]) -> str:
    """Tell of a sum."""
    words = f"sum rule: one term at a time, {count} terms"
    return f"{words}; {held(names)}" if names else words


def coefficient(before: str, names: Sequence[str], stays: str, rest: str) -> str:
    """Tell of a product of which one factor moves.

    `stays` is the coefficient, empty for a mere minus sign; `rest` is what moves, empty for the variable itself.
    """
    what = f"{quoted(stays)} stays" if stays else "the minus sign stays"
    if rest:
        what += f", {quoted(rest)} is differentiated"
    if names:
        it = "it is" if len(set(names)) == 1 else "they are"
        return f"{held(names)}, so in {quoted(before)} {it} a constant coefficient: {what}"
    return f"in {quoted(before)} the coefficient is a number: {what}" if stays else what


def product(factors: Sequence[str]) -> str:
    """Tell of a product in which several factors move."""
    if len(factors) == 2:
        u, v = map(quoted, factors)
        return f"product rule: derivative of {u} times {v}, plus {u} times derivative of {v}"
    return f"product rule: each of the {len(factors)} factors moves in turn while the others wait"


def quotient(u: str, v: str, *, moving: bool) -> str:
    """Tell of a quotient whose denominator moves."""
    if not moving:
        return f"quotient rule with a constant numerator: −{quoted(u)} times derivative of {quoted(v)}, over its square"
    return (
        f"quotient rule: derivative of {quoted(u)} times {quoted(v)}, "
        f"minus {quoted(u)} times derivative of {quoted(v)}, "
        f"over the square of {quoted(v)}"
    )


def power(before: str, after: str, names: Sequence[str]) -> str:
    """Tell of a held power of the variable."""
    rule = f"power rule: {quoted(before)} → {quoted(after)}"
    return f"{held(names)}; {rule}" if names else rule


def exponential(before: str, after: str, base: str, exponent: str) -> str:
    """Tell of a held base to a moving power."""
    rule = f"exponential rule: {quoted(before)} → {quoted(after)}"
    if not exponent:
        return rule
    return f"{rule}: {quoted(base)} to a moving power keeps itself, times derivative of {quoted(exponent)}"


def general(base: str, exponent: str) -> str:
    """Tell of a moving base to a moving power."""
    u, v = quoted(base), quoted(exponent)
    return f"base {u} and exponent {v} both move: the power times derivative of {v}·log({u})"


def chain(outer: str, slope: str, letter: str, inner: str, inner_slope: str, variable: str) -> str:
    """Tell of an outer function of an inner one."""
    return (
        f"chain rule: outer {quoted(outer)} gives {quoted(slope)}, "
        f"times inner {letter} = {quoted(inner)}, which gives {quoted(inner_slope)} along {variable}"
    )


_KINKS = {
    "abs": "; the absolute value has slope −1 left of 0, 1 right of it, and 0 at its kink",
    "relu": "; relu has slope 1 where its argument is above 0, else 0",
}


def kink(function: str) -> str:
    """Say what a function with a corner does at it."""
    return _KINKS.get(function, "")


def table(function: str, before: str, after: str) -> str:
    """Tell of a function of the variable itself."""
    return f"from the table: {quoted(before)} → {quoted(after)}{kink(function)}"


def stairs(function: str, before: str) -> str:
    """Tell of a function that is flat between its jumps."""
    what = "−1 or 1 and jumps between them" if function == "sign" else "a whole number and jumps to the next"
    return f"{quoted(before)} is flat: it is {what}, so it has derivative 0"


def several(function: str, before: str) -> str:
    """Tell of functions of several arguments."""
    if function in {"max", "min"}:
        which = "largest" if function == "max" else "smallest"
        return f"{quoted(before)} moves with its {which} argument; arguments that tie share the slope evenly"
    return f"{function} moves with each of its arguments: both shares are added"


def cases() -> str:
    """Tell of a formula by cases."""
    return "each case is differentiated by itself; the condition only chooses"


def reduced(kind: str, index: str, hits: Sequence[int], variable: str, body: tuple[str, str] | None) -> str:
    """Tell of a sum, product or mean over an index; `body`: a term and its partial, if all hold the variable."""
    what = {"sum": "sum rule", "mean": "sum rule, over the number of terms", "prod": "product rule"}[kind]
    if body is not None:
        return f"{what}: {variable} is in every term, so each {quoted(body[0])} gives {quoted(body[1])}"
    verb = "holds" if len(hits) == 1 else "hold"
    where = listed([f"{index} = {at}" for at in hits])
    return f"{what}: only the {'term' if len(hits) == 1 else 'terms'} {where} {verb} {variable}, all others are held"


def together(variable: str, after: str) -> str:
    """Say the last line."""
    return f"together: the partial along {variable} is {quoted(after)}"


def plain(sentence: str) -> str:
    """Write the sentence in ASCII."""
    return sentence.translate(_PLAIN)
