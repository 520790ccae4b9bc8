"""The trajectory of a session is told an iterate at a time, however long it is."""

from __future__ import annotations

import json
import weakref

import pytest

from descent_tui.session import finish, line, recent, stretch
from descent_tui.session.trajectory import csv_rows, json_pieces
from descent_tui.session.walked import Walked

STEPS = 1500
FEW = 400
"""Iterates that may be alive: a stretch, and what is kept of the line."""


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    """Keep few recent iterates."""
    monkeypatch.setattr(recent, "RECENT", 40_000)
    monkeypatch.setattr(stretch, "recent", recent.Recent())
    monkeypatch.setattr(line, "recent", stretch.recent)


class Alive:
    """Iterates on their way to somebody, counted as long as they are alive."""

    def __init__(self, iterates):
        self._iterates, self._alive, self.most = iterates, weakref.WeakSet(), 0

    def __iter__(self):
        for one in self._iterates:
            self._alive.add(one)
            self.most = max(self.most, len(self._alive))
            yield one


def test_no_more_than_a_few_iterates_are_alive_at_a_time(opened, after, monkeypatch):
    session = after(opened(), "race gd lr=0.01", f"step {STEPS}").present
    seen = Alive(Walked(session))
    assert [one.k for one in seen] == list(range(STEPS + 1))
    assert seen.most < FEW
    other = Alive(line.since(0, session.runners[1].iterate))
    monkeypatch.setattr(finish.line, "since", lambda *_: other)
    told = finish.told(Walked(session), list(session.runners[1:]))
    assert len(told[0]["steps"]) == finish.MOST_TOLD
    assert 0 < other.most < FEW


def test_it_can_be_told_more_than_once(opened, after):
    walked = Walked(after(opened(), "step 5").present, 2)
    first, second = [list(csv_rows(walked)) for _ in range(2)]
    assert first == second
    assert len(json.loads("".join(json_pieces(walked, "bowl", ())))["steps"]) == 8


@pytest.mark.parametrize(
    "texts",
    [("stop grad<1e-3", "step 1000"), ("until grad<1e-3 or steps>=900",), ("step 3", "stop grad<1e-3", "step 1000")],
)
def test_the_rule_that_ended_a_session_is_told(opened, after, texts):
    walked = Walked(after(opened(), *texts).present)
    assert len(list(walked)) == 64
    assert walked.stopped.startswith("until: ‖∇f‖ is 0.0009")


def test_further_steps_end_by_the_rule_of_the_session(opened, after):
    walked = Walked(after(opened(), "step 3", "stop grad<1e-3").present, 1000)
    assert len(list(walked)) == 64
    assert walked.stopped.startswith("until: ‖∇f‖")
    other = Walked(after(opened(), "step 3", "stop grad<1e-3").present, 1000, "steps>=5")
    assert len(list(other)) == 6


def test_steps_that_went_on_afterwards_were_not_ended_by_it(opened, after):
    walked = Walked(after(opened(), "until steps>=4", "step 3").present)
    list(walked)
    assert walked.stopped == "steps: all 7 were taken"
