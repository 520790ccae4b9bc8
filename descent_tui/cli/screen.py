"""The bare `descent-tui [SCENARIO]`: the screen, or where there is no terminal a picture and ten steps."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from descent_tui.cli import descent, doing, drawing, landscape
from descent_tui.cli.commands import COMMANDS
from descent_tui.cli.exits import DONE, Usage
from descent_tui.cli.opening import FIRST_SCENARIO, open_named
from descent_tui.cli.parser import PROGRAM, flag
from descent_tui.cli.plain import out, say
from descent_tui.formula.spelling import meant

if TYPE_CHECKING:
    import argparse

    from descent_tui.cli.parser import Parser
    from descent_tui.scenario.scenario import Scenario
    from descent_tui.session.resume import Resumed

SUMMARY = "Walk down a loss landscape, one partial derivative at a time."
EXAMPLES = (
    "descent-tui rosenbrock",
    'descent-tui --formula "x^2 + x*y + y^2" --range x=-3:3 --start x=2,y=1',
    'descent-tui seed-bowl --do "freeze y; step 25"',
    "descent-tui rotated-ravine --race momentum:lr=0.003 --race adam:lr=0.3",
)

PREVIEW_STEPS = 10
PREVIEW_SIZE = (72, 20)


def arguments(parser: Parser) -> None:
    """Add the options."""
    landscape.arguments(parser)
    descent.arguments(parser)
    doing.arguments(parser)
    flag(parser, "--resume", "go on with the newest session that ended without being left")
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
        gc.enable()
        if options.resume:
            raise Usage(f"--resume opens the screen. {reason}")
        return _preview(options, reason)
    look = drawing.appearance(options)
    if landscape.shipped(options, FIRST_SCENARIO) and not doing.asked(options) and not options.resume:
        return open_named(options.scenario or FIRST_SCENARIO, look)
    resumed = _resumed(options) if options.resume else None
    if resumed:
        scenario = resumed.scenario
        actions = [action.text for action in doing.actions(options, resumed.timeline.present.scenario)]
    else:
        scenario, actions = _begun(options)
    preflight.load_loop()
    from descent_tui.tui.app import run_app

    return run_app(scenario, look, actions, resumed)


def _begun(options: argparse.Namespace) -> tuple[Scenario, list[str]]:
    """Return the landscape and the first actions, tried here where what is wrong can still be said in words."""
    scenario = _scenario(options)
    if options.do or options.race:
        doing.timeline(options, scenario)
    return scenario, [action.text for action in doing.actions(options, scenario)]


def _scenario(options: argparse.Namespace) -> Scenario:
    """Return the landscape; one of the asker's own is tried here, where what is wrong can still be said in words."""
    from descent_tui.scenario.errors import UnknownScenario

    try:
        scenario = landscape.read(options, FIRST_SCENARIO)
    except UnknownScenario as error:
        if near := meant(options.scenario, COMMANDS):
            raise Usage(f"{error}; of the commands, did you mean {near}?") from None
        raise
    if options.formula is not None or (scenario.path is not None and options.scenario != scenario.name):
        landscape.objective(scenario)
    return scenario


def _preview(options: argparse.Namespace, reason: str) -> int:
    """Print a picture and ten steps, and say how to open the screen."""
    import shlex

    from descent_tui.cli import show
    from descent_tui.cli.trajectory import print_table
    from descent_tui.session.run import Descent

    look = drawing.read(options, shown=sys.stdout.isatty() and os.environ.get("TERM") != "dumb")
    session = doing.timeline(options, _scenario(options)).present
    runner = session.runner
    out(session.scenario.title)
    show.picture(replace(session, view=replace(session.view, palette=look.palette)), *PREVIEW_SIZE, look)
    out()
    print_table(
        Descent(
            session.objective,
            session.here.x,
            runner.optimizer,
            runner.settings,
            PREVIEW_STEPS,
            session.free,
            schedule=runner.schedule,
        )
    )
    sys.stdout.flush()
    line = shlex.join((PROGRAM, *options.words))
    say(f"{reason} This was a preview; to open the screen, run `{line}` in a terminal.")
    return DONE


def _resumed(options: argparse.Namespace) -> Resumed:
    """Return the session to go on with, and say on stderr what was lost of it."""
    if options.scenario or options.formula is not None or options.range or options.start or options.constant:
        raise Usage("--resume goes on with the landscape that was open: name none")
    resumed = _newest()
    for sentence in (f"Resumed {resumed.record.file}.", resumed.lost, *resumed.remarks):
        say(sentence)
    return resumed


def _newest() -> Resumed:
    """Return the newest session that ended without being left and replays; raise `Usage` where there is none."""
    from descent_tui.session.record import JournalError
    from descent_tui.session.resume import resume, unfinished
    from descent_tui.session.state_folder import state_folder

    for one in unfinished():
        try:
            return resume(one.path)
        except JournalError as error:
            say(f"{PROGRAM}: {error}")
    raise Usage(f"there is no session to resume in {state_folder()}: what is there was left on purpose, or is open")
