"""The first session of a scenario."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.objectives.formula import FormulaObjective
from descent_tui.optimizers import table
from descent_tui.optimizers.optimizer import defaults
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
    x = np.array(x, np.float64)
    value, gradient = objective.at(0).gradient(x)
    return sealed(Iterate(0, x, value, gradient))


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


def open_scenario(scenario: Scenario, view: View | None = None) -> Session:
    """Return the session in which nothing has happened yet; taste in views (palette, panels) carries over."""
    objective = objective_of(scenario)
    axes = scenario.axes
    name = scenario.descent.optimizer
    here = iterate_at(objective, np.asarray(scenario.start, np.float64))
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
    """Return the iterate with the state that an optimizer begins with."""
    return replace(iterate, state=table.find(optimizer).init(iterate.x))
