"""Adagrad: the steeper a coordinate has been in all, the shorter its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import knobs
from descent_tui.optimizers.coordinatewise import Clock, Coordinate, Coordinatewise, Memory
from descent_tui.optimizers.setting import Setting, choice
from descent_tui.optimizers.written import decayed, enclosed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.objectives.objective import Vector
    from descent_tui.optimizers.optimizer import Line, Settings, Show

EPS_AT = choice("eps_at", ("outside", "inside"), "whether eps is added outside the root, as in PyTorch, or inside")


class Adagrad(Coordinatewise):
    """Steps divided by the root of all squared slopes so far (J. Duchi, E. Hazan, Y. Singer, JMLR 12 (2011) 2121)."""

    name = "adagrad"
    title = "Adagrad"
    rule = "s ← s + g²,  x ← x − α·g/(√s + ε)"
    settings = (
        knobs.rate(0.01, "how far to go along a coordinate that is as steep as it has been in all"),
        Setting("lr_decay", 0.0, 0.0, 1e3, "how fast the learning rate falls: after t steps it is lr/(1 + t·lr_decay)"),
        knobs.weight_decay(),
        Setting("initial_accumulator_value", 0.0, 0.0, 1e6, "the sum of squared slopes to begin with"),
        knobs.eps(1e-10),
        EPS_AT,
    )
    clocks = {"t": 0.0}  # noqa: RUF012 — declared a ClassVar by the base

    def memory(self, settings: Settings) -> Mapping[str, float]:
        """Return the sum of squared slopes."""
        return {"sum": settings["initial_accumulator_value"]}

    def update(self, x: Vector, g: Vector, memory: Memory, clock: Clock, settings: Settings) -> Vector:
        """Return x − α·g/(√s + ε) after s ← s + g²."""
        s, eps = memory["sum"], settings["eps"]
        if decay := settings["weight_decay"]:
            g = g + decay * x
        s += g * g
        root = np.sqrt(s + eps) if settings["eps_at"] else np.sqrt(s) + eps
        lr = settings["lr"] / (1 + (clock["t"] - 1) * settings["lr_decay"])
        return x - lr * g / root

    def tell(self, at: Coordinate, settings: Settings, show: Show) -> tuple[Line, ...]:
        """Return the sum and the step with their numbers."""
        g, decay = decayed(show, at.x, at.slope, settings["weight_decay"])
        s, eps, lr = show(at.after["sum"]), show(settings["eps"]), settings["lr"]
        t, fading = at.clock["t"] - 1, settings["lr_decay"]
        slowed: tuple[Line, ...] = ()
        if fading:
            faded = lr / (1 + t * fading)
            slowed = (("α ← lr/(1 + t·lr_decay)", f"{show(lr)}/(1 + {t:.0f}·{show(fading)}) = {show(faded)}"),)
            lr = faded
        formula, root = ("√(s + ε)", f"√({s} + {eps})") if settings["eps_at"] else ("(√s + ε)", f"(√{s} + {eps})")
        return (
            *decay,
            ("s ← s + g²", f"{show(at.before['sum'])} + {enclosed(show, g)}^2 = {s}"),
            *slowed,
            (f"x ← x − α·g/{formula}", f"{show(at.x)} − {show(lr)}·{enclosed(show, g)}/{root}"),
        )


OPTIMIZER = Adagrad()
