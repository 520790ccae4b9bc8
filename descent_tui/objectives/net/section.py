"""The loss of a network over two of its weights, the others held still: in closed form where there is one.

Where two weights change the outputs of the network each by itself, z(a, b) = z + A(a) + B(b), the loss over a whole
grid comes apart: Σ_k p_k·e^(A_k(a))·e^(B_k(b)) is a product of two small matrices for each sample. That is so for any
two weights of the last layer; for two of the layer before it that lead into different units; and for one of each,
unless the first leads into the unit that the second comes from. Elsewhere each row of the grid is a network of its own,
made by redoing what follows one weight, and each point of it a nudge of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.objectives.lanczos import Cancelled
from descent_tui.objectives.net.difference import activation_difference
from descent_tui.objectives.net.loss import ENTROPY, LOGISTIC

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.objectives.net.activation import Array
    from descent_tui.objectives.net.layout import Layout
    from descent_tui.objectives.net.nudge import Nudging
    from descent_tui.objectives.objective import Vector

BLOCK = 500_000
"""So many numbers of one product over samples, rows and columns are made at a time."""

TOGETHER = 4
"""Logarithms are taken of products of so many sums: most of the time goes into them."""

SMALL = 1e-70
"""The smallest sum that is multiplied with others; the product of `TOGETHER` of them is still a number."""


def comes_apart(layout: Layout, i: int, j: int) -> bool:
    """Return whether weights i and j change the outputs each by itself, whatever the other is."""
    one, other = sorted((layout.place(i), layout.place(j)), key=lambda place: place[0])
    last = layout.depth - 1
    if i == j or one[0] < last - 1:
        return False
    if one[0] == last:
        return True
    return one[2] != other[2] if other[0] == last - 1 else one[2] != other[1]


def over_two(net: Nudging, i: int, j: int, a: Vector, b: Vector, cancelled: Callable[[], bool]) -> Vector:
    """Return the loss where weight i is a and weight j is b, [len b, len a]; all else as in `net`.

    Raises:
        Cancelled: `cancelled` said so; it is asked before each block.
    """
    a, b = a - net.forward.theta[i], b - net.forward.theta[j]
    if not comes_apart(net.layout, i, j):
        return _by_rows(net, i, j, a, b, cancelled)
    rise = _rise(net, i, j, a, b, cancelled)
    return np.asarray(net.value + rise + _decay(net, i, a) + _decay(net, j, b)[:, None])


def along(net: Nudging, i: int, a: Vector) -> Vector:
    """Return the loss where weight i is a, [len a]."""
    at = float(net.forward.theta[i])
    return np.array([net.value + net.change(i, float(h) - at).rise for h in a])


def _decay(net: Nudging, i: int, h: Vector) -> Vector:
    """Return what weight decay adds as weight i changes by h, [len h]."""
    if not net.decay or net.layout.place(i)[1] is None:
        return np.zeros(len(h))
    return np.asarray(net.decay * h * (float(net.forward.theta[i]) + 0.5 * h))


def _by_rows(net: Nudging, i: int, j: int, a: Vector, b: Vector, cancelled: Callable[[], bool]) -> Vector:
    """Return the loss with one weight changed for each row, and the other nudged for each point of it."""
    flipped = net.layout.place(i)[0] > net.layout.place(j)[0]
    if flipped:  # less follows the later of them: that makes the rows
        i, j, a, b = j, i, b, a
    out = np.empty((len(b), len(a)))
    for row, h in enumerate(b.tolist()):
        moved = net.moved(j, h)
        for column, g in enumerate(a.tolist()):
            if cancelled():
                raise Cancelled
            # a weight is no less held where it is the same one twice
            out[row, column] = moved.value + moved.change(i, g - h if i == j else g).rise
    return out.T if flipped else out


def _rise(net: Nudging, i: int, j: int, a: Vector, b: Vector, cancelled: Callable[[], bool]) -> Vector:
    """Return how far the mean loss rises over the grid, [len b, len a], where the outputs come apart."""
    m, outputs = net.z[-1].shape
    total = np.zeros((len(b), len(a)))
    block = max(TOGETHER, BLOCK // max(1, len(a) * len(b)))
    band = max(1, BLOCK // max(1, block * len(a)))
    for first in range(0, m, block):
        if cancelled():
            raise Cancelled
        rows = slice(first, min(first + block, m))
        d, e = _outputs(net, i, a, rows), _outputs(net, j, b, rows)
        if net.loss is ENTROPY or net.loss is LOGISTIC:
            for low in range(0, len(b), band):
                total[low : low + band] += _entropy(net, d, e[:, low : low + band], rows)
        else:
            total += _squares(net.z[-1][rows] - net.targets[rows], d, e)
    return np.asarray(total / (m if net.loss is ENTROPY or net.loss is LOGISTIC else m * outputs))


def _outputs(net: Nudging, i: int, h: Vector, rows: slice) -> Array:
    """Return how the outputs change as weight i changes by h, [samples, len h, n_L]."""
    layer, row, unit = net.layout.place(i)
    into = np.ones(rows.stop - rows.start) if row is None else net.a[layer][rows, row]
    moves: Array = np.multiply.outer(into, h)
    if layer == net.layout.depth - 1:
        out = np.zeros((*moves.shape, net.z[-1].shape[1]))
        out[:, :, unit] = moves
        return out
    z = np.broadcast_to(net.z[layer][rows, unit, None], moves.shape)
    return np.asarray(np.multiply.outer(activation_difference(net.activation, z, moves), net.weights[-1][unit]))


def _entropy(net: Nudging, d: Array, e: Array, rows: slice) -> Vector:
    """Return Σ over samples of the rise of −log p_y, [len b, len a], for changes d along a and e along b."""
    z, targets = net.z[-1][rows], net.targets[rows]
    if net.loss is LOGISTIC:  # one output z is the two scores 0 and z
        told_d, told_e = (np.einsum("nhk,nk->h", part, targets) for part in (d, e))
        z, d, e = (np.concatenate([np.zeros_like(part), part], axis=-1) for part in (z, d, e))
    else:
        label = targets[:, None, None]
        told_d, told_e = (np.take_along_axis(part, label, axis=2).sum(axis=(0, 2)) for part in (d, e))
    p = z - z.max(axis=1, keepdims=True)
    p -= np.log(np.exp(p).sum(axis=1, keepdims=True))
    d = d + p[:, None, :]
    top_d, top_e = d.max(axis=2, keepdims=True), e.max(axis=2, keepdims=True)
    sums = np.exp(e - top_e) @ np.exp(d - top_d).transpose(0, 2, 1)
    logs = _log_total(sums, d, e, top_d, top_e)
    logs += (top_d.sum(axis=(0, 2)) - told_d) + (top_e.sum(axis=(0, 2)) - told_e)[:, None]
    return logs


def _log_total(sums: Array, d: Array, e: Array, top_d: Array, top_e: Array) -> Vector:
    """Return Σ log of sums [n, len b, len a] over n, as logarithms of products where those stay numbers."""
    smallest = sums.min(axis=(1, 2), initial=np.inf)
    fit = smallest > SMALL
    if fit.all():
        whole = len(sums) // TOGETHER * TOGETHER
        products = np.multiply.reduce(sums[:whole].reshape(-1, TOGETHER, *sums.shape[1:]), axis=1)
        total = np.log(products, out=products).sum(axis=0)
        return np.asarray(total + np.log(sums[whole:]).sum(axis=0))
    total = np.log(sums[fit]).sum(axis=0)
    for n in np.flatnonzero(~fit):  # the largest terms of the two lie at different classes, too far apart
        both = (e[n] - top_e[n])[:, None, :] + (d[n] - top_d[n])[None, :, :]
        top = both.max(axis=2)
        total += top + np.log(np.exp(both - top[:, :, None]).sum(axis=2))
    return np.asarray(total)


def _squares(r: Array, d: Array, e: Array) -> Vector:
    """Return Σ ((r + d + e)² − r²) over samples and outputs, [len b, len a]."""
    alone_d = np.einsum("nhk,nhk->h", d, 2 * r[:, None, :] + d)
    alone_e = np.einsum("nhk,nhk->h", e, 2 * r[:, None, :] + e)
    across = np.moveaxis(e, 1, 0).reshape(e.shape[1], -1) @ np.moveaxis(d, 1, 0).reshape(d.shape[1], -1).T
    return np.asarray(2 * across + alone_d + alone_e[:, None])
