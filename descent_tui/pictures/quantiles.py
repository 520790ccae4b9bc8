"""Quantiles of values that are in order already.

`np.quantile` asks `np.unique`, and that imports `numpy.ma`: a quarter of the time between the first page and the map.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def quantile(rising: npt.NDArray[np.float64], share: float) -> float:
    """Return the value that a share of all values, [n] with n > 0 and rising, is not above.

    Between two values it lies on the straight line: definition 7 of R. Hyndman and Y. Fan, "Sample quantiles in
    statistical packages" (1996), which is numpy's own.
    """
    at = share * (len(rising) - 1)
    below = int(at)
    low, high = float(rising[below]), float(rising[min(below + 1, len(rising) - 1)])
    part = at - below
    return low + (high - low) * part if part < 0.5 else high - (high - low) * (1 - part)
