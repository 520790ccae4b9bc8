"""The derivation of one partial, rule by rule, naming everything that is held constant."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from descent_tui.formula.errors import FormulaError
from descent_tui.objectives.objective import symbolic
from descent_tui.pictures.colouring import ink_of
from descent_tui.pictures.text import Part, abridged, length, panel, spoken, wrapped, write
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from descent_tui.formula.explain import Step
    from descent_tui.objectives.objective import Symbolic
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.session.session import Session

MOST = 60
"""Lines beyond these no panel has room for."""

DEEPEST = 3
"""Parts of parts of parts are indented no further: their lines would be too short to read."""

HELD = "held constant"
"""What the sentences say that matter most: they are in the colour of what is frozen."""

Line = tuple[Part, ...]


def derivation_lines(session: Session, width: int, look: Look, room: int = MOST) -> tuple[Line, ...]:
    """Return the derivation of the focused partial in coloured lines of at most `width`; none where there is none.

    Where `room` lines are too few for all, every line that is left is still true by itself: the whole and its result
    stay, then the sentence on what is frozen, then the outer parts, then other sentences.
    """
    objective = session.objective
    if not symbolic(objective):
        return ()
    return _lines(objective, objective.name(session.view.focus), _others(session), width, look, room)


def _others(session: Session) -> frozenset[str]:
    """Return the names of the variables that stand still while the focused one moves: the frozen ones, else all."""
    objective, focus = session.objective, session.view.focus
    others = [i for i in range(min(objective.size, 64)) if i != focus]
    frozen = [i for i in others if not session.free[i]]
    return frozenset(objective.name(i) for i in frozen or others)


@lru_cache(64)
def _lines(
    objective: Symbolic, variable: str, others: frozenset[str], width: int, look: Look, room: int
) -> tuple[Line, ...]:
    try:
        steps = objective.explain(variable)[:MOST]
    except FormulaError as wrong:
        return tuple(((line, look.colours.faint),) for line in wrapped(spoken(str(wrong), look), width))
    lines = [_rule(step, f"∂f/∂{variable}", width, look) for step in steps]
    sentences = [_sentence(step, width, look) for step in steps]
    shown, said, left = set[int](), set[int](), room
    for k, in_words in _by_weight(steps, others):
        cost = (len(sentences[k]) if in_words and k not in said else 0) + (len(lines[k]) if k not in shown else 0)
        if cost <= left:
            left -= cost
            shown.add(k)
            said |= {k} if in_words else set()
    told = (line for k in sorted(shown) for line in (*lines[k], *(sentences[k] if k in said else ())))
    return tuple(told)[:MOST]


def _by_weight(steps: Sequence[Step], others: frozenset[str]) -> list[tuple[int, bool]]:
    """Return what to tell, most needed first: a step by its number, and whether with its sentence."""
    everything = range(len(steps))
    order = [(0, False), (len(steps) - 1, False)]
    telling = next(iter(_telling(steps, others)), None)
    order += [] if telling is None else [(telling, True)]
    order += [(k, False) for depth in (1, 2) for k in everything if steps[k].depth == depth]
    order += [(k, True) for k in everything if HELD in steps[k].sentence]
    order += [(k, False) for k in sorted(everything, key=lambda k: steps[k].depth)]
    return order + [(k, True) for k in everything]


def _telling(steps: Sequence[Step], names: frozenset[str]) -> list[int]:
    """Return the steps that say of variables that they are constants, those that say it of a term of its own first."""
    found = [
        k for k, step in enumerate(steps) if HELD in step.sentence and names & set(step.held) & _words(step.sentence)
    ]
    return sorted(found, key=lambda k: not steps[k].rule.startswith("constant"))


def _words(sentence: str) -> set[str]:
    """Return the names in the part of a sentence that says what is held."""
    return set(sentence.split(HELD, maxsplit=1)[0].replace(",", " ").split())


def _rule(step: Step, symbol: str, width: int, look: Look) -> list[Line]:
    """Return a part and its partial on a line, or on two; the last step is the partial of the whole."""
    colours = look.colours
    indent = "  " * min(step.depth, DEEPEST)
    room = width - len(indent)
    before, arrow, after = (spoken(text, look) for text in (step.before, " → ", step.after))
    if step.rule == "together":
        whole = spoken(f"{symbol} = ", look)
        return [((whole, colours.faint), (abridged(step.after, max(width - len(whole), 4), look), colours.good))]
    if len(before) + len(arrow) + len(after) <= room:
        line: Line = ((indent + before, colours.ink), (arrow, colours.faint), (after, colours.ink))
        behind = (f"   {step.rule}", colours.faint)
        return [(*line, behind) if length([*line, behind], look) <= width and not _said(step) else line]
    return [
        ((indent + abridged(step.before, room, look), colours.ink),),
        ((indent + arrow[1:], colours.faint), (abridged(step.after, max(room - len(arrow) + 1, 4), look), colours.ink)),
    ]


def _said(step: Step) -> bool:
    """Whether a sentence adds to the line and the name of its rule."""
    return bool(step.sentence) and step.rule != "together" and f"{step.before} → {step.after}" not in step.sentence


def _sentence(step: Step, width: int, look: Look) -> list[Line]:
    if not _said(step):
        return []
    indent = "  " * (min(step.depth, DEEPEST) + 1)
    ink = look.colours.frozen if HELD in step.sentence else look.colours.faint
    return [((indent + text, ink),) for text in wrapped(spoken(step.sentence, look), width - len(indent))]


def held_sentence(session: Session) -> str:
    """Return the sentence of the derivation in which a frozen variable is a constant; empty where there is none."""
    objective, focus = session.objective, session.view.focus
    if not symbolic(objective) or objective.size > 64:
        return ""
    frozen = {objective.name(i) for i in range(objective.size) if i != focus and not session.free[i]}
    try:
        steps = objective.explain(objective.name(focus)) if frozen and session.free[focus] else ()
    except FormulaError:
        return ""
    return next((steps[k].sentence for k in _telling(steps, frozenset(frozen))), "")


def derivation(session: Session, width: int, height: int, look: Look) -> Raster:
    """Return the derivation panel: as full as it has room for."""
    raster = panel(width, height, look, _title(session, width - 4, look))
    lines = derivation_lines(session, width - 3, look, max(height - 1, 0))
    for y, line in enumerate(lines[: height - 1], start=1):
        write(raster, 2, y, line, look, width - 3)
    return raster


def _title(session: Session, width: int, look: Look) -> list[Part]:
    """Return `∂f/∂x, with y held at 1`, the others by name where there is room, else by their number."""
    objective, focus = session.objective, session.view.focus
    title: list[Part] = [(f"∂f/∂{objective.name(focus)}", ink_of(session, focus, look))]
    held = [i for i in range(min(objective.size, 8)) if i != focus]
    if not held:
        return title
    others = objective.size - 1
    named = ", ".join(f"{objective.name(i)} at {show(float(session.here.x[i]), 3)}" for i in held)
    one = f", with {objective.name(held[0])} held at {show(float(session.here.x[held[0]]))}"
    said = [one, f", {objective.name(held[0])} held"] if others == 1 else [f", with {named} held"] * (others < 8)
    said += [f", with the {others:,} others held", ", the rest held"]
    for words in said:
        if length([*title, (words, 0)], look) <= width:
            return [*title, (words, look.colours.frozen)]
    return title
