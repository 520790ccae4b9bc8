"""What the session's tests share."""

from __future__ import annotations

import pytest

from descent_tui.scenario import catalogue
from descent_tui.scenario.scenario import Scenario
from descent_tui.session.opening import open_scenario
from descent_tui.session.timeline import Timeline
from descent_tui.session.words import parse


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
