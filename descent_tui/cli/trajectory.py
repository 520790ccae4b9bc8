"""A trajectory on stdout, step by step as it comes: JSON, CSV, or a table to read."""

from __future__ import annotations

import shutil
import sys
from collections import deque
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.cli.plain import columns, json_text, out, say
from descent_tui.objectives.objective import sampled
from descent_tui.optimizers import table
from descent_tui.optimizers.optimizer import defaults
from descent_tui.session.numbers import length, show
from descent_tui.session.scheduling import CONSTANT
from descent_tui.session.trajectory import json_pieces, told_of, valued, write_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.session.run import Descent
    from descent_tui.session.session import Iterate, Session

FIRST, LAST = 12, 4
"""Rows of a table before and after what is left out."""


def print_json(
    descent: Descent,
    scenario: str,
    patterns: Sequence[str],
    racers: Session | None = None,
) -> None:
    """Print the run as one JSON object, a line for each step; of a race also what the others did."""
    for piece in json_pieces(descent, scenario, patterns, json_text, racers):
        print(piece, end="")


def print_csv(descent: Descent) -> None:
    """Print a line for each step; what is not finite is left empty. Why it ended is said on stderr."""
    write_csv(descent, sys.stdout)
    say(descent.stopped)


def print_table(descent: Descent) -> Iterate:
    """Print the first and the last steps as a table, and why it ended; return the last iterate."""
    out(_headline(descent))
    room = shutil.get_terminal_size((80, 24)).columns
    told = told_of(descent)[: max((room - 36) // 13, 1)]
    names = [descent.objective.name(i) for i in told]
    first: list[Iterate] = []
    last: deque[Iterate] = deque(maxlen=LAST)
    for iterate in valued(descent.objective, descent):
        (first if len(first) < FIRST else last).append(iterate)
    rows = [["k", *names, "f", "‖∇f‖"], *(_row(descent, iterate, told) for iterate in first)]
    if last and last[0].k > first[-1].k + 1:
        rows.append(["…"] * len(rows[0]))
    rows += [_row(descent, iterate, told) for iterate in last]
    for line in columns(rows, ">" * len(rows[0])):
        out(line)
    out(descent.stopped)
    if (right := accuracy(descent, iterate)) is not None:
        out(f"hold-out accuracy {100 * right:.1f} %")
    return iterate


def accuracy(descent: Descent, iterate: Iterate) -> float | None:
    """Return the share of held-out samples that are told right at an iterate, None where there are none."""
    return descent.objective.accuracy(iterate.x) if sampled(descent.objective) else None


def _headline(descent: Descent) -> str:
    optimizer = table.find(descent.optimizer)
    usual = defaults(optimizer)
    told = [f"α {show(descent.settings['lr'])}"] if "lr" in descent.settings else []
    told += [f"{n} {show(v)}" for n, v in descent.settings.items() if n != "lr" and v != usual.get(n)]
    told += [f"schedule {descent.schedule.short}"] if descent.schedule != CONSTANT else []
    head = ", ".join([optimizer.title, *told])
    held = np.flatnonzero(~descent.free)
    if not len(held):
        return head
    if len(held) > FIRST:
        return f"{head}; {len(held)} variables frozen"
    objective = descent.objective
    return f"{head}; frozen: " + ", ".join(f"{objective.name(int(i))} = {show(descent.start[i])}" for i in held)


def _length(descent: Descent, iterate: Iterate) -> float:
    """Return ‖∇f‖ over what is free."""
    return length(iterate.gradient[descent.free])


def _row(descent: Descent, iterate: Iterate, told: Sequence[int]) -> list[str]:
    numbers = [*(float(iterate.x[i]) for i in told), iterate.value, _length(descent, iterate)]
    return [str(iterate.k), *(show(n, 6) for n in numbers)]
