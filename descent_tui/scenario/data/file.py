"""Data in a file beside the scenario: CSV or NPZ, read so that no file can harm, hang or flood the program."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from descent_tui.scenario.data.table import DataError, Table
from descent_tui.scenario.errors import ScenarioError, printable
from descent_tui.scenario.reading import bytes_of

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 8 * 1024 * 1024
"""Bytes of a data file."""


def read(name: str, folder: Path, targets: int) -> tuple[Table, str]:
    """Return the table in a file, and the SHA-256 of its bytes.

    Args:
        name: the file, relative to the scenario's folder, which it may not leave.
        folder: of the scenario.
        targets: how many columns of a CSV file are targets, the last ones; an NPZ file says so itself.

    Raises:
        DataError: for a path that leaves the folder, a file that is too large, and whatever is not a table of numbers.
    """
    path = inside(name, folder)
    try:
        data = bytes_of(str(path), LARGEST, f"a data file holds at most {LARGEST // 1024 // 1024} MiB")
    except ScenarioError as error:
        raise DataError(error.message) from None
    digest = sha256(data).hexdigest()
    if name.lower().endswith(".npz"):
        from descent_tui.scenario.data import npz

        return npz.table_of(data), digest
    if name.lower().endswith(".csv"):
        from descent_tui.scenario.data import csv

        return csv.table_of(data, targets), digest
    raise DataError("the name of a data file ends in .csv or .npz")


def inside(name: str, folder: Path) -> Path:
    """Return the path of a file in or below a folder, links followed; raise `DataError` where it leads out of it."""
    try:
        home = folder.resolve()
        path = (home / name).resolve()
    except (OSError, ValueError, RuntimeError):
        raise DataError("this is not a file name") from None
    if "\\" in name or home not in path.parents:
        raise DataError(f"a data file stands beside its scenario or below; {printable(name, 40)} leads elsewhere")
    return path
