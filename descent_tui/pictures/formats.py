"""A raster as a file: by the ending of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.raster import Raster
from descent_tui.scenario.reading import UNPRINTABLE

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look

PICTURES = {
    ".png": "picture as PNG",
    ".svg": "picture as SVG",
    ".txt": "picture as plain text",
    ".ans": "picture as text in colour",
}
"""Ending → what such a file holds."""


def picture_file(raster: Raster, look: Look, ending: str, says: str) -> bytes:
    """Return what a picture's file holds; nothing in it is obeyed by whoever shows it.

    Args:
        raster: the picture.
        look: how it was drawn.
        ending: one of `PICTURES`.
        says: what is on it, for those who cannot see it.

    Raises:
        KeyError: for another ending.
    """
    clean = cleaned(raster)
    match ending:
        case ".png":
            from descent_tui.pictures.png import png

            return png(clean, look)
        case ".svg":
            from descent_tui.pictures.svg import svg

            return svg(clean, look, UNPRINTABLE.sub("�", says)).encode()
        case ".txt" | ".ans":
            from descent_tui.pictures.ansi import encode

            return (encode(clean, look.depth if ending == ".ans" else "none") + "\n").encode()
        case _:
            raise KeyError(ending)


def cleaned(raster: Raster) -> Raster:
    """Return a raster in which nothing is left that a terminal would obey, or a reader could not see."""
    codes, places = np.unique(raster.glyph, return_inverse=True)
    clean = np.array([ord(UNPRINTABLE.sub("�", chr(code))) for code in codes.tolist()], np.uint32)
    clean[(codes == 9) | (codes == 10)] = ord("�")  # of the rest, a file may hold these two; a picture may not
    return Raster(clean[places].reshape(raster.glyph.shape), raster.fg, raster.bg)
