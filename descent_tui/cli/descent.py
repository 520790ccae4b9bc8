"""Who descends, how fast, and what is held: `--optimizer`, `--lr`, `--set`, `--freeze`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from descent_tui.optimizers.optimizer import Settings
    from descent_tui.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Choice:
    """An optimizer's name, all of its settings, which of them were asked for, and the patterns of what is frozen."""

    optimizer: str
    settings: Settings
    asked: tuple[str, ...]
    frozen: tuple[str, ...]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options; the names of optimizers are completed and listed by their table."""
    from descent_tui.optimizers.table import NAMES

    group = parser.add_argument_group("descent")
    group.add_argument(
        "--optimizer", metavar="NAME", help=f"{', '.join(NAMES)}; the scenario's own where none is named"
    )
    group.add_argument("--lr", metavar="0.1", help="the learning rate")
    group.add_argument(
        "--set", metavar="beta1=0.9", action="append", default=[], help="a setting of the optimizer; repeatable"
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
        UnknownOptimizer, UnknownSetting: with what exists. Usage, ActionError: for what is no number.
    """
    from descent_tui.cli.pairs import numbers
    from descent_tui.optimizers import table
    from descent_tui.optimizers.optimizer import checked
    from descent_tui.session.opening import settings_for
    from descent_tui.session.words import number

    name = options.optimizer or scenario.descent.optimizer
    rule = table.find(name)
    settings = dict(settings_for(scenario, name))
    asked = numbers("--set", options.set, "beta1=0.9")
    if options.lr is not None:
        asked["lr"] = number(options.lr)
    for setting, value in asked.items():
        settings[setting] = checked(rule, setting, value)
    return Choice(name, settings, tuple(asked), tuple(options.freeze))
