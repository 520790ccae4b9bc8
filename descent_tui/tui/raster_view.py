"""The one widget that shows pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from descent_tui.tui.inks import Inks
from descent_tui.tui.runs import part

if TYPE_CHECKING:
    from rich.color import ColorSystem

    from descent_tui.pictures.raster import Raster
    from descent_tui.tui.sgr import Inked


class RasterView(Widget):
    """Shows a raster, and repaints only the cells that changed.

    A raster that does not fit is clipped at the right and the bottom; what it leaves free is blank. Until there is
    one the widget is blank, which is what makes the first frame cheap. DEFAULT colours are the widget's own, from CSS.
    """

    DEFAULT_CSS = """
    RasterView { width: 1fr; height: 1fr; }
    """

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._raster: Raster | None = None
        self._strips: dict[int, Strip] = {}
        self._own: Style | None = None
        self._inks: Inks | None = None

    @property
    def raster(self) -> Raster | None:
        """What is shown."""
        return self._raster

    def show(self, raster: Raster) -> None:
        """Show a raster in place of the one before."""
        old, self._raster = self._raster, raster
        if old is raster:
            return
        if old is None or old.glyph.shape != raster.glyph.shape:
            self._strips.clear()
            self.refresh()
            return
        from descent_tui.tui.strips import diff  # the first picture has nothing to differ from

        here = self.content_size.region
        regions = [cut for region in diff(old, raster) if (cut := region.intersection(here))]
        if regions:
            for region in regions:
                for y in region.line_range:
                    self._strips.pop(y, None)
            self.refresh(*regions)

    def notify_style_update(self) -> None:
        """Forget the rows drawn in colours that may be others now."""
        self._own = self._inks = None
        self._strips.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Return row y as wide as the widget's content."""
        width = self.content_size.width
        strip = self._strips.get(y)
        if strip is None or strip.cell_length != width:
            strip = self._strips[y] = self._row(y, width)
        return strip

    def span(self, y: int, x1: int, x2: int, system: ColorSystem) -> list[Inked]:
        """Return the cells x1 to x2 of row y as they go to the terminal; raise IndexError outside of the raster."""
        raster = self._raster
        if raster is None or not (0 <= y < raster.height and 0 <= x1 <= x2 <= raster.width):
            raise IndexError(y, x1, x2)
        filters = self.get_line_filters()
        if self._inks is None or not self._inks.fits(filters, system):
            own = self._ground()
            self._inks = Inks(own, self.background_colors[1], filters, system)
        return self._inks.of(part(raster, y, x1, x2))

    def _ground(self) -> Style:
        if self._own is None:
            look = self.visual_style.rich_style
            self._own = Style(color=look.color, bgcolor=look.bgcolor)
        return self._own

    def _row(self, y: int, width: int) -> Strip:
        own = self._ground()
        if self._raster is None or not 0 <= y < self._raster.height:
            return Strip.blank(width, own)
        from descent_tui.tui.strips import strips  # where Textual paints

        return strips(self._raster, [y], own)[0].adjust_cell_length(width, own)
