"""The command line's grammar: argparse, with messages that say what exists."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NoReturn

from descent_tui.cli.exits import Usage
from descent_tui.cli.plain import out
from descent_tui.formula.spelling import hint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

PROGRAM = "descent-tui"


class Parser(argparse.ArgumentParser):
    """The options of one command. What cannot be read raises `Usage`; nothing here prints or exits but `--help`.

    Args:
        prog: what is typed to come here.
        summary: one sentence.
        examples: whole lines that work.
        more: what the help says before the examples.
        instead: the words that may stand where this one has its first: the commands, of the bare form.
    """

    def __init__(
        self, prog: str, summary: str, examples: Sequence[str], more: str = "", instead: Collection[str] = ()
    ) -> None:
        self._instead = instead
        shown = "\n".join(f"  {example}" for example in examples)
        super().__init__(
            prog=prog,
            description=summary,
            epilog=f"{more}examples:\n{shown}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """Return the options that the words say, and the words themselves under `words`; raise `Usage`."""
        options, strange = self.parse_known_intermixed_args(list(self._with_values(words)))
        if strange:
            raise Usage(self._misplaced(strange, getattr(options, "scenario", None)) or self._told(strange[0]))
        options.words = tuple(words)
        return options

    def print_help(self, file: object = None) -> None:
        """Print the help as data, in an alphabet that stdout can encode."""
        del file
        for line in self.format_help().rstrip("\n").split("\n"):
            out(line)

    def error(self, message: str) -> NoReturn:
        """Raise `Usage`; argparse would print its own and exit."""
        raise Usage(f"{message}\nTry `{self.prog} --help`.")

    def _with_values(self, words: Sequence[str]) -> Iterator[str]:
        """Join an option to a value that begins with a minus: `--formula -x^2`, `--by -1e-3` mean what they say."""
        rest = iter(words)
        for word in rest:
            action = self._option_string_actions.get(word)
            if action is None or action.nargs is not None or not word.startswith("--"):
                yield word
                continue
            value = next(rest, None)
            if value is None:
                yield word
            elif value[:1] == "-" and not _is_option(value) and value not in self._option_string_actions:
                yield f"{word}={value}"
            else:
                yield from (word, value)

    def _check_value(self, action: argparse.Action, value: str) -> None:
        """Raise `Usage` with what there is, where a value is none of the few that there are."""
        there = [str(choice) for choice in action.choices or ()]
        if there and value not in there:
            name = "/".join(action.option_strings) or action.dest
            raise Usage(f"there is no {name} {value[:40]!r}: {hint(value, there)}there are {', '.join(there)}")

    def _misplaced(self, strange: Sequence[str], first: str | None) -> str:
        """Say what was meant where a command is misspelt, so that it was read as a scenario, or stands behind one."""
        late = next((word for word in strange if word in self._instead), None)
        if late:
            return f"a command comes first: `{self.prog} {late} {(first or '')[:60]}`"
        if first and (near := hint(first, self._instead)):
            return f"there is no command {first[:40]!r}: {near}there are {', '.join(self._instead)}"
        return ""

    def _told(self, strange: str) -> str:
        if not strange.startswith("-"):
            return f"{strange[:60]!r} is one word too many\nTry `{self.prog} --help`."
        there = [option for option in self._option_string_actions if option.startswith("--")]
        near = hint(strange.partition("=")[0], there)
        return f"there is no option {strange[:60]!r}: {near}there are {', '.join(there)}"


def _is_option(word: str) -> bool:
    """Whether a word looks like an option, as --json does and --(x + 1) does not."""
    name = word.partition("=")[0]
    return word[:2] == "--" and word[2:3].isalpha() and name.replace("-", "").isalpha()


def whole(text: str) -> int:
    """Return a whole number, zero or more."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a whole number, such as 100")
    return int(text)


def flag(parser: argparse.ArgumentParser, name: str, meaning: str) -> None:
    """Add an option without a value."""
    parser.add_argument(name, action="store_true", help=meaning)
