"""RMSprop: steps divided by the recent size of the slope."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import knobs
from descent_tui.optimizers.adagrad import EPS_AT
from descent_tui.optimizers.coordinatewise import Clock, Coordinate, Coordinatewise, Memory
from descent_tui.optimizers.momentum import LR_IN_VELOCITY
from descent_tui.optimizers.setting import switch
from descent_tui.optimizers.written import decayed, enclosed, mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.objectives.objective import Vector
    from descent_tui.optimizers.optimizer import Line, Settings, Show


class RMSprop(Coordinatewise):
    """Slopes divided by their running root mean square (T. Tieleman, G. Hinton, Coursera lecture 6.5 (2012)).

    Centered, the square of the mean slope is taken off first, which leaves the variance (A. Graves, arXiv:1308.0850).
    """

    name = "rmsprop"
    title = "RMSprop"
    rule = "s ← γ·s + (1 − γ)·g²,  x ← x − α·g/(√s + ε)"
    settings = (
        knobs.rate(0.01, "how far to go along a coordinate that is as steep as it has been lately"),
        knobs.forgetting("alpha", 0.99, "the mean squared slope"),
        knobs.eps(1e-8),
        knobs.weight_decay(),
        knobs.momentum(0.0),
        switch("centered", "whether to divide by the spread of the slope and not by its size"),
        EPS_AT,
        LR_IN_VELOCITY,
    )

    def memory(self, settings: Settings) -> Mapping[str, float]:
        """Return the mean squared slope; centered the mean slope too; with momentum a velocity."""
        also = {"mean": settings["centered"], "velocity": settings["momentum"]}
        return {"square": 0.0} | {name: 0.0 for name, wanted in also.items() if wanted}

    def update(self, x: Vector, g: Vector, memory: Memory, clock: Clock, settings: Settings) -> Vector:
        """Return x − α·g/(√s + ε) after s ← γ·s + (1 − γ)·g²."""
        del clock
        s, keep, eps, lr = memory["square"], settings["alpha"], settings["eps"], settings["lr"]
        if decay := settings["weight_decay"]:
            g = g + decay * x
        s *= keep
        s += (1 - keep) * (g * g)
        spread = s
        if settings["centered"]:
            m = memory["mean"]
            m += (1 - keep) * (g - m)
            spread = np.maximum(s - m * m, 0.0)  # rounding may leave less than nothing
        root = np.sqrt(spread + eps) if settings["eps_at"] else np.sqrt(spread) + eps
        if not settings["momentum"]:
            return x - lr * g / root
        v = memory["velocity"]
        v *= settings["momentum"]
        v += (lr if settings["lr_in_velocity"] else 1.0) * g / root
        return x - v if settings["lr_in_velocity"] else x - lr * v

    def tell(self, at: Coordinate, settings: Settings, show: Show) -> tuple[Line, ...]:
        """Return the mean square, the spread, the velocity and the step with their numbers."""
        keep, eps, lr = settings["alpha"], show(settings["eps"]), show(settings["lr"])
        g, decay = decayed(show, at.x, at.slope, settings["weight_decay"])
        slope, s = enclosed(show, g), at.after["square"]
        lines = [*decay, ("s ← γ·s + (1 − γ)·g²", mean(show, keep, at.before["square"], f"{slope}^2", s))]
        name = "s"
        if settings["centered"]:
            m = at.after["mean"]
            name, spread = "c", max(s - m * m, 0.0)
            lines += [
                ("m ← γ·m + (1 − γ)·g", mean(show, keep, at.before["mean"], slope, m)),
                ("c ← s − m²", f"{show(s)} − {enclosed(show, m)}^2 = {show(spread)}"),
            ]
            s = spread
        formula, root = (
            (f"√({name} + ε)", f"√({show(s)} + {eps})")
            if settings["eps_at"]
            else (f"(√{name} + ε)", f"(√{show(s)} + {eps})")
        )
        if not settings["momentum"]:
            return (*lines, (f"x ← x − α·g/{formula}", f"{show(at.x)} − {lr}·{slope}/{root}"))
        return (*lines, *self._rolling(at, settings, show, formula, f"{slope}/{root}"))

    @staticmethod
    def _rolling(at: Coordinate, settings: Settings, show: Show, formula: str, scaled: str) -> tuple[Line, ...]:
        """Return the velocity's line and the step's."""
        inside, lr, v = settings["lr_in_velocity"], show(settings["lr"]), at.after["velocity"]
        kept = f"{show(settings['momentum'])}·{enclosed(show, at.before['velocity'])}"
        first, second = ("α·", f"{lr}·") if inside else ("", "")
        velocity = (f"v ← μ·v + {first}g/{formula}", f"{kept} + {second}{scaled} = {show(v)}")
        if inside:
            return velocity, ("x ← x − v", f"{show(at.x)} − {enclosed(show, v)}")
        return velocity, ("x ← x − α·v", f"{show(at.x)} − {lr}·{enclosed(show, v)}")


OPTIMIZER = RMSprop()
