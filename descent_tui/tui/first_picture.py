"""The first session of a screen and its picture, with numpy but without Textual."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from descent_tui.pictures.later import PATIENCE, Later
from descent_tui.pictures.look import Look
from descent_tui.pictures.palette import PALETTES
from descent_tui.pictures.stage import Stage
from descent_tui.session.opening import open_scenario
from descent_tui.tui.runs import Run, runs

if TYPE_CHECKING:
    from descent_tui.scenario.scenario import Scenario
    from descent_tui.session.session import Session
    from descent_tui.session.view import View
    from descent_tui.tui.appearance import Appearance


def opened(scenario: Scenario, appearance: Appearance) -> Session:
    """Return the session in which nothing has happened yet, as it is looked at first."""
    return seen(open_scenario(scenario), appearance)


def seen(session: Session, appearance: Appearance) -> Session:
    """Return a session in the colours that this terminal begins with."""
    return replace(session, view=replace(session.view, palette=appearance.palette or PALETTES[0], dark=appearance.dark))


def look(view: View, appearance: Appearance) -> Look:
    """Return how a view is drawn on this terminal."""
    palette = view.palette if view.palette in PALETTES else PALETTES[0]
    return Look(palette, appearance.depth, view.dark, appearance.ascii)


def first_picture(scenario: Scenario, appearance: Appearance, width: int, height: int) -> list[list[Run]]:
    """Return the rows of the first picture, whole; none where it would take long."""
    session, stage = opened(scenario, appearance), Stage(Later(PATIENCE))
    raster = stage.draw(session, width, height, look(session.view, appearance))
    return [] if stage.later.wanted else runs(raster)
