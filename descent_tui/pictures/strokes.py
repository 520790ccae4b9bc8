"""Lines through the plane as braille dots: clipped to what is seen, however far they go, then walked dot by dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from descent_tui.pictures import braille

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.pictures.viewport import Viewport

Floats = npt.NDArray[np.float64]

_FAR = 1e12
"""Dots from the map beyond which the nearer end of a piece says nothing about where the piece crosses it."""

_FARTHEST = 1e307
"""Dots from the map at which a point stands whose distance no number can hold."""

_GAP = 3
"""Dots from one to the next of a dotted line."""


def stroke(
    bits: braille.Bits,
    columns: Floats,
    rows: Floats,
    *,
    wide: bool = False,
    dotted: npt.NDArray[np.bool_] | None = None,
) -> None:
    """Set the dots of a polyline in `bits` [h, w].

    Args:
        bits: the dots so far; only added to.
        columns: its corners [k] across, in dots (parts of dots allowed); a corner that is not finite breaks it.
        rows: its corners [k] down.
        wide: two dots wide, across the line.
        dotted: which of the k − 1 pieces are dotted.
    """
    if not len(columns):
        return
    start = np.stack([columns[:-1], rows[:-1]], -1)
    end = np.stack([columns[1:], rows[1:]], -1)
    with np.errstate(all="ignore"):
        a, b, kept = _clipped(start, end, bits.shape)
    loose = np.zeros(len(start), np.bool_) if dotted is None else dotted
    x, y, steep, seen = _walked(a[kept], b[kept], loose[kept])
    braille.scatter(bits, x[seen], y[seen])
    if wide:
        braille.scatter(bits, (x + steep)[seen], (y + ~steep)[seen])
    last = _dot(columns[-1:], rows[-1:], bits.shape)
    braille.scatter(bits, *last)


def _dot(columns: Floats, rows: Floats, shape: tuple[int, ...]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the dots of points that can be seen."""
    with np.errstate(invalid="ignore"):
        seen = (columns >= 0) & (rows >= 0) & (columns < 2 * shape[1]) & (rows < 4 * shape[0])
    return columns[seen].astype(np.int64), rows[seen].astype(np.int64)


def _clipped(a: Floats, b: Floats, shape: tuple[int, ...]) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """Return the parts of pieces a → b [k, 2] within the map, and which pieces have one (Y. Liang, B. Barsky, 1984).

    Shares of a piece are counted from its nearer end: from the farther one they would round to 1 at 1e300.
    """
    low, high = np.array([-2.0, -2.0]), np.array([2 * shape[1] + 2.0, 4 * shape[0] + 2.0])
    turned = (np.abs(a).max(1) > np.abs(b).max(1))[:, None]
    a, b = np.where(turned, b, a), np.where(turned, a, b)
    d = b / 2 - a / 2  # halves: ±1e308 must not overflow
    enter, leave = (low / 2 - a / 2) / d, (high / 2 - a / 2) / d
    still, inside = d == 0, (a >= low) & (a <= high)
    near = np.where(still, np.where(inside, 0.0, np.inf), np.fmin(enter, leave)).max(1).clip(0.0)
    far = np.where(still, 1.0, np.fmax(enter, leave)).min(1).clip(None, 1.0)
    kept = (near <= far) & np.isfinite(a).all(1) & np.isfinite(b).all(1) & (np.abs(a).max(1) < _FAR)
    begin = np.clip(np.where((near > 0)[:, None], a + 2 * (d * near[:, None]), a), low, high)
    finish = np.clip(np.where((far < 1)[:, None], a + 2 * (d * far[:, None]), b), low, high)
    return np.where(turned, finish, begin), np.where(turned, begin, finish), kept


def _walked(
    a: Floats, b: Floats, loose: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return all dots of pieces a → b, whether each belongs to a steep piece, and whether it is seen (gaps are not)."""
    d = b - a
    length = np.abs(d).max(1, initial=0.0)
    count = np.maximum(np.ceil(length), 1).astype(np.int64)
    piece = np.repeat(np.arange(len(count)), count)
    k = np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count)
    at = a[piece] + d[piece] * (k / count[piece])[:, None]
    x, y = np.floor(at).astype(np.int64).T
    along = np.cumsum(np.ones(len(piece), np.int64)) - 1
    return x, y, np.abs(d[piece, 1]) > np.abs(d[piece, 0]), ~loose[piece] | (along % _GAP == 0)


def ink(raster: Raster, bits: braille.Bits, colour: int, look: Look, plain: str = "") -> None:
    """Lay dots on a raster: over dots of the same colour they join, over a contour line they take its place.

    In ASCII a cell with dots is drawn as `plain`, by default as a piece of trail.
    """
    rows, columns = np.nonzero(bits)
    if look.ascii:
        raster.glyph[rows, columns] = ord(plain or look.glyphs.trail)
        raster.fg[rows, columns] = colour
        return
    under, worn = raster.glyph[rows, columns], raster.fg[rows, columns]
    joins = (under > braille.BLANK) & (under < braille.BLANK + 256) & (worn == colour) & (look.depth != "none")
    new = braille.BLANK + bits[rows, columns].astype(np.uint32)
    raster.glyph[rows, columns] = np.where(joins, under | new, new)
    raster.fg[rows, columns] = colour


def path_dots(viewport: Viewport, points: npt.ArrayLike, width: int, height: int) -> tuple[Floats, Floats]:
    """Return the dot columns and rows [k] of points [k, 2]."""
    p = np.asarray(points, np.float64).reshape(-1, 2)
    columns, rows = viewport.to_subcell(p[:, 0], p[:, 1], width, height)
    known = np.isfinite(p).all(1)
    columns, rows = (np.where(known, np.clip(at, -_FARTHEST, _FARTHEST), np.nan) for at in (columns, rows))
    return columns, rows
