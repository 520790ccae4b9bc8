"""What the optimizer remembers, on the map: its velocity as an arrow, its second moment as a bar along each axis."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.arrows import draw_carried
from descent_tui.pictures.marks import Point, cell
from descent_tui.session.plane import moves

if TYPE_CHECKING:
    from descent_tui.optimizers.optimizer import State
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.pictures.viewport import Viewport
    from descent_tui.session.session import Session

VELOCITIES = {"velocity": "v", "first": "m"}
"""Name in the optimizer's state → the letter of the rule, of what carries the iterate on."""

SQUARES = ("second", "square", "sum")
"""Names of what sums or averages squared slopes; its root is a length of slope."""

LARGEST = "largest"
"""The name of what remembers the largest slopes themselves, where there are no squares (Adamax)."""

REACH = (6, 3)
"""Cells from the iterate to the end of the longest bar, across and up: the same on the screen."""


def draw_velocity(
    raster: Raster, at: Point, session: Session, viewport: Viewport, look: Look, reference: float
) -> None:
    """Draw where the velocity of the runner in front carries the iterate, where it has one.

    It is the gradient's arrow turned about, dotted, in a colour of its own, and with the rule's letter at its tip;
    `reference` is the size of slope that gets the longest arrow.
    """
    state = session.here.state
    for name, letter in VELOCITIES.items():
        if name in state:
            moving = moves(session.view, np.where(session.free, state[name], 0.0))
            draw_carried(raster, at, moving, viewport, look, letter, reference)
            return


def draw_bars(raster: Raster, at: Point, session: Session, viewport: Viewport, look: Look) -> None:
    """Draw the roots of the second moment along both axes, where the runner in front remembers it.

    A bar reaches as far on both sides of the iterate as √v is large along its axis, the longer one always `REACH`: a
    long bar is an axis along which slopes have been large, and the step is divided by it.
    """
    if session.view.plane is not None:  # it is remembered along variables
        return
    axes = list(session.view.axes)
    place, roots = cell(viewport, at, raster), _roots(session.here.state, axes)
    if place is None or roots is None:
        return
    sizes = [root if free else 0.0 for root, free in zip(roots, session.free[axes], strict=True)]
    largest = max(sizes)
    if not 0 < largest < math.inf:
        return
    across, up = (
        max(round(reach * size / largest), 1) if size else 0 for reach, size in zip(REACH, sizes, strict=True)
    )
    _draw_cross(raster, place, across, up, look)


def _roots(state: State, axes: list[int]) -> Point | None:
    """Return the sizes of slope that are remembered along both axes; None where none are."""
    for name in SQUARES:
        if name in state:
            across, up = np.sqrt(state[name][axes]).tolist()
            return across, up
    if LARGEST in state:
        across, up = state[LARGEST][axes].tolist()
        return across, up
    return None


def _draw_cross(raster: Raster, place: tuple[int, int], across: int, up: int, look: Look) -> None:
    """Draw a bar across and one up and down through a cell, with an end to each."""
    (column, row), glyphs, ink = place, look.glyphs, look.colours.memory
    if across:
        bar = f"{glyphs.tee_left}{glyphs.horizontal * (2 * across - 1)}{glyphs.tee_right}"
        raster.put(column - across, row, bar, ink)
    for y in range(row - up, row + up + 1) if up else ():
        end = glyphs.tee_top if y == row - up else glyphs.tee_bottom if y == row + up else glyphs.vertical
        raster.put(column, y, end, ink)
