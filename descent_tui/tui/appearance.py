"""How the terminal can be drawn on, known before pictures are loaded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Appearance:
    """The fields of a `Look`."""

    depth: str = "truecolor"
    ascii: bool = False
    dark: bool = True
    palette: str = ""
