"""Who descends, how fast, and what is held: `--optimizer`, `--preset`, `--lr`, `--set`, `--schedule`, `--freeze`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from descent_tui.optimizers.optimizer import Settings
    from descent_tui.scenario.scenario import Scenario
    from descent_tui.session.scheduling import ChosenSchedule


@dataclass(frozen=True, slots=True)
class Choice:
    """What the options choose.

    Attributes:
        optimizer: its name. settings: all of them by name; asked: those that were said themselves.
        frozen: the patterns of what is frozen.
        schedule: how the learning rate changes with the step.
        preset: the library whose conventions are followed, "own" for those here.
    """

    optimizer: str
    settings: Settings
    asked: tuple[str, ...]
    frozen: tuple[str, ...]
    schedule: ChosenSchedule
    preset: str


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options; the names of optimizers are completed and listed by their table."""
    from descent_tui.optimizers.schedules import SCHEDULES
    from descent_tui.optimizers.table import NAMES

    group = parser.add_argument_group("descent")
    group.add_argument(
        "--optimizer", metavar="NAME", help=f"{', '.join(NAMES)}; the scenario's own where none is named"
    )
    group.add_argument("--lr", metavar="0.1", help="the learning rate")
    group.add_argument(
        "--set", metavar="beta1=0.9", action="append", default=[], help="a setting of the optimizer; repeatable"
    )
    group.add_argument("--preset", metavar="keras", help="the conventions of torch, keras or optax")
    schedules = ", ".join(SCHEDULES)
    group.add_argument(
        "--schedule", metavar='"cosine 200"', help=f"how the learning rate changes with the step: {schedules}"
    )
    group.add_argument(
        "--freeze",
        metavar="y",
        action="append",
        default=[],
        help='hold variables still: a name or a pattern such as "w[1..5]" or "all but x"; repeatable',
    )


def read(options: argparse.Namespace, scenario: Scenario) -> Choice:
    """Return what the options choose.

    Without `--lr` the scenario's rate holds for the scenario's own optimizer; any other has its own default.

    Raises:
        UnknownOptimizer, UnknownSetting: with what exists. Usage: for what is no number.
        ActionError: for an unknown schedule or library.
    """
    from descent_tui.cli.pairs import one, pairs
    from descent_tui.optimizers import table
    from descent_tui.optimizers.optimizer import checked
    from descent_tui.session.opening import settings_for
    from descent_tui.session.presetting import OWN, under
    from descent_tui.session.scheduling import CONSTANT, said

    name = options.optimizer or scenario.descent.optimizer
    rule = table.find(name)
    settings = dict(settings_for(scenario, name))
    preset = options.preset or OWN
    if preset != OWN:
        settings = dict(under(preset, rule, settings["lr"]))
    asked: dict[str, float | str] = dict(pairs("--set", options.set, "beta1=0.9"))  # a choice by its word, too
    if options.lr is not None:
        asked["lr"] = one("--lr", options.lr)
    for setting, value in asked.items():
        settings[setting] = checked(rule, setting, value)
    schedule = said(options.schedule) if options.schedule else CONSTANT
    return Choice(name, settings, tuple(asked), tuple(options.freeze), schedule, preset)
