"""The losses of all lines of a session over each other; and, since each column is a step, the slider of its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures import runners
from descent_tui.pictures.loss import Curve, loss_told, losses_canvas, losses_picture
from descent_tui.pictures.text import Part, length, panel

if TYPE_CHECKING:
    from descent_tui.pictures.lines import Line, Lines
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.path import Path
    from descent_tui.pictures.raster import Raster
    from descent_tui.pictures.scale import Reals
    from descent_tui.session.session import Session

INSET = 1
"""Columns left of the curves, and rows of the title."""


def slider(session: Session, lines: Lines, width: int, height: int, look: Look) -> Raster:
    """Return the panel of losses: ghosts and what lies ahead fainter, the lead on top, a rule where it was scrubbed to.

    In a race in which a step does not cost the same for all, the axis counts gradients: there the race is fair.
    """
    lead = lines.lead or lines.follow(session)
    scrubbed = lead.whole is not lead.walked
    costs = _costs(lines)
    raster = panel(width, height, look, _title(session, lead, width - 4, look))
    picture = losses_picture(
        width - INSET, height - INSET, look, curves(session, lines, look), floor=floor(session), caption=False,
        x_name="gradients" if costs else "step", thumb=float(_at(lead.walked, costs=costs)[-1]) if scrubbed else None,
    )  # fmt: skip
    raster.paste(picture, INSET, INSET)
    return raster


def curves(session: Session, lines: Lines, look: Look) -> list[Curve]:
    """Return the losses of every line, the undermost first."""
    costs, racing = _costs(lines), len(session.runners) > 1
    found = []
    for line in lines:
        leads, number = line is lines.lead, line.number
        if line.ghost:
            glyph, colour, mark = look.glyphs.ghost, runners.ghost(number, look), ":"
        elif leads:
            glyph, colour, mark = look.glyphs.head, runners.ink(number, look), "*"
        else:
            glyph, colour, mark = runners.glyph(number, look), runners.ink(number, look), str(number)
        if line.whole is not line.walked:
            ahead = runners.faint(number, look) if racing else look.colours.faint
            found.append(_curve(line.whole, len(line.walked.values) - 1, ahead, look.glyphs.dot, costs=costs))
        lone = leads and not racing
        rows = look.line(16) if lone and look.depth != "none" else colour
        ink = look.colours.head if lone else runners.ghost_head(number, look) if line.ghost else colour
        found.append(_curve(line.walked, line.since, rows, mark, glyph, ink, costs=costs))
    return found


def _curve(
    path: Path, since: int, colour: int | np.ndarray[tuple[int, ...], np.dtype[np.int32]], mark: str, glyph: str = "",
    ink: int = 0, *, costs: bool,
) -> Curve:  # fmt: skip
    at, f = _at(path, costs=costs)[since:], path.values[since:]
    return Curve(at, f, colour, mark, len(f) - 1 if glyph else None, glyph, ink)


def _costs(lines: Lines) -> bool:
    """Whether a step costs other than one gradient for some runner of a race."""
    raced = [line.whole for line in lines if not line.ghost]
    return len(raced) > 1 and any(path.head.evaluations != path.head.k for path in raced)


def _at(path: Path, *, costs: bool) -> Reals:
    return path.evaluations if costs else path.start.k + np.arange(len(path.values), dtype=np.float64)


def step_at(session: Session, lines: Lines, size: tuple[int, int], look: Look, column: int, row: int) -> int | None:
    """Return the step of the lead's line under a cell of the panel, whose size is (width, height); None off its curves.

    Right and left of the curves are the two ends of the line.
    """
    inner = losses_canvas(size[0] - INSET, size[1] - INSET, look, curves(session, lines, look), floor(session))
    if inner is None or lines.lead is None or row < INSET or column < 0:
        return None
    share = (2 * (column - INSET - inner.left) + 0.5) / max(2 * inner.width - 1, 1)  # the middle of two dots
    wanted = inner.x.low + min(max(share, 0.0), 1.0) * (inner.x.high - inner.x.low)
    path = lines.lead.whole
    return path.start.k + int(np.abs(_at(path, costs=_costs(lines)) - wanted).argmin())


def _title(session: Session, lead: Line, width: int, look: Look) -> list[Part]:
    colours = look.colours
    parts: list[Part] = [("loss", colours.title)]
    said: Part = (f"  {loss_told(lead.whole.values, floor(session))}", colours.faint)
    k, last = lead.walked.head.k, lead.whole.head.k
    if k != last:
        where: list[Part] = [("  step ", colours.faint), (f"{k}", colours.head), (f" of {last}", colours.faint)]
        return [*parts, *where, said] if length([*parts, *where, said], look) <= width else [*parts, *where]
    return [*parts, said]


def floor(session: Session) -> float:
    """Return the least value known of f, 0 where none is."""
    known = [minimum.value for minimum in session.scenario.minima]
    turned = dict(session.constants) != session.scenario.constant_values
    return min(known) if known and not turned else 0.0
