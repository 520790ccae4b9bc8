"""The colours of cells as 0xRRGGBB, for pictures that leave the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.colour_code import DEFAULT, INDEXED
from descent_tui.pictures.oklab import indexed

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Colours, Raster

SIXTEEN = np.array(
    [0x0E1116, 0xCD3131, 0x2FA84F, 0xC8A020, 0x3B78D8, 0xB04FC0, 0x2AA1B3, 0xD0D4D9,
     0x6E7681, 0xFF6B64, 0x7EE787, 0xFFE95C, 0x79B8FF, 0xE39DF0, 0x6FE3F0, 0xFFFFFF],
    np.int32,
)  # fmt: skip
"""What the first sixteen entries of the palette are drawn as: every terminal has colours of its own for them."""

_PLAIN = {True: (0xE3E6EA, 0x0E1116), False: (0x1F2328, 0xFBFAF7)}
"""Ink and paper where the terminal's own would show, on a dark screen and on a pale one."""


def inks_and_papers(raster: Raster, look: Look) -> tuple[Colours, Colours]:
    """Return ink and paper of every cell, [h, w] each, as 0xRRGGBB."""
    ink, paper = _PLAIN[look.dark]
    return _rgb(raster.fg, ink), _rgb(raster.bg, paper)


def _rgb(colours: Colours, plain: int) -> Colours:
    entry = colours & 0xFF
    of_palette = np.where(entry < 16, SIXTEEN[np.minimum(entry, 15)], indexed(entry))
    rgb = np.where(colours >= INDEXED, of_palette, colours)
    return np.asarray(np.where(colours == DEFAULT, plain, rgb), np.int32)
