"""The first session of a scenario."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.objectives.formula import FormulaObjective
from descent_tui.optimizers import table
from descent_tui.optimizers.optimizer import defaults
from descent_tui.session.origin import afresh, begun
from descent_tui.session.session import Iterate, Note, Runner, Session, sealed
from descent_tui.session.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.objectives.objective import Objective, Vector
    from descent_tui.optimizers.optimizer import Settings
    from descent_tui.scenario.scenario import Scenario


def objective_of(scenario: Scenario, constants: Mapping[str, float] | None = None) -> Objective:
    """Return a scenario's objective, with constants other than its own where given; raise FormulaError."""
    if scenario.network is not None:
        return scenario.network.objective()
    values = {**scenario.constant_values, **(constants or {})}
    return FormulaObjective(scenario.formula, scenario.sizes, values)


def iterate_at(objective: Objective, x: Vector) -> Iterate:
    """Return x as a start, with f and ∇f there."""
    return _start(objective, np.array(x, np.float64))


def _start(objective: Objective, x: Vector) -> Iterate:
    value, gradient = objective.at(0).gradient(x)
    return sealed(Iterate(0, x, value, gradient))


class Opening:
    """What makes the start of a scenario."""

    __slots__ = ("_objective", "_scenario")

    def __init__(self, objective: Objective, scenario: Scenario) -> None:
        self._objective, self._scenario = objective, scenario

    def moved(self, x: Vector | None) -> Vector:
        """Return the scenario's start, [n]."""
        del x
        return np.array(self._scenario.start, np.float64)

    def start(self, x: Vector) -> Iterate:
        """Return x as a start."""
        return _start(self._objective, x)


class Placing:
    """What makes a start from an iterate: some coordinates are set, and all others are where they were.

    Args:
        objective: f from there on.
        at: (pattern, value) of what is set, in this order.
    """

    __slots__ = ("_at", "_objective")

    def __init__(self, objective: Objective, at: tuple[tuple[str, float], ...] = ()) -> None:
        self._objective, self._at = objective, at

    def moved(self, x: Vector | None) -> Vector:
        """Return x [n], some coordinates of which are set in place; raise UnknownVariable."""
        assert x is not None  # noqa: S101 — it is moved from somewhere
        for pattern, value in self._at:
            x[self._objective.match(pattern)] = value
        return x

    def start(self, x: Vector) -> Iterate:
        """Return x as a start."""
        return _start(self._objective, x)

    def of(self, here: Iterate) -> Iterate:
        """Return the start it makes from an iterate; raise UnknownVariable."""
        return begun(self.start(self.moved(np.array(here.x))), self, here)


def settings_for(scenario: Scenario, name: str) -> Settings:
    """Return an optimizer's settings: the scenario's for its own optimizer, any other's own defaults."""
    settings = defaults(table.find(name))
    if name == scenario.descent.optimizer:
        settings |= {key: value for key, value in scenario.descent.settings.items() if key in settings}
        if not math.isnan(scenario.descent.lr):
            settings["lr"] = scenario.descent.lr
    return settings


def window_of(scenario: Scenario, axes: tuple[int, int]) -> tuple[float, float, float, float]:
    """Return the scenario's ranges of two variables as a map's window."""
    return (*range_of(scenario, axes[0]), *range_of(scenario, axes[1]))


def range_of(scenario: Scenario, i: int) -> tuple[float, float]:
    """Return the range of variable i, without listing those of a million."""
    for variable in scenario.variables:
        if i < variable.count:
            return variable.low, variable.high
        i -= variable.count
    raise IndexError(i)


def open_scenario(scenario: Scenario, view: View | None = None, objective: Objective | None = None) -> Session:
    """Return the session in which nothing has happened yet; taste in views (palette, panels) carries over.

    The objective is made unless it is given: that of the scenario, no constant turned.
    """
    objective = objective_of(scenario) if objective is None else objective
    axes = scenario.axes
    name = scenario.descent.optimizer
    opening = Opening(objective, scenario)
    here = begun(opening.start(opening.moved(None)), opening)
    runner = Runner(name, settings_for(scenario, name), replace_state(here, name))
    view = replace(view or View(), axes=axes, window=window_of(scenario, axes), focus=axes[0], nudge=None)
    view = replace(view, plane=None, curvature=None)
    note = None
    if not math.isfinite(here.value):
        note = Note("warn", f"f is {here.value} at the start: it is not defined there. Walk elsewhere, or click.")
    free = np.ones(objective.size, bool)
    free.setflags(write=False)
    return Session(scenario, objective, dict(scenario.constant_values), (runner,), free, (), view, note=note)


def replace_state(iterate: Iterate, optimizer: str) -> Iterate:
    """Return the iterate with the state that an optimizer begins with; itself where it has that."""
    init = table.find(optimizer).init
    state = init(iterate.x)
    return afresh(iterate, state, init) if state or iterate.state else iterate
