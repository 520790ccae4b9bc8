"""The landscape as a mountain: the same heights as on the map, in three dimensions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from descent_tui.pictures.plot import inside
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.relief import UPPER_HALF, densities, half_blocks, light_on
from descent_tui.pictures.stipple import BLANK, laid_over, packed, walked
from descent_tui.pictures.terrain import BASE, TALL, Camera, Reals, View, look_at, sampled
from descent_tui.pictures.text import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.pictures.look import Look

_NEAR = 0.07
"""How far, in half widths of the ground, a point may lie behind what is seen and still count as on it."""


@dataclass(frozen=True, eq=False, slots=True)
class Walker:
    """Somebody on the mountain: the way as columns and rows of the heights, [k, 2], its end the head of it.

    A `glyph` and a `number` stand there, and `mark` in a cell of the way where there are no dots.
    """

    path: npt.ArrayLike
    colour: int
    glyph: str
    number: int
    mark: str


def mountain(
    heights: npt.ArrayLike,
    width: int,
    height: int,
    look: Look,
    *,
    azimuth: float = 30.0,
    elevation: float = 38.0,
    path: npt.ArrayLike | None = None,
    head: tuple[float, float] | None = None,
    slices: tuple[bool, bool] = (False, False),
    names: Sequence[str] = ("x", "y"),
    others: Sequence[Walker] = (),
    colour: int | None = None,
) -> Raster:
    """Draw a height field as a solid block, lit from the upper left, in `width`x`height` cells.

    Args:
        heights: [rows North to South, columns West to East], levels of f in [0, 1]; nan where f is not defined.
        width: cells.
        height: cells.
        look: colours and alphabet. Half blocks where there are enough colours, else dots or characters, denser where
            it is brighter.
        azimuth: degrees the eye has walked from the South towards the East.
        elevation: degrees above the ground, 90 looks straight down.
        path: [k, 2], the iterates as columns and rows of `heights`; drawn on the surface, hidden parts left out.
        head: the iterate, as a column and a row; faint where the mountain hides it.
        slices: whether to draw the slice through the head along x (East-West) and along y (North-South).
        names: what to write along the two edges in front: the variables of the columns and of the rows.
        others: who else walks here, the undermost first.
        colour: of path and head, where they are told from others by it.
    """
    picture = Raster.blank(width, height, look.colours.ink, look.colours.panel)
    z = _filled(heights)
    if width < 1 or height < 1 or not z.size:
        return picture
    dense = look.ascii or look.depth not in {"truecolor", "256"}
    fine = 2 if dense and not look.ascii else 1
    camera = Camera(width * fine, 2 * height * fine, azimuth, elevation)
    scene = _Scene(picture, look, z, camera, look_at(z, camera), fine)
    (densities if dense else half_blocks)(picture, scene.view, light_on(z, camera, scene.view), look)
    _edge_names(scene, names)
    for line in _lines(scene, path, head, slices, others, colour):
        _draw_line(scene, line)
    for other in others:
        at = np.asarray(other.path, np.float64).reshape(-1, 2)[-1]
        _draw_head(scene, (float(at[0]), float(at[1])), other.glyph, other.colour, str(other.number))
    if head is not None:
        _draw_head(scene, head, look.glyphs.head, look.colours.head if colour is None else colour)
    return picture


@dataclass(frozen=True, eq=False, slots=True)
class _Scene:
    """A picture being drawn: heights, camera and what it saw, at `fine` pixels a column (twice as many a row)."""

    picture: Raster
    look: Look
    z: Reals
    camera: Camera
    view: View
    fine: int

    def place(self, points: npt.ArrayLike) -> Reals:
        """Return points given as columns and rows of the heights as [k, 2] in [0, 1]², from West and from South."""
        at = np.asarray(points, np.float64).reshape(-1, 2)
        rows, columns = self.z.shape
        return np.stack([at[:, 0] / max(columns - 1, 1), 1 - at[:, 1] / max(rows - 1, 1)], axis=1)

    def project(self, points: Reals) -> tuple[Reals, Reals, npt.NDArray[np.bool_]]:
        """Return column and row, in cells, of places on the ground, and whether nothing stands before them."""
        x, y = 2 * points[:, 0] - 1, 2 * points[:, 1] - 1
        column, row, away = self.camera.project(x, y, sampled(self.z, x, y))
        i = np.clip(column.astype(np.intp), 0, self.camera.width - 1)
        j = np.clip(row.astype(np.intp), 0, self.camera.height - 1)
        behind = np.maximum(self.view.away[j, i], self.view.away[np.maximum(j - 1, 0), i])
        on = (column >= 0) & (column < self.camera.width) & (row >= 0) & (row < self.camera.height)
        return column / self.fine, row / (2 * self.fine), on & (away <= behind + _NEAR)


def _filled(heights: npt.ArrayLike) -> Reals:
    """Return heights in [0, 1]; what is undefined lies at the foot."""
    z = np.atleast_2d(np.asarray(heights, np.float64))
    return np.clip(np.nan_to_num(z, nan=0.0, posinf=1.0, neginf=0.0), 0.0, 1.0)


@dataclass(frozen=True, eq=False, slots=True)
class _Line:
    """A polyline on the ground, places [k, 2] in [0, 1]²; bold is two dots wide."""

    points: Reals
    colour: int
    mark: str
    bold: bool


def _lines(
    scene: _Scene, path: npt.ArrayLike | None, head: tuple[float, float] | None, slices: tuple[bool, bool],
    others: Sequence[Walker], colour: int | None,
) -> list[_Line]:  # fmt: skip
    """Return what is drawn on the ground, in that order."""
    colours, lines = scene.look.colours, []
    if head is not None:
        x, y = scene.place(head)[0]
        if slices[0]:
            lines.append(_Line(np.array([[0.0, y], [1.0, y]]), colours.first, "#", bold=False))
        if slices[1]:
            lines.append(_Line(np.array([[x, 0.0], [x, 1.0]]), colours.second, "#", bold=False))
    lines += [_Line(scene.place(other.path), other.colour, other.mark, bold=True) for other in others]
    if path is not None:
        lines.append(_Line(scene.place(path), colours.trail if colour is None else colour, "o", bold=True))
    return lines


def _draw_line(scene: _Scene, line: _Line) -> None:
    """Lay a polyline over the ground, leaving out what is hidden."""
    picture = scene.picture
    on_ground = np.stack(inside(line.points[:, 0], line.points[:, 1]), axis=1)
    column, row, seen = scene.project(walked(on_ground, 0.2 / max(scene.camera.scale)))
    column, row = column[seen], row[seen]
    if scene.look.ascii:
        picture.glyph[row.astype(np.intp), column.astype(np.intp)] = ord(line.mark)
        return
    dots = np.zeros((4 * picture.height, 2 * picture.width), bool)
    down, right = (4 * row).astype(np.intp), (2 * column).astype(np.intp)
    dots[down, right] = True
    if line.bold:
        dots[down, np.minimum(right + 1, dots.shape[1] - 1)] = True
    drawn = packed(dots)
    touched = drawn != BLANK
    if scene.fine == 1:
        # a cell has one paper: at the edge of the block take the ground's, not the sky's
        edge = touched & (picture.bg == scene.look.colours.panel) & (picture.glyph == UPPER_HALF)
        picture.bg[edge] = picture.fg[edge]
    # over another line keep the dots of both; a dither gives way, so that the line stands clear
    below = picture.glyph if scene.fine == 1 else np.full_like(drawn, BLANK)
    picture.glyph[touched] = laid_over(drawn, below)[touched]
    picture.fg[touched] = line.colour


def _draw_head(scene: _Scene, head: tuple[float, float], glyph: str, ink: int, number: str = "") -> None:
    place = scene.place(head)
    if not (np.isfinite(place) & (place >= 0) & (place <= 1)).all():
        return
    column, row, seen = scene.project(place)
    colours = scene.look.colours
    ink = ink if seen[0] else colours.faint
    scene.picture.put(int(column[0]), int(row[0]), glyph + number, ink, colours.head_paper)


def _edge_names(scene: _Scene, names: Sequence[str]) -> None:
    """Write the variables below the two lower edges in front, each with an arrow to where it grows."""
    (cos, sin), picture, glyphs = scene.camera.turn, scene.picture, scene.look.glyphs
    near_y, near_x = (-1.0 if cos >= 0 else 1.0), (1.0 if sin >= 0 else -1.0)
    for name, x, y, grows_right in ((names[0], 0.0, near_y, cos >= 0), (names[1], near_x, 0.0, sin >= 0)):
        column, row, _ = scene.camera.project(np.array(x), np.array(y), np.array(-BASE / TALL))
        text = spoken(f"{name} {glyphs.right}" if grows_right else f"{glyphs.left} {name}", scene.look)
        at, below = float(column) / scene.fine, int(float(row) / (2 * scene.fine)) + 1
        # away from the middle, so that the text clears the edge that comes down towards it
        aside = (at - picture.width / 2) / (picture.width / 4)
        left = round(at - len(text) * (0.5 - 0.5 * min(max(aside, -1.0), 1.0)))
        left = max(0, min(left, picture.width - len(text)))
        picture.put(left, min(below, picture.height - 1), text, scene.look.colours.faint)
