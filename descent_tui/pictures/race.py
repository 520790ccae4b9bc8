"""The table of a race: who runs, how low each has come, at what cost, and who leads."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from descent_tui.pictures import runners
from descent_tui.pictures.layout import WHOLE_RACE
from descent_tui.pictures.text import Part, length, panel, shortened, spoken, write, write_right
from descent_tui.session import numbers
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.pictures.lines import Line, Lines
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.session.session import Session

_BY = {"f": "f", "grad": "‖∇f‖", "gradients": "gradients", "number": "number"}
"""What the table is ordered by → how that is written."""

_HEADINGS = {"f": "f", "grad": "‖∇f‖", "gradients": "grads"}
"""What the table is ordered by → the heading of its column."""

NAME = 3
"""The column in which names begin: after the leader's mark, head and number."""

LEAST_NAME = 6
"""No name is cut to fewer characters."""


ENOUGH = 8
"""A name of so many characters is not given up for a column."""

Column: TypeAlias = "tuple[str, int, Callable[[Entry], str], int]"
"""A heading, its least width, what is told under it, and how much it matters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One runner's row: its line, and what is told of it."""

    line: Line
    leads: bool
    value: float
    slope: float
    steps: int
    gradients: int
    stopped: str

    @property
    def rate(self) -> str:
        """Its learning rate α, that of its next step under a schedule; a dash where the method has none."""
        runner = self.line.runner
        return show(runner.settings["lr"] * runner.schedule.factor(self.steps), 2) if "lr" in runner.settings else "–"


_COLUMNS: tuple[Column, ...] = (
    ("α", 5, lambda entry: entry.rate, 2),
    ("f", 8, lambda entry: show(entry.value, 4), 5),
    ("‖∇f‖", 7, lambda entry: show(entry.slope, 3), 4),
    ("steps", 5, lambda entry: str(entry.steps), 1),
    ("grads", 5, lambda entry: str(entry.gradients), 3),
)
"""Heading, least width, what is told, and how much it matters: what matters least gives way first."""


_LASTING = ("α", "f")
"""The columns that are still told of one that stopped."""


def rows(session: Session) -> int:
    """Return how many rows the race wants: a title, the headings, and a row for each runner; none without one."""
    return len(session.runners) + 2 if len(session.runners) > 1 else 0


def entries(session: Session, lines: Lines, order: str) -> list[Entry]:
    """Return the rows in order: the lowest first; what is not a number last, and equals by their number."""
    found = []
    for line in (line for line in lines if not line.ghost):
        here, leads = line.walked.head, line is lines.lead
        stopped = line.runner.stopped if line.walked is line.whole else ""
        if leads and session.diverged:
            stopped = f"diverged at step {here.k + 1}"
        slope = numbers.length(here.gradient[session.free])
        found.append(Entry(line, leads, here.value, slope, here.k, here.evaluations, stopped))
    keys: dict[str, Callable[[Entry], float]] = {
        "f": lambda entry: entry.value,
        "grad": lambda entry: entry.slope,
        "gradients": lambda entry: entry.gradients,
        "number": lambda entry: entry.line.number,
    }
    key = keys[order]
    return sorted(found, key=lambda entry: (not math.isfinite(key(entry)), key(entry), entry.line.number))


def race(session: Session, lines: Lines, order: str, width: int, height: int, look: Look) -> Raster:
    """Return the panel of the race: as many columns as fit, a row for each runner.

    Args:
        session: what is going on.
        lines: its lines; the numbers are those of where the lines have come to, so also of where they were scrubbed to.
        order: one of `view.ORDERS`.
        width: cells.
        height: cells, those of the title among them.
        look: colours and alphabet.
    """
    told = entries(session, lines, order)
    raster = panel(width, height, look, title(told, order, width - 4, look))
    each = _each(told, width, height)
    columns, name = _fitting(told, width, look, both=each == 2)
    top = int(height > len(told) * each + 1) + 1
    if top == 2:
        _headings(raster, columns, name, order, look)
    first = min((entry.value for entry in told if math.isfinite(entry.value)), default=math.nan)
    for y, entry in zip(range(top, height, each), told, strict=False):
        _row(raster, y, entry, columns, name, look, wins=entry.value == first)
        if each == 2 and y + 1 < height:
            _second(raster, y + 1, entry, look)
    return raster


def _each(told: list[Entry], width: int, height: int) -> int:
    """Return how many rows a runner has: two where there is room for them, and not for all columns in one."""
    return 2 if width < WHOLE_RACE and height >= 2 * len(told) + 2 else 1


def _headings(raster: Raster, columns: list[Column], name: int, order: str, look: Look) -> None:
    colours = look.colours
    write(raster, NAME + 1, 1, [("optimizer", colours.faint)], look, name)
    end = NAME + 1 + name
    for heading, wide, _, _ in columns:
        end += wide + 1
        write_right(
            raster, end, 1, [(heading, colours.key if heading == _HEADINGS.get(order) else colours.faint)], look
        )


def title(told: list[Entry], order: str, width: int, look: Look) -> list[Part]:
    """Return what the table is, how it is ordered, and whether the race is fair."""
    colours = look.colours
    budget = max(entry.gradients for entry in told)
    least = min((entry.gradients for entry in told if not entry.stopped), default=budget)
    # a line search ends the step it is in; within one step of each the budgets are equal
    fair = f"fair: {least} gradients each" if least == budget else f"fair: {least}–{budget} gradients each"
    by = f"by {_BY[order]}"
    for said in (f"{by}  {fair}", fair, fair.removesuffix(" each"), by):
        parts = [("race", colours.title), (f"  {said}", colours.faint)]
        if length(parts, look) <= width:
            return parts
    return [("race", colours.title)]


def _fitting(told: list[Entry], width: int, look: Look, *, both: bool) -> tuple[list[Column], int]:
    """Return the columns there is room for, as wide as their numbers, and the width that is left for names.

    In `both` rows of a runner, α and the counts stand in the second.
    """
    columns = [
        (heading, max(least, len(spoken(heading, look)), *(len(tell(entry)) for entry in told)), tell, matters)
        for heading, least, tell, matters in _COLUMNS
        if not both or heading in {"f", "‖∇f‖"}
    ]
    names = max(LEAST_NAME, *(len(entry.line.runner.optimizer) for entry in told))
    while len(columns) > 1 and _left(columns, width) < min(names, ENOUGH):
        columns.remove(min(columns, key=lambda column: column[3]))
    return columns, max(_left(columns, width), 0)


def _left(columns: list[Column], width: int) -> int:
    return width - 2 - NAME - sum(wide + 1 for _, wide, _, _ in columns)


def _row(
    raster: Raster, y: int, entry: Entry, columns: list[Column], name: int, look: Look, *, wins: bool
) -> None:  # fmt: skip
    colours, number = look.colours, entry.line.number
    ink = runners.ink(number, look)
    head = look.glyphs.head if entry.leads else runners.glyph(number, look)
    mark = look.glyphs.leader if wins else " "
    write(raster, 0, y, [(mark, colours.good), (f"{head}{number} ", ink)], look)
    write(raster, NAME + 1, y, [(entry.line.runner.optimizer, ink)], look, name)
    end = NAME + 1 + name
    room = raster.width - 2 - end - sum(wide + 1 for heading, wide, _, _ in columns if heading in _LASTING)
    short = entry.stopped.replace(" at step ", " at ") if len(entry.stopped) > room else entry.stopped
    for heading, wide, tell, _ in columns:
        if entry.stopped and (heading not in _LASTING or len(short) > room):
            break
        end += wide + 1
        write_right(raster, end, y, [(tell(entry), colours.ink if heading == "f" else colours.faint)], look)
    if entry.stopped:
        room = raster.width - 2 - end
        write(raster, end + 1, y, [(shortened(short, room, look), colours.bad)], look, room)


def _second(raster: Raster, y: int, entry: Entry, look: Look) -> None:
    """Write what the first row has no room for; of one that stopped, why in full."""
    colours = look.colours
    if entry.stopped:
        told = shortened(entry.stopped, raster.width - NAME - 2, look)
        write(raster, NAME + 1, y, [(told, colours.bad)], look, raster.width - NAME - 2)
        return
    parts = [(f"α {entry.rate}", colours.faint)]
    end = write(raster, NAME + 1, y, parts, look, raster.width - NAME - 2)
    steps, gradients = _counted(entry.steps, "step"), _counted(entry.gradients, "gradient")
    for counts in (f"{steps}  {gradients}", f"{steps}  {entry.gradients:,} grads", f"{entry.gradients:,} grads"):
        if end + 2 + len(counts) <= raster.width - 1:
            write_right(raster, raster.width - 1, y, [(counts, colours.faint)], look)
            return


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def number_at(session: Session, lines: Lines, order: str, size: tuple[int, int], row: int) -> int | None:
    """Return the number of the runner in whose row of the panel, whose size is (width, height), a cell stands."""
    told = entries(session, lines, order)
    each, height = _each(told, *size), size[1]
    place = (row - (2 if height > len(told) * each + 1 else 1)) // each
    return told[place].line.number if 0 <= place < len(told) else None


def order_at(session: Session, lines: Lines, order: str, size: tuple[int, int], look: Look, at: tuple[int, int]) -> str:
    """Return the order that a cell of the headings stands for; an empty word for any other cell of the panel.

    Args:
        session: what is going on.
        lines: its lines.
        order: how the table is ordered now.
        size: width and height of the panel.
        look: colours and alphabet.
        at: column and row of the cell in the panel.
    """
    told = entries(session, lines, order)
    width, height = size
    each = _each(told, *size)
    if at[1] != 1 or height <= len(told) * each + 1:
        return ""
    columns, name = _fitting(told, width, look, both=each == 2)
    if at[0] < NAME + 1 + name:
        return "number"
    end = NAME + 1 + name
    for heading, wide, _, _ in columns:
        end += wide + 1
        if at[0] < end:
            return next((by for by, written in _HEADINGS.items() if written == heading), "")
    return ""
