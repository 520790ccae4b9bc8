"""The first actions of a session: what `--optimizer`, `--lr`, `--set`, `--freeze`, `--race` and then `--do` ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.cli import descent, drawing, landscape, racing

if TYPE_CHECKING:
    import argparse

    from descent_tui.scenario.scenario import Scenario
    from descent_tui.session.actions import Action
    from descent_tui.session.timeline import Timeline


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add --race and --do."""
    racing.arguments(parser)
    parser.add_argument(
        "--do",
        metavar="ACTIONS",
        action="append",
        default=[],
        help='actions to begin with, such as "freeze y; step 25"; repeatable, done in order',
    )


def asked(options: argparse.Namespace) -> bool:
    """Return whether the options ask for any action."""
    said = (options.optimizer, options.lr, options.set, options.freeze, options.preset, options.schedule, options.race,
            options.do)  # fmt: skip
    return any(said)


def actions(options: argparse.Namespace, scenario: Scenario) -> list[Action]:
    """Return the first actions, in order; raise as they would, for what is misspelt or not there."""
    if not asked(options):
        return []
    from descent_tui.session import actions as a
    from descent_tui.session.looks import Look
    from descent_tui.session.script import script

    choice = descent.read(options, scenario)
    first: list[a.Action] = [a.Optimize(choice.optimizer)] if options.optimizer else []
    if options.preset:
        first.append(a.Preset(options.preset))
    first += [a.Set(name, choice.settings[name]) for name in choice.asked]
    if options.schedule:
        first.append(a.Schedule(choice.schedule.name, choice.schedule.pairs))
    names = scenario.names
    for pattern in choice.frozen:
        names.match(pattern)
        first.append(a.Freeze(pattern))
    first += racing.joins(options.race)
    first += [action for text in options.do for action in script(text)]
    for action in first:
        if isinstance(action, Look) and action.what == "palette":
            drawing.palette(action.value)  # a session keeps any name: what colours there are the pictures know
    return first


def timeline(options: argparse.Namespace, scenario: Scenario) -> Timeline:
    """Return the timeline after the first actions; raise `ActionError` for one that cannot be done."""
    from descent_tui.session.opening import open_scenario
    from descent_tui.session.script import played
    from descent_tui.session.timeline import Timeline

    with landscape.placed(scenario):
        opened = Timeline(open_scenario(scenario))
    return played(opened, actions(options, scenario))
