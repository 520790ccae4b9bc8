"""`descent-tui explain`: how a partial derivative comes about, rule by rule; of a network, factor by factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.cli import landscape
from descent_tui.cli.exits import DONE, Usage
from descent_tui.cli.parser import Parser, flag
from descent_tui.cli.plain import json_text, out

if TYPE_CHECKING:
    import argparse

    import numpy.typing as npt

    from descent_tui.objectives.objective import Objective, Symbolic

SUMMARY = "Derive ∂f/∂x rule by rule, with every other variable held constant."
EXAMPLES = (
    "descent-tui explain seed-bowl --wrt x",
    "descent-tui explain rosenbrock --wrt y --json",
    'descent-tui explain xor --wrt "W1[1,2]" --sample 3',
)


def arguments(parser: Parser) -> None:
    """Add the options."""
    landscape.arguments(parser)
    parser.add_argument("--wrt", metavar="x", required=True, help="the variable that moves; all others are held")
    parser.add_argument(
        "--sample",
        metavar="K",
        type=int,
        help="of a network: the training sample to follow, from 1; the first unless said",
    )
    flag(parser, "--json", 'print {"wrt", "formula", "steps": [{"rule", "before", "after"}], "result"}')


def run(options: argparse.Namespace) -> int:
    """Print the derivation, of a network the chain rule; raise `Usage` for what has none."""
    from descent_tui.objectives.objective import symbolic

    scenario = landscape.read(options)
    objective = landscape.objective(scenario)
    i = objective.index(options.wrt)
    name = objective.name(i)
    if not symbolic(objective):
        _network(objective, scenario.start, i, options)
        return DONE
    if options.sample is not None:
        raise Usage("--sample is for networks: a formula has no samples")
    if options.json:
        steps = [{"rule": s.rule, "before": s.before, "after": s.after} for s in objective.explain(name)]
        data = {"wrt": name, "formula": objective.formula(), "steps": steps, "result": objective.partial(name)}
        print(json_text(data))
    else:
        _print(objective, name)
    return DONE


def _network(objective: Objective, start: npt.ArrayLike, i: int, options: argparse.Namespace) -> None:
    import numpy as np

    from descent_tui.cli.chain import explain
    from descent_tui.objectives.objective import layered

    if not layered(objective):
        raise Usage(f"the partial along {objective.name(i)} has neither a formula nor layers to follow")
    sample = 1 if options.sample is None else options.sample
    explain(objective, np.asarray(start, np.float64), i, sample, json=options.json)


def _print(objective: Symbolic, name: str) -> None:
    out(f"f = {objective.formula()}")
    others = [objective.name(i) for i in range(min(objective.size, 9)) if objective.name(i) != name]
    held = ", ".join(others[:7]) + (", …" if objective.size > 8 else "")
    out(f"∂f/∂{name}" + (f", with {held} held constant:" if held else ":"))
    for step in objective.explain(name):
        indent = "  " * (step.depth + 1)
        out(f"{indent}{step.before}  →  {step.after}")
        out(f"{indent}    {step.sentence}")
    out(f"∂f/∂{name} = {objective.partial(name)}")
