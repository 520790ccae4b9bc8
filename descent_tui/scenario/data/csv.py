"""Rows of numbers in a CSV file."""

from __future__ import annotations

import re
from contextlib import suppress

import numpy as np

from descent_tui.scenario.data.table import DataError, Table
from descent_tui.scenario.errors import quoted

COLUMNS = 4096
"""Numbers in a row."""

_WRONG = re.compile(r"[^0-9.eE+\-,;\t ]")
"""What no number has: float() would also take words, and digits joined by underscores."""

_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?\s*")


def table_of(data: bytes, targets: int) -> Table:
    """Return the table in the bytes of a CSV file, whose last columns are the targets.

    Columns are separated by commas, semicolons or tabs, whichever the first line has; a first line without a number is
    a head and is skipped, and so are empty lines.

    Raises:
        DataError: with the line, for what is no number, and for rows that are not equally long.
    """
    try:
        lines = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8").splitlines()
    except UnicodeDecodeError:
        raise DataError("this is not UTF-8 text") from None
    told = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not told:
        raise DataError("there are no samples in it")
    mark = max(",;\t", key=told[0][1].count)
    if not any(_NUMBER.fullmatch(cell) for cell in told[0][1].split(mark)):
        del told[0]
    if not told:
        raise DataError("there are no samples in it")
    rows = [_row(line, mark, number) for number, line in told]
    for (number, _), row in zip(told, rows, strict=True):
        if len(row) != len(rows[0]):
            raise DataError(f"line {number} has {len(row)} columns, and the first {len(rows[0])}")
    if len(rows[0]) <= targets:
        raise DataError(f"{len(rows[0])} columns are too few: the last {targets} are the targets")
    table = np.array(rows, np.float64)
    return Table.of(table[:, :-targets], table[:, -targets:])


def _row(line: str, mark: str, number: int) -> list[float]:
    cells = line.split(mark)
    if len(cells) > COLUMNS:
        raise DataError(f"line {number} has more than {COLUMNS} columns")
    if not _WRONG.search(line):  # most lines are right, and this is the quick way to know
        with suppress(ValueError):
            return [float(cell) for cell in cells]
    wrong = next((cell for cell in cells if not _NUMBER.fullmatch(cell)), line)
    raise DataError(f"line {number}: {quoted(wrong.strip())} is not a number")
