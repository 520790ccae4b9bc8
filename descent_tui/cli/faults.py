"""What went wrong, as plain sentences and an exit status. Never a traceback, unless it is asked for."""

from __future__ import annotations

import os
import traceback
from typing import Any

from descent_tui.cli.exits import BAD_INPUT, OUR_FAULT, WRONG_USAGE, Usage
from descent_tui.cli.plain import say

_STATUS = {
    "descent_tui.scenario.errors.ScenarioError": BAD_INPUT,
    "descent_tui.formula.errors.FormulaError": BAD_INPUT,
    "descent_tui.scenario.errors.UnknownScenario": WRONG_USAGE,
    "descent_tui.objectives.names.UnknownVariable": WRONG_USAGE,
    "descent_tui.optimizers.table.UnknownOptimizer": WRONG_USAGE,
    "descent_tui.optimizers.optimizer.UnknownSetting": WRONG_USAGE,
    "descent_tui.session.errors.Unusable": BAD_INPUT,
    "descent_tui.session.actions.ActionError": WRONG_USAGE,
}
"""The errors that are the asker's to mend, by name, so that telling them imports nothing."""

LONGEST = 600
"""Characters of a message of which nobody knows who wrote it."""


def told(error: Exception, program: str) -> int:
    """Say on stderr what went wrong and return the exit status."""
    if isinstance(error, Usage):
        say(f"{program}: {error}")
        return WRONG_USAGE
    status = next((code for kind in type(error).__mro__ if (code := _STATUS.get(_name(kind)))), None)
    if status is None:
        return _ours(error, program)
    say(sentence(error, program))
    return status


def sentence(error: Exception, program: str) -> str:
    """Return the error in words, with the offending character pointed at where there is a text to point into.

    A scenario's error begins with FILE:LINE:COLUMN as editors want it; any other with the program's name. Where a name
    is not there, those that are follow.
    """
    where = _name(type(error))
    if where.endswith(".ScenarioError"):
        return _pointed(str(error), error, "excerpt")
    if where.endswith(".FormulaError"):
        return _pointed(f"{program}: formula, column {getattr(error, 'column', 1)}: {error}", error, "text")
    if there := getattr(error, "there", ()):
        import textwrap

        names = textwrap.fill(", ".join(there), 76, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
        return f"{program}: {error}\n{names}"
    return f"{program}: {error}"


def _pointed(head: str, error: Any, excerpt: str) -> str:
    if not getattr(error, excerpt).strip():
        return head
    return "\n".join((head, *(f"  {line}" for line in error.caret().split("\n"))))


def _ours(error: Exception, program: str) -> int:
    if os.environ.get("DESCENT_TUI_DEBUG"):
        say("".join(traceback.format_exception(error)).rstrip())
        return OUR_FAULT
    if isinstance(error, OSError):
        say(f"{program}: the system refuses: {error.strerror or error}"[:LONGEST])
        return OUR_FAULT
    what = " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST]
    say(f"{program}: this is our fault, not yours: {what} (DESCENT_TUI_DEBUG=1 shows the traceback)")
    return OUR_FAULT


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
