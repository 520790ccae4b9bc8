"""The signs that fill a cell and meet their neighbours: lines, blocks and dots, as shapes in a cell of 8 by 16 units.

Drawn as shapes they look the same everywhere; as text, each font places them otherwise.
"""

from __future__ import annotations

WIDTH, HEIGHT = 8, 16
"""Units of a cell; braille dots then fall on whole ones."""

BRAILLE = 0x2800

DOTS = ((2, 2), (2, 6), (2, 10), (6, 2), (6, 6), (6, 10), (2, 14), (6, 14))
"""Where the bits of a braille character lie in a cell."""

DOT = 1.2
"""The radius of a dot."""

MIDDLE = (4, 8)

ARMS = {"─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu",
        "├": "udr", "┤": "udl", "┬": "lrd", "┴": "lru", "┼": "udlr"}  # fmt: skip
"""Lines from the middle of a cell: up, down, left, right."""

ENDS = {"u": (4, 0), "d": (4, 16), "l": (0, 8), "r": (8, 8)}

SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
"""How much of the ink such a cell has."""

_EIGHTHS = "▏▎▍▌▋▊▉█"
_RISING = "▁▂▃▄▅▆▇"
_CORNERS = {"▘": 8, "▝": 4, "▖": 2, "▗": 1, "▀": 12, "▄": 3, "▌": 10, "▐": 5, "▙": 11, "▛": 14, "▜": 13, "▟": 7,
            "▚": 9, "▞": 6}  # fmt: skip
"""Quarters of a cell: upper left 8, upper right 4, lower left 2, lower right 1."""

Box = tuple[int, int, int, int]
"""Left, top, width, height."""


def dots(sign: str) -> list[tuple[int, int]]:
    """Return where a braille character has dots; none of any other sign."""
    bits = ord(sign) - BRAILLE
    return [at for k, at in enumerate(DOTS) if bits >> k & 1] if is_braille(sign) else []


def is_braille(sign: str) -> bool:
    """Whether a sign is a braille character, the blank one among them."""
    return BRAILLE <= ord(sign) < BRAILLE + 256


def boxes(sign: str) -> list[Box]:
    """Return the rectangles a block is made of; none of any other sign."""
    if sign in SHADES:
        return [(0, 0, WIDTH, HEIGHT)]
    if sign in _CORNERS:
        corners = ((8, 0, 0), (4, 4, 0), (2, 0, 8), (1, 4, 8))
        return [(x, y, 4, 8) for bit, x, y in corners if _CORNERS[sign] & bit]
    if sign in _EIGHTHS:
        return [(0, 0, _EIGHTHS.index(sign) + 1, HEIGHT)]
    if sign in _RISING:
        high = 2 * (_RISING.index(sign) + 1)
        return [(0, HEIGHT - high, WIDTH, high)]
    return [(0, 6, WIDTH, 4)] if sign == "━" else []


def is_shape(sign: str) -> bool:
    """Whether a sign is drawn as a shape and not written."""
    return sign in ARMS or is_braille(sign) or bool(boxes(sign))
