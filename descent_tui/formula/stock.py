"""Large arrays that nobody needs for the moment: work that is done again and again takes them, and gives them back.

A fresh array of a million numbers costs as long again as the work on it, for its pages have to be made.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]

MOST = 6
"""So many are kept at most, the last that were given."""

_idle: list[Array] = []
_lock = Lock()


def take(n: int) -> Array:
    """Return an array [n] with anything in it."""
    with _lock:
        for place in range(len(_idle) - 1, -1, -1):
            if len(_idle[place]) == n:
                return _idle.pop(place)
    return np.empty(n)


def give(array: Array) -> None:
    """Put an array back, [n], that nobody else holds; whoever takes it next writes into it."""
    with _lock:
        _idle.append(array)
        del _idle[:-MOST]
