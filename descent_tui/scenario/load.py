"""A scenario file → a Scenario, or one sentence about what is wrong and where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from descent_tui.formula import parser
from descent_tui.formula.errors import FormulaError
from descent_tui.scenario.build import scenario_of
from descent_tui.scenario.content import toml_of
from descent_tui.scenario.errors import Fault, ScenarioError
from descent_tui.scenario.reading import checked, error_at, text_of

if TYPE_CHECKING:
    import os

    from descent_tui.scenario.scenario import Scenario


def load_file(path: str | os.PathLike[str]) -> Scenario:
    """Return the scenario in a file; its name is the file's stem.

    Raises:
        ScenarioError: if the file cannot be read, is too large, is no TOML, does not say what a scenario says, or holds
            a formula that cannot be read; with line and column.
    """
    return _loaded(text_of(path), Path(path))


def load_bytes(data: bytes, path: Path) -> Scenario:
    """Return the scenario in the bytes of a file that was called `path`; raise `ScenarioError` as `load_file` does."""
    return _loaded(checked(data, str(path)), path)


def _loaded(text: str, path: Path) -> Scenario:
    file = str(path)
    content = toml_of(text, file)
    try:
        scenario = scenario_of(content, path)
        _check_formula(scenario)
    except Fault as fault:
        raise _located(fault, text, file) from None
    return scenario


def _check_formula(scenario: Scenario) -> None:
    if scenario.network is not None:
        return
    try:
        parser.parse(scenario.formula, scenario.sizes, tuple(scenario.constant_values))
    except FormulaError as error:
        raise Fault(("formula",), error.message, error.hint, character=error.column - 1) from None


def _located(fault: Fault, text: str, file: str) -> ScenarioError:
    from descent_tui.scenario.place import character_offset, nearest, places  # a file that is right has no faults

    place = nearest(places(text), fault.path)
    offset = place.key if fault.at_key else place.value
    if fault.character is not None:
        offset = character_offset(text, offset, fault.character)
    return error_at(file, text, offset, fault.message, fault.hint)
