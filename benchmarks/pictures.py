"""Pictures: a map from its formula to what Textual sends, beside plotext drawing the same contours as polylines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.formulas import objective
from benchmarks.functions import FUNCTIONS
from benchmarks.measure import Row, at_least, interleaved, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS, ROWS, LINES = 200, 60, 20


def rows() -> Iterator[Row]:
    """Measure."""
    what = f"a map of {COLUMNS} × {ROWS} cells, field to strips"
    try:
        import contourpy
        import plotext
    except ImportError as missing:
        yield Row(what, "–", f"not measured: {missing.name} could not be had")
        return
    from rich.text import Text

    from descent_tui.pictures.ground import ground
    from descent_tui.pictures.look import Look
    from descent_tui.tui.strips import strips

    ours = objective(next(function for function in FUNCTIONS if function.name == "Himmelblau"))
    fine = np.linspace(-5, 5, 2 * COLUMNS), np.linspace(5, -5, 4 * ROWS)
    coarse = np.linspace(-5, 5, COLUMNS), np.linspace(-5, 5, ROWS)
    look = Look()

    def mine() -> object:
        return strips(ground(ours.section([0, 0], 0, 1, *fine), look))

    def polylines() -> object:
        z = np.log1p(ours.section([0, 0], 0, 1, *coarse))
        found = contourpy.contour_generator(*coarse, z)
        plotext.clear_figure()
        plotext.limit_size(False, False)
        plotext.plotsize(COLUMNS, ROWS)
        for level in np.linspace(z.min(), z.max(), LINES + 2)[1:-1]:
            for line in found.lines(level):
                plotext.plot(line[:, 0].tolist(), line[:, 1].tolist(), marker="braille")
        return Text.from_ansi(plotext.build())

    took, theirs = interleaved(mine, polylines, rounds=7)
    yield Row(what, seconds(took), f"plotext, {LINES} contours {seconds(theirs)}", **at_least(theirs / took, 10))
