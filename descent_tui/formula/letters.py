"""Letters side by side: `xy` is x·y, and `x1x2` is x1·x2, where those mean something and no longer name is declared."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from descent_tui.formula.scope import ELSEWHERE, REDUCTIONS, RESERVED
from descent_tui.formula.tokens import SUBSCRIPTS, Token

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

WORDS = frozenset({*RESERVED, "pi", "for", "in"})
"""Names that are words of the grammar, whatever letters they are made of."""


_LETTER = re.compile("[^0-9_](?:_?[0-9]+)?")


def apart(
    tokens: Iterable[Token], letters: Container[str], vectors: Container[str], whole: Container[str]
) -> list[Token]:
    """Take names of several letters apart into one token a letter, each at its own column; π and e count as letters.

    A letter may have a number behind it.

    Args:
        tokens: a formula's, the last of kind "end".
        letters: the names that stand for a number: scalars, constants, indices.
        vectors: the names that stand for a vector: one may be the last letter, where brackets follow.
        whole: the names that stay whole. So does a word of the grammar, and before a parenthesis what is a function
            elsewhere: `th(x)` is a slip and no product, `xy(x + 1)` is one.
    """
    before = list(tokens)
    after: list[Token] = []
    for token, following in zip(before, [*before[1:], before[-1]], strict=True):
        slip = following.text == "(" and token.text.lower() in ELSEWHERE
        if token.kind != "name" or len(token.text) == 1 or token.text in whole or slip:
            after.append(token)
        else:
            last = vectors if following.text == "[" else letters
            after += _product(token, letters, last)
    return after


def level(tokens: list[Token], known: Container[str], vectors: Container[str]) -> list[Token]:
    """Write digits below the line as names and entries are written: x₁ is x1, or x_1 where only that is `known`.

    Where neither is and x is a vector, it is x[1]; so is x_1, and x_i is x[i] where i is the index of a sum.
    """
    over = indices(tokens) if vectors else set()
    if not any(token.kind == "name" and (token.text[-1] in SUBSCRIPTS or "_" in token.text) for token in tokens):
        return tokens
    after: list[Token] = []
    for token in tokens:
        vector, _, index = token.text.rpartition("_")
        if vector in vectors and token.text not in known and (index.isdecimal() or index in over):
            after += _entry(token, vector, index, 1)
            continue
        name = token.text.rstrip(SUBSCRIPTS)
        digits = "".join(str(SUBSCRIPTS.index(digit)) for digit in token.text[len(name) :])
        if token.kind != "name" or not digits:
            after.append(token)
        elif name in vectors and name + digits not in known:
            after += _entry(token, name, digits, 0)
        else:
            other = f"{name}_{digits}"
            after.append(
                Token("name", other if other in known and name + digits not in known else name + digits, token.column)
            )
    return after


def _entry(token: Token, vector: str, index: str, sign: int) -> list[Token]:
    """Return the tokens of vector[index] for a name that means it, with a `sign` of that many characters between."""
    column = token.column + len(vector) + sign
    inner = Token("number", index, column, float(index)) if index.isdecimal() else Token("name", index, column)
    return [
        Token("name", vector, token.column),
        Token("operator", "[", column - sign),
        inner,
        Token("operator", "]", column),
    ]


def _product(token: Token, letters: Container[str], last: Container[str]) -> list[Token]:
    word = token.text
    pi = "pi" if word.startswith("pi") and "p" not in letters else ""
    parts = [pi] * bool(pi) + _LETTER.findall(word.removeprefix(pi))
    known = bool(parts) and all(part in letters or part in {"pi", "e"} for part in parts[:-1])
    known = known and "".join(parts) == word and (parts[-1] in last or (parts[-1] == "e" and last is letters))
    if word in WORDS or not known:
        return [token]
    columns = accumulate(map(len, parts), initial=token.column)
    return [Token("name", part, column) for part, column in zip(parts, columns, strict=False)]


def chooses(tokens: Sequence[Token], place: int) -> bool:
    """Whether the bracket at `place` chooses an entry, well or badly, as in x[3], x[i + 1] and x[2i].

    What holds more than names, numbers and signs between them does not: 4ε[(σ/r)² − 1] is a product.
    """
    for token in tokens[place + 1 :]:
        if token.text == "]":
            return True
        if token.text in RESERVED or token.kind not in {"name", "number", "operator"}:
            return False
        if token.kind == "operator" and token.text not in {"+", "-", "*", ",", ".."}:
            return False
    return False


def indices(tokens: Iterable[Token]) -> set[str]:
    """Return the names that are an index of a sum: `sum(i, …)`, or `… for i in …`."""
    there = list(tokens)
    found = {after.text for before, after in pairwise(there) if before.text == "for" and after.kind == "name"}
    for reduction, opening, name, comma in zip(there, there[1:], there[2:], there[3:], strict=False):
        if reduction.text in REDUCTIONS and opening.text == "(" and name.kind == "name" and comma.text == ",":
            found.add(name.text)
    return found - RESERVED
