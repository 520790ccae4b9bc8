"""Adam: the mean slope over the root of the mean squared slope."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import knobs
from descent_tui.optimizers.coordinatewise import Clock, Coordinate, Coordinatewise, Memory
from descent_tui.optimizers.setting import Setting, choice
from descent_tui.optimizers.written import corrected, decayed, enclosed, mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.objectives.objective import Vector
    from descent_tui.optimizers.optimizer import Line, Settings, Show

LR = knobs.rate(1e-3, "about how far each coordinate goes in a step, however steep it is")
EPS_AT = choice(
    "eps_at", ("corrected", "raw"), "whether eps is added to the root of the corrected moment or of the raw"
)
MOMENTS = (LR, knobs.BETA1, knobs.BETA2, knobs.eps(1e-8))


class Adam(Coordinatewise):
    """Two running means, freed from their start at zero (D. P. Kingma, J. Ba, arXiv:1412.6980).

    PyTorch adds ε after the second moment is corrected; Keras adds it to the raw root, as the paper's footnote does.
    """

    name = "adam"
    title = "Adam"
    rule = "m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g²,  x ← x − α·m̂/(√v̂ + ε)"
    settings: tuple[Setting, ...] = (*MOMENTS, knobs.weight_decay(), EPS_AT)
    clocks = {"t": 0.0}  # noqa: RUF012 — declared a ClassVar by the base
    decoupled = False

    def memory(self, settings: Settings) -> Mapping[str, float]:
        """Return the first and the second moment."""
        del settings
        return {"first": 0.0, "second": 0.0}

    def update(self, x: Vector, g: Vector, memory: Memory, clock: Clock, settings: Settings) -> Vector:
        """Return x − α·m̂/(√v̂ + ε) after both moments moved on."""
        m, v, keep1, keep2 = memory["first"], memory["second"], settings["beta1"], settings["beta2"]
        if decay := settings["weight_decay"]:
            if self.decoupled:
                x = x * (1 - settings["lr"] * decay)
            else:
                g = g + decay * x
        m += (g - m) * (1 - keep1)
        v *= keep2
        v += (1 - keep2) * (g * g)
        unbias1, unbias2 = 1 - keep1 ** clock["t"], 1 - keep2 ** clock["t"]
        step = m * (settings["lr"] / unbias1)
        step /= self._root(memory, unbias2, settings)
        return x - step

    def _root(self, memory: Memory, unbias: float | Vector, settings: Settings) -> Vector:
        """Return √v̂ + ε in a fresh array."""
        root = np.sqrt(memory["second"])
        if settings["eps_at"]:
            root += settings["eps"]
            root /= np.sqrt(unbias)
        else:
            root /= np.sqrt(unbias)
            root += settings["eps"]
        return root

    def tell(self, at: Coordinate, settings: Settings, show: Show) -> tuple[Line, ...]:
        """Return both moments, both freed from their start, and the step with their numbers."""
        keep1, keep2, decay = settings["beta1"], settings["beta2"], settings["weight_decay"]
        g, pull = decayed(show, at.x, at.slope, 0.0 if self.decoupled else decay)
        slope, t = enclosed(show, g), at.clock["t"]
        m, v = at.after["first"], at.after["second"]
        mean_m, line_m = corrected(show, "m", m, keep1, t)
        x, shrunk = show(at.x), "x"
        if self.decoupled and decay:
            x, shrunk = f"{show(at.x)}·(1 − {show(settings['lr'])}·{show(decay)})", "x·(1 − α·λ)"
        root, numbers, *before = self._root_told(at, settings, show)
        return (
            *pull,
            ("m ← β₁·m + (1 − β₁)·g", mean(show, keep1, at.before["first"], slope, m)),
            ("v ← β₂·v + (1 − β₂)·g²", mean(show, keep2, at.before["second"], f"{slope}^2", v)),
            line_m,
            *before,
            (f"x ← {shrunk} − α·m̂/{root}", f"{x} − {show(settings['lr'])}·{enclosed(show, mean_m)}/{numbers}"),
        )

    def _root_told(self, at: Coordinate, settings: Settings, show: Show) -> tuple[str, str, *tuple[Line, ...]]:
        """Return what the step is divided by as a formula, with its numbers, and the lines that come before."""
        v, keep, t, eps = at.after["second"], settings["beta2"], at.clock["t"], show(settings["eps"])
        if settings["eps_at"]:
            unbias = 1 - keep**t
            line = ("c ← √(1 − β₂ᵗ)", f"√(1 − {show(keep)}^{t:.0f}) = {show(math.sqrt(unbias))}")
            return "((√v + ε)/c)", f"((√{show(v)} + {eps})/{show(math.sqrt(unbias))})", line
        value, corrected_line = corrected(show, "v", v, keep, t)
        return "(√v̂ + ε)", f"(√{show(value)} + {eps})", corrected_line


OPTIMIZER = Adam()
