"""Which values share a colour: a monotone map from the values of f to heights 0 … 1 that shows the whole landscape.

Three steps. A square root makes the rings of a quadratic basin stand equally far apart. A logarithm, as strong as the
lower quantiles ask for, opens valleys that equal steps would leave one flat colour. A contrast-limited equalisation
(S. Pizer et al., "Adaptive histogram equalization and its variations", 1987) gives crowded heights more levels, and no
height so many that a plain turns into noise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from descent_tui.pictures.quantiles import quantile

Floats = npt.NDArray[np.float64]
Bands = npt.NDArray[np.int16]
"""Band numbers: two bytes, since a picture of 400×120 cells has 300,000 of them, and eight added up must fit."""

UNKNOWN = -1
"""The band of nan and ±inf."""

_PIECE = 1 << 15
"""Values that are sorted into bands at a time: the search answers in eight bytes each."""

_SAMPLES = 8192
_BINS = 48
_CALM, _STRONG = (3.0, 0.4), (12.0, 0.8)
"""How many times its even share of levels a height may take, and how much of the map is equalisation."""
_MANY_SCALES = 1e6
"""A stretch from which equal steps of height mean nothing to the eye any more, and the strong equalisation is due."""
_QUANTILES = ((0.5, 0.5), (0.1, 0.28))
"""(share of samples, the height it should reach at least)."""
_ABYSS = 1e4
"""A pit this many times deeper than everything else is wide (and deeper than this) is cut: it is a pole."""


@dataclass(frozen=True, eq=False, slots=True)
class Levels:
    """A monotone map from values in [low, high] to heights in [0, 1].

    height(v) = curve(log(1 + stretch·s) / log(1 + stretch)) with s = √((v − low) / (high − low)); `curve` is piecewise
    linear over equal parts of [0, 1].
    """

    low: float
    high: float
    stretch: float
    curve: Floats

    @classmethod
    def of(cls, z: npt.ArrayLike) -> Levels:
        """Return the levels for a ground of values z; what is not finite is left out."""
        grid = np.asarray(z, np.float64)
        known = np.isfinite(grid)
        finite = grid.ravel() if known.all() else grid[known]
        if not finite.size:
            return cls(0.0, 0.0, 0.0, np.linspace(0, 1, 2))
        few = np.sort(finite[:: max(1, finite.size // _SAMPLES)])
        low, high = _ends(grid, finite, few)
        root = _root(few, low, high)
        stretch = max(_stretch(quantile(root, share), height) for share, height in _QUANTILES)
        few_scales = stretch < _MANY_SCALES
        return cls(low, high, stretch, _equalised(_logarithm(root, stretch), *(_CALM if few_scales else _STRONG)))

    def __call__(self, z: npt.ArrayLike) -> Floats:
        """Return heights in 0 … 1, the shape of z; nan where z is not finite, 0.5 on a constant ground."""
        values = np.asarray(z, np.float64)
        if not self.high > self.low:
            return np.where(np.isfinite(values), 0.5, np.nan)
        s = _logarithm(_root(values, self.low, self.high), self.stretch)
        t = np.interp(s, np.linspace(0, 1, len(self.curve)), self.curve)
        return np.where(np.isfinite(values), t, np.nan)

    def value(self, t: npt.ArrayLike) -> Floats:
        """Return the values at heights t: the inverse map."""
        s = np.interp(np.asarray(t, np.float64), self.curve, np.linspace(0, 1, len(self.curve)))
        if self.stretch:
            s = np.expm1(s * np.log1p(self.stretch)) / self.stretch
        u = s * s
        return np.asarray(self.low * (1 - u) + self.high * u)

    def edges(self, n: int) -> Floats:
        """Return the n − 1 values, rising, at which one of n bands ends and the next begins."""
        return self.value(np.arange(1, n) / n)

    def bands(self, z: npt.ArrayLike, n: int) -> Bands:
        """Return for each value its band 0 … n − 1, low to high, or `UNKNOWN`."""
        values = np.asarray(z, np.float64)
        if not self.high > self.low:
            return np.where(np.isfinite(values), np.int16(n // 2), np.int16(UNKNOWN))
        edges, flat = self.edges(n), values.ravel()
        found = np.empty(flat.shape, np.int16)
        for start in range(0, flat.size, _PIECE):
            piece = flat[start : start + _PIECE]
            found[start : start + _PIECE] = np.searchsorted(edges, piece, side="right")
        found[~np.isfinite(flat)] = UNKNOWN
        return found.reshape(values.shape)


def bands(z: npt.ArrayLike, n: int) -> Bands:
    """Return the bands 0 … n − 1 of a ground by levels of its own."""
    return Levels.of(z).bands(z, n)


def _ends(grid: Floats, finite: Floats, few: Floats) -> tuple[float, float]:
    """Return the values between which heights are told: all, but for poles; halves keep ±1e308 from overflowing."""
    low, high = float(finite.min()), float(finite.max())
    floor, roof = (quantile(few / 2, share) for share in (0.05, 0.95))
    if min(floor - low / 2, high / 2 - roof) > 0.25 * (roof - floor):
        from descent_tui.pictures.poles import between_poles  # few landscapes reach far on both sides

        if (between := between_poles(grid / 2, few / 2)) is not None:
            return 2 * between[0], 2 * between[1]
    if floor - low / 2 > 4 * (roof - floor) > 0:
        from descent_tui.pictures.poles import above_sink

        if (foot := above_sink(grid / 2, few / 2)) is not None:
            return float(finite[finite / 2 >= foot].min(initial=high)), high
    width = max(roof - floor, 1.0)
    if (floor - low / 2) / _ABYSS > width:
        cut = float(finite[finite / 2 >= floor - width].min(initial=high))
        low = cut if cut < high else low
    return low, high


def _root(values: Floats, low: float, high: float) -> Floats:
    """Return √((v − low) / (high − low)), clipped to 0 … 1; halves keep ±1e308 from overflowing."""
    span = high / 2 - low / 2
    if not span > 0:
        return np.full(values.shape, 0.5)
    with np.errstate(invalid="ignore", over="ignore"):
        return np.asarray(np.sqrt(np.clip((values / 2 - low / 2) / span, 0.0, 1.0)))


def _logarithm(s: Floats, stretch: float) -> Floats:
    return np.asarray(np.log1p(stretch * s) / np.log1p(stretch)) if stretch else s


def _stretch(s: float, height: float) -> float:
    """Return the k with log(1 + k·s) / log(1 + k) = height; 0 where s is already that high."""
    if s >= height:
        return 0.0
    low, high = -30.0, 690.0  # log k; bisected, as the left side rises with k
    for _ in range(60):
        middle = (low + high) / 2
        k = np.exp(middle)
        low, high = (middle, high) if np.log1p(k * s) < height * np.log1p(k) else (low, middle)
    return float(np.exp(low)) if low < 300 else float(np.exp(300))


def _equalised(t: Floats, limit: float, blend: float) -> Floats:
    """Return the curve [_BINS + 1] that blends the identity with the clipped cumulative distribution of t."""
    share = np.histogram(t, _BINS, (0.0, 1.0))[0] / max(t.size, 1)
    for _ in range(8):
        excess = np.maximum(share - limit / _BINS, 0).sum()
        share = np.minimum(share, limit / _BINS) + excess / _BINS
    rising = np.concatenate([[0.0], np.cumsum(share)])
    return np.asarray(blend * rising / rising[-1] + (1 - blend) * np.linspace(0, 1, _BINS + 1))
