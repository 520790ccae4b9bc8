"""Where an optimizer would lead: the coming steps on a small map, before anybody takes them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from descent_tui.objectives.objective import symbolic
from descent_tui.pictures.landscape import Landscape
from descent_tui.pictures.lines import Lines
from descent_tui.pictures.sections import Sections
from descent_tui.pictures.text import Part, panel
from descent_tui.session.actions import Step
from descent_tui.session.errors import ActionError
from descent_tui.session.numbers import show
from descent_tui.session.update import update

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster
    from descent_tui.session.session import Session

AHEAD = 30
"""Steps that are looked ahead."""

FEW = 8
"""Of a formula of at most so many variables the steps take no time that anybody notices."""

WIDTH, HEIGHT = 36, 8
"""The fewest columns and rows that show where a path goes."""


class Foresight:
    """Draws what would come, and keeps the ground and the steps of what it drew last."""

    def __init__(self) -> None:
        self._landscape = Landscape(Sections())
        self._of: Session | None = None
        self._ahead: Session | None = None

    def draw(self, session: Session, width: int, height: int, look: Look) -> Raster | None:
        """Return the panel; None where there is too little room, or the steps would keep the keys waiting."""
        if width < WIDTH or height < HEIGHT:
            return None
        ahead = self.ahead(session)
        if ahead is None:
            return None
        raster = panel(width, height, look, _title(session, ahead, look))
        lines = Lines()
        lines.follow(ahead)
        raster.paste(self._landscape.draw(ahead, width, height - 1, look, lines), 0, 1)
        return raster

    def ahead(self, session: Session) -> Session | None:
        """Return the session as it would be some steps on, its optimizer alone; sessions are told apart by identity."""
        if session is not self._of:
            self._of, self._ahead = session, _stepped(session)
        return self._ahead


def _stepped(session: Session) -> Session | None:
    objective = session.objective
    if not symbolic(objective) or objective.size > FEW or session.runner.ahead is not None:
        return None
    view = replace(session.view, kind="map", nudge=None, arrow=False, memory=False)
    alone = replace(session, runners=(session.runner,), ghosts=(), view=view, note=None)
    try:
        return update(alone, Step(AHEAD))
    except ActionError:
        return None


def _title(session: Session, ahead: Session, look: Look) -> list[Part]:
    """Return `the next 30 steps: f 24.2 → 4.09`, or how many could be taken."""
    colours = look.colours
    count = ahead.here.k - session.here.k
    before, after = session.here.value, ahead.here.value
    ink = colours.good if after < before else colours.bad if after > before else colours.ink
    parts: list[Part] = [
        (f"the next {count} steps", colours.title), (f"   f {show(before)} → ", colours.faint), (show(after), ink),
    ]  # fmt: skip
    return [*parts, ("   then it diverges", colours.bad)] if ahead.diverged else parts
