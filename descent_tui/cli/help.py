"""`descent-tui help`: what the program does, or one command of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.cli.exits import DONE

if TYPE_CHECKING:
    import argparse

    from descent_tui.cli.parser import Parser

SUMMARY = "Explain the program, or one command."
EXAMPLES = ("descent-tui help", "descent-tui help run")


def arguments(parser: Parser) -> None:
    """Add the command's name."""
    parser.add_argument("command", metavar="COMMAND", nargs="?", help="the command to explain")


def run(options: argparse.Namespace) -> int:
    """Print the help that `--help` prints."""
    from descent_tui.cli.commands import parser_of

    parser_of(options.command).print_help()
    return DONE
