"""Learning-rate schedules: pure functions of the step k, a factor on the learning rate, at most 1."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from descent_tui.optimizers.setting import Kind, Setting, UnknownSetting

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.optimizers.optimizer import Settings


class UnknownSchedule(LookupError):
    """A name that no schedule has; the message lists those that exist."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """α(k) = lr·factor(k).

    Attributes:
        name: the word users type. title: the words the screen shows. rule: the factor in one line of mathematics.
        settings: its knobs. factor: (k ≥ 0, settings) → the factor of step k, in [0, 1].
    """

    name: str
    title: str
    rule: str
    settings: tuple[Setting, ...]
    factor: Callable[[int, Settings], float]

    def defaults(self) -> dict[str, float]:
        """Return every setting's default by name."""
        return {setting.name: setting.default for setting in self.settings}

    def checked(self, name: str, value: float | str) -> float:
        """Return the value of a setting; raise `UnknownSetting`."""
        for setting in self.settings:
            if setting.name == name:
                return setting.read(value)
        has = [setting.name for setting in self.settings]
        from descent_tui.formula.spelling import hint  # only for a name that there is not

        near = hint(name, has)
        raise UnknownSetting(
            f"the schedule {self.name} has no setting {name!r}: {near}it has {', '.join(has) or 'none'}"
        )


def _whole(name: str, default: float, meaning: str) -> Setting:
    return Setting(name, default, 1.0, 1e9, meaning, Kind.WHOLE)


_GAMMA = "by what the rate is multiplied each time"


def _constant(k: int, settings: Settings) -> float:
    del k, settings
    return 1.0


def _step(k: int, settings: Settings) -> float:
    return float(settings["gamma"] ** (k // int(settings["step_size"])))


def _exponential(k: int, settings: Settings) -> float:
    return float(settings["gamma"] ** k)


def _inverse(k: int, settings: Settings) -> float:
    return 1.0 / (1.0 + settings["decay"] * k)


def _cosine(k: int, settings: Settings) -> float:
    low, share = settings["eta_min"], min(k / settings["T_max"], 1.0)
    return low + (1.0 - low) * (1.0 + math.cos(math.pi * share)) / 2.0


def _warm_up(k: int, settings: Settings) -> float:
    start, share = settings["start_factor"], min(k / settings["total_iters"], 1.0)
    return start + (1.0 - start) * share


SCHEDULES: dict[str, Schedule] = {
    schedule.name: schedule
    for schedule in (
        Schedule("constant", "the same rate throughout", "1", (), _constant),
        Schedule(
            "step", "a fall every so many steps", "γ^⌊k/s⌋",
            (_whole("step_size", 30.0, "how many steps lie between two falls"),
             Setting("gamma", 0.1, 0.0, 1.0, _GAMMA)), _step,
        ),
        Schedule(
            "exponential", "the same share less at every step", "γᵏ",
            (Setting("gamma", 0.99, 0.0, 1.0, _GAMMA),), _exponential,
        ),
        Schedule(
            "inverse", "1/t, the rate of Robbins and Monro", "1/(1 + d·k)",
            (Setting("decay", 0.1, 0.0, 1e6, "how fast it falls: to half after 1/decay steps"),), _inverse,
        ),
        Schedule(
            "cosine", "half a wave down", "e + (1 − e)·(1 + cos(π·k/T))/2, then e",
            (_whole("T_max", 100.0, "after how many steps the lowest rate is reached"),
             Setting("eta_min", 0.0, 0.0, 1.0, "the lowest rate, as a share of the first")), _cosine,
        ),
        Schedule(
            "warm-up", "a gentle start", "w + (1 − w)·k/T, then 1",
            (_whole("total_iters", 5.0, "after how many steps the full rate is reached"),
             Setting("start_factor", 1 / 3, 0.0, 1.0, "the share of the rate to begin with")), _warm_up,
        ),
    )
}  # fmt: skip
"""Name → schedule. Settings carry PyTorch's names (StepLR, ExponentialLR, CosineAnnealingLR, LinearLR), 1/t is Keras'
InverseTimeDecay; cosine and warm-up stay where they end, and eta_min is a share of the rate and not a rate."""


def find(name: str) -> Schedule:
    """Return a schedule by name; raise `UnknownSchedule`."""
    if name not in SCHEDULES:
        from descent_tui.formula.spelling import hint  # only for a name that there is not

        raise UnknownSchedule(f"there is no schedule {name!r}: {hint(name, SCHEDULES)}there are {', '.join(SCHEDULES)}")
    return SCHEDULES[name]


def factor(name: str, k: int, settings: Settings | None = None) -> float:
    """Return the factor of step k ≥ 0 under a schedule, its defaults where a setting is not given.

    Raises:
        UnknownSchedule, UnknownSetting: with what exists.

    >>> [round(factor("cosine", k, {"T_max": 4}), 3) for k in range(6)]
    [1.0, 0.854, 0.5, 0.146, 0.0, 0.0]
    """
    schedule = find(name)
    chosen = schedule.defaults() | {key: schedule.checked(key, value) for key, value in (settings or {}).items()}
    return schedule.factor(k, chosen)
