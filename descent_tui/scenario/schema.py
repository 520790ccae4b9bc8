"""The keys of a scenario file, and what each of them wants, in words.

The words stand beside the types, so that a message and the documentation say the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_type_hints

import msgspec
from msgspec import Meta, Struct

from descent_tui.formula.limits import VARIABLES
from descent_tui.scenario.errors import Fault, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.scenario.place import Path

_WORD = 80
_LINE = 400

Line = Annotated[str, Meta(max_length=_LINE)]
Range = Annotated[tuple[float, float], Meta(description="two numbers, low below high, such as [-2, 2]")]


class VariableTable(Struct, forbid_unknown_fields=True, frozen=True):
    """One entry of [variables]."""

    range: Range
    start: Annotated[
        float | tuple[float, ...] | None, Meta(description="a number, or for a vector a list with one for each entry")
    ] = None
    size: Annotated[
        Annotated[int, Meta(ge=1, le=VARIABLES)] | None, Meta(description=f"a whole number from 1 to {VARIABLES}")
    ] = None


class KnobTable(Struct, forbid_unknown_fields=True, frozen=True):
    """One entry of [constants], in its long form."""

    value: Annotated[float, Meta(description="a number")]
    range: Range | None = None


class DescentTable(Struct, forbid_unknown_fields=True, frozen=True):
    """The table [descent]."""

    optimizer: Annotated[
        Annotated[str, Meta(min_length=1, max_length=_WORD)], Meta(description="the name of an optimizer")
    ] = "gd"
    lr: Annotated[float | None, Meta(description="a number above 0")] = None
    settings: Annotated[dict[str, Any], Meta(description="a table of numbers, such as { momentum = 0.9 }")] = {}


class MinimumTable(Struct, forbid_unknown_fields=True, frozen=True):
    """One entry of [[minima]]."""

    at: Annotated[
        float | tuple[float, ...],
        Meta(description="a list with a number for each variable, or one number for all of them"),
    ]
    value: Annotated[float, Meta(description="a number")]
    kind: Annotated[
        Literal["point", "curve", "cusp", "border"], Meta(description='"point", "curve", "cusp" or "border"')
    ] = "point"


class Telling(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What every file may say, whatever kind of objective it holds."""

    title: Annotated[Line, Meta(description=f"a line of at most {_LINE} characters")] = ""
    teaches: Annotated[Line, Meta(description=f"a line of at most {_LINE} characters")] = ""
    story: Annotated[Line, Meta(description=f"a line of at most {_LINE} characters")] = ""
    source: Annotated[Line, Meta(description=f"a line of at most {_LINE} characters")] = ""
    kind: Annotated[Literal["formula", "network"], Meta(description='"formula" or "network"')] = "formula"
    axes: Annotated[
        tuple[str, ...] | None, Meta(description='the names of two variables, such as ["x[1]", "x[2]"]')
    ] = None
    descent: Annotated[DescentTable, Meta(description='a table such as { optimizer = "gd", lr = 0.1 }')] = (
        DescentTable()
    )


class FileTable(Telling, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """The whole file of a formula."""

    formula: Annotated[str, Meta(description="a formula in quotes")]
    variables: Annotated[dict[str, Any], Meta(description="a table such as x = { range = [-2, 2] }")]
    constants: Annotated[dict[str, Any], Meta(description="a table such as b = { value = 100, range = [1, 200] }")] = {}
    minima: Annotated[
        tuple[MinimumTable, ...], Meta(description="a list of tables such as { at = [1, 1], value = 0 }")
    ] = ()


_BELOW: dict[str, type[Struct]] = {"descent": DescentTable, "minima": MinimumTable}
"""Key → the struct of the table it holds; another kind of file adds its own."""
_MEANT = {
    "learning_rate": "lr",
    "alpha": "lr",
    "function": "formula",
    "domain": "range",
    "bounds": "range",
    "init": "start",
    "parameters": "constants",
    "knobs": "constants",
    "minimum": "minima",
    "author": "source",
    "description": "teaches",
}
"""Words other programs use for a key."""

_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_FIELD = re.compile(r"Object (missing required|contains unknown) field `(.*)`", re.DOTALL)

T = TypeVar("T", bound=Struct)


def converted(value: object, table: type[T], path: Path, wants: str, below: Mapping[str, type[Struct]] = _BELOW) -> T:
    """Return a table of the file as the struct it should be.

    Args:
        value: what `tomllib` read.
        table: the struct.
        path: where in the file the table stands.
        wants: what belongs there, as a clause: `x wants a table such as …`.
        below: key → the struct of the table it holds.

    Raises:
        Fault: with the exact path of what is wrong in it, in words.
    """
    try:
        return msgspec.convert(value, table)
    except msgspec.ValidationError as error:
        raise _fault(str(error), value, table, path, wants, below) from None


def words(table: type[Struct]) -> dict[str, str]:
    """Return key → what it wants, in words, for one table of the file."""
    return {key: _description(hint) for key, hint in get_type_hints(table, include_extras=True).items()}


def unknown_key(key: str, known: tuple[str, ...], table: Path) -> Fault:
    """Return the fault of a key that means nothing where it stands, with the nearest one that does."""
    import difflib  # only where something is misspelt

    near = [_MEANT[key]] if _MEANT.get(key) in known else difflib.get_close_matches(key, known, 1, 0.6)
    hint = f'did you mean "{near[0]}"?' if near else f"the keys here are {', '.join(known)}"
    return Fault((*table, key), f"{quoted(key)} is not a key here", hint, at_key=True)


def told(value: object) -> str:
    """Return what a value of the file is, in words that can be shown."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return quoted(value)
        case int() | float():
            return _number(value)
        case list():
            return f"a list of {len(value)}"
        case dict():
            return "a table"
    return f"a {type(value).__name__}"


def _number(value: float) -> str:
    try:
        return f"{value:.12g}"
    except OverflowError:
        return "a number beyond 1.8e308"


def _description(hint: Any) -> str:
    metas = [m for m in getattr(hint, "__metadata__", ()) if isinstance(m, Meta)]
    return next((meta.description for meta in metas if meta.description), "")


def _fault(
    raw: str, value: Any, table: type[Struct], path: Path, wants: str, below: Mapping[str, type[Struct]]
) -> Fault:
    """Translate msgspec's report: its path into ours, its types into our words."""
    if (field := _FIELD.fullmatch(raw)) and isinstance(value, dict) and field[2] in value:
        return unknown_key(field[2], tuple(words(table)), path)  # even where the key itself looks like a path
    message, _, tail = raw.rpartition(" - at `$") if " - at `$" in raw else (raw, "", "")
    here = path
    for key, index in _STEP.findall(tail):
        step = key or int(index)
        here, value = (*here, step), value[step]
        if key:
            wants = f"{key} wants {words(table)[key]}"
            table = below.get(key, table)
    field = _FIELD.fullmatch(message)
    if field is None:
        return Fault(here, f"{wants}; here is {told(value)}")
    if field[1] == "contains unknown":
        return unknown_key(field[2], tuple(words(table)), here)
    owner = "a minimum" if table is MinimumTable else here[-1] if here else "a scenario"
    return Fault(here, f"{owner} needs {field[2]}: {words(table)[field[2]]}", at_key=True)
