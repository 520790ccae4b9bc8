"""Going about among all variables: by the arrows, from one large partial to the next, closer and back out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from descent_tui.pictures.weights.place import (
    ENTER,
    Place,
    following,
    largest_of,
    moved,
    sheet_of,
    shown_whole,
    whole,
    zoomed,
)  # fmt: skip
from descent_tui.session.spread import spread_of

if TYPE_CHECKING:
    from descent_tui.pictures.weights.page import Drawn
    from descent_tui.session.session import Session


class Roaming:
    """Where one is on the page of all variables, and every way to be elsewhere.

    Attributes:
        place: the variable that is chosen, and what is looked at.
        drawn: the page as it was last drawn, on which one goes about; None before the first.
    """

    def __init__(self, chosen: int) -> None:
        self.place = Place(chosen)
        self.drawn: Drawn | None = None

    def stay(self, drawn: Drawn) -> None:
        """Take a page that was drawn for this place, and keep the chosen variable in sight on it."""
        self.drawn = drawn
        self.place = following(drawn.sheets, self.place)

    def move(self, session: Session, dx: int, dy: int) -> None:
        """Go so many cells to the right and down."""
        if self.drawn is not None:
            self.place = moved(self.drawn.sheets, self.drawn.tiles, self.place, session.here.gradient, dx, dy)

    def next(self, session: Session, by: int) -> None:
        """Go to the next of the largest partials, or to the one before."""
        largest = [int(k) for k in spread_of(session.here).largest]
        if not largest:
            return
        at = largest.index(self.place.chosen) + by if self.place.chosen in largest else 0
        self.place = replace(self.place, chosen=largest[at % len(largest)])

    def zoom(self, times: float) -> bool:
        """Put so many times as many rows and columns in sight; return whether that was possible."""
        before = self.place
        if self.drawn is not None:
            self.place = zoomed(self.drawn.sheets, self.place, self.drawn.tiles[0], times)
        return self.place != before

    def enter(self) -> bool:
        """Go closer; return whether there was anything closer."""
        return self.zoom(1 / ENTER)

    def out(self) -> bool:
        """Go back out; return whether one was not out yet."""
        return self.zoom(ENTER)

    def home(self) -> None:
        """Look at everything."""
        self.place = replace(self.place, window=None)

    def choose(self, i: int) -> None:
        """Choose variable i where one is."""
        self.place = replace(self.place, chosen=i)

    def go(self, session: Session, said: str) -> None:
        """Go to the variable, or to the largest partial of those that a pattern names; a part is then looked at."""
        found = session.objective.match(said)
        self.choose(largest_of(session.here.gradient, found))
        drawn = self.drawn
        if drawn is None:
            return
        window = self.place.window
        if len(found) > 1:
            part = shown_whole(drawn.sheets, found)
            if part is not None and part.rows > 1 and part.columns > 1:
                window = part
            elif window is not None:
                window = whole(drawn.sheets, sheet_of(drawn.sheets, self.place.chosen))
        self.place = following(drawn.sheets, replace(self.place, window=window))
