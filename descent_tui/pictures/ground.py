"""The landscape from above: ground coloured by height, with contour lines on the braille dots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from descent_tui.pictures import braille
from descent_tui.pictures.levels import UNKNOWN, Bands, Levels
from descent_tui.pictures.raster import Raster

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Glyphs

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int32]

FILLS_PER_LINE = 2
"""Fill levels between two contour lines, so that every line is also an edge of the fill."""

CROWDED = 4
"""A cell with more dots lit than this shows every second line only, or steep slopes turn into a solid mass."""

BUSY = 0.2
"""Where lines take more of all dots than this, every second line is left out everywhere: egg boxes stay legible."""

COARSEST = 8
"""The most lines of which one is kept then."""

ASCII_RAMP = " .:-=+*#%"

CHANGES, FEW = 0.2, 900
"""Ground whose fill changes at more than this share of its cells, and at more than a few, is drawn in blocks of two."""

SHADES = 5
"""Different inks of contour lines."""

_HATCH = 4
_EVERY_SECOND_DOT = np.uint8(0x95)


@dataclass(frozen=True, eq=False, slots=True)
class _Relief:
    """A ground before it has colours: for every cell its fill level, its dots, the level of its line, what is known."""

    level: Bands
    dots: braille.Bits
    line: Bands
    known: Mask
    slope: tuple[Bands, Bands]


def ground(
    z: npt.NDArray[np.float64],
    look: Look,
    lines: int = 12,
    dim: Mask | None = None,
    levels: Levels | None = None,
) -> Raster:
    """Return the map [h, w] of a landscape.

    Args:
        z: f at the centres of all braille dots [4·h, 2·w], top row first; see `sample_axes`.
        look: how it is drawn.
        lines: the number of bands between contour lines.
        dim: cells [h, w] to draw fainter, because they are off the slice.
        levels: the levels of another ground, to keep colours while panning; its own by default.
    """
    height, width = z.shape[0] // 4, z.shape[1] // 2
    fills = FILLS_PER_LINE * lines
    if not (width and height):
        return Raster.blank(width, height)
    relief = _relief((levels or Levels.of(z)).bands(z[: 4 * height, : 2 * width], fills))
    faded = np.zeros((height, width), np.bool_) if dim is None else dim
    raster = Raster.blank(width, height, look.colours.faint, look.colours.paper)
    _fill(raster, relief, look, fills, faded)
    _lines(raster, relief, look, lines, faded)
    _hatch(raster, relief, look)
    return raster


def _relief(fine: Bands) -> _Relief:
    """Reduce bands at all dots to cells."""
    height, width = fine.shape[0] // 4, fine.shape[1] // 2
    known = fine != UNKNOWN
    parts = [fine[r::4, c::2] for r, c in np.ndindex(4, 2)]
    if known.all():
        level = (sum(parts[1:], parts[0]) + 4) >> 3
        some = np.ones((height, width), np.bool_)
    else:
        count = sum((part != UNKNOWN).astype(np.int16) for part in parts)
        total = sum(np.maximum(part, 0) for part in parts)
        some = np.asarray(count >= 4)
        level = np.asarray(total / np.maximum(count, 1) + 0.5, np.int16)
    dots, line = _contours(fine // FILLS_PER_LINE)  # UNKNOWN stays below every band: −1 // 2 = −1
    slope = parts[1] + parts[7] - parts[0] - parts[6], parts[6] + parts[7] - parts[0] - parts[1]
    return _Relief(level, np.where(some, dots, np.uint8(0)), line, some, slope)


def _contours(bands: Bands) -> tuple[braille.Bits, Bands]:
    """Return the dots [h, w] of the edges between bands, and the band above the highest edge in each cell."""
    mask, step = _edge(bands), 1
    while mask.mean() > BUSY and step < COARSEST:
        step *= 2
        mask = _edge(bands // step)
    bits = braille.pack(mask)
    for coarser in (2 * step, 4 * step):
        crowded = np.bitwise_count(bits) > CROWDED
        if not crowded.any():
            break
        bits = np.where(crowded, braille.pack(_edge(bands // coarser)), bits)
    line = np.zeros(bits.shape, np.int16)
    for r, c in np.ndindex(4, 2):
        np.maximum(line, bands[r::4, c::2], out=line, where=mask[r::4, c::2])
    return bits, line + 1


def _edge(bands: Bands) -> Mask:
    """Return the dots with a higher neighbour: edges one dot wide, on their lower side, never beside the unknown."""
    edge = np.zeros(bands.shape, np.bool_)
    edge[:-1] |= bands[1:] > bands[:-1]
    edge[1:] |= bands[1:] < bands[:-1]
    edge[:, :-1] |= bands[:, 1:] > bands[:, :-1]
    edge[:, 1:] |= bands[:, 1:] < bands[:, :-1]
    edge &= bands >= 0
    return edge


def _paired(level: Bands) -> Bands:
    """Return fill levels with neighbours two by two made equal on busy ground: those a step apart first, then more.

    A cell is twice as high as wide: this is still as fine across as down, and a repaint changes colour half as often.
    """
    even = level.shape[1] & ~1
    left, right = level[:, :even:2], level[:, 1:even:2]
    middle, out = (left + right + 1) >> 1, level
    for apart in (1, 3, 6):
        if np.count_nonzero(np.diff(out)) <= max(CHANGES * out.size, FEW):
            break
        out, alike = level.copy(), np.abs(right - left) <= apart
        out[:, :even:2], out[:, 1:even:2] = np.where(alike, middle, left), np.where(alike, middle, right)
    return out


def _fill(raster: Raster, relief: _Relief, look: Look, fills: int, faded: Mask) -> None:
    level = np.clip(relief.level, 0, fills - 1)
    if look.depth != "none":
        level = _paired(level)
    raster.bg[...] = np.where(faded, look.fill_dim(fills)[level], look.fill(fills)[level])
    if look.depth == "none":
        raster.glyph[...] = np.where(faded, 32, _ascii(level, fills) if look.ascii else _specks(level, fills))
        return
    glyph, ink = look.texture(fills)
    raster.glyph[...] = np.where(faded, 32, glyph[level])
    raster.fg[...] = ink[level]


def _numbered(shape: tuple[int, ...]) -> tuple[Numbers, Numbers]:
    """Return the numbers of rows [h, 1] and columns [1, w]."""
    return np.arange(shape[0], dtype=np.int32)[:, None], np.arange(shape[1], dtype=np.int32)[None, :]


def _ascii(level: Bands, fills: int) -> Glyphs:
    return np.array([ord(c) for c in ASCII_RAMP], np.uint32)[level * len(ASCII_RAMP) // fills]


def _specks(level: Bands, fills: int) -> Glyphs:
    """Return a dotted tint of high ground: without colour, lines alone do not tell a well from a hill."""
    row, column = _numbered(level.shape)
    specked = np.where(level * 10 >= 8 * fills, (row + column) % 2 == 0, (row % 2 == 0) & ((column + row) % 4 == 0))
    return np.where(specked & (level * 10 >= 6 * fills), np.uint32(ord("·")), np.uint32(32))


def _lines(raster: Raster, relief: _Relief, look: Look, lines: int, faded: Mask) -> None:
    here = relief.dots != 0
    if look.ascii:
        if look.depth == "none":
            # the ramp of characters is the ground here; off the slice its lines are left
            raster.glyph[...] = np.where(here & faded, np.uint32(ord(".")), raster.glyph)
            return
        glyph = _strokes(*relief.slope)
    else:
        thin = faded & (look.depth == "none")
        glyph = braille.glyphs(np.where(thin, relief.dots & _EVERY_SECOND_DOT, relief.dots))
    ink = look.line(SHADES)[np.clip(relief.line * SHADES // lines, 0, SHADES - 1)]
    ink = np.where(faded, look.colours.frame, ink)
    raster.glyph[...] = np.where(here, glyph, raster.glyph)
    raster.fg[...] = np.where(here, ink, raster.fg)
    if look.mixes:
        level = np.clip(relief.level, 0, FILLS_PER_LINE * lines - 1)
        solid = look.under(FILLS_PER_LINE * lines)[level]
        raster.bg[...] = np.where(here & ~faded, solid, raster.bg)


def plain_under(raster: Raster, before: Raster, look: Look, lines: int = 12) -> None:
    """Put the plain colour under what was drawn on a texture: half of a mixture alone would be a hole or a stain.

    Args:
        raster: the ground with marks, trails and arrows on it.
        before: the same ground without.
        look: how both are drawn.
        lines: as for `ground`.
    """
    fills = FILLS_PER_LINE * lines
    (glyphs, inks), papers, under = look.texture(fills), look.fill(fills), look.under(fills)
    touched = (
        (raster.glyph != before.glyph) & (raster.bg == before.bg) & np.isin(before.glyph, glyphs[glyphs != ord(" ")])
    )
    here = before.glyph[touched], before.fg[touched], before.bg[touched]
    same = (here[0][:, None] == glyphs) & (here[1][:, None] == inks) & (here[2][:, None] == papers)
    raster.bg[touched] = np.where(same.any(1), under[same.argmax(1)], here[2])


def _strokes(across: Bands, down: Bands) -> Glyphs:
    """Return the ASCII stroke that lies along the contour of each cell, by how height changes across and down it."""
    rise, run = np.abs(down), 2 * np.abs(across)  # a cell is twice as high as wide
    flat = np.where(rise > 2 * run, ord("-"), np.where(run > 2 * rise, ord("|"), 0))
    leaning = np.where((across > 0) == (down > 0), ord("/"), ord("\\"))
    return np.where(flat, flat, leaning).astype(np.uint32)


def _hatch(raster: Raster, relief: _Relief, look: Look) -> None:
    """Draw thin diagonals where f is undefined or beyond all numbers."""
    if relief.known.all():
        return
    row, column = _numbered(relief.known.shape)
    stroke = np.where((row + column) % _HATCH == 0, ord("/" if look.ascii else "╱"), 32)
    raster.glyph[...] = np.where(relief.known, raster.glyph, stroke)
    raster.fg[...] = np.where(relief.known, raster.fg, look.colours.frame)
    raster.bg[...] = np.where(relief.known, raster.bg, look.colours.paper)
