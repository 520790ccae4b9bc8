"""A TOML text → what it holds; what `tomllib` refuses is said with its place."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from descent_tui.scenario.errors import ScenarioError, printable
from descent_tui.scenario.reading import error_at

_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


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
        offset = sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
    told = printable(_TOML_PLACE.sub("", message), 100)
    return error_at(file, text, min(offset, len(text)), f"this is not TOML: {told[:1].lower()}{told[1:]}")
