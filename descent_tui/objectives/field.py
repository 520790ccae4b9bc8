"""f over a plane as it becomes known: coarse first, then finer; of a few samples first, then of all."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, TypeGuard

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt

    from descent_tui.objectives.objective import Direction, Objective, Vector

FIRST = 10
"""The coarsest grid has so many points each way."""

AT_ONCE = 100_000_000
"""A plane of up to so many numbers, coordinates times points, is computed without drafts: a fraction of a second."""


@dataclass(frozen=True, eq=False, slots=True)
class Field:
    """f over a grid, as far as it is known.

    Attributes:
        values: [len b, len a]; between the points that were computed, interpolated.
        points: how many points were computed. of: how many there are.
        samples: how many samples each value is the mean over; 0 where f is no mean over samples.
        all_samples: how many there are.
        how: "exact" where a closed form gave it, "cached" where parts of forward passes were used again, "direct" else.
        last: that nothing better will come though it is not whole: the whole would take far too long.
    """

    values: Vector
    points: int
    of: int
    samples: int = 0
    all_samples: int = 0
    how: str = "direct"
    last: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing is left to be computed."""
        return self.points == self.of and self.samples == self.all_samples

    @property
    def done(self) -> bool:
        """Whether nothing better will come."""
        return self.last or self.whole


class Drafting(Protocol):
    """What an objective has that knows how best to come to a field in several drafts."""

    def fields(
        self,
        x: npt.ArrayLike,
        u: Direction,
        v: Direction,
        a: npt.ArrayLike,
        b: npt.ArrayLike,
        cancelled: Callable[[], bool],
    ) -> Iterator[Field]:
        """Yield f over a plane, each time better, `Objective.section` at last; raise `Cancelled` when told to stop."""


def drafting(objective: object) -> TypeGuard[Drafting]:
    """Whether an objective knows how best to come to a field in several drafts."""
    return hasattr(objective, "fields")


def fields(
    objective: Objective,
    x: Vector,
    u: Direction,
    v: Direction,
    a: Vector,
    b: Vector,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Field]:
    """Yield f over a plane, each time better; the last is whole and equal to `objective.section`.

    Args:
        objective: f.
        x: [n], what the plane runs through.
        u: one coordinate, or one direction, [n].
        v: the other.
        a: where along the first.
        b: where along the second.
        cancelled: asked before each block of points.

    Raises:
        Cancelled: `cancelled` said so.
    """
    if drafting(objective):
        yield from objective.fields(x, u, v, a, b, cancelled)
        return
    points = len(a) * len(b)
    dense = not isinstance(u, int | np.integer)
    if not dense or objective.size * points <= AT_ONCE:
        _ask(cancelled)
        yield Field(objective.section(x, u, v, a, b), points, points)
        return
    yield from refined(lambda at, to: objective.section(x, u, v, at, to), a, b, cancelled)


def refined(
    section: Callable[[Vector, Vector], Vector], a: Vector, b: Vector, cancelled: Callable[[], bool], rows: int = 1
) -> Iterator[Field]:
    """Yield fields over ever finer grids, twice as fine each time, the last over all of a and b.

    Args:
        section: (a [k], b [l]) ↦ f, [l, k].
        a: where along the first, evenly spaced.
        b: where along the second, evenly spaced.
        cancelled: asked before every so many `rows`.
        rows: how many rows are computed at a time.
    """
    for across, up in grids(len(a), len(b)):
        coarse_a, coarse_b = thinned(a, across), thinned(b, up)
        found = np.empty((up, across))
        for first in range(0, up, rows):
            _ask(cancelled)
            found[first : first + rows] = section(coarse_a, coarse_b[first : first + rows])
        yield Field(spread(found, len(a), len(b)), across * up, len(a) * len(b))


def _ask(cancelled: Callable[[], bool]) -> None:
    """Raise `Cancelled` where it says so."""
    if cancelled():
        from descent_tui.objectives.lanczos import Cancelled  # the first map is drawn without it

        raise Cancelled


def grids(columns: int, rows: int) -> list[tuple[int, int]]:
    """Return the sizes of ever finer grids: about `FIRST` points along the shorter way, and doubling."""
    found = []
    shorter = max(1, min(columns, rows))
    scale = FIRST / shorter
    while scale < 1 / math.sqrt(2):
        found.append((max(2, round(columns * scale)), max(2, round(rows * scale))))
        scale *= 2
    return [*found, (columns, rows)]


def thinned(at: Vector, count: int) -> Vector:
    """Return so many of evenly spaced numbers from the first to the last, [count]."""
    return at if count == len(at) else np.linspace(at[0], at[-1], count)


def spread(values: Vector, columns: int, rows: int) -> Vector:
    """Return a coarse field, [l, k], as one of [rows, columns], by cubic convolution; at its own points it is itself.

    What is not finite stays where it is: the points around it are taken from the nearest of the coarse ones.
    """
    up, across = values.shape
    if (rows, columns) == values.shape:
        return values
    left, right = _weights(rows, up), _weights(columns, across).T
    finite = np.isfinite(values)
    if finite.all():
        return np.asarray(left @ values @ right)
    smooth = np.where(finite, values, 0.0)
    near = values[np.ix_(_nearest(rows, up), _nearest(columns, across))]
    sound = (np.abs(left) > 0).astype(float) @ (~finite).astype(float) @ (np.abs(right) > 0).astype(float) == 0
    return np.where(sound, left @ smooth @ right, near)


def _nearest(fine: int, coarse: int) -> npt.NDArray[np.intp]:
    return np.rint(np.linspace(0, coarse - 1, fine)).astype(np.intp)


@lru_cache(16)
def _weights(fine: int, coarse: int) -> Vector:
    """Return the matrix [fine, coarse] of cubic convolution (R. Keys, IEEE Trans. ASSP 29 (1981) 1153)."""
    place = np.linspace(0, coarse - 1, fine) if coarse > 1 else np.zeros(fine)
    index = np.clip(np.floor(place).astype(int), 0, max(coarse - 2, 0))
    t = place - index
    shares = (
        ((-0.5 * t + 1.0) * t - 0.5) * t,
        (1.5 * t - 2.5) * t * t + 1.0,
        ((-1.5 * t + 2.0) * t + 0.5) * t,
        (0.5 * t - 0.5) * t * t,
    )
    matrix = np.zeros((fine, coarse))
    rows = np.arange(fine)
    beyond = [3.0, -3.0, 1.0] if coarse > 2 else [2.0, -1.0] if coarse == 2 else [1.0]
    for offset, share in zip((-1, 0, 1, 2), shares, strict=True):
        inside = index + offset
        low, high = inside < 0, inside > coarse - 1
        within = ~(low | high)
        np.add.at(matrix, (rows[within], inside[within]), share[within])
        for k, weight in enumerate(beyond):  # beyond the ends the parabola through the last three points goes on
            np.add.at(matrix, (rows[low], k), weight * share[low])
            np.add.at(matrix, (rows[high], coarse - 1 - k), weight * share[high])
    return matrix
