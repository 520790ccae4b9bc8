"""The Python interface, for notebooks and tests: formula, load, descend, FormulaError."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.limits import PRINTED
from descent_tui.objectives.formula import FormulaObjective

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from descent_tui.scenario.scenario import Scenario
    from descent_tui.session.run import Run, descend

__all__ = ["FormulaError", "Landscape", "Run", "descend", "formula", "load"]


def __getattr__(name: str) -> object:
    if name in {"Run", "descend"}:  # a gradient asks for no descent: it is loaded by who does
        from descent_tui.session import run

        return getattr(run, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def formula(
    text: str, variables: Sequence[str] | Mapping[str, int | None], constants: Mapping[str, float] | None = None
) -> FormulaObjective:
    """Return a formula as an objective.

    Args:
        text: the formula, in the program's grammar; what it prints it also reads.
        variables: names of scalars, or name → size for vectors: `{"x": 1000}` declares x[1] … x[1000].
        constants: values of named constants.

    Raises:
        FormulaError: where the text is no formula, with `.column`.
        ValueError: a variable is declared twice, or a constant is not finite.
        TypeError: the formula is no text.

    >>> import descent_tui as dt
    >>> dt.formula("a*x^2", ["x"], constants={"a": 2}).value([3])
    18.0
    """
    if not isinstance(text, str):
        raise TypeError(f"a formula is text, such as 'x^2 + y^2', and not {type(text).__name__}")
    sizes: dict[str, int | None] = dict.fromkeys(variables)
    if len(sizes) < len(variables):
        raise ValueError(f"a variable is declared twice among {', '.join(variables)[:100]}")
    for name, value in (constants or {}).items():
        if not math.isfinite(value):
            raise ValueError(f"the constant {name[:40]} must be a finite number, not {value}")
    if isinstance(variables, Mapping):
        sizes.update(variables)
    return FormulaObjective(text, sizes, constants, PRINTED)


class Landscape:
    """A scenario with its objective: what `load` returns. Everything the scenario's file says is an attribute."""

    def __init__(self, scenario: Scenario) -> None:
        from descent_tui.session.opening import objective_of

        self.scenario = scenario
        self.objective = objective_of(scenario)

    def __getattr__(self, name: str) -> object:
        if name == "scenario":  # a copy is asked for it before it has one
            raise AttributeError(name)
        return getattr(self.scenario, name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *dir(self.scenario)})

    def __repr__(self) -> str:
        return f"<scenario {self.scenario.name}: {self.scenario.title}>"


def load(name_or_path: str | Path) -> Landscape:
    """Return a shipped scenario by name, or one of your own by path; `.objective` is its f.

    Raises:
        UnknownScenario: a name that is not shipped. ScenarioError: a file that is no scenario, with its place.
    """
    from descent_tui.scenario import catalogue

    return Landscape(catalogue.load(name_or_path))
