"""How the partials of an iterate are spread: how many of which size, and which are the largest."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Vector
    from descent_tui.session.session import Iterate

MANTISSA = 5
"""Bits of the mantissa that tell one bin from the next: 32 bins an octave, about 106 to a power of ten."""

CHUNK = 1024
"""Of a long gradient, the largest of so many partials are looked at first."""

TOP = 20
"""So many of the largest are kept."""

_SHIFT = np.uint64(52 - MANTISSA)
_SIDE = 1 << (11 + MANTISSA)
"""Bins of one sign: as many as there are exponents and leading mantissas of a float64."""

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Spread:
    """The partials of one iterate, counted.

    Attributes:
        below, above: how many negative and positive partials have which size, by bins of the bits of a float64
            (see `edges`), [k] each; sizes from `lowest` on.
        lowest: the number of the first bin.
        zeros: how many are 0, or as good as. lost: how many are not finite.
        largest: the indices of the largest by size, the largest first, at most `TOP`.
        most: the largest size; 0 where there is none.
        total: how many partials there are.
    """

    below: Counts
    above: Counts
    lowest: int
    zeros: int
    lost: int
    largest: npt.NDArray[np.intp]
    most: float
    total: int

    def sizes(self) -> Vector:
        """Return the middles of the bins, rising, [k]."""
        return _edge(np.arange(self.lowest, self.lowest + len(self.below)) + 0.5)

    def quantile(self, share: float) -> float:
        """Return the size below which this share of all partials that are not 0 lies, to a bin; 0 where all are."""
        counts = np.cumsum(self.below + self.above)
        if not len(counts):
            return 0.0
        return float(self.sizes()[int(np.searchsorted(counts, share * counts[-1]))])


def _edge(bins: npt.NDArray[np.floating[Any]]) -> Vector:
    """Return the size at which bins begin: within an octave they are equally long."""
    octave, part = np.divmod(bins, 1 << MANTISSA)
    sizes: Vector = np.ldexp(1 + part / (1 << MANTISSA), (octave - 1023).astype(np.int64))
    return sizes


def spread(gradient: Vector) -> Spread:
    """Return how the entries of a gradient [n] are spread; a million are counted by their bits, without a logarithm."""
    numbers = np.ascontiguousarray(gradient, np.float64)
    counts = np.bincount((numbers.view(np.uint64) >> _SHIFT).view(np.int64), minlength=2 * _SIDE)
    finite = _SIDE - (1 << MANTISSA)
    above, below = counts[:finite].copy(), counts[_SIDE : _SIDE + finite].copy()
    zeros = int(above[0] + below[0])  # and with them the smallest subnormal numbers, below 1e-309
    above[0] = below[0] = 0
    used = np.flatnonzero(above + below)
    low, end = (int(used[0]), int(used[-1]) + 1) if used.size else (0, 0)
    top = largest(numbers)
    most = abs(float(numbers[top[0]])) if len(top) else 0.0
    lost = numbers.size - zeros - int(above.sum() + below.sum())
    return Spread(below[low:end], above[low:end], low, zeros, lost, top, most, numbers.size)


def largest(numbers: Vector, count: int = TOP) -> npt.NDArray[np.intp]:
    """Return the indices of the `count` largest finite entries by size that are not 0, the largest first.

    The largest of all are among the chunks that have the largest maxima, so that only a few thousand are put in order.
    """
    sizes = np.abs(numbers)
    sizes[~np.isfinite(sizes)] = -1.0
    where: npt.NDArray[np.intp] = np.arange(len(sizes))
    if len(sizes) > 4 * CHUNK * count:
        whole = len(sizes) // CHUNK * CHUNK
        tops = sizes[:whole].reshape(-1, CHUNK).max(axis=1)
        chunks = np.sort(np.argpartition(tops, -count)[-count:])
        rest = np.arange(whole, len(sizes))
        where = np.concatenate([(chunks[:, None] * CHUNK + np.arange(CHUNK)).ravel(), rest])
        sizes = sizes[where]
    order = np.argsort(-sizes, kind="stable")[:count]
    return where[order[sizes[order] > 0]]


@lru_cache(2)
def spread_of(here: Iterate) -> Spread:
    """Return how the partials of an iterate are spread; of the last two it is kept."""
    return spread(here.gradient)


def decades(found: Spread) -> tuple[float, float]:
    """Return the powers of ten between which partials are shown: all but the few smallest."""
    if not found.most:
        return -1.0, 0.0
    high = math.log10(found.most)
    low = math.log10(found.quantile(0.02) or found.most)
    return max(min(low, high - 1.0), high - 12.0), high
