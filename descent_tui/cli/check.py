"""`descent-tui check`: is this a scenario, and if not, where and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.cli import landscape
from descent_tui.cli.exits import BAD_INPUT, DONE
from descent_tui.cli.faults import sentence
from descent_tui.cli.parser import PROGRAM, Parser
from descent_tui.cli.plain import out, say

if TYPE_CHECKING:
    import argparse

SUMMARY = "Check scenario files: FILE:LINE:COLUMN: what is wrong, and what was meant. Exit status 3 if any is bad."
EXAMPLES = ("descent-tui check my-valley.toml",)


def arguments(parser: Parser) -> None:
    """Add the files."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="a scenario file")


def run(options: argparse.Namespace) -> int:
    """Say of each file whether it is a scenario: what is wrong on stdout, what is right on stderr."""
    good = [_is_scenario(file) for file in options.files]
    return DONE if all(good) else BAD_INPUT


def _is_scenario(file: str) -> bool:
    from descent_tui.scenario.errors import ScenarioError
    from descent_tui.scenario.load import load_file

    try:
        scenario = load_file(file)
        landscape.verify(scenario)
        landscape.objective(scenario)
    except ScenarioError as error:
        for line in sentence(error, PROGRAM).split("\n"):
            out(line)
        return False
    say(f"{file}: ok")
    return True
