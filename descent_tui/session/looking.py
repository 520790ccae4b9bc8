"""Changes to the view alone."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from descent_tui.objectives.names import UnknownVariable
from descent_tui.session.actions import ActionError
from descent_tui.session.opening import window_of
from descent_tui.session.plane import place
from descent_tui.session.view import KINDS, ORDERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.session.session import Session

SMALLEST, LARGEST = 1e-9, 1e12
"""The spans a window may have."""


def _on(text: str) -> bool:
    if text not in {"on", "off"}:
        raise ActionError(f"say on or off, not {text[:40]!r}")
    return text == "on"


def _kind(text: str) -> str:
    if text not in KINDS:
        raise ActionError(f"the views are {', '.join(KINDS)}, not {text[:40]!r}")
    return text


def _order(text: str) -> str:
    if text not in ORDERS:
        raise ActionError(f"a race is ordered by {', '.join(ORDERS)}, not {text[:40]!r}")
    return text


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ActionError(f"{text[:40]!r} is not a number")
    return value


def _nudge(text: str) -> float | None:
    if text == "off":
        return None
    return min(max(_number(text), 1e-12), 1.0)


def _hidden(text: str) -> None:
    if text != "off":
        raise ActionError("say curvature to measure it, look curvature off to hide it")


_ASPECTS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "kind": ("kind", _kind),
    "palette": ("palette", str),
    "dark": ("dark", _on),
    "arrow": ("arrow", _on),
    "memory": ("memory", _on),
    "derivation": ("derivation", _on),
    "nudge": ("nudge", _nudge),
    "order": ("order", _order),
    "curvature": ("curvature", _hidden),
    "turn": ("turn", lambda text: _number(text) % 360),
}
"""What can be looked at another way: word → field of the view, and how its value reads."""

ASPECTS = (*_ASPECTS, "focus", "home")


def look(session: Session, what: str, value: str) -> Session:
    """Return the session with one aspect of the view changed; raise `ActionError`."""
    view = session.view
    if what == "focus":
        return replace(session, view=replace(view, focus=_index(session, value)))
    if what == "home":
        home = view.plane.home if view.plane is not None else window_of(session.scenario, view.axes)
        return replace(session, view=replace(view, window=home))
    if what not in _ASPECTS:
        raise ActionError(f"the view has no {what[:40]!r}: it has {', '.join(ASPECTS)}")
    field, read = _ASPECTS[what]
    changed: dict[str, Any] = {field: read(value)}
    return replace(session, view=replace(view, **changed))


def looked_along(session: Session, first: str, second: str) -> Session:
    """Return the session whose section runs over two other variables."""
    axes = (_index(session, first), _index(session, second))
    if axes[0] == axes[1] and session.objective.size > 1:
        raise ActionError("a section runs over two different variables")
    view = replace(session.view, axes=axes, window=window_of(session.scenario, axes), plane=None)
    if session.view.focus not in axes and session.free[axes[0]]:
        view = replace(view, focus=axes[0])
    return fitted(replace(session, view=view))


def zoomed(session: Session, factor: float) -> Session:
    """Return the session with the window's spans `factor` times as long, about the iterate where it is in sight."""
    if factor <= 0:
        raise ActionError("zoom by a factor above zero")
    x0, x1, y0, y1 = session.view.window
    x, y = place(session.view, session.here)
    window = (*_stretched(x0, x1, factor, x), *_stretched(y0, y1, factor, y))
    return replace(session, view=replace(session.view, window=window))


def _stretched(low: float, high: float, factor: float, about: float) -> tuple[float, float]:
    if not low <= about <= high:
        about = (low + high) / 2
    span = high - low
    factor = min(max(factor, SMALLEST / span), LARGEST / span)
    return (about + (low - about) * factor, about + (high - about) * factor)


def panned(session: Session, right: float, up: float) -> Session:
    """Return the session with the window moved by fractions of its spans."""
    x0, x1, y0, y1 = session.view.window
    dx, dy = right * (x1 - x0), up * (y1 - y0)
    window = (x0 + dx, x1 + dx, y0 + dy, y1 + dy)
    if max(map(abs, window)) > LARGEST * 1e3:
        raise ActionError("there is nothing further out")
    return replace(session, view=replace(session.view, window=window))


def fitted(session: Session) -> Session:
    """Return the session with the window moved, if it must, so that an iterate walked by hand is in sight."""
    x0, x1, y0, y1 = session.view.window
    x, y = place(session.view, session.here)
    if not (math.isfinite(x) and math.isfinite(y)) or (x0 <= x <= x1 and y0 <= y <= y1):
        return session
    window = (*_containing(x0, x1, x), *_containing(y0, y1, y))
    return replace(session, view=replace(session.view, window=window))


def _containing(low: float, high: float, value: float) -> tuple[float, float]:
    margin = (high - low) * 0.1
    if value < low:
        return (value - margin, high - low + value - margin)
    if value > high:
        return (value + margin - (high - low), value + margin)
    return (low, high)


def _index(session: Session, name: str) -> int:
    try:
        return session.objective.index(name)
    except UnknownVariable as unknown:
        raise ActionError(str(unknown)) from None
