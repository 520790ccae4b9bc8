"""The way an iterate came, over the ground: two dots wide where the keys drive it, else one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from descent_tui.pictures import strokes

if TYPE_CHECKING:
    from descent_tui.pictures.braille import Bits
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.path import Path
    from descent_tui.pictures.raster import Raster
    from descent_tui.pictures.viewport import Viewport
    from descent_tui.session.plane import Plane
    from descent_tui.session.session import Iterate


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


@dataclass(eq=False, slots=True)
class Trail:
    """The dots of a trail, what they are the trail of, and from which of its points on they are still to be drawn."""

    frame: tuple[Viewport, int, int]
    axes: tuple[int, int] | Plane
    head: Iterate
    count: int
    since: int
    loose: bool
    bits: Bits | None

    @classmethod
    def grown(
        cls, old: Trail | None, frame: tuple[Viewport, int, int], path: Path, *, since: int = 0, loose: bool = False
    ) -> Trail:
        """Return the trail of a path: what was drawn of it, where it is the old one with a step more or none."""
        head, count = path.head, len(path.values)
        if old is not None and old.frame == frame and old.axes == path.axes and old.loose == loose:
            if head is old.head and count == old.count:
                return cls(frame, path.axes, head, count, count - 1, loose, old.bits)
            if count == old.count + 1 and head.parent is old.head:  # a parent may have to be worked out again
                return cls(frame, path.axes, head, count, count - 2, loose, old.bits)
        return cls(frame, path.axes, head, count, min(since, count - 1), loose, None)

    def draw(
        self, raster: Raster, viewport: Viewport, look: Look, path: Path, colour: int, *, wide: bool = False,
        plain: str = "",
    ) -> None:  # fmt: skip
        """Draw it on a map, and keep its dots."""
        points = path.points[self.since :]
        steps = len(points) - 1
        dotted = np.ones(steps, np.bool_) if self.loose else path.by_hand_since(self.since)
        self.bits = draw_trail(raster, points, viewport, look, dotted, self.bits, colour=colour, wide=wide, plain=plain)
