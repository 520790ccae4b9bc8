"""`name=value` as it is typed: repeated, or joined by commas outside brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.cli.exits import Usage
from descent_tui.objectives.names import split_outside_brackets
from descent_tui.session.actions import ActionError
from descent_tui.session.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 64 * 1024
"""Characters one argument may have."""

Pair = tuple[str, str]


def pairs(option: str, texts: Sequence[str], such_as: str) -> list[Pair]:
    """Return (name, value) for each part of all texts; raise `Usage`."""
    found = []
    for text in texts:
        if len(text) > LONGEST:
            raise Usage(f"{option} is longer than {LONGEST // 1024} KiB")
        for part in split_outside_brackets(text) or [text]:
            name, equals, value = (word.strip() for word in part.partition("="))
            if not (name and equals and value):
                raise Usage(f"{option} {part[:40]!r}: say such as {such_as}")
            found.append((name, value))
    return found


def numbers(option: str, texts: Sequence[str], such_as: str) -> dict[str, float]:
    """Return name → number, the last where one is said twice; raise `Usage`."""
    return {name: one(f"{option} {name}", value) for name, value in pairs(option, texts, such_as)}


def one(option: str, text: str) -> float:
    """Return the finite number that an option was given; raise `Usage` that names the option."""
    try:
        return number(text)
    except ActionError as error:
        raise Usage(f"{option[:60]}: {error}") from None


def points(option: str, texts: Sequence[str], such_as: str) -> list[tuple[str, list[float]]]:
    """Return (pattern, values): `x=1` has one value for all it names, `x=[1,2,3]` one for each entry; raise `Usage`."""
    return [(name, _values(f"{option} {name}", value)) for name, value in pairs(option, texts, such_as)]


def ranges(texts: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Return name → (low, high) of `x=-3:3`; raise `Usage`."""
    return {name: _span(name, value) for name, value in pairs("--range", texts, "x=-3:3")}


def _values(option: str, text: str) -> list[float]:
    if text.startswith("[") and text.endswith("]"):
        return [one(option, part) for part in text[1:-1].split(",")]
    return [one(option, text)]


def _span(name: str, text: str) -> tuple[float, float]:
    low, colon, high = text.partition(":")
    if not colon:
        raise Usage(f"--range {name}={text[:40]}: say two numbers, such as {name}=-3:3")
    ends = one(f"--range {name}", low), one(f"--range {name}", high)
    if ends[1] - ends[0] == float("inf"):
        raise Usage(f"--range {name}={text[:40]}: no map is so wide; say such as {name}=-3:3")
    if not ends[0] < ends[1]:
        raise Usage(f"--range {name}={text[:40]}: say the lower number first, such as {name}=-3:3")
    return ends
