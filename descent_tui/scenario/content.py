"""A TOML text → what it holds; what `tomllib` refuses is said with its place."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from descent_tui.scenario.errors import ScenarioError, printable
from descent_tui.scenario.reading import error_at

_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")

_SAID_TOO_LATE = re.compile("Cannot (declare|overwrite)")
"""What `tomllib` finds behind the statement that is wrong: its place is the beginning of that line."""

_PLAIN = (
    (re.compile(r"Cannot declare .* twice"), "this table stands in the file twice"),
    (re.compile(r"Cannot overwrite a value"), "this key stands in the table twice"),
    (re.compile(r"Duplicate inline table key .*"), "a key stands in this table twice"),
    (re.compile(r"Invalid value"), "this is no value; text wants quotes"),
    (re.compile(r"Unterminated string"), "this text is never closed by a quote"),
    (re.compile(r"Illegal character '\\n'"), "this text is not closed on its line"),
    (re.compile(r"^([A-Z])(?=[a-z])"), lambda found: found[1].lower()),
)
"""What `tomllib` says, and how a reader would say it; the last turns its capital into a small letter."""


def toml_of(text: str, file: str) -> dict[str, Any]:
    """Return what a TOML text holds; raise `ScenarioError` at the place `tomllib` names."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _toml_error(str(error), text, file) from None
    except RecursionError:
        raise ScenarioError(file, "this is nested too deep") from None
    except ValueError as error:  # a number of thousands of digits, a day that no calendar has
        raise ScenarioError(file, f"this is not TOML: {printable(str(error), 100)}") from None


def _toml_error(message: str, text: str, file: str) -> ScenarioError:
    found = _TOML_PLACE.search(message)
    offset = len(text.rstrip("\n"))
    if found and found[1]:
        lines = text.split("\n")
        line, column = lines[int(found[1]) - 1], int(found[2]) - 1
        if _SAID_TOO_LATE.match(message):
            column = len(line) - len(line.lstrip())
        offset = sum(len(before) + 1 for before in lines[: int(found[1]) - 1]) + column
    message = _TOML_PLACE.sub("", message)
    for theirs, ours in _PLAIN:
        message = theirs.sub(ours, message)
    return error_at(file, text, min(offset, len(text)), f"this is not TOML: {printable(message, 120)}")
