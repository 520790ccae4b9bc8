"""Words on a raster: parts in several colours, clipped, aligned, and in ASCII where the terminal needs it."""

from __future__ import annotations

import re
import textwrap
from functools import lru_cache
from typing import TYPE_CHECKING

from descent_tui.formula.abridge import abridge
from descent_tui.pictures.raster import Raster

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from descent_tui.pictures.look import Look

Part = tuple[str, int]
"""Text and its colour."""

_ASCII = (
    ("←→↑↓", "arrows"),
    ("‖∇f‖", "|grad f|"), ("∇f", "grad f"), ("∂", "d"), ("∇", "grad "), ("‖", "|"), ("α", "lr"), ("λ", "lambda"),
    ("−", "-"), ("·", "*"), ("×", "x"), ("←", "<-"), ("→", "->"),
    ("↑", " up"), ("↓", " down"), ("…", "..."),
    ("√", "sqrt"), ("π", "pi"), ("∞", "inf"), ("–", "-"), ("—", "-"), ("’", "'"), ("“", '"'), ("”", '"'),
    ("≤", "<="), ("≥", ">="), ("≠", "!="), ("≈", "~"), ("✓", "yes"), ("✗", "NO"), ("❄", "#"), ("±", "+-"),
    ("β", "beta"), ("γ", "gamma"), ("δ", "delta"), ("Δ", "delta "), ("ε", "eps"), ("η", "eta"), ("μ", "mu"), ("µ", "u"),
    ("ρ", "rho"), ("σ", "sigma"), ("τ", "tau"), ("⌊", "floor("), ("⌋", ")"), ("′", "'"), ("ᵗ", "^t"), ("ᵏ", "^k"),
    ("ᵢ", "[i]"), ("₋", "-"), ("₊", "+"), ("₀", "0"), ("₁", "1"), ("₂", "2"), ("ₜ", "_t"),
    ("φ", "phi"), ("ψ", "psi"), ("ζ", "zeta"), ("θ", "theta"), ("ι", "iota"), ("κ", "kappa"), ("ν", "nu"), ("ξ", "xi"),
    ("ο", "o"), ("ς", "s"), ("υ", "upsilon"), ("χ", "chi"), ("ω", "omega"), ("Γ", "Gamma"), ("Θ", "Theta"),
    ("Λ", "Lambda"), ("Ξ", "Xi"), ("Φ", "Phi"), ("Ψ", "Psi"), ("Ω", "Omega"),
    ("⊙", "*"), ("½", "1/2"), ("″", "''"), ("ᵀ", "^T"), ("Π", "prod "), ("Σ", "sum "),
)  # fmt: skip

_RAISED = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def spoken(text: str, look: Look) -> str:
    """Return text in the alphabet of the look; characters ASCII has no word for become `?`."""
    if not look.ascii or text.isascii():
        return text
    text = _RAISED.sub(lambda found: "^" + found[0].translate(_LOWERED), text)
    for sign, word in _ASCII:
        text = text.replace(sign, word)
    return text.encode("ascii", "replace").decode()


def clipped(text: str, width: int, look: Look) -> str:
    """Return text that is at most `width` long, ended by an ellipsis where it was cut."""
    if len(text) <= width:
        return text
    return text[: max(width - 1, 0)] + look.glyphs.ellipsis[: max(width, 0)]


def shortened(text: str, width: int, look: Look) -> str:
    """Return text of at most `width`, ended after a whole word by an ellipsis where it was cut."""
    if len(text) <= width:
        return text
    more = " " + spoken("…", look)
    words, space, _ = text[: max(width - len(more), 0) + 1].rpartition(" ")
    return f"{words.rstrip(' ,;:.')}{more}" if space and len(more) < width else clipped(text, width, look)


@lru_cache(256)
def abridged(formula: str, width: int, look: Look) -> str:
    """Return a formula of at most `width` in the alphabet of the look, what is left out of it marked by an ellipsis."""
    said = spoken(formula, look)
    for less in range(0, max(width, 1), 2):  # in ASCII an ellipsis is three characters
        if len(said) <= width:
            break
        said = spoken(abridge(formula, width - less), look)
    return said


def length(parts: Iterable[Part], look: Look) -> int:
    """Return how many columns parts take."""
    return sum(len(spoken(text, look)) for text, _ in parts)


def write(raster: Raster, x: int, y: int, parts: Iterable[Part], look: Look, width: int | None = None) -> int:
    """Write parts one after another, clipped to `width` cells from x; return the column after the last."""
    end = raster.width if width is None else min(x + width, raster.width)
    for text, colour in parts:
        if x >= end:
            break
        said = spoken(text, look)
        x = raster.put(x, y, clipped(said, end - x, look), colour)
    return x


def write_right(raster: Raster, end: int, y: int, parts: Sequence[Part], look: Look) -> int:
    """Write parts so that they end before column `end`; return the column they begin at."""
    start = end - length(parts, look)
    write(raster, max(start, 0), y, parts, look)
    return start


def rule(raster: Raster, y: int, parts: Sequence[Part], look: Look) -> None:
    """Draw a panel's upper edge: a line across, with the title let into it."""
    glyphs, colours = look.glyphs, look.colours
    raster.put(0, y, glyphs.horizontal * raster.width, colours.frame)
    x = write(raster, 1, y, [(" ", colours.frame), *parts], look, raster.width - 3)
    raster.put(x, y, " ", colours.frame)


def panel(width: int, height: int, look: Look, title: Sequence[Part] = ()) -> Raster:
    """Return an empty panel with its title."""
    raster = Raster.blank(width, height, look.colours.ink, look.colours.panel)
    if title and height:
        rule(raster, 0, title, look)
    return raster


def wrapped(text: str, width: int) -> list[str]:
    """Return text in lines of at most `width`, breaking long words where it must."""
    return textwrap.wrap(text, max(width, 4)) if text else []
