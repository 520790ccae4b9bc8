"""The instructions of a tape on large arrays, which are lent from step to step, and from run to run."""

from __future__ import annotations

from sys import getrefcount
from typing import TYPE_CHECKING, Any

import numpy as np

from descent_tui.formula import stock

if TYPE_CHECKING:
    from collections.abc import Iterable

TAKEN_FROM = 1 << 15
"""Arrays of fewer numbers are not worth keeping for the next run."""

HELD_ONCE = 2
"""What `getrefcount` says of what only a list holds: the list, and its own argument."""


def run(steps: Iterable[tuple[Any, int, int, tuple[int, ...]]], slots: list[Any]) -> None:
    """Run steps on filled slots; a result goes into the array of an operand that nothing reads after it.

    Args:
        steps: (function, first slot, second slot or 0, the slots that nothing reads after it).
        slots: those before the first result; each step appends its own, and lets go of what is dead.
    """
    for function, first, second, dead in steps:
        operands = [slots[first], slots[second]] if second else [slots[first]]
        shape = np.broadcast_shapes(*map(np.shape, operands)) if isinstance(function, np.ufunc) else None
        operands.clear()  # they would count as readers
        lent = next((slots[slot] for slot in dead if shape and owned(slots, slot, shape)), None)
        arguments = (slots[first], slots[second]) if second else (slots[first],)
        if lent is None and shape and len(shape) == 1 and shape[0] >= TAKEN_FROM and _makes_floats(function):
            lent = stock.take(shape[0])
        slots.append(function(*arguments) if lent is None else function(*arguments, out=lent))
        del arguments, lent
        for slot in dead:
            give_back(slots, slot)
            slots[slot] = None


def _makes_floats(function: np.ufunc) -> bool:
    return any(types.endswith("->d") for types in function.types)


def give_back(places: list[Any], place: int) -> None:
    """Put an array that nothing reads any more into the stock, where it is large and nobody else holds it."""
    shape = np.shape(places[place])
    if len(shape) == 1 and shape[0] >= TAKEN_FROM and owned(places, place, shape):
        stock.give(places[place])


def owned(places: list[Any], place: int, shape: tuple[int, ...]) -> bool:
    """Return whether there is an array of this shape in a list that nobody else holds, nor any view of it."""
    array = places[place]
    fits = type(array) is np.ndarray and array.shape == shape and array.dtype == np.float64 and array.flags.owndata
    del array
    return bool(fits and getrefcount(places[place]) == HELD_ONCE)
