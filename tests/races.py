"""A race to look at."""

from __future__ import annotations

from descent_tui.pictures.lines import Lines
from descent_tui.pictures.look import Look
from descent_tui.pictures.stage import Stage
from descent_tui.scenario import catalogue
from descent_tui.session.opening import open_scenario
from descent_tui.session.update import update
from descent_tui.session.words import parse

PLAIN = Look(depth="none")
ASCII = Look(depth="none", ascii=True)
RACE = ("race momentum lr=0.003", "race adam lr=0.3")


def session_of(*actions, scenario="rotated-ravine"):
    session = open_scenario(catalogue.load(scenario))
    for text in actions:
        session = update(session, parse(text))
    return session


def lines_of(session):
    lines = Lines()
    lines.follow(session)
    return lines


def screen(session, width, height, look=PLAIN):
    return "\n".join(Stage().draw(session, width, height, look).lines())
