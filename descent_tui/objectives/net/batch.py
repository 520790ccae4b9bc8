"""Which samples step k sees: a pure function of the seed and k, so that undo, races and replay are exact."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt


def batch(k: int, count: int, size: int, seed: int) -> npt.NDArray[np.intp]:
    """Return the indices of the samples of step k, [size].

    Each epoch goes once through a shuffled order of the samples, a batch after the other; what is left at the end of
    an epoch is fewer than a batch and waits for the next, so that every batch has the same size and every step the
    same cost.

    Args:
        k: the step, from 0.
        count: how many samples there are.
        size: how many a batch holds, at most `count`.
        seed: of the order.
    """
    epoch, place = divmod(k, count // size)
    return order(count, seed, epoch)[place * size : (place + 1) * size]


@lru_cache(maxsize=8)
def order(count: int, seed: int, epoch: int) -> npt.NDArray[np.intp]:
    """Return the order of the samples in an epoch, a permutation of 0 … count − 1.

    It is made of the raw 64-bit numbers of PCG64, which numpy promises never to change, and not of a shuffle, whose
    algorithm may.
    """
    raw = np.random.PCG64(np.random.SeedSequence([seed, epoch])).random_raw(count)
    found = np.argsort(raw, kind="stable")
    found.setflags(write=False)
    return found
