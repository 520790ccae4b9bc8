"""The knobs of an optimizer as they stand (settings, schedule, conventions), and the action that turns each a notch."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from descent_tui.optimizers import schedules, table
from descent_tui.optimizers.optimizer import UnknownSetting
from descent_tui.optimizers.setting import Kind, Setting
from descent_tui.session.actions import ActionError, Optimize, Preset, Schedule, Set
from descent_tui.session.intents import RATES
from descent_tui.session.presetting import differs, libraries
from descent_tui.session.update import update
from descent_tui.session.words import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from descent_tui.session.actions import Action
    from descent_tui.session.scheduling import ChosenSchedule
    from descent_tui.session.session import Session

NOTCHES = (1.0, 2.0, 5.0)
"""What knobs stop at in each power of ten; the learning rate has finer ones."""

SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9999, 1.0)
"""What shares of the past stop at: the nearer to 1, the more a thousandth means."""

TINY = 1e-6
"""A knob whose default is below this, and not zero, goes in powers of ten."""


@dataclass(frozen=True, slots=True)
class Knob:
    """A knob as it stands.

    Attributes:
        name: the setting's, or "schedule", or "conventions". of: the schedule it belongs to, empty for others.
        value: as a person would write it. takes: what it can be, in words. meaning: one sentence.
        lower, higher: the action that turns it one notch; None at the end of its ladder.
    """

    name: str
    value: str
    takes: str
    meaning: str
    lower: Action | None
    higher: Action | None
    of: str = ""


SCHEDULE, CONVENTIONS = "schedule", "conventions"


@lru_cache(2)  # an iterate may be large
def viewed(session: Session, optimizer: str) -> Session:
    """Return the session as it would be with this optimizer; the session itself where it has it already.

    Sessions are told apart by identity.
    """
    return session if session.runner.optimizer == optimizer else update(session, Optimize(optimizer))


def knobs(session: Session) -> tuple[Knob, ...]:
    """Return the knobs of the session's optimizer: its settings, the schedule with its own, the conventions."""
    runner = session.runner
    rule = table.find(runner.optimizer)
    settings = (_knob(setting, runner.settings[setting.name]) for setting in rule.settings)
    return (*settings, *_of_schedule(runner.schedule), _conventions(runner.optimizer, runner.preset))


def typed(session: Session, knob: Knob, text: str) -> Action:
    """Return the action that sets a knob to what was typed; raise `ActionError`, UnknownSetting told in its words."""
    runner, said = session.runner, text.strip()
    try:
        if knob.name == CONVENTIONS:
            return Preset(said)
        if knob.name == SCHEDULE:
            return parse(f"schedule {said}")
        if knob.of:
            return _with(runner.schedule, knob.name, schedules.find(knob.of).checked(knob.name, said))
        setting = next(setting for setting in table.find(runner.optimizer).settings if setting.name == knob.name)
        return Set(knob.name, setting.read(said))
    except (UnknownSetting, schedules.UnknownSchedule) as wrong:
        raise ActionError(str(wrong)) from None


def _knob(setting: Setting, value: float) -> Knob:
    lower, higher = (None if rung is None else Set(setting.name, rung) for rung in _beside(notches(setting), value))
    return Knob(setting.name, setting.told(value), setting.takes, setting.meaning, lower, higher)


def _of_schedule(schedule: ChosenSchedule) -> Iterator[Knob]:
    names = tuple(schedules.SCHEDULES)
    found = schedules.find(schedule.name)
    lower, higher = (None if name is None else Schedule(name) for name in _around(names, schedule.name))
    title = f"how α changes with the step: {found.title}, α·{found.rule}" if found.settings else "α never changes"
    yield Knob(SCHEDULE, schedule.name, ", ".join(names), title, lower, higher)
    for setting in found.settings:
        value = schedule.settings[setting.name]
        down, up = (
            None if rung is None else _with(schedule, setting.name, rung) for rung in _beside(notches(setting), value)
        )
        yield Knob(setting.name, setting.told(value), setting.takes, setting.meaning, down, up, schedule.name)


def _with(schedule: ChosenSchedule, name: str, value: float) -> Schedule:
    return Schedule(schedule.name, tuple({**schedule.settings, name: value}.items()))


def _conventions(optimizer: str, preset: str) -> Knob:
    there = libraries(optimizer)
    lower, higher = (None if name is None else Preset(name) for name in _around(there, preset))
    return Knob(CONVENTIONS, preset, ", ".join(there), differs(preset, optimizer), lower, higher)


@lru_cache(256)
def notches(setting: Setting) -> tuple[float, ...]:
    """Return where a knob stops, lowest first, its default among them; all within its bounds."""
    if setting.kind in {Kind.SWITCH, Kind.CHOICE}:
        return tuple(float(value) for value in range(int(setting.high) + 1))
    if setting.kind is Kind.WHOLE:
        rungs = {float(i) for i in range(21)} | _powers(range(1, 10), NOTCHES)
    elif setting.name == "lr":
        rungs = _powers(range(-8, 6), RATES)
    elif 0 < setting.default <= TINY:
        rungs = _powers(range(-15, 1), (1.0,))
    elif setting.high <= 1 and setting.default >= 0.1:
        rungs = set(SHARES)
    else:
        rungs = _powers(range(-6, 6), NOTCHES)
    rungs |= {0.0, setting.default}
    return tuple(sorted(rung for rung in rungs if setting.low <= rung <= setting.high))


def _powers(exponents: range, rungs: Sequence[float]) -> set[float]:
    return {float(f"{rung}e{exponent}") for exponent in exponents for rung in rungs}


def _beside(rungs: Sequence[float], value: float) -> tuple[float | None, float | None]:
    """Return the next rung below and above a value."""
    margin = 1e-9 * abs(value)
    below = [rung for rung in rungs if rung < value - margin]
    return (below[-1] if below else None), next((rung for rung in rungs if rung > value + margin), None)


def _around(words: Sequence[str], now: str) -> tuple[str | None, str | None]:
    """Return the word before and after; both ends are ends."""
    place = words.index(now)
    return words[place - 1] if place else None, words[place + 1] if place + 1 < len(words) else None
