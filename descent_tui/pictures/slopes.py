"""One slope in three dimensions made into two in two: the landscape cut East-West and North-South at the iterate."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from descent_tui.pictures.curve import slice_picture
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import spoken, wrapped, write
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    import numpy.typing as npt

    from descent_tui.pictures.look import Look


@dataclass(frozen=True, eq=False, slots=True)
class Cut:
    """f along one variable through the iterate: what `slice_picture` takes, for one of two directions."""

    name: str
    t: npt.ArrayLike
    f: npt.ArrayLike
    at: float
    value: float
    slope: float
    frozen: bool = False


_WAYS = (("East–West", "East", "West"), ("North–South", "North", "South"))


def two_slopes(width: int, height: int, look: Look, horizontal: Cut, vertical: Cut) -> Raster:
    """Draw both cuts beside each other (above each other where that is too narrow), each slope also in words."""
    picture = Raster.blank(width, height, look.colours.ink, look.colours.panel)
    beside = width >= 50 or height < 12
    half, tall = ((width - 3) // 2, height) if beside else (width, height // 2)
    for i, (cut, other) in enumerate(((horizontal, vertical), (vertical, horizontal))):
        left, top = (i * (width - half), 0) if beside else (0, i * (height - tall))
        picture.paste(_cut(half, tall, look, cut, other, i), left, top)
    if beside and half > 0:
        for row in range(height):
            picture.put(half + (width - 2 * half) // 2, row, look.glyphs.vertical, look.colours.frame)
    return picture


def _cut(width: int, height: int, look: Look, cut: Cut, other: Cut, direction: int) -> Raster:
    colours = look.colours
    ink = (colours.first, colours.second)[direction]
    picture = Raster.blank(max(width, 0), height, colours.ink, colours.panel)
    words = wrapped(in_words(cut, direction), width) if height >= 9 and width >= 20 else []
    if len(words) > 2:
        words = wrapped(in_words(cut, direction, short=True), width)[:2]
    title = 1 if height >= 6 else 0
    if title:
        way, held = _WAYS[direction][0], f"   {other.name} held at {show(other.at)}"
        fits = len(spoken(way + held, look)) <= width  # a number cut short would be another number
        write(picture, 0, 0, [(way, ink), (held if fits else "", colours.faint)], look)
    room = height - title - len(words)
    curve = slice_picture(
        width, room, look, cut.t, cut.f, cut.at, cut.value, cut.slope, cut.name, frozen=cut.frozen, colour=ink
    )
    picture.paste(curve, 0, title)
    for k, line in enumerate(words):
        write(picture, 0, title + room + k, [(line, colours.faint if cut.frozen else colours.ink)], look)
    return picture


def in_words(cut: Cut, direction: int, *, short: bool = False) -> str:
    """Say a slope as one says it on a mountain; direction 0 is East-West, 1 is North-South."""
    _, forth, back = _WAYS[direction]
    name = cut.name
    if cut.frozen:
        return f"{name} is frozen: no step goes {forth} or {back}."
    if not math.isfinite(cut.slope):
        return f"The slope along {name} is not defined here."
    if cut.slope == 0:
        return f"Flat along {name} here: a step goes neither {forth} nor {back}."
    up, down = (forth, back) if cut.slope > 0 else (back, forth)
    if short:
        return f"Climbs to the {up}; downhill is {down}."
    return f"Climbs to the {up}, {show(abs(cut.slope))} for each 1 of {name}; downhill is {down}."
