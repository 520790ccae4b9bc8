"""Numbers as the screen writes them: short, aligned, with a true minus sign."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt


def show(value: float, digits: int = 4, *, ascii: bool = False) -> str:
    """Return a number in about `digits` significant digits: `−215.6`, `0.001`, `1.2e+57`, `nan`, `∞`."""
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        text = "inf" if ascii else "∞"
        return text if value > 0 else ("-" if ascii else "−") + text
    size = abs(value)
    if size != 0.0 and not 1e-4 <= size < 1e7:
        text = f"{value:.{max(digits - 2, 1)}e}"
    elif size >= 10**digits:
        text = f"{value:.0f}"
    else:
        text = f"{value:.{digits}g}"
        if "e" in text:
            text = f"{value:.0f}"
    if text in {"-0", "-0.0"}:
        text = "0"
    return text if ascii else text.replace("-", "−")


def fixed(value: float, places: int = 3, *, ascii: bool = False) -> str:
    """Return a number with so many decimal places, so that columns stand still while it changes."""
    if not math.isfinite(value) or (value != 0.0 and not 1e-3 <= abs(value) < 1e6):
        return show(value, 4, ascii=ascii)
    text = f"{value:.{places}f}"
    if float(text) == 0.0:
        text = text.removeprefix("-")
    return text if ascii else text.replace("-", "−")


def length(v: npt.NDArray[np.float64]) -> float:
    """Return the Euclidean length √Σvᵢ² of v[n], without overflow on the way: 0 for n = 0, nan where an entry is."""
    largest = float(np.abs(v).max(initial=0.0))
    if 1e-140 < largest < 1e140:
        return float(np.linalg.norm(v))
    if largest == 0.0 or not math.isfinite(largest):
        return largest
    return largest * float(np.linalg.norm(v / largest))
