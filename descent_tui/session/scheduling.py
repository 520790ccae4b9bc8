"""The learning rate as a function of the step: a schedule with its settings, and an optimizer under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from descent_tui.optimizers import schedules, table
from descent_tui.optimizers.setting import UnknownSetting
from descent_tui.session.errors import ActionError

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from descent_tui.objectives.objective import Objective, Vector
    from descent_tui.optimizers.optimizer import Move, Optimizer, Setting, Settings, State
    from descent_tui.session.session import Runner

Pairs = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class ChosenSchedule:
    """A schedule that was chosen: α(k) = lr·factor(k), pure in k, the step counted from the start.

    Attributes:
        name: a name of the schedules' table. pairs: those of its settings that differ from the defaults.
    """

    name: str = "constant"
    pairs: Pairs = ()

    @property
    def settings(self) -> dict[str, float]:
        """All of the schedule's settings by name."""
        return schedules.find(self.name).defaults() | dict(self.pairs)

    def factor(self, k: int) -> float:
        """Return the factor of step k on the learning rate, in [0, 1]."""
        return schedules.find(self.name).factor(k, self.settings)

    @property
    def text(self) -> str:
        """The schedule in words, to the last digit: `cosine T_max=200,eta_min=0`."""
        return self._said(lambda value: repr(value).removesuffix(".0"))

    @property
    def short(self) -> str:
        """The schedule in words to be read: no number has more than six digits."""
        return self._said("{:g}".format)

    def _said(self, written: Callable[[float], str]) -> str:
        return f"{self.name} {','.join(f'{name}={written(value)}' for name, value in self.settings.items())}".rstrip()


CONSTANT = ChosenSchedule()
"""No schedule."""


class Scheduled:
    """An optimizer whose learning rate follows a schedule; all else of it is as it was."""

    def __init__(self, rule: Optimizer, schedule: ChosenSchedule) -> None:
        self._rule, self._schedule = rule, schedule

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scheduled) and (self._rule, self._schedule) == (other._rule, other._schedule)

    def __hash__(self) -> int:
        return hash((self._rule, self._schedule))

    @property
    def name(self) -> str:
        """The optimizer's."""
        return self._rule.name

    @property
    def title(self) -> str:
        """The optimizer's."""
        return self._rule.title

    @property
    def rule(self) -> str:
        """The optimizer's."""
        return self._rule.rule

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The optimizer's."""
        return self._rule.settings

    def init(self, x: Vector) -> State:
        """Return the optimizer's state before the first step."""
        return self._rule.init(x)

    def propose(
        self, objective: Objective, x: Vector, state: State, settings: Settings, free: npt.NDArray[np.bool_], k: int
    ) -> Move:
        """Return the optimizer's move at the rate of step k."""
        now = {**settings, "lr": settings["lr"] * self._schedule.factor(k)}
        return self._rule.propose(objective, x, state, now, free, k)


def scheduled(optimizer: str, schedule: ChosenSchedule) -> Optimizer:
    """Return an optimizer of the table under a schedule."""
    rule = table.find(optimizer)
    return rule if schedule.name == CONSTANT.name else Scheduled(rule, schedule)


def rule_of(runner: Runner) -> Optimizer:
    """Return the rule by which a runner steps: its optimizer at the rates of its schedule."""
    return scheduled(runner.optimizer, runner.schedule)


def rate_of(runner: Runner) -> float:
    """Return the learning rate of a runner's next step."""
    return runner.settings["lr"] * runner.schedule.factor(runner.iterate.k)


def chosen(name: str, pairs: Pairs) -> ChosenSchedule:
    """Return a schedule with its settings checked; raise `ActionError` with what exists."""
    try:
        schedule = schedules.find(name)
        asked = {key: schedule.checked(key, value) for key, value in pairs}
    except (schedules.UnknownSchedule, UnknownSetting) as unknown:
        raise ActionError(str(unknown)) from None
    usual = schedule.defaults()
    return ChosenSchedule(name, tuple((key, value) for key, value in asked.items() if value != usual[key]))


def said(text: str) -> ChosenSchedule:
    """Return the schedule that words such as `cosine 200` or `step:gamma=0.5` say; raise `ActionError`."""
    from descent_tui.session.actions import Schedule
    from descent_tui.session.words import parse

    action = parse(f"schedule {text}")
    assert isinstance(action, Schedule)  # noqa: S101 — the word says so
    return chosen(action.name, action.settings)
