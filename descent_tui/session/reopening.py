"""A landscape that was open before, opened again: what says the same is the same, and takes its memory once."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary, WeakValueDictionary

from descent_tui.session.digest import hash_of
from descent_tui.session.embedded import toml
from descent_tui.session.opening import open_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from descent_tui.objectives.objective import Objective
    from descent_tui.scenario.scenario import Scenario
    from descent_tui.session.session import Session
    from descent_tui.session.view import View

    Key: TypeAlias = tuple[str, str, Path | None, str]

_objectives: WeakValueDictionary[Key, Objective] = WeakValueDictionary()
_scenarios: WeakKeyDictionary[Objective, Scenario] = WeakKeyDictionary()
"""Those of objectives that somebody has."""


def reopened(scenario: Scenario, view: View | None = None) -> Session:
    """Return the session of a scenario in which nothing has happened yet.

    Where one that says the same to the letter was opened before and somebody may go back to it, scenario and objective
    are that one's, with its data and what it has worked out so far.
    """
    key = scenario.name, scenario.title, scenario.path, hash_of(toml(scenario))
    objective = _objectives.get(key)
    if objective is not None:
        return open_scenario(_scenarios[objective], view, objective)
    session = open_scenario(scenario, view)
    _objectives[key], _scenarios[session.objective] = session.objective, scenario
    return session
