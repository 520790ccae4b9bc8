"""What is wrong with a scenario, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ELIDED = 60
"""The most characters a message quotes of what it was given."""


class ScenarioError(ValueError):
    """A scenario file that cannot be used, with the exact place.

    Attributes:
        file: the file as it was named, made printable.
        line: 1-based line of what is wrong.
        column: 1-based column, in characters.
        message: what is wrong, one plain sentence without the place.
        hint: what was probably meant ('did you mean "range"?'), or an empty string.
        excerpt: the text of that line, or an empty string where there is none to show.
    """

    def __init__(
        self, file: str, message: str, *, line: int = 1, column: int = 1, hint: str = "", excerpt: str = ""
    ) -> None:
        self.file = printable(file)
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint
        self.excerpt = excerpt
        told = f"{self.file}:{line}:{column}: {message}"
        super().__init__(told + (f" ({hint})" if hint else ""))

    def caret(self, width: int = 76) -> str:
        """Return two lines: the part of the file's line around the place, and a caret under the offending character."""
        start = max(0, min(self.column - 1 - width // 2, len(self.excerpt) - width))
        shown = "".join(
            c if c.isprintable() else " " if c == "\t" else "�" for c in self.excerpt[start : start + width]
        )
        return f"{shown}\n{' ' * (self.column - 1 - start)}^"


class UnknownScenario(LookupError):
    """A name that no shipped scenario has; the message lists the nearest names and how to list all.

    Attributes:
        there: the names of all that are shipped.
    """

    def __init__(self, message: str, there: Sequence[str] = ()) -> None:
        self.there = tuple(there)
        super().__init__(message)


class Fault(Exception):
    """What is wrong, before its line is known; it never leaves this floor: `load` makes it a ScenarioError.

    Attributes:
        path: the keys and indices that lead to the fault: ("variables", "x", "range", 0).
        message: what is wrong, one plain sentence.
        hint: what was probably meant, or an empty string.
        at_key: whether the place is the key rather than its value.
        character: 0-based character inside a text value.
    """

    def __init__(
        self,
        path: tuple[str | int, ...],
        message: str,
        hint: str = "",
        *,
        at_key: bool = False,
        character: int | None = None,
    ) -> None:
        self.path = path
        self.message = message
        self.hint = hint
        self.at_key = at_key
        self.character = character
        super().__init__(message)


def printable(text: str, longest: int | None = None) -> str:
    """Return the text with everything a terminal might obey written as an escape, elided where it is longer."""
    if longest is not None and len(text) > longest:
        text = text[: longest - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def quoted(value: object) -> str:
    """Return a value in double quotes for a message: escaped, and elided where it is long."""
    return f'"{printable(str(value), ELIDED)}"'
