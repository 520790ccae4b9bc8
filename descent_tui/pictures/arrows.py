"""The gradient and its partials as arrows from the iterate, and the velocity as another kind of arrow."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures import shaft
from descent_tui.pictures.marks import Point, cell

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.pictures.viewport import Viewport

SHARE = 0.22
"""The longest arrow, as a share of the map's smaller side."""

_LEAST = 5.0
"""The shortest arrow that can be read, in dots."""

_SIGHT = 3.0
"""Powers of ten below `reference` at which an arrow has shrunk to its least."""


def draw_arrows(
    raster: Raster,
    at: Point,
    gradient: Point,
    viewport: Viewport,
    look: Look,
    free: tuple[bool, bool] = (True, True),
    reference: float = 10.0,
) -> None:
    """Draw ∇f and both partials at a point, uphill and solid, and the way down, −∇f, dotted and without a head.

    A step moves the iterate along −∇f in the units of the axes; the arrows are drawn in those, so the trail leaves
    along the dotted line even where the two axes have different scales, and the partials add up to the gradient.

    Args:
        raster: the map, drawn on.
        at: the iterate.
        gradient: (∂f/∂x, ∂f/∂y) there, for the horizontal and the vertical variable.
        viewport: what the map shows.
        look: how it is drawn.
        free: which of the two variables are free; a frozen one has no arrow and no share in the gradient.
        reference: the size of gradient that gets the longest arrow; three powers of ten below, it is still seen.
    """
    if cell(viewport, at, raster) is None or not np.isfinite(gradient).all():
        return
    partials = [g if is_free else 0.0 for g, is_free in zip(gradient, free, strict=True)]
    across, up = _on_screen(partials, viewport, raster)
    size = math.hypot(across, up)
    if not size:
        return
    length = _length(math.hypot(*partials), reference, min(2 * raster.width, 4 * raster.height))
    dx, dy = across / size * length, -up / size * length
    inks = look.colours
    _shaft(raster, at, (-dx, -dy), viewport, look, inks.head, dotted=True)
    if partials[0] and partials[1]:
        _arrow(raster, at, (dx, dy), viewport, look, inks.gradient)
    for ink, x, y in ((inks.first, dx, 0.0), (inks.second, 0.0, dy)):
        _arrow(raster, at, (x, y), viewport, look, ink)


def draw_carried(
    raster: Raster, at: Point, velocity: Point, viewport: Viewport, look: Look, letter: str, reference: float = 10.0
) -> None:
    """Draw where the velocity carries a point, −v: a dotted arrow whose tip bears the letter it has in the rule.

    Args:
        raster: the map, drawn on.
        at: the iterate.
        velocity: v along the horizontal and the vertical variable, in the units of the gradient; 0 where frozen.
        viewport: what the map shows.
        look: how it is drawn.
        letter: what the rule calls it.
        reference: the size that gets the longest arrow, as for the gradient.
    """
    if cell(viewport, at, raster) is None or not np.isfinite(velocity).all():
        return
    across, up = _on_screen(list(velocity), viewport, raster)
    size = math.hypot(across, up)
    if not size:
        return
    length = _length(math.hypot(*velocity), reference, min(2 * raster.width, 4 * raster.height))
    way = -across / size * length, up / size * length
    ink = look.colours.memory
    column, row = _shaft(raster, at, way, viewport, look, ink, dotted=True)
    raster.put(column, row, _point(way, look), ink)
    # The letter stands beyond the tip, where the arrow points.
    beyond = (column + (1 if way[0] >= 0 else -1), row) if abs(way[0]) > abs(way[1]) else (column, row + _sign(way[1]))
    raster.put(*beyond, letter, ink)


def _sign(value: float) -> int:
    return 1 if value >= 0 else -1


def _on_screen(partials: list[float], viewport: Viewport, raster: Raster) -> tuple[float, float]:
    """Return partials in dots per unit of f' (right and up), scaled so that no product overflows."""
    largest = max(abs(partials[0]), abs(partials[1])) or 1.0
    wide, high = viewport.x1 - viewport.x0, viewport.y1 - viewport.y0
    unit = min(wide, high)
    return (
        partials[0] / largest * 2 * raster.width * (unit / wide),
        partials[1] / largest * 4 * raster.height * (unit / high),
    )


def _length(size: float, reference: float, side: int) -> float:
    """Return the length of ∇f in dots: by its logarithm, so that a gradient a thousand times smaller is still seen."""
    longest = max(SHARE * side, _LEAST)
    if not (0 < size < math.inf and 0 < reference < math.inf):
        return longest
    share = 1 + (math.log10(size) - math.log10(reference)) / _SIGHT
    return _LEAST + (longest - _LEAST) * min(max(share, 0.0), 1.0)


def _shaft(
    raster: Raster, at: Point, way: Point, viewport: Viewport, look: Look, ink: int, *, dotted: bool = False
) -> tuple[int, int]:
    """Draw a line from the iterate `way` dots across and down; return the cell in which it ends."""
    x, y = (float(v) for v in viewport.to_subcell(*at, raster.width, raster.height))
    shaft.draw(raster, (x, y), way, ink, look, dotted=dotted, plain="," if dotted else _plain(way))
    return math.floor((x + way[0]) / 2), math.floor((y + way[1]) / 4)


def _arrow(raster: Raster, at: Point, way: Point, viewport: Viewport, look: Look, ink: int) -> None:
    if max(abs(way[0]), abs(way[1])) < 2:
        return
    tip = _shaft(raster, at, way, viewport, look, ink)
    raster.put(*tip, _point(way, look), ink)


def _plain(way: Point) -> str:
    """Return the ASCII stroke along a direction (right, down)."""
    x, y = way
    if min(abs(x), abs(y)) > 0.45 * max(abs(x), abs(y)):
        return "\\" if (x > 0) == (y > 0) else "/"
    return "-" if abs(x) > abs(y) else "|"


def _point(way: Point, look: Look) -> str:
    """Return the arrowhead for a direction (right, down)."""
    glyphs, (x, y) = look.glyphs, way
    if min(abs(x), abs(y)) > 0.45 * max(abs(x), abs(y)):
        east, west = (glyphs.up_right, glyphs.up_left) if y < 0 else (glyphs.down_right, glyphs.down_left)
        return east if x > 0 else west
    if abs(x) > abs(y):
        return glyphs.right if x > 0 else glyphs.left
    return glyphs.up if y < 0 else glyphs.down
