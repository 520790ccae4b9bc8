"""RAdam: Adam that waits until its second moment can be trusted."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import knobs
from descent_tui.optimizers.adam import MOMENTS
from descent_tui.optimizers.coordinatewise import Clock, Coordinate, Coordinatewise, Memory
from descent_tui.optimizers.nadam import DECOUPLED
from descent_tui.optimizers.setting import choice
from descent_tui.optimizers.written import corrected, decayed, enclosed, mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.objectives.objective import Vector
    from descent_tui.optimizers.optimizer import Line, Settings, Show

ENOUGH = 5.0
"""The length ρₜ of the average from which the second moment is used; at β₂ = 0.999 that is the sixth step."""


class RAdam(Coordinatewise):
    """Adam whose steps are scaled by how much the second moment has seen (L. Liu and others, arXiv:1908.03265).

    Before ρₜ > 5 it is plain descent along m̂, with the slope's full size: the first five steps can be long.
    """

    name = "radam"
    title = "RAdam"
    rule = "x ← x − α·r·m̂/(√v̂ + ε), and x ← x − α·m̂ until ρₜ > 5"
    settings = (
        *MOMENTS,
        knobs.weight_decay(),
        DECOUPLED,
        choice(
            "eps_at", ("raw", "corrected"), "whether eps is added to the root of the raw moment or of the corrected"
        ),
    )
    clocks = {"t": 0.0}  # noqa: RUF012 — declared a ClassVar by the base

    def memory(self, settings: Settings) -> Mapping[str, float]:
        """Return the first and the second moment."""
        del settings
        return {"first": 0.0, "second": 0.0}

    def update(self, x: Vector, g: Vector, memory: Memory, clock: Clock, settings: Settings) -> Vector:
        """Return the step of the rule after both moments moved on."""
        m, v, lr = memory["first"], memory["second"], settings["lr"]
        keep1, keep2, eps, t = settings["beta1"], settings["beta2"], settings["eps"], clock["t"]
        if decay := settings["weight_decay"]:
            if settings["decoupled_weight_decay"]:
                x = x * (1 - lr * decay)
            else:
                g = g + decay * x
        m += (g - m) * (1 - keep1)
        v *= keep2
        v += (1 - keep2) * (g * g)
        mean_slope, unbias = m / (1 - keep1**t), np.sqrt(1 - keep2**t)
        length = _length(t, keep2)
        trusted = np.greater(length, ENOUGH)
        if not trusted.any():
            return x - lr * mean_slope
        scale = np.where(trusted, _rectified(length, keep2), 1.0)
        root = np.sqrt(v) / unbias + eps if settings["eps_at"] else (np.sqrt(v) + eps) / unbias
        return x - lr * mean_slope * np.where(trusted, scale / root, 1.0)

    def tell(self, at: Coordinate, settings: Settings, show: Show) -> tuple[Line, ...]:
        """Return the moments, the length of the average and the step with their numbers."""
        lr, keep1, keep2, decay = settings["lr"], settings["beta1"], settings["beta2"], settings["weight_decay"]
        apart = settings["decoupled_weight_decay"] and decay
        g, pull = decayed(show, at.x, at.slope, 0.0 if apart else decay)
        slope, t, m, v = enclosed(show, g), at.clock["t"], at.after["first"], at.after["second"]
        value, line_m = corrected(show, "m", m, keep1, t)
        length = float(_length(t, keep2))
        most, power = show(2 / (1 - keep2) - 1), f"{show(keep2)}^{t:.0f}"
        seen = f"{most} − 2·{t:.0f}·{power}/(1 − {power}) = {show(length)}"
        x, shrunk = show(at.x), "x"
        if apart:
            x, shrunk = f"{x}·(1 − {show(lr)}·{show(decay)})", "x·(1 − α·λ)"
        lines: tuple[Line, ...] = (
            *pull,
            ("m ← β₁·m + (1 − β₁)·g", mean(show, keep1, at.before["first"], slope, m)),
            ("v ← β₂·v + (1 − β₂)·g²", mean(show, keep2, at.before["second"], f"{slope}^2", v)),
            line_m,
            ("ρₜ ← ρ∞ − 2·t·β₂ᵗ/(1 − β₂ᵗ)", seen),
        )
        step = f"{x} − {show(lr)}·{enclosed(show, value)}"
        if length <= ENOUGH:
            return (*lines, (f"x ← {shrunk} − α·m̂", step))
        r, unbias = float(_rectified(length, keep2)), math.sqrt(1 - keep2**t)
        below = f"√{show(v)}/{show(unbias)} + {show(settings['eps'])}"
        root = f"({below})" if settings["eps_at"] else f"((√{show(v)} + {show(settings['eps'])})/{show(unbias)})"
        return (
            *lines,
            ("c ← √(1 − β₂ᵗ)", f"√(1 − {power}) = {show(unbias)}"),
            ("r ← √((ρₜ − 4)·(ρₜ − 2)·ρ∞/((ρ∞ − 4)·(ρ∞ − 2)·ρₜ))", _scale_told(show, length, 2 / (1 - keep2) - 1, r)),
            (
                f"x ← {shrunk} − α·m̂·r/{'(√v/c + ε)' if settings['eps_at'] else '((√v + ε)/c)'}",
                f"{step}·{show(r)}/{root}",
            ),
        )


def _length(t: float | Vector, keep: float) -> float | Vector:
    """Return ρₜ, the length of the plain average that the exponential one amounts to after t steps."""
    return 2 / (1 - keep) - 1 - 2 * t * keep**t / (1 - keep**t)


def _rectified(length: float | Vector, keep: float) -> Vector:
    """Return r, how much of a step an average of this length is good for; nan where it is none."""
    most = 2 / (1 - keep) - 1
    return np.sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length))


def _scale_told(show: Show, length: float, most: float, r: float) -> str:
    now, end = show(length), show(most)
    return f"√(({now} − 4)·({now} − 2)·{end}/(({end} − 4)·({end} − 2)·{now})) = {show(r)}"


OPTIMIZER = RAdam()
