"""From numbers to places along an axis, and back to the numbers written beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Reals = npt.NDArray[np.float64]

_LONG = 8
"""Characters beyond which a tick's number is too long to be read at a glance."""

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high` (finite, low < high; both positive where it is logarithmic).

    Logarithmic means that equal lengths are equal ratios: 1, 10, 100 stand equally far apart.
    """

    low: float
    high: float
    log: bool = False

    @classmethod
    def around(cls, low: float, high: float, *, log: bool = False, margin: float = 0.0) -> Scale:
        """Return a scale that holds [low, high] and `margin` of its length more at both ends, never an empty one."""
        if log:
            ratio = (high / low) ** margin if low < high else 2.0
            return cls(max(low / ratio, 5e-324), min(high * ratio, 1.7e308), log=True)
        low, high = max(low, -8e307), min(high, 8e307)
        if not high - low > max(1e-12 * max(abs(low), abs(high)), 1e-300):
            room = 0.1 * abs(low) or 1.0
            return cls(low - room, high + room)
        room = margin * (high - low)
        return cls(low - room, high + room)

    def place(self, values: npt.ArrayLike) -> Reals:
        """Return where along the axis values stand: 0 at `low`, 1 at `high`; nan for what is nowhere."""
        x = np.asarray(values, np.float64)
        with np.errstate(all="ignore"):
            if self.log:
                x = np.log(np.where(x > 0, x, np.nan))
                low, high = math.log(self.low), math.log(self.high)
            else:
                low, high = self.low, self.high
            place = (x - low) / (high - low)
        return np.where(np.isfinite(place), place, np.nan)

    def ticks(self, count: int, *, plain: bool = False) -> list[tuple[float, str]]:
        """Return at most `count` round numbers on the axis with what to write there; `plain` keeps to ASCII."""
        if count < 1:
            return []
        if self.log:
            return _decades(self.low, self.high, count, plain=plain)
        rough = (self.high - self.low) / (count + 1)
        for step in _round_steps(rough):
            first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
            if last - first < count:
                return _told(range(first, last + 1), step, plain=plain)
        return []


def _round_steps(rough: float) -> Iterator[float]:
    """Yield 1, 2, 5 times powers of ten, rising, from `rough` on."""
    exponent = math.floor(math.log10(rough))
    for power in range(exponent, min(exponent + 4, 308)):
        yield from (step for m in (1, 2, 5) if (step := m * 10.0**power) >= rough * (1 - 1e-9))


def _told(ticks: range, step: float, *, plain: bool) -> list[tuple[float, str]]:
    """Return the ticks, so many steps each, with their numbers.

    Where those are long, as on a flat slice far above 0, the roundest is written whole, and the others by how much they
    differ from it: 1000, +5e−6, +1e−5.
    """
    numbers = [k * step for k in ticks]
    texts = _decimals(numbers, step)
    if max(map(len, texts), default=0) > _LONG:
        base = max(range(max(len(ticks) - 1, 1)), key=lambda i: _roundness(ticks[i]))  # the last may have no room
        apart = _decimals([(k - ticks[base]) * step for k in ticks], step)
        shorter = [text if text.startswith("-") else f"+{text}" for text in apart]
        shorter[base] = _trimmed(f"{numbers[base]:.{max(0, -math.floor(math.log10(step)))}f}")
        if abs(numbers[base]) >= 1e5:
            shorter[base] = min(shorter[base], _trimmed(_power_of_ten(numbers[base], step)), key=len)
        if sum(map(len, shorter)) < sum(map(len, texts)):
            texts = shorter
    return [(number, text if plain else text.replace("-", "−")) for number, text in zip(numbers, texts, strict=True)]


def _roundness(k: int) -> int:
    """Return how often 10 divides k; 0 is the roundest of all."""
    return len(str(k)) - len(str(k).rstrip("0")) if k else 99


def _trimmed(text: str) -> str:
    """Return a number without the zeros at the end of its decimals."""
    digits, e, exponent = text.partition("e")
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits) + e + exponent


def _decimals(numbers: Sequence[float], step: float) -> list[str]:
    """Write ticks with just the decimals their step needs; by powers of ten where they are shorter that way."""
    exponent, largest = math.floor(math.log10(step)), max(map(abs, numbers), default=0.0)
    texts = [f"{number:.{max(0, -exponent)}f}" for number in numbers]
    if largest >= 1e5 or exponent < -3:
        powers = [_trimmed(_power_of_ten(number, step)) for number in numbers]
        longest = max((len(_trimmed(text)) for text in texts), default=0)
        texts = powers if max(map(len, powers), default=0) < longest else texts
    return ["0" if float(text) == 0 else text for text in texts]


def _power_of_ten(number: float, step: float) -> str:
    """Write a tick by a power of ten, with the digits that it needs itself, not those that the largest does."""
    own = math.floor(math.log10(abs(number))) - math.floor(math.log10(step)) if number else 0
    return f"{number:.{max(own, 0)}e}".replace("e+0", "e").replace("e-0", "e-").replace("e+", "e")


def _decades(low: float, high: float, count: int, *, plain: bool) -> list[tuple[float, str]]:
    """Return powers of ten; where fewer than two fit, 1-2-5 times them; where those are too few, round numbers."""
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    exponents = range(first, last + 1)
    if len(exponents) >= 2:
        stride = -(-len(exponents) // count)
        chosen = [e for e in exponents if e % stride == 0]
        readable = all(-3 < e < 4 for e in exponents)
        return [(float(f"1e{e}"), _power(e, readable=readable, plain=plain)) for e in chosen]
    between = [m * 10.0**e for e in range(first - 1, last + 2) for m in (1.0, 2.0, 5.0) if low <= m * 10.0**e <= high]
    if 2 <= len(between) <= count:
        texts = [_decimals([number], 10.0 ** math.floor(math.log10(number)))[0] for number in between]
        return [
            (number, text if plain else text.replace("-", "−")) for number, text in zip(between, texts, strict=True)
        ]
    return [tick for tick in Scale(low, high).ticks(count, plain=plain) if tick[0] > 0]


def _power(exponent: int, *, readable: bool, plain: bool) -> str:
    if readable:
        return f"{10.0**exponent:.{max(0, -exponent)}f}"
    return f"1e{exponent}" if plain else "10" + str(exponent).translate(_SUPERSCRIPT)
