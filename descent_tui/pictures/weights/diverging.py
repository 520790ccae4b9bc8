"""The colours of a signed number: blue below 0, amber above, and dark (on a pale screen: pale) where it is small.

Blue and amber are told apart by every kind of colour blindness; within each, lightness rises with size. Where colours
run out a sign is a character as well: ' + # above 0, . - = below.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.colour_code import DEFAULT, INDEXED
from descent_tui.pictures.oklab import from_oklab, oklab

if TYPE_CHECKING:
    import numpy.typing as npt

    from descent_tui.objectives.objective import Vector
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Colours

    Levels = npt.NDArray[np.int32]

SIDE = {"truecolor": 14, "256": 8, "16": 3, "none": 3}
"""Levels on each side of 0 at each depth."""

_ANCHORS = {
    True: (
        (0x171B22, 0x173B63, 0x2470B5, 0x55A9EA, 0xC4E7FF),
        (0x171B22, 0x5A3010, 0xA85A12, 0xEE9A2E, 0xFFE3A3),
    ),
    False: (
        (0xF1F0EC, 0xB7D3EE, 0x6AA5DC, 0x2268AE, 0x0A2F63),
        (0xF1F0EC, 0xF3CF9F, 0xE0964A, 0xAB5A0C, 0x5E2900),
    ),
}
"""(below 0, above 0), from small to large."""

_BY_256 = {
    True: ((233, 17, 18, 24, 25, 32, 39, 117, 195), (233, 52, 94, 130, 136, 172, 214, 221, 230)),
    False: ((255, 195, 153, 117, 75, 32, 26, 25, 17), (255, 230, 223, 222, 215, 208, 166, 130, 52)),
}
_BY_16 = {
    True: ((0, 4, 12, 14), (0, 1, 3, 11)),
    False: ((15, 14, 12, 4), (15, 11, 3, 1)),
}
_INK_16 = {True: (8, 15, 0, 0), False: (8, 0, 15, 15)}
_DIM = {True: (0x14171C, 0x5A616B), False: (0xF3F2EF, 0xA9AEB4)}
_DIM_256 = {True: (233, 234, 235, 236, 237, 238, 239, 240, 241), False: (255, 254, 253, 252, 251, 250, 249, 248, 247)}

SIGNS = {"16": (" .--", " '++"), "none": (" .-=", " '+#")}
"""Characters below and above 0 by level, where they are needed; for 0 there is none."""


@dataclass(frozen=True, eq=False, slots=True)
class Diverging:
    """Papers and inks by level + side, for levels −side … side; `dim` are those of what is frozen.

    Attributes:
        side: the number of levels on each side.
        paper, dim: [2·side + 1].
        ink: to write on each paper with.
        signs: the character of each, as code points; blanks where colours tell enough.
    """

    side: int
    paper: Colours
    dim: Colours
    ink: Colours
    signs: npt.NDArray[np.uint32]

    def levels(self, numbers: Vector, low: float, high: float) -> Levels:
        """Return the levels of numbers [...]: size by its logarithm, from 10^low to 10^high; 0 where not finite."""
        with np.errstate(all="ignore"):
            share = (np.log10(np.abs(numbers)) - low) / max(high - low, 1e-9)
            share = np.nan_to_num(share, nan=0.0, neginf=0.0, posinf=1.0)
            sizes = 1 + np.clip(np.floor(share * self.side), 0, self.side - 1)
        known = np.isfinite(numbers) & (numbers != 0)
        return np.where(known, np.where(numbers < 0, -sizes, sizes), 0).astype(np.int32)


@lru_cache(8)
def diverging(depth: str, dark: bool) -> Diverging:
    """Return the colours for a depth, dark or pale."""
    side = SIDE[depth]
    count = 2 * side + 1
    signs = np.full(count, 32, np.uint32)
    if depth == "truecolor":
        below, above = (_ramp(anchors, side + 1) for anchors in _ANCHORS[dark])
        paper = np.concatenate([below[:0:-1], above])
        grey = _ramp(_DIM[dark], side + 1)
        dim = np.concatenate([grey[:0:-1], grey])
        light = oklab(paper)[:, 0] > 0.62
        ink = np.where(light, 0x10131A, 0xF4F6F8).astype(np.int32)
        return Diverging(side, paper, dim, ink, signs)
    if depth == "256":
        negative, positive = _BY_256[dark]
        paper = _entries((*negative[:0:-1], *positive))
        dim = _entries((*_DIM_256[dark][:0:-1], *_DIM_256[dark]))
        bright = np.abs(np.arange(-side, side + 1)) >= 5
        ink = _entries(np.where(bright == dark, 16, 231))
        return Diverging(side, paper, dim, ink, signs)
    low, high = SIGNS[depth]
    for level in range(1, side + 1):
        signs[side - level], signs[side + level] = ord(low[level]), ord(high[level])
    if depth == "16":
        few, many = _BY_16[dark]
        inks = _INK_16[dark]
        paper = _entries((*few[:0:-1], *many))
        ink = _entries((*inks[:0:-1], *inks))
        dim = _entries((0 if dark else 15,) * count)
        return Diverging(side, paper, dim, ink, signs)
    plain = np.full(count, DEFAULT, np.int32)
    return Diverging(side, plain, plain, plain, signs)


def colours_of(look: Look) -> Diverging:
    """Return the colours for a look."""
    return diverging(look.depth, look.dark)


def _ramp(anchors: tuple[int, ...], count: int) -> Colours:
    """Return `count` colours from the first anchor to the last, even in OKLab."""
    points = oklab(np.array(anchors))
    at = np.linspace(0, len(anchors) - 1, count)
    return from_oklab(np.stack([np.interp(at, np.arange(len(anchors)), points[:, k]) for k in range(3)], -1))


def _entries(entries: npt.ArrayLike) -> Colours:
    return np.asarray(np.array(entries, np.int32) | INDEXED, np.int32)
