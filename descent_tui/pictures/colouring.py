"""Which colour a variable has: the horizontal one, the vertical one, a frozen one, any other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.text import Part
    from descent_tui.session.session import Session

_WORD = re.compile(r"[^\W\d⁰¹²³⁴⁵⁶⁷⁸⁹][^\W⁰¹²³⁴⁵⁶⁷⁸⁹]*(?:\[[^\]]*\])?")
"""A name: raised digits count as letters elsewhere, but here they are powers."""


def ink_of(session: Session, i: int, look: Look) -> int:
    """Return the colour of variable i."""
    colours = look.colours
    if not session.free[i]:
        return colours.frozen
    if session.view.plane is not None:  # the map's colours are those of its directions then
        return colours.ink
    if i == session.view.axes[0]:
        return colours.first
    return colours.second if i == session.view.axes[1] else colours.ink


def coloured(session: Session, formula: str, look: Look, *, plugged: bool = False) -> list[Part]:
    """Return a printed formula in parts, every scalar variable in its colour.

    Where `plugged`, a frozen variable is printed as the constant that it now is.
    """
    ink = look.colours.ink
    objective = session.objective
    places = {objective.name(i): i for i in range(min(objective.size, 64))}
    parts: list[Part] = []
    end = 0
    for found in _WORD.finditer(formula):
        i = places.get(found[0])
        if i is None:
            continue
        parts.append((formula[end : found.start()], ink))
        text = found[0]
        if plugged and not session.free[i]:
            text = show(float(session.here.x[i]), ascii=look.ascii)
            text = f"({text})" if text.startswith(("−", "-")) else text
        parts.append((text, ink_of(session, i, look)))
        end = found.end()
    parts.append((formula[end:], ink))
    return parts
