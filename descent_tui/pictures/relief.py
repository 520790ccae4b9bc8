"""Light on a landscape: what each pixel shows made into cells, in colours where there are enough, else in densities."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.colour_code import INDEXED
from descent_tui.pictures.look import GREYS, Look
from descent_tui.pictures.oklab import indexed, oklab
from descent_tui.pictures.quantiles import quantile
from descent_tui.pictures.stipple import packed
from descent_tui.pictures.terrain import GROUND, SKY, WALL_X, Camera, Reals, View, sampled

if TYPE_CHECKING:
    from descent_tui.pictures.raster import Colours, Raster

_GRAIN = ((24, 9, 5), (16, 7, 4), (12, 5, 3))
"""(bands of height, shades of light, bands that share a colour on the sides of the block), fine to coarse."""

_BANDS = 24
"""Inks from the foot to the top where brightness is density."""

_RUNS = 0.3
"""Runs of one style for each cell that a frame may have, or a coarser grain is taken: bytes are runs, about 40 each."""

_STEEPNESS = 0.9
"""How steep slopes are for the light; a little more than they are drawn, so that shallow ones show too."""

_LIFTED = (0.1, 0.7)
"""How far from fill to line 256 colours go in the shade, and how much farther in the light: few of them are dark."""

_EYE = np.array([0.5, 1.0, 1.0])
"""Hue before lightness, or the foot of a blue mountain would be purple."""

UPPER_HALF = ord("▀")
_BAYER = (np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) + 0.5) / 16
"""Thresholds of an ordered dither."""

_DENSITY = np.frombuffer(" .:-=+*%@".encode("utf-32-le"), np.uint32)


def light_on(z: Reals, camera: Camera, view: View) -> Reals:
    """Return how bright each pixel is, about [0, 1]: Lambert's cosine on the ground, one light for each side."""
    rows, columns = z.shape
    south, east = np.gradient(z) if min(rows, columns) > 1 else (np.zeros_like(z), np.zeros_like(z))
    dx, dy = east * _STEEPNESS * (columns - 1) / 2, -south * _STEEPNESS * (rows - 1) / 2
    cos, sin = camera.turn
    right, away = dx * cos + dy * sin, dy * cos - dx * sin
    del south, east, dx, dy  # of a large screen each is two megabytes
    # the sun stands on the left, a little behind the eye, and turns with it
    cosine = (0.55 * right + 0.35 * away + 0.76) / np.sqrt(1 + right * right + away * away)
    light = np.where(view.kind == WALL_X, 0.2, 0.4)
    shown = view.kind == GROUND
    light[shown] = sampled(cosine, *view.ground(shown))
    return light


def half_blocks(picture: Raster, view: View, light: Reals, look: Look) -> None:
    """Draw two pixels to a cell, the upper half in ink and the lower half in paper; equal ones are a blank."""
    for bands, shades, strata in _GRAIN:
        height = view.z * bands  # of a pixel of sky it may be any number, too large for an integer
        band = np.clip(height, 0, bands - 1, out=height).astype(np.int16)
        band = np.where(view.kind == GROUND, band, band // strata * strata)
        shade = np.clip((light * shades).astype(np.int16), 0, shades - 1)
        colour = np.take(_tints(look, bands, shades), band * shades + shade)
        colour[view.kind == SKY] = look.colours.panel
        top, bottom = colour[0::2], colour[1::2]
        same = top == bottom
        # the ink of a blank is never seen: let it be that of the cell before, so that runs of one style grow longer
        latest = np.maximum.accumulate(np.where(same, 0, np.arange(picture.width)), axis=1)
        ink = np.take_along_axis(top, latest, axis=1)
        runs = (ink[:, 1:] != ink[:, :-1]) | (bottom[:, 1:] != bottom[:, :-1])
        if runs.sum() <= _RUNS * picture.width * picture.height:
            break
    picture.glyph[:] = np.where(same, 32, UPPER_HALF)
    picture.fg[:], picture.bg[:] = ink, bottom


@lru_cache(64)
def _tints(look: Look, bands: int, shades: int) -> Colours:
    """Return colours [bands, shades]: each band of height in each light, the plain colour in the middle one."""
    full = Look(look.palette, dark=look.dark)
    fill, line = _parts(full.fill(bands)), _parts(full.line(bands))
    light = np.linspace(-1, 1, shades)[None, :, None]
    if look.dark and look.depth == "256":
        least, most = _LIFTED
        mixed = fill + (line - fill) * (least + most * (1 + light) / 2)
    elif look.dark:
        mixed = fill * (1 + 0.6 * np.minimum(light, 0)) + (line - fill) * 0.6 * np.maximum(light, 0)
    else:
        mixed = fill + (line - fill) * 0.3 * (1 - light)
    red, green, blue = np.rint(np.clip(mixed, 0, 255)).astype(np.int32).transpose(2, 0, 1)
    colours = np.asarray((red << 16) | (green << 8) | blue, np.int32)
    return _nearest(colours, grey=look.palette == "slate") if look.depth == "256" else colours


def _nearest(wanted: Colours, *, grey: bool) -> Colours:
    """Return the entries of 256 that look most like colours 0xRRGGBB, `grey` ones among them or only those of a hue."""
    entries = np.array([n for n in range(16, 256) if grey or n not in GREYS])
    off = ((oklab(wanted)[..., None, :] - oklab(indexed(entries))) ** 2) @ _EYE
    return np.asarray(INDEXED | entries[off.argmin(-1)], np.int32)


def _parts(colours: Colours) -> Reals:
    """Return red, green and blue [n, 1, 3]."""
    return np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], axis=-1).astype(np.float64)[:, None, :]


def densities(picture: Raster, view: View, light: Reals, look: Look) -> None:
    """Draw brightness as density: characters in ASCII, else dots with an ordered dither."""
    h, w = picture.height, picture.width
    on = view.kind != SKY
    ground = view.kind == GROUND
    rising = np.sort(light[ground])
    low, high = (quantile(rising, share) for share in (0.02, 0.98)) if rising.size else (0.0, 1.0)
    bright = np.where(ground, 0.25 + 0.7 * np.clip((light - low) / max(high - low, 0.3), 0, 1), 0.45 * light)
    bright = np.where(on, bright if look.dark else 1 - 0.85 * bright, 0)
    if look.ascii:
        cell = bright.reshape(h, 2, w).max(1)
        picture.glyph[:] = _DENSITY[np.clip((cell * len(_DENSITY)).astype(np.intp), 0, len(_DENSITY) - 1)]
    else:
        picture.glyph[:] = packed(bright > np.tile(_BAYER, (h, (w + 1) // 2))[:, : 2 * w])
    if look.depth != "none":
        tall = np.where(on, view.z, 0).reshape(h, -1, w, view.z.shape[1] // w).max((1, 3))
        picture.fg[:] = look.line(_BANDS)[np.clip((tall * _BANDS).astype(np.intp), 0, _BANDS - 1)]
