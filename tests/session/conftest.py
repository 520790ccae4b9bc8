"""What the session's tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from descent_tui.scenario import catalogue
from descent_tui.scenario.scenario import Scenario
from descent_tui.session.journal import begin
from descent_tui.session.opening import open_scenario
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def opened():
    """Open a shipped scenario as a timeline."""
    return lambda name="seed-bowl": Timeline(open_scenario(catalogue.load(name)))


@pytest.fixture
def typed():
    """Open a formula as a timeline."""
    return lambda formula, **arguments: Timeline(open_scenario(Scenario.from_formula(formula, **arguments)))


@pytest.fixture
def after():
    """Do actions said in words, one after another."""

    def act(timeline, *texts):
        for text in texts:
            timeline = timeline.act(parse(text))
        return timeline

    return act


@pytest.fixture
def told(tmp_path):
    """Do actions and keep a journal of them; return the timeline and the journal, which is still open."""

    def act(timeline, *texts):
        journal = begin(timeline.present, folder=tmp_path / "state")
        for text in texts:
            timeline = timeline.act(parse(text))
            journal.write(parse(text), timeline.present)
        return timeline, journal

    return act


@pytest.fixture
def folder(tmp_path) -> Path:
    """Where journals of this test are kept."""
    return tmp_path / "state" / "descent-tui"


@pytest.fixture
def kept(folder):
    """Do actions said in words and write them down; return the last timeline."""

    def act(timeline, *texts, journal=None):
        journal = journal or begin(timeline.present, folder=folder)
        for text in texts:
            action = parse(text)
            timeline = timeline.act(action)
            journal.write(action, timeline.present)
        return timeline, journal

    return act
