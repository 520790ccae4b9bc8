"""The names of n variables, scalars and vectors, without ever listing a million of them."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from descent_tui.objectives.objective import Indices

_ENTRY = re.compile(r"(?P<vector>\w+)\s*\[\s*(?P<low>\*|\d{1,9})\s*(?:\.\.\s*(?P<high>\d{1,9})\s*)?\]")
_ALL_BUT = re.compile(r"all\s+but\s+(?P<rest>.+)")


_BELOW = "₀₁₂₃₄₅₆₇₈₉"
_LEVEL = str.maketrans(_BELOW, "0123456789")


class UnknownVariable(LookupError):
    """A name or pattern that fits no variable; the message lists what exists."""


def level(name: str) -> str:
    """Return a name with digits below the line written on it, as formulas read them: x₁ is x1."""
    return name.translate(_LEVEL)


def split_outside_brackets(text: str) -> list[str]:
    """Split at commas that stand outside square brackets: `W[7,9]=1, y` has two parts."""
    return [part.strip() for part in re.split(r",(?![^\[]*\])", text) if part.strip()]


class Naming:
    """Names of the coordinates of ℝⁿ and the patterns that select some of them; what a name is, a subclass says.

    Several patterns are joined by commas; `all` and `all but PATTERN` are read here.
    """

    count: int
    """The number n of coordinates."""

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[str]:
        return (self.name(i) for i in range(self.count))

    def name(self, i: int) -> str:
        """Return the name of coordinate i; raise IndexError outside 0 … n − 1."""
        raise NotImplementedError

    def told(self) -> str:
        """Return the variables in words."""
        raise NotImplementedError

    def there(self) -> str:
        """Return in words which variables there are: the variables are x and y."""
        return f"the only variable is {self.told()}" if self.count == 1 else f"the variables are {self.told()}"

    def index(self, name: str) -> int:
        """Return the coordinate of a single variable; raise `UnknownVariable` for none or several."""
        found = self._ranges(name)
        count = sum(len(part) for part in found)
        if count != 1:
            raise UnknownVariable(f"{name} names {count} variables; one is needed, such as {self.name(0)}")
        return found[0][0]

    def match(self, pattern: str) -> Indices:
        """Return the sorted coordinates that a pattern names; raise `UnknownVariable` if it fits none."""
        import numpy as np  # names alone need none of it, and a list of scenarios is all names

        if rest := _ALL_BUT.fullmatch(pattern.strip()):
            kept = np.ones(self.count, bool)
            kept[self.match(rest["rest"])] = False
            return np.flatnonzero(kept)
        parts = [np.arange(part.start, part.stop, part.step) for part in self._ranges(pattern)]
        return np.unique(np.concatenate(parts)) if len(parts) > 1 else parts[0]

    def _ranges(self, pattern: str) -> list[range]:
        """Return the coordinates a pattern without `all but` names, as ranges; at least one."""
        if pattern.strip() in {"all", "*"}:
            return [range(self.count)]
        found = [part for text in split_outside_brackets(pattern) for part in self._one(text)]
        if not found:
            raise self._unknown(pattern)
        return found

    def _one(self, text: str) -> list[range]:
        """Return the coordinates that one part of a pattern names; raise `UnknownVariable`."""
        raise NotImplementedError

    def _near(self, part: str) -> list[str]:
        """Return the names nearest to one that fits nothing."""
        raise NotImplementedError

    def _unknown(self, part: str) -> UnknownVariable:
        nearest = self._near(part)
        hint = f"did you mean {nearest[0]}? " if nearest else ""
        return UnknownVariable(f"there is no variable {part!r}: {hint}{self.there()}")


def listed(words: Sequence[str]) -> str:
    """Return words as a reader lists them: `x`, `x and y`, `x, y and z`."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


class Names(Naming):
    """The names of the coordinates of ℝⁿ in order: `{"x": None, "w": 3}` is x, w[1], w[2], w[3].

    Patterns: a name; a vector's name for all of its entries; `w[2]`, `w[1..5]`, `w[*]`; `w*` for every variable
    whose name begins so; several joined by commas; `all`; `all but PATTERN`. Entries are 1-based.
    """

    def __init__(self, sizes: Mapping[str, int | None]) -> None:
        self.sizes = dict(sizes)
        self._first: dict[str, int] = {}
        count = 0
        for name, size in self.sizes.items():
            self._first[name] = count
            count += 1 if size is None else size
        self.count = count

    def name(self, i: int) -> str:
        """Return the name of coordinate i; raise IndexError outside 0 … n − 1."""
        if not 0 <= i < self.count:
            raise IndexError(i)
        for name, first in reversed(self._first.items()):
            if i >= first:
                return name if self.sizes[name] is None else f"{name}[{i - first + 1}]"
        raise IndexError(i)

    def _one(self, text: str) -> list[range]:
        if text != level(text):
            vector = text.rstrip(_BELOW)
            entry_of = level(text) not in self.sizes and self.sizes.get(vector) is not None
            text = f"{vector}[{level(text[len(vector) :])}]" if entry_of else level(text)
        if entry := _ENTRY.fullmatch(text):
            return [self._entries(text, entry["vector"], entry["low"], entry["high"])]
        found = [name for name in self.sizes if name == text] or (
            [name for name in self.sizes if fnmatchcase(name, text)] if "*" in text else []
        )
        if not found:
            raise self._unknown(text)
        return [range(self._first[name], self._first[name] + (self.sizes[name] or 1)) for name in found]

    def _entries(self, text: str, vector: str, low: str, high: str | None) -> range:
        size = self.sizes.get(vector)
        if size is None:
            raise self._unknown(text)
        first, last = (1, size) if low == "*" else (int(low), int(high or low))
        if not 1 <= first <= last <= size:
            raise UnknownVariable(f"{text} is outside {vector}[1] … {vector}[{size}]")
        start = self._first[vector]
        return range(start + first - 1, start + last)

    def told(self) -> str:
        """Return the variables in words: `x and y`, `w[1] … w[1000000]`."""
        words = [n if size is None else f"{n}[1] … {n}[{size}]" for n, size in self.sizes.items()]
        return listed(words)

    def _near(self, part: str) -> list[str]:
        import difflib  # only where something is misspelt

        return difflib.get_close_matches(part, self.sizes, 1)
