"""The command line that leads to what is on the screen: to be copied, sent, and run elsewhere."""

from __future__ import annotations

import math
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.scenario import catalogue
from descent_tui.scenario.scenario import Scenario
from descent_tui.session.actions import Action, Formula, Open, Step, Stop
from descent_tui.session.embedded import origin
from descent_tui.session.looking import zoomed
from descent_tui.session.looks import Axes, Look, Measure, Over, Pan, Zoom
from descent_tui.session.opening import window_of
from descent_tui.session.session import Iterate
from descent_tui.session.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from descent_tui.session.session import Session
    from descent_tui.session.timeline import Moment, Timeline

PROGRAM = "descent-tui"
_MOST = 10**9
"""A count has at most nine digits."""

_NEAR = 1e-9
"""Windows that differ by less, relative to their spans, are the same picture."""


def command_line(timeline: Timeline, usual: View | None = None) -> str:
    """Return a command, quoted for a shell, that opens the screen on what this timeline shows.

    It opens the present scenario, takes again the actions that were not taken back, and looks as the session looks. The
    window comes out equal to about nine digits; everything else to the bit. A plane along steps that were taken back
    cannot be had again: then it looks along the two variables that there were.

    Args:
        timeline: its present is what is to be shown again.
        usual: how the program looks at a landscape when nobody says otherwise.
    """
    timeline = _without_lost(timeline)
    session = timeline.present
    words = [PROGRAM, *_landscape(session.scenario)]
    actions = [*_taken(timeline), *_looks(session, usual or View())]
    if actions:
        words += ["--do", "; ".join(action.text for action in actions)]
    return shlex.join(words)


def _landscape(scenario: Scenario) -> Iterator[str]:
    """Yield the words that open a scenario: its name, file or formula, and in what it differs from that."""
    kind, word = origin(scenario)
    now = _as_it_would_open(scenario)
    if scenario.network is None and (kind == "typed" or now is None):
        yield from ("--formula", scenario.formula)
    else:
        yield word
    there = {variable.name: variable for variable in now.variables} if now else {}
    for variable in scenario.variables[: 1 if scenario.network else None]:
        own = there.get(variable.name)
        moved = own is None or (own.low, own.high) != (variable.low, variable.high)
        if moved:
            name = "all" if scenario.network else variable.name
            yield from ("--range", f"{name}={variable.low!r}:{variable.high!r}")
        # where nothing is said of the start it may depend on the range
        if scenario.network is None and (own is None or moved or own.starts() != variable.starts()):
            start = variable.start if isinstance(variable.start, tuple) else (variable.start,)
            yield from ("--start", f"{variable.name}={_told(start)}")
    if scenario.network is not None:
        for pattern, numbers in scenario.network.started[len(now.network.started) if now and now.network else 0 :]:
            yield from ("--start", f"{pattern}={_told(numbers)}")
    values = now.constant_values if now and kind != "typed" else {}
    for knob in scenario.constants:
        if values.get(knob.name) != knob.value:
            yield from ("--constant", f"{knob.name}={knob.value!r}")


def _told(numbers: Sequence[float]) -> str:
    return repr(numbers[0]) if len(numbers) == 1 else f"[{','.join(map(repr, numbers))}]"


def _as_it_would_open(scenario: Scenario) -> Scenario | None:
    """Return the scenario as its name, file or formula alone would open; None where that is another landscape."""
    kind, word = origin(scenario)
    try:
        if kind == "typed":
            now = Scenario.from_formula(scenario.formula, constants=scenario.constant_values)
        else:
            now = catalogue.load(word)
    except (ValueError, LookupError):
        return None
    return now if (now.formula, now.sizes) == (scenario.formula, scenario.sizes) else None


def _taken(timeline: Timeline) -> list[Action]:
    """Return the actions since the present landscape was opened, steps that follow each other joined.

    A stopping rule is said last: steps that it cut short are said as those that were taken. A plane and a curvature are
    said where they were found: they depend on what was free there, and on the way so far.
    """
    rule, looked = timeline.present.rule, _found_there(timeline.present)
    actions: list[Action] = [Stop(rule)] if rule else []
    moment: Moment | None = timeline.past
    after = timeline.present.here.k
    while moment is not None and not isinstance(moment.action, Open | Formula):
        for what in [what for what in looked if getattr(moment.outline.session.view, what) is not looked[what][0]]:
            actions += looked.pop(what)[1][::-1]
        action, last = moment.action, actions[-1] if actions else None
        before = _k(moment)
        if isinstance(action, Step) and moment.outline.session.rule:
            action = Step(after - before)
        if isinstance(action, Step) and isinstance(last, Step) and action.count + last.count < _MOST:
            actions[-1] = Step(action.count + last.count)
        elif not isinstance(action, Stop) and action != Step(0):
            actions.append(action)
        moment, after = moment.beyond, before
    for _, found in looked.values():
        actions += found[::-1]
    return actions[::-1]


def _k(moment: Moment) -> int:
    """Return the step at which a moment's runner was."""
    where, steps = moment.places[0]
    return steps + (where.k if isinstance(where, Iterate) else where.begin)


def _without_lost(timeline: Timeline) -> Timeline:
    """Return the timeline, looked at along two variables where its plane lies along steps that were taken back."""
    session, view = timeline.present, timeline.present.view
    if (plane := view.plane) is None:
        return timeline
    moment, reached = timeline.past, 0 if timeline.past else session.here.k
    after = session.runner.furthest.k
    while moment is not None and not isinstance(moment.action, Open | Formula):
        if moment.outline.session.view.plane is not plane:
            reached = max(reached, after)
        after, moment = _k(moment), moment.beyond
    if plane.since <= max(reached, after):
        return timeline
    plain = replace(view, plane=None, window=window_of(session.scenario, view.axes))
    return replace(timeline, present=replace(session, view=plain))


def _found_there(session: Session) -> dict[str, tuple[object, list[Action]]]:
    """Return what is looked at that depends on when it was found: part of the view → (what was found, how)."""
    view = session.view
    found: dict[str, tuple[object, list[Action]]] = {}
    if view.plane is not None:
        found["plane"] = view.plane, [*_axes(session), Over(view.plane.said)]
    if view.curvature is not None:
        found["curvature"] = view.curvature, [Measure()]
    return found


def _axes(session: Session) -> Iterator[Action]:
    """Yield how to get to the section's two variables from the scenario's own."""
    first, second = session.view.axes
    if (first, second) != session.scenario.axes:
        yield Axes(session.objective.name(first), session.objective.name(second))


def _looks(session: Session, usual: View) -> Iterator[Action]:
    """Yield the actions that look at the session as it is looked at now."""
    view, name = session.view, session.objective.name
    for what in ("palette", "kind", "order"):
        if getattr(view, what) != getattr(usual, what) and getattr(view, what):
            yield Look(what, getattr(view, what))
    for what in ("dark", "arrow", "memory", "derivation"):
        if getattr(view, what) != getattr(usual, what):
            yield Look(what, "on" if getattr(view, what) else "off")
    if view.turn != usual.turn:
        yield Look("turn", repr(view.turn))
    if view.nudge is not None:
        yield Look("nudge", repr(view.nudge))
    if view.plane is None:
        yield from _axes(session)
    if view.focus != session.scenario.axes[0] or view.axes != session.scenario.axes or not session.all_free:
        yield Look("focus", name(view.focus))
    yield from _window(session)


def _window(session: Session) -> Iterator[Action]:
    """Yield how to get from the scenario's own window to the one that is looked through."""
    plane = session.view.plane
    home = plane.home if plane is not None else window_of(session.scenario, session.view.axes)
    there = session.view.window
    if _same(home, there):
        if session.here.how != "start" or not np.array_equal(session.here.x, session.scenario.start):
            yield Look("home")  # walking may have moved the window
        return
    yield Look("home")
    factor = (there[1] - there[0]) / (home[1] - home[0])
    now = replace(session, view=replace(session.view, window=home))
    if not math.isclose(factor, 1, rel_tol=_NEAR):
        yield Zoom(factor)
        now = zoomed(now, factor)
    x0, x1, y0, y1 = now.view.window
    if not _same(now.view.window, there):
        yield Pan((there[0] - x0) / (x1 - x0), (there[2] - y0) / (y1 - y0))


def _same(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    spans = (other[1] - other[0],) * 2 + (other[3] - other[2],) * 2
    return all(abs(a - b) <= _NEAR * span for a, b, span in zip(one, other, spans, strict=True))
