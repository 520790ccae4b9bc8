"""A scenario: one objective with its variables, start, descent and known minima, as a value."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from descent_tui.objectives.names import Naming
    from descent_tui.objectives.objective import Vector
    from descent_tui.scenario.network import Network


@dataclass(frozen=True, eq=False, slots=True)
class Variable:
    """A scalar variable, or a vector of them.

    Attributes:
        name: `x`, `w`, `θ`.
        size: None for a scalar, the number of entries for a vector.
        low: left end of the range the map shows, for every entry.
        high: right end of it, low < high.
        start: where descent begins: one number for every entry, or one for each.
    """

    name: str
    size: int | None
    low: float
    high: float
    start: float | tuple[float, ...]

    @property
    def count(self) -> int:
        """The number of coordinates it stands for."""
        return 1 if self.size is None else self.size

    def starts(self) -> list[float]:
        """Return the start of each entry."""
        return list(self.start) if isinstance(self.start, tuple) else [self.start] * self.count


@dataclass(frozen=True, eq=False, slots=True)
class Knob:
    """A named constant of the formula that can be turned while it runs, low ≤ value ≤ high."""

    name: str
    value: float
    low: float = -math.inf
    high: float = math.inf


@dataclass(frozen=True, eq=False, slots=True)
class Descent:
    """How to descend here.

    Attributes:
        optimizer: the optimizer's name; whether it exists is for the floor above to say.
        lr: the learning rate, nan where the scenario leaves it to the optimizer.
        settings: the optimizer's other settings by name.
    """

    optimizer: str = "gd"
    lr: float = math.nan
    settings: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, slots=True)
class Minimum:
    """A known minimum.

    Attributes:
        at: the point, a number per coordinate.
        value: f there.
        kind: "point" where ∇f = 0; "curve" where ∇f = 0 and the point is one of a whole curve of minima; "cusp" where
            f has no derivative (a kink, a tip); "border" where f still falls towards the outside of the range.
    """

    at: tuple[float, ...]
    value: float
    kind: str = "point"


@dataclass(frozen=True, eq=False, slots=True)
class Scenario:
    """What a scenario file says, checked.

    Attributes:
        name: the file's stem, by which it is called.
        title: its name on the screen.
        formula: f on one line, in the program's grammar; empty for a network.
        variables: in the order of the coordinates; of a network its matrices W1, W2, … row by row and its biases.
        teaches: what one sees here, one sentence.
        story: one line for the gallery.
        kind: what sort of objective it is: "formula" or "network".
        source: where it was first described.
        constants: the formula's knobs.
        descent: the optimizer and its settings.
        minima: known minima, the lowest first where the file is so ordered.
        axes: coordinate indices that the map shows first, (horizontal, vertical); the same twice for one variable.
        path: the file, or None for a formula that was typed.
        network: the network, None for a formula.
    """

    name: str
    title: str
    formula: str
    variables: tuple[Variable, ...]
    teaches: str = ""
    story: str = ""
    kind: str = "formula"
    source: str = ""
    constants: tuple[Knob, ...] = ()
    descent: Descent = field(default_factory=Descent)
    minima: tuple[Minimum, ...] = ()
    axes: tuple[int, int] = (0, 0)
    path: Path | None = None
    network: Network | None = None

    @property
    def size(self) -> int:
        """The number n of coordinates."""
        return sum(variable.count for variable in self.variables)

    @property
    def sizes(self) -> dict[str, int | None]:
        """Name → None for a scalar, size for a vector, in the order of the coordinates."""
        return {variable.name: variable.size for variable in self.variables}

    @property
    def names(self) -> Naming:
        """The names of the coordinates."""
        if self.network is not None:
            return self.network.names
        from descent_tui.objectives.names import Names

        return Names(self.sizes)

    @property
    def start(self) -> list[float] | Vector:
        """The start, a number per coordinate, [n]; of a network an array."""
        if self.network is not None:
            return self.network.start()
        return [x for variable in self.variables for x in variable.starts()]

    @property
    def ranges(self) -> list[tuple[float, float]]:
        """The range (low, high) of each coordinate, [n]."""
        return [r for variable in self.variables for r in [(variable.low, variable.high)] * variable.count]

    @property
    def constant_values(self) -> dict[str, float]:
        """Name → value of each constant, as the file has it."""
        return {knob.name: knob.value for knob in self.constants}

    @classmethod
    def from_formula(
        cls,
        text: str,
        ranges: Mapping[str, tuple[float, float]] | None = None,
        start: Mapping[str, float | Sequence[float]] | None = None,
        constants: Mapping[str, float] | None = None,
        sizes: Mapping[str, int | None] | None = None,
    ) -> Self:
        """Return the scenario of a formula somebody typed.

        Its variables are the names in it that are no function and no constant: those of a head such as `f(b, a) =` in
        its order, else x, y, z, w first; then the others as they come, x1 before x2; then names that only have a range.
        A vector is as long as its start, its entry in `sizes`, or the largest number in its brackets. The range is
        −3 … 3 unless given. A start that is not given lies off the middle, where many formulas are flat: at 2, 1, 2,
        1 … in −3 … 3.

        Raises:
            FormulaError: for a formula that cannot be read.
            UnknownVariable: for a start of a variable that is not there.
            ValueError: for a range or a start that is none.
        """
        from descent_tui.scenario.typed import typed_scenario  # it stands on this module

        return typed_scenario(cls, text, ranges or {}, start or {}, constants or {}, sizes or {})
