"""The way to the screen: what was asked for on the command line arrives there, and its status comes back."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import astuple

import pytest

from descent_tui import __version__
from descent_tui.cli import opening
from descent_tui.cli.commands import COMMANDS
from descent_tui.cli.main import main
from descent_tui.scenario import catalogue
from descent_tui.tui import scout


def test_the_bare_command_opens_the_seed_bowl_and_returns_the_screens_status(opened):
    assert main([]) == 7
    ((scenario, look, actions, resumed, scout),) = opened
    assert scenario().name == "seed-bowl"
    assert not actions
    assert resumed is None
    assert scout == (scenario, look)


def test_a_signal_while_textual_is_loaded_calls_the_scout_back(opened, monkeypatch):
    called_back = []

    class Sent:
        def call_back(self):
            called_back.append(self)

    sent = Sent()
    monkeypatch.setattr(scout, "send", lambda *_: sent)
    monkeypatch.setattr(sys.modules["descent_tui.tui.app"], "run_app", lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    assert main([]) == 128 + signal.SIGTERM
    assert called_back == [sent]


@pytest.mark.parametrize("words", [["rosenbrock"], ["rosenbrock", "--light"]])
def test_the_shortest_way_and_the_long_one_open_the_same(opened, words, monkeypatch):
    main(words)
    monkeypatch.setattr(opening, "named", lambda _: None)
    main(words)
    (first, look, *rest), (second, same, *others) = opened
    assert first().name == second().name == "rosenbrock"
    assert look == same
    assert rest[:2] == others[:2] == [(), None]


def test_no_command_is_taken_for_a_landscape(opened):
    assert not set(COMMANDS) & set(catalogue.names())
    assert [opening.named(words) for words in ([], ["rosenbrock"], ["list"], ["-V"], ["rosenbrock", "--light"])] == [
        "seed-bowl", "rosenbrock", None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", [["--formula", "p*q"], ["seed-bowl", "--freeze", "y"], ["seed-bowl", "--start", "x=1"]]
)
def test_no_scout_is_sent_where_something_may_be_wrong(opened, words):
    main(words)
    assert len(opened[0]) == 4


def test_an_own_formula_with_its_range_and_start(opened):
    assert main(["--formula", "p*q", "--range", "p=-1:2", "--range", "q=0:4", "--start", "p=1,q=3"]) == 7
    scenario = opened[0][0]
    assert scenario.ranges == [(-1.0, 2.0), (0.0, 4.0)]
    assert scenario.start == [1.0, 3.0]


def test_a_turned_constant_takes_the_old_minima_away(opened):
    main(["rosenbrock"])
    main(["rosenbrock", "--constant", "a=2"])
    assert opened[0][0]().minima
    assert not opened[1][0].minima
    assert opened[1][0].constant_values["a"] == 2.0


def test_what_is_asked_of_the_descent_arrives_as_first_actions(opened):
    main(["rosenbrock", "--optimizer", "gd", "--lr", "0.01", "--freeze", "y"])
    assert opened[0][2] == ["optimizer gd", "lr 0.01", "freeze y"]


def test_the_look_arrives(opened):
    main(["--color", "256", "--ascii", "--light", "--palette", "slate"])
    assert astuple(opened[0][1]) == ("256", True, False, "slate")


@pytest.mark.parametrize(
    ("words", "status"),
    [(["--optimizer", "gdd"], 2), (["--freeze", "q"], 2), (["--palette", "mauve"], 2), (["--formula", "x +"], 3)],
)
def test_what_is_wrong_is_said_before_the_screen_opens(opened, words, status):
    assert main(words) == status
    assert not opened


def test_the_version_needs_no_screen(opened, capsys):
    assert main(["rosenbrock", "--version"]) == 0
    assert capsys.readouterr().out == f"descent-tui {__version__}\n"
    assert not opened
