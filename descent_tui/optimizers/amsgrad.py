"""AMSGrad: Adam whose divisor never shrinks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import knobs
from descent_tui.optimizers.adam import EPS_AT, MOMENTS, Adam
from descent_tui.optimizers.setting import switch
from descent_tui.optimizers.written import corrected

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.objectives.objective import Vector
    from descent_tui.optimizers.coordinatewise import Coordinate, Memory
    from descent_tui.optimizers.optimizer import Line, Settings, Show


class AMSGrad(Adam):
    """Adam that divides by the largest second moment so far (S. J. Reddi, S. Kale, S. Kumar, ICLR 2018).

    PyTorch and Keras take the largest of the raw moments, Optax of the corrected ones.
    """

    name = "amsgrad"
    title = "AMSGrad"
    rule = "w ← max(w, v),  x ← x − α·m̂/(√ŵ + ε), with Adam's m and v"
    settings = (
        *MOMENTS,
        knobs.weight_decay(),
        EPS_AT,
        switch("max_corrected", "whether the largest is taken of the corrected second moments, as in Optax"),
    )

    def memory(self, settings: Settings) -> Mapping[str, float]:
        """Return Adam's moments and the largest second moment."""
        return {**super().memory(settings), "largest": 0.0}

    def _root(self, memory: Memory, unbias: float | Vector, settings: Settings) -> Vector:
        v, largest = memory["second"], memory["largest"]
        after = settings["max_corrected"]
        np.maximum(largest, v / unbias if after else v, out=largest)
        return super()._root({"second": largest}, 1.0 if after else unbias, settings)

    def _root_told(self, at: Coordinate, settings: Settings, show: Show) -> tuple[str, str, *tuple[Line, ...]]:
        v, keep, t, eps = at.after["second"], settings["beta2"], at.clock["t"], show(settings["eps"])
        old, new = show(at.before["largest"]), at.after["largest"]
        if settings["max_corrected"]:
            value, line = corrected(show, "v", v, keep, t)
            most = ("w ← max(w, v̂)", f"max({old}, {show(value)}) = {show(new)}")
            return "(√w + ε)", f"(√{show(new)} + {eps})", line, most
        most = ("w ← max(w, v)", f"max({old}, {show(v)}) = {show(new)}")
        root = 1 - keep**t
        if settings["eps_at"]:
            line = ("c ← √(1 − β₂ᵗ)", f"√(1 − {show(keep)}^{t:.0f}) = {show(math.sqrt(root))}")
            return "((√w + ε)/c)", f"((√{show(new)} + {eps})/{show(math.sqrt(root))})", most, line
        line = ("ŵ ← w/(1 − β₂ᵗ)", f"{show(new)}/(1 − {show(keep)}^{t:.0f}) = {show(new / root)}")
        return "(√ŵ + ε)", f"(√{show(new / root)} + {eps})", most, line


OPTIMIZER = AMSGrad()
