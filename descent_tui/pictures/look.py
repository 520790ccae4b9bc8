"""How pictures look on one terminal: its colours, its depth, its alphabet."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.colour_code import DEFAULT, INDEXED
from descent_tui.pictures.glyphs import ASCII, UNICODE, Glyphs
from descent_tui.pictures.oklab import from_linear, indexed, linear, oklab, ramp
from descent_tui.pictures.palette import BY_NAME, PALETTES, Texture

if TYPE_CHECKING:
    from descent_tui.pictures.raster import Colours
    from descent_tui.pictures.raster import Glyphs as Codes

DEPTHS = ("truecolor", "256", "16", "none")


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of everything that is not the landscape itself, as a `Raster` holds them."""

    paper: int
    """Behind the whole screen."""
    panel: int
    """Behind a panel."""
    ink: int
    """Text."""
    faint: int
    """Text of second rank, axis labels, unknown ground."""
    frame: int
    """Lines around a panel."""
    title: int
    """Titles of panels."""
    key: int
    """Keys in hints."""
    trail: int
    """The way the iterate came."""
    head: int
    """The iterate."""
    head_paper: int
    """Behind the iterate, so that it is seen on any ground."""
    start: int
    gradient: int
    memory: int
    """What the optimizer remembers: its velocity, its second moment."""
    first: int
    """The partial along the horizontal variable."""
    second: int
    """The partial along the vertical variable."""
    minimum: int
    frozen: int
    good: int
    bad: int
    held: int
    """What is dimmed because it is held constant."""


# fmt: off
_DARK = Inks(
    paper=0x0E1116, panel=0x0E1116, ink=0xE3E6EA, faint=0x8B949E, frame=0x3B434D, title=0x9DC3E6, key=0xFFD75F,
    trail=0xFFFFFF, head=0xFFE95C, head_paper=0x07090C, start=0xFFFFFF, gradient=0xFFA3E0, first=0x6CC7FF,
    second=0xFFAF5F, memory=0xC3ADFF, minimum=0x9CFFB4, frozen=0xBFE3FF, good=0x7EE787, bad=0xFF8A80, held=0x6E7681,
)
_LIGHT = Inks(
    paper=0xFBFAF7, panel=0xFBFAF7, ink=0x1F2328, faint=0x5F6770, frame=0xB9BEC5, title=0x1F5F99, key=0x8A4B00,
    trail=0x0B0B0B, head=0x8A0018, head_paper=0xFFFFFF, start=0x0B0B0B, gradient=0x86005E, first=0x004F9E,
    second=0x8A3B00, memory=0x4A1FA8, minimum=0x005A24, frozen=0x24598A, good=0x116329, bad=0xA40E26, held=0x8C959F,
)
_DARK256 = Inks(
    paper=233, panel=233, ink=254, faint=245, frame=239, title=110, key=221,
    trail=231, head=227, head_paper=16, start=231, gradient=218, memory=183, first=81,
    second=215, minimum=121, frozen=153, good=114, bad=210, held=242,
)
_LIGHT256 = Inks(
    paper=231, panel=231, ink=235, faint=241, frame=249, title=25, key=94,
    trail=16, head=88, head_paper=231, start=16, gradient=89, memory=55, first=25,
    second=58, minimum=22, frozen=24, good=22, bad=88, held=246,
)
_DARK16 = Inks(
    paper=0, panel=0, ink=7, faint=8, frame=8, title=14, key=11,
    trail=15, head=11, head_paper=0, start=15, gradient=13, memory=7, first=14,
    second=11, minimum=10, frozen=14, good=10, bad=9, held=8,
)
_LIGHT16 = Inks(
    paper=15, panel=15, ink=0, faint=8, frame=8, title=4, key=1,
    trail=0, head=1, head_paper=15, start=0, gradient=5, memory=0, first=4,
    second=1, minimum=0, frozen=4, good=2, bad=1, held=8,
)
# fmt: on


def _indexed(inks: Inks) -> Inks:
    return Inks(**{field.name: INDEXED | getattr(inks, field.name) for field in fields(inks)})


_NONE = Inks(**{field.name: DEFAULT for field in fields(Inks)})
_INKS = {
    ("truecolor", True): _DARK,
    ("truecolor", False): _LIGHT,
    ("256", True): _indexed(_DARK256),
    ("256", False): _indexed(_LIGHT256),
    ("16", True): _indexed(_DARK16),
    ("16", False): _indexed(_LIGHT16),
    ("none", True): _NONE,
    ("none", False): _NONE,
}

# Lightness of fills and lines (OKLab), and their share of chroma. Dark fills stop at half so that the white trail
# keeps a contrast of 4.5 on the highest of them; pale fills mirror that.
_FILL = {True: ((0.19, 0.49), 0.8), False: ((0.78, 0.975), 0.6)}
_LINE = {True: ((0.60, 0.94), 1.0), False: ((0.25, 0.56), 0.9)}
_DIM = {True: ((0.16, 0.29), 0.35), False: ((0.885, 0.975), 0.3)}
GREYS = (16, 59, 102, 145, 188, 231, *range(232, 256))
"""Entries of 256 without a hue: among coloured neighbours each would be a stain."""

_DEEP16 = (0, 1, 4, 5)
"""Those of sixteen on which white is read."""

_DIM256 = {True: (233, 234, 235, 236, 237), False: (254, 255, 231)}


@dataclass(frozen=True)
class Look:
    """One way of drawing: a palette, a colour depth, a dark or pale screen, Unicode or ASCII.

    Raises:
        ValueError: for a palette or a depth there is none of.
    """

    palette: str = PALETTES[0]
    depth: str = "truecolor"
    dark: bool = True
    ascii: bool = False

    def __post_init__(self) -> None:
        if self.palette not in BY_NAME:
            raise ValueError(f"no palette '{self.palette}'; there are {', '.join(PALETTES)}")
        if self.depth not in DEPTHS:
            raise ValueError(f"no colour depth '{self.depth}'; there are {', '.join(DEPTHS)}")

    @property
    def colours(self) -> Inks:
        """The colours of marks, text and frames."""
        return _INKS[self.depth, self.dark]

    @property
    def mixes(self) -> bool:
        """Whether there are too few colours, so that fills are textures of two."""
        return self.depth in {"16", "256"}

    @property
    def glyphs(self) -> Glyphs:
        """The alphabet."""
        return ASCII if self.ascii else UNICODE

    def fill(self, n: int) -> Colours:
        """Return n colours [n] for the ground itself, low to high."""
        return _fill(self, n)

    def under(self, n: int) -> Colours:
        """Return n colours [n] for ground that has dots or a mark on it instead of its `texture`, low to high."""
        return _under(self, n)

    def fill_dim(self, n: int) -> Colours:
        """Return n colours [n] for ground off the slice, low to high: fainter than `fill`."""
        return _fill_dim(self, n)

    def line(self, n: int) -> Colours:
        """Return n colours [n] for contour lines, low to high, each to be read on the fill of its level."""
        return _line(self, n)

    def texture(self, n: int, dim: bool = False) -> tuple[Codes, Colours]:
        """Return glyphs [n] and inks [n] that stand on the fills where a depth has too few of them; else blanks."""
        return _texture(self, n, dim)


def _spread(entries: tuple[int, ...], n: int) -> Colours:
    at = np.rint(np.linspace(0, len(entries) - 1, n)).astype(int) if n > 1 else np.zeros(n, int)
    return np.asarray(np.array(entries, np.int32)[at] | INDEXED, np.int32)


def _textures(look: Look) -> tuple[Texture, ...]:
    palette = BY_NAME[look.palette]
    if look.depth == "16":
        return palette.deep16 if look.dark else palette.pale16
    return palette.deep if look.dark else palette.pale


@lru_cache(256)
def _fill(look: Look, n: int) -> Colours:
    match look.depth:
        case "truecolor":
            lightness, chroma = _FILL[look.dark]
            return ramp(BY_NAME[look.palette].anchors, n, lightness, chroma)
        case "256" | "16":
            return _spread(tuple(paper for _, _, paper in _textures(look)), n)
        case _:
            return np.full(n, DEFAULT, np.int32)


@lru_cache(256)
def _under(look: Look, n: int) -> Colours:
    if look.depth == "256":
        return _spread(_plain(_textures(look)), n)
    if look.depth != "16" or not look.dark:
        return _fill(look, n)
    solid = (ink if quarters > 1 and ink in _DEEP16 else paper for quarters, ink, paper in _textures(look))
    return _spread(tuple(solid), n)


def _plain(textures: tuple[Texture, ...]) -> tuple[int, ...]:
    """Return for each mixture of entries of 256 the one among all of them that looks most like it.

    One with a hue, where there are such: among mixtures of dim green, black would be a hole.
    """
    quarters, inks, papers = (np.array(part) for part in zip(*textures, strict=True))
    share = quarters[:, None] / 4
    mixed = oklab(from_linear(share * linear(indexed(inks)) + (1 - share) * linear(indexed(papers))))
    used = np.union1d(inks, papers)
    hued = used[~np.isin(used, GREYS)]
    entries = hued if hued.size else used
    off = ((mixed[:, None] - oklab(indexed(entries))[None]) ** 2).sum(-1)
    return tuple(entries[off.argmin(1)].tolist())


@lru_cache(256)
def _fill_dim(look: Look, n: int) -> Colours:
    match look.depth:
        case "truecolor":
            lightness, chroma = _DIM[look.dark]
            return ramp(BY_NAME[look.palette].anchors, n, lightness, chroma)
        case "256":
            return _spread(_DIM256[look.dark], n)
        case _:
            return np.full(n, look.colours.paper, np.int32)


@lru_cache(256)
def _line(look: Look, n: int) -> Colours:
    palette = BY_NAME[look.palette]
    match look.depth:
        case "truecolor":
            lightness, chroma = _LINE[look.dark]
            return ramp(palette.anchors, n, lightness, chroma)
        case "256":
            return _spread(palette.bright if look.dark else palette.dark, n)
        case "16":
            return _spread(palette.bright16 if look.dark else palette.dark16, n)
        case _:
            return np.full(n, DEFAULT, np.int32)


@lru_cache(256)
def _texture(look: Look, n: int, dim: bool) -> tuple[Codes, Colours]:
    blank = np.full(n, 32, np.uint32), np.full(n, look.colours.ink, np.int32)
    if not look.mixes or dim:
        return blank
    quarters, inks, _ = zip(*_textures(look), strict=True)
    shades = tuple(ord(look.glyphs.shades[q]) for q in quarters)
    return (_spread(shades, n) & 0xFFFFFF).astype(np.uint32), _spread(inks, n)
