"""The gallery: every shipped landscape, with search, its story and a small live picture."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from descent_tui.pictures.gallery import found, gallery, picture_room
from descent_tui.pictures.landscape import landscape
from descent_tui.scenario import catalogue
from descent_tui.session.opening import open_scenario
from descent_tui.tui.searched import SearchedList

if TYPE_CHECKING:
    from collections.abc import Callable

    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster


@lru_cache(8)  # on a large screen each is half a megabyte, and there are seventy
def _picture(name: str, width: int, height: int, look: Look) -> Raster:
    return landscape(open_scenario(catalogue.load(name)), width, height, look)


class GalleryScreen(SearchedList):
    """Choose a landscape; `chosen` gets its name."""

    def __init__(self, look: Look, now: str, chosen: Callable[[str], object]) -> None:
        super().__init__()
        self._chosen = chosen
        self._look = look
        self._all = catalogue.summaries()
        names = [summary.name for summary in self._all]
        self.place = names.index(now) if now in names else 0
        self._owes_picture = False

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._show(picture=True)

    def draw(self) -> None:
        """Draw the list, which answers a key, and the picture when no key waits."""
        if not self.size.area:
            return
        self._show(picture=False)
        if not self._owes_picture:
            self._owes_picture = True
            self.call_after_refresh(self._draw_picture)

    def _draw_picture(self) -> None:
        self._owes_picture = False
        self._show(picture=True)

    def _show(self, *, picture: bool) -> None:
        if not self.size.area:
            return
        width, height = self.size
        shown = found(self._all, self.search)
        place = self.inside(len(shown))
        room = picture_room(width, height)
        small = _picture(shown[place].name, *room, self._look) if picture and shown and room else None
        raster, self.rows = gallery(shown, place, self.search, width, height, self._look, small)
        self.view.show(raster)

    def choose(self) -> None:
        """Open what is chosen."""
        if shown := found(self._all, self.search):
            self.dismiss()
            self._chosen(shown[self.place].name)
