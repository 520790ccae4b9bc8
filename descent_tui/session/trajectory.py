"""A trajectory as text, iterate by iterate as it comes: one JSON object, or lines of CSV.

Of more than `MANY` variables the points are not told whole: their number, the length of the gradient, and the first so
many variables that are free.
"""

from __future__ import annotations

import csv
import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from descent_tui.objectives.objective import sampled
from descent_tui.session.numbers import length
from descent_tui.session.scheduling import CONSTANT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TextIO

    from descent_tui.objectives.objective import Objective
    from descent_tui.session.run import Descent
    from descent_tui.session.session import Iterate, Session

MANY = 64


def strict_json(value: Any) -> str:
    """Return strict JSON on one line: what is not finite becomes null, what a terminal would obey is escaped."""
    text = json.dumps(_finite(value), ensure_ascii=False, allow_nan=False)
    return text if text.isprintable() else json.dumps(_finite(value), allow_nan=False)


def json_pieces(
    descent: Descent,
    scenario: str,
    patterns: Sequence[str],
    text: Callable[[Any], str] = strict_json,
    racers: Session | None = None,
) -> Iterator[str]:
    """Yield the pieces of one JSON object, which together are what `descent-tui run --json` prints.

    Args:
        descent: the iterates; why it ended is asked of it at the end.
        scenario: the scenario's name.
        patterns: what was frozen, as it was said.
        text: how a value is written.
        racers: the session in which others raced it; None where nobody did.
    """
    objective = descent.objective
    many = objective.size > MANY
    names = [objective.name(i) for i in range(min(objective.size, MANY))]
    held = [name for name, moves in zip(names, descent.free, strict=False) if not moves]
    head = {
        "scenario": scenario,
        "optimizer": descent.optimizer,
        "settings": dict(descent.settings),
        **({} if descent.schedule == CONSTANT else {"schedule": descent.schedule.text}),
        "variables": objective.size if many else names,
        "frozen": list(patterns) if many else held,
    }
    yield text(head).removesuffix("}") + ', "steps": ['
    for count, iterate in enumerate(valued(objective, descent)):
        yield ("," if count else "") + "\n" + text(step_told(descent, iterate))
    yield f'\n], "stopped": {text(descent.stopped)}'
    if sampled(objective):
        yield f', "accuracy": {text(objective.accuracy(iterate.x))}'
    if racers:
        from descent_tui.session import finish

        race = finish.told(descent, finish.came_in(racers, iterate))
        yield ', "race": [' + ",".join("\n" + text(one) for one in race) + "\n]"
    yield "}\n"


def csv_rows(descent: Descent) -> Iterator[list[object]]:
    """Yield the head and a row for each iterate; what is not finite is left empty."""
    told = told_of(descent)
    names = [descent.objective.name(i) for i in told]
    many = descent.objective.size > MANY
    yield ["k", *names, "value", *(["grad_norm"] if many else [f"df/d{name}" for name in names])]
    for iterate in valued(descent.objective, descent):
        gradient = [_length(descent, iterate)] if many else iterate.gradient.tolist()
        numbers = [*iterate.x[told].tolist(), iterate.value, *gradient]
        yield [iterate.k, *(repr(float(n)) if math.isfinite(n) else "" for n in numbers)]


def valued(objective: Objective, path: Iterable[Iterate]) -> Iterator[Iterate]:
    """Yield the iterates as they are told: where steps see mini-batches, f is over all samples at both ends."""
    if objective.at(0) is objective or not sampled(objective):
        yield from path
        return
    whole, before = objective.whole(), None
    for iterate in path:
        if before is not None:
            yield before
        before = iterate if before is not None else _over(whole, iterate)
    if before is not None:
        yield _over(whole, before)


def _over(whole: Objective, iterate: Iterate) -> Iterate:
    """Return the iterate with f over all samples."""
    return replace(iterate, parent=None, value=float(whole.value(iterate.x)))


def write_csv(descent: Descent, stream: TextIO) -> None:
    """Write a trajectory as CSV; raise OSError where the stream cannot take it."""
    csv.writer(stream, lineterminator="\n").writerows(csv_rows(descent))


def told_of(descent: Descent) -> list[int]:
    """Return the coordinates that are told: all, or of many those that are free."""
    if descent.objective.size <= MANY:
        return list(range(descent.objective.size))
    return [int(i) for i in np.flatnonzero(descent.free)[:MANY]]


def step_told(descent: Descent, iterate: Iterate) -> dict[str, object]:
    """Return what is told of an iterate; of many variables the length of ∇f and those that are free."""
    if descent.objective.size <= MANY:
        return {"k": iterate.k, "at": iterate.x.tolist(), "value": iterate.value, "gradient": iterate.gradient.tolist()}
    return {
        "k": iterate.k,
        "at": None,
        "value": iterate.value,
        "gradient": None,
        "grad_norm": _length(descent, iterate),
        "free": {descent.objective.name(i): float(iterate.x[i]) for i in told_of(descent)},
    }


def _length(descent: Descent, iterate: Iterate) -> float:
    """Return ‖∇f‖ over what is free."""
    return length(iterate.gradient[descent.free])


def _finite(value: Any) -> Any:
    match value:
        case float():
            return value if math.isfinite(value) else None
        case dict():
            return {key: _finite(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_finite(inner) for inner in value]
    return value
