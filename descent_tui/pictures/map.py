"""The map: the ground once, and over it what moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from descent_tui.pictures import axes, marks, runners
from descent_tui.pictures.arrows import draw_arrows
from descent_tui.pictures.ground import ground, plain_under
from descent_tui.pictures.memory import draw_bars, draw_velocity
from descent_tui.pictures.trail import draw_trail
from descent_tui.pictures.viewport import Viewport
from descent_tui.session.numbers import length

if TYPE_CHECKING:
    from descent_tui.pictures.braille import Bits
    from descent_tui.pictures.lines import Lines
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.path import Path
    from descent_tui.pictures.raster import Raster
    from descent_tui.pictures.sections import Floats, Sections
    from descent_tui.session.session import Iterate, Session

GROUNDS = 4
"""Grounds kept as drawn: full and dimmed, for this size and the one before."""


@dataclass(slots=True)
class Map:
    """Draws maps; keeps the ground, which a step does not change, and the trail, which a step only adds to."""

    sections: Sections
    _grounds: dict[tuple[object, ...], tuple[Floats, Raster]] = field(default_factory=dict)
    _trails: dict[tuple[str, int], _Trail] = field(default_factory=dict)
    _seen: tuple[Viewport, int, int, int, int] | None = None

    def draw(self, session: Session, width: int, height: int, look: Look, lines: Lines) -> Raster:
        """Return the map of the section through the iterate, with axes around it and all lines on it."""
        viewport = Viewport(*session.view.window)
        first, second = session.view.axes
        names = session.objective.name(first), session.objective.name(second)
        framed = axes.frame(width, height, viewport, look, names)
        self._seen = (viewport, framed.x, framed.y, framed.width, framed.height)
        if framed.width < 1 or framed.height < 1:
            return framed.raster
        z = self.sections.section(session, viewport, framed.width, framed.height)
        raster = self._ground(session, z, viewport, look)
        before = raster.copy() if look.mixes else raster
        self._draw_over(raster, session, viewport, look, lines)
        if look.mixes:
            plain_under(raster, before, look)
        framed.raster.paste(raster, framed.x, framed.y)
        return framed.raster

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
        free = session.free[list(session.view.axes)]
        full = self._drawn(z, look, dim=False)
        if free.all():
            return full.copy()
        raster = self._drawn(z, look, dim=True).copy()
        if free.any():
            axis = int(np.argmax(free))
            bright = ~marks.off_slice(full.glyph.shape, _here(session), axis, viewport)
            for old, new in ((raster.glyph, full.glyph), (raster.fg, full.fg), (raster.bg, full.bg)):
                old[bright] = new[bright]
        return raster

    def _drawn(self, z: Floats, look: Look, *, dim: bool) -> Raster:
        key = (id(z), look, dim)
        if key not in self._grounds:
            mask = np.ones((z.shape[0] // 4, z.shape[1] // 2), np.bool_) if dim else None
            drawn = ground(z, look, dim=mask)
            while len(self._grounds) >= GROUNDS:
                del self._grounds[next(iter(self._grounds))]
            self._grounds[key] = z, drawn  # as long as z is kept, no other array has its id
        return self._grounds[key][1]

    def _draw_over(self, raster: Raster, session: Session, viewport: Viewport, look: Look, lines: Lines) -> None:
        here, view = session.here, session.view
        point = _here(session)
        free = tuple(bool(f) for f in session.free[list(view.axes)])
        start = (lines.lead or lines.follow(session)).walked
        if free[0] != free[1]:
            marks.draw_slice(raster, point, 0 if free[0] else 1, viewport, look)
        if view.memory:
            draw_bars(raster, point, session, viewport, look)
        reference = length(start.start.gradient[list(view.axes)]) or 1.0
        if view.arrow:
            slope = (float(here.gradient[view.axes[0]]), float(here.gradient[view.axes[1]]))
            draw_arrows(raster, point, slope, viewport, look, (free[0], free[1]), reference)
        if view.memory:
            draw_velocity(raster, point, session, viewport, look, reference)
        # over the arrows: uphill is where a descent comes from, and they would hide the way
        racing = len(session.runners) > 1
        self._draw_trails(raster, viewport, look, lines, racing=racing)
        marks.draw_minima(raster, known_minima(session), viewport, look)
        marks.draw_start(raster, _last(start, 0), viewport, look)
        if view.nudge is not None and view.focus in view.axes:
            moved = list(point)
            moved[view.axes.index(view.focus)] += view.nudge
            marks.draw_nudge(raster, point, (moved[0], moved[1]), viewport, look)
        for line in lines:
            if line is not lines.lead:
                colour = runners.ghost_head(line.number, look) if line.ghost else runners.ink(line.number, look)
                glyph = look.glyphs.ghost if line.ghost else runners.glyph(line.number, look)
                marks.draw_runner(raster, _last(line.walked), viewport, look, glyph, line.number, colour)
        marks.draw_head(raster, point, viewport, look, runners.ink(session.runner.number, look) if racing else None)

    def _draw_trails(self, raster: Raster, viewport: Viewport, look: Look, lines: Lines, *, racing: bool) -> None:
        """Draw what lies ahead, then ghosts and runners, the lead last; of a trail that grew, only its new steps."""
        frame = (viewport, raster.width, raster.height)
        kept = self._trails
        self._trails = {}
        for line in lines:
            leads = line is lines.lead
            if line.whole is not line.walked:
                colour = runners.faint(line.number, look) if racing else look.colours.faint
                trail = _Trail.grown(kept.get(("ahead", line.number)), frame, line.whole, loose=True)
                self._trails["ahead", line.number] = trail
                trail.draw(raster, viewport, look, line.whole, colour, plain=look.glyphs.dot)
            key = ("ghost" if line.ghost else "lead" if leads else "runner", line.number)
            trail = _Trail.grown(
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


@dataclass(eq=False, slots=True)
class _Trail:
    """The dots of a trail, what they are the trail of, and from which of its points on they are still to be drawn."""

    frame: tuple[Viewport, int, int]
    axes: tuple[int, int]
    head: Iterate
    count: int
    since: int
    loose: bool
    bits: Bits | None

    @classmethod
    def grown(
        cls, old: _Trail | None, frame: tuple[Viewport, int, int], path: Path, *, since: int = 0, loose: bool = False
    ) -> _Trail:
        """Return the trail of a path: what was drawn of it, where it is the old one with a step more or none."""
        head, count = path.head, len(path.values)
        if old is not None and old.frame == frame and old.axes == path.axes and old.loose == loose:
            if head is old.head and count == old.count:
                return cls(frame, path.axes, head, count, count - 1, loose, old.bits)
            if head.parent is old.head and count == old.count + 1:
                return cls(frame, path.axes, head, count, count - 2, loose, old.bits)
        return cls(frame, path.axes, head, count, min(since, count - 1), loose, None)

    def draw(
        self, raster: Raster, viewport: Viewport, look: Look, path: Path, colour: int, *, wide: bool = False,
        plain: str = "",
    ) -> None:  # fmt: skip
        """Draw it on a map, and keep its dots."""
        points = path.points[self.since :]
        steps = len(points) - 1
        dotted = np.ones(steps, np.bool_) if self.loose else path.by_hand_since(self.since)
        self.bits = draw_trail(raster, points, viewport, look, dotted, self.bits, colour=colour, wide=wide, plain=plain)


def _last(path: Path, place: int = -1) -> tuple[float, float]:
    """Return the point of a path at a place, the last one unless said."""
    return float(path.points[place, 0]), float(path.points[place, 1])


def _here(session: Session) -> tuple[float, float]:
    first, second = session.view.axes
    return float(session.here.x[first]), float(session.here.x[second])


def known_minima(session: Session) -> npt.NDArray[np.float64]:
    """Return the known minima that lie in this section, [k, 2]; where constants were turned, none are known."""
    scenario = session.scenario
    if dict(session.constants) != scenario.constant_values or session.objective.size > 64:
        return np.empty((0, 2))
    first, second = session.view.axes
    others = [i for i in range(session.objective.size) if i not in session.view.axes]
    x = session.here.x
    points = [
        (minimum.at[first], minimum.at[second])
        for minimum in scenario.minima
        if all(abs(minimum.at[i] - x[i]) < 1e-3 for i in others)
    ]
    return np.array(points, np.float64).reshape(-1, 2)


def _rounded(value: float, cell: float) -> float:
    """Return a coordinate rounded to a decimal that is finer than a cell, so that a click gives a number to say."""
    if cell <= 0 or not np.isfinite(cell):
        return value
    return round(value, max(0, -int(np.floor(np.log10(cell)))))
