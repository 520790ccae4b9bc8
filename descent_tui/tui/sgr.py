"""The pen: segments as text with the fewest colour codes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.color import ColorSystem
    from rich.segment import Segment
    from rich.style import Style

_ATTRIBUTES = (
    ("bold", "1"), ("dim", "2"), ("italic", "3"), ("underline", "4"), ("blink", "5"), ("blink2", "6"),
    ("reverse", "7"), ("conceal", "8"), ("strike", "9"), ("underline2", "21"), ("frame", "51"),
    ("encircle", "52"), ("overline", "53"),
)  # fmt: skip
_SEEN_ON_BLANKS = {"4", "7", "9", "21", "51", "52", "53"}


class Ink(NamedTuple):
    """What a style is to a terminal: parameters of Select Graphic Rendition (ECMA-48, 8.3.117)."""

    attributes: str = ""
    fg: str = ""
    bg: str = ""
    on_blanks: bool = False
    """Whether a blank in it shows more than paper."""


PLAIN = Ink()

Inked: TypeAlias = tuple[str, str, str]
"""Text, and the parameters of its ink and of its paper; "" is the terminal's own."""


@lru_cache(1024)
def ink(style: Style, system: ColorSystem) -> Ink:
    """Return the ink of a style; an empty part is the terminal's own."""
    codes = [code for name, code in _ATTRIBUTES if getattr(style, name)]
    fg = "" if style.color is None else ";".join(style.color.downgrade(system).get_ansi_codes(foreground=True))
    bg = "" if style.bgcolor is None else ";".join(style.bgcolor.downgrade(system).get_ansi_codes(foreground=False))
    return Ink(
        ";".join(codes),
        "" if fg == "39" else fg,
        "" if bg == "49" else bg,
        not _SEEN_ON_BLANKS.isdisjoint(codes),
    )


class Pen:
    """Writes segments one after another and says only what changes between them.

    Textual says everything at each segment and resets after it: half as many bytes again on a map.
    """

    def __init__(self, system: ColorSystem) -> None:
        self.system = system
        self._now = PLAIN

    def write(self, segments: Iterable[Segment]) -> str:
        """Return segments as text; the last ink stays in the pen."""
        out: list[str] = []
        for text, style, control in segments:
            if control or not text:
                continue
            wanted = PLAIN if style is None else ink(style, self.system)
            if wanted != self._now:
                out.append(self._turn(wanted, text))
            out.append(text)
        return "".join(out)

    def put(self, parts: Iterable[Inked]) -> str:
        """Return parts of a picture as text; the same as `write` says, in half the time."""
        out = [self._change(PLAIN)] if self._now.attributes else []
        _, fg, bg, _ = self._now
        for text, ink, paper in parts:
            turned = ink != fg and not text.isspace()  # nobody sees the ink of blanks
            if paper != bg or turned:
                if turned:
                    fg = ink
                if not (fg or paper):
                    out.append("\x1b[m")
                elif paper == bg:
                    out.append(f"\x1b[{fg or 39}m")
                else:
                    out.append(f"\x1b[{fg or 39};{paper or 49}m" if turned else f"\x1b[{paper or 49}m")
                bg = paper
            out.append(text)
        self._now = Ink("", fg, bg)
        return "".join(out)

    def lift(self) -> str:
        """Return what brings the terminal back to its own ink."""
        return self._change(PLAIN)

    def _turn(self, wanted: Ink, text: str) -> str:
        if not (wanted.on_blanks or self._now.on_blanks or text.strip(" ")):
            wanted = self._now._replace(bg=wanted.bg)
        return self._change(wanted)

    def _change(self, wanted: Ink) -> str:
        now, self._now = self._now, wanted
        if wanted == now:
            return ""
        if not (wanted.attributes or wanted.fg or wanted.bg):
            return "\x1b[m"
        if wanted.attributes != now.attributes:
            parts = ["0" if now.attributes else "", wanted.attributes]
            if now.attributes:
                parts += [wanted.fg, wanted.bg]
                return f"\x1b[{';'.join(filter(None, parts))}m"
        else:
            parts = []
        if wanted.fg != now.fg:
            parts.append(wanted.fg or "39")
        if wanted.bg != now.bg:
            parts.append(wanted.bg or "49")
        return f"\x1b[{';'.join(filter(None, parts))}m"
