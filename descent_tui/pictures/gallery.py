"""The page of landscapes: a list with search, and of the chosen one its story and a small picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import Part, spoken, wrapped, write, write_right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from descent_tui.pictures.look import Look

BESIDE = 70
"""From this width on, the picture stands beside the list."""

STORY_ROWS = 5


class Entry(Protocol):
    """What a gallery needs to know of a landscape."""

    @property
    def name(self) -> str:
        """By which it is called."""

    @property
    def title(self) -> str:
        """Its name on the screen."""

    @property
    def teaches(self) -> str:
        """What one sees there."""

    @property
    def folder(self) -> str:
        """The lesson it belongs to."""

    @property
    def variables(self) -> Mapping[str, int | None]:
        """Name → None for a scalar, size for a vector."""


E = TypeVar("E", bound=Entry)


def found(entries: Sequence[E], search: str) -> list[E]:
    """Return the entries in which every word of the search occurs, those whose name begins with it first."""
    words = search.casefold().split()
    hits = [e for e in entries if all(w in f"{e.name} {e.title} {e.folder} {e.teaches}".casefold() for w in words)]
    return sorted(hits, key=lambda e: not e.name.startswith(search.strip().casefold())) if words else hits


def picture_room(width: int, height: int) -> tuple[int, int] | None:
    """Return (width, height) of the small picture; None where there is no room for one."""
    if width < BESIDE or height < 16:
        return None
    return width - _list_width(width) - 3, height - 4 - STORY_ROWS


def _list_width(width: int) -> int:
    return min(max(width * 2 // 5, 30), 46) if width >= BESIDE else width - 2


def gallery(
    entries: Sequence[Entry], chosen: int, search: str, width: int, height: int, look: Look, picture: Raster | None
) -> tuple[Raster, tuple[int | None, ...]]:
    """Return the page, and for each of its rows the entry that stands there, by index."""
    colours = look.colours
    raster = Raster.blank(width, height, colours.ink, colours.paper)
    cursor = "▏" if not look.ascii else "_"
    head: list[Part] = [("landscapes", colours.title), (f"  {len(entries)}", colours.faint)]
    write(raster, 2, 0, head, look, width - 4)
    write(raster, 20, 0, [("search ", colours.faint), (search + cursor, colours.key)], look, width - 22)
    rows = _list(raster, entries, chosen, look)
    if entries and width >= BESIDE:
        _story(raster, entries[chosen], look, picture)
    elif entries:
        write(raster, 2, height - 2, [(entries[chosen].teaches, colours.faint)], look, width - 4)
    elif not entries:
        write(
            raster, 2, 2, [("nothing by that name: take letters away with backspace", colours.faint)], look, width - 4
        )
    hint: list[Part] = [
        ("Enter", colours.key),
        (" open   ", colours.faint),
        ("Esc", colours.key),
        (" back   ", colours.faint),
    ]
    write(raster, 2, height - 1, [*hint, ("type to search", colours.faint)], look, width - 4)
    return raster, tuple(rows)


def _list(raster: Raster, entries: Sequence[Entry], chosen: int, look: Look) -> list[int | None]:
    colours, room = look.colours, max(raster.height - 4, 1)
    lines: list[tuple[int | None, str]] = []
    for i, entry in enumerate(entries):
        if i == 0 or entry.folder != entries[i - 1].folder:
            lines.append((None, entry.folder.replace("-", " ")))
        lines.append((i, entry.title))
    at = next((y for y, (i, _) in enumerate(lines) if i == chosen), 0)
    top = min(max(at - room // 2, 0), max(len(lines) - room, 0))
    width = _list_width(raster.width)
    rows: list[int | None] = [None] * raster.height
    for y, (place, text) in enumerate(lines[top : top + room][: max(raster.height - 2, 0)], start=2):
        rows[y] = place
        if place is None:
            write(raster, 2, y, [(text, colours.title)], look, width - 2)
        elif place == chosen:
            raster.put(2, y, " " * (width - 2), colours.ink, colours.head_paper)
            write(raster, 2, y, [(f"{look.glyphs.right} ", colours.key), (text, colours.head)], look, width - 2)
        else:
            write(raster, 4, y, [(text, colours.ink)], look, width - 4)
    return rows


def _story(raster: Raster, entry: Entry, look: Look, picture: Raster | None) -> None:
    colours = look.colours
    x = _list_width(raster.width) + 2
    width = raster.width - x - 1
    count = sum(size or 1 for size in entry.variables.values())
    variables = "one variable" if count == 1 else f"{count:,} variables"
    y = 2
    if picture is not None:
        raster.paste(picture, x, y)
        y += picture.height
    write(raster, x, y, [(entry.title, colours.title)], look, width - len(variables) - 2)
    write_right(raster, raster.width - 1, y, [(variables, colours.faint)], look)
    for line in wrapped(spoken(entry.teaches, look), width)[: STORY_ROWS - 2]:
        y += 1
        write(raster, x, y, [(line, colours.ink)], look, width)
    if y + 1 < raster.height - 1:
        write(raster, x, y + 1, [(f"descent-tui {entry.name}", colours.faint)], look, width)
