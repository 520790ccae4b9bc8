"""The one pure update: session and action to session."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from descent_tui.objectives.names import UnknownVariable
from descent_tui.optimizers import table
from descent_tui.optimizers.optimizer import UnknownSetting, checked
from descent_tui.scenario import catalogue
from descent_tui.scenario.errors import UnknownScenario
from descent_tui.scenario.scenario import Scenario
from descent_tui.session import actions as a
from descent_tui.session import line, looks, verdict
from descent_tui.session.branching import arrived, dropped, scrubbed, switched
from descent_tui.session.errors import Unusable
from descent_tui.session.freezing import freeze, match
from descent_tui.session.looking import fitted, look, looked_along, panned, zoomed
from descent_tui.session.numbers import show
from descent_tui.session.opening import Placing, open_scenario, replace_state, settings_for
from descent_tui.session.presetting import OWN, preset
from descent_tui.session.racing import joined, led, left, raced, restarted, tuned
from descent_tui.session.scheduling import CONSTANT, chosen, rule_of
from descent_tui.session.session import Note, Session
from descent_tui.session.stepping import Diverged, Refused, Walking, step
from descent_tui.session.until import criterion, reached
from descent_tui.session.work import Cancelled, tell

if TYPE_CHECKING:
    from descent_tui.session.session import Runner

MOST_STEPS = 10_000
"""So many steps `until` takes at most before it reports."""

NEVER = "never"
"""The stopping rule that is none."""

_NAME = re.compile(r"[^\W\d]\w*")


def update(session: Session, action: a.Action) -> Session:
    """Return the session after the action; raise `ActionError` where it cannot be done, leaving all as it was.

    `Back` and `Forward` need what came before: they are the timeline's. Within a `Work` it may raise `Cancelled`.
    """
    session = replace(session, note=None, diverged=False)
    match action:
        case a.Step(count):
            return _stepped(session, count)
        case a.Restart():
            return _restarted(session)
        case a.Goto(at):
            return _placed(session, at)
        case a.At(k):
            return scrubbed(session, k)
        case a.Switch(number):
            return switched(session, number)
        case a.Drop(number):
            return dropped(session, number)
        case a.Until(rule):
            return _stepped(session, MOST_STEPS, rule)
        case a.Stop(rule):
            return _ruled(session, rule)
        case a.Join(optimizer, settings, schedule):
            under = chosen(schedule.name, schedule.settings) if schedule else CONSTANT
            return joined(session, optimizer, dict(settings), under)
        case a.Leave(number):
            return left(session, number)
        case a.Lead(number):
            return led(session, number)
        case a.Tune():
            return tuned(session)
        case a.Walk(variable, by):
            return _walked(session, variable, by)
        case a.Freeze(pattern):
            return freeze(session, pattern, free=False)
        case a.Free(pattern):
            return freeze(session, pattern, free=True)
        case a.Optimize(name):
            return _optimized(session, name)
        case a.Set(name, value):
            return _set(session, name, value)
        case a.Schedule(name, settings):
            return _with_runner(session, replace(session.runner, schedule=chosen(name, settings)))
        case a.Preset(library):
            return preset(session, library)
        case a.Constant(name, value):
            return _turned(session, name, value)
        case a.Formula(formula):
            return _reformulated(session, formula)
        case a.Open(name):
            return _opened(session, name)
        case looks.Look(what, value):
            return look(session, what, value)
        case looks.Axes(first, second):
            return looked_along(session, first, second)
        case looks.Over(said):
            from descent_tui.session.planes import shown

            return shown(session, said)
        case looks.Measure():
            from descent_tui.session.sharpness import measured

            return measured(session)
        case looks.Zoom(factor):
            return zoomed(session, factor)
        case looks.Pan(right, up):
            return panned(session, right, up)
        case a.Back() | a.Forward():
            raise a.ActionError("going back and forward needs a timeline")
        case _:
            assert_never(action)


def _with_runner(session: Session, runner: Runner) -> Session:
    return replace(session, runners=(runner, *session.runners[1:]))


def _stepped(session: Session, count: int, until: str | None = None) -> Session:
    """Take steps; `until` a stopping rule holds, or the session's own does, after one step at least."""
    if not session.free.any():
        raise a.ActionError("everything is frozen: free a variable with its number, or all of them with 0")
    runner = session.runner
    optimizer = rule_of(runner)
    here = runner.iterate
    rule = until or session.rule
    stop = criterion(rule, session.free) if rule else None
    stopped: str | None = None
    for taken in range(count):
        if stop and (taken or until) and (stopped := stop(here)):
            break
        try:
            tell("stepping", taken, 0 if until else count)
            came = step(optimizer, session.objective, here, runner.settings, session.free)
        except Cancelled:
            if taken and len(session.runners) == 1:  # a race would not be fair yet
                raise Cancelled((arrived(session, here), a.Step(taken))) from None
            raise
        if isinstance(came, Diverged):
            session = raced(arrived(session, here))
            note = Note("bad", verdict.diverged(session, came))
            return replace(session, note=note, diverged=True)
        if isinstance(came, Refused):
            return replace(raced(arrived(session, here)), note=Note("warn", came.why))
        here = came
    session = raced(arrived(session, here))
    if stop and (until or (stopped := stop(here))):
        told = stopped or f"Not yet: {show(count, 6)} steps were taken and {until} does not hold"
        return replace(session, note=Note("info", f"{told[0].upper()}{told[1:]}."))
    if said := verdict.climbing(session):
        return replace(session, note=Note("warn", said))
    if said := verdict.stationary(session):
        return replace(session, note=Note("info", said))
    return session


def _ruled(session: Session, rule: str) -> Session:
    """Return the session with another stopping rule, or with none."""
    if rule == NEVER:
        return replace(session, rule="", note=Note("info", "Nothing stops the descent but you."))
    told = reached(rule, session.here, session.free)
    says = (
        f"It holds already: {told.removeprefix('until: ')}." if told else "Playing, and many steps at once, stop there."
    )
    return replace(session, rule=rule, note=Note("info", f"Stopping rule: {rule}. {says}"))


def _restarted(session: Session) -> Session:
    return restarted(session, line.start(session.here))


def _placed(session: Session, at: tuple[tuple[str, float], ...]) -> Session:
    """Return the session at a new start: where it is, but for some coordinates that are set."""
    try:
        start = Placing(session.objective, at).of(session.here)
    except UnknownVariable as unknown:
        raise a.ActionError(str(unknown)) from None
    session = fitted(restarted(session, start))
    here = session.here
    if not math.isfinite(here.value):
        return replace(session, note=Note("warn", f"f is {show(here.value)} here: it is not defined at this point."))
    return session


def _walked(session: Session, variable: str, by: float) -> Session:
    match(session, variable)
    walking = Walking(session.objective, session.free, variable, by)
    moving = walking.moving()
    if not len(moving):
        raise a.ActionError(f"{variable} is frozen in place: free it to walk along it")
    here = session.here
    i, name = int(moving[0]), session.objective.name(int(moving[0]))
    walked = walking.after(here)
    if not math.isfinite(walked.value):
        raise a.ActionError(f"f is not defined there ({variable} = {show(float(walked.x[i]))})")
    session = fitted(arrived(session, line.put(walked, here, walking)))
    change, slope = walked.value - here.value, float(walked.gradient[i])
    way = "up" if change > 0 else "down" if change < 0 else "level"
    text = f"Walked {way}: f {show(here.value)} → {show(walked.value)}. The slope along {name} is {show(slope)}."
    return replace(session, note=Note("info", text))


def _optimized(session: Session, name: str) -> Session:
    try:
        settings = settings_for(session.scenario, name)
    except table.UnknownOptimizer as unknown:
        raise a.ActionError(str(unknown)) from None
    here = replace_state(session.here, name)
    return _with_runner(session, replace(session.runner, optimizer=name, settings=settings, preset=OWN, iterate=here))


def _set(session: Session, name: str, value: float) -> Session:
    runner = session.runner
    try:
        checked(table.find(runner.optimizer), name, value)
    except UnknownSetting as wrong:
        raise a.ActionError(str(wrong)) from None
    return _with_runner(session, replace(runner, settings={**runner.settings, name: value}))


def _turned(session: Session, name: str, value: float) -> Session:
    knobs = {knob.name: knob for knob in session.scenario.constants}
    if name not in knobs:
        there = ", ".join(knobs) if knobs else "this scenario has none"
        raise a.ActionError(f"there is no constant {name!r}: {there}")
    knob = knobs[name]
    if not knob.low <= value <= knob.high:
        raise a.ActionError(f"{name} is {show(knob.low)} … {show(knob.high)}, not {show(value)}")
    constants = {**session.constants, name: value}
    turned = replace(session, objective=session.objective.with_constants(constants), constants=constants)
    return _placed(turned, ())


def _reformulated(session: Session, formula: str) -> Session:
    """Return the session of another formula; names it shares with the old one keep range, value and meaning."""
    old = session.scenario
    used = set(_NAME.findall(formula))
    kept = [v for v in old.variables if v.size is None and v.name in used]
    try:
        scenario = Scenario.from_formula(
            formula,
            ranges={v.name: (v.low, v.high) for v in kept},
            start={v.name: float(session.here.x[session.objective.index(v.name)]) for v in kept},
            constants={name: value for name, value in session.constants.items() if name in used},
        )
        return open_scenario(scenario, session.view)
    except (ValueError, LookupError) as wrong:
        raise Unusable(str(wrong)) from None


def _opened(session: Session, name: str) -> Session:
    from descent_tui.session.reopening import reopened  # a session that opens nothing else needs none of it

    try:
        return reopened(catalogue.load(name), session.view)
    except UnknownScenario as unknown:
        raise a.ActionError(str(unknown)) from None
    except ValueError as wrong:
        raise Unusable(str(wrong)) from None
