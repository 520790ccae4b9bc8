"""The point a command looks at: `--at x=1,y=2`, elsewhere the scenario's start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.cli.exits import Usage
from descent_tui.cli.pairs import points

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    import numpy.typing as npt

    from descent_tui.objectives.objective import Indices, Vector
    from descent_tui.scenario.scenario import Scenario

    class Named(Protocol):
        """What can say which coordinates a pattern names."""

        def match(self, pattern: str) -> Indices:
            """Return the coordinates."""


def point(objective: Named, scenario: Scenario, texts: Sequence[str]) -> Vector:
    """Return x, [n]: the scenario's start with what `--at` says put in; raise `Usage` or `UnknownVariable`."""
    return placed_at(objective, scenario.start, points("--at", texts, "x=1,y=2"))


def placed_at(names: Named, start: npt.ArrayLike, parts: Sequence[tuple[str, list[float]]]) -> Vector:
    """Return a copy of the start, [n], with the values of the parts put in; a single value goes to all it names."""
    x = np.array(start, np.float64)
    for pattern, values in parts:
        named = names.match(pattern)
        if len(values) not in {1, len(named)}:
            raise Usage(f"{pattern[:40]} has {len(named)} entries, and {len(values)} values are given")
        x[named] = values
    return x
