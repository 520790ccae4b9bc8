"""What a wish means here and now: from a word such as `faster` and the session to the action that does it.

Keys, the command palette and the mouse all wish; only actions happen.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from descent_tui.optimizers import table
from descent_tui.session.errors import ActionError
from descent_tui.session.view import KINDS, ORDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from descent_tui.session.session import Session

RATES = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
"""The learning rates the keys stop at, in each power of ten."""

STRIDES = 40
"""A walk by hand crosses the window in about so many strides."""

ZOOM = 0.8
PAN = 0.1
TURN = 15.0


def ladder(value: float, rungs: Sequence[float], *, up: bool) -> float:
    """Return the next value above or below on a ladder of rungs repeated in every power of ten."""
    if value <= 0 or not math.isfinite(value):
        return 0.1
    exponent = math.floor(math.log10(value))
    steps = sorted(float(f"{rung}e{e}") for e in range(exponent - 1, exponent + 2) for rung in rungs)
    if up:
        return next(step for step in steps if step > value * (1 + 1e-9))
    return next(step for step in reversed(steps) if step < value * (1 - 1e-9))


def stride(span: float) -> float:
    """Return the length of one stride in a window of this span: 1, 2 or 5 times a power of ten."""
    rough = abs(span) / STRIDES
    exponent = math.floor(math.log10(rough)) if rough > 0 else 0
    return max(
        (float(f"{m}e{exponent}") for m in (1, 2, 5) if float(f"{m}e{exponent}") <= rough * 1.0001), default=rough
    )


def _walk(axis: int, sign: int) -> Callable[[Session], str]:
    def wish(session: Session) -> str:
        first, second = session.view.axes
        if session.view.plane is not None:
            raise ActionError("this map runs along directions; walk along variables, after P or plane off")
        if axis == 1 and first == second:
            raise ActionError("there is one variable only: walk left and right")
        low, high = session.view.window[2 * axis : 2 * axis + 2]
        return f"walk {session.objective.name((first, second)[axis])} {sign * stride(high - low)!r}"

    return wish


def _rate(*, up: bool) -> Callable[[Session], str]:
    return lambda session: f"lr {ladder(session.runner.settings['lr'], RATES, up=up)!r}"


def _next(words: Sequence[str], now: str) -> str:
    return words[(words.index(now) + 1) % len(words)] if now in words else words[0]


def _optimizer(session: Session) -> str:
    names = tuple(table.NAMES)
    if len(names) == 1:
        raise ActionError(f"{table.find(names[0]).title} is the only optimizer there is yet")
    return f"optimizer {_next(names, session.runner.optimizer)}"


def _on(field: str) -> Callable[[Session], str]:
    return lambda session: f"look {field} {'off' if getattr(session.view, field) else 'on'}"


def _nudge(session: Session) -> str:
    return "look nudge off" if session.view.nudge is not None else "look nudge 0.001"


def _h(factor: float) -> Callable[[Session], str]:
    def wish(session: Session) -> str:
        h = session.view.nudge
        if h is None:
            raise ActionError("open the nudge first, with n")
        return f"look nudge {float(f'{h * factor:.0e}')!r}"

    return wish


def _focus(session: Session) -> str:
    n = session.objective.size
    order = [(session.view.focus + 1 + i) % n for i in range(min(n, 64))]
    return f"look focus {session.objective.name(next((i for i in order if session.free[i]), order[0]))}"


def _only(session: Session) -> str:
    if session.objective.size == 1:
        raise ActionError("there is one variable only")
    return f"freeze all but {session.objective.name(session.view.focus)}"


def _plane(session: Session) -> str:
    """Return the next plane: filter-normalised, random, gradient, principal, then two variables again."""
    from descent_tui.objectives.directions import filtered

    now = session.view.plane
    kinds = ["filter 1", "random 1", "gradient", "principal", "off"]
    if session.here.k == 0:
        kinds.remove("principal")  # there is no path yet
    if not filtered(session.objective) or not session.here.x.any():
        kinds.remove("filter 1")
    if now is None:
        return f"plane {kinds[0]}"
    words = [kind.split()[0] for kind in kinds]
    kind = now.said.split()[0]
    return f"plane {kinds[(words.index(kind) + 1) % len(kinds)]}" if kind in words else f"plane {kinds[0]}"


def _turn(session: Session) -> str:
    return f"look turn {(session.view.turn + TURN) % 360!r}"


def _scrub(by: int) -> Callable[[Session], str]:
    def wish(session: Session) -> str:
        k, last = session.here.k, session.runner.furthest.k
        if k == (0 if by < 0 else last):
            raise ActionError(
                "this is the start of the line" if by < 0 else "this is the end of the line: a step goes on"
            )
        return f"at {min(max(k + by, 0), last)}"

    return wish


def _switch(session: Session) -> str:
    if not session.ghosts:
        raise ActionError("there is no branch yet: scrub back with , and step another way")
    return f"switch {session.ghosts[0].number}"


def _drop(session: Session) -> str:
    if not session.ghosts:
        raise ActionError("there is no branch to forget")
    return f"drop {session.ghosts[-1].number}"


def _lead(session: Session) -> str:
    numbers = sorted(runner.number for runner in session.runners)
    if len(numbers) == 1:
        raise ActionError("there is one runner only: R lets another join")
    return f"lead {numbers[(numbers.index(session.runner.number) + 1) % len(numbers)]}"


def _order(session: Session) -> str:
    if len(session.runners) == 1:
        raise ActionError("there is one runner only: R lets another join")
    return f"look order {_next(ORDERS, session.view.order)}"


def next_racer(session: Session) -> str:
    """Return the optimizer after the last that joined which no runner has; the next one where all are there."""
    names = tuple(table.NAMES)
    there = [runner.optimizer for runner in sorted(session.runners, key=lambda runner: runner.number)]
    first = names.index(there[-1]) + 1
    order = [names[(first + i) % len(names)] for i in range(len(names))]
    return next((name for name in order if name not in there), order[0])


WISHES: dict[str, Callable[[Session], str]] = {
    "step": lambda _: "step 1",
    "leap": lambda _: "step 10",
    "back": lambda _: "back 1",
    "forward": lambda _: "forward 1",
    "restart": lambda _: "restart",
    "free-all": lambda _: "free all",
    "only": _only,
    "west": _walk(0, -1),
    "east": _walk(0, +1),
    "south": _walk(1, -1),
    "north": _walk(1, +1),
    "faster": _rate(up=True),
    "slower": _rate(up=False),
    "optimizer": _optimizer,
    "view": lambda session: f"look kind {_next(KINDS, session.view.kind)}",
    "plane": _plane,
    "curvature": lambda _: "curvature",
    "turn": _turn,
    "arrow": _on("arrow"),
    "memory": _on("memory"),
    "derivation": _on("derivation"),
    "light": _on("dark"),
    "nudge": _nudge,
    "smaller-h": _h(0.1),
    "larger-h": _h(10.0),
    "focus": _focus,
    "zoom-in": lambda _: f"zoom {ZOOM!r}",
    "zoom-out": lambda _: f"zoom {1 / ZOOM!r}",
    "pan-left": lambda _: f"pan {-PAN!r} 0.0",
    "pan-right": lambda _: f"pan {PAN!r} 0.0",
    "pan-down": lambda _: f"pan 0.0 {-PAN!r}",
    "pan-up": lambda _: f"pan 0.0 {PAN!r}",
    "home": lambda _: "look home",
    "scrub-back": _scrub(-1),
    "scrub-on": _scrub(+1),
    "scrub-far-back": _scrub(-10),
    "scrub-far-on": _scrub(+10),
    "scrub-start": _scrub(-(10**9)),
    "scrub-end": _scrub(10**9),
    "switch": _switch,
    "drop": _drop,
    "lead": _lead,
    "order": _order,
    "tune": lambda _: "tune",
}
"""Word → the text of the action it stands for in this session. Raises `ActionError` where it stands for none."""


def toggle(session: Session, i: int) -> str:
    """Return the action that freezes variable i, or frees it where it is frozen; raise `ActionError`."""
    if not 0 <= i < session.objective.size:
        raise ActionError(f"there is no variable number {i + 1}: there are {session.objective.size}")
    return f"{'freeze' if session.free[i] else 'free'} {session.objective.name(i)}"


def wish(session: Session, word: str) -> str:
    """Return the text of the action a word stands for here; `toggle 2` is the second variable."""
    if word.startswith("toggle "):
        return toggle(session, int(word.removeprefix("toggle ")) - 1)
    return WISHES[word](session)
