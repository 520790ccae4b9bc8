"""Gradient descent with noise: what a mini-batch does to the slope, made to measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.optimizers import knobs
from descent_tui.optimizers.gd import GradientDescent
from descent_tui.optimizers.lending import room
from descent_tui.optimizers.setting import Kind, Setting
from descent_tui.optimizers.written import enclosed

if TYPE_CHECKING:
    from descent_tui.objectives.objective import Vector
    from descent_tui.optimizers.coordinatewise import Coordinate
    from descent_tui.optimizers.optimizer import Line, Settings, Show


class NoisyGradientDescent(GradientDescent):
    """x ← x − α·(∇f(x) + σ·z), z standard normal (after H. Robbins, S. Monro, Ann. Math. Statist. 22 (1951) 400).

    z is a pure function of the seed and the step, and each coordinate has its own: freezing one changes nothing in the
    others, and a step that is taken again meets the same noise.
    """

    name = "sgd-noise"
    title = "noisy gradient descent"
    rule = "x ← x − α·(∇f(x) + σ·z),  z ~ N(0, 1)"
    settings = (
        knobs.rate(0.01, "how far to go for each unit of slope"),
        Setting("sigma", 1.0, 0.0, 1e6, "the standard deviation of the noise on every partial"),
        Setting("seed", 0.0, 0.0, 2.0**32 - 1, "which noise: the same seed and step, the same noise", Kind.WHOLE),
        knobs.weight_decay(),
    )

    def slope(self, gradient: Vector, settings: Settings, k: int) -> Vector:
        """Return ∇f + σ·z."""
        from numpy.random import Generator, Philox

        random = Generator(Philox(key=int(settings["seed"]), counter=[0, 0, 0, k]))
        noise = random.standard_normal(out=room(len(gradient)))
        noise *= settings["sigma"]
        noise += gradient
        return noise

    def tell(self, at: Coordinate, settings: Settings, show: Show) -> tuple[Line, ...]:
        """Return the noisy slope and the step with their numbers."""
        noise = enclosed(show, at.slope - at.partial)
        noisy = ("g ← ∂f/∂x + σ·z", f"{show(at.partial)} + {noise} = {show(at.slope)}")
        *decay, (_, step) = super().tell(at, settings, show)
        return (noisy, *(("g ← g + λ·x", numbers) for _, numbers in decay), ("x ← x − α·g", step))


OPTIMIZER = NoisyGradientDescent()
