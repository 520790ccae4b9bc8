"""`descent-tui completion`: a script that completes commands, options, scenarios and optimizers in a shell."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from descent_tui.cli.commands import COMMANDS, find
from descent_tui.cli.exits import DONE
from descent_tui.cli.parser import PROGRAM

if TYPE_CHECKING:
    from descent_tui.cli.commands import Command
    from descent_tui.cli.parser import Parser

SUMMARY = "Print a script that completes this command line in your shell; save it where the shell looks for such."
EXAMPLES = ("descent-tui completion bash", "descent-tui completion zsh", "descent-tui completion fish")

SHELLS = ("bash", "zsh", "fish", "tcsh")

_SCENARIO = "_descent_tui_scenario_or_file"
"""The shell function that completes SCENARIO; bash treats what it offers as files because `_file` is in its name."""

_FILES = {
    "bash": "_shtab_compgen_files",
    "zsh": "_files",
    "fish": "(__fish_complete_path (commandline -ct))",
    "tcsh": "f",
}
"""How each shell completes the name of a file."""

_ROOT = "_shtab_descent_tui"
"""How shtab calls the function of the bare command."""

# What stands first is a command or a scenario. shtab knows only commands there; these add the scenarios.
_BASH = """\
{scenario}() {{
  compgen -W "{names}" -- "$1"
  compgen -f -X '!*.toml' -- "$1"
  compgen -d -- "$1"
}}
{root}_pos_0_COMPGEN={scenario}
"""
_ZSH = """\
{scenario}() {{
  _alternative 'scenarios:scenario:({names})' 'files:file:_files -g "*.toml"'
}}
functions[{scenario}_or_command]=$functions[{root}_commands]
{root}_commands() {{
  {scenario}_or_command
  {scenario}
}}
"""
_FISH = """\
function {scenario}
  string split ' ' -- "{names}"
  __fish_complete_suffix .toml
end
"""
_FISH_ROOT = """\
complete -c {program} -n '{root}_using; and test ${root}_npos -eq 0' -ka "({scenario})" -d scenario
"""
"""What follows shtab's own lines, which begin by forgetting all that was said before."""

_ZSH_SOURCED = "$zsh_eval_context[-1] == eval", "$zsh_eval_context[-1] == (eval|file)"
"""shtab's script means to know when it is sourced and not autoloaded; a file that is sourced is a `file` to zsh."""


def arguments(parser: Parser) -> None:
    """Add the shell."""
    parser.add_argument("shell", choices=SHELLS, help="the shell to complete in")


def run(options: argparse.Namespace) -> int:
    """Print the script."""
    import shtab

    from descent_tui.scenario import catalogue

    names = " ".join(catalogue.names())
    words = {"scenario": _SCENARIO, "root": _ROOT, "names": names, "program": PROGRAM}
    preamble = {"bash": _BASH.format(**words), "zsh": _ZSH.format(**words), "fish": _FISH.format(**words)}
    complete: Any = shtab.complete  # its own annotation does not know of a preamble for each shell
    script = complete(_tree(options.shell, names), options.shell, root_prefix="descent_tui", preamble=preamble)
    print(script.replace(*_ZSH_SOURCED) if options.shell == "zsh" else script)
    if options.shell == "fish":
        print(_FISH_ROOT.format(**words), end="")
    return DONE


def _tree(shell: str, names: str) -> argparse.ArgumentParser:
    """Return all commands as one parser with parsers below it, each option knowing what its value may be."""
    parser = argparse.ArgumentParser(PROGRAM, description=find(None).SUMMARY)
    below: Any = parser.add_subparsers()
    _fill(parser, find(None), names)
    for word, what in COMMANDS.items():
        _fill(below.add_parser(word, help=what, description=what), find(word), names)
    if shell == "tcsh":  # it has no functions to add scenarios with
        below.complete = {"tcsh": f"({' '.join(COMMANDS)} {names})"}
    return parser


def _fill(parser: Any, command: Command, names: str) -> None:
    from descent_tui.optimizers.presets import PRESETS
    from descent_tui.optimizers.schedules import SCHEDULES
    from descent_tui.optimizers.table import NAMES
    from descent_tui.pictures.palette import PALETTES

    command.arguments(parser)
    words: dict[str, tuple[str, ...]] = {
        "optimizer": tuple(NAMES),
        "race": tuple(NAMES),
        "preset": tuple(PRESETS),
        "schedule": tuple(SCHEDULES),
        "palette": PALETTES,
        "command": tuple(COMMANDS),
    }
    for action in parser._actions:  # noqa: SLF001  argparse has no other way to ask what a parser holds
        action.metavar = action.dest.upper()  # zsh would read the colon of `x=-3:3` and the quotes of `"cosine 200"`
        if action.dest in words:
            action.choices = words[action.dest]
        elif action.dest == "scenario" and parser.prog == PROGRAM:
            action.help = argparse.SUPPRESS  # it shares its place with the commands
        elif action.dest == "scenario":
            action.complete = {"bash": _SCENARIO, "zsh": _SCENARIO, "fish": f"({_SCENARIO})", "tcsh": f"({names})"}
        elif action.dest in {"file", "files"}:
            action.complete = _FILES
