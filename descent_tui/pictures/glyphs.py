"""The characters pictures are made of, each a single column wide, each with an ASCII twin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One alphabet of a picture.

    None of them is an emoji or wide, so no terminal gives one two columns. Arrowheads are ◄ ► rather than ◀ ▶ for
    that reason: the latter two have an emoji form.
    """

    horizontal: str = "─"
    vertical: str = "│"
    top_left: str = "┌"
    top_right: str = "┐"
    bottom_left: str = "└"
    bottom_right: str = "┘"
    tee_left: str = "├"
    tee_right: str = "┤"
    tee_top: str = "┬"
    tee_bottom: str = "┴"
    tick_x: str = "┬"
    tick_y: str = "┤"
    cross: str = "┼"
    head: str = "◆"
    start: str = "○"
    minimum: str = "✕"
    frozen: str = "❄"
    nudge: str = "◇"
    up: str = "▲"
    down: str = "▼"
    left: str = "◄"
    right: str = "►"
    up_left: str = "◤"
    up_right: str = "◥"
    down_left: str = "◣"
    down_right: str = "◢"
    bar: str = "█"
    bars: str = " ▏▎▍▌▋▊▉█"
    """Parts of a bar that grows to the right, empty to full."""
    shades: str = " ░▒▓█"
    """Ink in quarters of a cell."""
    thick: str = "━"
    bullet: str = "•"
    dash: str = "╌"
    dot: str = "·"
    trail: str = "•"
    """A cell of the trail, where there are no braille dots."""
    ellipsis: str = "…"
    minus: str = "−"
    runners: str = "▲■●◐▮▣◙◈"
    """The heads of runners 1 … 8 of a race, but for the one the keys drive."""
    ghost: str = "□"
    """Where a branch that was left ends."""
    leader: str = "★"


UNICODE = Glyphs()

ASCII = Glyphs(
    horizontal="-",
    vertical="|",
    top_left="+",
    top_right="+",
    bottom_left="+",
    bottom_right="+",
    tee_left="+",
    tee_right="+",
    tee_top="+",
    tee_bottom="+",
    tick_x="+",
    tick_y="+",
    cross="+",
    head="@",
    start="S",
    minimum="X",
    frozen="#",
    nudge="&",
    up="^",
    down="v",
    left="<",
    right=">",
    up_left="^",
    up_right="^",
    down_left="v",
    down_right="v",
    bar="#",
    bars=" #",
    shades=" .:*#",
    thick="=",
    bullet="*",
    dash="-",
    dot=".",
    trail="o",
    ellipsis="~",
    minus="-",
    runners="ABCDEFGH",
    ghost="g",
    leader="*",
)
