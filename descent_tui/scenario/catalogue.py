"""The shipped scenarios: found by listing a folder, from a checkout and from an installed wheel alike.

Nothing here is heavy: listing them reads the files but parses no formula and imports no numpy.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from descent_tui.scenario.errors import ELIDED, ScenarioError, UnknownScenario, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.scenario.scenario import Scenario

FOLDERS = (
    "first-steps",
    "bowls-and-ravines",
    "valleys",
    "saddles",
    "flat-and-steep",
    "kinks-and-cliffs",
    "many-minima",
    "many-variables",
    "weights",
    "networks",
)
"""The order in which a course would walk through the folders; any others follow by name."""

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, eq=False, slots=True)
class Summary:
    """What a list shows of a scenario.

    Attributes:
        name: by which it is called.
        title: its name on the screen.
        kind: what sort of objective it is.
        teaches: what one sees there.
        folder: the lesson it belongs to.
        variables: name → None for a scalar, size for a vector.
        layers: units of each layer of a network, else empty.
    """

    name: str
    title: str
    kind: str
    teaches: str
    folder: str
    variables: Mapping[str, int | None]
    layers: tuple[int, ...] = ()


def root(package: Path = _PACKAGE) -> Path:
    """Return the folder of the shipped scenarios: inside the package as installed, beside it in a checkout."""
    inside = package / "scenarios"
    return inside if inside.is_dir() else package.parent / "scenarios"


def names() -> tuple[str, ...]:
    """Return every shipped name, folder by folder in the order of `FOLDERS`."""
    return tuple(_shipped(root()))


def find(name: str) -> Path:
    """Return the file of a shipped scenario; raise `UnknownScenario` with the nearest names."""
    shipped = _shipped(root())
    if name in shipped:
        return shipped[name]
    import difflib

    file = f"{name}.toml"
    near = [file] if _is_file(file) else difflib.get_close_matches(name.lower(), shipped, 3, 0.5)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    message = f"there is no scenario {quoted(name)}: {hint}`descent-tui list` shows all {len(shipped)}"
    raise UnknownScenario(message, sorted(shipped))


def load(name_or_path: str | os.PathLike[str]) -> Scenario:
    """Return a scenario by its shipped name, or from a file.

    A text without a slash and without the ending .toml is a name; everything else is a path.

    Raises:
        UnknownScenario: for a name that is not shipped.
        ScenarioError: for a file that cannot be used, with line and column.
    """
    from descent_tui.scenario.load import load_file  # the parser comes with it; a listing needs none

    if not is_path(name_or_path):
        return load_file(find(os.fspath(name_or_path)))
    try:
        return load_file(name_or_path)
    except ScenarioError as error:
        if error.excerpt or not (near := _nearby(os.fspath(name_or_path))):
            raise
        raise ScenarioError(error.file, error.message, hint=f"did you mean {near}?") from None


def all() -> tuple[Scenario, ...]:  # noqa: A001  read as catalogue.all()
    """Return every shipped scenario, loaded, in the order of `names`."""
    return tuple(load(name) for name in names())


def _nearby(file: str) -> str:
    """Return what a path of nothing may mean: the file with its ending, or the shipped landscape of that name."""
    try:
        if os.path.lexists(file):
            return ""
    except ValueError:  # a null in it
        return ""
    whole = f"{file}.toml"
    stem = Path(file).stem
    return whole if _is_file(whole) else stem if stem in _shipped(root()) else ""


def _is_file(path: str) -> bool:
    return path.isprintable() and len(path) <= ELIDED and os.path.isfile(path)  # noqa: PTH113  a null is not printable


def is_path(name_or_path: str | os.PathLike[str]) -> bool:
    """Return whether this is the path of a file rather than a shipped name."""
    if not isinstance(name_or_path, str):
        return True
    return "/" in name_or_path or os.sep in name_or_path or name_or_path.endswith(".toml")


def summaries() -> tuple[Summary, ...]:
    """Return a line for each shipped scenario, in the order of `names`; a file that cannot be read is left out."""
    return tuple(summary for path in _shipped(root()).values() if (summary := _summary(path)))


def _summary(path: Path) -> Summary | None:
    from descent_tui.scenario.content import toml_of  # the names alone want none of it
    from descent_tui.scenario.reading import text_of

    try:
        content = toml_of(text_of(path), str(path))
        layers = tuple(content["network"]["layers"]) if content.get("kind") == "network" else ()
        variables = _blocks(layers) if layers else {n: table.get("size") for n, table in content["variables"].items()}
    except (ScenarioError, KeyError, AttributeError, TypeError):
        return None
    title, teaches = str(content.get("title", path.stem)), str(content.get("teaches", ""))
    return Summary(path.stem, title, str(content.get("kind", "formula")), teaches, path.parent.name, variables, layers)


def _blocks(layers: tuple[int, ...]) -> dict[str, int | None]:
    """Return name → number of entries of a network's matrices and biases."""
    from descent_tui.objectives.net.layout import Layout

    return {name: math.prod(shape) for name, shape in Layout(layers).blocks().items()}


@lru_cache(maxsize=4)
def _shipped(folder: Path) -> dict[str, Path]:
    """Return name → file, ordered by folder and then by name."""
    order = {name: i for i, name in enumerate(FOLDERS)}
    files = sorted(folder.glob("*/*.toml"), key=lambda p: (order.get(p.parent.name, len(order)), p.parent.name, p.stem))
    return {path.stem: path for path in files}
