"""Text made harmless: whatever a file or a formula says, the terminal shows it and never obeys it."""

from __future__ import annotations

import unicodedata
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.color import ColorType
from rich.segment import Segment
from textual.filter import ANSIToTruecolor, LineFilter
from textual.strip import Strip

from descent_tui.pictures.glyphs import ASCII, UNICODE

if TYPE_CHECKING:
    from rich.style import Style
    from textual.color import Color

BAD = "�"

_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSEEN = (0x2028, 0x2029, 0xFEFF, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080))

HARMLESS: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(32)},
    **dict.fromkeys((*range(0x7F, 0xA0), *_BIDI, *_UNSEEN, *range(0xD800, 0xE000)), BAD),
}
"""C0 → control pictures; DEL, C1, direction overrides, separators, tags and surrogates → U+FFFD."""

_SPOKEN = {
    "·": "*", "×": "x", "÷": "/", "−": "-", "–": "-", "—": "-", "∂": "d", "∇": "V", "‖": "|", "√": "v", "∞": "~",
    "≤": "<", "≥": ">", "≈": "~", "≠": "!", "±": "+", "←": "<", "→": ">", "↑": "^", "↓": "v", "↔": "-", "↕": "|",
    "‘": "'", "’": "'", "“": '"', "”": '"', "•": "*", "…": ".", "✓": "v", "✔": "v", "✗": "x", "✖": "x", "✕": "x",
    "●": "o", "◀": "<", "▶": ">", "◁": "<", "▷": ">", "⏵": ">", "⏷": "v", "⏎": "<", "⭘": "o", "╱": "/", "╲": "\\",
    "╳": "x", "░": ".", "▒": ":", "▓": "*", "▀": '"', "▔": '"', "▁": "_", "▂": "_", "¶": "P", "§": "S", "°": "o",
}  # fmt: skip
_ACROSS = set("─━┄┅┈┉╌╍═╴╶╸╺╼╾")
_DOWN = set("│┃┆┇┊┋╎╏║╵╷╹╻╽╿▏▎▍▌▕▐")
_DOTS = " ..::**##"


def _twins() -> dict[str, str]:
    """Return the ASCII twins pictures use, so that a sign is the same in a picture and beside it."""
    pairs = ((getattr(UNICODE, field.name), getattr(ASCII, field.name)) for field in fields(UNICODE))
    return {sign: twin for sign, twin in pairs if len(sign) == len(twin) == 1}


_TWINS = {**_twins(), **_SPOKEN}


def _ascii(sign: str) -> str:
    """Return as many columns of ASCII as a sign has."""
    code = ord(sign)
    if sign in _TWINS:
        return _TWINS[sign]
    if 0x2800 <= code <= 0x28FF:
        return _DOTS[(code & 0xFF).bit_count()]
    if sign in _ACROSS:
        return "-"
    if sign in _DOWN:
        return "|"
    if 0x2500 <= code <= 0x257F:
        return "+"
    if 0x2580 <= code <= 0x259F:
        return "#"
    if code < 0x20 or code in HARMLESS:
        return "?"
    return _letter(sign)


def _letter(sign: str) -> str:
    width = cell_len(sign)
    plain = unicodedata.normalize("NFKD", sign)[0]
    name = unicodedata.name(sign, "")
    if name.startswith("GREEK ") and width == 1:
        first = name.rsplit(" LETTER ", 1)[-1][:1]
        return first.lower() if "SMALL" in name else first
    return plain if width == 1 and " " <= plain <= "~" else "?" * width


class _Ascii(dict[int, str]):
    """A table for `str.translate` that is filled as signs turn up."""

    def __missing__(self, code: int) -> str:
        found = self[code] = chr(code) if 0x20 <= code < 0x7F else _ascii(chr(code))
        return found


_TO_ASCII = _Ascii()


def harmless(text: str, ascii_only: bool = False) -> str:
    """Return text that can be printed on any terminal, line ends included among what it may not do."""
    if text.isprintable() and (not ascii_only or text.isascii()):
        return text
    return text.translate(_TO_ASCII if ascii_only else HARMLESS)


@lru_cache(1024)
def _unlinked(style: Style) -> Style:
    return style.update_link(None)


class SafeFilter(LineFilter):
    """Makes every line of every widget harmless, links (OSC 8) among it, at its old width.

    Args:
        ascii_only: say everything in ASCII, signs and frames of Textual's own widgets too.
    """

    def __init__(self, ascii_only: bool = False) -> None:
        super().__init__()
        self._ascii_only = ascii_only

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's call
        """Return segments that are harmless."""
        out = [self._harmless(segment) for segment in segments]
        if all(new is old for new, old in zip(out, segments, strict=True)):
            return segments
        width = sum(segment.cell_length for segment in segments)
        if sum(segment.cell_length for segment in out) == width:
            return out
        return list(Strip(out).adjust_cell_length(width))

    def _harmless(self, segment: Segment) -> Segment:
        text, style, _ = segment
        said = harmless(text, self._ascii_only)
        if said is text and (style is None or style.link is None):
            return segment
        return Segment(said, None if style is None else _unlinked(style))


class Colourless(LineFilter):
    """Takes colours out of every line, and leaves bold, underlined and reversed text as it is.

    Textual's own two still send greys, or the codes of the terminal's default colours; for NO_COLOR neither will do.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's call
        """Return segments without colour."""
        return [
            Segment(text, None if style is None else _colourless(style), control) for text, style, control in segments
        ]


@lru_cache(1024)
def _colourless(style: Style) -> Style:
    return style.without_color if style.color or style.bgcolor else style


class KeepIndexed(ANSIToTruecolor):
    """Textual's filter for the colours of the terminal, which leaves entries of the palette alone.

    At 256 and 16 colours pictures pick entries by hand. Turned into RGB and back, they come out as other ones.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return segments whose default colours are the theme's."""
        behind = background.rich_color
        return [
            Segment(text, style if style is None or _indexed(style) else self.truecolor_style(style, behind), None)
            for text, style, _ in segments
        ]


@lru_cache(1024)
def _indexed(style: Style) -> bool:
    kinds = {ColorType.STANDARD, ColorType.EIGHT_BIT}
    return any(colour is not None and colour.type in kinds for colour in (style.color, style.bgcolor))
