"""`descent-tui eval`: f, its gradient, partials and curvature at a point. No step is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from descent_tui.cli import landscape
from descent_tui.cli.exits import DONE
from descent_tui.cli.parser import Parser, flag
from descent_tui.cli.plain import columns, json_text, out

if TYPE_CHECKING:
    import argparse

    from descent_tui.objectives.objective import Objective, Vector

SUMMARY = "Evaluate f, its gradient, its partials and its Hessian at a point."
EXAMPLES = (
    "descent-tui eval seed-bowl --at x=1,y=2",
    'descent-tui eval --formula "x^2 + x*y + y^2" --at x=1,y=2 --json',
)

MANY = 64
"""Above so many variables only the value is told."""


@dataclass(frozen=True, eq=False, slots=True)
class Curvature:
    """The Hessian, [n, n], and its eigenvalues, [n], smallest first; None where it is not finite."""

    hessian: Vector
    eigenvalues: Vector | None


def arguments(parser: Parser) -> None:
    """Add the options."""
    landscape.arguments(parser)
    parser.add_argument(
        "--at", metavar="x=1,y=2", action="append", default=[], help="where; by default the start; repeatable"
    )
    flag(parser, "--json", 'print {"at", "value", "gradient", "partials", "hessian", "eigenvalues"}')


def run(options: argparse.Namespace) -> int:
    """Print what f is at the point, and how it slopes and curves there."""
    import numpy as np

    from descent_tui.cli.point import point

    scenario = landscape.read(options)
    objective = landscape.objective(scenario)
    x = point(objective, scenario, options.at)
    with np.errstate(all="ignore"):
        value, gradient = objective.gradient(x)
        curvature = _curvature(objective, x) if objective.size <= MANY else None
    if options.json:
        print(json_text(_data(objective, x, value, gradient, curvature)))
    else:
        _print(objective, x, value, gradient, curvature)
    return DONE


def _curvature(objective: Objective, x: Vector) -> Curvature:
    import numpy as np

    hessian = objective.hessian(x)
    if not np.isfinite(hessian).all():
        return Curvature(hessian, None)
    return Curvature(hessian, np.asarray(np.linalg.eigvalsh(hessian), np.float64))


def _data(
    objective: Objective, x: Vector, value: float, gradient: Vector, curvature: Curvature | None
) -> dict[str, object]:
    if curvature is None:
        return {"at": None, "value": value, "gradient": None, "partials": None, "hessian": None, "eigenvalues": None}
    names = [objective.name(i) for i in range(objective.size)]
    printed = _printed(objective, names)
    return {
        "at": dict(zip(names, x.tolist(), strict=True)),
        "value": value,
        "gradient": dict(zip(names, gradient.tolist(), strict=True)),
        "partials": printed or None,
        "hessian": curvature.hessian.tolist(),
        "eigenvalues": None if curvature.eigenvalues is None else curvature.eigenvalues.tolist(),
    }


def _printed(objective: Objective, names: list[str]) -> dict[str, str]:
    """Return name → the partial as a formula; nothing where partials have none."""
    from descent_tui.objectives.objective import symbolic

    return {name: objective.partial(name) for name in names} if symbolic(objective) else {}


def _print(objective: Objective, x: Vector, value: float, gradient: Vector, curvature: Curvature | None) -> None:
    from descent_tui.session.numbers import length, show

    out(f"f = {objective.told()}")
    norm = ("‖∇f‖", show(length(gradient), 6), "")
    if curvature is None:
        rows = [("variables", f"{objective.size}", ""), ("f", show(value, 6), ""), norm]
    else:
        names = [objective.name(i) for i in range(objective.size)]
        out("at " + ", ".join(f"{name} = {show(float(v), 6)}" for name, v in zip(names, x, strict=True)))
        printed = _printed(objective, names)
        slopes = [
            (f"∂f/∂{name}", show(float(v), 6), f"= {printed[name]}" if printed else "")
            for name, v in zip(names, gradient, strict=True)
        ]
        rows = [("f", show(value, 6), ""), *slopes, norm]
    for line in columns(rows, "<>"):
        out(line)
    if curvature is not None:
        _print_curvature(curvature)


def _print_curvature(curvature: Curvature) -> None:
    from descent_tui.session.numbers import show

    out("Hessian")
    rows = [["", *(show(float(entry), 6) for entry in row)] for row in curvature.hessian]
    for line in columns(rows, "<" + ">" * len(rows)):
        out(line)
    if curvature.eigenvalues is not None:
        out("eigenvalues  " + "  ".join(show(float(v), 6) for v in curvature.eigenvalues))
