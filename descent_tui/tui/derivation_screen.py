"""The derivation of the partial in focus on a page of its own, for screens that have no panel for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from descent_tui.pictures.derivation import derivation
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import write
from descent_tui.tui.leaf import Leaf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from descent_tui.pictures.text import Part
    from descent_tui.tui.landscape_screen import LandscapeScreen


class DerivationScreen(Leaf):
    """∂f/∂x rule by rule, as much of it as the whole screen has room for.

    Args:
        under: the landscape it lies over, whose session it reads and whose focus it turns.
    """

    KEYS: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("escape", "d", "q", "enter", "ctrl+c"), "leave"),
        "tab": "turn",
    }

    def __init__(self, under: LandscapeScreen) -> None:
        super().__init__()
        self._under = under

    def landscape_changed(self) -> None:
        """Draw the derivation as it is now."""
        self.on_resize()

    def show(self) -> None:
        """Draw the derivation, and what keys do below it."""
        width, height = self.size
        session, look = self._under.session, self._under.look
        raster = Raster.blank(width, height, look.colours.ink, look.colours.paper)
        raster.paste(derivation(session, width, max(height - 1, 1), look), 0, 0)
        hints: list[Part] = [("Esc ", look.colours.key), ("back", look.colours.faint)]
        if session.free.sum() > 1:  # it turns from one free variable to the next
            hints += [("   tab ", look.colours.key), ("the next partial", look.colours.faint)]
        write(raster, 1, height - 1, hints, look, width - 2)
        self.view.show(raster)

    def turn(self) -> None:
        """Derive the next variable's partial."""
        self._under.grant("focus")
        self.landscape_changed()
