"""`descent-tui show`: one picture of the landscape or of the whole screen, to stdout or to a new file."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from descent_tui.cli import descent, doing, drawing, landscape
from descent_tui.cli.exits import DONE, Usage

if TYPE_CHECKING:
    import argparse

    from descent_tui.cli.parser import Parser
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.session.session import Session

SUMMARY = "Draw one picture of the landscape, or of the whole screen."
EXAMPLES = (
    "descent-tui show rosenbrock",
    "descent-tui show seed-bowl --size 60x20 --ascii",
    "descent-tui show seed-bowl --view slice --color 256",
    'descent-tui show rotated-ravine --race momentum --do "step 40" --view screen --out race.png',
)

VIEWS = {"map": "map", "mountain": "mountain", "slice": "slices"}
"""What it is called here → what the session calls it."""

SCREEN = "screen"
"""All that the screen shows, as it looks at the landscape then."""

FILE_SIZE = "120x40"
"""Columns and rows of a picture that no terminal shows."""


def arguments(parser: Parser) -> None:
    """Add the options."""
    landscape.arguments(parser)
    descent.arguments(parser)
    doing.arguments(parser)
    drawing.arguments(parser)
    size = f"columns and rows; by default those of the terminal, or 80x24, of a file {FILE_SIZE}"
    parser.add_argument("--size", metavar="100x30", help=size)
    parser.add_argument("--view", choices=(*VIEWS, SCREEN), help="what to draw (default: map)")
    parser.add_argument("--out", metavar="FILE", help="write a new file: .png, .svg, .txt, or .ans for text in colour")


def run(options: argparse.Namespace) -> int:
    """Print the picture, or write it."""
    width, height = drawing.size(options.size or (FILE_SIZE if options.out else None))
    ending = _ending(options.out) if options.out else ""
    look = drawing.read(options, shown=sys.stdout.isatty(), usual="truecolor" if ending not in {"", ".txt"} else None)
    session = doing.timeline(options, landscape.read(options)).present
    view = replace(session.view, kind=VIEWS.get(options.view, session.view.kind))
    if options.palette or not session.view.palette:
        view = replace(view, palette=look.palette)
    look = replace(look, palette=view.palette)
    session = replace(session, view=view)
    if options.out:
        return _write(session, options, width, height, look)
    picture(session, width, height, look, whole=options.view == SCREEN)
    return DONE


def picture(session: Session, width: int, height: int, look: Look, *, whole: bool = False) -> None:
    """Print a picture of so many cells: of the landscape, or the whole screen."""
    from descent_tui.pictures.ansi import encode

    print(encode(_drawn(session, width, height, look, whole=whole), look.depth))


def _drawn(session: Session, width: int, height: int, look: Look, *, whole: bool) -> Raster:
    if whole:
        from descent_tui.pictures.stage import Stage

        return Stage().draw(session, width, height, look)
    from descent_tui.pictures.landscape import landscape as drawn

    return drawn(session, width, height, look)


def _ending(name: str) -> str:
    """Return how a file's name ends; raise `Usage` where that says no picture."""
    from pathlib import Path

    from descent_tui.pictures.formats import PICTURES

    ending = Path(name).suffix.lower()
    if ending not in PICTURES:
        raise Usage(f"--out {name[:60]!r}: a picture's name ends in {', '.join(PICTURES)}")
    return ending


def _write(session: Session, options: argparse.Namespace, width: int, height: int, look: Look) -> int:
    """Write the picture to a new file and say so; return the exit status."""
    from descent_tui.cli.plain import say
    from descent_tui.pictures.formats import picture_file
    from descent_tui.session.new_file import NotWritten, write_new

    drawn = _drawn(session, width, height, look, whole=options.view == SCREEN)
    says = f"{session.scenario.title}, step {session.here.k}"
    try:
        path = write_new(options.out, [picture_file(drawn, look, _ending(options.out), says)])
    except NotWritten as refused:
        raise Usage(str(refused)) from None
    say(f"Wrote {path}")
    return DONE
