"""Text to action."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from descent_tui.formula.spelling import meant
from descent_tui.objectives.names import split_outside_brackets
from descent_tui.optimizers import schedules
from descent_tui.session import actions as a
from descent_tui.session import looks

if TYPE_CHECKING:
    from collections.abc import Callable


def number(text: str) -> float:
    """Return a finite number; raise `ActionError`."""
    try:
        value = float(text if text.isascii() and "_" not in text else "")
    except ValueError:
        raise a.ActionError(f"{text[:40]!a} is not a number") from None
    if not math.isfinite(value):
        raise a.ActionError(f"{text[:40]!a} is not a finite number")
    return value


def count(text: str) -> int:
    """Return a count of one or more, one where nothing is said; raise `ActionError`."""
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and int(text[:9]) >= 1 and len(text) <= 9):
        raise a.ActionError(f"{text[:40]!r} is not a count of one or more")
    return int(text)


def _place(text: str) -> int:
    return 0 if text == "0" else count(text or "-")


def point(text: str) -> tuple[tuple[str, float], ...]:
    """Return the parts of `x=1.2,w[3]=0.5`; raise `ActionError`."""
    parts = []
    for part in split_outside_brackets(text):
        name, equals, value = part.partition("=")
        if not equals:
            raise a.ActionError(f"{part[:40]!r} should be a variable and its value, such as x=1.2")
        parts.append((name.strip(), number(value.strip())))
    if not parts:
        raise a.ActionError("say where to, such as x=1.2,y=0.5")
    return tuple(parts)


def _two(text: str) -> tuple[str, str]:
    words = text.split()
    if len(words) != 2:
        raise a.ActionError(f"two words are needed, not {text[:40]!r}")
    return words[0], words[1]


def _named(kind: Callable[[str, float], a.Action]) -> Callable[[str], a.Action]:
    def read(rest: str) -> a.Action:
        name, value = _two(rest)
        return kind(name, number(value))

    return read


def _said(kind: Callable[[str], a.Action], what: str) -> Callable[[str], a.Action]:
    def read(rest: str) -> a.Action:
        if not rest:
            raise a.ActionError(f"say {what}")
        return kind(rest)

    return read


def _alone(action: a.Action) -> Callable[[str], a.Action]:
    def read(rest: str) -> a.Action:
        if rest:
            raise a.ActionError(f"{action.text} stands alone")
        return action

    return read


def _race(rest: str) -> a.Action:
    said, _, schedule = f"{rest} ".partition(" with ")
    optimizer, _, settings = said.strip().partition(" ")
    if not optimizer:
        raise a.ActionError("say who joins the race, such as race adam lr=0.1 with cosine 200")
    under = _schedule(schedule.strip()) if schedule.strip() else None
    return a.Join(optimizer, point(settings) if settings.strip() else (), under)


def _schedule(rest: str) -> a.Schedule:
    """Return `cosine T_max=200,eta_min=0.1`; a number without a name is the first setting, then the second."""
    name, _, settings = rest.replace(":", " ", 1).partition(" ")
    if not name:
        raise a.ActionError(f"say which schedule: {', '.join(schedules.SCHEDULES)}")
    if "=" in settings or not settings.strip():
        return a.Schedule(name, point(settings) if settings.strip() else ())
    values = [number(word) for word in settings.replace(",", " ").split()]
    try:
        there = schedules.find(name).settings
    except schedules.UnknownSchedule as unknown:
        raise a.ActionError(str(unknown)) from None
    if len(values) > len(there):
        has = ", ".join(setting.name for setting in there) or "none"
        raise a.ActionError(f"the schedule {name[:40]} has these settings: {has}")
    return a.Schedule(name, tuple((setting.name, value) for setting, value in zip(there, values, strict=False)))


def _pan(rest: str) -> a.Action:
    right, up = _two(rest)
    return looks.Pan(number(right), number(up))


def _plane(rest: str) -> a.Action:
    """Return `random 7`, `filter`, `gradient`, `principal at 12`, `off`; two variables make a section along them."""
    words = rest.split()
    if not words:
        raise a.ActionError("say which plane: random 7, filter 7, gradient, principal, off, or two variables")
    if len(words) == 2 and words[0] not in _PLANES:
        return looks.Axes(words[0], words[1])
    return looks.Over(" ".join(words))


def _look(rest: str) -> a.Action:
    what, _, value = rest.partition(" ")
    if not what:
        raise a.ActionError("say what to look at, such as look kind mountain")
    return looks.Look(what, value.strip())


_PLANES = ("random", "filter", "gradient", "principal", "off")

_READERS: dict[str, Callable[[str], a.Action]] = {
    "step": lambda rest: a.Step(count(rest)),
    "back": lambda rest: a.Back(count(rest)),
    "forward": lambda rest: a.Forward(count(rest)),
    "restart": _alone(a.Restart()),
    "at": lambda rest: a.At(_place(rest)),
    "switch": lambda rest: a.Switch(count(rest)),
    "drop": lambda rest: a.Drop(count(rest)),
    "until": _said(a.Until, "what to wait for, such as grad<1e-6 or 500 steps"),
    "stop": _said(a.Stop, "at what to stop, such as grad<1e-6 or 500 steps; never for no rule"),
    "race": _race,
    "leave": lambda rest: a.Leave(count(rest or "-")),
    "lead": lambda rest: a.Lead(count(rest or "-")),
    "tune": _alone(a.Tune()),
    "goto": lambda rest: a.Goto(point(rest)),
    "walk": _named(a.Walk),
    "freeze": _said(a.Freeze, "which variables to freeze, such as y, w[1..5] or all but x"),
    "free": _said(a.Free, "which variables to free, such as y or all"),
    "optimizer": _said(a.Optimize, "which optimizer"),
    "schedule": _schedule,
    "preset": _said(a.Preset, "whose conventions, such as keras; own for those here"),
    "set": _named(a.Set),
    "lr": lambda rest: a.Set("lr", number(rest)),
    "constant": _named(a.Constant),
    "formula": _said(a.Formula, "the formula, such as x^2 + x*y + y^2"),
    "open": _said(a.Open, "which scenario to open"),
    "look": _look,
    "axes": lambda rest: looks.Axes(*_two(rest)),
    "plane": _plane,
    "curvature": _alone(looks.Measure()),
    "zoom": lambda rest: looks.Zoom(number(rest)),
    "pan": _pan,
}

WORDS = tuple(_READERS)
"""The first words of all actions."""


def parse(text: str) -> a.Action:
    """Return the action that a text says; raise `ActionError` with what is wrong and what could be meant."""
    word, _, rest = text.strip().partition(" ")
    reader = _READERS.get(word)
    if reader is None:
        near = meant(word, WORDS)
        hint = f"did you mean {near}?" if near else f"actions begin with {', '.join(WORDS)}"
        raise a.ActionError(f"{word[:40]!r} is not an action: {hint}")
    return reader(rest.strip())
