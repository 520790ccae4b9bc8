"""Everything that is going on, as one immutable value.

All of it is declared `eq=False`: states hold arrays, whose comparison has no single truth; two sessions are the same
when they are the same object.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from descent_tui.session.linked import Linked
from descent_tui.session.scheduling import CONSTANT, ChosenSchedule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    import numpy.typing as npt

    from descent_tui.objectives.objective import Objective, Vector
    from descent_tui.optimizers.optimizer import Settings, State
    from descent_tui.scenario.scenario import Scenario
    from descent_tui.session.view import View


@dataclass(frozen=True, eq=False, slots=True)
class Iterate(Linked):
    """A point xₖ of a trajectory with f and ∇f there; its parent is the point before it.

    It does not keep its parent, unless it was made with it: it lies on a line, which can tell.

    Attributes:
        k: how many steps lead here from the start; walking by hand is not a step of an optimizer but counts as one.
        x: [n], never changed. value: f(x). gradient: ∇f(x), [n].
        state: the optimizer's state here.
        how: "start", "step" or "walk".
        parent: the iterate before, None at the start.
        evaluations: how many gradients of f were computed to come here from the start.
    """

    k: int
    x: Vector
    value: float
    gradient: Vector
    state: State = field(default_factory=dict)
    how: str = "start"
    parent: Iterate | None = None
    evaluations: int = 0

    def back(self) -> Iterator[Iterate]:
        """Iterate from here to the start; `line.since` does the other way round, and costs less on long lines."""
        here: Iterate | None = self
        while here is not None:
            yield here
            here = here.parent


def sealed(iterate: Iterate) -> Iterate:
    """Return the iterate after locking its arrays: a kept iterate is never changed."""
    iterate.x.setflags(write=False)
    iterate.gradient.setflags(write=False)
    return iterate


def with_state(iterate: Iterate, state: State) -> Iterate:
    """Return the iterate with another state of the optimizer, linked to nothing."""
    here = iterate
    return Iterate(here.k, here.x, here.value, here.gradient, state, here.how, None, here.evaluations)


@dataclass(frozen=True, eq=False, slots=True)
class Runner:
    """One descent: an optimizer with its settings, and how far it has come.

    Attributes:
        optimizer: a name of the optimizers' table.
        settings: all of its settings by name.
        iterate: where it is.
        number: by which it is told from the others of a race, from 1.
        schedule: how its learning rate changes with the step.
        preset: the library whose conventions it follows, "own" for those here.
        stopped: why it can go no further, in words; empty while it can.
        ahead: itself as it was at the end of its line, where it was scrubbed back from there; else None.
    """

    optimizer: str
    settings: Settings
    iterate: Iterate
    number: int = 1
    schedule: ChosenSchedule = CONSTANT
    preset: str = "own"
    stopped: str = ""
    ahead: Runner | None = None

    @property
    def furthest(self) -> Iterate:
        """The last iterate of its line: where it is, unless it was scrubbed back."""
        return (self.ahead or self).iterate


@dataclass(frozen=True, eq=False, slots=True)
class Ghost:
    """A branch that was left: `runner` as it was at the end of a line that parted from another after step `since`.

    `number` is its name for as long as it is kept.
    """

    number: int
    runner: Runner
    since: int


@dataclass(frozen=True, slots=True)
class Note:
    """What the session has to say: `kind` is "info", "warn" or "bad"; one plain sentence or two."""

    kind: str
    text: str


@dataclass(frozen=True, eq=False, slots=True)
class Session:
    """The whole of what is going on.

    Attributes:
        scenario: what was opened.
        objective: f, with the constants as they are turned now.
        constants: the knobs' values by name.
        runners: those who descend: the one the keys drive, then those who race it.
        free: [n], true where a variable may move.
        held: the patterns that were frozen, as they were said.
        view: what is looked at, and how.
        ghosts: the branches that were left, oldest first.
        rule: the stopping rule at which many steps at once, and playing, end; an empty word where there is none.
        note: what the last action had to say, or None.
        diverged: true after a step that was refused because f, ∇f or x would not be finite.
    """

    scenario: Scenario
    objective: Objective
    constants: Mapping[str, float]
    runners: tuple[Runner, ...]
    free: npt.NDArray[np.bool_]
    held: tuple[str, ...]
    view: View
    ghosts: tuple[Ghost, ...] = ()
    rule: str = ""
    note: Note | None = None
    diverged: bool = False

    @property
    def runner(self) -> Runner:
        """The runner that the keys drive."""
        return self.runners[0]

    @property
    def here(self) -> Iterate:
        """The current iterate."""
        return self.runners[0].iterate

    @property
    def all_free(self) -> bool:
        """Whether nothing is frozen."""
        return bool(self.free.all())
