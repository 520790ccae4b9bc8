"""The bare `descent-tui [SCENARIO]`: the screen, or where there is no terminal a picture and ten steps."""

from __future__ import annotations

import difflib
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from descent_tui.cli import descent, drawing, landscape, show
from descent_tui.cli.commands import COMMANDS
from descent_tui.cli.exits import DONE, Usage
from descent_tui.cli.parser import PROGRAM
from descent_tui.cli.plain import out, say

if TYPE_CHECKING:
    import argparse

    from descent_tui.cli.parser import Parser
    from descent_tui.scenario.scenario import Scenario
    from descent_tui.session.session import Session

SUMMARY = "Walk down a loss landscape, one partial derivative at a time."
EXAMPLES = (
    "descent-tui rosenbrock",
    'descent-tui --formula "x^2 + x*y + y^2" --range x=-3:3 --start x=2,y=1',
)

FIRST_SCENARIO = "seed-bowl"
PREVIEW_STEPS = 10
PREVIEW_SIZE = (72, 20)


def arguments(parser: Parser) -> None:
    """Add the options."""
    landscape.arguments(parser)
    descent.arguments(parser)
    drawing.arguments(parser)
    parser.add_argument("-V", "--version", action="store_true", help="print the version")


def run(options: argparse.Namespace) -> int:
    """Open the screen and return its exit status."""
    from descent_tui.tui import preflight

    if options.version:
        from descent_tui._version import __version__

        out(f"{PROGRAM} {__version__}")
        return DONE
    if reason := preflight.screen_possible():
        return _preview(options, reason)
    depth = drawing.depth(options.color, shown=True)
    preflight.prepare(depth)  # before numpy and Textual read what it sets
    palette = drawing.palette(options.palette)
    scenario = _scenario(options)
    actions = _actions(options, scenario)
    from descent_tui.tui.app import Appearance, run_app

    appearance = Appearance(depth, drawing.plain(options.ascii), not options.light, palette)
    return run_app(scenario, appearance, actions)


def _scenario(options: argparse.Namespace) -> Scenario:
    """Return the landscape; one of the asker's own is tried here, where what is wrong can still be said in words."""
    from descent_tui.scenario.errors import UnknownScenario

    try:
        scenario = landscape.read(options, FIRST_SCENARIO)
    except UnknownScenario as error:
        near = difflib.get_close_matches(options.scenario, COMMANDS, 1)
        if near:
            raise Usage(f"{error}; of the commands, did you mean {near[0]}?") from None
        raise
    if options.formula is not None or (scenario.path is not None and options.scenario != scenario.name):
        landscape.objective(scenario)
    return scenario


def _actions(options: argparse.Namespace, scenario: Scenario) -> list[str]:
    """Return what the options ask for as the first actions, in words; raise as the actions would."""
    if not (options.optimizer or options.lr or options.set or options.freeze):
        return []
    from descent_tui.objectives.names import Names
    from descent_tui.session import actions as a

    choice = descent.read(options, scenario)
    asked: list[a.Action] = [a.Optimize(choice.optimizer)] if options.optimizer else []
    asked += [a.Set(name, choice.settings[name]) for name in choice.asked]
    names = Names(scenario.sizes)
    for pattern in choice.frozen:
        names.match(pattern)
        asked.append(a.Freeze(pattern))
    return [action.text for action in asked]


def _preview(options: argparse.Namespace, reason: str) -> int:
    """Print a picture and ten steps, and say how to open the screen."""
    from descent_tui.cli.trajectory import print_table
    from descent_tui.session.run import Descent

    look = drawing.read(options, shown=sys.stdout.isatty() and os.environ.get("TERM") != "dumb")
    session = _opened(options)
    runner = session.runner
    out(session.scenario.title)
    show.picture(replace(session, view=replace(session.view, palette=look.palette)), *PREVIEW_SIZE, look)
    out()
    print_table(
        Descent(session.objective, session.here.x, runner.optimizer, runner.settings, PREVIEW_STEPS, session.free)
    )
    name = f" {options.scenario}" if options.scenario else ""
    sys.stdout.flush()
    say(f"{reason} This was a preview; to open the screen, run `{PROGRAM}{name}` in a terminal.")
    return DONE


def _opened(options: argparse.Namespace) -> Session:
    """Return the first session after the first actions."""
    from descent_tui.session.opening import open_scenario
    from descent_tui.session.update import update
    from descent_tui.session.words import parse

    scenario = _scenario(options)
    actions = _actions(options, scenario)
    with landscape.placed(scenario):
        session = open_scenario(scenario)
    for action in actions:
        session = update(session, parse(action))
    return session
