"""`descent-tui run`: a descent without a screen, as a table, JSON or CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.cli import descent, landscape
from descent_tui.cli.exits import DIVERGED, DONE, Usage
from descent_tui.cli.parser import Parser, flag, whole

if TYPE_CHECKING:
    import argparse

SUMMARY = "Descend and print every step: the iterate, f and the gradient."
EXAMPLES = (
    "descent-tui run seed-bowl --steps 20",
    "descent-tui run seed-bowl --freeze y --lr 0.2 --json",
    'descent-tui run rosenbrock --start x=0,y=0 --until "grad<1e-3" --csv',
)


def arguments(parser: Parser) -> None:
    """Add the options."""
    landscape.arguments(parser)
    descent.arguments(parser)
    parser.add_argument("--steps", metavar="N", type=whole, default=100, help="how many steps (default: 100)")
    parser.add_argument("--until", metavar="RULE", help='stop before that, such as at "grad<1e-6 or value<0.1"')
    flag(parser, "--json", 'print {"scenario", "optimizer", "settings", "variables", "frozen", "steps", "stopped"}')
    flag(parser, "--csv", "print one line for each step: k, the variables, value, the partials")
    flag(parser, "--fail-on-divergence", "exit with status 4 if the run diverges")


def run(options: argparse.Namespace) -> int:
    """Print the descent as it happens."""
    import numpy as np

    from descent_tui.cli import trajectory
    from descent_tui.session.run import Descent, free_mask

    if options.json and options.csv:
        raise Usage("--json or --csv, not both")
    scenario = landscape.read(options)
    objective = landscape.objective(scenario)
    choice = descent.read(options, scenario)
    free = free_mask(objective, choice.frozen)
    going = Descent(
        objective, np.array(scenario.start), choice.optimizer, choice.settings, options.steps, free, options.until
    )
    if options.json:
        trajectory.print_json(going, scenario.name, choice.frozen)
    elif options.csv:
        trajectory.print_csv(going)
    else:
        trajectory.print_table(going)
    return DIVERGED if options.fail_on_divergence and going.stopped.startswith("diverged") else DONE
