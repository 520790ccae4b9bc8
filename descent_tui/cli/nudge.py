"""`descent-tui nudge`: move one variable a little and compare the slope found so with the partial."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from descent_tui.cli import landscape
from descent_tui.cli.exits import DONE, Usage
from descent_tui.cli.parser import Parser, flag
from descent_tui.cli.plain import columns, json_text, out

if TYPE_CHECKING:
    import argparse

    from descent_tui.session.nudge import Nudge

SUMMARY = "Nudge one variable by h, hold all others, and compare the slope with the partial derivative."
EXAMPLES = (
    "descent-tui nudge seed-bowl --var x --by 1e-3",
    "descent-tui nudge rosenbrock --var y --by 0.01 --at x=1,y=2 --json",
)

MANY = 64
"""With more variables than this it is told what nudging all of them would cost."""


def arguments(parser: Parser) -> None:
    """Add the options."""
    landscape.arguments(parser)
    parser.add_argument("--var", metavar="x", required=True, help="the variable that is nudged")
    parser.add_argument("--by", metavar="1e-3", required=True, help="how far: h")
    parser.add_argument(
        "--at", metavar="x=1,y=2", action="append", default=[], help="where; by default the start; repeatable"
    )
    keys = '"var", "by", "value", "nudged", "change", "slope", "partial", "agree"'
    flag(parser, "--json", f'print {{{keys}}}, of a network also "kinks"; slope is the central difference over ±h')


def run(options: argparse.Namespace) -> int:
    """Print what the nudge shows."""
    import numpy as np

    from descent_tui.cli.pairs import one
    from descent_tui.cli.point import point
    from descent_tui.session.nudge import nudge

    scenario = landscape.read(options)
    objective = landscape.objective(scenario)
    i = objective.index(options.var)
    h = one("--by", options.by)
    if h == 0.0:
        raise Usage("--by 0 moves nothing: say such as --by 1e-3")
    x = point(objective, scenario, options.at)
    with np.errstate(all="ignore"):
        seen = nudge(objective, x, i, h, float(objective.gradient(x)[1][i]))
    if options.json:
        print(json_text(_data(seen)))
    else:
        _print(seen, float(x[i]))
        if objective.size > MANY:
            from descent_tui.session.bill import bill, told

            out(told(bill(objective, x, i, h)))
    return DONE


def _data(seen: Nudge) -> dict[str, object]:
    data = {
        "var": seen.variable,
        "by": seen.by,
        "value": seen.value,
        "nudged": seen.nudged,
        "change": seen.change,
        "slope": seen.slope,
        "partial": seen.partial,
        "agree": bool(seen.agree),
    }
    return data if seen.kinks is None else {**data, "kinks": seen.kinks}


def _print(seen: Nudge, x: float) -> None:
    from descent_tui.session.numbers import show

    def figure(value: float) -> str:
        return show(value, 10)

    name = seen.variable
    out(f"{name}: {figure(x)} → {figure(x + seen.by)}, all else held")
    rows = (
        ("f before", figure(seen.value)),
        ("f after", figure(seen.nudged)),
        ("change", figure(seen.change)),
        ("slope over ±h", figure(seen.slope)),
        (f"partial ∂f/∂{name}", figure(seen.partial)),
    )
    for line in columns(rows, "<>"):
        out(line)
    if seen.kinks is not None:
        out(f"Kinks crossed: {seen.kinks}, counted over all samples and both directions.")
    apart = abs(seen.slope - seen.partial)
    room = f"h explains {show(seen.truncation, 3)} by its size and {show(seen.rounding, 3)} by rounding"
    if not math.isfinite(apart):
        out("They cannot be compared: f is not defined all the way.")
    elif seen.agree:
        out(f"They agree: {show(apart, 3)} apart; {room}.")
    else:
        why = "The slope changes at every kink." if seen.kinks else "Is there a kink, or is h too large?"
        out(f"They do not agree: {show(apart, 3)} apart, but {room}. {why}")
