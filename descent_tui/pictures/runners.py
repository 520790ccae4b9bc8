"""The colours and heads by which the runners of a race, and the branches that were left, are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.pictures.raster import INDEXED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.pictures.look import Look

# Eight for each depth, on dark and on pale; none is that of a partial, and the first three differ in lightness too.
# fmt: off
_INKS = {
    ("truecolor", True): (0xFFE95C, 0x5EEAD4, 0xFF8FA3, 0xC4B5FD, 0xB8F34A, 0xFFB070, 0x8FB8FF, 0xFFFFFF),
    ("truecolor", False): (0x8A0018, 0x005F5B, 0xA3006B, 0x5B21B6, 0x3F6212, 0x8A3B00, 0x1A3FA8, 0x0B0B0B),
    ("256", True): (227, 80, 211, 183, 155, 215, 111, 231),
    ("256", False): (88, 23, 126, 55, 22, 94, 18, 16),
    ("16", True): (11, 14, 13, 10, 9, 15, 12, 7),
    ("16", False): (1, 4, 5, 2, 6, 3, 8, 0),
}
_FAINT = {
    ("256", True): (143, 73, 132, 103, 107, 137, 67, 247),
    ("256", False): (131, 66, 133, 97, 65, 137, 61, 243),
    ("16", True): (3, 6, 5, 2, 1, 7, 12, 8),
    ("16", False): (8, 8, 8, 8, 8, 8, 8, 8),
}
# fmt: on
_ASIDE = 3
"""Ghosts take the runners' colours from the fourth on, so that the first ghost is not taken for a runner."""

_SHARE = 0.62
"""How much of its colour a faint line keeps; the rest is the paper's."""


def ink(number: int, look: Look) -> int:
    """Return the colour of a runner by its number, from 1."""
    return _of(_INKS, number, look)


def faint(number: int, look: Look) -> int:
    """Return the fainter colour of what a runner has still ahead of where it was scrubbed to."""
    if look.depth == "truecolor":
        return _blend(ink(number, look), look.colours.paper, _SHARE)
    return _of(_FAINT, number, look)


def ghost(number: int, look: Look) -> int:
    """Return the colour of a branch that was left."""
    return faint(number + _ASIDE, look)


def glyph(number: int, look: Look) -> str:
    """Return the head of a runner that the keys do not drive."""
    return look.glyphs.runners[(number - 1) % 8]


def _of(table: Mapping[tuple[str, bool], tuple[int, ...]], number: int, look: Look) -> int:
    if look.depth == "none":
        return look.colours.ink
    colour = table[look.depth, look.dark][(number - 1) % 8]
    return colour if look.depth == "truecolor" else INDEXED | colour


def _blend(colour: int, paper: int, share: float) -> int:
    mixed = 0
    for shift in (16, 8, 0):
        mixed |= round(share * (colour >> shift & 255) + (1 - share) * (paper >> shift & 255)) << shift
    return mixed
