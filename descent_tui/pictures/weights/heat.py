"""A tile as a heat map: two halves to a cell, blue below 0 and amber above; what is frozen is grey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.text import clipped, write
from descent_tui.pictures.weights.diverging import Diverging, colours_of
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Vector
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.pictures.weights.pooling import Mask, Pools
    from descent_tui.pictures.weights.tile import Tile
    from descent_tui.session.session import Session

UPPER, BLANK = ord("▀"), 32

Decades = tuple[float, float]
"""The powers of ten between which sizes are told apart."""


def decades_of(session: Session, tiles: tuple[Tile, ...], pools: Pools) -> Decades:
    """Return the powers of ten that tell most of what is on some tiles apart."""
    gradient = session.here.gradient
    seen = [pools.partials(gradient, tile).ravel() for tile in tiles]
    seen += [pools.biases(gradient, tile).ravel() for tile in tiles if tile.strip is not None]
    sizes = np.abs(np.concatenate(seen)) if seen else np.zeros(0)
    sizes = sizes[np.isfinite(sizes) & (sizes > 0)]
    if not sizes.size:
        return -1.0, 0.0
    low, high = np.log10(np.quantile(sizes, (0.04, 0.995)))
    return (float(low), float(high)) if high - low > 0.05 else (float(high) - 1, float(high))


def draw_tile(raster: Raster, session: Session, tile: Tile, scale: Decades, pools: Pools, look: Look) -> None:
    """Draw a tile with its biases."""
    colours = colours_of(look)
    gradient, free = session.here.gradient, session.free
    numbers = pools.partials(gradient, tile)
    moving = None if session.all_free else pools.free(free, tile)
    _draw(raster, tile.x, tile.y, numbers, moving, scale, colours, look)
    if tile.worded:
        _words(raster, tile, numbers, moving, look)
    if tile.strip is not None:
        biases = np.repeat(pools.biases(gradient, tile), 2, axis=0)
        moving = None if session.all_free else np.repeat(pools.free_biases(free, tile), 2, axis=0)
        _draw(raster, tile.x, tile.strip, biases, moving, scale, colours, look)


def _draw(
    raster: Raster, x: int, y: int, numbers: Vector, moving: Mask | None, scale: Decades, colours: Diverging, look: Look
) -> None:
    """Draw halves [2·rows, columns] with their left upper corner in a cell, clipped to the raster."""
    if len(numbers) % 2:
        numbers = np.vstack([numbers, np.full((1, numbers.shape[1]), np.nan)])
        moving = None if moving is None else np.vstack([moving, np.ones((1, numbers.shape[1]), bool)])
    rows, columns = min(len(numbers) // 2, raster.height - y), min(numbers.shape[1], raster.width - x)
    if rows < 1 or columns < 1:
        return
    numbers = numbers[: 2 * rows, :columns]
    area = (slice(y, y + rows), slice(x, x + columns))
    levels = colours.levels(numbers, *scale)
    places = levels + colours.side
    if look.ascii or (colours.signs != BLANK).any():
        upper, lower = levels[::2], levels[1::2]
        sizes = np.nan_to_num(np.abs(numbers), nan=-1.0)
        larger = np.where(sizes[1::2] > sizes[::2], lower, upper) + colours.side
        raster.glyph[area], raster.bg[area] = colours.signs[larger], colours.paper[larger]
        raster.fg[area] = colours.ink[larger]
        if moving is not None:
            held = ~(moving[::2] | moving[1::2])[:, :columns]
            _hold(raster, area, held, colours.dim[larger], look)
        return
    papers = colours.paper[places]
    if moving is not None:
        papers = np.where(moving[: 2 * rows, :columns], papers, colours.dim[places])
    papers = np.where(np.isnan(numbers), look.colours.paper, papers)
    upper, lower = papers[::2], papers[1::2]
    raster.glyph[area] = np.where(upper == lower, BLANK, UPPER)
    raster.fg[area], raster.bg[area] = upper, lower


def _hold(raster: Raster, area: tuple[slice, slice], held: Mask, papers: Vector, look: Look) -> None:
    """Draw what is frozen as dots: no sign of what a step will not follow."""
    dots = ord(look.glyphs.dot)
    raster.glyph[area] = np.where(held & (raster.glyph[area] != BLANK), dots, raster.glyph[area])
    raster.fg[area] = np.where(held, look.colours.held, raster.fg[area])
    raster.bg[area] = np.where(held, papers, raster.bg[area])


def _words(raster: Raster, tile: Tile, numbers: Vector, moving: Mask | None, look: Look) -> None:
    """Write its number on each variable."""
    halves, columns = tile.halves, tile.columns
    window = tile.window
    wide, high = (len(columns) - 1) // window.columns, (len(halves) - 1) // window.rows
    for row in range(window.rows):
        y = tile.y + (row * high + (high - 1) // 2) // 2
        for column in range(window.columns):
            x = tile.x + column * wide
            number = float(numbers[row * high, column * wide])
            if np.isnan(number) or not (0 <= y < raster.height and x < raster.width):
                continue
            said = clipped(show(number, 2, ascii=look.ascii), wide - 1, look)
            paper = int(raster.bg[y, x])
            if raster.glyph[y, x] == UPPER:  # its upper half is this variable's, the lower one the next one's
                paper = int(raster.fg[y, x])
            raster.bg[y, x : x + wide] = paper
            raster.glyph[y, x : x + wide] = BLANK
            held = moving is not None and not moving[row * high, column * wide]
            ink = look.colours.held if held else _ink(paper, look)
            write(raster, x + wide - 1 - len(said), y, [(said, ink)], look, wide)


def _ink(paper: int, look: Look) -> int:
    """Return what can be read on a paper of the map."""
    colours = colours_of(look)
    found = np.flatnonzero(colours.paper == paper)
    return int(colours.ink[found[0]]) if len(found) else look.colours.ink
