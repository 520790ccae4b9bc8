"""`descent-tui show`: one picture of the landscape, to stdout."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from descent_tui.cli import drawing, landscape
from descent_tui.cli.exits import DONE

if TYPE_CHECKING:
    import argparse

    from descent_tui.cli.parser import Parser
    from descent_tui.pictures.look import Look
    from descent_tui.session.session import Session

SUMMARY = "Draw one picture of the landscape."
EXAMPLES = (
    "descent-tui show rosenbrock",
    "descent-tui show seed-bowl --size 60x20 --ascii",
    "descent-tui show seed-bowl --view slice --color 256",
)

VIEWS = {"map": "map", "mountain": "mountain", "slice": "slices"}
"""What it is called here → what the session calls it."""


def arguments(parser: Parser) -> None:
    """Add the options."""
    landscape.arguments(parser)
    drawing.arguments(parser)
    parser.add_argument("--size", metavar="100x30", help="columns and rows; by default those of the terminal, or 80x24")
    parser.add_argument("--view", choices=tuple(VIEWS), default="map", help="what to draw (default: map)")


def run(options: argparse.Namespace) -> int:
    """Print the picture."""
    from descent_tui.session.opening import open_scenario

    width, height = drawing.size(options.size)
    look = drawing.read(options, shown=sys.stdout.isatty())
    scenario = landscape.read(options)
    with landscape.placed(scenario):
        session = open_scenario(scenario)
    session = replace(session, view=replace(session.view, kind=VIEWS[options.view], palette=look.palette))
    picture(session, width, height, look)
    return DONE


def picture(session: Session, width: int, height: int, look: Look) -> None:
    """Print a picture of so many cells."""
    from descent_tui.pictures.ansi import encode
    from descent_tui.pictures.landscape import landscape as drawn

    print(encode(drawn(session, width, height, look), look.depth))
