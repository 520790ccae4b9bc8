"""The colours of a landscape, low to high, for every depth of terminal and for dark and pale screens.

All ramps are our own: a few anchors interpolated in OKLab, with lightness rising evenly, so that height can be read
without hue. Ramps for 256 and 16 colours are picked by hand, because rounding a dimmed ramp to the nearest entry leaves
five levels of thirty-two. The dark third of the 256 holds black, greys and colours as loud as they can be: what lies
between them is mixed, ░ and ▒ of two entries that are near each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Texture = tuple[int, int, int]
"""(share of ink in quarters, ink, paper): how few colours are mixed to make more."""


@dataclass(frozen=True, slots=True)
class Palette:
    """One family of colours, each tuple from low to high."""

    name: str
    says: str
    anchors: tuple[int, ...]
    """0xRRGGBB, dark to bright; interpolated for truecolour."""
    deep: tuple[Texture, ...]
    """Of entries of 256, dark: fills of a dark screen."""
    pale: tuple[Texture, ...]
    """Of entries of 256, pale: fills of a pale screen."""
    bright: tuple[int, ...]
    """Entries of 256, bright: lines of a dark screen."""
    dark: tuple[int, ...]
    """Entries of 256, dark: lines of a pale screen."""
    deep16: tuple[Texture, ...]
    pale16: tuple[Texture, ...]
    bright16: tuple[int, ...]
    dark16: tuple[int, ...]


_BLUE16: tuple[Texture, ...] = ((0, 4, 0), (1, 4, 0), (2, 4, 0), (0, 6, 4), (1, 6, 4), (2, 6, 4))
_SKY16: tuple[Texture, ...] = ((2, 12, 7), (1, 12, 7), (0, 7, 7), (2, 7, 15), (1, 14, 15), (0, 15, 15))

# fmt: off
_ALL = (
    Palette(
        "dusk",
        "night blue over sea green to sand; safe for every kind of colour blindness",
        (0x1A1F5A, 0x24558F, 0x2F7F93, 0x5FA08D, 0xA9BC8C, 0xF4E3AE),
        (
            (2, 17, 233), (1, 234, 17), (2, 17, 234), (1, 18, 234), (1, 23, 17), (1, 23, 234), (2, 23, 234),
            (1, 234, 23), (2, 22, 23), (1, 22, 23), (2, 23, 58), (1, 23, 58), (0, 58, 58), (2, 58, 94),
        ),
        (
            (1, 147, 146), (1, 117, 146), (2, 117, 146), (2, 146, 153), (2, 117, 152), (2, 152, 153),
            (1, 159, 152), (2, 123, 252), (2, 158, 188), (2, 188, 194), (2, 194, 254), (1, 223, 194),
            (2, 229, 255), (1, 255, 230),
        ),
        (67, 68, 104, 74, 110, 145, 250, 151, 186, 221, 222, 193),
        (16, 232, 17, 18, 19, 23, 24, 58, 94, 95),
        ((0, 4, 0), (1, 4, 0), (2, 4, 0), (0, 3, 4), (1, 3, 4), (2, 3, 4)),
        ((2, 12, 7), (1, 12, 7), (0, 7, 7), (2, 7, 15), (1, 11, 15), (0, 15, 15)),
        (12, 6, 3, 11, 15),
        (0, 4, 4, 8),
    ),
    Palette(
        "ember",
        "violet ash to flame",
        (0x1A0B3B, 0x5B1A6E, 0xA72B5F, 0xE0573A, 0xF9A13C, 0xFFF0A8),
        (
            (1, 17, 233), (2, 17, 234), (1, 52, 17), (2, 17, 52), (2, 52, 53), (1, 89, 52), (2, 52, 88),
            (1, 52, 88), (0, 88, 88), (1, 58, 88), (2, 58, 88), (2, 88, 94), (2, 58, 94), (1, 58, 94),
        ),
        (
            (1, 182, 146), (1, 147, 182), (2, 182, 183), (2, 183, 218), (0, 218, 218), (1, 224, 218),
            (2, 217, 224), (1, 217, 224), (2, 223, 224), (1, 255, 223), (2, 223, 255), (2, 224, 230),
            (1, 224, 230), (0, 230, 230),
        ),
        (67, 103, 139, 140, 175, 210, 211, 216, 217, 222, 223, 193),
        (16, 232, 233, 17, 18, 53, 54, 89, 125, 94),
        ((0, 1, 0), (1, 1, 0), (2, 1, 0), (0, 3, 1), (1, 3, 1), (2, 3, 1)),
        ((2, 13, 7), (1, 13, 7), (0, 7, 7), (2, 7, 15), (1, 11, 15), (0, 15, 15)),
        (5, 9, 13, 3, 11),
        (0, 1, 1, 5),
    ),
    Palette(
        "glacier",
        "deep water to ice; one hue, safe for colour blindness",
        (0x0B1533, 0x1B3F7A, 0x2B78B5, 0x58B5D6, 0xA9E0EA, 0xF2FDFF),
        (
            (1, 17, 233), (2, 17, 234), (1, 18, 234), (2, 18, 234), (1, 23, 17), (1, 24, 17), (1, 24, 234),
            (2, 17, 23), (2, 24, 234), (1, 18, 23), (0, 23, 23), (1, 60, 23), (2, 23, 60), (0, 60, 60),
        ),
        (
            (1, 250, 146), (1, 153, 146), (2, 146, 153), (2, 147, 153), (2, 117, 153), (0, 153, 153),
            (1, 189, 153), (1, 159, 153), (2, 153, 159), (2, 159, 189), (2, 159, 254), (2, 195, 254),
            (2, 195, 255), (2, 231, 255),
        ),
        (67, 103, 104, 74, 75, 111, 45, 81, 117, 152, 254, 255),
        (16, 232, 17, 18, 19, 20, 23, 24, 25, 26),
        _BLUE16,
        _SKY16,
        (12, 6, 14, 15),
        (0, 4, 4, 8),
    ),
    Palette(
        "lagoon",
        "violet depth, green shelf, yellow beach",
        (0x2A1050, 0x33447F, 0x27777F, 0x36A377, 0x94CB50, 0xF6EC5A),
        (
            (2, 17, 233), (2, 17, 234), (1, 18, 234), (2, 18, 234), (1, 23, 17), (1, 23, 234), (2, 23, 234),
            (1, 234, 23), (1, 23, 22), (1, 58, 22), (2, 22, 58), (1, 22, 58), (0, 58, 58), (1, 94, 58),
        ),
        (
            (1, 183, 146), (2, 147, 250), (2, 146, 153), (2, 147, 153), (2, 117, 251), (0, 152, 152),
            (1, 123, 152), (2, 152, 158), (1, 151, 158), (2, 157, 158), (2, 157, 193), (0, 193, 193),
            (2, 193, 229), (0, 229, 229),
        ),
        (97, 103, 104, 38, 74, 109, 79, 115, 150, 185, 156, 227),
        (16, 232, 17, 53, 54, 55, 22, 23, 58, 94),
        ((0, 4, 0), (1, 4, 0), (2, 4, 0), (0, 2, 4), (1, 2, 4), (2, 2, 4)),
        ((2, 12, 7), (1, 12, 7), (0, 7, 7), (2, 7, 15), (1, 10, 15), (0, 15, 15)),
        (12, 2, 6, 10, 11),
        (0, 4, 4, 8),
    ),
    Palette(
        "orchid",
        "indigo to petal",
        (0x141A52, 0x4A3A94, 0x8E56B4, 0xCC79B4, 0xF2AAB0, 0xFFE9D6),
        (
            (2, 17, 233), (1, 234, 17), (2, 17, 234), (1, 53, 17), (1, 54, 17), (2, 17, 53), (0, 53, 53),
            (1, 54, 53), (2, 53, 89), (1, 95, 53), (2, 53, 95), (1, 53, 95), (0, 95, 95),
        ),
        (
            (1, 147, 146), (1, 251, 147), (1, 153, 147), (1, 153, 183), (1, 189, 183), (1, 225, 183),
            (2, 189, 219), (2, 219, 225), (1, 218, 225), (2, 224, 225), (2, 224, 255), (1, 224, 255),
            (2, 224, 231), (2, 231, 255),
        ),
        (67, 68, 104, 140, 141, 176, 212, 182, 218, 188, 224, 255),
        (16, 232, 17, 18, 53, 54, 55, 90, 91, 60),
        ((0, 4, 0), (1, 4, 0), (2, 4, 0), (0, 5, 4), (1, 5, 4), (2, 13, 4)),
        ((2, 13, 7), (1, 13, 7), (0, 7, 7), (2, 7, 15), (1, 13, 15), (0, 15, 15)),
        (12, 5, 13, 7, 15),
        (0, 4, 5, 5),
    ),
    Palette(
        "slate",
        "greys alone, for print and for the weakest projector",
        (0x101010, 0x404040, 0x707070, 0xA0A0A0, 0xD0D0D0, 0xFFFFFF),
        (
            (0, 232, 232), (0, 233, 233), (0, 234, 234), (0, 235, 235), (0, 236, 236), (0, 237, 237),
            (0, 238, 238), (0, 239, 239), (0, 240, 240), (0, 241, 241),
        ),
        (
            (0, 249, 249), (0, 250, 250), (0, 251, 251), (0, 252, 252), (0, 188, 188), (0, 253, 253),
            (0, 254, 254), (0, 255, 255), (2, 231, 255), (0, 231, 231),
        ),
        (244, 245, 246, 247, 248, 145, 250, 251, 252, 188, 254, 255),
        (232, 233, 234, 235, 236, 237, 238, 239, 240, 241),
        ((0, 8, 0), (1, 8, 0), (2, 8, 0), (3, 8, 0), (2, 7, 0)),
        ((2, 8, 7), (1, 8, 7), (0, 7, 7), (2, 7, 15), (0, 15, 15)),
        (8, 7, 15),
        (0, 0, 8),
    ),
)
# fmt: on

BY_NAME: Mapping[str, Palette] = {palette.name: palette for palette in _ALL}

PALETTES: tuple[str, ...] = tuple(BY_NAME)
"""Names in the order the palette key walks them; the first is safe for colour blindness."""


def chosen(name: str) -> str:
    """Return the name of a palette that somebody asks for; raise `ActionError` with those that exist."""
    if name not in PALETTES:
        from descent_tui.formula.spelling import hint
        from descent_tui.session.errors import ActionError

        raise ActionError(f"there is no palette {name[:40]!r}: {hint(name, PALETTES)}there are {', '.join(PALETTES)}")
    return name
