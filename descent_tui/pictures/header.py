"""The top lines: what this is, its formula, who descends and how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.objectives.objective import sampled, symbolic
from descent_tui.optimizers import table
from descent_tui.pictures.colouring import coloured
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import Part, abridged, clipped, length, shortened, spoken, write, write_right
from descent_tui.session.numbers import show
from descent_tui.session.scheduling import CONSTANT, rate_of

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.session.session import Runner, Session

LEAST_RULE = 12
"""Columns that a stopping rule has at least; the title makes room for it."""

_UNTIL = ("   until ", 0)

WIDE = 96
"""From this width on, the curvature that was measured stands beside the learning rate."""

LONGEST = 400
"""A longer formula is cut before it is coloured; no screen is as wide."""


def header(session: Session, width: int, height: int, look: Look) -> Raster:
    """Return the header, one row or two."""
    colours = look.colours
    raster = Raster.blank(width, height, colours.ink, colours.paper)
    title = _title(session)
    state = _state(session, width, width - 5 - len(spoken(title, look)), look)
    left = write_right(raster, width - 1, 0, state, look)
    write(raster, 1, 0, [(title, colours.title)], look, max(left - 3, 0))
    if height > 1:
        beside = _beside(session, look)
        whole = formula_line(session, width - 2, look)
        free = width - 2 - (length(beside, look) + 3 if beside else 0)
        cut = session.constants or not symbolic(session.objective)  # a formula without knobs comes first
        if length(whole, look) <= free or (cut and free >= width // 2):
            whole = formula_line(session, free, look)
            write_right(raster, width - 1, 1, beside, look)
        write(raster, 1, 1, whole, look, width - 2)
    return raster


def _title(session: Session) -> str:
    """Return what the landscape is called; one that was typed is called by its formula, which stands below."""
    scenario = session.scenario
    return "your formula" if scenario.title == scenario.formula.strip() else scenario.title


def _state(session: Session, width: int, room: int, look: Look) -> list[Part]:
    """Return who descends, at which learning rate, how far it has come, and in so much room where it is to stop."""
    colours, runner = look.colours, session.runner
    state = [
        ("   α ", colours.faint),
        *_rate(runner, look),
        *(_sharpness(session, look) if width >= WIDE else ()),
        ("   step ", colours.faint),
        (f"{session.here.k}", colours.ink),
    ]
    name, title = (runner.optimizer, colours.faint), (table.find(runner.optimizer).title, colours.faint)
    if session.rule:
        left = max(room - length([name, *state, _UNTIL], look), LEAST_RULE)
        rule = [(_UNTIL[0], colours.faint), (shortened(spoken(session.rule, look), left, look), colours.ink)]
        if length([title, *state, *rule], look) <= room:
            return [title, *state, *rule]
        return [name, *state, *rule]
    return [title if width >= 64 else name, *state]


def _sharpness(session: Session, look: Look) -> list[Part]:
    """Return α·λmax beside its bound where it was measured, in the colour of what goes wrong where it is beyond."""
    if session.view.curvature is None:
        return []
    from descent_tui.session.sharpness import brief, now

    found, colours = now(session), look.colours
    if found is None:
        return []
    told, stable = brief(found, session.runner)
    parts: list[Part] = [(f"   {spoken(told, look)}", colours.ink if stable else colours.bad)]
    if found.k != session.here.k:
        parts.append((f" at step {found.k}", colours.faint))
    return parts


def _rate(runner: Runner, look: Look) -> list[Part]:
    """Return the learning rate; under a schedule, what it began with and what it is now."""
    colours = look.colours
    lr = (show(runner.settings["lr"]), colours.ink)
    if runner.schedule.name == CONSTANT.name:
        return [lr]
    return [lr, (" → ", colours.faint), (show(rate_of(runner)), colours.ink)]


def formula_line(session: Session, width: int, look: Look) -> list[Part]:
    """Return `f(x, y) = …` abridged to a width, frozen variables printed as the constants they are."""
    objective, colours = session.objective, look.colours
    if not symbolic(objective):
        told = objective.told(ascii=look.ascii)
        if len(told) > width - 4:
            told = told.rpartition(", over ")[0] or told  # how many samples there are stands elsewhere too
        return [("f", colours.ink), (f" = {shortened(told, width - 4, look)}", colours.ink)]
    if objective.size <= 4:
        names = ", ".join(objective.name(i) for i in range(objective.size) if session.free[i])
    else:
        names = clipped(f"{objective.name(0)}, …, {objective.name(objective.size - 1)}", 40, look)
    printed = objective.formula(ascii=look.ascii)[:LONGEST]
    head = f"({names}) = " if names else " = "
    parts: list[Part] = [("f", colours.ink), *coloured(session, head, look)]
    room = width - length(parts, look)
    for shorter in range(0, len(printed), 2):  # a constant in the place of its name may be longer
        plugged = coloured(session, abridged(printed, room - shorter, look), look, plugged=True)
        if length(plugged, look) <= room:
            return parts + plugged
    return parts


def _beside(session: Session, look: Look) -> list[Part]:
    """Return what stands right of the formula: the constants, and of many variables how many are free."""
    colours, n = look.colours, session.objective.size
    parts: list[Part] = []
    if session.constants:
        parts.append((", ".join(f"{name} = {show(value)}" for name, value in session.constants.items()), colours.faint))
    if sampled(session.objective) and (right := session.objective.accuracy(session.here.x)) is not None:
        parts += [("hold-out ", colours.faint), (f"{100 * right:.1f} %", colours.ink)]
    if n > 2 and not session.all_free:
        free = int(session.free.sum())
        said = spoken(f"free {free:,} · frozen {n - free:,}", look)
        parts.append((f"{'   ' if parts else ''}{said}", colours.frozen))
    return parts
