"""The loss of a network over a plane, in drafts: coarse first and of a few samples, at last whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.objectives.field import Field, grids, spread, thinned
from descent_tui.objectives.lanczos import Cancelled
from descent_tui.objectives.net.passes import Passes
from descent_tui.objectives.net.plane import over_plane
from descent_tui.objectives.net.section import comes_apart, over_two

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from descent_tui.objectives.network import NetworkObjective
    from descent_tui.objectives.objective import Direction, Vector

SAMPLE = 256
"""So many samples make a draft."""

SMALL = 200_000
"""With fewer weights times samples, many networks at once are quicker than one nudged many times."""

MANY = 100_000
"""With more weights, drafts along directions are made in float32, which is twice as fast and enough for a draft."""

MOST = 3_000_000_000_000
"""No draft takes more multiplications than this, a minute or two: where the whole would, a coarser one is the last."""

AT_ONCE = 2_000_000_000
"""So many multiplications are done without a draft."""


def section(net: NetworkObjective, x: Vector, u: Direction, v: Direction, a: Vector, b: Vector) -> Vector:
    """Return the loss over a plane, [len b, len a], of all of its samples."""
    return _over(net, x, u, v, a, b, lambda: False)


def drafts(
    net: NetworkObjective,
    x: Vector,
    u: Direction,
    v: Direction,
    a: Vector,
    b: Vector,
    cancelled: Callable[[], bool],
) -> Iterator[Field]:
    """Yield the loss over a plane, each time of more points or samples; the last is `section`, unless that is far off.

    A closed form is quick enough for all points; its draft is of `SAMPLE` samples. Elsewhere grids grow finer first, of
    `SAMPLE` samples, and the finest is then made of all. Where that would take more than `MOST`, the finest grid that
    does not is made of all samples instead, and is the last. What takes no time has no drafts.

    Raises:
        Cancelled: `cancelled` said so.
    """
    whole, how = (len(a), len(b)), how_over(net, u, v)
    stages = _stages(net, how, whole)
    for stage, (sample, (across, up)) in enumerate(stages, 1):
        if cancelled():
            raise Cancelled
        at, to = thinned(a, across), thinned(b, up)
        points = across * up
        if sample == len(net.samples) and points == whole[0] * whole[1]:
            found = _over(net, x, u, v, at, to, cancelled)
        else:
            found = _over(net.first(sample), x, u, v, at, to, cancelled, rough=net.size > MANY)
        values = spread(found, *whole)
        yield Field(values, points, whole[0] * whole[1], sample, len(net.samples), how, stage == len(stages))


def how_over(net: NetworkObjective, u: Direction, v: Direction) -> str:
    """Return "exact" where a closed form gives the plane, else "cached"; for the words see `Field`."""
    if isinstance(u, int | np.integer) and isinstance(v, int | np.integer):
        return "exact" if comes_apart(net.layout, int(u), int(v)) else "cached"
    return "cached"


def _stages(net: NetworkObjective, how: str, whole: tuple[int, int]) -> list[tuple[int, tuple[int, int]]]:
    """Return how many samples, and a grid of how many points, make each draft."""
    samples = len(net.samples)
    few = min(SAMPLE, samples)
    points = whole[0] * whole[1]
    each = net.layout.sizes[-1] if how == "exact" else net.size
    if samples * points * each <= AT_ONCE:
        return [(samples, whole)]
    if how == "exact":
        return [(few, whole), (samples, whole)] if few < samples else [(samples, whole)]
    drafts = [(few, grid) for grid in grids(*whole)]
    if samples * points * each > MOST:
        near = [(few, grid) for _, grid in drafts if samples * grid[0] * grid[1] * each <= MOST]
        return [*near, (samples, near[-1][1])] if near else drafts[:1]
    return drafts if few == samples else [*drafts, (samples, whole)]


def _over(
    net: NetworkObjective,
    x: Vector,
    u: Direction,
    v: Direction,
    a: Vector,
    b: Vector,
    cancelled: Callable[[], bool],
    *,
    rough: bool = False,
) -> Vector:
    """Return the loss over a plane; along directions, `rough` is in float32."""
    if isinstance(u, int | np.integer) and isinstance(v, int | np.integer):
        i, j = int(u), int(v)
        if i != j and net.size * len(net.samples) <= SMALL and not comes_apart(net.layout, i, j):
            return _along_axes(net.exact(), x, i, j, a, b, cancelled)
        return over_two(net.around(x), i, j, a, b, cancelled)
    passes, samples = net.passes, net.samples
    if rough:
        passes = Passes(passes.layout, passes.activation, passes.loss, passes.decay, np.float32)
        samples = samples.typed(np.float32)
    return over_plane(passes, samples, x, np.asarray(u), np.asarray(v), a, b, cancelled)


def _along_axes(
    net: NetworkObjective, x: Vector, i: int, j: int, a: Vector, b: Vector, cancelled: Callable[[], bool]
) -> Vector:
    """Return the loss where weight i is a and weight j is b, as over two directions that are weights."""
    origin, u, v = x.copy(), np.zeros(net.size), np.zeros(net.size)
    origin[i] = origin[j] = 0.0
    u[i] = v[j] = 1.0
    return over_plane(net.passes, net.samples, origin, u, v, a, b, cancelled)
