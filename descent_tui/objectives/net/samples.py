"""The samples a loss is the mean over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from descent_tui.objectives.net.activation import Array


@dataclass(frozen=True, eq=False, slots=True)
class Samples:
    """m inputs and what the network should say to each.

    Attributes:
        inputs: [m, n₀], float32 or float64.
        targets: labels 0, 1, 2, …, [m], where the loss is cross-entropy over several outputs; else numbers, [m, n_L].
    """

    inputs: Array
    targets: Array

    def __len__(self) -> int:
        return len(self.inputs)

    def rows(self, chosen: npt.NDArray[np.intp] | slice) -> Self:
        """Return some of the samples, in the order given."""
        return type(self)(self.inputs[chosen], self.targets[chosen])

    def typed(self, dtype: npt.DTypeLike) -> Self:
        """Return the same samples as numbers of another type; labels stay labels."""
        if self.inputs.dtype == dtype:
            return self
        targets = self.targets
        if targets.dtype.kind == "f":
            targets = targets.astype(dtype)
        return type(self)(np.ascontiguousarray(self.inputs, dtype), targets)
