"""What is sent to the terminal for a change of the screen, in few bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from rich.color import ColorSystem
from rich.control import Control
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate

from descent_tui.tui.sgr import Inked, Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Console
    from textual.geometry import Size

    from descent_tui.tui.shown import Shown

Span = tuple[int, int, int]
"""Row, first column, column after the last."""

_SURPRISES = (AttributeError, IndexError, KeyError, TypeError, ValueError)


def _move(x: int, y: int) -> str:
    return Control.move_to(x, y).segment.text


def _pen(console: Console) -> Pen:
    return Pen(console._color_system or ColorSystem.TRUECOLOR)  # noqa: SLF001 - as Textual's Strip.render asks


class Lean(CompositorUpdate):
    """An update that is sent lean, or as it came where it is not what it seems."""

    def __init__(self, stock: CompositorUpdate, shown: Shown) -> None:
        self.stock = stock
        self.shown = shown

    def render_segments(self, console: Console) -> str:
        """Return what to send to the terminal."""
        try:
            return self.lean(console)
        except _SURPRISES:
            self.shown.forget()
            return self.stock.render_segments(console)

    def lean(self, console: Console) -> str:
        """Return it in few bytes."""
        raise NotImplementedError


class LeanSpans(Lean):
    """Spans of rows, cropped at both ends."""

    stock: ChopsUpdate

    def lean(self, console: Console) -> str:
        """Return the spans, each after a cursor move."""
        pen, out = _pen(console), list[str]()
        at = (-1, -1)
        for y, x1, x2 in self.stock.spans:
            self.shown.touch(y)
            for end, (x, strip) in zip(self.stock.chop_ends[y], self.stock.chops[y].items(), strict=True):
                if strip is None or x >= x2 or end <= x1:
                    continue
                left, right = max(x, x1), min(end, x2)
                if at != (left, y):
                    out.append(_move(left, y))
                out.append(pen.write(strip if (left, right) == (x, end) else strip.crop(left - x, right - x)))
                at = (right, y)
        out.append(pen.lift())
        return "".join(out)


class LeanLayout(Lean):
    """Whole rows, without those that are on the screen already."""

    stock: LayoutUpdate

    def lean(self, console: Console) -> str:
        """Return the rows that are new, each after a cursor move."""
        pen, out = _pen(console), list[str]()
        region = self.stock.region
        with self.shown.painting(region.size):
            for y, line in enumerate(self.stock.strips, region.y):
                row = "".join([pen.write(strip) for strip in line]) + pen.lift()
                if self.shown.differs(y, row):
                    out.append(_move(region.x, y) + row)
        return "".join(out)


@runtime_checkable
class Picture(Protocol):
    """A widget that can tell any span of its cells by itself."""

    def span(self, y: int, x1: int, x2: int, system: ColorSystem) -> Sequence[Inked]:
        """Return the cells x1 to x2 of row y as they go to the terminal: harmless, and in colours that it has."""


class Postponed(CompositorUpdate):
    """An update that is made when it is wanted after all."""

    def __init__(self, make: Callable[[], CompositorUpdate]) -> None:
        self._make = make

    def render_segments(self, console: Console) -> str:
        """Return what to send to the terminal."""
        return self._make().render_segments(console)


class LeanPicture(Lean):
    """A picture that is the whole screen, without the rows that are there already.

    Textual makes four strips of a row, each with every run of it and caches besides. Ten such pictures of 400×120
    cells are tens of megabytes before they are garbage that is looked for.
    """

    def __init__(self, picture: Picture, size: Size, stock: CompositorUpdate, shown: Shown) -> None:
        super().__init__(stock, shown)
        self.picture = picture
        self.size = size

    def lean(self, console: Console) -> str:
        """Return the rows that are new, each after a cursor move."""
        pen, out = _pen(console), list[str]()
        with self.shown.painting(self.size):
            for y in range(self.size.height):
                row = pen.put(self.picture.span(y, 0, self.size.width, pen.system)) + pen.lift()
                if self.shown.differs(y, row):
                    out.append(_move(0, y) + row)
        return "".join(out)


class LeanCells(Lean):
    """Spans of a picture that has the screen to itself.

    Textual draws a whole row to send a cell of it, and asks every filter about all of it. For the thirty short spans
    of a step that would be most of the time between the key and the last byte.
    """

    def __init__(self, picture: Picture, spans: Sequence[Span], stock: CompositorUpdate, shown: Shown) -> None:
        super().__init__(stock, shown)
        self.picture = picture
        self.spans = spans

    def lean(self, console: Console) -> str:
        """Return the spans, each after a cursor move."""
        pen, out = _pen(console), list[str]()
        for y, x1, x2 in self.spans:
            self.shown.touch(y)
            out.append(_move(x1, y))
            out.append(pen.put(self.picture.span(y, x1, x2, pen.system)))
        out.append(pen.lift())
        return "".join(out)
