"""The way an iterate came, over the ground: two dots wide where the keys drive it, else one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from descent_tui.pictures import strokes

if TYPE_CHECKING:
    from descent_tui.pictures.braille import Bits
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.pictures.viewport import Viewport


def draw_trail(
    raster: Raster,
    points: npt.ArrayLike,
    viewport: Viewport,
    look: Look,
    by_hand: npt.NDArray[np.bool_] | None = None,
    bits: Bits | None = None,
    *,
    colour: int | None = None,
    wide: bool = True,
    plain: str = "",
) -> Bits:
    """Draw the trail of iterates [k, 2] on a raster; only the cells it touches change.

    Args:
        raster: the map, drawn on.
        points: the iterates in the order they were visited; those that are not finite break the trail.
        viewport: what the map shows.
        look: how it is drawn.
        by_hand: which of the k − 1 steps were walked by hand, or jumped: they are dotted.
        bits: the dots [h, w] of the trail up to points[0], as an earlier call returned them: a step then costs a step.
        colour: that of the trail of a single descent unless said.
        wide: two dots wide.
        plain: the character of the trail where only ASCII can be shown.

    Returns:
        The dots of the trail so far.
    """
    so_far = np.zeros((raster.height, raster.width), np.uint8) if bits is None else bits
    columns, rows = strokes.path_dots(viewport, points, raster.width, raster.height)
    strokes.stroke(so_far, columns, rows, wide=wide, dotted=by_hand)
    strokes.ink(raster, so_far, look.colours.trail if colour is None else colour, look, plain)
    return so_far
