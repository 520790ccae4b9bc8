"""Numbers as the screen writes them: short, aligned, with a true minus sign."""

from __future__ import annotations

import math


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
