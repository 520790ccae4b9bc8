"""What both plotting peers draw: the contours of Himmelblau's function and a trail that grows by one step a key."""

from __future__ import annotations

import contourpy
import numpy as np

Line = tuple[list[float], list[float]]


def value(x, y):
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def contours(count: int = 20) -> list[Line]:
    x, y = np.linspace(-5, 5, 120), np.linspace(-5, 5, 40)
    z = np.log1p(value(*np.meshgrid(x, y)))
    found = contourpy.contour_generator(x, y, z)
    levels = np.linspace(z.min(), z.max(), count + 2)[1:-1]
    return [(line[:, 0].tolist(), line[:, 1].tolist()) for level in levels for line in found.lines(level)]


def step(x: float, y: float, rate: float = 0.01) -> tuple[float, float]:
    a, b = x * x + y - 11, x + y * y - 7
    return x - rate * (4 * x * a + 2 * b), y - rate * (2 * a + 4 * y * b)
