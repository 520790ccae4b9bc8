"""Heavy ball: v ← μ·v + ∇f(x), x ← x − α·v."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import knobs
from descent_tui.optimizers.coordinatewise import Clock, Coordinate, Coordinatewise, Memory, against
from descent_tui.optimizers.setting import Setting, switch
from descent_tui.optimizers.written import decayed, enclosed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.objectives.objective import Vector
    from descent_tui.optimizers.optimizer import Line, Settings, Show

LR_IN_VELOCITY = switch("lr_in_velocity", "whether the velocity holds lr·slope, as Keras has it, and keeps older rates")


class Momentum(Coordinatewise):
    """A ball with mass: it keeps a share μ of its velocity (B. T. Polyak, USSR Comp. Math. 4 (1964) 1).

    The velocity of the first step is the slope itself, dampened or not, as in PyTorch.
    """

    name = "momentum"
    title = "heavy ball"
    rule = "v ← μ·v + ∇f(x),  x ← x − α·v"
    settings: tuple[Setting, ...] = (
        knobs.rate(1e-3, "how far to go for each unit of velocity"),
        knobs.momentum(),
        Setting("dampening", 0.0, 0.0, 1.0, "how much of each new slope is kept out of the velocity"),
        switch("nesterov", "whether to go by the velocity of one step ahead, as Nesterov does"),
        knobs.weight_decay(),
        LR_IN_VELOCITY,
    )
    clocks = {"t": 0.0}  # noqa: RUF012 — declared a ClassVar by the base

    def memory(self, settings: Settings) -> Mapping[str, float]:
        """Return the velocity, at rest."""
        del settings
        return {"velocity": 0.0}

    def update(self, x: Vector, g: Vector, memory: Memory, clock: Clock, settings: Settings) -> Vector:
        """Return x − α·v after v ← μ·v + (1 − τ)·g; with Nesterov's look ahead x − α·(g + μ·v)."""
        v, lr, keep = memory["velocity"], settings["lr"], settings["momentum"]
        if decay := settings["weight_decay"]:
            g = g + decay * x
        inside = settings["lr_in_velocity"]
        if inside:
            g = lr * g
        v *= keep
        v += g if not settings.get("dampening", 0.0) else self._share(clock["t"], settings) * g
        way = g + keep * v if settings.get("nesterov", 1.0) else v
        return x - way if inside else against(x, lr, way)

    def tell(self, at: Coordinate, settings: Settings, show: Show) -> tuple[Line, ...]:
        """Return the new velocity and the step with their numbers."""
        lr, keep, inside = settings["lr"], settings["momentum"], settings["lr_in_velocity"]
        g, decay = decayed(show, at.x, at.slope, settings["weight_decay"])
        share = float(self._share(at.clock["t"], settings))
        v = at.after["velocity"]
        taken = ("α·" if inside else "") + ("g" if decay else "∂f/∂x")
        pull = (f"{show(lr)}·" if inside else "") + enclosed(show, g)
        part, factor = ("(1 − τ)·", f"{show(share)}·") if share != 1.0 else ("", "")
        velocity = f"{show(keep)}·{enclosed(show, at.before['velocity'])} + {factor}{pull} = {show(v)}"
        lines = (*decay, (f"v ← μ·v + {part}{taken}", velocity))
        ahead = settings.get("nesterov", 1.0)
        way = f"({taken} + μ·v)" if ahead else "v"
        number = f"({pull} + {show(keep)}·{enclosed(show, v)})" if ahead else enclosed(show, v)
        rate, shown = ("", "") if inside else ("α·", f"{show(lr)}·")
        return (*lines, (f"x ← x − {rate}{way}", f"{show(at.x)} − {shown}{number}"))

    @staticmethod
    def _share(t: float | Vector, settings: Settings) -> Vector:
        """Return 1 − τ, but 1 at the first step."""
        dampening = settings.get("dampening", 0.0)
        return np.asarray(1.0 if not dampening else np.where(np.less_equal(t, 1.0), 1.0, 1.0 - dampening))


OPTIMIZER = Momentum()
