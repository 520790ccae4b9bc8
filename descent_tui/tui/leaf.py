"""A page that is one picture to read: a click or its keys leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from descent_tui.tui.page import Page
from descent_tui.tui.raster_view import RasterView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult


class Leaf(Page):
    """Subclasses say what keys mean, and draw into `view`."""

    KEYS: ClassVar[Mapping[str, str]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.view = RasterView()

    def keys(self) -> Mapping[str, str]:
        """Return what keys mean here."""
        return self.KEYS

    def compose(self) -> ComposeResult:
        """Yield the page."""
        yield self.view

    def on_resize(self) -> None:
        """Draw for the new size."""
        if self.size.area:
            self.show()

    def show(self) -> None:
        """Draw, on a screen that has cells."""
        raise NotImplementedError

    def on_click(self) -> None:
        """Leave."""
        self.dismiss()

    def leave(self) -> None:
        """Leave."""
        self.dismiss()
