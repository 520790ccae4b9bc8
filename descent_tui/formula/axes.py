"""What a graph computes along the axes of its sums, for arrays laid out [inner index, outer index, batch…].

The axis of the sum in hand comes first, so that what does not depend on it broadcasts by itself, and every reduction
runs along axis 0. `others` is the exclusive product Π_{m≠k} u_m, made of prefix and suffix products: it is right where
entries are 0, which a division by u_k is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


def _total(u: Any) -> Any:
    return np.add.reduce(u, axis=0)


def _row_total(u: Any) -> Any:
    return np.add.reduce(u, axis=1, keepdims=True)


def _grand_total(u: Any) -> Any:
    return np.add.reduce(u, axis=(0, 1))


def _product(u: Any) -> Any:
    return np.multiply.reduce(u, axis=0)


def _grand_product(u: Any) -> Any:
    return np.multiply.reduce(u, axis=(0, 1))


def _before(u: Any) -> Any:
    """Multiply everything before each entry along axis 0: 1, u₀, u₀u₁ and so on."""
    product = np.ones_like(u)
    np.multiply.accumulate(u[:-1], axis=0, out=product[1:])
    return product


def _others(u: Any) -> Any:
    return _before(u) * _before(u[::-1])[::-1]


def _before_with_tangent(u: Any, du: Any) -> tuple[Any, Any]:
    """Return `_before(u)` and its directional derivative, by doubling: log₂ of the length many passes."""
    value, slope = np.ones_like(u), np.zeros_like(u)
    value[1:], slope[1:] = u[:-1], du[:-1]
    reach = 1
    while reach < len(u):
        near, far = slice(reach, None), slice(None, -reach)
        slope[near] = slope[near] * value[far] + value[near] * slope[far]
        value[near] = value[near] * value[far]
        reach *= 2
    return value, slope


def _others_tangent(u: Any, du: Any) -> Any:
    """Return the directional derivative of `_others` at u along du."""
    shape = np.broadcast_shapes(u.shape, np.shape(du))
    u, du = np.broadcast_to(u, shape), np.broadcast_to(du, shape)
    left, left_slope = _before_with_tangent(u, du)
    right, right_slope = _before_with_tangent(u[::-1], du[::-1])
    return left_slope * right[::-1] + left * right_slope[::-1]


AXES: dict[str, Callable[..., Any]] = {
    "total": _total,
    "row total": _row_total,
    "grand total": _grand_total,
    "product": _product,
    "grand product": _grand_product,
    "others": _others,
    "others tangent": _others_tangent,
}
"""How each of `operators.SUMS` is computed."""
