"""A learning rate over the steps, small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures import strokes
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import write
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.session.scheduling import ChosenSchedule

WORDS = 26
"""Columns beside the curve for what it says in words."""


def horizon(schedule: ChosenSchedule, k: int) -> int:
    """Return the last step of the curve: beyond where the schedule has done its work, and beyond k."""
    settings = schedule.settings
    spans = {"step_size": 5.0, "T_max": 1.25, "total_iters": 2.5}
    reach = next((settings[name] * factor for name, factor in spans.items() if name in settings), 0.0)
    if not reach and 0 < (gamma := settings.get("gamma", 0.0)) < 1:
        reach = np.log(0.02) / np.log(gamma)
    if not reach and settings.get("decay", 0.0) > 0:
        reach = 19 / settings["decay"]
    return max(int(min(np.ceil(reach), 1e9)), round(1.25 * k), 20)


def rate_curve(schedule: ChosenSchedule, lr: float, k: int, width: int, height: int, look: Look) -> Raster:
    """Return α(k') = lr·factor(k') from step 0 on, where step k is on it, and both in words."""
    colours = look.colours
    raster = Raster.blank(width, height, colours.ink, colours.paper)
    wide = max(width - WORDS, 0)
    last = horizon(schedule, k)
    if wide >= 8 and height:
        curve = Raster.blank(wide, height, colours.ink, colours.paper)
        columns = np.arange(2 * wide, dtype=np.float64)
        steps = np.rint(columns / (2 * wide - 1) * last).astype(np.int64)
        factors = np.array([schedule.factor(int(step)) for step in steps])
        bits = np.zeros((height, wide), np.uint8)
        strokes.stroke(bits, columns + 0.5, (1 - factors) * (4 * height - 1) + 0.5)
        strokes.ink(curve, bits, colours.title, look)
        here = min(round(k / last * (wide - 1)), wide - 1)
        curve.fg[:, here] = colours.head
        curve.bg[:, here] = colours.head_paper
        raster.paste(curve, 0, 0)
    x = wide + 1 if wide >= 8 else 0
    told = f"step {k:,}: α {show(lr * schedule.factor(k), 3)}"
    write(raster, x, 0, [(told, colours.head)], look)
    if height > 1:
        write(raster, x, 1, [(f"to step {last:,}", colours.faint)], look)
    return raster
