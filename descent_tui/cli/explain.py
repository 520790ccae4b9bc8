"""`descent-tui explain`: how a partial derivative comes about, rule by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.cli import landscape
from descent_tui.cli.exits import DONE, Usage
from descent_tui.cli.parser import PROGRAM, Parser, flag
from descent_tui.cli.plain import json_text, out

if TYPE_CHECKING:
    import argparse

    from descent_tui.objectives.objective import Symbolic

SUMMARY = "Derive ∂f/∂x rule by rule, with every other variable held constant."
EXAMPLES = ("descent-tui explain seed-bowl --wrt x", "descent-tui explain rosenbrock --wrt y --json")


def arguments(parser: Parser) -> None:
    """Add the options."""
    landscape.arguments(parser)
    parser.add_argument("--wrt", metavar="x", required=True, help="the variable that moves; all others are held")
    flag(parser, "--json", 'print {"wrt", "formula", "steps": [{"rule", "before", "after"}], "result"}')


def run(options: argparse.Namespace) -> int:
    """Print the derivation; raise `Usage` for what has none."""
    from descent_tui.objectives.objective import symbolic

    objective = landscape.objective(landscape.read(options))
    name = objective.name(objective.index(options.wrt))
    if not symbolic(objective):
        raise Usage(
            f"the partial along {name} is computed backwards through the layers and has no formula to derive; "
            f"`{PROGRAM} eval` tells its value, `{PROGRAM} nudge --var '{name}'` compares it with a slope"
        )
    if options.json:
        steps = [{"rule": s.rule, "before": s.before, "after": s.after} for s in objective.explain(name)]
        data = {"wrt": name, "formula": objective.formula(), "steps": steps, "result": objective.partial(name)}
        print(json_text(data))
    else:
        _print(objective, name)
    return DONE


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
