"""Numbers written into a sum, so that the sum can be read and worked out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from descent_tui.optimizers.optimizer import Line, Show


def enclosed(show: Show, value: float) -> str:
    """Return a number as a factor or summand: a negative one stands in brackets."""
    text = show(value)
    return f"({text})" if text.startswith(("−", "-")) else text


def mean(show: Show, keep: float, old: float, new: str, result: float) -> str:
    """Return `0.9·old + (1 − 0.9)·new = result`, an exponential average at work."""
    kept = show(keep)
    return f"{kept}·{enclosed(show, old)} + (1 − {kept})·{new} = {show(result)}"


def decayed(show: Show, x: float, slope: float, decay: float) -> tuple[float, tuple[Line, ...]]:
    """Return the slope with weight decay in it, and the line that says so, where there is any."""
    if not decay:
        return slope, ()
    total = slope + decay * x
    numbers = f"{show(slope)} + {show(decay)}·{enclosed(show, x)} = {show(total)}"
    return total, (("g ← ∂f/∂x + λ·x", numbers),)


def corrected(show: Show, mark: str, moment: float, keep: float, t: float) -> tuple[float, Line]:
    """Return a moment freed from its start at zero, moment/(1 − keepᵗ), and the line that says so."""
    index = "₁" if mark == "m" else "₂"
    value = moment / (1 - keep**t)
    numbers = f"{show(moment)}/(1 − {show(keep)}^{t:.0f}) = {show(value)}"
    return value, (f"{mark}̂ ← {mark}/(1 − β{index}ᵗ)", numbers)
