"""The table of commands: a new command is a new file and one line here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from descent_tui.cli.exits import Usage
from descent_tui.cli.parser import PROGRAM, Parser
from descent_tui.formula.spelling import hint

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

COMMANDS = {
    "list": "the shipped scenarios",
    "check": "is this file a scenario, and if not, where and why",
    "eval": "f, its gradient, partials and curvature at a point",
    "explain": "how a partial comes about, rule by rule",
    "run": "a descent without a screen, as a table, JSON or CSV",
    "replay": "what a journal tells of: its actions, and the trajectory they lead to",
    "nudge": "move one variable a little and compare with the partial",
    "show": "one picture of the landscape",
    "completion": "a script that completes this command line in your shell",
    "help": "explain the program, or one command",
}
"""Word → what it is for. Each is a file of this folder, imported when it is asked for."""

SCREEN = "screen"
"""The file of the bare command."""


class Command(Protocol):
    """What a command's file holds."""

    SUMMARY: str
    EXAMPLES: tuple[str, ...]

    def arguments(self, parser: Parser) -> None:
        """Add the command's options."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it and return the exit status."""


def named(words: Sequence[str]) -> str | None:
    """Return the command that words begin with, None for the bare form."""
    return words[0] if words and words[0] in COMMANDS else None


def program(words: Sequence[str]) -> str:
    """Return what calls itself by these words: the program's name, and the command's where there is one."""
    word = named(words)
    return f"{PROGRAM} {word}" if word else PROGRAM


def find(word: str | None) -> Command:
    """Return a command by its word, the screen for None; raise `Usage` with what exists."""
    if word is not None and word not in COMMANDS:
        raise Usage(f"there is no command {word[:40]!r}: {hint(word, COMMANDS)}there are {', '.join(COMMANDS)}")
    return cast("Command", import_module(f"descent_tui.cli.{word or SCREEN}"))


def parser_of(word: str | None) -> Parser:
    """Return the parser of a command, of the bare form for None."""
    command = find(word)
    if word:
        parser = Parser(f"{PROGRAM} {word}", command.SUMMARY, command.EXAMPLES)
    else:
        parser = Parser(PROGRAM, command.SUMMARY, command.EXAMPLES, _all(), COMMANDS)
    command.arguments(parser)
    return parser


def _all() -> str:
    width = max(map(len, COMMANDS))
    lines = "\n".join(f"  {word:{width}}  {what}" for word, what in COMMANDS.items())
    return f"commands, instead of SCENARIO (each has its own --help):\n{lines}\n\n"
