"""A step length with the strong Wolfe conditions: f has fallen enough, and the slope along the line has flattened.

φ(t) ≤ φ(0) + c₁·t·φ′(0) and |φ′(t)| ≤ c₂·|φ′(0)|, found by widening and then narrowing an interval (J. Nocedal,
S. Wright, Numerical Optimization, algorithms 3.5 and 3.6) with cubic interpolation. The safeguards are those of
M. Schmidt's minFunc, which PyTorch's L-BFGS has too, so that both make the same trials.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from descent_tui.optimizers.lending import largest

if TYPE_CHECKING:
    from descent_tui.optimizers.trial import Place, Ray

EDGE = 0.1
"""A trial this near to the end of the interval, as a share of it, makes too little progress the second time."""

WIDER = (0.01, 10.0)
"""While the interval is widened, a trial goes beyond the last by at least this share of it, to at most 10 times t."""


NARROWEST = 1e-14
"""The search ends where the interval, along its longest coordinate, is narrower than this."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is asked of a step length, 0 < c₁ < c₂ < 1.

    `narrowest` is the narrowest interval worth searching, `most` how many trials there may be after the first.
    """

    c1: float = 1e-4
    c2: float = 0.9
    narrowest: float = NARROWEST
    most: int = 25

    def fallen(self, place: Place, start: Place) -> bool:
        """Whether f has fallen enough."""
        return place.value <= start.value + self.c1 * place.t * start.slope

    def flat(self, place: Place, start: Place) -> bool:
        """Whether the slope along the line has flattened enough."""
        return abs(place.slope) <= -self.c2 * start.slope

    def verdict(self, place: Place, start: Place) -> str:
        """Return what is to be said of a trial."""
        if not self.fallen(place, start):
            return "too high"
        if self.flat(place, start):
            return "accepted"
        return "still falling steeply" if place.slope < 0 else "already rising steeply"


def search(ray: Ray, first: float, wanted: Conditions) -> Place:
    """Return a place that meets the conditions, trying t = first to begin with; else the lowest place of the search.

    That may be the start itself, t = 0, where no trial was lower.
    """
    start = ray.start
    low, high, used = _bracket(ray, first, wanted)
    if high is None:
        return low
    wide = largest(ray.way)
    hesitant = False
    while used < wanted.most and abs(high.t - low.t) * wide >= wanted.narrowest:
        t, hesitant = _inside(low, high, hesitant=hesitant)
        place = _tried(ray, t, wanted)
        used += 1
        if not wanted.fallen(place, start) or place.value >= low.value:
            high = place
            continue
        if wanted.flat(place, start):
            return place
        if place.slope * (high.t - low.t) >= 0:
            high = low
        low = place
    return low


def cubic(a: Place, b: Place, bounds: tuple[float, float] | None = None) -> float:
    """Return where the cubic through both is lowest, within bounds; the middle of these where it is nowhere lowest."""
    if a.t > b.t:
        a, b = b, a
    low, high = bounds or (a.t, b.t)
    middle = (low + high) / 2
    if not math.isfinite(b.value - a.value) or not math.isfinite(a.slope + b.slope):
        return middle
    tilt = a.slope + b.slope - 3 * (a.value - b.value) / (a.t - b.t)
    square = tilt * tilt - a.slope * b.slope
    if square < 0:
        return middle
    root = math.sqrt(square)
    below = b.slope - a.slope + 2 * root
    if below == 0:
        return middle
    return min(max(b.t - (b.t - a.t) * ((b.slope + root - tilt) / below), low), high)


def _bracket(ray: Ray, first: float, wanted: Conditions) -> tuple[Place, Place | None, int]:
    """Return the lower and the higher end of an interval that holds what is wanted, or the very place and None."""
    start = last = ray.start
    place = _tried(ray, first, wanted)
    for used in range(wanted.most):
        if not wanted.fallen(place, start) or (used > 1 and place.value >= last.value):
            return *_ordered(last, place), used
        if wanted.flat(place, start):
            return place, None, used
        if place.slope >= 0:
            return *_ordered(last, place), used
        further = place.t + WIDER[0] * (place.t - last.t), place.t * WIDER[1]
        last, place = place, _tried(ray, cubic(last, place, further), wanted)
    return *_ordered(start, place), wanted.most


def _ordered(a: Place, b: Place) -> tuple[Place, Place]:
    return (a, b) if a.value <= b.value else (b, a)


def _inside(low: Place, high: Place, *, hesitant: bool) -> tuple[float, bool]:
    """Return the next trial between both, and whether it is so near an end that the next such one is moved inwards."""
    left, right = min(low.t, high.t), max(low.t, high.t)
    t, edge = cubic(low, high), EDGE * (right - left)
    if min(right - t, t - left) >= edge:
        return t, False
    if hesitant or t >= right or t <= left:
        return (right - edge if abs(t - right) < abs(t - left) else left + edge), False
    return t, True


def _tried(ray: Ray, t: float, wanted: Conditions) -> Place:
    place = ray.look(t)
    ray.note(t, place.value, place.slope, wanted.verdict(place, ray.start))
    return place
