"""Where everything stands on a screen of any size; small screens fold, and drop what matters least."""

from __future__ import annotations

from dataclasses import dataclass, field

LEAST_WIDTH, LEAST_HEIGHT = 40, 12
"""The smallest screen there is room for."""

SIDE_FROM = 72
"""From this width on, panels stand beside the landscape; below it they stand underneath."""

SHORT = 16
"""Below this height, header and footer give up a row each."""

AIRY = 34
"""From this height on, a blank row parts the header from the pictures."""

NUDGE, LEAST_NUDGE = 8, 5
"""Rows of the nudge in full, and the fewest that still hold h, both slopes and whether they agree."""

MANY = 64
"""Of more variables than this, two more rows of the nudge say what nudging all of them would take."""

LEAST_RACE = 3
"""Rows of the partials beside a race, where there is hardly room."""

LEAST_LOSS = 5
"""Rows of the losses at least."""

TALL_RACE = 26
"""From this height of the panels on, a race leaves the partials their formulas."""

WHOLE_RACE = 56
"""From this width on, all columns of a race fit beside each other; below it a runner has two rows if it can."""

SPARE = 4
"""Rows that loss and slice keep between them, over their least, when runners take two rows each; the loss alone two."""

MARGIN = 1
"""Columns left blank at both edges of the screen, so that no text touches them."""


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

    `panels` holds, from top to bottom, some of: partials, nudge, race, derivation, slice, loss. Where there is not room
    for all, the derivation goes first, then the loss, then the slice. In a race its table takes the place of the
    derivation, the partials make room for it, and the slice goes before the loss.
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
    return min(max(round(width * 0.325), 34 if width >= 80 else 30), 62)


def panel_width(width: int) -> int:
    """Return how wide the panels are, wherever they stand."""
    return side_width(width) if width >= SIDE_FROM else width - 2 * MARGIN


def partial_rows(variables: int, height: int) -> tuple[int, int]:
    """Return (rows for each variable, rows of the partials panel with its title and its last line).

    Three rows hold slope, formula and bar; two, slope and formula together and the bar; one, slope and bar.
    """
    each = 1 if variables > 3 or height < 14 else 3 if height >= (28 if variables == 3 else 17) else 2
    shown = variables if each > 1 else min(variables, max(height // 3 - 2, 2))
    return each, 2 + each * shown


def layout(
    width: int, height: int, variables: int, *, nudging: bool, deriving: int, slicing: bool = True, racing: int = 0
) -> Layout:
    """Lay a screen out.

    Args:
        width: the screen's columns, at least 40.
        height: the screen's rows, at least 12.
        variables: how many partials there are to show.
        nudging: whether the nudge is open.
        deriving: how many lines the derivation has; 0 when it is closed.
        slicing: whether a slice is wanted; where the landscape itself is one, it is not.
        racing: how many rows the table of the race has; 0 where there is one runner.
    """
    top = 1 if height < SHORT else 2 if height < AIRY else 3
    bottom = 2 if height < SHORT else 3
    body = Region(0, top, width, height - top - bottom)
    header = Region(0, 0, width, min(top, 2))
    arithmetic = Region(0, height - bottom, width, 1)
    note = Region(0, height - 2, width, 1) if bottom == 3 else arithmetic
    footer = Region(0, height - 1, width, 1)
    if width >= SIDE_FROM:
        side = side_width(width)
        landscape = Region(MARGIN, top, width - side - 2 * MARGIN - 1, body.height)
        room = Region(width - side - MARGIN, top, side, body.height)
    else:
        under = _rows_under(body.height, variables, nudging=nudging)
        if racing:
            under = max(under, min(racing + LEAST_RACE, body.height // 2))
        landscape = Region(MARGIN, top, width - 2 * MARGIN, body.height - under)
        room = Region(MARGIN, top + body.height - under, width - 2 * MARGIN, under)
    wanted = {"slice": slicing, "loss": True, "nudge": nudging}
    panels = _racing(room, variables, wanted, racing) if racing else _panels(room, variables, wanted, deriving)
    return Layout(header, landscape, arithmetic, note, footer, panels)


def _rows_under(height: int, variables: int, *, nudging: bool) -> int:
    """Return how many rows of a narrow screen the panels under the landscape get."""
    if height >= 26:
        return height // 2
    under = max(min(variables + 2, height // 3), 3)
    return max(min(under + NUDGE, height // 2), LEAST_NUDGE) if nudging else under


def _panels(room: Region, variables: int, wanted: dict[str, bool], deriving: int) -> dict[str, Region]:
    rows = partial_rows(variables, room.height)[1]
    if wanted["nudge"] and room.height < rows + NUDGE:
        # an open nudge is what is looked at: the partials make room for it
        rows = room.height - LEAST_NUDGE
        heights = {"partials": rows, "nudge": LEAST_NUDGE} if rows > 1 else {"nudge": room.height}
    else:
        heights = {"partials": min(rows, room.height)}
    left = room.height - sum(heights.values())
    wanted = {**wanted, "derivation": deriving > 0}
    for name, least in (("nudge", NUDGE), ("slice", 6), ("loss", 5), ("derivation", 5)):
        if not wanted[name] or name in heights:
            continue
        if left < least:
            break
        heights[name] = least
        left -= least
    if "derivation" in heights:
        most = left if "slice" not in heights else max(room.height // 3, left - 14)
        more = min(left, max(deriving + 1 - heights["derivation"], 0), most)
        heights["derivation"] += more
        left -= more
    if heights.get("nudge") == NUDGE and variables > MANY and left >= 2:
        heights["nudge"] += 2
        left -= 2
    growing: list[str] = [name for name in ("slice", "loss") if name in heights]
    growing = growing or (["derivation"] if "derivation" in heights else list(heights)[-1:])
    for position, name in enumerate(growing):
        heights[name] += left // len(growing) + (1 if position < left % len(growing) else 0)
    return _stacked(room, heights)


def _racing(room: Region, variables: int, wanted: dict[str, bool], racing: int) -> dict[str, Region]:
    """Return the panels of a race: its table whole if it can be, then the loss, for that is where it is seen."""
    full = partial_rows(variables, room.height)[1]
    rows = full if room.height >= TALL_RACE + racing else min(full, variables + 2, room.height // 3)
    heights = {"race": min(racing, room.height)}
    left = room.height - heights["race"]
    for name, least, needs in (
        ("nudge", LEAST_NUDGE, LEAST_NUDGE),
        ("partials", rows, 2),
        ("loss", 6, LEAST_LOSS),
        ("slice", 6, 6),
    ):
        if (name == "partials" or wanted[name]) and left >= needs:
            heights[name] = max(min(least, left - LEAST_LOSS), needs) if name == "partials" else min(least, left)
            left -= heights[name]
    spare = racing + (SPARE if "slice" in heights else 0)
    if room.width < WHOLE_RACE and left >= spare:
        heights["race"] += racing - 2
        left -= racing - 2
    growing: list[str] = [name for name in ("loss", "slice") if name in heights]
    growing = growing or ["race"]
    for position, name in enumerate(growing):
        heights[name] += left // len(growing) + (1 if position < left % len(growing) else 0)
    return _stacked(room, heights)


def _stacked(room: Region, heights: dict[str, int]) -> dict[str, Region]:
    regions: dict[str, Region] = {}
    y = room.y
    for name in ("partials", "nudge", "race", "derivation", "slice", "loss"):
        if name in heights:
            regions[name] = Region(room.x, y, room.width, heights[name])
            y += heights[name]
    return regions
