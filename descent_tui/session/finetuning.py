"""Fine-tuning as an experiment: from one iterate, one connection, one neuron, one layer, or everything descends.

Nothing of it is part of a session until one of the four is taken, which is said in actions: `free layer 2`,
`freeze all but layer 2`, `step 50`. They lead to the very bits that the experiment came to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.objectives.objective import layered, sampled
from descent_tui.session.actions import ActionError
from descent_tui.session.scheduling import rule_of
from descent_tui.session.session import Iterate
from descent_tui.session.stepping import Diverged, Stepping
from descent_tui.session.work import tell

if TYPE_CHECKING:
    import numpy.typing as npt

    from descent_tui.objectives.network import NetworkObjective
    from descent_tui.objectives.objective import Objective, Vector
    from descent_tui.session.session import Session

CHEAP = 20_000_000
"""Up to so many products of weights and samples the loss over all samples is measured at every step."""

SELDOM = 5
"""Above, at every fifth step, and where the steps asked for end."""


@dataclass(frozen=True, eq=False, slots=True)
class Part:
    """One of the four: what is free, how far it has come, and the losses on the way.

    Attributes:
        word: "one connection", "one neuron", "one layer" or "everything".
        pattern: what is free, as an action says it.
        free: [n]. count: how many are free.
        here: where it is.
        at, losses: steps since the beginning, rising, and f over all samples there.
        accuracy: the share of held-out samples told right, None where nothing is held out.
        stopped: why it can go no further, in words; empty while it can.
    """

    word: str
    pattern: str
    free: npt.NDArray[np.bool_]
    count: int
    here: Iterate
    at: tuple[int, ...]
    losses: tuple[float, ...]
    accuracy: float | None = None
    stopped: str = ""

    @property
    def steps(self) -> int:
        """How many steps it has taken."""
        return self.at[-1]


@dataclass(frozen=True, eq=False, slots=True)
class FineTuning:
    """Four descents from one iterate, with the optimizer, settings and batches of a session's runner.

    Attributes:
        session: as it was; its iterate is where all four begin, the optimizer's state with it.
        parts: from the fewest free to all.
    """

    session: Session
    parts: tuple[Part, ...]

    @property
    def nbytes(self) -> int:
        """About how many bytes it holds that it does not share with the session."""
        return sum(_held(part.here) for part in self.parts if part.steps)


def begun(session: Session) -> FineTuning:
    """Return the experiment around the weight in focus, nothing walked yet; raise `ActionError` without layers."""
    objective = session.objective
    if not layered(objective):
        raise ActionError("fine-tuning is for networks: a formula has no layers to leave free")
    here = session.here
    loss, accuracy = _measured(objective, here.x)
    parts = []
    for word, pattern in patterns(objective, session.view.focus):
        free = np.zeros(objective.size, bool)
        free[objective.match(pattern)] = True
        parts.append(Part(word, pattern, free, int(free.sum()), here, (0,), (loss,), accuracy))
    return FineTuning(session, tuple(parts))


def patterns(network: NetworkObjective, index: int) -> tuple[tuple[str, str], ...]:
    """Return (word, pattern) of the four sets of weights around one: itself, into its unit, of its layer, all."""
    layer, row, unit = network.layout.place(index)
    return (
        ("one bias" if row is None else "one connection", network.name(index)),
        ("one neuron", f"unit {unit + 1} of layer {layer + 1}"),
        ("one layer", f"layer {layer + 1}"),
        ("everything", "all"),
    )


def stepped(tuning: FineTuning, which: tuple[int, ...], count: int) -> FineTuning:
    """Return the experiment after so many more steps of some of its parts, as far as each can go.

    Raises:
        Cancelled: within a `Work`, where nobody waits any more; nothing of it is kept.
    """
    parts = list(tuning.parts)
    for place, number in enumerate(which):
        parts[number] = _gone(tuning.session, parts[number], count, place * count, len(which) * count)
    return replace(tuning, parts=tuple(parts))


def taken(tuning: FineTuning, number: int) -> tuple[str, ...]:
    """Return the actions that lead a session, still where the experiment began, to where one of its parts is."""
    part = tuning.parts[number]
    held = () if part.pattern == "all" else (f"freeze all but {part.pattern}",)
    return (f"free {part.pattern}", *held, *((f"step {part.steps}",) if part.steps else ()))


def _gone(session: Session, part: Part, count: int, done: int, of: int) -> Part:
    """Return a part after so many more steps; `done` of `of` were taken by the parts before it."""
    runner, objective = session.runner, session.objective
    stepping = Stepping(rule_of(runner), objective, runner.settings, part.free)
    here, k = part.here, part.steps
    at, losses, accuracy, stopped = list(part.at), list(part.losses), part.accuracy, part.stopped
    often = 1 if objective.size * _samples(objective) <= CHEAP else SELDOM
    for taken_ in range(count):
        if stopped:
            break
        tell("fine-tuning", done + taken_, of)
        came = stepping.towards(here)
        if not isinstance(came, Iterate):
            stopped = f"diverged at step {k + 1}" if isinstance(came, Diverged) else came.why
            break
        here, k = came, k + 1
        if k % often == 0 and taken_ + 1 < count:
            at.append(k)
            losses.append(_measured(objective, here.x)[0])
    if at[-1] != k:
        loss, accuracy = _measured(objective, here.x)
        at.append(k)
        losses.append(loss)
    elif k != part.steps:
        accuracy = _measured(objective, here.x)[1]
    return replace(part, here=here, at=tuple(at), losses=tuple(losses), accuracy=accuracy, stopped=stopped)


def _measured(objective: Objective, x: Vector) -> tuple[float, float | None]:
    """Return f over all samples, and the accuracy."""
    if not sampled(objective):
        return float(objective.value(x)), None
    return float(objective.whole().value(x)), objective.accuracy(x)


def _samples(objective: Objective) -> int:
    return len(getattr(objective, "training", ())) or 1


def _held(iterate: Iterate) -> int:
    state = sum(getattr(value, "nbytes", 0) for value in iterate.state.values())
    return iterate.x.nbytes + iterate.gradient.nbytes + state
