"""The conventions of other libraries, taken and given back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from descent_tui.optimizers import presets, table
from descent_tui.optimizers.optimizer import defaults, setting_of
from descent_tui.session.actions import ActionError
from descent_tui.session.opening import replace_state, settings_for
from descent_tui.session.session import Note

if TYPE_CHECKING:
    from descent_tui.optimizers.optimizer import Optimizer, Settings
    from descent_tui.session.session import Session

OWN = "own"
"""The word for the conventions here."""


def libraries(optimizer: str) -> tuple[str, ...]:
    """Return whose conventions an optimizer can follow, those here first."""
    return (OWN, *(library for library, table in presets.PRESETS.items() if optimizer in table))


def differs(library: str, optimizer: str) -> str:
    """Return the sentence on what a library does otherwise; raise `ActionError` where there are no such conventions."""
    if library == OWN:
        return "Names and defaults are PyTorch's wherever it has the method."
    return _found(library, optimizer).differs


def under(library: str, rule: Optimizer, lr: float) -> Settings:
    """Return all settings under a library's conventions, at the rate `lr` unless the library has one of its own.

    Raises:
        ActionError: for a library that is not known, or has no such optimizer.
    """
    return {**defaults(rule), "lr": lr, **_found(library, rule.name).settings}


def preset(session: Session, library: str) -> Session:
    """Return the session whose runner follows a library's conventions, its memory begun afresh; raise `ActionError`.

    What is remembered under one convention (a velocity that holds lr·slope) means something else under another.
    """
    runner = session.runner
    rule = table.find(runner.optimizer)
    if library == OWN:
        settings = settings_for(session.scenario, runner.optimizer)
    else:
        settings = under(library, rule, runner.settings["lr"])
    here = replace_state(runner.iterate, runner.optimizer)
    changed = replace(runner, settings=settings, preset=library, iterate=here)
    note = Note("info", f"{differs(library, runner.optimizer)}{_told(rule, runner.settings, settings)}")
    return replace(session, runners=(changed, *session.runners[1:]), note=note)


def _told(rule: Optimizer, before: Settings, after: Settings) -> str:
    """Return which settings came out otherwise than they were."""
    turned = [name for name in after if after[name] != before.get(name)]
    said = ", ".join(f"{'α' if name == 'lr' else name} {setting_of(rule, name).told(after[name])}" for name in turned)
    return f" Set: {said}." if said else " No setting changes."


def _found(library: str, optimizer: str) -> presets.Preset:
    try:
        return presets.find(library, optimizer)
    except presets.UnknownPreset as unknown:
        raise ActionError(str(unknown)) from None
