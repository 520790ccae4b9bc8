"""A chart printed under a table: f at every step, drawn by plotext."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, Any

from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from descent_tui.session.run import Descent
    from descent_tui.session.session import Iterate

MOST = 2000
"""Points beyond which a chart shows every so manieth."""

DECADE = 10.0
"""From a spread of this factor on, the scale is logarithmic."""

LARGEST = (100, 20)
"""Columns and rows a chart takes at most."""


class Watched:
    """A descent that remembers f of every step while somebody else walks it."""

    def __init__(self, descent: Descent) -> None:
        self._descent = descent
        self.values: list[tuple[int, float]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._descent, name)

    def __iter__(self) -> Iterator[Iterate]:
        for iterate in self._descent:
            if math.isfinite(iterate.value):
                self.values.append((iterate.k, iterate.value))
            yield iterate


def ticks(low: float, high: float, count: int, *, logarithmic: bool) -> list[float]:
    """Return `count` numbers from low to high, equally far apart on the scale."""
    if logarithmic:
        return [10**x for x in ticks(math.log10(low), math.log10(high), count, logarithmic=False)]
    return [low + (high - low) * i / (count - 1) for i in range(count)]


def loss(points: list[tuple[int, float]], columns: int, rows: int) -> str:
    """Return the chart of f over steps (k, f) as text without colours, at most `columns` wide and `rows` high."""
    import plotext  # 40 ms that only a chart is worth

    width, height = min(columns, LARGEST[0]), min(rows, LARGEST[1])
    every = -(-len(points) // MOST) or 1
    shown = points[::every]
    if points and shown[-1] != points[-1]:
        shown.append(points[-1])
    values = [value for _, value in shown]
    plotext.clear_figure()
    plotext.limit_size(False, False)
    plotext.plot_size(width, height)
    plotext.theme("clear")
    logarithmic = bool(values) and min(values) > 0 and max(values) > DECADE * min(values)
    if logarithmic:
        plotext.yscale("log")
    plain = not (sys.stdout.encoding or "").lower().startswith("utf")
    plotext.plot([k for k, _ in shown], values, marker="*" if plain else "braille")
    if values:
        heights = ticks(min(values), max(values), max(height // 4, 2), logarithmic=logarithmic)
        plotext.yticks(heights, [show(value, 3, ascii=plain) for value in heights])
        steps = sorted({round(k) for k in ticks(shown[0][0], shown[-1][0], 5, logarithmic=False)})
        plotext.xticks(steps, [str(k) for k in steps])
    plotext.title(f"f at every step{', log scale' if logarithmic else ''}")
    text: str = plotext.uncolorize(plotext.build())
    plotext.clear_figure()
    return text if not plain else text.encode("ascii", "replace").decode()
