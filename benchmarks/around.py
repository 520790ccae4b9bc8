"""What can be seen around an iterate of a million weights: nudges, sections, products with the Hessian, curvature."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.measure import Row, at_least, at_most, interleaved, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from descent_tui.objectives.network import NetworkObjective

H = 1e-6
"""The nudge that is timed; where it crosses kinks of the first layer, which larger ones do, it takes longer."""

GRID = (60, 40)
"""Columns and rows of the sections."""

SAMPLE = 256
"""Products and eigenvalues are those of the mean over so many samples."""

PRODUCTS = 10


def rows(objective: NetworkObjective, x: np.ndarray) -> Iterator[Row]:
    """Measure around x, in float64."""
    yield from nudges(objective, x)
    yield from sections(objective, x)
    yield from products(objective.first(SAMPLE), x)


def nudges(f: NetworkObjective, x: np.ndarray) -> Iterator[Row]:
    """One weight of each layer, beside a forward pass; and its slope beside its partial."""
    around = f.around(x)
    for name in ("W1[20,5]", "W2[7,9]", "W3[11,3]"):
        i = f.index(name)
        ours, forward = interleaved(lambda i=i: around.change(i, H), lambda: f.value(x), rounds=7)
        what = f"a nudge of {name} by {H:g}, float64"
        yield Row(what, seconds(ours), f"a forward pass {seconds(forward)}", **at_least(forward / ours, 100))
    partial = around.partial(f.index("W2[7,9]"))
    apart = max(_apart(around, f.index("W2[7,9]"), h, partial) for h in (1e-5, 1e-6, 1e-8, 1e-10))
    yield Row("its slope against the partial, h = 1e-5 … 1e-10", f"{apart:.0e} relative", **_below(apart, 1e-10))


def _apart(around: object, i: int, h: float, partial: float) -> float:
    slope = (around.change(i, h).rise - around.change(i, -h).rise) / (2 * h)
    return abs(slope - partial) / abs(partial)


def sections(f: NetworkObjective, x: np.ndarray) -> Iterator[Row]:
    """Two weights of the second layer into different units; two of the first layer, point by point."""
    columns, up = GRID
    across, along = np.linspace(-2, 2, columns), np.linspace(-2, 2, up)
    i, j = f.index("W2[7,9]"), f.index("W2[100,20]")
    ours, forward = interleaved(lambda: f.section(x, i, j, across, along), lambda: f.value(x), rounds=5)
    naive = columns * up * forward
    what = f"the section over W2[7,9] and W2[100,20], {columns}×{up}, all samples"
    yield Row(what, seconds(ours), f"{columns * up} forward passes {seconds(naive)}", **at_least(naive / ours, 1000))
    z, error = f.section(x, i, j, across, along), 0.0
    for row, column in ((0, 0), (up // 3, columns // 2), (up - 1, columns - 1)):
        there = x.copy()
        there[i], there[j] = across[column], along[row]
        error = max(error, abs(float(z[row, column]) - float(f.value(there))))
    yield Row("the same against forward passes", f"{error:.0e}", **_below(error, 1e-11))
    i, j = f.index("W1[20,5]"), f.index("W1[30,7]")
    begin = perf_counter()
    f.section(x, i, j, across[::6], along[::6])
    each = (perf_counter() - begin) / (len(across[::6]) * len(along[::6]))
    ratio = f"{forward / each:.0f}× faster"
    yield Row("the section over W1[20,5] and W1[30,7], a point", seconds(each), f"a pass {seconds(forward)}", ratio)


def products(f: NetworkObjective, x: np.ndarray) -> Iterator[Row]:
    """A product with the Hessian beside a gradient; the largest eigenvalue after ten of them."""
    from descent_tui.objectives.lanczos import lanczos, start_from

    v = start_from(None, f.size)
    ours, gradient = interleaved(lambda: f.hessian_product(x, v), lambda: f.gradient(x), rounds=7)
    what = f"a product with the Hessian, {SAMPLE} samples"
    yield Row(what, seconds(ours), f"a gradient {seconds(gradient)}", **at_most(ours / gradient, 2.3))

    def largest(k: int) -> float:
        return lanczos(lambda u: f.hessian_product(x, u), start_from(f.gradient(x)[1], f.size), k).highest.value

    begin = perf_counter()
    found = largest(PRODUCTS)
    took = perf_counter() - begin
    error = abs(found - largest(3 * PRODUCTS)) / found
    what = f"λmax = {found:.4f} after {PRODUCTS} products ({seconds(took)}), against {3 * PRODUCTS}"
    yield Row(what, f"{error:.0e} relative", **_below(error, 1e-4))


def _below(value: float, bar: float) -> dict[str, object]:
    return {"ratio": f"{value:.0e}", "bar": f"≤ {bar:.0e}", "met": value <= bar}
