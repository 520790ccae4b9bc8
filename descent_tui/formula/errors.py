"""What is wrong with a formula, and where."""

from __future__ import annotations


class FormulaError(ValueError):
    """A formula that cannot be read or evaluated, with the exact place.

    Attributes:
        message: what is wrong, one plain sentence without the place.
        text: the formula it is about (may be empty).
        column: 1-based column of the offending character in `text`.
        hint: what was probably meant ("did you mean sin?"), or an empty string.
    """

    def __init__(self, message: str, text: str = "", column: int = 1, hint: str = "") -> None:
        self.message = message
        self.text = text
        self.column = column
        self.hint = hint
        super().__init__(message + (f" ({hint})" if hint else ""))

    def caret(self, width: int = 76) -> str:
        """Two lines: the part of the formula around the place, and a caret under the offending character."""
        start = max(0, min(self.column - 1 - width // 2, len(self.text) - width))
        shown = "".join(c if c.isprintable() else " " if c == "\t" else "�" for c in self.text[start : start + width])
        return f"{shown}\n{' ' * (self.column - 1 - start)}^"
