"""The scenario of a formula that somebody typed, with no file around it."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, TypeVar

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.letters import apart, chooses, indices, level
from descent_tui.formula.limits import TYPED
from descent_tui.formula.parser import parse
from descent_tui.formula.scope import ELSEWHERE, REDUCTIONS, RESERVED, Scope, no_word
from descent_tui.formula.tokens import Token, tokenize
from descent_tui.objectives.names import Names, UnknownVariable
from descent_tui.objectives.names import level as level_name
from descent_tui.scenario.errors import quoted
from descent_tui.scenario.scenario import Knob, Scenario, Variable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

S = TypeVar("S", bound=Scenario)

FIRST = ("x", "y", "z", "w")
"""The names that come first, in this order, whatever order the formula has them in."""

STANDARD = frozenset({"pi", "π", "e", "n"})
"""Names that mean a number until somebody declares them."""

_ARGUMENT = re.compile(f"[0-9]*[{''.join(FIRST)}]+[0-9]*")
_OF_SEVERAL = frozenset({"min", "max", "hypot", "atan2", "where", *REDUCTIONS})

_LETTER = re.compile("[^0-9_](?:_?[0-9]+)?")
_COUNTED = re.compile(f"[{''.join(FIRST)}][0-9]+")
_BESSEL = re.compile("[ijk][0-9]")

RANGE = (-3.0, 3.0)
_OFF_THE_MIDDLE = (5 / 6, 2 / 3)


def typed_scenario(
    cls: type[S],
    text: str,
    ranges: Mapping[str, tuple[float, float]],
    start: Mapping[str, float | Sequence[float]],
    constants: Mapping[str, float],
    sizes: Mapping[str, int | None],
) -> S:
    """Return the scenario of a typed formula; see `Scenario.from_formula`."""
    ranges = {level_name(name): ends for name, ends in ranges.items()}
    constants = {level_name(name): value for name, value in constants.items()}
    starts = {level_name(name): x if isinstance(x, int | float) else tuple(map(float, x)) for name, x in start.items()}
    lengths = {name: len(x) for name, x in starts.items() if isinstance(x, tuple)}
    declared = {*ranges, *starts}
    names = free_names(text, constants, lengths | dict(sizes), declared) | {
        name: None for name in ranges if name not in sizes
    }
    names = {name: sizes.get(name, lengths.get(name, size)) for name, size in names.items()}
    for name in starts:
        if name not in names:
            raise UnknownVariable(f"there is no variable {quoted(name)}: {Names(names).there()}")
    parse(text, names, constants)
    variables = tuple(
        _variable(name, size, ranges.get(name, RANGE), starts.get(name), k)
        for k, (name, size) in enumerate(names.items())
    )
    several = sum(variable.count for variable in variables) > 1
    return cls(
        name="formula",
        title=text.strip(),
        formula=text,
        variables=variables,
        constants=tuple(Knob(name, float(value)) for name, value in constants.items()),
        axes=(0, 1) if several else (0, 0),
    )


def free_names(
    text: str,
    constants: Collection[str] = (),
    sizes: Mapping[str, int | None] | None = None,
    declared: Collection[str] = (),
) -> dict[str, int | None]:
    """Return the variables of a formula in their order: name → None for a scalar, the size for a vector.

    Functions, the constants given, π, e, n and the indices of sums are none. `xy` is x and y unless it is `declared`. A
    vector whose size is not among `sizes` has as many entries as the largest number in its brackets says.

    Raises:
        FormulaError: for a text that holds no tokens of the grammar, no variable, or a vector of unknown size.
    """
    sizes = sizes or {}
    tokens = tokenize(text, TYPED)
    vectors = {name for name, size in sizes.items() if size is not None}
    brackets = [place for place, token in enumerate(tokens) if token.text == "[" and place and chooses(tokens, place)]
    vectors |= {tokens[place - 1].text for place in brackets if tokens[place - 1].kind == "name"}
    head, tokens = _parted(level(tokens, {*sizes, *declared, *constants, *RESERVED}, vectors), text)
    over = indices(tokens)
    known = RESERVED | STANDARD | set(constants) | over
    if any(token.text == "for" for token in tokens):
        known |= {"for", "in"}
    heads = {token.text for token in head}
    tokens = _letters(tokens, over | set(constants), vectors, {*sizes, *declared}, heads)
    found = {token.text: None for token in head if token.text not in constants} | dict(sizes)
    for place, token in enumerate(tokens):
        if token.kind == "name" and token.text not in known and token.text not in sizes:
            if token.text not in declared:
                _no_word(token, text)
            _no_call(tokens[place + 1 : place + 2], token, text)
            entry = _entry(tokens[place + 1 : place + 4], token, text) if chooses(tokens, place + 1) else None
            found[token.text] = max(entry or 0, found.get(token.text) or 0) or None
    if not found:
        parse(text, {"x": None}, constants)  # what else is wrong with it comes first
        raise FormulaError("there is no variable in this formula", text, 1, "write x somewhere")
    first = [token.text for token in head] or FIRST
    return {name: found[name] for name in first if name in found} | {name: found[name] for name in _counted(found)}


def _counted(names: Iterable[str]) -> list[str]:
    """Return names in their order, but x1 before x2, whichever a formula has first."""
    places: dict[str, int] = {}
    keys = {}
    for name in names:
        stem = name.rstrip("0123456789")
        place = places.setdefault(stem, len(places))
        keys[name] = place, int(name[len(stem) :] or -1)
    return sorted(keys, key=keys.__getitem__)


def _parted(tokens: list[Token], text: str) -> tuple[list[Token], list[Token]]:
    """Return the variables that a head such as `f(x, y) =` names, and the tokens behind it."""
    if not any(token.text == "=" for token in tokens):
        return [], tokens
    from descent_tui.formula.head import parted

    head = parted(tokens, text)
    return head.variables, head.formula


def _letters(
    tokens: list[Token], known: set[str], vectors: set[str], declared: Collection[str], heads: set[str]
) -> list[Token]:
    """Take xy apart, where x and y are among `FIRST` or `heads`, or stand somewhere by themselves.

    So are ix1 and ax: a letter that is known before one of `FIRST` with a number, as in sum(i, 1, 9, exp(ix1)), and two
    letters of which one is a variable that the head names, as in f(x, y) = ax + by.
    """
    names = {token.text for token in tokens if token.kind == "name"}
    alone = {name for name in names if _LETTER.fullmatch(name)}
    counted = {name[1:] for name in names if name[0] in known and _COUNTED.fullmatch(name[1:])}
    beside = {letter for name in names if len(name) == 2 and heads & set(name) and name.isalpha() for letter in name}
    scalars = (alone | counted | beside | heads | known | set(FIRST)) - (STANDARD - heads) - vectors
    return apart(tokens, scalars, vectors, {*known, *declared})


def _no_word(name: Token, text: str) -> None:
    """Refuse words that other languages have, and `sinx`: as a variable it would be a silent surprise."""
    if hint := no_word(name.text):
        raise FormulaError(f"{name.text} is no variable", text, name.column, hint)
    for function in sorted(RESERVED - _OF_SEVERAL, key=len, reverse=True):
        behind = name.text.removeprefix(function)
        if behind != name.text and _ARGUMENT.fullmatch(behind):
            hint = f"did you mean {function}({behind})? Otherwise give it a range"
            raise FormulaError(f"{name.text} is no variable", text, name.column, hint)


def _no_call(after: list[Token], name: Token, text: str) -> None:
    """Refuse a word before a bracket, and σ: `sinn(x)` is a slip, though `a(x + 1)` and `x1(x2 + 1)` are products."""
    letter = _LETTER.fullmatch(name.text) and not _BESSEL.fullmatch(name.text)
    if after and after[0].text == "(" and (not letter or name.text in ELSEWHERE):
        product = f"for a product write {name.text}·(…)"
        hint = Scope(dict.fromkeys(FIRST)).meant(name.text) or product
        hint = f"{hint}; {product}" if len(name.text) == 1 else hint
        raise FormulaError(f"{name.text} is not a function", text, name.column, hint)


def _entry(after: list[Token], name: Token, text: str) -> int | None:
    """Return the number in the brackets behind a name, or None where there are no brackets."""
    if not after or after[0].text != "[":
        return None
    if len(after) == 3 and after[1].kind == "number" and after[2].text == "]" and after[1].text.isdigit():
        return int(after[1].value)
    hint = "a scenario file can give it one"
    raise FormulaError(f"how many entries has the vector {name.text}?", text, name.column, hint)


def _variable(
    name: str, size: int | None, ends: tuple[float, float], start: float | tuple[float, ...] | None, k: int
) -> Variable:
    low, high = float(ends[0]), float(ends[1])
    if not (low < high and math.isfinite(high - low)):
        raise ValueError(f"the range of {name} wants two finite numbers, low below high, not {low:g} and {high:g}")
    if start is None:
        start = low + (high - low) * _OFF_THE_MIDDLE[k % 2]
        if size is not None:
            start = tuple(low + (high - low) * _OFF_THE_MIDDLE[(k + i) % 2] for i in range(size))
    if isinstance(start, tuple) != (size is not None) and size is None:
        raise ValueError(f"the start of {name} wants one number: {name} is no vector")
    if isinstance(start, tuple) and len(start) != size:
        raise ValueError(f"the start of {name} wants {size} numbers, not {len(start)}")
    if not all(math.isfinite(x) for x in (start if isinstance(start, tuple) else (start,))):
        raise ValueError(f"the start of {name} wants finite numbers")
    return Variable(name, size, low, high, start if isinstance(start, tuple) else float(start))
