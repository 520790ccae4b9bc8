"""NAdam: Adam with Nesterov's look ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import knobs
from descent_tui.optimizers.adam import MOMENTS
from descent_tui.optimizers.coordinatewise import Clock, Coordinate, Coordinatewise, Memory
from descent_tui.optimizers.setting import Setting, switch
from descent_tui.optimizers.written import corrected, decayed, enclosed, mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.objectives.objective import Vector
    from descent_tui.optimizers.optimizer import Line, Settings, Show

DECOUPLED = switch("decoupled_weight_decay", "whether x shrinks before the step, and the slope is left alone")


class NAdam(Coordinatewise):
    """Adam that goes by the moment of one step ahead, with a momentum that grows (T. Dozat, ICLR workshop 2016).

    μₜ = β₁·(1 − ½·0.96^(t·ψ)); Π is the product of all μ so far. A very large ψ holds μ at β₁, which is Optax's nadam.
    """

    name = "nadam"
    title = "NAdam"
    rule = "x ← x − α·((1 − μₜ)/(1 − Πₜ)·g + μₜ₊₁/(1 − Πₜ₊₁)·m)/(√v̂ + ε)"
    settings = (
        knobs.rate(2e-3, "about how far each coordinate goes in a step, however steep it is"),
        *MOMENTS[1:],
        knobs.weight_decay(),
        Setting("momentum_decay", 4e-3, 0.0, 1e6, "how fast the momentum grows from about half of beta1 towards beta1"),
        DECOUPLED,
    )
    clocks = {"t": 0.0, "product": 1.0}  # noqa: RUF012 — declared a ClassVar by the base

    def memory(self, settings: Settings) -> Mapping[str, float]:
        """Return the first and the second moment."""
        del settings
        return {"first": 0.0, "second": 0.0}

    def tick(self, clock: Memory, settings: Settings) -> Memory:
        """Return t + 1 and Π·μ."""
        t = clock["t"] + 1.0
        return {"t": t, "product": clock["product"] * _momentum(t, settings)}

    def update(self, x: Vector, g: Vector, memory: Memory, clock: Clock, settings: Settings) -> Vector:
        """Return the step of the rule after both moments moved on."""
        m, v, lr = memory["first"], memory["second"], settings["lr"]
        keep1, keep2, t, product = settings["beta1"], settings["beta2"], clock["t"], clock["product"]
        if decay := settings["weight_decay"]:
            if settings["decoupled_weight_decay"]:
                x = x * (1 - lr * decay)
            else:
                g = g + decay * x
        m += (g - m) * (1 - keep1)
        v *= keep2
        v += (1 - keep2) * (g * g)
        root = np.sqrt(v / (1 - keep2**t)) + settings["eps"]
        now, ahead = _momentum(t, settings), _momentum(t + 1, settings)
        x = x - (lr * (1 - now) / (1 - product)) * g / root
        x -= (lr * ahead / (1 - product * ahead)) * m / root
        return x

    def tell(self, at: Coordinate, settings: Settings, show: Show) -> tuple[Line, ...]:
        """Return the moments, the momenta now and ahead, their mixture and the step with their numbers."""
        lr, keep1, keep2, decay = settings["lr"], settings["beta1"], settings["beta2"], settings["weight_decay"]
        apart = settings["decoupled_weight_decay"] and decay
        g, pull = decayed(show, at.x, at.slope, 0.0 if apart else decay)
        slope, t, product = enclosed(show, g), at.clock["t"], at.clock["product"]
        m, v = at.after["first"], at.after["second"]
        second, line_v = corrected(show, "v", v, keep2, t)
        now, ahead = float(_momentum(t, settings)), float(_momentum(t + 1, settings))
        mixed = (1 - now) / (1 - product) * g + ahead / (1 - product * ahead) * m
        mixture = f"(1 − {show(now)})/(1 − {show(product)})·{slope} + "
        mixture += f"{show(ahead)}/(1 − {show(product)}·{show(ahead)})·{enclosed(show, m)} = {show(mixed)}"
        x, shrunk = show(at.x), "x"
        if apart:
            x, shrunk = f"{x}·(1 − {show(lr)}·{show(decay)})", "x·(1 − α·λ)"
        step = f"{x} − {show(lr)}·{enclosed(show, mixed)}/(√{show(second)} + {show(settings['eps'])})"
        return (
            *pull,
            ("m ← β₁·m + (1 − β₁)·g", mean(show, keep1, at.before["first"], slope, m)),
            ("v ← β₂·v + (1 − β₂)·g²", mean(show, keep2, at.before["second"], f"{slope}^2", v)),
            line_v,
            *(_told(name, time, value, settings, show) for name, time, value in (("ₜ", t, now), ("ₜ₊₁", t + 1, ahead))),
            ("m̄ ← (1 − μₜ)/(1 − Πₜ)·g + μₜ₊₁/(1 − Πₜ₊₁)·m", mixture),
            (f"x ← {shrunk} − α·m̄/(√v̂ + ε)", step),
        )


def _momentum(t: float | Vector, settings: Settings) -> float | Vector:
    """Return μ of step t."""
    return settings["beta1"] * (1 - 0.5 * 0.96 ** (t * settings["momentum_decay"]))


def _told(index: str, t: float, value: float, settings: Settings, show: Show) -> Line:
    numbers = f"{show(settings['beta1'])}·(1 − 0.5·0.96^({t:.0f}·{show(settings['momentum_decay'])})) = {show(value)}"
    return (f"μ{index} ← β₁·(1 − ½·0.96^({'t' if index == 'ₜ' else '(t + 1)'}·ψ))", numbers)


OPTIMIZER = NAdam()
