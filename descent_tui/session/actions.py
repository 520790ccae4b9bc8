"""Everything that can happen, as data with a text form.

The text form is what keys, the command palette, journals and tests all speak: `parse(action.text) == action`.
An action whose class says `looks = True` is about the view alone; going back skips it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias


class ActionError(ValueError):
    """Words that are no action, or an action that cannot be done here; the message says what could be."""


@dataclass(frozen=True, slots=True)
class Step:
    """Take so many steps of the optimizer: `step 10`."""

    word: ClassVar[str] = "step"
    looks: ClassVar[bool] = False
    count: int = 1

    @property
    def text(self) -> str:
        """The action in words."""
        return f"step {self.count}"


@dataclass(frozen=True, slots=True)
class Back:
    """Take back so many actions: `back 3`."""

    word: ClassVar[str] = "back"
    looks: ClassVar[bool] = False
    count: int = 1

    @property
    def text(self) -> str:
        """The action in words."""
        return f"back {self.count}"


@dataclass(frozen=True, slots=True)
class Forward:
    """Do again so many actions that were taken back: `forward 3`."""

    word: ClassVar[str] = "forward"
    looks: ClassVar[bool] = False
    count: int = 1

    @property
    def text(self) -> str:
        """The action in words."""
        return f"forward {self.count}"


@dataclass(frozen=True, slots=True)
class Restart:
    """Return to the start of this trajectory; what is frozen stays frozen: `restart`."""

    word: ClassVar[str] = "restart"
    looks: ClassVar[bool] = False

    @property
    def text(self) -> str:
        """The action in words."""
        return "restart"


@dataclass(frozen=True, slots=True)
class At:
    """Scrub to a step of the line walked so far; the rest stays ahead: `at 12`."""

    word: ClassVar[str] = "at"
    looks: ClassVar[bool] = False
    k: int

    @property
    def text(self) -> str:
        """The action in words."""
        return f"at {self.k}"


@dataclass(frozen=True, slots=True)
class Switch:
    """Go on along a branch that was left: `switch 2`."""

    word: ClassVar[str] = "switch"
    looks: ClassVar[bool] = False
    number: int

    @property
    def text(self) -> str:
        """The action in words."""
        return f"switch {self.number}"


@dataclass(frozen=True, slots=True)
class Drop:
    """Forget a branch that was left: `drop 2`."""

    word: ClassVar[str] = "drop"
    looks: ClassVar[bool] = False
    number: int

    @property
    def text(self) -> str:
        """The action in words."""
        return f"drop {self.number}"


@dataclass(frozen=True, slots=True)
class Until:
    """Take steps until a stopping rule holds: `until grad<1e-6 or 500 steps`."""

    word: ClassVar[str] = "until"
    looks: ClassVar[bool] = False
    rule: str

    @property
    def text(self) -> str:
        """The action in words."""
        return f"until {self.rule}"


@dataclass(frozen=True, slots=True)
class Goto:
    """Start anew from a point; variables not named stay: `goto x=1.2,y=0.5`."""

    word: ClassVar[str] = "goto"
    looks: ClassVar[bool] = False
    at: tuple[tuple[str, float], ...]

    @property
    def text(self) -> str:
        """The action in words."""
        return "goto " + ",".join(f"{name}={value!r}" for name, value in self.at)


@dataclass(frozen=True, slots=True)
class Walk:
    """Walk by hand along one variable: `walk x -0.1`."""

    word: ClassVar[str] = "walk"
    looks: ClassVar[bool] = False
    variable: str
    by: float

    @property
    def text(self) -> str:
        """The action in words."""
        return f"walk {self.variable} {self.by!r}"


@dataclass(frozen=True, slots=True)
class Freeze:
    """Hold variables still: `freeze y`, `freeze w[1..5]`, `freeze all but x`."""

    word: ClassVar[str] = "freeze"
    looks: ClassVar[bool] = False
    pattern: str

    @property
    def text(self) -> str:
        """The action in words."""
        return f"freeze {self.pattern}"


@dataclass(frozen=True, slots=True)
class Free:
    """Let variables move again: `free y`, `free all`."""

    word: ClassVar[str] = "free"
    looks: ClassVar[bool] = False
    pattern: str

    @property
    def text(self) -> str:
        """The action in words."""
        return f"free {self.pattern}"


@dataclass(frozen=True, slots=True)
class Optimize:
    """Take another optimizer, with its defaults: `optimizer gd`."""

    word: ClassVar[str] = "optimizer"
    looks: ClassVar[bool] = False
    name: str

    @property
    def text(self) -> str:
        """The action in words."""
        return f"optimizer {self.name}"


@dataclass(frozen=True, slots=True)
class Set:
    """Turn a setting of the optimizer: `set lr 0.3`; `lr 0.3` for short."""

    word: ClassVar[str] = "set"
    looks: ClassVar[bool] = False
    name: str
    value: float

    @property
    def text(self) -> str:
        """The action in words."""
        return f"lr {self.value!r}" if self.name == "lr" else f"set {self.name} {self.value!r}"


@dataclass(frozen=True, slots=True)
class Constant:
    """Turn a constant of the scenario: `constant b 50`."""

    word: ClassVar[str] = "constant"
    looks: ClassVar[bool] = False
    name: str
    value: float

    @property
    def text(self) -> str:
        """The action in words."""
        return f"constant {self.name} {self.value!r}"


@dataclass(frozen=True, slots=True)
class Formula:
    """Descend another formula: `formula x^2 + y^2`."""

    word: ClassVar[str] = "formula"
    looks: ClassVar[bool] = False
    formula: str

    @property
    def text(self) -> str:
        """The action in words."""
        return f"formula {self.formula}"


@dataclass(frozen=True, slots=True)
class Open:
    """Open a scenario, by name or path: `open rosenbrock`."""

    word: ClassVar[str] = "open"
    looks: ClassVar[bool] = False
    scenario: str

    @property
    def text(self) -> str:
        """The action in words."""
        return f"open {self.scenario}"


@dataclass(frozen=True, slots=True)
class Look:
    """Change one thing about the view: `look palette viridis`, `look nudge 0.001`, `look kind mountain`."""

    word: ClassVar[str] = "look"
    looks: ClassVar[bool] = True
    what: str
    value: str = ""

    @property
    def text(self) -> str:
        """The action in words."""
        return f"look {self.what} {self.value}".rstrip()


@dataclass(frozen=True, slots=True)
class Axes:
    """Show the section over these two variables: `axes x y`."""

    word: ClassVar[str] = "axes"
    looks: ClassVar[bool] = True
    first: str
    second: str

    @property
    def text(self) -> str:
        """The action in words."""
        return f"axes {self.first} {self.second}"


@dataclass(frozen=True, slots=True)
class Zoom:
    """Make the window's spans `factor` times as long, about the iterate: `zoom 0.5`."""

    word: ClassVar[str] = "zoom"
    looks: ClassVar[bool] = True
    factor: float

    @property
    def text(self) -> str:
        """The action in words."""
        return f"zoom {self.factor!r}"


@dataclass(frozen=True, slots=True)
class Pan:
    """Move the window by fractions of its spans: `pan 0.1 0.0`."""

    word: ClassVar[str] = "pan"
    looks: ClassVar[bool] = True
    right: float
    up: float

    @property
    def text(self) -> str:
        """The action in words."""
        return f"pan {self.right!r} {self.up!r}"


Action: TypeAlias = (
    Step | Back | Forward | Restart | At | Switch | Drop | Until | Goto | Walk | Freeze | Free | Optimize | Set
    | Constant | Formula | Open | Look | Axes | Zoom | Pan
)  # fmt: skip
