"""A knob of an optimizer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_SWITCH = {"on": 1.0, "yes": 1.0, "true": 1.0, "off": 0.0, "no": 0.0, "false": 0.0}


class UnknownSetting(LookupError):
    """A setting this optimizer does not have, or a value it cannot take; the message says what it has or takes."""

    __module__ = "descent_tui.optimizers.optimizer"  # where others import it from, and the name they know it by


class Kind(StrEnum):
    """What sort of knob it is; its value is a number in every case."""

    NUMBER = "number"
    WHOLE = "whole number"
    SWITCH = "switch"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Setting:
    """A knob: its default, its bounds low ≤ value ≤ high, and one sentence on what it does.

    A switch is 0 or 1. A choice is the place, counted from 0, of a word among `choices`. Both are read from words too.
    """

    name: str
    default: float
    low: float
    high: float
    meaning: str
    kind: Kind = Kind.NUMBER
    choices: tuple[str, ...] = ()

    def read(self, value: float | str) -> float:
        """Return the number that a number or a word stands for; raise `UnknownSetting`."""
        number = self._number(value)
        whole = self.kind is Kind.NUMBER or number.is_integer()
        if not (self.low <= number <= self.high and whole):
            raise UnknownSetting(
                f"{self.name} is {self.takes}, not {value if isinstance(value, str) else f'{value:g}'}"
            )
        return number

    def told(self, value: float) -> str:
        """Return a value as a person would write it: `0.9`, `on`, `cyclic`."""
        if self.kind is Kind.SWITCH:
            return "on" if value else "off"
        return self.choices[int(value)] if self.kind is Kind.CHOICE else f"{value:g}"

    @property
    def takes(self) -> str:
        """What it can be, in words: `0 … 1`, `on or off`, `cyclic or largest`."""
        if self.kind is Kind.SWITCH:
            return "0 or 1 (off or on)"
        if self.kind is Kind.CHOICE:
            return " or ".join(f"{place} ({word})" for place, word in enumerate(self.choices))
        whole = " a whole number" if self.kind is Kind.WHOLE else ""
        return f"{whole} {self.low:g} … {self.high:g}".strip()

    def _number(self, value: float | str) -> float:
        if not isinstance(value, str):
            return float(value)
        word = value.strip().lower()
        if self.kind is Kind.SWITCH and word in _SWITCH:
            return _SWITCH[word]
        if word in self.choices:
            return float(self.choices.index(word))
        try:
            return float(word)
        except ValueError:
            raise UnknownSetting(f"{self.name} is {self.takes}, not {value[:40]!r}") from None


def switch(name: str, meaning: str, default: float = 0.0) -> Setting:
    """Return a knob that is off or on."""
    return Setting(name, default, 0.0, 1.0, meaning, Kind.SWITCH)


def choice(name: str, choices: tuple[str, ...], meaning: str) -> Setting:
    """Return a knob that is one of some words, the first unless turned."""
    return Setting(name, 0.0, 0.0, len(choices) - 1.0, meaning, Kind.CHOICE, choices)
