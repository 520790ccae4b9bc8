"""The whole screen as one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.pictures import bottom
from descent_tui.pictures.colouring import ink_of
from descent_tui.pictures.curve import loss_picture, slice_picture
from descent_tui.pictures.derivation import derivation, derivation_lines
from descent_tui.pictures.header import header
from descent_tui.pictures.landscape import Landscape
from descent_tui.pictures.layout import LEAST_HEIGHT, LEAST_WIDTH, Layout, Region, fits, layout, side_width
from descent_tui.pictures.nudging import nudging
from descent_tui.pictures.partials import partials, variable_at
from descent_tui.pictures.path import Path
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.sections import Sections
from descent_tui.pictures.text import Part, panel, write
from descent_tui.session.intents import toggle
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.session.session import Session

HINTS: tuple[bottom.Hint, ...] = (
    ("space", "step", "wish step"), ("u", "back", "wish back"), ("1-9", "freeze", "wish pick"),
    ("+ -", "rate", "wish faster"), ("n", "nudge", "wish nudge"), ("?", "help", "wish help"),
    ("q", "quit", "wish quit"), ("/", "formula", "wish formula"), ("l", "landscapes", "wish gallery"),
    ("v", "view", "wish view"), ("p", "play", "wish play"), ("←→↑↓", "walk", "wish help"),
    ("d", "derivation", "wish derivation"), ("c", "palette", "wish palette"), ("r", "restart", "wish restart"),
)  # fmt: skip
"""The footer: the most needed first, as many as fit."""


class Stage:
    """Draws sessions, and remembers only what saves it from drawing the same twice.

    Attributes:
        layout: where everything stood on the last picture; None while the screen is too small.
    """

    def __init__(self) -> None:
        self.layout: Layout | None = None
        self._sections = Sections()
        self._path = Path()
        self._landscape = Landscape(self._sections)
        self._curves: dict[str, tuple[tuple[object, ...], Raster]] = {}
        self._hints: tuple[tuple[int, int, str], ...] = ()

    def draw(self, session: Session, width: int, height: int, look: Look, *, curves: bool = True) -> Raster:
        """Return the screen.

        With `curves` false, slice and loss stay as they were drawn last: they take longer than all the rest together,
        so a key is answered without them first.
        """
        if not fits(width, height):
            self.layout = None
            return _too_small(session, width, height, look)
        lines = derivation_lines(session, _panel_width(width) - 2, look) if session.view.derivation else ()
        places = layout(
            width, height, session.objective.size, nudging=session.view.nudge is not None, deriving=len(lines)
        )
        self.layout = places
        self._path.follow(session.here, session.view.axes)
        raster = Raster.blank(width, height, look.colours.ink, look.colours.paper)
        _paste(raster, header(session, places.header.width, places.header.height, look), places.header)
        ground = self._landscape.draw(session, places.landscape.width, places.landscape.height, look, self._path)
        _paste(raster, ground, places.landscape)
        for name, region in places.panels.items():
            _paste(raster, self._panel(name, session, region, look, fresh=curves), region)
        self._write_bottom(raster, session, places, look)
        return raster

    def _write_bottom(self, raster: Raster, session: Session, places: Layout, look: Look) -> None:
        footer, self._hints = bottom.footer(HINTS, raster.width, look)
        if places.note is not places.arithmetic or session.note is None:
            _paste(raster, bottom.arithmetic(session, raster.width, look), places.arithmetic)
        if places.note is not places.arithmetic or session.note is not None:
            _paste(raster, bottom.note(session, raster.width, look), places.note)
        _paste(raster, footer, places.footer)

    def _panel(self, name: str, session: Session, region: Region, look: Look, *, fresh: bool) -> Raster:
        width, height = region.width, region.height
        match name:
            case "partials":
                return partials(session, width, height, look)
            case "nudge":
                return nudging(session, width, height, look)
            case "derivation":
                return derivation(session, width, height, look)
            case _:
                return self._curve(name, session, width, height, look, fresh=fresh)

    def _curve(self, name: str, session: Session, width: int, height: int, look: Look, *, fresh: bool) -> Raster:
        key: tuple[object, ...] = (width, height, look)
        drawn = self._curves.get(name)
        if drawn is not None and drawn[0][0] == key and (not fresh or drawn[0][1:] == (session.here, session.view)):
            return drawn[1]
        if not fresh:
            return _titled(name, session, Raster.blank(0, 0), width, height, look)
        inside = (
            self._slice(session, width, height - 1, look)
            if name == "slice"
            else self._loss(session, width, height - 1, look)
        )
        raster = _titled(name, session, inside, width, height, look)
        self._curves[name] = ((key, session.here, session.view), raster)
        return raster

    def _slice(self, session: Session, width: int, height: int, look: Look) -> Raster:
        i, here = session.view.focus, session.here
        at = float(here.x[i])
        low, high = self._landscape.span(session, i)
        t, f = self._sections.slice(session, i, low, high, 2 * width)
        return slice_picture(
            width, height, look, t, f, at, here.value, float(here.gradient[i]), session.objective.name(i),
            frozen=not session.free[i], colour=ink_of(session, i, look),
        )  # fmt: skip

    def _loss(self, session: Session, width: int, height: int, look: Look) -> Raster:
        values = self._path.values
        known = [minimum.value for minimum in session.scenario.minima]
        turned = dict(session.constants) != session.scenario.constant_values
        floor = min(known) if known and not turned else 0.0
        return loss_picture(width, height, look, values, len(values) - 1, floor=floor)

    def clicked(self, session: Session, x: int, y: int) -> str | None:
        """Return the action, or `wish …`, that a click on a cell stands for; None for none."""
        places = self.layout
        where = places.at(x, y) if places else None
        if places is None or where is None:
            return None
        if where == "landscape":
            return self._landscape.clicked(session, x - places.landscape.x, y - places.landscape.y)
        if where == "footer":
            return next((action for first, end, action in self._hints if first <= x < end), None)
        if where == "partials":
            region = places.panels[where]
            i = variable_at(session, region.width, region.height, y - region.y)
            return None if i is None else toggle(session, i)
        return None


def _paste(raster: Raster, part: Raster, region: Region) -> None:
    raster.paste(part, region.x, region.y)


def _panel_width(width: int) -> int:
    return side_width(width) if width >= 72 else width - 2


def _titled(name: str, session: Session, inside: Raster, width: int, height: int, look: Look) -> Raster:
    colours = look.colours
    title: list[Part] = [("loss", colours.title), (" f at every step", colours.faint)]
    if name == "slice":
        i = session.view.focus
        title = [("slice along ", colours.title), (session.objective.name(i), ink_of(session, i, look))]
        if session.objective.size > 1:
            title.append((" the rest held", colours.faint))
    raster = panel(width, height, look, title)
    raster.paste(inside, 0, 1)
    return raster


def _too_small(session: Session, width: int, height: int, look: Look) -> Raster:
    raster = Raster.blank(width, height, look.colours.ink, look.colours.paper)
    text = f"f {show(session.here.value)}  step {session.here.k}  needs {LEAST_WIDTH}×{LEAST_HEIGHT}"
    write(raster, 0, 0, [(text, look.colours.ink)], look, width)
    return raster
