"""Gradient descent: x ← x − α·∇f(x)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.optimizers import knobs
from descent_tui.optimizers.coordinatewise import Clock, Coordinate, Coordinatewise, Memory, against
from descent_tui.optimizers.written import decayed, enclosed

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Vector
    from descent_tui.optimizers.optimizer import Line, Settings, Show
    from descent_tui.optimizers.setting import Setting


class GradientDescent(Coordinatewise):
    """A small step the opposite way of the gradient (A. Cauchy, Comptes rendus 25 (1847) 536)."""

    name = "gd"
    title = "gradient descent"
    rule = "x ← x − α·∇f(x)"
    settings: tuple[Setting, ...] = (knobs.rate(0.1, "how far to go for each unit of slope"), knobs.weight_decay())

    def update(self, x: Vector, g: Vector, memory: Memory, clock: Clock, settings: Settings) -> Vector:
        """Return x − α·(g + λ·x)."""
        del memory, clock
        if decay := settings["weight_decay"]:
            g = g + decay * x
        return against(x, settings["lr"], g)

    def tell(self, at: Coordinate, settings: Settings, show: Show) -> tuple[Line, ...]:
        """Return the step with its numbers."""
        g, decay = decayed(show, at.x, at.slope, settings["weight_decay"])
        step = f"{show(at.x)} − {show(settings['lr'])}·{enclosed(show, g)}"
        return (*decay, ("x ← x − α·g" if decay else "x ← x − α·∂f/∂x", step))


OPTIMIZER = GradientDescent()
