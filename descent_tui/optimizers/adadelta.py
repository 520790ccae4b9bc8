"""Adadelta: steps as large as steps have lately been, for each unit of recent slope."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import knobs
from descent_tui.optimizers.coordinatewise import Clock, Coordinate, Coordinatewise, Memory
from descent_tui.optimizers.written import decayed, enclosed, mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.objectives.objective import Vector
    from descent_tui.optimizers.optimizer import Line, Settings, Show


class Adadelta(Coordinatewise):
    """The root mean square of recent steps over that of recent slopes, times the slope (M. Zeiler, arXiv:1212.5701)."""

    name = "adadelta"
    title = "Adadelta"
    rule = "u ← √(d + ε)/√(s + ε)·g,  x ← x − α·u"
    settings = (
        knobs.rate(1.0, "a factor on the step that the rule finds by itself"),
        knobs.forgetting("rho", 0.9, "the mean squared slope and step"),
        knobs.eps(1e-6),
        knobs.weight_decay(),
    )

    def memory(self, settings: Settings) -> Mapping[str, float]:
        """Return the mean squared slope and the mean squared step."""
        del settings
        return {"square": 0.0, "step": 0.0}

    def update(self, x: Vector, g: Vector, memory: Memory, clock: Clock, settings: Settings) -> Vector:
        """Return x − α·u after s ← ρ·s + (1 − ρ)·g², u = √(d + ε)/√(s + ε)·g, d ← ρ·d + (1 − ρ)·u²."""
        del clock
        s, d, keep, eps = memory["square"], memory["step"], settings["rho"], settings["eps"]
        if decay := settings["weight_decay"]:
            g = g + decay * x
        s *= keep
        s += (1 - keep) * (g * g)
        u = np.sqrt(d + eps) / np.sqrt(s + eps) * g
        d *= keep
        d += (1 - keep) * (u * u)
        return x - settings["lr"] * u

    def tell(self, at: Coordinate, settings: Settings, show: Show) -> tuple[Line, ...]:
        """Return both means, the step that was found and the step taken."""
        keep, eps = settings["rho"], settings["eps"]
        g, decay = decayed(show, at.x, at.slope, settings["weight_decay"])
        slope, s, d = enclosed(show, g), at.after["square"], at.before["step"]
        u = float(np.sqrt(d + eps) / np.sqrt(s + eps) * g)
        scaled = f"√({show(d)} + {show(eps)})/√({show(s)} + {show(eps)})·{slope} = {show(u)}"
        return (
            *decay,
            ("s ← ρ·s + (1 − ρ)·g²", mean(show, keep, at.before["square"], f"{slope}^2", s)),
            ("u ← √(d + ε)/√(s + ε)·g", scaled),
            ("d ← ρ·d + (1 − ρ)·u²", mean(show, keep, d, f"{enclosed(show, u)}^2", at.after["step"])),
            ("x ← x − α·u", f"{show(at.x)} − {show(settings['lr'])}·{enclosed(show, u)}"),
        )


OPTIMIZER = Adadelta()
