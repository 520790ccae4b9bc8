"""Nesterov's momentum: v ← μ·v + ∇f(x), x ← x − α·(∇f(x) + μ·v)."""

from __future__ import annotations

from descent_tui.optimizers import knobs
from descent_tui.optimizers.momentum import LR_IN_VELOCITY, Momentum


class Nesterov(Momentum):
    """A ball that looks ahead (Y. E. Nesterov, Soviet Math. Dokl. 27 (1983) 372).

    Written in the point that was looked at, as PyTorch and Keras do: the iterate is the place ahead of the ball.
    """

    name = "nesterov"
    title = "Nesterov's momentum"
    rule = "v ← μ·v + ∇f(x),  x ← x − α·(∇f(x) + μ·v)"
    settings = (
        knobs.rate(1e-3, "how far to go for each unit of velocity"),
        knobs.momentum(),
        knobs.weight_decay(),
        LR_IN_VELOCITY,
    )


OPTIMIZER = Nesterov()
