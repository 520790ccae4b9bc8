"""Everything that can happen, as data with a text form.

The text form is what keys, the command palette, journals and tests all speak: `parse(action.text) == action`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from descent_tui.session.errors import ActionError as ActionError  # noqa: PLC0414 - it belongs to them
from descent_tui.session.looks import Axes, Look, Measure, Over, Pan, Zoom
from descent_tui.session.said import Said, words_of


@dataclass(frozen=True, slots=True)
class Step(Said):
    """Take so many steps of the optimizer: `step 10`."""

    word: ClassVar[str] = "step"
    count: int = 1


@dataclass(frozen=True, slots=True)
class Back(Said):
    """Take back so many actions: `back 3`."""

    word: ClassVar[str] = "back"
    count: int = 1


@dataclass(frozen=True, slots=True)
class Forward(Said):
    """Do again so many actions that were taken back: `forward 3`."""

    word: ClassVar[str] = "forward"
    count: int = 1


@dataclass(frozen=True, slots=True)
class Restart(Said):
    """Return to the start of this trajectory; what is frozen stays frozen: `restart`."""

    word: ClassVar[str] = "restart"


@dataclass(frozen=True, slots=True)
class At(Said):
    """Scrub to a step of the line walked so far; the rest stays ahead: `at 12`."""

    word: ClassVar[str] = "at"
    k: int


@dataclass(frozen=True, slots=True)
class Switch(Said):
    """Go on along a branch that was left: `switch 2`."""

    word: ClassVar[str] = "switch"
    number: int


@dataclass(frozen=True, slots=True)
class Drop(Said):
    """Forget a branch that was left: `drop 2`."""

    word: ClassVar[str] = "drop"
    number: int


@dataclass(frozen=True, slots=True)
class Until(Said):
    """Take steps until a stopping rule holds: `until grad<1e-6 or 500 steps`."""

    word: ClassVar[str] = "until"
    rule: str


@dataclass(frozen=True, slots=True)
class Stop(Said):
    """Let many steps at once, and playing, end where a rule holds: `stop grad<1e-6 or 500 steps`; `stop never`."""

    word: ClassVar[str] = "stop"
    rule: str


@dataclass(frozen=True, slots=True)
class Join(Said):
    """Add a runner to the race, from the same start: `race adam lr=0.1,beta1=0.8 with cosine 200`."""

    word: ClassVar[str] = "race"
    optimizer: str
    settings: tuple[tuple[str, float], ...] = ()
    schedule: Schedule | None = None

    @property
    def text(self) -> str:
        """The action in words."""
        said = " ".join([self.word, self.optimizer, words_of(self.settings)]).rstrip()
        return f"{said} with {self.schedule.text.removeprefix('schedule ')}" if self.schedule else said


@dataclass(frozen=True, slots=True)
class Leave(Said):
    """Take a runner out of the race: `leave 2`."""

    word: ClassVar[str] = "leave"
    number: int


@dataclass(frozen=True, slots=True)
class Lead(Said):
    """Drive another runner with the keys: `lead 2`."""

    word: ClassVar[str] = "lead"
    number: int


@dataclass(frozen=True, slots=True)
class Tune(Said):
    """Give every runner its best learning rate from this start, and begin again: `tune`."""

    word: ClassVar[str] = "tune"


@dataclass(frozen=True, slots=True)
class Goto(Said):
    """Start anew from a point; variables not named stay: `goto x=1.2,y=0.5`."""

    word: ClassVar[str] = "goto"
    at: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Walk(Said):
    """Walk by hand along one variable: `walk x -0.1`."""

    word: ClassVar[str] = "walk"
    variable: str
    by: float


@dataclass(frozen=True, slots=True)
class Freeze(Said):
    """Hold variables still: `freeze y`, `freeze w[1..5]`, `freeze all but x`."""

    word: ClassVar[str] = "freeze"
    pattern: str


@dataclass(frozen=True, slots=True)
class Free(Said):
    """Let variables move again: `free y`, `free all`."""

    word: ClassVar[str] = "free"
    pattern: str


@dataclass(frozen=True, slots=True)
class Optimize(Said):
    """Take another optimizer, with its defaults: `optimizer gd`."""

    word: ClassVar[str] = "optimizer"
    name: str


@dataclass(frozen=True, slots=True)
class Set(Said):
    """Turn a setting of the optimizer: `set lr 0.3`; `lr 0.3` for short."""

    word: ClassVar[str] = "set"
    name: str
    value: float

    @property
    def text(self) -> str:
        """The action in words."""
        return f"lr {self.value!r}" if self.name == "lr" else f"set {self.name} {self.value!r}"


@dataclass(frozen=True, slots=True)
class Schedule(Said):
    """Let the learning rate follow a schedule: `schedule cosine T_max=200`; `schedule constant` is none."""

    word: ClassVar[str] = "schedule"
    name: str
    settings: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Preset(Said):
    """Take the conventions of another library for this optimizer: `preset keras`; `preset own` for those here."""

    word: ClassVar[str] = "preset"
    library: str


@dataclass(frozen=True, slots=True)
class Constant(Said):
    """Turn a constant of the scenario: `constant b 50`."""

    word: ClassVar[str] = "constant"
    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Formula(Said):
    """Descend another formula: `formula x^2 + y^2`."""

    word: ClassVar[str] = "formula"
    formula: str


@dataclass(frozen=True, slots=True)
class Open(Said):
    """Open a scenario, by name or path: `open rosenbrock`."""

    word: ClassVar[str] = "open"
    scenario: str


Action: TypeAlias = (
    Step | Back | Forward | Restart | At | Switch | Drop | Until | Stop | Join | Leave | Lead | Tune | Goto | Walk
    | Freeze | Free | Optimize | Set | Schedule | Preset | Constant | Formula | Open | Look | Axes
    | Over | Measure | Zoom | Pan
)  # fmt: skip
