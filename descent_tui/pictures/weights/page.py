"""The page of all variables: heat maps of their partials, the histogram under them, the chosen one beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from descent_tui.objectives.objective import layered
from descent_tui.objectives.sheets import sheets
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import Part, length, panel, shortened, spoken, write, write_right
from descent_tui.pictures.weights.chosen import (
    bill_panel,
    brief,
    chosen_panel,
    first_listed,
    largest_panel,
)
from descent_tui.pictures.weights.heat import decades_of, draw_tile
from descent_tui.pictures.weights.histogram import histogram, write_legend
from descent_tui.pictures.weights.layout import rooms, tiles_of
from descent_tui.pictures.weights.place import following, largest_in
from descent_tui.pictures.weights.pooling import Pools
from descent_tui.pictures.weights.ticks import draw_ticks
from descent_tui.session.numbers import show
from descent_tui.session.spread import spread_of

if TYPE_CHECKING:
    from descent_tui.objectives.sheets import Sheet
    from descent_tui.pictures.look import Look
    from descent_tui.pictures.weights.layout import Room
    from descent_tui.pictures.weights.place import Place
    from descent_tui.pictures.weights.tile import Tile
    from descent_tui.session.bill import Bill
    from descent_tui.session.session import Session

Hint = tuple[str, str]

HINTS: tuple[Hint, ...] = (
    ("←→↑↓", "move"), ("Enter", "closer"), ("Esc", "back"), ("/", "find"), ("n", "nudge"),
    ("1 2 3", "freeze"), ("F", "only it"), ("0", "all free"), ("space", "step"), ("u", "undo"),
    ("p", "play"), ("tab", "largest"), ("f", "freeze"), ("[ ]", "h"), ("+ -", "rate"), ("W", "landscape"),
)  # fmt: skip
"""The last line: the most needed first, as many as fit."""


@dataclass(frozen=True, eq=False, slots=True)
class Drawn:
    """The page as drawn: its picture, and what its cells stand for."""

    raster: Raster
    sheets: tuple[Sheet, ...]
    tiles: tuple[Tile, ...]
    largest: tuple[int, ...]
    """The variables listed in the right column, from the top."""
    listed: tuple[int, int, int]
    """The first column, the first row and the column behind the last of that list."""

    def at(self, session: Session, x: int, y: int) -> int | None:
        """Return the variable that a cell stands for; None for none."""
        left, top, right = self.listed
        if left <= x < right and 0 <= y - top < len(self.largest):
            return self.largest[y - top]
        for tile in self.tiles:
            if cell := tile.at(x, y):
                rows, columns = tile.rows_of(cell[1]), tile.columns_of(cell[0])
                return largest_in(tile.sheet, session.here.gradient, rows, columns)
        return None


class WeightsPage:
    """Draws the page, and remembers what was pooled and what takes long to draw."""

    def __init__(self) -> None:
        self._pools = Pools()
        self._slow: dict[str, tuple[tuple[object, ...], Raster]] = {}

    def draw(
        self,
        session: Session,
        place: Place,
        width: int,
        height: int,
        look: Look,
        *,
        bill: Bill | None = None,
        slow: bool = True,
    ) -> Drawn:
        """Return the page.

        Args:
            session: what is going on.
            place: where one is among the variables.
            width: cells.
            height: cells.
            look: colours and alphabet.
            bill: what nudges and gradients cost, once it is measured.
            slow: whether slice and nudge are drawn too, for which f is computed; else they stay as they were.
        """
        colours = look.colours
        found = spread_of(session.here)
        all_sheets = sheets(session.objective)
        place = following(all_sheets, place)
        raster = Raster.blank(width, height, colours.ink, colours.paper)
        room = rooms(width, height, nudging=session.view.nudge is not None, many=session.objective.size > 1)
        tiles = tiles_of(all_sheets, place, room.map)
        scale = decades_of(session, tiles, self._pools)
        _header(raster, session, look)
        self._map(raster, session, place, tiles, scale, room, look)
        partial = float(session.here.gradient[place.chosen])
        if room.histogram.height:
            picture = histogram(found, partial, scale, room.histogram.width, room.histogram.height, look)
            raster.paste(picture, room.histogram.x, room.histogram.y)
        sheet = next(sheet for sheet in all_sheets if place.chosen < sheet.end)
        listed = self._side(raster, session, place, sheet, room, look, bill, slow=slow)
        if not room.panels and height > 5:
            for y, parts in enumerate(brief(session, place.chosen, width - 2, look), start=height - 4):
                write(raster, 1, y, parts, look, width - 2)
        _note(raster, session, look)
        _hints(raster, look)
        largest: tuple[int, ...] = ()
        if listed[2] > listed[0]:
            first = first_listed(found, place.chosen, room.panels["largest"].height)
            largest = tuple(map(int, found.largest[first : first + room.panels["largest"].height - 1]))
        return Drawn(raster, all_sheets, tiles, largest, listed)

    def _map(
        self,
        raster: Raster,
        session: Session,
        place: Place,
        tiles: tuple[Tile, ...],
        scale: tuple[float, float],
        room: Room,
        look: Look,
    ) -> None:
        """Draw the heat maps with their names and the cursor."""
        for tile in tiles:
            draw_tile(raster, session, tile, scale, self._pools, look)
            _name(raster, session, tile, place, room, look)
            draw_ticks(raster, tile, place, look)
            _cursor(raster, tile, place, look)
        end = room.map.x + room.map.width
        if room.legend is not None:
            left = write_legend(raster, room.legend, end, look)
            free = left - room.map.x - 2
            says = next((text for text in _pooling(tiles) if len(spoken(text, look)) <= free), "")
            write(raster, room.map.x, room.legend, [(says, look.colours.faint)], look)

    def _side(
        self,
        raster: Raster,
        session: Session,
        place: Place,
        sheet: Sheet,
        room: Room,
        look: Look,
        bill: Bill | None,
        *,
        slow: bool,
    ) -> tuple[int, int, int]:
        """Draw the panels of the right column; return where the largest are listed."""
        i, found = place.chosen, spread_of(session.here)
        # colours are signs here, not axes
        looked_at = replace(session, view=replace(session.view, focus=i, axes=(-1, -1)))
        listed = (0, 0, 0)
        for name, region in room.panels.items():
            w, h = region.width, region.height
            match name:
                case "chosen":
                    part = chosen_panel(session, sheet, i, found, w, h, look)
                case "largest":
                    part = largest_panel(session, found, i, w, h, look)
                    listed = (region.x, region.y + 1, region.x + w)
                case "bill":
                    part = bill_panel(bill, session.objective.size, w, h, look)
                case _:
                    part = self._slowly(name, looked_at, w, h, look, slow=slow)
            raster.paste(part, region.x, region.y)
        return listed

    def _slowly(self, name: str, session: Session, width: int, height: int, look: Look, *, slow: bool) -> Raster:
        """Return slice or nudge as it is now, or while that would take too long, as it was."""
        i = session.view.focus
        key = (width, height, look, session.objective, session.here, i, session.view.nudge, bool(session.free[i]))
        kept = self._slow.get(name)
        if kept is not None and kept[0] == key:
            return kept[1]
        if not slow:
            if kept is not None and kept[0][:3] == key[:3]:
                return kept[1]
            return panel(width, height, look, [(name, look.colours.title)])
        from descent_tui.pictures.landscape import Landscape
        from descent_tui.pictures.nudging import nudging
        from descent_tui.pictures.sections import Sections
        from descent_tui.pictures.weights.along import along

        if name == "nudge":
            part = nudging(session, width, height, look)
        else:
            sections = Sections()
            part = along(session, Landscape(sections).span(session, session.view.focus), sections, width, height, look)
        self._slow[name] = (key, part)
        return part


def _pooling(tiles: tuple[Tile, ...]) -> tuple[str, ...]:
    """Say what a half cell shows, in fewer and fewer words."""
    tile = max(tiles, key=lambda tile: tile.window.rows * tile.window.columns)
    w = tile.window
    of = round(w.rows * w.columns / ((len(tile.halves) - 1) * (len(tile.columns) - 1)))
    if of < 2:
        return ("∂f/∂w of each",)
    return f"∂f/∂w: each dot the largest of about {of:,}", f"largest of about {of:,}", f"largest of {of:,}"


def _header(raster: Raster, session: Session, look: Look) -> None:
    colours, width = look.colours, raster.width
    free = int(session.free.sum())
    n = session.objective.size
    counts: Part = (f"all {n:,} free", colours.good)
    if free < n:
        counts = (f"free {free:,} · frozen {n - free:,}", colours.frozen)
    right: list[Part] = [
        *([(counts[0], counts[1])]),
        ("   f ", colours.faint), (show(session.here.value), colours.ink),
        ("   step ", colours.faint), (f"{session.here.k}", colours.ink),
    ]  # fmt: skip
    while length(right, look) > width - 12 and len(right) > 2:
        right = right[1:]
    left = write_right(raster, width - 1, 0, right, look)
    title: list[Part] = [(session.scenario.title, colours.title)]
    said = "the slope of every weight" if layered(session.objective) else "every slope at once"
    more: Part = (f"   {said}", colours.faint)
    if length([*title, more], look) < left - 3:
        title.append(more)
    write(raster, 1, 0, title, look, max(left - 3, 0))


def _name(raster: Raster, session: Session, tile: Tile, place: Place, room: Room, look: Look) -> None:
    """Write what a tile is above it, and above its biases what those are."""
    colours, sheet, w = look.colours, tile.sheet, tile.window
    whole_ = (w.rows, w.columns) == (sheet.rows, sheet.columns)
    here = sheet.first <= place.chosen < sheet.end
    ink = colours.head if here else colours.title
    parts: list[Part] = [(sheet.name, ink)]
    frozen = sheet.end - sheet.first - int(session.free[sheet.first : sheet.end].sum())
    if frozen:
        parts.append((f" {look.glyphs.frozen}", colours.frozen))
    if sheet.count > 1:
        parts.append((f" {sheet.shape()}", colours.faint))
    if not whole_:
        parts.append((_part_said(tile), colours.faint))
    if 0 < frozen < sheet.end - sheet.first:
        parts.append((f"  {frozen:,} frozen", colours.frozen))
    room_ = max(tile.width, 3) if place.window is None else room.map.width
    while len(parts) > 1 and length(parts, look) > room_:
        parts.pop()
    x, y = (tile.x, tile.y - 1) if place.window is None else (room.map.x, room.map.y)
    write(raster, x, y, parts, look, room_)
    if tile.strip is not None and sheet.strip:
        said: list[Part] = [(sheet.strip, colours.title), (f" {sheet.columns}", colours.faint)]
        write(raster, tile.x, tile.strip - 1, said if length(said, look) <= tile.width else said[:1], look, tile.width)


def _part_said(tile: Tile) -> str:
    sheet, w = tile.sheet, tile.window
    if sheet.matrix:
        return f"   rows {w.top + 1}–{w.top + w.rows}, columns {w.left + 1}–{w.left + w.columns}"
    first = sheet.index(w.top, w.left)
    last = w.top * sheet.columns + (w.rows - 1) * sheet.columns + w.left + w.columns
    begin = 0 if first is None else first - sheet.first
    return f"   {begin + 1:,} … {min(last, sheet.count):,}"


def _cursor(raster: Raster, tile: Tile, place: Place, look: Look) -> None:
    cell = tile.cell(place.chosen)
    if cell is None:
        return
    x, y = tile.x + cell[0], tile.strip if cell[1] == tile.height and tile.strip is not None else tile.y + cell[1]
    raster.put(x, y, look.glyphs.head, look.colours.head, look.colours.head_paper)


def _note(raster: Raster, session: Session, look: Look) -> None:
    """Write what the session has to say on the line above the last."""
    if raster.height < 4 or session.note is None:
        return
    colours = look.colours
    ink = {"info": colours.ink, "warn": colours.key, "bad": colours.bad}[session.note.kind]
    text = shortened(spoken(session.note.text, look), raster.width - 2, look)
    write(raster, 1, raster.height - 2, [(text, ink)], look, raster.width - 2)


def _hints(raster: Raster, look: Look) -> None:
    colours, x = look.colours, 1
    for key, word in HINTS:
        parts: list[Part] = [(key, colours.key), (f" {word}", colours.faint)]
        if x + length(parts, look) > raster.width - 1:
            break
        x = write(raster, x, raster.height - 1, parts, look) + 2
