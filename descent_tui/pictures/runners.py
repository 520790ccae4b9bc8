"""The colours and heads by which the runners of a race, and the branches that were left, are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.pictures.colour_code import INDEXED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.pictures.look import Look

# Eight for each depth, on dark and on pale; none is that of a partial, and the first three differ in lightness too.
# fmt: off
_INKS = {
    ("truecolor", True): (0xFFE95C, 0xFFA08A, 0xDDB0FF, 0x9DFF7A, 0x5EF0E0, 0xFFC07A, 0x9CC2FF, 0xFFFFFF),
    ("truecolor", False): (0x8A0018, 0x0B3FB0, 0x7A1FA2, 0x1E5B00, 0x005A66, 0x7A4300, 0x9A0067, 0x0B0B0B),
    ("256", True): (227, 209, 183, 155, 87, 222, 117, 231),
    ("256", False): (88, 19, 91, 22, 23, 94, 89, 16),
    ("16", True): (11, 9, 13, 10, 14, 7, 12, 15),
    ("16", False): (1, 4, 5, 2, 6, 3, 8, 0),
}
_FAINT = {
    ("256", True): (143, 137, 139, 107, 73, 180, 110, 250),
    ("256", False): (131, 61, 97, 65, 66, 137, 133, 243),
    ("16", True): (3, 1, 5, 2, 6, 7, 12, 8),
    ("16", False): (8, 8, 8, 8, 8, 8, 8, 8),
}
# fmt: on
_ASIDE = 3
"""Ghosts take the runners' colours from the fourth on, so that the first ghost is not taken for a runner."""

_SHARE = 0.7
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


def ghost_head(number: int, look: Look) -> int:
    """Return the colour of the mark and the number at the end of such a branch."""
    return ink(number + _ASIDE, look)


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
