"""The actions that are about the view alone; going back skips them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from descent_tui.session.said import Said


@dataclass(frozen=True, slots=True)
class Look(Said):
    """Change one thing about the view: `look palette viridis`, `look nudge 0.001`, `look kind mountain`."""

    word: ClassVar[str] = "look"
    looks: ClassVar[bool] = True
    what: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Axes(Said):
    """Show the section over these two variables: `axes x y`."""

    word: ClassVar[str] = "axes"
    looks: ClassVar[bool] = True
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Over(Said):
    """Show the section over a plane in other directions: `plane filter 7`; `plane off` for two variables."""

    word: ClassVar[str] = "plane"
    looks: ClassVar[bool] = True
    computes: ClassVar[bool] = True
    said: str


@dataclass(frozen=True, slots=True)
class Measure(Said):
    """Measure the largest curvature here, and what it says of the learning rate: `curvature`."""

    word: ClassVar[str] = "curvature"
    looks: ClassVar[bool] = True
    computes: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Zoom(Said):
    """Make the window's spans `factor` times as long, about the iterate: `zoom 0.5`."""

    word: ClassVar[str] = "zoom"
    looks: ClassVar[bool] = True
    factor: float


@dataclass(frozen=True, slots=True)
class Pan(Said):
    """Move the window by fractions of its spans: `pan 0.1 0.0`."""

    word: ClassVar[str] = "pan"
    looks: ClassVar[bool] = True
    right: float
    up: float
