"""Methods that solve for all free variables at once, and how many they can take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers.optimizer import TooManyVariables

if TYPE_CHECKING:
    import numpy.typing as npt

    from descent_tui.objectives.objective import Indices, Objective, Vector
    from descent_tui.optimizers.optimizer import Show

SMALL = 64
"""Up to so many variables the whole Hessian is asked for at once, even where some are frozen."""

ROW = 4
"""Up to so many products of a row are written out."""


def chosen(free: npt.NDArray[np.bool_], most: int, title: str) -> Indices:
    """Return the indices of what is free; raise `TooManyVariables` for more than `most`."""
    indices = np.flatnonzero(free)
    if len(indices) > most:
        raise TooManyVariables(
            f"{title} works with a table of {len(indices):,} × {len(indices):,} numbers here, and takes at most "
            f"{most:,} free variables: freeze the others, or take lbfgs or adam"
        )
    return indices


def hessian(objective: Objective, x: Vector, free: Indices) -> Vector:
    """Return ∇²f(x) over the free coordinates, [m, m], symmetric to the bit."""
    if len(free) == objective.size or objective.size <= SMALL:
        block = np.asarray(objective.hessian(x))[np.ix_(free, free)]
    else:
        block = np.empty((len(free), len(free)))
        unit = np.zeros(objective.size)
        for column, i in enumerate(free):
            unit[i] = 1.0
            block[:, column] = objective.hessian_product(x, unit)[free]
            unit[i] = 0.0
    return np.asarray((block + block.T) / 2)


def spread(n: int, free: Indices, part: Vector) -> Vector:
    """Return part[m] at its places among n coordinates, zero elsewhere."""
    whole = np.zeros(n)
    whole[free] = part
    return whole


def product(show: Show, row: Vector, vector: Vector) -> str:
    """Return `2·(−1) + 1·0.5`, the product of a row and a vector, its first few terms where there are many."""
    terms = [f"{_number(show, a)}·{_number(show, b)}" for a, b in zip(row[:ROW], vector[:ROW], strict=True)]
    return " + ".join(terms) + (" + …" if len(row) > ROW else "")


def _number(show: Show, value: float) -> str:
    text = show(float(value))
    return f"({text})" if text.startswith(("−", "-")) else text
