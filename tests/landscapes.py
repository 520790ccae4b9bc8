"""Landscapes to draw, written with numpy alone so that pictures are tested without the floors below them."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from descent_tui.pictures.viewport import Viewport, sample_axes

GOLDEN = Path(__file__).parent / "pictures" / "golden"

LANDSCAPES = {
    "bowl": (lambda x, y: x * x + x * y + y * y, Viewport(-3, 3, -3, 3)),
    "rosenbrock": (lambda x, y: (1 - x) ** 2 + 100 * (y - x * x) ** 2, Viewport(-2, 2, -1, 3)),
    "himmelblau": (lambda x, y: (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2, Viewport(-6, 6, -6, 6)),
    "rastrigin": (
        lambda x, y: 20 + x * x + y * y - 10 * np.cos(2 * np.pi * x) - 10 * np.cos(2 * np.pi * y),
        Viewport(-5.12, 5.12, -5.12, 5.12),
    ),
    "easom": (
        lambda x, y: -np.cos(x) * np.cos(y) * np.exp(-((x - np.pi) ** 2) - (y - np.pi) ** 2),
        Viewport(-6, 12, -6, 12),
    ),
    "logarithm": (lambda x, y: np.log(x) * y + x * y * y, Viewport(-1, 4, -3, 3)),
}


def heights(name, width, height):
    """Return f at every dot of a map [4·height, 2·width]."""
    f, viewport = LANDSCAPES[name]
    x, y = sample_axes(viewport, width, height)
    with np.errstate(all="ignore"):
        return np.asarray(f(x[None, :], y[:, None]), float)


def golden(name, raster):
    """Compare with the picture kept as text; DESCENT_TUI_GOLDEN=write keeps the new one, to be looked at in the diff."""
    text = "".join(line.rstrip() + "\n" for line in raster.lines())
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("DESCENT_TUI_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
