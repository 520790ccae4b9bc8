"""What all actions are: a frozen value that can be said in words."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Said:
    """An action; its text is its word and then its fields, in order.

    Attributes:
        word: what the text begins with.
        looks: whether it is about the view alone.
        computes: whether it must compute something of f first even so, and may take long.
    """

    word: ClassVar[str]
    looks: ClassVar[bool] = False
    computes: ClassVar[bool] = False

    @property
    def waits(self) -> bool:
        """Whether it waits its turn behind what takes long; only a look that computes nothing goes before."""
        return self.computes or not self.looks

    @property
    def text(self) -> str:
        """The action in words."""
        return " ".join([self.word, *(words_of(getattr(self, field.name)) for field in fields(self))]).rstrip()


def words_of(value: float | str | tuple[tuple[str, float], ...]) -> str:
    """Return the words for the value of one field."""
    if isinstance(value, tuple):
        return ",".join(f"{name}={number!r}" for name, number in value)
    return value if isinstance(value, str) else repr(value)
