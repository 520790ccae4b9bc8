"""What is looked at, and how; nothing here touches the mathematics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from descent_tui.session.curvature import Curvature
    from descent_tui.session.plane import Plane

KINDS = ("map", "mountain", "slices")

ORDERS = ("f", "grad", "gradients", "number")
"""By what the table of a race is ordered, rising."""


@dataclass(frozen=True, slots=True)
class View:
    """How the session is looked at.

    Attributes:
        kind: "map", "mountain" or "slices".
        axes: the two variables of the map, by index (the same one twice where there is only one).
        window: (x low, x high, y low, y high) of the map, in the units of the two variables.
        focus: the variable whose partial is derived, sliced and nudged.
        palette: a name of the palette table.
        dark: whether light is drawn on dark.
        arrow, memory, derivation: whether the gradient arrow, what the optimizer remembers (velocity, second moment),
            and the derivation are shown.
        nudge: the size h of the nudge while it is open, else None.
        order: by what the table of a race is ordered, one of `ORDERS`.
        turn: the azimuth from which the mountain is seen, in degrees.
        plane: what the map runs along instead of two variables; the window is in its units then.
        curvature: the last that was measured.
    """

    kind: str = "map"
    axes: tuple[int, int] = (0, 0)
    window: tuple[float, float, float, float] = (-1.0, 1.0, -1.0, 1.0)
    focus: int = 0
    palette: str = ""
    dark: bool = True
    arrow: bool = True
    memory: bool = True
    derivation: bool = True
    nudge: float | None = None
    order: str = ORDERS[0]
    turn: float = 35.0
    plane: Plane | None = None
    curvature: Curvature | None = None
