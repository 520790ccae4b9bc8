"""When to stop: `grad<1e-6 or 500 steps`, `value<0.1 and change<1e-9`; each criterion says its reason in a sentence."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.session.actions import ActionError
from descent_tui.session.numbers import length, show
from descent_tui.session.words import number

if TYPE_CHECKING:
    import numpy.typing as npt

    from descent_tui.session.session import Iterate

Stop = Callable[["Iterate"], str | None]

_SIGNS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_CRITERION = re.compile(r"\s*([\w‖∇]+)\s*(<=|>=|<|>|≤|≥)\s*([-+.\w]+)\s*")
_STEPS = re.compile(r"\s*(\d{1,9})\s+steps\s*")
_SPELT = {"‖∇f‖": "grad", "f": "value", "≤": "<=", "≥": ">="}


def _change(iterate: Iterate, free: npt.NDArray[np.bool_]) -> float:
    del free
    before = iterate.parent
    return np.inf if before is None else abs(iterate.value - before.value)


MEASURES: dict[str, tuple[str, Callable[[Iterate, npt.NDArray[np.bool_]], float]]] = {
    "grad": ("‖∇f‖", lambda iterate, free: length(iterate.gradient[free])),
    "value": ("f", lambda iterate, _: iterate.value),
    "change": ("the change of f", _change),
    "steps": ("the number of steps", lambda iterate, _: float(iterate.k)),
}
"""Word → symbol, and how it is measured. `grad` is the length of the gradient over what is free."""


def criterion(text: str, free: npt.NDArray[np.bool_]) -> Stop:
    """Return the stopping rule a text says: criteria joined by `and`, and those by `or`; raise `ActionError`.

    The rule returns the sentence of the criterion that fired, or None.
    """
    rules = [[_one(part, free) for part in re.split(r"\band\b", group)] for group in re.split(r"\bor\b", text)]

    def stop(iterate: Iterate) -> str | None:
        for group in rules:
            said = [rule(iterate) for rule in group]
            if all(said):
                return " and ".join(str(s) if i == 0 else str(s).removeprefix("until: ") for i, s in enumerate(said))
        return None

    return stop


def reached(text: str, iterate: Iterate, free: npt.NDArray[np.bool_]) -> str | None:
    """Return the sentence of the stopping rule where it holds; None where it does not, or where there is no rule."""
    return criterion(text, free)(iterate) if text else None


def _one(text: str, free: npt.NDArray[np.bool_]) -> Stop:
    if steps := _STEPS.fullmatch(text):
        text = f"steps>={steps[1]}"
    found = _CRITERION.fullmatch(text)
    name, sign = (_SPELT.get(word, word) for word in found.group(1, 2)) if found else ("", "")
    if not found or name not in MEASURES:
        raise ActionError(
            f"{text.strip()[:40]!r} is no stopping rule; say such as grad<1e-6; known: {', '.join(MEASURES)}"
        )
    bound = number(found[3])
    symbol, measure = MEASURES[name]
    holds = _SIGNS[sign]

    def stop(iterate: Iterate) -> str | None:
        value = measure(iterate, free)
        return f"until: {symbol} is {show(value)} {sign} {show(bound)}" if holds(value, bound) else None

    return stop
