"""Functions whose argument stands without parentheses, as in sin x and ln|x|, where it can be read in one way only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.formula.elementary import FUNCTIONS
from descent_tui.formula.letters import chooses
from descent_tui.formula.scope import ALIASES, RESERVED
from descent_tui.formula.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ENDS = frozenset({"+", "-", ")", "]", ",", "|", "..", "<", "<=", ">", ">=", "==", "!=", "for", "in", *RESERVED})
"""What belongs to no argument before it. A sign of a product does where more than a function stands behind it."""


def bracketed(tokens: Sequence[Token], text: str, euler: bool) -> list[Token]:
    """Return a formula's tokens with parentheses around every argument that has none.

    An argument is a number, names, or both, written without a space between them, the last one with a power: x, 2x,
    πxy, x², x[1]; what stands between bars; or a root, of one letter or of what stands between parentheses or bars.
    Behind it stands what ends a term, or another function, as in `sin x cos y` and, where `euler` says that e is a
    number, in `sin x e^y`. Where it could be read in two ways, as in `sin x y` and `sin x/2`, it is left without
    parentheses.
    """
    found: list[Token] = []
    partners = _partners(tokens)
    place = 0
    while place < len(tokens):
        token = tokens[place]
        found.append(token)
        place += 1
        if token.kind != "name" or not _takes_one(token.text):
            continue
        start = _behind_power(tokens, place)
        end = _behind_argument(tokens, start, text, partners)
        found += tokens[place:start]
        powers = euler and _begins_power_of_e(tokens, end, text)
        if end > start and (powers or _ends(tokens, end, barred=tokens[start].text == "|")):
            opening, closing = Token("operator", "(", tokens[start].column), Token("operator", ")", tokens[end].column)
            found += [opening, *tokens[start:end], closing]
            start = end
        place = start
    return found


def _takes_one(name: str) -> bool:
    function = FUNCTIONS.get(ALIASES.get(name, name))
    return function is not None and function.most == 1


def _behind_power(tokens: Sequence[Token], place: int) -> int:
    """Return the place behind the exponent that may stand between a function and its argument."""
    if tokens[place].kind == "superscript":
        return place + 1
    return place + 2 if tokens[place].text == "^" and tokens[place + 1].kind == "number" else place


def _partners(tokens: Sequence[Token]) -> dict[int, int]:
    """Find the place of the parenthesis that closes each one."""
    opened: list[int] = []
    found = {}
    for place, token in enumerate(tokens):
        if token.text == "(":
            opened.append(place)
        elif token.text == ")" and opened:
            found[opened.pop()] = place
    return found


def _behind_argument(tokens: Sequence[Token], start: int, text: str, partners: Mapping[int, int]) -> int:
    """Return the place behind an argument that begins at `start`; `start` where none does."""
    if tokens[start].text == "|":
        return _behind_bars(tokens, start)
    if tokens[start].text in {"√", "∛"}:
        return _behind_root(tokens, start, partners)
    place = start + (tokens[start].kind in {"number", "fraction"})
    while _is_factor(tokens[place]) and (place == start or not text[tokens[place].column - 2].isspace()):
        place += 1
        if tokens[place].text == "[":
            if not chooses(tokens, place):
                return start
            place = next((i + 1 for i in range(place, min(place + 6, len(tokens))) if tokens[i].text == "]"), place)
    if place > start and tokens[place].kind == "superscript":
        return place + 1
    powered = place > start and tokens[place].text == "^" and tokens[place + 1].kind == "number"
    return place + 2 if powered else place


def _behind_bars(tokens: Sequence[Token], start: int) -> int:
    """Return the place behind the next bar, where that one closes the first; `start` where it may not."""
    end = next((i for i in range(start + 1, len(tokens)) if tokens[i].text == "|"), start)
    depth = sum({"(": 1, ")": -1}.get(token.text, 0) for token in tokens[start:end])
    closes = (
        end > start + 1 and not depth and (tokens[end - 1].kind != "operator" or tokens[end - 1].text in {")", "]"})
    )
    return end + 1 if closes else start


def _behind_root(tokens: Sequence[Token], start: int, partners: Mapping[int, int]) -> int:
    """Return the place behind what a root is taken of, where its end can be seen; `start` where it cannot."""
    token = tokens[start + 1]
    if token.kind == "number" or (token.kind == "name" and (len(token.text) == 1 or token.text[1:].isdigit())):
        return start + 2 if tokens[start + 2].text not in {"[", "("} else start
    if token.text == "|":
        end = _behind_bars(tokens, start + 1)
        return end if end > start + 1 else start
    return partners.get(start + 1, start - 1) + 1


def _begins_power_of_e(tokens: Sequence[Token], place: int, text: str) -> bool:
    token = tokens[place]
    powered = token.text == "e" and (tokens[place + 1].text == "^" or tokens[place + 1].kind == "superscript")
    return powered and text[token.column - 2].isspace()


def _is_factor(token: Token) -> bool:
    return token.kind == "name" and token.text not in RESERVED and token.text not in {"for", "in"}


def _ends(tokens: Sequence[Token], place: int, *, barred: bool) -> bool:
    token = tokens[place]
    if token.text in {"*", "/"}:
        return barred or tokens[place + 1].text in RESERVED
    return token.kind == "end" or token.text in _ENDS
