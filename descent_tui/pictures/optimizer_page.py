"""The page of optimizers: the list, and of the chosen one its rule, its knobs, and the coming step told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from descent_tui.optimizers import table
from descent_tui.pictures.hints import write_hints
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.rate_curve import rate_curve
from descent_tui.pictures.story import Told, hatless, story
from descent_tui.pictures.text import Part, clipped, length, spoken, wrapped, write, write_right
from descent_tui.session.knobs import CONVENTIONS, SCHEDULE, Knob, knobs, viewed
from descent_tui.session.scheduling import CONSTANT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.pictures.foresight import Foresight
    from descent_tui.pictures.look import Look
    from descent_tui.session.session import Session

BESIDE = 64
"""From this width on, the list stands beside the knobs."""

TITLES = 104
"""From this width on, optimizers are listed by their titles and not by the words that one types."""

FEWEST = 3
"""So many rows are left to knobs however long the story is."""

LEAST_STORY = 4
"""So many rows are left to the story while a knob is in hand."""

MORE = 20
"""Columns at the end of the story's title where it may say how many knobs there are beside those that are seen."""

SEEN = 6
"""Tenths of the page at most that where it leads is drawn on."""

Place = tuple[str, int]
"""What stands on a row: ("list", which optimizer) or ("knob", which knob)."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Where one is on the page.

    Attributes:
        optimizer: the one looked at, which need not be the one in use.
        knob: the knob in hand, by number; None while the list has the keys.
        typed: what is being typed for the knob; None while nothing is.
        wrong: what is wrong with it, or what was said of the last turn; empty where there is nothing to say.
    """

    optimizer: str
    knob: int | None = None
    typed: str | None = None
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The page as drawn, and for each of its rows what stands in the list and what beside it."""

    raster: Raster
    list_width: int
    listed: tuple[int | None, ...]
    turned: tuple[int | None, ...]

    def at(self, x: int, y: int) -> Place | None:
        """Return what stands at a cell, None for nothing to choose."""
        if not 0 <= y < self.raster.height:
            return None
        kind, rows = ("list", self.listed) if x < self.list_width else ("knob", self.turned)
        return None if rows[y] is None else (kind, rows[y] or 0)


def optimizer_page(
    session: Session, chosen: Chosen, width: int, height: int, look: Look, foresight: Foresight | None = None
) -> Page:
    """Return the page; `session` is what is going on, whatever optimizer is looked at.

    Where there is room under the story, and somebody to look ahead, it shows where the optimizer would lead.
    """
    colours = look.colours
    raster = Raster.blank(width, height, colours.ink, colours.paper)
    wide = _list_width(width)
    listed: list[int | None] = [None] * height
    turned: list[int | None] = [None] * height
    write(raster, 2, 0, [("optimizers", colours.title)], look, width - 4)
    if wide:
        _list(raster, session, chosen, wide, listed, look)
    below = _beside(raster, session, chosen, wide + 2, turned, look)
    if foresight is not None:
        seen, x = viewed(session, chosen.optimizer), wide + 2
        # as high for every optimizer, where it can be: then only the path on it changes from one to the next
        ahead = foresight.draw(seen, width - x - 2, min(height - 1 - below, SEEN * height // 10), look)
        if ahead is not None:
            raster.paste(ahead, x, height - 1 - ahead.height)
    _hints(raster, chosen, session, look)
    return Page(raster, wide, tuple(listed), tuple(turned))


def _list_width(width: int) -> int:
    if width < BESIDE:
        return 0
    names = table.NAMES if width < TITLES else [table.find(name).title for name in table.NAMES]
    return max(map(len, names)) + 6


def _list(raster: Raster, session: Session, chosen: Chosen, width: int, rows: list[int | None], look: Look) -> None:
    """Draw the optimizers by name, the one in use with a dot before it, and note which row is whose."""
    colours, room = look.colours, max(raster.height - 3, 1)
    names = tuple(table.NAMES)
    at = names.index(chosen.optimizer)
    top = min(max(at - room // 2, 0), max(len(names) - room, 0))
    for y, i in enumerate(range(top, min(top + room, len(names))), start=2):
        if y >= raster.height - 1:
            break
        rows[y] = i
        title = names[i] if raster.width < TITLES else table.find(names[i]).title
        used = look.glyphs.bullet if names[i] == session.runner.optimizer else " "
        ink, cursor = colours.ink, " "
        if i == at:
            raster.put(2, y, " " * (width - 3), colours.ink, colours.head_paper)
            ink, cursor = colours.head, look.glyphs.right if chosen.knob is None else " "
        parts: list[Part] = [(cursor, colours.key), (used, colours.good), (" ", ink), (title, ink)]
        write(raster, 2, y, parts, look, width - 3)


def _beside(raster: Raster, session: Session, chosen: Chosen, x: int, rows: list[int | None], look: Look) -> int:
    """Draw what belongs to the chosen optimizer: its rule, its knobs, what the one in hand means, and the story.

    Return the row below all of it.
    """
    colours = look.colours
    seen = viewed(session, chosen.optimizer)
    rule = table.find(chosen.optimizer)
    width, end = raster.width - x - 2, raster.height - 1
    used = chosen.optimizer == session.runner.optimizer
    state: Part = ("in use", colours.good) if used else ("Enter takes it", colours.key)
    write_right(raster, raster.width - 2, 0, [state], look)
    room = width - length([state], look) - 2 - max(14 - x, 0)
    write(raster, max(x, 14), 0, [(clipped(spoken(rule.title, look), room, look), colours.title)], look)
    y = 2
    for text in wrapped(spoken(hatless(rule.rule), look), width)[:2]:
        y = write_row(raster, x, y, [(text, colours.ink)], look, width)
    all_knobs = knobs(seen)
    told = story(seen, width, look)
    wide = [(knob, rows_of(knob, seen, raster.height)) for knob in all_knobs]
    meaning = _meaning(all_knobs, chosen, width, raster.height, look)
    need = sum(high for _, high in wide)
    left = end - y - len(meaning) - 1
    least = FEWEST if chosen.knob is None else max(left - LEAST_STORY, FEWEST)
    given = max(min(need, left - sum(map(len, told))), min(need, least, left), 0)
    y = _knobs(raster, x, y, given, wide, chosen, seen, rows, look)
    for line in meaning:
        y = write_row(raster, x, y, [line], look, width)
    below = _tell(raster, x, y, told, seen, look)
    if hidden := len(all_knobs) - sum(row is not None for row in rows):
        more: Part = (f" {hidden} more knobs ↑↓ ", colours.faint)
        write_right(raster, raster.width - 3, min(y, end - 1), [more], look)
    return below


def write_row(raster: Raster, x: int, y: int, parts: list[Part], look: Look, width: int) -> int:
    """Write a row and return the one below."""
    write(raster, x, y, parts, look, width)
    return y + 1


def rows_of(knob: Knob, session: Session, height: int) -> int:
    """Return how many rows a knob takes: the learning rate has the curve of its schedule under it."""
    if knob.name != "lr" or session.runner.schedule.name == CONSTANT.name:
        return 1
    return 4 if height >= 36 else 2


def _knobs(
    raster: Raster, x: int, y: int, room: int, wide: list[tuple[Knob, int]], chosen: Chosen, session: Session,
    rows: list[int | None], look: Look,
) -> int:  # fmt: skip
    """Draw as many knobs as there is room for, the one in hand among them; return the row below."""
    first = _first(wide, chosen.knob or 0, room)
    names, values = _columns([knob for knob, _ in wide], look)
    last = y + room
    for i, (knob, high) in enumerate(wide[first:], start=first):
        if y + high > last:
            break
        _knob(raster, x, y, knob, i == chosen.knob, chosen.typed, (names, values), look)
        rows[y] = i
        if high > 1:
            runner, width = session.runner, raster.width - x - names - 5
            curve = rate_curve(runner.schedule, runner.settings["lr"], session.here.k, width, high - 1, look)
            raster.paste(curve, x + names + 3, y + 1)
        y += high
    return y


def _columns(all_knobs: Sequence[Knob], look: Look) -> tuple[int, int]:
    """Return how wide the names and the values of knobs are."""
    return max(len(_label(knob, look)) for knob in all_knobs), max(12, *(len(knob.value) + 4 for knob in all_knobs))


def _first(wide: list[tuple[Knob, int]], at: int, room: int) -> int:
    """Return the first knob to be drawn, so that knob `at` is."""
    first = 0
    while first < at and sum(high for _, high in wide[first : at + 1]) > room:
        first += 1
    return first


def _label(knob: Knob, look: Look) -> str:
    if knob.name == "lr":
        return "lr" if look.ascii else "α  lr"
    return f"  {knob.name}" if knob.of else knob.name


def _knob(
    raster: Raster, x: int, y: int, knob: Knob, held: bool, typed: str | None, columns: tuple[int, int], look: Look
) -> None:
    """Draw one knob: its name, its value (between arrows where it is in hand), and what it takes where that fits."""
    colours, glyphs = look.colours, look.glyphs
    names, values = columns
    ink = colours.title if knob.name in {SCHEDULE, CONVENTIONS} else colours.ink
    write(raster, x, y, [(_label(knob, look), colours.head if held else ink)], look)
    at = x + names + 3
    if held and typed is not None:
        write(raster, at, y, [(typed + ("_" if look.ascii else "▏"), colours.key)], look)
    elif held:
        left, right = (glyphs.left if knob.lower else " "), (glyphs.right if knob.higher else " ")
        write(
            raster, at - 2, y, [(f"{left} ", colours.key), (knob.value, colours.head), (f" {right}", colours.key)], look
        )
    else:
        write(raster, at, y, [(knob.value, colours.ink)], look)
    takes = spoken(knob.takes, look)
    if at + values + len(takes) < raster.width - 1:
        write(raster, at + values, y, [(takes, colours.faint)], look)


def _meaning(all_knobs: tuple[Knob, ...], chosen: Chosen, width: int, height: int, look: Look) -> list[Part]:
    """Return what is said under the knobs: what is wrong, else what the knob in hand means."""
    colours = look.colours
    most = 2 if height < 36 else 3
    if chosen.wrong:
        return [(line, colours.bad) for line in wrapped(spoken(chosen.wrong, look), width)[:most]]
    if chosen.knob is None:
        return []
    knob = all_knobs[min(chosen.knob, len(all_knobs) - 1)]
    most = 4 if knob.name == CONVENTIONS else most  # what differs is said in full
    beside = sum(_columns(all_knobs, look)) + 4 + len(spoken(knob.takes, look)) <= width
    takes = f" There are {knob.takes}." if knob.meaning.endswith(".") else f": {knob.takes}"
    said = knob.meaning if beside else f"{knob.meaning}{takes}"
    return [(line, colours.faint) for line in wrapped(spoken(said, look), width)[:most]]


def _tell(raster: Raster, x: int, y: int, told: list[Told], session: Session, look: Look) -> int:
    """Draw the story's title and its lines; where there are too few rows, its last lines, which are the step itself.

    Return the row below them.
    """
    colours = look.colours
    room = raster.height - 2 - y
    if room < 1:
        return raster.height
    name = session.objective.name(session.view.focus)
    raster.put(x, y, look.glyphs.horizontal * (raster.width - x - 2), colours.frame)
    of = len(told)
    while len(told) > 1 and sum(map(len, told)) > room:
        told = told[1:]
    title: list[Part] = [(f" step {session.here.k + 1}, for {name} ", colours.title)]
    cut: Part = (f" last {len(told)} of {of} ", colours.faint)
    if len(told) < of and length([*title, cut], look) <= raster.width - x - 4 - MORE:
        title.append(cut)
    write(raster, x + 1, y, title, look, raster.width - x - 4)
    for parts in [row for line in told for row in line][:room]:
        y += 1
        write(raster, x, y, parts, look, raster.width - x - 2)
    return y + 1


def _hints(raster: Raster, chosen: Chosen, session: Session, look: Look) -> None:
    used = chosen.optimizer == session.runner.optimizer
    if chosen.typed is not None:
        hints = [("Enter", "sets it"), ("Esc", "leaves it as it was")]
    elif chosen.knob is None:
        back = "back to the landscape" if raster.width >= BESIDE else "back"
        hints = [("↑↓", "choose"), ("Enter", back if used else "takes it"), ("→", "its knobs"), ("space", "step"),
                 ("u", "back"), ("Esc", "leave")]  # fmt: skip
    else:
        hints = [("↑↓", "choose"), ("←→", "turn"), ("0-9", "type"), ("tab", "list"), ("space", "step"), ("u", "back"),
                 ("Esc", "leave")]  # fmt: skip
    write_hints(raster, hints, ("u", "space", "tab", "0-9") if raster.width < BESIDE else (), look)
