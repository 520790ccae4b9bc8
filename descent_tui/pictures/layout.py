"""Where everything stands on a screen of any size; small screens fold, and drop what matters least."""

from __future__ import annotations

from dataclasses import dataclass, field

LEAST_WIDTH, LEAST_HEIGHT = 40, 12
"""The smallest screen there is room for."""

SIDE_FROM = 72
"""From this width on, panels stand beside the landscape; below it they stand underneath."""

SHORT = 16
"""Below this height, header and footer give up a row each."""


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of cells with its left upper corner at (x, y)."""

    x: int
    y: int
    width: int
    height: int

    def contains(self, x: int, y: int) -> bool:
        """Whether a cell is inside."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Layout:
    """The regions of one screen. A panel that has no room is not in `panels`.

    `panels` holds, from top to bottom, some of: partials, nudge, derivation, slice, loss.
    """

    header: Region
    landscape: Region
    arithmetic: Region
    note: Region
    footer: Region
    panels: dict[str, Region] = field(default_factory=dict)

    def at(self, x: int, y: int) -> str | None:
        """Return the name of what stands at a cell."""
        for name in ("header", "landscape", "arithmetic", "note", "footer"):
            if getattr(self, name).contains(x, y):
                return name
        return next((name for name, region in self.panels.items() if region.contains(x, y)), None)


def fits(width: int, height: int) -> bool:
    """Whether there is room for more than one line of text."""
    return width >= LEAST_WIDTH and height >= LEAST_HEIGHT


def side_width(width: int) -> int:
    """Return how wide the panels beside the landscape are."""
    return min(max(round(width * 0.325), 30), 62)


def partial_rows(variables: int, height: int) -> tuple[int, int]:
    """Return (rows for each variable, rows of the partials panel with its title and its last line)."""
    each = 2 if variables <= 3 and height >= 14 else 1
    shown = min(variables, max((height // 3 - 2) // each, 2))
    return each, 2 + each * shown


def layout(width: int, height: int, variables: int, *, nudging: bool, deriving: int) -> Layout:
    """Lay a screen out.

    Args:
        width: the screen's columns, at least 40.
        height: the screen's rows, at least 12.
        variables: how many partials there are to show.
        nudging: whether the nudge is open.
        deriving: how many lines the derivation has; 0 when it is closed.
    """
    top = 1 if height < SHORT else 2
    bottom = 2 if height < SHORT else 3
    body = Region(0, top, width, height - top - bottom)
    header = Region(0, 0, width, top)
    arithmetic = Region(0, height - bottom, width, 1)
    note = Region(0, height - 2, width, 1) if bottom == 3 else arithmetic
    footer = Region(0, height - 1, width, 1)
    if width >= SIDE_FROM:
        side = side_width(width)
        landscape = Region(0, top, width - side - 1, body.height)
        room = Region(width - side, top, side, body.height)
    else:
        under = max(min(partial_rows(variables, body.height)[1], body.height // 3), 2)
        if nudging:
            under = min(max(under + 8, under), body.height // 2)
        elif body.height >= 26:
            under = max(under, body.height // 2)
        landscape = Region(0, top, width, body.height - under)
        room = Region(1, top + body.height - under, width - 2, under)
    panels = _panels(room, variables, nudging=nudging, deriving=deriving)
    return Layout(header, landscape, arithmetic, note, footer, panels)


def _panels(room: Region, variables: int, *, nudging: bool, deriving: int) -> dict[str, Region]:
    heights = {"partials": min(partial_rows(variables, room.height)[1], room.height)}
    left = room.height - heights["partials"]
    wanted = (("nudge", 8, nudging), ("slice", 6, True), ("loss", 5, True), ("derivation", 5, deriving > 0))
    for name, least, open_ in wanted:
        if open_ and left >= least:
            heights[name] = least
            left -= least
    if "derivation" in heights:
        more = min(left, max(deriving + 1 - heights["derivation"], 0), room.height // 3)
        heights["derivation"] += more
        left -= more
    growing: list[str] = [name for name in ("slice", "loss") if name in heights] or ["partials"]
    for position, name in enumerate(growing):
        heights[name] += left // len(growing) + (1 if position < left % len(growing) else 0)
    regions, y = {}, room.y
    for name in ("partials", "nudge", "derivation", "slice", "loss"):
        if name in heights:
            regions[name] = Region(room.x, y, room.width, heights[name])
            y += heights[name]
    return regions
