"""`descent-tui run`: a descent without a screen, as a table, JSON or CSV."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from descent_tui.cli import descent, doing, landscape
from descent_tui.cli.exits import DIVERGED, DONE, Usage
from descent_tui.cli.parser import Parser, flag, whole
from descent_tui.cli.plain import out

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from descent_tui.session.run import Descent
    from descent_tui.session.session import Session

SUMMARY = "Descend and print every step: the iterate, f and the gradient."
EXAMPLES = (
    "descent-tui run seed-bowl --steps 20",
    "descent-tui run seed-bowl --freeze y --lr 0.2 --json",
    'descent-tui run rosenbrock --start x=0,y=0 --until "grad<1e-3" --csv',
    'descent-tui run seed-bowl --do "step 5; lr 0.3; freeze y; step 5"',
    "descent-tui run himmelblau --plot",
    "descent-tui run rotated-ravine --race momentum:lr=0.003 --race adam:lr=0.3",
)

STEPS = 100
"""Steps that are taken where nobody says how many."""


def arguments(parser: Parser) -> None:
    """Add the options."""
    landscape.arguments(parser)
    descent.arguments(parser)
    doing.arguments(parser)
    steps = f"how many steps (default: {STEPS}; after --do none, unless --until says when to stop)"
    parser.add_argument("--steps", metavar="N", type=whole, help=steps)
    parser.add_argument("--until", metavar="RULE", help='stop before that, such as at "grad<1e-6 or value<0.1"')
    flag(parser, "--json", 'print {"scenario", "optimizer", "settings", "variables", "frozen", "steps", "stopped"}')
    flag(parser, "--csv", "print one line for each step: k, the variables, value, the partials")
    flag(parser, "--plot", "draw f at every step under the table")
    flag(parser, "--fail-on-divergence", "exit with status 4 if the run diverges")


def run(options: argparse.Namespace) -> int:
    """Print the descent as it happens."""
    from descent_tui.cli import chart, racing, trajectory

    if options.json and options.csv:
        raise Usage("--json or --csv, not both")
    if options.plot and (options.json or options.csv):
        raise Usage("--plot stands under the table: not with --json or --csv")
    if options.csv and options.race:
        raise Usage("--csv is one trajectory: a race is told by --json, or as a table")
    session: Session | None = None
    if options.do or options.race:
        session = doing.timeline(options, landscape.read(options)).present
    going, name, frozen = _done(options, session) if session else _begun(options)
    racers = session if session and len(session.runners) > 1 else None
    if options.json:
        trajectory.print_json(going, name, frozen, racers)
    elif options.csv:
        trajectory.print_csv(going)
    else:
        watched: Any = chart.Watched(going)
        last = trajectory.print_table(watched)
        if options.plot:
            size = shutil.get_terminal_size((80, 24))
            for line in chart.loss(watched.values, size.columns, size.lines).splitlines():
                out(line)
        if racers:
            from descent_tui.session.finish import came_in

            racing.print_table(going, last, came_in(racers, last))
    return DIVERGED if options.fail_on_divergence and going.stopped.startswith("diverged") else DONE


def _begun(options: argparse.Namespace) -> tuple[Descent, str, Sequence[str]]:
    """Return the descent that begins at the start, the scenario's name, and the patterns of what is frozen."""
    import numpy as np

    from descent_tui.session.run import Descent, free_mask

    scenario = landscape.read(options)
    objective = landscape.objective(scenario)
    choice = descent.read(options, scenario)
    free = free_mask(objective, choice.frozen)
    start, steps = np.array(scenario.start), STEPS if options.steps is None else options.steps
    going = Descent(objective, start, choice.optimizer, choice.settings, steps, free, options.until, choice.schedule)
    return going, scenario.name, choice.frozen


def _done(options: argparse.Namespace, session: Session) -> tuple[Descent, str, Sequence[str]]:
    """Return the trajectory that the first actions led to, with the steps after them; the rest as `_begun`."""
    from descent_tui.session.walked import Walked

    steps = (STEPS if options.until or not options.do else 0) if options.steps is None else options.steps
    return Walked(session, steps, options.until), session.scenario.name, session.held
