"""Which of very many variables are free, in few bytes: a session has them as an array, what is past has them folded."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakValueDictionary, ref

import numpy as np

from descent_tui.session.stepping import FOLDED_FROM

if TYPE_CHECKING:
    import numpy.typing as npt

    Free: TypeAlias = npt.NDArray[np.bool_]
    Folded: TypeAlias = "Free | Mask"


class Mask:
    """Which of n variables are free, in as few bytes as patterns take: about a thousand for a million.

    Args:
        free: [n], locked.
    """

    __slots__ = ("__weakref__", "_alive", "_n", "_packed")

    def __init__(self, free: Free) -> None:
        self._n = len(free)
        self._packed = zlib.compress(np.packbits(free).tobytes(), 1)
        self._alive = ref(free)
        _masks[id(free)] = self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mask) and self._n == other._n and self._packed == other._packed

    def __hash__(self) -> int:
        return hash(self._packed)

    @property
    def free(self) -> Free:
        """The array, [n]: the same as long as anybody has it."""
        free = self._alive()
        if free is None:
            bits = np.frombuffer(zlib.decompress(self._packed), np.uint8)
            free = np.unpackbits(bits, count=self._n).view(np.bool_)
            free.setflags(write=False)
            self._alive = ref(free)
            _masks[id(free)] = self
        return free

    def is_of(self, free: Free) -> bool:
        """Return whether it was made of this very array."""
        return self._alive() is free


_masks: WeakValueDictionary[int, Mask] = WeakValueDictionary()
"""Masks by the identity of their arrays."""


def folded(free: Free) -> Folded:
    """Return which variables are free in few bytes, always the same for an array; where n is small, the array."""
    if len(free) < FOLDED_FROM:
        return free
    mask = _masks.get(id(free))
    return mask if mask is not None and mask.is_of(free) else Mask(free)


def unfolded(mask: Folded) -> Free:
    """Return which variables are free, [n]."""
    return mask.free if isinstance(mask, Mask) else mask
