"""Rprop: only the sign of a slope counts, and each coordinate has its own step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import knobs
from descent_tui.optimizers.coordinatewise import Clock, Coordinate, Coordinatewise, Memory
from descent_tui.optimizers.setting import Setting
from descent_tui.optimizers.written import enclosed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.objectives.objective import Vector
    from descent_tui.optimizers.optimizer import Line, Settings, Show


class Rprop(Coordinatewise):
    """Steps that grow while a slope keeps its sign and shrink when it turns (M. Riedmiller, H. Braun, ICNN 1993).

    Where the sign turned, the coordinate waits for one step, as in PyTorch. PyTorch's pair `etas` is etaminus and
    etaplus here, its pair `step_sizes` is step_size_min and step_size_max.
    """

    name = "rprop"
    title = "Rprop"
    rule = "s ← s·η₊ or s·η₋ as g keeps its sign or turns,  x ← x − s·sign(g)"
    settings = (
        knobs.rate(0.01, "the length of the first step of each coordinate"),
        Setting("etaminus", 0.5, 0.0, 1.0, "by what a step shrinks when the slope has turned"),
        Setting("etaplus", 1.2, 1.0, 100.0, "by what a step grows while the slope keeps its sign"),
        Setting("step_size_min", 1e-6, 0.0, 1e6, "the shortest step"),
        Setting("step_size_max", 50.0, 0.0, 1e6, "the longest step"),
    )

    def memory(self, settings: Settings) -> Mapping[str, float]:
        """Return the steps' lengths and the slopes gone by."""
        return {"step": settings["lr"], "slope": 0.0}

    def update(self, x: Vector, g: Vector, memory: Memory, clock: Clock, settings: Settings) -> Vector:
        """Return x − s·sign(g) after s grew or shrank; where g turned, x itself."""
        del clock
        step, old = memory["step"], memory["slope"]
        turn = np.sign(g) * np.sign(old)
        step *= np.where(turn > 0, settings["etaplus"], np.where(turn < 0, settings["etaminus"], 1.0))
        np.clip(step, settings["step_size_min"], settings["step_size_max"], out=step)
        old[:] = np.where(turn < 0, 0.0, g)
        return x - np.sign(old) * step

    def tell(self, at: Coordinate, settings: Settings, show: Show) -> tuple[Line, ...]:
        """Return the step's length and the step with their numbers."""
        old, slope = at.before["slope"], at.slope
        turn = float(np.sign(old) * np.sign(slope))
        word, factor = {1.0: ("η₊", settings["etaplus"]), -1.0: ("η₋", settings["etaminus"])}.get(turn, ("1", 1.0))
        low, high = show(settings["step_size_min"]), show(settings["step_size_max"])
        length = f"min(max({show(at.before['step'])}·{show(factor)}, {low}), {high}) = {show(at.after['step'])}"
        sign = f"sign({show(old)})·sign({show(slope)}) = {show(turn)}"
        lines = (("turn ← sign(old g)·sign(g)", sign), (f"s ← s·{word}, at least min, at most max", length))
        if turn < 0:
            return (*lines, ("x ← x: the slope has turned, wait", show(at.x)))
        away = enclosed(show, float(np.sign(slope)))
        return (*lines, ("x ← x − s·sign(∂f/∂x)", f"{show(at.x)} − {show(at.after['step'])}·{away}"))


OPTIMIZER = Rprop()
