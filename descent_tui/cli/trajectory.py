"""A trajectory on stdout, step by step as it comes: JSON, CSV, or a table to read."""

from __future__ import annotations

import csv
import math
import shutil
import sys
from collections import deque
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.cli.plain import columns, json_text, out, say
from descent_tui.optimizers import table
from descent_tui.session.numbers import length, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.session.run import Descent
    from descent_tui.session.session import Iterate

MANY = 64
"""Up to so many variables are told by name; of more, the first so many that are free."""

FIRST, LAST = 12, 4
"""Rows of a table before and after what is left out."""


def print_json(descent: Descent, scenario: str, patterns: Sequence[str]) -> None:
    """Print the run as one JSON object, a line for each step."""
    objective, free = descent.objective, descent.free
    names = _names(descent)
    many = objective.size > MANY
    head = {
        "scenario": scenario,
        "optimizer": descent.optimizer,
        "settings": dict(descent.settings),
        "variables": objective.size if many else names,
        "frozen": list(patterns) if many else [name for name, moves in zip(names, free, strict=True) if not moves],
    }
    print(json_text(head).removesuffix("}"), ', "steps": [', sep="", end="")
    for count, iterate in enumerate(descent):
        print("," if count else "", json_text(_step(descent, iterate)), sep="\n", end="")
    print(f'\n], "stopped": {json_text(descent.stopped)}}}')


def print_csv(descent: Descent) -> None:
    """Print a line for each step; what is not finite is left empty. Why it ended is said on stderr."""
    told = _told(descent)
    names = [descent.objective.name(i) for i in told]
    many = descent.objective.size > MANY
    slopes = ["grad_norm"] if many else [f"df/d{name}" for name in names]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["k", *names, "value", *slopes])
    for iterate in descent:
        gradient = [_length(descent, iterate)] if many else iterate.gradient.tolist()
        numbers = [*iterate.x[told].tolist(), iterate.value, *gradient]
        writer.writerow([iterate.k, *(repr(float(n)) if math.isfinite(n) else "" for n in numbers)])
    say(descent.stopped)


def print_table(descent: Descent) -> None:
    """Print the first and the last steps as a table, and why it ended."""
    out(_headline(descent))
    room = shutil.get_terminal_size((80, 24)).columns
    told = _told(descent)[: max((room - 36) // 13, 1)]
    names = [descent.objective.name(i) for i in told]
    first: list[Iterate] = []
    last: deque[Iterate] = deque(maxlen=LAST)
    for iterate in descent:
        (first if len(first) < FIRST else last).append(iterate)
    rows = [["k", *names, "f", "‖∇f‖"], *(_row(descent, iterate, told) for iterate in first)]
    if last and last[0].k > first[-1].k + 1:
        rows.append(["…"] * len(rows[0]))
    rows += [_row(descent, iterate, told) for iterate in last]
    for line in columns(rows, ">" * len(rows[0])):
        out(line)
    out(descent.stopped)


def _headline(descent: Descent) -> str:
    settings = ", ".join(f"{'α' if name == 'lr' else name} {show(value)}" for name, value in descent.settings.items())
    head = f"{table.find(descent.optimizer).title}, {settings}"
    held = np.flatnonzero(~descent.free)
    if not len(held):
        return head
    if len(held) > FIRST:
        return f"{head}; {len(held)} variables frozen"
    objective = descent.objective
    return f"{head}; frozen: " + ", ".join(f"{objective.name(int(i))} = {show(descent.start[i])}" for i in held)


def _names(descent: Descent) -> list[str]:
    return [descent.objective.name(i) for i in range(min(descent.objective.size, MANY))]


def _told(descent: Descent) -> list[int]:
    """Return the coordinates that are shown: all, or of many those that are free."""
    if descent.objective.size <= MANY:
        return list(range(descent.objective.size))
    return [int(i) for i in np.flatnonzero(descent.free)[:MANY]]


def _step(descent: Descent, iterate: Iterate) -> dict[str, object]:
    if descent.objective.size <= MANY:
        return {"k": iterate.k, "at": iterate.x.tolist(), "value": iterate.value, "gradient": iterate.gradient.tolist()}
    return {
        "k": iterate.k,
        "at": None,
        "value": iterate.value,
        "gradient": None,
        "grad_norm": _length(descent, iterate),
        "free": {descent.objective.name(i): float(iterate.x[i]) for i in _told(descent)},
    }


def _length(descent: Descent, iterate: Iterate) -> float:
    """Return ‖∇f‖ over what is free."""
    return length(iterate.gradient[descent.free])


def _row(descent: Descent, iterate: Iterate, told: Sequence[int]) -> list[str]:
    numbers = [*(float(iterate.x[i]) for i in told), iterate.value, _length(descent, iterate)]
    return [str(iterate.k), *(show(n, 6) for n in numbers)]
