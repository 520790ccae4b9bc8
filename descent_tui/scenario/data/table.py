"""Inputs and targets before they are anybody's, and how they are made ready for a network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from descent_tui.objectives.net.batch import order
from descent_tui.objectives.net.samples import Samples

if TYPE_CHECKING:
    import numpy.typing as npt


class DataError(ValueError):
    """Data that cannot be used: one plain sentence, without the file's name."""


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """m rows of numbers.

    Attributes:
        inputs: [m, d], float64, finite.
        targets: [m, o], float64, finite.
    """

    inputs: npt.NDArray[np.float64]
    targets: npt.NDArray[np.float64]

    @classmethod
    def of(cls, inputs: npt.NDArray[Any], targets: npt.NDArray[Any]) -> Self:
        """Return the table; single numbers are rows of one. Raise `DataError` for what is no such table."""
        if not inputs.size or not targets.size:
            raise DataError("there are no samples in it")
        if len(inputs) != len(targets):
            raise DataError(f"there are {len(inputs)} inputs and {len(targets)} targets")
        table = cls(*(np.asarray(part, np.float64).reshape(len(part), -1) for part in (inputs, targets)))
        for name, part in (("inputs", table.inputs), ("targets", table.targets)):
            if not np.isfinite(part).all():
                row = int(np.argmin(np.isfinite(part).all(axis=1)))
                raise DataError(f"every number must be finite; the {name} of sample {row + 1} are not")
        return table

    @property
    def classes(self) -> int:
        """How many classes single targets 0, 1, 2 … tell apart; 0 where they are not such numbers."""
        t = self.targets
        whole = t.shape[1] == 1 and bool((t == np.rint(t)).all()) and t.min() >= 0 and t.max() < 1_000_000
        return int(t.max()) + 1 if whole else 0

    def divided(self, by: float) -> Self:
        """Return the table with inputs divided by a number."""
        return replace(self, inputs=self.inputs / by)

    def standardised(self, like: Self) -> Self:
        """Return the table with inputs moved and scaled as gives the columns of `like` mean 0 and deviation 1."""
        mean, deviation = like.inputs.mean(axis=0), like.inputs.std(axis=0)
        return replace(self, inputs=(self.inputs - mean) / np.where(deviation > 0, deviation, 1))

    def split(self, share: float, seed: int) -> tuple[Self, Self | None]:
        """Return the rows to train on and those held out, which are a seeded choice of a share of all."""
        count = round(share * len(self.inputs))
        if not count:
            return self, None
        if count == len(self.inputs):
            raise DataError("nothing is left to train on")
        rows = order(len(self.inputs), seed, 0)
        return self._rows(np.sort(rows[count:])), self._rows(np.sort(rows[:count]))

    def samples(self, loss: str, outputs: int) -> Samples:
        """Return the samples as a loss over so many outputs wants them; raise `DataError`."""
        t = self.targets
        if outputs == 1 and loss == "cross-entropy":
            if not 1 <= self.classes <= 2:
                raise DataError("cross-entropy of one output wants targets 0 and 1")
            return Samples(self.inputs, t)
        if t.shape[1] == 1 and outputs > 1:
            if not 1 <= self.classes <= outputs:
                raise DataError(f"{outputs} outputs want targets that are whole numbers, 0 to {outputs - 1}")
            labels = t[:, 0].astype(np.intp)
            return Samples(self.inputs, labels if loss == "cross-entropy" else np.eye(outputs)[labels])
        if loss == "cross-entropy":
            raise DataError(f"cross-entropy wants one target for each sample; here are {t.shape[1]}")
        if t.shape[1] != outputs:
            raise DataError(f"the network has {outputs} outputs, and each sample {t.shape[1]} targets")
        return Samples(self.inputs, t)

    def _rows(self, rows: npt.NDArray[np.intp]) -> Self:
        return replace(self, inputs=self.inputs[rows], targets=self.targets[rows])
