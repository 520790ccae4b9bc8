"""The map: the ground once, and over it what moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from descent_tui.pictures import axes, marks, runners
from descent_tui.pictures.arrows import draw_arrows
from descent_tui.pictures.ground import ground, plain_under
from descent_tui.pictures.later import Same, is_blank
from descent_tui.pictures.layer import Layer
from descent_tui.pictures.memory import draw_bars, draw_velocity
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import write_right
from descent_tui.pictures.trail import Trail
from descent_tui.pictures.viewport import Viewport
from descent_tui.session import plane
from descent_tui.session.numbers import length

if TYPE_CHECKING:
    from descent_tui.pictures.axes import Framed
    from descent_tui.pictures.lines import Lines
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.path import Path
    from descent_tui.pictures.sections import Floats, Sections
    from descent_tui.session.session import Iterate, Session

GROUNDS = 4
"""Grounds kept as drawn: full and dimmed, for this size and the one before."""


@dataclass(slots=True)
class Map:
    """Draws maps; keeps axes and ground, which a step does not change, and the trail, which a step only adds to.

    Attributes:
        late: the arrows on the last map are those of an iterate before.
    """

    sections: Sections
    late: bool = False
    _grounds: dict[tuple[Same, Look, bool], Raster] = field(default_factory=dict)
    _trails: dict[tuple[str, int], Trail] = field(default_factory=dict)
    _axes: tuple[tuple[object, ...], Framed] | None = None
    _slopes: tuple[tuple[object, ...], Iterate, Layer] | None = None
    _seen: tuple[Viewport, int, int, int, int] | None = None

    def draw(
        self, session: Session, width: int, height: int, look: Look, lines: Lines, *, arrows: bool = True
    ) -> Raster:
        """Return the map of the section through the iterate, with axes around it and all lines on it.

        With `arrows` false, those of the slopes stay where they were drawn last, if that was on this map: they cover
        more cells than all else that a step changes.
        """
        viewport = Viewport(*session.view.window)
        framed = self._framed(width, height, viewport, look, plane.names(session))
        self._seen = (viewport, framed.x, framed.y, framed.width, framed.height)
        if framed.width < 1 or framed.height < 1:
            return framed.raster
        z = self.sections.section(session, viewport, framed.width, framed.height)
        if is_blank(z):
            raster = Raster.blank(framed.width, framed.height, look.colours.faint, look.colours.paper)
        else:
            raster = self._ground(session, z, viewport, look)
        before = raster.copy() if look.mixes else raster
        self._draw_over(raster, session, viewport, look, lines, arrows=arrows)
        if look.mixes:
            plain_under(raster, before, look)
        if self.sections.later.lacks("section"):
            write_right(raster, raster.width, 0, [(self._drawing(raster.width), look.colours.key)], look)
        picture = framed.raster.copy()
        picture.paste(raster, framed.x, framed.y)
        return picture

    def _drawing(self, width: int) -> str:
        """Return what is said in the corner of a map that is still to be drawn, or better."""
        field = self.sections.last
        if field is None or not field.points or field.samples == field.all_samples:
            return " drawing… "
        said = f" {field.samples:,} of {field.all_samples:,} samples, drawing… "
        return said if len(said) < width else " drawing… "

    def _framed(self, width: int, height: int, viewport: Viewport, look: Look, names: tuple[str, str]) -> Framed:
        key = (width, height, viewport, look, names)
        if self._axes is None or self._axes[0] != key:
            self._axes = key, axes.frame(width, height, viewport, look, names)
        return self._axes[1]

    def point_at(self, x: int, y: int) -> tuple[float, float] | None:
        """Return the point in the middle of a cell of the picture, rounded to what a cell can tell."""
        if self._seen is None:
            return None
        viewport, left, top, width, height = self._seen
        column, row = x - left, y - top
        if not (0 <= column < width and 0 <= row < height):
            return None
        px, py = (float(v) for v in viewport.from_cell(column + 0.5, row + 0.5, width, height))
        return (
            _rounded(px, (viewport.x1 - viewport.x0) / width),
            _rounded(py, (viewport.y1 - viewport.y0) / height),
        )

    def _ground(self, session: Session, z: Floats, viewport: Viewport, look: Look) -> Raster:
        """Return a fresh ground: all of it, or only the slice where a variable of the map is frozen."""
        free = plane.free(session)
        full = self._drawn(z, look, dim=False)
        if all(free):
            return full.copy()
        raster = self._drawn(z, look, dim=True).copy()
        if any(free):
            axis = int(np.argmax(free))
            bright = ~marks.off_slice(full.glyph.shape, _here(session), axis, viewport)
            for old, new in ((raster.glyph, full.glyph), (raster.fg, full.fg), (raster.bg, full.bg)):
                old[bright] = new[bright]
        return raster

    def _drawn(self, z: Floats, look: Look, *, dim: bool) -> Raster:
        key = (Same(z), look, dim)
        if key not in self._grounds:
            mask = np.ones((z.shape[0] // 4, z.shape[1] // 2), np.bool_) if dim else None
            drawn = ground(z, look, dim=mask)
            self._grounds = {known: kept for known, kept in self._grounds.items() if not known[0].gone}
            while len(self._grounds) >= GROUNDS:
                del self._grounds[next(iter(self._grounds))]
            self._grounds[key] = drawn
        return self._grounds[key]

    def _draw_over(
        self, raster: Raster, session: Session, viewport: Viewport, look: Look, lines: Lines, *, arrows: bool
    ) -> None:
        view, point = session.view, _here(session)
        free = plane.free(session)
        start = (lines.lead or lines.follow(session)).walked
        if free[0] != free[1]:
            marks.draw_slice(raster, point, 0 if free[0] else 1, viewport, look)
        self._draw_slopes(raster, session, viewport, look, start.start, arrows=arrows)
        # over the arrows: uphill is where a descent comes from, and they would hide the way
        racing = len(session.runners) > 1
        self._draw_trails(raster, viewport, look, lines, racing=racing)
        marks.draw_minima(raster, known_minima(session), viewport, look)
        marks.draw_start(raster, _last(start, 0), viewport, look)
        if view.nudge is not None and view.plane is None and view.focus in view.axes:
            moved = list(point)
            moved[view.axes.index(view.focus)] += view.nudge
            marks.draw_nudge(raster, point, (moved[0], moved[1]), viewport, look)
        for line in lines:
            if line is not lines.lead:
                colour = runners.ghost_head(line.number, look) if line.ghost else runners.ink(line.number, look)
                glyph = look.glyphs.ghost if line.ghost else runners.glyph(line.number, look)
                marks.draw_runner(raster, _last(line.walked), viewport, look, glyph, line.number, colour)
        marks.draw_head(raster, point, viewport, look, runners.ink(session.runner.number, look) if racing else None)

    def _draw_slopes(
        self, raster: Raster, session: Session, viewport: Viewport, look: Look, start: Iterate, *, arrows: bool
    ) -> None:
        """Draw the arrows of the slopes and what the optimizer remembers, or what was drawn of them last."""
        here, view, point = session.here, session.view, _here(session)
        self.late = False
        if not (view.arrow or view.memory):
            return
        free = plane.free(session)
        shows = (raster.glyph.shape, viewport, look, view.axes, view.plane, view.arrow, view.memory, free)
        key = (session.objective, session.runner.number, *shows)
        if not arrows and self._slopes is not None and self._slopes[0] == key:
            self._slopes[2].lay(raster)
            self.late = self._slopes[1] is not here
            return
        before = raster.copy()
        reference = length(np.array(plane.slopes(view, start.gradient))) or 1.0
        if view.memory:
            draw_bars(raster, point, session, viewport, look)
        if view.arrow:
            draw_arrows(raster, point, _slope(session), viewport, look, free, reference)
        if view.memory:
            draw_velocity(raster, point, session, viewport, look, reference)
        self._slopes = key, here, Layer.between(before, raster)

    def _draw_trails(self, raster: Raster, viewport: Viewport, look: Look, lines: Lines, *, racing: bool) -> None:
        """Draw what lies ahead, then ghosts and runners, the lead last; of a trail that grew, only its new steps."""
        frame = (viewport, raster.width, raster.height)
        kept = self._trails
        self._trails = {}
        for line in lines:
            leads = line is lines.lead
            if line.whole is not line.walked:
                colour = runners.faint(line.number, look) if racing else look.colours.faint
                trail = Trail.grown(kept.get(("ahead", line.number)), frame, line.whole, loose=True)
                self._trails["ahead", line.number] = trail
                trail.draw(raster, viewport, look, line.whole, colour, plain=look.glyphs.dot)
            key = ("ghost" if line.ghost else "lead" if leads else "runner", line.number)
            trail = Trail.grown(
                kept.get(key), frame, line.walked, since=line.since, loose=line.ghost and look.depth == "none"
            )
            self._trails[key] = trail
            if line.ghost:
                trail.draw(raster, viewport, look, line.walked, runners.ghost(line.number, look), plain=":")
            elif leads:
                colour = runners.ink(line.number, look) if racing else look.colours.trail
                trail.draw(raster, viewport, look, line.walked, colour, wide=True)
            else:
                colour = runners.ink(line.number, look)
                wide = look.depth != "none"  # without colours, two dots are for the lead
                trail.draw(raster, viewport, look, line.walked, colour, wide=wide, plain=str(line.number))


def _last(path: Path, place: int = -1) -> tuple[float, float]:
    """Return the point of a path at a place, the last one unless said."""
    return float(path.points[place, 0]), float(path.points[place, 1])


def _here(session: Session) -> tuple[float, float]:
    return plane.place(session.view, session.here)


def _slope(session: Session) -> tuple[float, float]:
    """Return the slope along both axes; along directions, of what is free alone."""
    gradient = session.here.gradient
    if session.view.plane is not None and not session.all_free:
        gradient = np.where(session.free, gradient, 0.0)
    return plane.slopes(session.view, gradient)


def known_minima(session: Session) -> npt.NDArray[np.float64]:
    """Return the known minima that lie in this section, [k, 2]; where constants were turned, none are known."""
    scenario = session.scenario
    if dict(session.constants) != scenario.constant_values or session.objective.size > 64:
        return np.empty((0, 2))
    if session.view.plane is not None:
        return _within(session.view.plane, [np.array(minimum.at) for minimum in scenario.minima])
    first, second = session.view.axes
    others = [i for i in range(session.objective.size) if i not in session.view.axes]
    x = session.here.x
    points = [
        (minimum.at[first], minimum.at[second])
        for minimum in scenario.minima
        if all(abs(minimum.at[i] - x[i]) < 1e-3 for i in others)
    ]
    return np.array(points, np.float64).reshape(-1, 2)


def _within(shown: plane.Plane, points: list[npt.NDArray[np.float64]]) -> npt.NDArray[np.float64]:
    """Return where those of some points are in a plane that lie in it, [k, 2]."""
    places = [(shown.at(point), point) for point in points]
    return np.array([at for at, point in places if shown.off(point, at) < 1e-3], np.float64).reshape(-1, 2)


def _rounded(value: float, cell: float) -> float:
    """Return a coordinate rounded to a decimal that is finer than a cell, so that a click gives a number to say."""
    if cell <= 0 or not np.isfinite(cell):
        return value
    return round(value, max(0, -int(np.floor(np.log10(cell)))))
