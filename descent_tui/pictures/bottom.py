"""The bottom lines: the coming step with its numbers plugged in, what the session has to say, and the keys."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from descent_tui.pictures.colouring import ink_of
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.room import shown
from descent_tui.pictures.story import brief
from descent_tui.pictures.text import Part, length, shortened, spoken, wrapped, write
from descent_tui.session import stepping
from descent_tui.session.numbers import fixed
from descent_tui.session.scheduling import rule_of

if TYPE_CHECKING:
    from descent_tui.optimizers.optimizer import Move
    from descent_tui.pictures.look import Look
    from descent_tui.session.session import Iterate, Runner, Session

MOST = 8
"""So many variables' arithmetic is worked out at most."""

FINEST = 6
"""A coordinate has at most so many decimals."""

APART = 4
"""Columns from one variable's arithmetic to the next's."""

NOTE_ROWS = 4
"""A note has at most so many rows."""

Hint = tuple[str, str, str]
"""A key as it is shown, what it does in a word, and the action a click on it stands for."""


@lru_cache(1)  # a step of a million weights has arrays of a million numbers
def _coming(session: Session, here: Iterate, runner: Runner) -> Move:
    return stepping.propose(rule_of(runner), session.objective, here, runner.settings, session.free)


def arithmetic(session: Session, width: int, look: Look) -> Raster:
    """Return the coming step in numbers: `x ← 2.000 − 0.1·5.000 = 1.500`.

    A coordinate has as many decimals before the step as after it, and enough to see that it moved where there is room.
    Numbers lose digits, then the sums in the middle go, before a variable is left out; no number is ever cut.
    """
    colours = look.colours
    raster = Raster.blank(width, 1, colours.ink, colours.paper)
    if not session.free.any():
        write(
            raster, 1, 0, [("everything is frozen: a step moves nothing; 0 frees all", colours.frozen)], look, width - 2
        )
        return raster
    move = _coming(session, session.here, session.runner)
    sums = _fitting(session, move, width - 2, look)
    x = 1
    for parts in sums:
        if x + length(parts, look) > width - 1:
            break
        x = write(raster, x, 0, parts, look) + APART
    return raster


def _fitting(session: Session, move: Move, room: int, look: Look) -> list[list[Part]]:
    """Return what is said of each variable, with as many digits as let all of those that must be there fit."""
    order = _order(session)
    both = session.objective.size == 2
    for digits in (FINEST, 4, 3) if both else ():
        sums = [_sum(session, move, i, digits, look) for i in order]
        if sum(length(parts, look) + APART for parts in sums) - APART <= room:
            return sums
    if both and order[0] != session.view.focus:
        order.reverse()
    for digits in (FINEST, 4, 3, 0):
        sums = [_sum(session, move, i, digits, look) for i in order]
        if length(sums[0], look) <= room:
            return sums
    return sums


def _sum(session: Session, move: Move, i: int, digits: int, look: Look) -> list[Part]:
    """Return `x ← 2 − 0.1·5 = 1.5` with so many digits; with none, `x ← 1.5`."""
    colours, name = look.colours, session.objective.name(i)
    before, after = float(session.here.x[i]), float(move.x[i])

    def number(value: float) -> str:
        if digits >= 4 and value in (before, after):
            return fixed(value, _places(before, after) if digits == FINEST else 3)
        return _number(value, min(digits, 4))

    if not session.free[i]:
        at = number(before) if digits else _number(before, 3)
        return [(f"{name} held at {at} {look.glyphs.frozen}" if digits else f"{name} held", colours.frozen)]
    ink = ink_of(session, i, look)
    middle = f"{move.arithmetic(i, number)} = " if digits else ""
    return [(name, ink), (f" ← {middle}", colours.ink), (number(after) if digits else _number(after, 3), ink)]


def _places(before: float, after: float) -> int:
    """Return how many decimals show that a coordinate moved: 3, and more up to FINEST where the step is small."""
    return next((p for p in range(3, FINEST) if before == after or fixed(before, p) != fixed(after, p)), FINEST)


def _number(value: float, digits: int) -> str:
    """Return a number for a sum: with a fixed number of decimals where it is large enough, so that sums stand still."""
    if digits == 4 and (abs(value) >= 1 or value == 0):
        return fixed(value)
    return brief(value, digits)


def _order(session: Session) -> list[int]:
    """Return the variables whose step is told: both of two; of many the free ones, that in focus first."""
    n = session.objective.size
    if n <= 2:
        return list(range(n))
    order = [session.view.focus, *(i for i in shown(session, MOST) if i != session.view.focus)]
    return [i for i in order if session.free[i]] or order


def note_lines(session: Session, width: int, look: Look) -> list[Part]:
    """Return what the session has to say in full, in lines of at most `width`.

    When it has nothing to say, there is one line: the sentence in which a frozen variable is a constant, else what the
    scenario teaches.
    """
    colours = look.colours
    if session.note is None:
        told = "" if session.all_free else _held(session)
        text = spoken(told or session.scenario.teaches, look)
        return [(_whole(text, width, look), colours.frozen if told else colours.faint)]
    ink = {"info": colours.ink, "warn": colours.key, "bad": colours.bad}[session.note.kind]
    lines = wrapped(spoken(session.note.text, look), width)
    if len(lines) > NOTE_ROWS:
        lines = [*lines[: NOTE_ROWS - 1], shortened(" ".join(lines[NOTE_ROWS - 1 :]), width, look)]
    return [(line, ink) for line in lines]


def _held(session: Session) -> str:
    from descent_tui.pictures.derivation import held_sentence  # the first picture has no derivation yet

    return held_sentence(session)


def _whole(text: str, width: int, look: Look) -> str:
    """Return text in one line: without the sentences at its end that have no room, rather than cut in a word."""
    kept = text
    while len(kept) > width and ". " in kept:
        kept = kept.rpartition(". ")[0] + "."
    return kept if len(kept) <= width else shortened(text, width, look)


def note(session: Session, width: int, look: Look) -> Raster:
    """Return what the session has to say on as many rows as it takes."""
    colours = look.colours
    lines = note_lines(session, width - 2, look)
    raster = Raster.blank(width, max(len(lines), 1), colours.ink, colours.paper)
    for y, line in enumerate(lines):
        write(raster, 1, y, [line], look, width - 2)
    return raster


@lru_cache(4)
def footer(hints: tuple[Hint, ...], width: int, look: Look) -> tuple[Raster, tuple[tuple[int, int, str], ...]]:
    """Return the line of keys, as many as fit, and where each stands: (first column, column after it, action).

    The key of the help is always among them: it tells all others.
    """
    colours = look.colours
    raster = Raster.blank(width, 1, colours.ink, colours.paper)
    places = []
    x = 1
    for key, word, action in _fitting_hints(hints, width - 1, look):
        end = write(raster, x, 0, [(key, colours.key), (" ", colours.faint), (word, colours.faint)], look)
        places.append((x, end, action))
        x = end + 2
    return raster, tuple(places)


def _fitting_hints(hints: tuple[Hint, ...], end: int, look: Look) -> list[Hint]:
    """Return the first hints that end before a column, the last of them the help where it would be cut off."""
    found: list[Hint] = []
    x = 1
    for hint in hints:
        x += _wide(hint, look)
        if x > end:
            break
        found.append(hint)
        x += 2
    last = next((hint for hint in hints if hint[1] == "help"), None)
    if last is not None and last not in found:
        while found and sum(_wide(hint, look) + 2 for hint in found) + 1 + _wide(last, look) > end:
            found.pop()
        found.append(last)
    return found


def _wide(hint: Hint, look: Look) -> int:
    return len(spoken(hint[0], look)) + 1 + len(spoken(hint[1], look))
