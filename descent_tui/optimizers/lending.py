"""Arrays of all coordinates that a rule needs on the way and that are no part of what it returns.

Whoever takes a step lends them for as long as the step takes. Outside of that, and where there are few coordinates,
each is a fresh one: a move that is looked at later keeps what its story is told from.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.formula import stock

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from descent_tui.objectives.objective import Vector

LENT_FROM = 1 << 15
"""With fewer coordinates than this nothing is lent: a fresh array is as quick."""

BLOCK = 1 << 15
"""So many coordinates are worked on at once: what is needed on the way then stays in a core's own cache."""

_lent: ContextVar[list[Vector] | None] = ContextVar("lent", default=None)


@contextmanager
def lending() -> Iterator[None]:
    """Lend arrays meanwhile; afterwards they are taken back, so nothing that outlives this may hold one."""
    lent: list[Vector] = []
    token = _lent.set(lent)
    try:
        yield
    finally:
        _lent.reset(token)
        for array in lent:
            stock.give(array)


def room(n: int) -> Vector:
    """Return an array [n] with anything in it: a lent one where there is somebody who lends."""
    lent = _lent.get()
    if lent is None or n < LENT_FROM:
        return np.empty(n)
    lent.append(array := stock.take(n))
    return array


def blocks(n: int) -> Iterator[slice]:
    """Iterate over slices that together are all of n coordinates."""
    for first in range(0, n, BLOCK):
        yield slice(first, first + BLOCK)


def chosen(free: npt.NDArray[np.bool_], block: slice, out: Vector, one: Vector, other: Vector | float) -> None:
    """Write one where coordinates are free and the other where they are not, in a block; all arrays [n]."""
    mask = free[block]
    rest = other if isinstance(other, float) else other[block]
    if not mask.any():
        out[block] = rest
    elif not mask.all():
        out[block] = np.where(mask, one[block], rest)
    elif out is not one:
        out[block] = one[block]


def masked(free: npt.NDArray[np.bool_], gradient: Vector, *, kept: bool = False) -> Vector:
    """Return the slopes of the free coordinates, [n], zero for the others.

    It is the gradient itself where all are free; else an array of its own if it is to be kept, and one for this step
    only otherwise.
    """
    if free.all():
        return gradient
    if (n := len(gradient)) < LENT_FROM:
        return np.where(free, gradient, 0.0)
    out = np.empty(n) if kept else room(n)
    for block in blocks(n):
        chosen(free, block, out, gradient, 0.0)
    return out


def added(to: Vector, factor: float, v: Vector) -> None:
    """Add factor·v to an array, [n], in place."""
    if len(to) <= BLOCK:
        to += factor * v
        return
    for block in blocks(len(to)):
        to[block] += factor * v[block]


def largest(v: Vector) -> float:
    """Return maxᵢ |vᵢ|, 0 where there are none, nan where one is nan."""
    return max(float(v.max(initial=0.0)), -float(v.min(initial=0.0)))
