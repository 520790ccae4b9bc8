"""The landscape a command works on: SCENARIO or `--formula`, with the ranges, start and constants asked for."""

from __future__ import annotations

import math
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from descent_tui.cli.exits import Usage

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence

    from descent_tui.objectives.objective import Objective
    from descent_tui.scenario.place import Path
    from descent_tui.scenario.scenario import Scenario

Points = list[tuple[str, list[float]]]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add SCENARIO, --formula, --range, --start and --constant."""
    parser.add_argument(
        "scenario", metavar="SCENARIO", nargs="?", help="a shipped name (see `descent-tui list`) or a path to a file"
    )
    group = parser.add_argument_group("landscape")
    group.add_argument("--formula", metavar="TEXT", help='an own formula instead, such as "x^2 + x*y + y^2"')
    repeated = {"action": "append", "default": []}
    group.add_argument("--range", metavar="x=-3:3", help="the range of a variable; repeatable", **repeated)  # type: ignore[arg-type]
    group.add_argument("--start", metavar="x=2,y=1", help="where descent begins; repeatable", **repeated)  # type: ignore[arg-type]
    group.add_argument("--constant", metavar="b=50", help="the value of a constant; repeatable", **repeated)  # type: ignore[arg-type]


def read(options: argparse.Namespace, default: str = "") -> Scenario:
    """Return the scenario that the options describe, `default` where they name none.

    Raises:
        Usage, ActionError, UnknownScenario, UnknownVariable: for what is not there or cannot be read.
        FormulaError, ScenarioError: for a formula or a file that is none.
    """
    if options.formula is not None and options.scenario:
        raise Usage(f"give a scenario or --formula, not both: here is {options.scenario[:60]!r}")
    if options.formula is None and not (options.range or options.start or options.constant):
        return _loaded(options.scenario or default)  # without numpy, which the rest needs
    from descent_tui.cli import pairs

    ranges = pairs.ranges(options.range)
    start = pairs.points("--start", options.start, "x=2,y=1")
    constants = pairs.numbers("--constant", options.constant, "b=50")
    if options.formula is None:
        scenario = _turned(_ranged(_loaded(options.scenario or default), ranges), constants)
    else:
        scenario = _typed(options.formula, ranges, start, constants)
    return _started(scenario, start) if start else scenario


def shipped(options: argparse.Namespace, default: str) -> bool:
    """Return whether the options name a shipped scenario, by itself or by `default`, and change nothing of it."""
    from descent_tui.scenario import catalogue

    changed = options.formula is not None or options.range or options.start or options.constant
    return not changed and (options.scenario or default) in catalogue.names()


def objective(scenario: Scenario) -> Objective:
    """Return the scenario's objective; raise `ScenarioError` with line and column, `FormulaError` if it was typed."""
    from descent_tui.session.opening import objective_of

    with placed(scenario):
        return objective_of(scenario)


@contextmanager
def placed(scenario: Scenario) -> Iterator[None]:
    """Give a formula's error its place in the scenario's file."""
    from descent_tui.formula.errors import FormulaError

    try:
        yield
    except FormulaError as error:
        if scenario.path is None:
            raise
        raise _located(scenario, ("formula",), error.message, error.hint, error.column - 1) from None


def verify(scenario: Scenario) -> None:
    """Check what a scenario's file says of optimizers, which its own floor does not know; raise `ScenarioError`."""
    from descent_tui.optimizers import table
    from descent_tui.optimizers.optimizer import UnknownSetting, checked

    descent = scenario.descent
    try:
        rule = table.find(descent.optimizer)
    except table.UnknownOptimizer as error:
        raise _located(scenario, ("descent", "optimizer"), str(error)) from None
    rate = {} if math.isnan(descent.lr) else {"lr": descent.lr}
    for name, value in (rate | dict(descent.settings)).items():
        try:
            checked(rule, name, value)
        except UnknownSetting as error:
            path = ("descent", name) if name == "lr" else ("descent", "settings", name)
            raise _located(scenario, path, str(error)) from None


def _loaded(name: str) -> Scenario:
    from descent_tui.scenario import catalogue
    from descent_tui.scenario.errors import UnknownScenario

    if not name:
        raise Usage('name a scenario (`descent-tui list` shows them) or give --formula "x^2 + x*y + y^2"')
    try:
        scenario = catalogue.load(name)
    except UnknownScenario as error:
        if any(sign in name for sign in "^*+()= "):
            raise Usage(f"{error}; a formula is given as --formula {name[:60]!r}") from None
        raise
    if catalogue.is_path(name):
        verify(scenario)  # a test sees to the shipped ones
    return scenario


def _typed(
    formula: str, ranges: Mapping[str, tuple[float, float]], start: Points, constants: Mapping[str, float]
) -> Scenario:
    from descent_tui.scenario.scenario import Scenario

    vectors = {name: values for name, values in start if len(values) > 1}
    return Scenario.from_formula(formula, ranges, vectors, constants)


def _ranged(scenario: Scenario, ranges: Mapping[str, tuple[float, float]]) -> Scenario:
    if scenario.network is not None:
        return _widened(scenario, ranges)
    for name in ranges:
        if name not in scenario.sizes:
            raise Usage(f"there is no variable {name[:40]!r} to range over: there are {_listed(scenario.sizes)}")
    if not ranges:
        return scenario
    spans = {variable.name: ranges.get(variable.name, (variable.low, variable.high)) for variable in scenario.variables}
    variables = tuple(replace(v, low=spans[v.name][0], high=spans[v.name][1]) for v in scenario.variables)
    return replace(scenario, variables=variables)


def _widened(scenario: Scenario, ranges: Mapping[str, tuple[float, float]]) -> Scenario:
    """Return a network's scenario with another range of its weights, which share one."""
    for name in ranges:
        if name != "all":
            raise Usage(f"the weights of a network have one range: say --range all=-3:3, not {name[:40]!r}")
    if not ranges:
        return scenario
    low, high = ranges["all"]
    return replace(scenario, variables=tuple(replace(v, low=low, high=high) for v in scenario.variables))


def _turned(scenario: Scenario, constants: Mapping[str, float]) -> Scenario:
    """Return the scenario with constants turned; its known minima are left out, for they were those of the others."""
    there = {knob.name for knob in scenario.constants}
    for name in constants:
        if name not in there:
            has = f"there are {_listed(there)}" if there else "this scenario has none"
            raise Usage(f"there is no constant {name[:40]!r}: {has}")
    knobs = tuple(replace(knob, value=constants.get(knob.name, knob.value)) for knob in scenario.constants)
    changed = any(new.value != old.value for new, old in zip(knobs, scenario.constants, strict=True))
    return replace(scenario, constants=knobs, minima=()) if changed else scenario


def _started(scenario: Scenario, start: Points) -> Scenario:
    from descent_tui.cli.point import placed_at

    x = placed_at(scenario.names, scenario.start, start)
    if scenario.network is not None:
        return replace(scenario, network=scenario.network.begun(start))
    variables, first = [], 0
    for variable in scenario.variables:
        entries = x[first : first + variable.count]
        first += variable.count
        own = float(entries[0]) if variable.size is None else tuple(entries.tolist())
        variables.append(replace(variable, start=own))
    return replace(scenario, variables=tuple(variables))


def _located(scenario: Scenario, path: Path, message: str, hint: str = "", character: int | None = None) -> Exception:
    from descent_tui.scenario.errors import ScenarioError
    from descent_tui.scenario.place import character_offset, nearest, places
    from descent_tui.scenario.reading import error_at, text_of

    if scenario.path is None:
        return ScenarioError(scenario.name, message, hint=hint)
    text = text_of(scenario.path)
    offset = nearest(places(text), path).value
    if character is not None:
        offset = character_offset(text, offset, character)
    return error_at(str(scenario.path), text, offset, message, hint)


def _listed(names: Sequence[str] | set[str] | Mapping[str, object]) -> str:
    return ", ".join(sorted(names))
