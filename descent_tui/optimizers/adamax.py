"""Adamax: the mean slope over the largest recent slope."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import knobs
from descent_tui.optimizers.coordinatewise import Clock, Coordinate, Coordinatewise, Memory
from descent_tui.optimizers.setting import choice
from descent_tui.optimizers.written import corrected, decayed, enclosed, mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.objectives.objective import Vector
    from descent_tui.optimizers.optimizer import Line, Settings, Show


class Adamax(Coordinatewise):
    """Adam by the largest slope, not the root mean square (D. P. Kingma, J. Ba, arXiv:1412.6980, section 7)."""

    name = "adamax"
    title = "Adamax"
    rule = "u ← max(β₂·u, |g| + ε),  x ← x − α·m̂/u"
    settings = (
        knobs.rate(2e-3, "how far a coordinate goes in a step at most"),
        knobs.BETA1,
        knobs.forgetting("beta2", 0.999, "the largest slope"),
        knobs.eps(1e-8),
        knobs.weight_decay(),
        choice("eps_at", ("slope", "largest"), "whether eps is added to each slope, as in PyTorch, or to the largest"),
    )
    clocks = {"t": 0.0}  # noqa: RUF012 — declared a ClassVar by the base

    def memory(self, settings: Settings) -> Mapping[str, float]:
        """Return the mean slope and the largest."""
        del settings
        return {"first": 0.0, "largest": 0.0}

    def update(self, x: Vector, g: Vector, memory: Memory, clock: Clock, settings: Settings) -> Vector:
        """Return x − α·m̂/u after m ← β₁·m + (1 − β₁)·g and u ← max(β₂·u, |g| + ε)."""
        m, u, keep, eps = memory["first"], memory["largest"], settings["beta1"], settings["eps"]
        if decay := settings["weight_decay"]:
            g = g + decay * x
        m += (g - m) * (1 - keep)
        u *= settings["beta2"]
        np.maximum(u, np.abs(g) + (0.0 if settings["eps_at"] else eps), out=u)
        return x - (settings["lr"] / (1 - keep ** clock["t"])) * m / (u + eps if settings["eps_at"] else u)

    def tell(self, at: Coordinate, settings: Settings, show: Show) -> tuple[Line, ...]:
        """Return the mean, the largest slope and the step with their numbers."""
        keep, eps = settings["beta1"], show(settings["eps"])
        g, decay = decayed(show, at.x, at.slope, settings["weight_decay"])
        m, u = at.after["first"], at.after["largest"]
        value, line = corrected(show, "m", m, keep, at.clock["t"])
        late = settings["eps_at"]
        size, most = ("|g|", f"{show(abs(g))}") if late else ("|g| + ε", f"{show(abs(g))} + {eps}")
        largest = f"max({show(settings['beta2'])}·{show(at.before['largest'])}, {most}) = {show(u)}"
        below, divisor = ("(u + ε)", f"({show(u)} + {eps})") if late else ("u", show(u))
        return (
            *decay,
            ("m ← β₁·m + (1 − β₁)·g", mean(show, keep, at.before["first"], enclosed(show, g), m)),
            (f"u ← max(β₂·u, {size})", largest),
            line,
            (f"x ← x − α·m̂/{below}", f"{show(at.x)} − {show(settings['lr'])}·{enclosed(show, value)}/{divisor}"),
        )


OPTIMIZER = Adamax()
