"""A scenario as a text that a journal carries with it, and back: the same to the bit, and judged like any file."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from descent_tui.optimizers import table
from descent_tui.optimizers.optimizer import checked
from descent_tui.scenario import catalogue
from descent_tui.scenario.errors import ScenarioError, UnknownScenario
from descent_tui.scenario.load import load_bytes
from descent_tui.scenario.reading import text_of
from descent_tui.session.digest import hash_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from descent_tui.scenario.network import Network
    from descent_tui.scenario.scenario import Minimum, Scenario, Variable

_PIECE = 1000
"""Characters, or numbers, of one line: a scenario file's lines are short."""


def toml(scenario: Scenario) -> str:
    """Return a scenario file that says what the scenario is; a title that is only the formula again is left out."""
    return "".join(f"{line}\n" for line in _lines(scenario))


def scenario_in(text: str, file: str, *, typed: bool) -> Scenario:
    """Return the scenario in a text that `toml` wrote.

    Args:
        text: the scenario file.
        file: what it is called; its stem is the scenario's name.
        typed: whether the formula was typed, and is its own title.

    Raises:
        ScenarioError: as for any file, and for an optimizer or a setting that does not exist.
    """
    scenario = load_bytes(text.encode("utf-8", "backslashreplace"), Path(file))
    rate = {} if math.isnan(scenario.descent.lr) else {"lr": scenario.descent.lr}
    try:
        for name, value in (rate | dict(scenario.descent.settings)).items():
            checked(table.find(scenario.descent.optimizer), name, value)
        table.find(scenario.descent.optimizer)
    except LookupError as unknown:
        raise ScenarioError(file, str(unknown)) from None
    if typed:
        return replace(scenario, name="formula", title=scenario.formula.strip(), path=None)
    return scenario


def origin(scenario: Scenario) -> tuple[str, str]:
    """Return how it was opened, and its word: ("shipped", name), ("file", absolute path) or ("typed", "formula")."""
    if scenario.path is None:
        return "typed", "formula"
    try:
        shipped = catalogue.find(scenario.name).resolve() == scenario.path.resolve()
    except (UnknownScenario, OSError):
        shipped = False
    return ("shipped", scenario.name) if shipped else ("file", str(scenario.path.absolute()))


def file_of(kind: str, word: str) -> Path | None:
    """Return the file an origin speaks of, None where there is none, or no longer."""
    if kind == "file":
        return Path(word)
    try:
        return catalogue.find(word) if kind == "shipped" else None
    except UnknownScenario:
        return None


def hash_of_file(path: Path | None) -> str:
    """Return the SHA-256 of a scenario file's text, an empty word where it cannot be read."""
    try:
        return "" if path is None else hash_of(text_of(path))
    except ScenarioError:
        return ""


def _lines(scenario: Scenario) -> Iterator[str]:
    if scenario.network is None:
        yield f"formula = {_long(scenario.formula)}"
    else:
        yield f"kind = {_quoted(scenario.kind)}"
    for key in ("title", "teaches", "story", "source"):
        said = getattr(scenario, key)
        if said and scenario.path is not None:
            yield f"{key} = {_quoted(said)}"
    names = scenario.names
    if scenario.axes[0] != scenario.axes[1]:
        yield f"axes = [{', '.join(_quoted(names.name(i)) for i in scenario.axes)}]"
    if scenario.network is not None:
        yield from _network(scenario.network, scenario.variables[0])
    else:
        yield "[variables]"
        yield from map(_variable, scenario.variables)
        yield "[constants]"
    for knob in scenario.constants:
        ends = f", range = [{knob.low!r}, {knob.high!r}]" if math.isfinite(knob.high - knob.low) else ""
        yield f"{_quoted(knob.name)} = {{ value = {knob.value!r}{ends} }}"
    yield "[descent]"
    yield f"optimizer = {_quoted(scenario.descent.optimizer)}"
    if not math.isnan(scenario.descent.lr):
        yield f"lr = {scenario.descent.lr!r}"
    yield "[descent.settings]"
    for name, value in scenario.descent.settings.items():
        yield f"{_quoted(name)} = {float(value)!r}"
    for minimum in scenario.minima:
        yield from _minimum(minimum)


def _network(network: Network, weights: Variable) -> Iterator[str]:
    yield "[network]"
    for key in ("layers", "activation", "loss", "init", "weight_decay", "seed", "batch", "dtype"):
        said = getattr(network, key)
        if said is not None:
            yield f"{key} = {_value(said)}"
    yield f"range = [{weights.low!r}, {weights.high!r}]"
    yield "[data]"
    for key, said in network.data.said.items():
        yield f"{_quoted(key)} = {_value(said)}"
    if network.data.sha256:
        yield f"sha256 = {_quoted(network.data.sha256)}"
    yield "[start]"
    for pattern, numbers in network.started:
        yield f"{_quoted(pattern)} = [{', '.join(map(repr, numbers))}]"


def _value(said: object) -> str:
    """Return a word, a number, or numbers in lists, a line for each sample."""
    match said:
        case bool():
            return "true" if said else "false"
        case str():
            return _quoted(said)
        case list() | tuple():
            return "[" + ",\n".join(map(_value, said)) + "]"
    return repr(said)


def _variable(variable: Variable) -> str:
    size = "" if variable.size is None else f", size = {variable.size}"
    start = _numbers(variable.start) if isinstance(variable.start, tuple) else repr(variable.start)
    return f"{_quoted(variable.name)} = {{ range = [{variable.low!r}, {variable.high!r}]{size}, start = {start} }}"


def _minimum(minimum: Minimum) -> Iterator[str]:
    yield "[[minima]]"
    yield f"at = {_numbers(minimum.at)}"
    yield f"value = {minimum.value!r}"
    yield f"kind = {_quoted(minimum.kind)}"


def _numbers(numbers: Sequence[float]) -> str:
    """Return a list of numbers; where all are alike a single one says it, even for a million."""
    first = repr(numbers[0])
    if len(numbers) > 1 and all(repr(x) == first for x in numbers):
        return first
    lines = (numbers[i : i + _PIECE // 10] for i in range(0, len(numbers), _PIECE // 10))
    return "[" + ",\n".join(", ".join(map(repr, line)) for line in lines) + "]"


def _quoted(text: str) -> str:
    """Return a TOML string: JSON's escapes are among TOML's, where no character is written as two."""
    return json.dumps(text, ensure_ascii=False)


def _long(text: str) -> str:
    """Return a TOML string over several lines, for what may be longer than a line."""
    if len(text) <= _PIECE:
        return _quoted(text)
    words = text.replace("\n", " ").replace("\t", " ")
    pieces = [words[i : i + _PIECE] for i in range(0, len(words), _PIECE)]
    # The blank at the end of a line is kept; those that begin one would be lost, so they are written as escapes.
    escaped = ["\\u0020" * (len(piece) - len(piece.lstrip(" "))) + _quoted(piece.lstrip(" "))[1:-1] for piece in pieces]
    return '"""' + "\\\n".join(escaped) + '"""'
