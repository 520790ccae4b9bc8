"""A raster as text for a terminal: only the colour codes that change something, and none the depth does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.colour_code import DEFAULT, INDEXED

if TYPE_CHECKING:
    from descent_tui.pictures.raster import Colours, Raster

RESET = "\x1b[0m"


def encode(raster: Raster, depth: str) -> str:
    """Return the rows joined by newlines, each ending uncoloured.

    Args:
        raster: what to write; its colours are of `depth` (see `Look`).
        depth: "truecolor", "256", "16", or "none" for no code at all.
    """
    texts = raster.lines()
    if depth == "none" or not raster.width:
        return "\n".join(texts)
    inks = carried(raster)
    return "\n".join(_row(text, inks[y], raster.bg[y]) for y, text in enumerate(texts))


def carried(raster: Raster) -> Colours:
    """Return the inks [h, w] with each blank wearing the ink before it: what a blank wears is not seen, runs merge."""
    if not raster.glyph.size:
        return raster.fg
    seen = np.where(raster.glyph != 32, np.arange(raster.width), 0)
    return np.asarray(np.take_along_axis(raster.fg, np.maximum.accumulate(seen, axis=1), axis=1))


def _row(text: str, ink: Colours, paper: Colours) -> str:
    cuts = np.flatnonzero((ink[1:] != ink[:-1]) | (paper[1:] != paper[:-1])) + 1
    starts = [0, *cuts.tolist()]
    ends = [*cuts.tolist(), len(text)]
    parts, worn = [], (DEFAULT, DEFAULT)
    for start, end, *wanted in zip(starts, ends, ink[starts].tolist(), paper[starts].tolist(), strict=True):
        codes = [_code(new, layer) for new, old, layer in zip(wanted, worn, (30, 40), strict=True) if new != old]
        if codes:
            parts.append(f"\x1b[{';'.join(codes)}m")
        parts.append(text[start:end])
        worn = wanted[0], wanted[1]
    if worn != (DEFAULT, DEFAULT):
        parts.append(RESET)
    return "".join(parts)


def _code(colour: int, layer: int) -> str:
    """Return the SGR parameters of a colour as ink (layer 30) or paper (layer 40)."""
    if colour == DEFAULT:
        return str(layer + 9)
    if colour >= INDEXED:
        entry = colour & 0xFF
        if entry < 8:
            return str(layer + entry)
        return str(layer + 60 + entry - 8) if entry < 16 else f"{layer + 8};5;{entry}"
    return f"{layer + 8};2;{colour >> 16};{colour >> 8 & 255};{colour & 255}"
