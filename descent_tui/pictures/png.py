"""A raster as PNG, without a library: every sign is drawn once, and the picture is those laid side by side.

Source of the format: W3C, Portable Network Graphics, third edition.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from descent_tui.pictures.cells import ARMS, DOT, ENDS, HEIGHT, MIDDLE, SHADES, WIDTH, boxes, dots, is_shape
from descent_tui.pictures.lettering import strokes
from descent_tui.pictures.rgb import inks_and_papers

if TYPE_CHECKING:
    from descent_tui.pictures.lettering import Points
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster

SCALE = 2
"""Pixels to a unit: a cell has 16 by 32."""

CELLS = 64
"""Cells whose pixels are worked out at a time: those of a large picture would be hundreds of megabytes as numbers."""

_BYTES = WIDTH * SCALE * 3
"""Bytes of a line of pixels across a cell."""

PEN, RULE = 0.62, 0.5
"""Half the width of a letter's stroke and of a frame's line, in units."""

Mask = npt.NDArray[np.float32]


def png(raster: Raster, look: Look) -> bytes:
    """Return a raster as a PNG of 16 by 32 pixels a cell, 8 bits a colour.

    Args:
        raster: the picture.
        look: how it was drawn: what stands for the terminal's own colours.
    """
    inks, papers = (_channels(colours) for colours in inks_and_papers(raster, look))
    codes, places = np.unique(raster.glyph, return_inverse=True)
    masks = np.array([mask(chr(code)) for code in codes.tolist()], np.float32)
    places = places.reshape(raster.glyph.shape)
    packed = zlib.compressobj(6)
    data = []
    lines = np.zeros((HEIGHT * SCALE, 1 + raster.width * _BYTES), np.uint8)  # each begins with: not filtered
    for y in range(raster.height):
        for left in range(0, raster.width, CELLS):
            cells = slice(left, min(left + CELLS, raster.width))
            cover = masks[places[y, cells]].transpose(1, 0, 2)[..., None]  # [pixel row, cell, pixel column, 1]
            ink, paper = inks[y, cells][None, :, None, :], papers[y, cells][None, :, None, :]
            pixels = np.rint(paper + (ink - paper) * cover)
            lines[:, 1 + left * _BYTES : 1 + cells.stop * _BYTES] = pixels.reshape(len(lines), -1)
        data.append(packed.compress(lines.data))
    data.append(packed.flush())
    size = struct.pack(">IIBBBBB", raster.width * WIDTH * SCALE, raster.height * HEIGHT * SCALE, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", b"".join(data)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _channels(colours: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
    return np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], -1).astype(np.float32)


@lru_cache(2048)
def mask(sign: str) -> Mask:
    """Return how much of each pixel of its cell a sign covers, [32, 16] in [0, 1]."""
    cover = np.zeros((HEIGHT * SCALE, WIDTH * SCALE), np.float32)
    for left, top, wide, high in boxes(sign):
        cover[top * SCALE : (top + high) * SCALE, left * SCALE : (left + wide) * SCALE] = SHADES.get(sign, 1.0)
    for x, y in dots(sign):
        _draw(cover, np.array([[x, y]], np.float64), DOT)
    for end in ARMS.get(sign, ""):
        _draw(cover, np.array([MIDDLE, ENDS[end]], np.float64), RULE)
    if sign != " " and not is_shape(sign):
        for stroke in strokes(sign):
            _draw(cover, stroke.points, DOT if len(stroke.points) == 1 else PEN)
            if stroke.filled:
                np.maximum(cover, _inside(stroke.points), out=cover)
    return cover


def _draw(cover: Mask, points: Points, radius: float) -> None:
    """Draw a line with a round pen: a pixel is covered as far as its middle lies inside."""
    rows, columns = np.indices(cover.shape)
    at = (np.stack([columns, rows], -1) + 0.5) / SCALE  # [h, w, 2], in units
    starts, ends = (points[:-1], points[1:]) if len(points) > 1 else (points, points)
    along = ends - starts
    square = np.maximum((along**2).sum(-1), 1e-12)
    away = at[:, :, None, :] - starts
    share = np.clip((away * along).sum(-1) / square, 0, 1)
    distance = np.sqrt(((away - share[..., None] * along) ** 2).sum(-1)).min(-1)
    np.maximum(cover, np.clip((radius - distance) * SCALE + 0.5, 0, 1).astype(np.float32), out=cover)


def _inside(points: Points) -> Mask:
    """Return how much of each pixel lies inside a polygon: of four points a side, how many do."""
    fine = 4 * SCALE
    x = (np.arange(WIDTH * fine) + 0.5) / fine
    y = (np.arange(HEIGHT * fine) + 0.5) / fine
    found = np.zeros((len(y), len(x)), np.bool_)
    for (x0, y0), (x1, y1) in zip(points, np.roll(points, -1, 0), strict=True):
        if y0 != y1:  # a ray to the right crosses this edge
            crosses = (y0 <= y) != (y1 <= y)
            at = x0 + (y - y0) * (x1 - x0) / (y1 - y0)
            found ^= crosses[:, None] & (x[None, :] < at[:, None])
    part: Mask = found.reshape(HEIGHT * SCALE, 4, WIDTH * SCALE, 4).mean((1, 3)).astype(np.float32)
    return part
