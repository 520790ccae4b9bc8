"""What an eye sees of a height field: for every pixel the nearest point of a solid block whose top is the landscape."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]

SKY, GROUND, WALL_X, WALL_Y = 0, 1, 2, 3
"""What a pixel shows: nothing, the surface, or a side of the block that faces along x or along y."""

TALL = 0.75
"""Height of the highest point above the lowest, in half widths of the ground."""

BASE = 0.16
"""Depth of the block below the lowest point, in the same unit."""

_POINTS, _LANES = 1 << 13, 32
"""Points and columns of pixels that are worked out at a time: a screen of 400×120 cells takes ten arrays of each."""

_CALM = math.sqrt(2.0)
"""Half the ground's diagonal: what a turn must leave room for, so that the picture does not breathe as it turns."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A far eye (parallel projection) on the ground [−1, 1]² and heights [0, 1], in `width`x`height` pixels.

    At azimuth 0 x runs to the right and y (North) away from the eye; a positive azimuth (degrees) walks the eye
    counter-clockwise, towards the East. Elevation 0 looks along the ground, 90 straight down.
    """

    width: int
    height: int
    azimuth: float
    elevation: float

    @property
    def turn(self) -> tuple[float, float]:
        """Cosine and sine of the azimuth."""
        return math.cos(math.radians(self.azimuth)), math.sin(math.radians(self.azimuth))

    @property
    def tilt(self) -> tuple[float, float]:
        """Cosine and sine of the elevation."""
        return math.cos(math.radians(self.elevation)), math.sin(math.radians(self.elevation))

    @property
    def scale(self) -> tuple[float, float]:
        """Pixels for a half width of the ground, across and up; they differ by a third at most."""
        flat, steep = self.tilt
        up = max(self.height - 2, 1) / (2 * _CALM * steep + (TALL + BASE) * flat)
        across = max(self.width - 2, 1) / (2 * _CALM)
        return min(across, 1.33 * up), min(up, 1.33 * across)

    @property
    def lanes(self) -> Reals:
        """How far to the right of the middle, in half widths, each column of pixels [width] is."""
        return np.asarray((np.arange(self.width, dtype=np.float64) + 0.5 - self.width / 2) / self.scale[0])

    @property
    def middle(self) -> float:
        """The height on the screen, in half widths, that is drawn in the middle row."""
        return self.tilt[0] * (TALL - BASE) / 2

    def project(self, x: Reals, y: Reals, z: Reals) -> tuple[Reals, Reals, Reals]:
        """Return column, row (in pixels, from the left upper corner) and distance from the eye of points."""
        (cos, sin), (flat, steep), (across, up) = self.turn, self.tilt, self.scale
        away = -x * sin + y * cos
        column = self.width / 2 + across * (x * cos + y * sin)
        row = self.height / 2 - up * (away * steep + z * TALL * flat - self.middle)
        return column, row, away

    def ground(self, u: Reals, v: Reals) -> tuple[Reals, Reals]:
        """Return the point of the ground that stands `u` to the right of the middle and `v` behind it."""
        cos, sin = self.turn
        return u * cos - v * sin, u * sin + v * cos


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """What each pixel [height, width] shows: kind, height z, distance from the eye (inf for sky).

    Where the ground is that it shows follows from the distance: a large screen has memory for two of these less.
    """

    camera: Camera
    kind: npt.NDArray[np.int8]
    z: Reals
    away: Reals

    def ground(self, shown: npt.NDArray[np.bool_]) -> tuple[Reals, Reals]:
        """Return x and y [k] of the ground at the pixels [height, width] that are `shown`."""
        u = np.broadcast_to(self.camera.lanes, shown.shape)
        return self.camera.ground(u[shown], self.away[shown])


def sampled(field: Reals, x: Reals, y: Reals) -> Reals:
    """Return the field [rows North to South, columns West to East] at points of [−1, 1]², bilinear between samples."""
    if x.size <= _POINTS:
        return _bilinear(field, x, y)
    out = np.empty(x.size)
    flat_x, flat_y = x.ravel(), y.ravel()
    for start in range(0, x.size, _POINTS):
        piece = slice(start, start + _POINTS)
        out[piece] = _bilinear(field, flat_x[piece], flat_y[piece])
    return out.reshape(x.shape)


def _bilinear(field: Reals, x: Reals, y: Reals) -> Reals:
    rows, columns = field.shape
    i, fx = _split((x + 1) / 2, columns)
    j, fy = _split((1 - y) / 2, rows)
    flat = field.ravel()
    at = j * columns + i
    right, below = min(1, columns - 1), columns * min(1, rows - 1)
    upper = flat[at] + fx * (flat[at + right] - flat[at])
    lower = flat[at + below] + fx * (flat[at + below + right] - flat[at + below])
    return np.asarray(upper + fy * (lower - upper))


def _split(place: Reals, count: int) -> tuple[npt.NDArray[np.intp], Reals]:
    """Return the sample to the left of each place in [0, 1], and how far past it, in samples."""
    at = np.clip(place, 0.0, 1.0) * (count - 1)
    index = np.minimum(at.astype(np.intp), max(count - 2, 0))
    return index, at - index


def look_at(z: Reals, camera: Camera) -> View:
    """Return what the camera sees of heights z in [0, 1].

    One ray plane per pixel column: the ground below it is walked from front to back, and since nothing behind a
    point is seen below it, the running maximum of the screen heights says which step first reaches each pixel. That
    leaves no holes and needs no sorting.
    """
    shape = camera.height, camera.width
    view = View(camera, np.empty(shape, np.int8), np.empty(shape), np.empty(shape))
    for start in range(0, camera.width, _LANES):
        _look(view, z, slice(start, start + _LANES))
    return view


def _look(view: View, z: Reals, columns: slice) -> None:
    """Put into the view what is seen in some columns of pixels, its lanes."""
    camera = view.camera
    (flat, steep), up = camera.tilt, camera.scale[1]
    u = camera.lanes[columns]
    front, back, facing_x = _crossing(u, *camera.turn)
    steps = 24 + max(z.shape)
    v = front[:, None] + (back - front)[:, None] * np.linspace(0, 1, steps)
    seen = v * steep + sampled(z, *camera.ground(u[:, None], v)) * (TALL * flat)
    reached = np.maximum.accumulate(seen, axis=1)

    levels: Reals = camera.middle + (camera.height / 2 - np.arange(camera.height, dtype=np.float64)[::-1] - 0.5) / up
    first = _first_reached(reached, levels)
    lanes = np.arange(len(u))[:, None]
    after, before = np.clip(first, 0, steps - 1), np.clip(first - 1, 0, steps - 1)
    low, high = seen[lanes, before], seen[lanes, after]
    part = np.clip((levels - low) / np.where(high > low, high - low, 1.0), 0.0, 1.0)
    away = v[lanes, before] + part * (v[lanes, after] - v[lanes, before])

    wall = np.where(facing_x, WALL_X, WALL_Y)[:, None]
    bottom = (front * steep - BASE * flat)[:, None]
    kind = np.where(first == 0, np.where(levels >= bottom, wall, SKY), np.where(first == steps, SKY, GROUND))
    kind = np.where((front < back)[:, None], kind, SKY)
    x, y = camera.ground(u[:, None], away)
    height = np.where(first == 0, (levels - front[:, None] * steep) / max(TALL * flat, 1e-9), sampled(z, x, y))
    away = np.where(kind == SKY, np.inf, away)
    view.kind[:, columns] = kind.T[::-1]
    for whole, of_lanes in ((view.z, height), (view.away, away)):
        whole[:, columns] = of_lanes.T[::-1]


def _crossing(u: Reals, cos: float, sin: float) -> tuple[Reals, Reals, npt.NDArray[np.bool_]]:
    """Return where the lines at `u` enter and leave the ground, and whether they enter by a side that faces along x."""
    enter_x, leave_x = _slab(u * cos, -sin)
    enter_y, leave_y = _slab(u * sin, cos)
    return np.maximum(enter_x, enter_y), np.minimum(leave_x, leave_y), enter_x > enter_y


def _slab(start: Reals, rate: float) -> tuple[Reals, Reals]:
    """Return the interval of v in which start + rate·v lies in [−1, 1]; an empty one where it never does."""
    if abs(rate) < 1e-9:
        outside = np.abs(start) > 1
        return np.where(outside, 9.0, -9.0), np.where(outside, -9.0, 9.0)
    near, far = (-1 - start) / rate, (1 - start) / rate
    return np.minimum(near, far), np.maximum(near, far)


def _first_reached(reached: Reals, levels: Reals) -> npt.NDArray[np.intp]:
    """Return [lanes, levels]: the first step at which each lane's rising heights reach each level."""
    lanes, steps = reached.shape
    if not lanes or not len(levels):
        return np.zeros((lanes, len(levels)), np.intp)
    # one search for all lanes: shift each lane above the one before it
    span = 1 + max(reached.max(), levels.max()) - min(reached.min(), levels.min())
    shift = np.arange(lanes)[:, None] * (2 * span)
    found = np.searchsorted((reached + shift).ravel(), (levels + shift).ravel())
    return np.asarray(found.reshape(lanes, -1) - np.arange(lanes)[:, None] * steps, np.intp)
