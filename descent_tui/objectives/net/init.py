"""Where training begins: the named initialisations of weights, seeded; biases begin at 0."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.objectives.net.layout import Layout
    from descent_tui.objectives.objective import Vector

_VARIANCES: dict[str, Callable[[int, int], float]] = {
    "glorot": lambda rows, columns: 2 / (rows + columns),
    "he": lambda rows, columns: 2 / rows,  # noqa: ARG005  what leaves plays no part
    "lecun": lambda rows, columns: 1 / rows,  # noqa: ARG005
}

INITS = (*(f"{name} {shape}" for name in _VARIANCES for shape in ("uniform", "normal")), "zeros")
"""What a scenario may say. glorot: X. Glorot and Y. Bengio (2010), variance 2/(in + out); he: K. He et al. (2015),
2/in, made for relu; lecun: Y. LeCun et al. (1998), 1/in. zeros teaches why one does not begin there."""


def init(layout: Layout, name: str, seed: int) -> Vector:
    """Return θ₀, [n].

    The uniform ones are made of PCG64's raw 64-bit numbers and are the same to the bit on every machine; the normal
    ones by numpy's ziggurat.

    Args:
        layout: of the network.
        name: one of `INITS`.
        seed: of the random numbers.
    """
    theta = np.zeros(layout.count)
    if name == "zeros":
        return theta
    rule, shape = name.split()
    source = np.random.PCG64(np.random.SeedSequence([seed]))
    normal = np.random.Generator(source).standard_normal
    for weights in layout.weights(theta):
        deviation = math.sqrt(_VARIANCES[rule](*weights.shape))
        if shape == "normal":
            weights[...] = deviation * normal(weights.shape)
        else:
            spread = 2 * uniform(source, weights.size) - 1
            weights[...] = (math.sqrt(3) * deviation * spread).reshape(weights.shape)
    return theta


def uniform(source: np.random.PCG64, count: int) -> Vector:
    """Return numbers in [0, 1), [count], from the upper 53 bits of raw ones."""
    return np.asarray((source.random_raw(count) >> np.uint64(11)) * 2.0**-53, np.float64)
