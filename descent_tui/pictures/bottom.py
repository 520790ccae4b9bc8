"""The bottom lines: the coming step with its numbers plugged in, what the session has to say, and the keys."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from descent_tui.optimizers import table
from descent_tui.pictures.colouring import ink_of
from descent_tui.pictures.partials import shown
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import Part, spoken, write
from descent_tui.session import stepping
from descent_tui.session.numbers import fixed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.optimizers.optimizer import Move
    from descent_tui.pictures.look import Look
    from descent_tui.session.session import Iterate, Runner, Session

MOST = 8
"""So many variables' arithmetic is worked out at most."""

Hint = tuple[str, str, str]
"""A key as it is shown, what it does in a word, and the action a click on it stands for."""


@lru_cache(4)
def _coming(optimizer: str, session: Session, here: Iterate, runner: Runner) -> Move:
    return stepping.propose(table.find(optimizer), session.objective, here, runner.settings, session.free)


def arithmetic(session: Session, width: int, look: Look) -> Raster:
    """Return the coming step in numbers: `x ← 2.000 − 0.1·5.000 = 1.500`."""
    colours = look.colours
    raster = Raster.blank(width, 1, colours.ink, colours.paper)
    move = _coming(session.runner.optimizer, session, session.here, session.runner)
    x = 1
    for i in _order(session):
        ink = ink_of(session, i, look)
        name = session.objective.name(i)
        if session.free[i]:
            sum_ = move.arithmetic(i, lambda v: fixed(v) if abs(v) >= 1 or v == 0 else f"{v:.4g}".replace("-", "−"))
            parts: list[Part] = [
                (name, ink),
                (f" ← {sum_} = ", colours.ink),
                (fixed(float(move.x[i])), ink),
            ]
        else:
            parts = [(f"{name} held at {fixed(float(session.here.x[i]))} {look.glyphs.frozen}", colours.frozen)]
        length = sum(len(spoken(text, look)) for text, _ in parts)
        if x > 1 and x + length > width - 1:
            break
        x = write(raster, x, 0, parts, look, width - x) + 4
    return raster


def _order(session: Session) -> list[int]:
    n = session.objective.size
    if n <= 2:
        return list(range(n))
    return [session.view.focus, *(i for i in shown(session, MOST) if i != session.view.focus)]


def note(session: Session, width: int, look: Look) -> Raster:
    """Return what the session has to say, or what the scenario teaches when it has nothing."""
    colours = look.colours
    raster = Raster.blank(width, 1, colours.ink, colours.paper)
    if session.note is None:
        text, ink = session.scenario.teaches, colours.faint
    else:
        text = session.note.text
        ink = {"info": colours.ink, "warn": colours.key, "bad": colours.bad}[session.note.kind]
    write(raster, 1, 0, [(text, ink)], look, width - 2)
    return raster


def footer(hints: Sequence[Hint], width: int, look: Look) -> tuple[Raster, tuple[tuple[int, int, str], ...]]:
    """Return the line of keys, as many as fit, and where each stands: (first column, column after it, action)."""
    colours = look.colours
    raster = Raster.blank(width, 1, colours.ink, colours.paper)
    places = []
    x = 1
    for key, word, action in hints:
        length = len(spoken(key, look)) + 1 + len(spoken(word, look))
        if x + length > width:
            break
        end = write(raster, x, 0, [(key, colours.key), (" ", colours.faint), (word, colours.faint)], look)
        places.append((x, end, action))
        x = end + 2
    return raster, tuple(places)
