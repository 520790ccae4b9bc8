"""Data drawn by a rule: the toys on which a small network shows what it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from descent_tui.scenario.data.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Drawn: TypeAlias = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]


def drawn(name: str, count: int, noise: float, seed: int) -> Table:
    """Return samples of a generator; the same seed gives the same ones.

    `spirals` two arms wound into each other · `circles` one around the other · `moons` two half circles that grip ·
    `xor` four squares, of one class where the signs of the inputs agree · `line` y = 2·x − ½.

    Args:
        name: one of `GENERATORS`.
        count: how many samples.
        noise: standard deviation of what is added: to the target of a line, to the inputs of all others.
        seed: of the noise and of what is drawn at random.
    """
    source = np.random.default_rng(np.random.SeedSequence([seed, 1]))
    inputs, targets = _GENERATORS[name](count, source)
    shaken = targets if name == "line" else inputs
    shaken += noise * source.standard_normal(shaken.shape)
    return Table.of(inputs, targets)


def _halves(count: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return which class each sample is of, 0 and 1 in turn, and how far along its class it stands, in [0, 1]."""
    label = np.arange(count) % 2
    return label.astype(np.float64), (np.arange(count) // 2) / max((count - 1) // 2, 1)


def _spirals(count: int, source: np.random.Generator) -> Drawn:
    del source
    label, t = _halves(count)
    radius, angle = 0.1 + 0.9 * t, 2.5 * np.pi * t + np.pi * label
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1), label


def _circles(count: int, source: np.random.Generator) -> Drawn:
    del source
    label, t = _halves(count)
    angle = 2 * np.pi * t
    radius = 1 - 0.5 * label
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1), label


def _moons(count: int, source: np.random.Generator) -> Drawn:
    del source
    label, t = _halves(count)
    angle = np.pi * (t + label)
    return np.stack([np.cos(angle) - 0.5 + label, np.sin(angle) - 0.25 + 0.5 * label], axis=1), label


def _xor(count: int, source: np.random.Generator) -> Drawn:
    inputs = source.uniform(-1, 1, (count, 2))
    return inputs, (inputs[:, 0] * inputs[:, 1] < 0).astype(np.float64)


def _line(count: int, source: np.random.Generator) -> Drawn:
    x = source.uniform(-1, 1, count)
    return x[:, None], 2 * x - 0.5


_GENERATORS: dict[str, Callable[[int, np.random.Generator], Drawn]] = {
    "spirals": _spirals,
    "circles": _circles,
    "moons": _moons,
    "xor": _xor,
    "line": _line,
}
