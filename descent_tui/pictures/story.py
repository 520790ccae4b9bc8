"""The coming step told line by line: each line of the rule, and beside it the same with this step's numbers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from descent_tui.pictures.colouring import ink_of
from descent_tui.pictures.text import Part, spoken, wrapped
from descent_tui.session import stepping
from descent_tui.session.numbers import show
from descent_tui.session.scheduling import rule_of

if TYPE_CHECKING:
    from descent_tui.optimizers.optimizer import Line, Move
    from descent_tui.pictures.look import Look
    from descent_tui.session.session import Session

_X = re.compile(r"(?<!\w)x(?!\w)")
_ZEROS = re.compile(r"\.?0+e")
_ROOT = re.compile(r"√([\w.′]+(?:e[+−-]\d+)?)")
_LETTERS = re.compile(r"[^\W\d_]+")

Told = list[list[Part]]
"""One line of the rule, in as many rows as it takes."""

MANY = 100_000
"""Of more variables than this, a step that was not asked for is not worked out."""


@lru_cache(1)  # a step of a million weights has arrays of a million numbers
def coming(session: Session) -> Move:
    """Return the step that would be taken now. Sessions are compared by identity."""
    return stepping.propose(
        rule_of(session.runner), session.objective, session.here, session.runner.settings, session.free
    )


def story(session: Session, width: int, look: Look) -> list[Told]:
    """Return the lines of the coming step for the variable in focus, in rows of at most `width` each.

    Formula and numbers stand side by side where they fit, else the numbers stand below; a line is broken between two
    of them where it must be, and none is ever cut.
    """
    colours, i = look.colours, session.view.focus
    if not session.free[i]:
        said = f"{session.objective.name(i)} is frozen: no step moves it {look.glyphs.frozen}"
        return [[[(said, colours.frozen)]]]
    if session.objective.size > MANY:
        return [[[("with so many variables, steps are told on the landscape alone", colours.faint)]]]
    move = coming(session)
    if move.refused:
        return [[[(line, colours.bad)] for line in wrapped(spoken(move.refused, look), width)]]
    name = session.objective.name(i)
    lines = [_named(line, name, look) for line in _fitting(move, i, width - 2, look)]
    ink = ink_of(session, i, look)
    column = max(len(formula) for formula, _ in lines)
    inks = [*[colours.ink] * (len(lines) - 1), ink]
    return [
        _told(formula, numbers, column, width, (own, colours.faint))
        for (formula, numbers), own in zip(lines, inks, strict=True)
    ]


def _fitting(move: Move, i: int, room: int, look: Look) -> list[Line]:
    """Return the story's lines, each with five digits where that fits into `room`, else with four."""
    five, four = move.story(i, lambda v: brief(v, 5)), move.story(i, lambda v: brief(v, 4))
    return [more if len(spoken(more[1], look)) <= room else less for more, less in zip(five, four, strict=True)]


def brief(value: float, digits: int) -> str:
    """Return a number in about so many digits, without the zeros of a mantissa: `1e−08`."""
    return _ZEROS.sub("e", show(value, digits))


def _told(formula: str, numbers: str, column: int, width: int, inks: tuple[int, int]) -> Told:
    """Return one line of the story in as many rows as it takes."""
    ink, faint = inks
    for indent in (column, len(formula)):
        if indent + 3 + len(numbers) <= width:
            return [[(formula.ljust(indent), faint), ("   ", faint), (numbers, ink)]]
    rows: list[list[Part]] = [[(line, faint)] for line in wrapped(formula, width)]
    held = numbers.replace(" = ", " =\xa0")  # the result stays with its sign
    return rows + [[("  ", faint), (line.replace("\xa0", " "), ink)] for line in wrapped(held, width - 2)]


def hatless(text: str) -> str:
    """Return text with a prime where mathematics has a hat, two where it has a bar: those have no cell of their own."""
    return normalize("NFD", text).replace("\u0302", "′").replace("\u0304", "″")


def _named(line: Line, name: str, look: Look) -> Line:
    """Return a line of the rule about this variable: its name for `x`, unless the rule has a letter like it."""
    formula, numbers = hatless(line[0]), line[1]
    if look.ascii:
        formula, numbers = _ROOT.sub(r"√(\1)", formula), _ROOT.sub(r"√(\1)", numbers)
    letters = set(_LETTERS.findall(formula)) - {"x"}
    if name not in letters:
        formula = _X.sub(lambda _: name, formula)
    return spoken(formula, look), spoken(numbers, look)
