"""How many partials have which size and sign: the histogram that is also the key to the colours of the map."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.raster import Raster
from descent_tui.pictures.scale import Scale
from descent_tui.pictures.text import Part, length, write, write_right
from descent_tui.pictures.weights.diverging import colours_of
from descent_tui.session.numbers import show
from descent_tui.session.spread import Spread, decades

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Vector
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.weights.heat import Decades

RISING = " ▁▂▃▄▅▆▇█"
RISING_ASCII = " .:#"


def histogram(found: Spread, chosen: float, shown: Decades, width: int, height: int, look: Look) -> Raster:
    """Return the histogram: to the left what is below 0, to the right what is above, the smallest in the middle.

    Args:
        found: the partials, counted.
        chosen: the partial of the variable that is chosen; a mark stands under it.
        shown: the powers of ten that the map's colours tell apart.
        width: cells.
        height: cells.
        look: colours and alphabet.
    """
    colours = look.colours
    raster = Raster.blank(width, height, colours.ink, colours.paper)
    half = (width - 1) // 2
    if half < 4 or height < 3:
        return raster
    low, high = decades(found)
    _title(raster, found, look)
    bars, tall = height - 2, max(_columns(found, low, high, half), key=lambda side: side.max(initial=0.0))
    most = float(tall.max(initial=0.0))
    for sign, counts in zip((-1, 1), _columns(found, low, high, half), strict=True):
        _bars(raster, sign, counts / most if most else counts, (low, high), shown, bars, half, look)
    raster.put(half, height - 2, look.glyphs.vertical, colours.faint)
    _axis(raster, low, high, half, look)
    _mark(raster, chosen, low, high, half, look)
    return raster


def _columns(found: Spread, low: float, high: float, half: int) -> tuple[Vector, Vector]:
    """Return how many partials below and above 0 each column of a side stands for, small ones first, [half] each.

    A bin that lies over the edge of a column is shared out between the two.
    """
    if not len(found.above):
        return np.zeros(half), np.zeros(half)
    sizes = np.log10(found.sizes())
    seen = sizes >= low  # what is smaller would stand there as a bar that it is not
    at = np.clip((sizes[seen] - low) / (high - low) * half - 0.5, 0.0, half - 1.0)
    first = np.minimum(at.astype(int), half - 2)
    share = at - first
    sides: list[Vector] = []
    for counts in (found.below[seen], found.above[seen]):
        there = np.bincount(first, counts * (1 - share), half) + np.bincount(first + 1, counts * share, half)
        sides.append(np.asarray(there[:half], np.float64))
    return sides[0], sides[1]


def _bars(
    raster: Raster, sign: int, shares: Vector, sides: Decades, shown: Decades, rows: int, half: int, look: Look
) -> None:
    low, high = sides
    colours = colours_of(look)
    steps = RISING_ASCII if look.ascii else RISING
    middles = sign * 10 ** (low + (np.arange(half) + 0.5) / half * (high - low))
    # a bar must be seen on the paper: the smallest are as dark as that
    levels = colours.levels(middles, *shown)
    levels = np.where(np.abs(levels) < 2, sign * min(2, colours.side), levels) + colours.side
    full = len(steps) - 1
    for k, share in enumerate(shares):
        x = half + sign * (k + 1)
        eighths = max(round(float(share) * rows * full), 1 if share > 0 else 0)
        ink = int(colours.paper[levels[k]])
        ink = look.colours.ink if look.depth == "none" else ink
        for row in range(rows):
            part = min(max(eighths - row * full, 0), full)
            if part:
                raster.put(x, raster.height - 2 - row, steps[part], ink)


def _title(raster: Raster, found: Spread, look: Look) -> None:
    colours = look.colours
    parts: list[Part] = [(f"{found.total:,} partials", colours.title)]
    more: list[list[Part]] = []
    if found.zeros:
        more.append([(f"   {_percent(found.zeros, found.total)} are 0", colours.faint)])
    if found.lost:
        more.append([(f"   {found.lost:,} are not defined", colours.bad)])
    if found.most:
        more.append([("   half are below ", colours.faint), (show(found.quantile(0.5), 2), colours.ink)])
        more.append([("   largest ", colours.faint), (show(found.most, 3), colours.ink)])
    for part in more:
        if length(parts + part, look) <= raster.width - 1:
            parts += part
    write(raster, 0, 0, parts, look, raster.width)


def _percent(part: int, of: int) -> str:
    share = 100 * part / of
    return f"{share:.0f} %" if share >= 10 else f"{share:.1f} %" if share >= 0.1 else f"{part:,}"


def _axis(raster: Raster, low: float, high: float, half: int, look: Look) -> None:
    """Write the sizes under the bars, with their signs."""
    y, ink = raster.height - 1, look.colours.faint
    raster.put(half, y, "0", ink)
    ticks = Scale(10**low, 10**high, log=True).ticks(max(half // 9, 1), plain=look.ascii)
    taken = {-1: half, 1: half + 1}
    for size, said in ticks:
        away = (math.log10(size) - low) / (high - low) * half
        for sign, text in ((-1, look.glyphs.minus + said), (1, said)):
            x = half + sign * (1 + round(away)) - len(text) // 2
            ends = (x, x + len(text))
            clear = ends[0] > taken[1] if sign > 0 else ends[1] < taken[-1]
            if clear and ends[0] >= 0 and ends[1] <= raster.width:
                raster.put(x, y, text, ink)
                taken[sign] = ends[1] if sign > 0 else ends[0]


def _mark(raster: Raster, chosen: float, low: float, high: float, half: int, look: Look) -> None:
    """Put the head of the iterate where the chosen partial lies."""
    if not math.isfinite(chosen):
        return
    x = half
    if chosen:
        share = min(max((math.log10(abs(chosen)) - low) / (high - low), 0.0), 1.0)
        x += (1 if chosen > 0 else -1) * (1 + min(int(share * half), half - 1))
    raster.put(x, raster.height - 2, look.glyphs.head, look.colours.head, look.colours.head_paper)


def rank(found: Spread, partial: float) -> str:
    """Say how large a partial is among all."""
    size = abs(partial)
    if not size or not math.isfinite(size) or not len(found.above):
        return ""
    smaller = int((found.below + found.above)[found.sizes() < size].sum()) + found.zeros
    share = smaller / found.total
    if share >= 0.995:
        return f"among the largest {_percent(max(found.total - smaller, 1), found.total)}"
    return f"larger than {100 * share:.0f} % of all"


def legend(look: Look) -> list[Part]:
    """Return what the colours say."""
    colours, faint = colours_of(look), look.colours.faint
    if look.depth == "none":
        return [("'+#", look.colours.ink), (" above 0   ", faint), (".-=", look.colours.ink), (" below 0", faint)]
    block = look.glyphs.bar * 2
    plus, minus = int(colours.paper[-1 - colours.side // 3]), int(colours.paper[colours.side // 3])
    return [(block, plus), (" above 0  ", faint), (block, minus), (" below 0", faint)]


def write_legend(raster: Raster, y: int, end: int, look: Look) -> int:
    """Write it so that it ends before a column; return where it begins."""
    return write_right(raster, end, y, legend(look), look)
