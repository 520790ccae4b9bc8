"""The main picture: the map from above, the mountain, the two slices, or the curve where there is one variable."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures import runners
from descent_tui.pictures.colouring import ink_of
from descent_tui.pictures.later import is_blank
from descent_tui.pictures.levels import Levels
from descent_tui.pictures.lines import Lines
from descent_tui.pictures.map import Map
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.sections import Sections
from descent_tui.pictures.text import Part, length, write
from descent_tui.pictures.viewport import Viewport
from descent_tui.session import plane
from descent_tui.session.errors import ActionError
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.pictures.lines import Line
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.mountain import Walker
    from descent_tui.pictures.path import Path
    from descent_tui.pictures.plot import Mark
    from descent_tui.pictures.slopes import Cut
    from descent_tui.session.session import Session

RELIEF = (48, 24)
"""Cells of the section a mountain is made of: 96 by 96 heights."""

MOST_HELD = 10
"""So many held variables are named at most."""


def landscape(session: Session, width: int, height: int, look: Look) -> Raster:
    """Return the main picture of a session, at any size from 1×1 up."""
    lines = Lines()
    lines.follow(session)
    return Landscape(Sections()).draw(session, width, height, look, lines)


@dataclass(slots=True)
class Landscape:
    """Draws the main picture; what it keeps is what it drew last, so that a step repaints a few cells."""

    sections: Sections
    _map: Map | None = None

    @property
    def late(self) -> bool:
        """Whether the arrows on the last picture were those of an iterate before."""
        return self._map is not None and self._map.late

    def draw(
        self, session: Session, width: int, height: int, look: Look, lines: Lines, *, arrows: bool = True
    ) -> Raster:
        """Return the picture the view asks for; `lines` follow the session, and the arrows too unless told not to."""
        planar = session.view.plane is not None and session.view.kind != "slices"
        told = height > 6 and (planar or session.objective.size > 2)
        raster = Raster.blank(width, height, look.colours.ink, look.colours.paper)
        raster.paste(self._picture(session, width, height - told, look, lines, arrows=arrows), 0, 0)
        if told:
            write(raster, 0, height - 1, self._caption(session, width - 2, look, lines), look, width - 1)
        return raster

    def _caption(self, session: Session, width: int, look: Look, lines: Lines) -> list[Part]:
        """Say what the map shows and what not."""
        from descent_tui.pictures.plane_line import joined, known, plane_line  # of two variables nothing is said

        field = self.sections.last if session.view.kind != "slices" else None
        if session.view.plane is not None and session.view.kind != "slices":
            return plane_line(session, (lines.lead or lines.follow(session)).walked, field, width, look)
        made = joined(known(field, look), width, look)
        room = width - (length(made, look) + 3 if made else 0)
        if room < width // 2:
            return held_line(session, width, look)
        return [*held_line(session, room, look), *([("   ", look.colours.faint)] if made else []), *made]

    def _picture(self, session: Session, width: int, height: int, look: Look, lines: Lines, *, arrows: bool) -> Raster:
        if session.view.kind == "slices" and session.objective.size > 1:
            from descent_tui.pictures.slopes import two_slopes  # each view comes with the first look at it

            first, second = session.view.axes
            return two_slopes(width, height, look, self._cut(session, first, width), self._cut(session, second, width))
        if session.objective.size == 1:
            return self._curve(session, width, height, look, lines)
        if session.view.kind == "mountain":
            return self._mountain(session, width, height, look, lines)
        if self._map is None:
            self._map = Map(self.sections)
        return self._map.draw(session, width, height, look, lines, arrows=arrows)

    def span(self, session: Session, i: int) -> tuple[float, float]:
        """Return the window along variable i: the map's where it is on the map, else its range."""
        view = session.view
        for axis, name in enumerate(view.axes if view.plane is None else ()):
            if i == name:
                low, high = view.window[2 * axis : 2 * axis + 2]
                return _reaching(low, high, float(session.here.x[i]))
        from descent_tui.session.opening import range_of

        low, high = range_of(session.scenario, i)
        return _reaching(low, high, float(session.here.x[i]))

    def _cut(self, session: Session, i: int, width: int) -> Cut:
        from descent_tui.pictures.slopes import Cut

        here = session.here
        t, f = self.sections.slice(session, i, *self.span(session, i), 2 * max(width, 8))
        return Cut(
            session.objective.name(i), t, f, float(here.x[i]), here.value, float(here.gradient[i]),
            frozen=not session.free[i],
        )  # fmt: skip

    def _curve(self, session: Session, width: int, height: int, look: Look, lines: Lines) -> Raster:
        from descent_tui.pictures.curve_map import curve_map

        here, path = session.here, (lines.lead or lines.follow(session)).walked
        t, f = self.sections.slice(session, 0, *session.view.window[:2], 4 * max(width, 8))
        minima = [(minimum.at[0], minimum.value) for minimum in session.scenario.minima]
        slope = float(here.gradient[0]) if session.view.arrow else math.nan
        points = np.column_stack([path.points[:, 0], path.values])
        return curve_map(
            width, height, look, t, f, path=points, head=(float(here.x[0]), here.value), slope=slope, minima=minima,
            others=_heads(lines, look), name=session.objective.name(0),
        )  # fmt: skip

    def _mountain(self, session: Session, width: int, height: int, look: Look, lines: Lines) -> Raster:
        from descent_tui.pictures.mountain import mountain

        viewport = Viewport(*session.view.window)
        z = self.sections.section(session, viewport, *RELIEF)
        if is_blank(z):
            raster = Raster.blank(width, height, look.colours.ink, look.colours.paper)
            write(raster, 1, 0, [("drawing…", look.colours.key)], look, width - 1)
            return raster
        heights = Levels.of(z)(z)
        corner = heights.shape[1] - 1, heights.shape[0] - 1

        def placed(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
            return np.column_stack(viewport.to_cell(path.points[:, 0], path.points[:, 1], *corner))

        way = placed((lines.lead or lines.follow(session)).walked)
        racing = len(session.runners) > 1
        free = plane.free(session)
        one_free = free[0] != free[1]
        return mountain(
            heights, width, height, look, azimuth=session.view.turn, path=way,
            head=(float(way[-1, 0]), float(way[-1, 1])),
            slices=(free[0] and one_free, free[1] and one_free),
            names=list(plane.names(session)),
            others=[_walker(line, placed(line.walked), look) for line in lines if line is not lines.lead],
            colour=runners.ink(session.runner.number, look) if racing else None,
        )  # fmt: skip

    def clicked(self, session: Session, x: int, y: int) -> str | None:
        """Return the action a click on a cell of the picture stands for: the start goes there; raise `ActionError`."""
        if self._map is None or session.view.kind != "map" or session.objective.size < 2:
            return None
        if session.view.plane is not None:  # a point of it is no list of variables that anybody would say
            raise ActionError(
                "this map runs along directions: place the start on one over variables, after P or plane off"
            )
        point = self._map.point_at(x, y)
        if point is None:
            return None
        names = [session.objective.name(axis) for axis in session.view.axes]
        return f"goto {names[0]}={point[0]!r},{names[1]}={point[1]!r}"


def _walker(line: Line, path: np.ndarray[tuple[int, ...], np.dtype[np.float64]], look: Look) -> Walker:
    """Return somebody who races, or a branch that was left, on the mountain."""
    from descent_tui.pictures.mountain import Walker

    if line.ghost:
        return Walker(path[line.since :], runners.ghost(line.number, look), look.glyphs.ghost, line.number, ":")
    mark = str(line.number)
    return Walker(path, runners.ink(line.number, look), runners.glyph(line.number, look), line.number, mark)


def _heads(lines: Lines, look: Look) -> list[Mark]:
    """Return where the others of a race are on the curve, and where branches that were left end."""
    from descent_tui.pictures.plot import Mark

    marks = []
    for line in lines:
        if line is lines.lead:
            continue
        colour = runners.ghost_head(line.number, look) if line.ghost else runners.ink(line.number, look)
        glyph = look.glyphs.ghost if line.ghost else runners.glyph(line.number, look)
        at = float(line.walked.points[-1, 0]), float(line.walked.values[-1])
        marks.append(Mark(*at, glyph, colour, look.colours.head_paper))
    return marks


def _reaching(low: float, high: float, at: float) -> tuple[float, float]:
    """Return the window stretched so that the iterate is in it."""
    if not math.isfinite(at) or low <= at <= high:
        return low, high
    margin = 0.05 * (high - low)
    return (at - margin, high) if at < low else (low, at + margin)


def held_line(session: Session, width: int, look: Look) -> list[Part]:
    """Say which variables the section runs over and where the others are held: as many as fit, none cut short."""
    colours, objective = look.colours, session.objective
    first, second = session.view.axes
    parts: list[Part] = [
        ("over ", colours.faint),
        (objective.name(first), ink_of(session, first, look)),
        (" and ", colours.faint),
        (objective.name(second), ink_of(session, second, look)),
    ]
    others = [i for i in range(min(objective.size, MOST_HELD + 2)) if i not in session.view.axes]
    for count in range(len(others), -1, -1):
        said = ", ".join(f"{objective.name(i)} = {show(float(session.here.x[i]), 3)}" for i in others[:count])
        left = objective.size - 2 - count
        if left:
            said += f"{', ' if count else ''}{left:,} {'more' if count else 'others'}"
        held = (f"   held: {said}", colours.faint)
        if length([*parts, held], look) <= width:
            return [*parts, held]
    few = (f"   {objective.size - 2:,} held", colours.faint)
    return [*parts, few] if length([*parts, few], look) <= width else parts
