"""Lion: the sign of a mixture of momentum and slope."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import knobs
from descent_tui.optimizers.coordinatewise import Clock, Coordinate, Coordinatewise, Memory, against
from descent_tui.optimizers.written import enclosed, mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.objectives.objective import Vector
    from descent_tui.optimizers.optimizer import Line, Settings, Show


class Lion(Coordinatewise):
    """Every coordinate goes by exactly α, the way most of the past points (X. Chen and others, arXiv:2302.06675)."""

    name = "lion"
    title = "Lion"
    rule = "x ← x − α·(sign(β₁·m + (1 − β₁)·g) + λ·x),  m ← β₂·m + (1 − β₂)·g"
    settings = (
        knobs.rate(1e-4, "how far each coordinate goes in every step"),
        knobs.forgetting("beta1", 0.9, "the mean slope, in the sign that is gone by,"),
        knobs.forgetting("beta2", 0.99, "the mean slope"),
        knobs.decoupled_decay(0.0),
    )

    def memory(self, settings: Settings) -> Mapping[str, float]:
        """Return the mean slope."""
        del settings
        return {"first": 0.0}

    def update(self, x: Vector, g: Vector, memory: Memory, clock: Clock, settings: Settings) -> Vector:
        """Return x − α·(sign(β₁·m + (1 − β₁)·g) + λ·x); then m ← β₂·m + (1 − β₂)·g."""
        del clock
        m, keep1, keep2 = memory["first"], settings["beta1"], settings["beta2"]
        way = np.sign(keep1 * m + (1 - keep1) * g)
        if decay := settings["weight_decay"]:
            way += decay * x
        m *= keep2
        m += (1 - keep2) * g
        return against(x, settings["lr"], way)

    def tell(self, at: Coordinate, settings: Settings, show: Show) -> tuple[Line, ...]:
        """Return the mixture, the mean for later and the step with their numbers."""
        keep1, keep2, decay = settings["beta1"], settings["beta2"], settings["weight_decay"]
        slope, m = enclosed(show, at.slope), at.before["first"]
        mixed = keep1 * m + (1 - keep1) * at.slope
        sign, formula = enclosed(show, float(np.sign(mixed))), "sign(c)"
        if decay:
            sign, formula = f"({sign} + {show(decay)}·{enclosed(show, at.x)})", "(sign(c) + λ·x)"
        return (
            ("c ← β₁·m + (1 − β₁)·g", mean(show, keep1, m, slope, mixed)),
            ("m ← β₂·m + (1 − β₂)·g", mean(show, keep2, m, slope, at.after["first"])),
            (f"x ← x − α·{formula}", f"{show(at.x)} − {show(settings['lr'])}·{sign}"),
        )


OPTIMIZER = Lion()
