"""Races: up to eight runners from one start, kept at equal gradient evaluations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.optimizers import table
from descent_tui.optimizers.lending import LENT_FROM
from descent_tui.optimizers.optimizer import UnknownSetting, checked
from descent_tui.session import line
from descent_tui.session.actions import ActionError
from descent_tui.session.numbers import show
from descent_tui.session.opening import replace_state, settings_for
from descent_tui.session.scheduling import CONSTANT, rule_of
from descent_tui.session.session import Iterate, Note, Runner, Session
from descent_tui.session.stepping import Diverged, Refused, step
from descent_tui.session.work import tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from descent_tui.session.scheduling import ChosenSchedule

MOST = 8
"""So many runners can be told apart by colour and glyph."""

RATES = tuple(float(f"{m}e{e}") for e in range(-5, 2) for m in (1, 2, 5))
"""The learning rates a sweep tries: 1, 2 and 5 in each power of ten."""

SWEEP = 100
"""Gradient evaluations each rate of a sweep is given."""


def went_on(session: Session, runner: Runner, until: int) -> Runner:
    """Return a runner after it went on to `until` gradient evaluations, or as far as it can go."""
    here, stopped = runner.iterate, ""
    begun = here.evaluations
    for came in _way(session, runner, until):
        tell(f"runner {runner.number} catches up", here.evaluations - begun, until - begun)
        if isinstance(came, Diverged):
            stopped = f"diverged at step {came.k}"
        elif isinstance(came, Refused):
            stopped = came.why
        else:
            here = came
    return replace(runner, iterate=here, stopped=stopped)


def _way(session: Session, runner: Runner, until: int) -> Iterator[Iterate | Diverged | Refused]:
    """Iterate over where a runner goes, up to `until` gradient evaluations, or to why it goes no further."""
    optimizer, here = rule_of(runner), runner.iterate
    while here.evaluations < until:
        came = step(optimizer, session.objective, here, runner.settings, session.free)
        yield came
        if not isinstance(came, Iterate):
            return
        here = came


def cut(runner: Runner, budget: int) -> Runner:
    """Return a runner as it was when it first had so many gradient evaluations; itself where it never had more."""
    end = runner.iterate
    if end.evaluations <= budget:
        return runner
    low, high = _between(end, budget)
    while low < high:  # a step that costs several may go beyond the budget: it is ended, as in a race
        middle = (low + high) // 2
        if line.ancestor(end, middle).evaluations < budget:
            low = middle + 1
        else:
            high = middle
    return runner if high == end.k else replace(runner, iterate=line.ancestor(end, high), stopped="")


def _between(end: Iterate, budget: int) -> tuple[int, int]:
    """Return (low, high), between which lies the first step of a line that had so many gradients."""
    low, high = line.start(end).k, end.k
    if len(end.x) < LENT_FROM:
        return low, high
    for k, iterate, told in line.traces(low, end):  # to work a large one out again takes long
        if (known := iterate or told) is not None:
            if known.evaluations >= budget:
                return low, k
            low = k + 1
    return low, high


def raced(session: Session) -> Session:
    """Return the session after every other runner caught up with the evaluations of the one the keys drive."""
    lead, *others = session.runners
    if not others:
        return session
    budget = lead.iterate.evaluations
    return replace(session, runners=(lead, *(went_on(session, runner, budget) for runner in others)))


def joined(
    session: Session, optimizer: str, settings: Mapping[str, float], schedule: ChosenSchedule = CONSTANT
) -> Session:
    """Return the session with one more runner, from the same start, caught up at once; raise `ActionError`."""
    if len(session.runners) >= MOST:
        raise ActionError(f"{MOST} runners can be told apart, and there are that many")
    try:
        rule = table.find(optimizer)
        chosen = dict(settings_for(session.scenario, optimizer))
        chosen |= {name: checked(rule, name, value) for name, value in settings.items()}
    except (table.UnknownOptimizer, UnknownSetting) as unknown:
        raise ActionError(str(unknown)) from None
    taken = {runner.number for runner in session.runners}
    number = next(n for n in range(1, MOST + 1) if n not in taken)
    start = replace_state(line.start(session.here), optimizer)
    runner = went_on(session, Runner(optimizer, chosen, start, number, schedule), session.here.evaluations)
    told = f"Runner {number}, {rule.title}, joined at the start. All have equal gradient evaluations."
    return replace(session, runners=(*session.runners, runner), note=Note("info", told))


def left(session: Session, number: int) -> Session:
    """Return the session without a runner; raise `ActionError` where it is the last one."""
    runner = found(session, number)
    if len(session.runners) == 1:
        raise ActionError("somebody has to descend")
    others = tuple(other for other in session.runners if other is not runner)
    ghosts = tuple(ghost for ghost in session.ghosts if ghost.runner.number != number)
    if runner is session.runner:  # the next one is driven from where this one stood
        others = tuple(other for other in led(session, others[0].number).runners if other.number != number)
    return replace(session, runners=others, ghosts=ghosts)


def led(session: Session, number: int) -> Session:
    """Return the session in which the keys drive another runner, with as many gradients as the one before has had.

    Where that one was scrubbed back, or branched off before, the other one stands there, and can go on along its line.
    """
    runner = found(session, number)
    if runner is session.runner:
        return session
    others = tuple(other.ahead or other for other in session.runners if other is not runner)
    back = cut(runner, session.here.evaluations)
    runner = replace(back, ahead=None if back is runner else runner)
    return replace(session, runners=(runner, *others))


def restarted(session: Session, start: Iterate) -> Session:
    """Return the session with every runner at a start, nothing walked yet."""
    runners = tuple(
        replace(runner, iterate=replace_state(start, runner.optimizer), stopped="", ahead=None)
        for runner in session.runners
    )
    return replace(session, runners=runners, ghosts=())


def tuned(session: Session) -> Session:
    """Return the session in which each runner has the rate that takes it lowest from this start, on its own.

    Every rate of a log grid gets the same number of gradient evaluations; so a race is not won by its tuning.
    """
    start = line.start(session.here)
    runners = []
    told = []
    for place, runner in enumerate(session.runners):
        lr = best_rate(session, runner, start, place)
        told.append(f"{runner.optimizer} {show(lr, 2)}")
        settings = {**runner.settings, "lr": lr}
        runners.append(replace(runner, settings=settings))
    text = f"Best rates from this start, {SWEEP} gradients each: {', '.join(told)}. All are back at the start."
    return replace(restarted(replace(session, runners=tuple(runners)), start), note=Note("info", text))


def best_rate(session: Session, runner: Runner, start: Iterate, place: int = 0) -> float:
    """Return the learning rate of the grid at which a runner's lowest f is lowest; its own where none is finite.

    `place` is that of the runner among those whose rates are tried: so far the work has come when it begins.
    """
    lowest, best = np.inf, runner.settings["lr"]
    optimizer = table.find(runner.optimizer)
    allowed = next(setting for setting in optimizer.settings if setting.name == "lr")
    for tries, lr in enumerate(RATES, place * len(RATES)):
        if not allowed.low <= lr <= allowed.high:
            continue
        tried = replace(runner, settings={**runner.settings, "lr": lr}, iterate=replace_state(start, runner.optimizer))
        value = start.value
        for came in _way(session, tried, SWEEP):
            if isinstance(came, Iterate):
                value = min(came.value, value)  # the start's may be nan
                spent = tries * SWEEP + min(came.evaluations, SWEEP)
                tell("trying learning rates", spent, len(RATES) * SWEEP * len(session.runners))
        if value < lowest:
            lowest, best = value, lr
    return best


def found(session: Session, number: int) -> Runner:
    """Return the runner of that number; raise `ActionError` with those there are."""
    for runner in session.runners:
        if runner.number == number:
            return runner
    there = ", ".join(str(runner.number) for runner in session.runners)
    raise ActionError(f"there is no runner {number}; there are {there}")
