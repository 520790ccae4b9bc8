"""What the command line's tests share: a screen that does not open."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import NamedTuple

import pytest

from descent_tui.scenario import catalogue
from descent_tui.session.journal import begin
from descent_tui.session.opening import open_scenario
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse
from descent_tui.tui import preflight, scout


class Sent(NamedTuple):
    """Stands in for a scout: what it was sent with."""

    read: object
    appearance: object

    def call_back(self):
        """Do nothing: it has not gone."""


@pytest.fixture
def opened(monkeypatch):
    """Stand in for the screen: record what it would open, and end with 7."""
    calls = []
    app = ModuleType("descent_tui.tui.app")
    app.run_app = lambda *given: calls.append(given) or 7
    monkeypatch.setitem(sys.modules, "descent_tui.tui.app", app)
    monkeypatch.setattr(preflight, "screen_possible", lambda: None)
    monkeypatch.setattr(preflight, "prepare", lambda _: None)
    monkeypatch.setattr(scout, "send", Sent)
    return calls


@pytest.fixture
def state(tmp_path, monkeypatch):
    """Give the program a state folder of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "descent-tui"


@pytest.fixture
def journal(state):
    """Keep a journal of actions; return its path."""

    def keep(*texts, name="seed-bowl", left=False):
        timeline = Timeline(open_scenario(catalogue.load(name)))
        journal = begin(timeline.present, folder=state)
        for text in texts:
            timeline = timeline.act(parse(text))
            journal.write(parse(text), timeline.present)
        if left:
            journal.end()
        else:
            journal.close()
        return journal.path

    return keep
