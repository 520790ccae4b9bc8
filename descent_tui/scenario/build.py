"""What a file holds → the Scenario it means: names, numbers and sizes checked against each other."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from descent_tui.formula.errors import FormulaError
from descent_tui.formula.limits import VARIABLES
from descent_tui.formula.scope import check_name
from descent_tui.scenario.errors import Fault, printable
from descent_tui.scenario.reading import UNPRINTABLE, character
from descent_tui.scenario.scenario import Descent, Knob, Minimum, Scenario, Variable
from descent_tui.scenario.schema import FileTable, KnobTable, VariableTable, converted, told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from descent_tui.objectives.names import Naming
    from descent_tui.scenario import place
    from descent_tui.scenario.schema import DescentTable, MinimumTable, Telling


def scenario_of(content: dict[str, Any], path: Path) -> Scenario:
    """Return the scenario a parsed file means; its formula is not read here, its data are.

    Raises:
        Fault: with the path of the first thing that is wrong.
    """
    if content.get("kind") == "network":
        from descent_tui.scenario.network_build import network_scenario_of  # it stands on this module

        return network_scenario_of(content, path)
    from descent_tui.objectives.names import Names

    table = converted(content, FileTable, (), "a scenario is a table")
    variables = _variables(table.variables)
    size = sum(variable.count for variable in variables)
    return Scenario(
        **telling(table, path),
        formula=_line(table.formula, "formula", fold=False),
        variables=variables,
        constants=_constants(table.constants, {variable.name for variable in variables}),
        minima=tuple(_minimum(m, size, ("minima", i)) for i, m in enumerate(table.minima)),
        axes=axes_of(table.axes, Names({variable.name: variable.size for variable in variables})),
    )


def telling(table: Telling, path: Path) -> dict[str, Any]:
    """Return what every file says of its scenario, by the scenario's attributes."""
    name, teaches = printable(path.stem), _line(table.teaches, "teaches")
    return {
        "name": name,
        "title": _line(table.title, "title") or name,
        "teaches": teaches,
        "story": _line(table.story, "story") or teaches,
        "kind": table.kind,
        "source": _line(table.source, "source"),
        "descent": _descent(table.descent),
        "path": path,
    }


def _variables(tables: dict[str, Any]) -> tuple[Variable, ...]:
    if not tables:
        raise Fault(("variables",), "a scenario needs at least one variable, such as x = { range = [-2, 2] }")
    variables = tuple(_variable(name, value) for name, value in tables.items())
    if sum(variable.count for variable in variables) > VARIABLES:
        raise Fault(("variables",), f"all variables together have more than {VARIABLES} entries")
    return variables


def _variable(name: str, value: object) -> Variable:
    here = ("variables", name)
    _check_name(name, here)
    table = converted(value, VariableTable, here, f"{name} wants a table such as {{ range = [-2, 2] }}")
    low, high = range_of(table.range, (*here, "range"))
    start = (low + high) / 2 if table.start is None else table.start
    _check_start(start, table.size, (*here, "start"))
    return Variable(name, table.size, low, high, start)


def _check_start(start: float | tuple[float, ...], size: int | None, here: place.Path) -> None:
    if not isinstance(start, tuple):
        finite(start, here)
        return
    if size is None:
        raise Fault(
            here, f"a list starts a vector, and {here[1]} has no size; write a number, or add size = {len(start)}"
        )
    if len(start) != size:
        raise Fault(here, f"start has {_count(start)}, but {here[1]} has size {size}")
    for i, x in enumerate(start):
        finite(x, (*here, i))


def _constants(tables: dict[str, Any], taken: set[str]) -> tuple[Knob, ...]:
    return tuple(_knob(name, value, taken) for name, value in tables.items())


def _knob(name: str, value: object, taken: set[str]) -> Knob:
    here = ("constants", name)
    _check_name(name, here)
    if name in taken:
        raise Fault(here, f"{name} is already a variable; a constant needs a name of its own", at_key=True)
    if not isinstance(value, dict):
        return Knob(name, number(value, here, f"{name} wants a number, or {{ value = 100, range = [1, 200] }}"))
    table = converted(value, KnobTable, here, "")
    chosen = finite(table.value, (*here, "value"))
    if table.range is None:
        return Knob(name, chosen)
    low, high = range_of(table.range, (*here, "range"))
    if not low <= chosen <= high:
        raise Fault(
            (*here, "value"), f"{name} = {told(chosen)} lies outside its own range, {told(low)} to {told(high)}"
        )
    return Knob(name, chosen, low, high)


def _descent(table: DescentTable) -> Descent:
    here = ("descent", "lr")
    optimizer = _line(table.optimizer, "descent", "optimizer")
    if table.lr is not None and finite(table.lr, here) <= 0:
        raise Fault(here, f"lr wants a number above 0; here is {told(table.lr)}")
    settings = {name: _setting(name, value) for name, value in table.settings.items()}
    return Descent(optimizer, math.nan if table.lr is None else table.lr, settings)


def _setting(name: str, value: object) -> float:
    here = ("descent", "settings", name)
    _check_name(name, here)
    if name == "lr":
        raise Fault(here, "lr stands in [descent] itself, not among the settings", at_key=True)
    return number(value, here, f"{name} wants a number")


def _minimum(table: MinimumTable, size: int, here: place.Path) -> Minimum:
    at = table.at if isinstance(table.at, tuple) else (table.at,) * size
    if len(at) != size:
        raise Fault((*here, "at"), f"at has {_count(at)}, but there are {size} variables")
    if not isinstance(table.at, tuple):
        finite(table.at, (*here, "at"))
    else:
        for i, x in enumerate(at):
            finite(x, (*here, "at", i))
    return Minimum(at, finite(table.value, (*here, "value")), table.kind)


def axes_of(names: Sequence[str] | None, coordinates: Naming) -> tuple[int, int]:
    """Return the two coordinates that the map shows first."""
    from descent_tui.objectives.names import UnknownVariable

    if names is None:
        return (0, 1) if len(coordinates) > 1 else (0, 0)
    if len(names) != 2 or names[0] == names[1]:
        raise Fault(("axes",), f"axes wants the names of two different variables; here is {_count(names)}")
    found = []
    for i, name in enumerate(names):
        _line(name, "axes", i)
        try:
            found.append(coordinates.index(name))
        except UnknownVariable as error:
            raise Fault(("axes", i), printable(str(error), 200)) from None
    return found[0], found[1]


def _check_name(name: str, here: place.Path) -> None:
    try:
        check_name(name)
    except FormulaError as error:
        raise Fault(here, error.message, at_key=True) from None


def range_of(pair: tuple[float, float], here: place.Path) -> tuple[float, float]:
    """Return a range, low below high."""
    low, high = finite(pair[0], (*here, 0)), finite(pair[1], (*here, 1))
    if not low < high:
        raise Fault(here, f"range wants two numbers, low below high; here is {told(low)} to {told(high)}")
    if not math.isfinite(high - low):
        raise Fault(here, "range is wider than the numbers reach")
    return low, high


def finite(x: float, here: place.Path) -> float:
    """Return a number that is one."""
    if not math.isfinite(x):
        raise Fault(here, f"every number must be finite; here is {x}")
    return x


def _line(text: str, *here: str | int, fold: bool = True) -> str:
    """Return a text of the file on one line; where it is not folded, every character keeps its place."""
    if found := UNPRINTABLE.search(text):
        message = f"{character(found.group())} has no place in a scenario"
        raise Fault(here, message, character=found.start())
    return " ".join(text.split()) if fold else re.sub(r"[\t\n]", " ", text)


def number(value: object, here: place.Path, wants: str) -> float:
    """Return a number that stands where the schema allows anything."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Fault(here, f"{wants}; here is {told(value)}")
    try:
        return finite(float(value), here)
    except OverflowError:
        raise Fault(here, f"{wants}; here is {told(value)}") from None


def _count(values: Sequence[object]) -> str:
    return "one entry" if len(values) == 1 else f"{len(values)} entries"
