"""Letters as strokes of a pen, for pictures in pixels: a hand of our own, since no font can be counted on.

A letter is a few strokes in a cell of 8 by 16 units; capitals stand between 3 and c (12), small letters begin at 6,
tails reach f (15). A point is two hexadecimal digits, x and y. A stroke goes straight from point to point; `~` rounds
its corners, `o` rounds and closes it, `#` fills it, `@` rounds and fills it, `.` is a dot.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

# fmt: off
_LETTERS = {
    "A": "1c437c|2969", "B": "131c|~134363674717|~1757777c4c1c", "C": "~7573131c7c7a", "D": "131c|~1343737c4c1c",
    "E": "73131c7c|1767", "F": "73131c|1767", "G": "~7573131c7c78|7848", "H": "131c|737c|1777", "I": "2363|434c|2c6c",
    "J": "3363|~636a6c1c1a", "K": "131c|7319|377c", "L": "131c7c", "M": "1c1348737c", "N": "1c137c73",
    "O": "o13737c1c", "P": "131c|~134373784818", "Q": "o13737c1c|4a7e", "R": "131c|~134373784818|487c",
    "S": "~75731317787c1c1a", "T": "1373|434c", "U": "~13191c7c7973", "V": "134c73", "W": "132c476c73",
    "X": "137c|731c", "Y": "134873|484c", "Z": "13731c7c", "a": "o16767c1c|767c", "b": "131c|o16767c1c",
    "c": "~7876161c7c7a", "d": "737c|o16767c1c", "e": "1979|~7976161c7c7b", "f": "~7343393c|1767",
    "g": "o16767c1c|~767b7f1f1e", "h": "131c|~191676787c", "i": ".43|26464c|2c6c", "j": ".53|2656|~565b5f1f1e",
    "k": "131c|661a|387c", "l": "23434c|2c6c", "m": "161c|~181646484c|~484676787c", "n": "161c|~191676787c",
    "o": "o16767c1c", "p": "161f|o16767c1c", "q": "767f|o16767c1c", "r": "262c|~29267678", "s": "~777616197a7c1c1b",
    "t": "~33393c7c7b|1666", "u": "~161a1c7c79|767c", "v": "164c76", "w": "162c476c76", "x": "167c|761c",
    "y": "164c|763e2f1f", "z": "16761c7c", "0": "o13737c1c|5639", "1": "15434c|1c7c", "2": "~151373771c|1c7c",
    "3": "~1413737737|~37777c1c1a", "4": "5c531979", "5": "731317|~1757777c1c1a", "6": "o17777c1c|~6313191a",
    "7": "13733c", "8": "o23636727|o17777c1c", "9": "o13737818|~76797c2c", ".": ".4c", ",": "4c3e", ";": ".48|4c3e",
    ":": ".48|.4c", "!": "4349|.4c", "?": "~151373774749|.4c", "'": "4346", '"': "3336|5356", "`": "3355",
    "-": "2868", "_": "1e7e", "=": "1777|1a7a", "+": "1878|454b", "*": "454b|266a|662a", "/": "731d", "\\": "137d",
    "|": "424e", "(": "~62353b6e", ")": "~22555b2e", "[": "62323e6e", "]": "22525e2e", "{": "~6242444828|~28484c4e6e",
    "}": "~2242444868|~68484c4e2e", "<": "75187b", ">": "15781b", "^": "264366", "~": "~1917376979",
    "#": "332c|635c|1676|1979", "$": "~75731317787c1c1a|424d", "%": "731c|o13333616|o597a7c5c",
    "&": "~7c25235355181c5c79", "@": "~7d1d13737a4a4777", "α": "~765c1c16567c", "β": "~1f1413636737|~37777c1c1b",
    "γ": "164b|763f", "δ": "o17777c1c|~63232568", "ε": "~7776161949|~49191c7c7b", "η": "161c|~191676787f",
    "θ": "o13737c1c|1777", "λ": "13337c|481c", "μ": "161f|~191c7c79|767c", "π": "1676|262c|666c",
    "ρ": "191f|o16767c1c", "σ": "o16666c1c|4676", "τ": "1676|~464b4c6c", "φ": "o16767c1c|434f", "ψ": "~161c7c76|434f",
    "ω": "~161c4c48|~484c7c76", "Δ": "431c7c43", "Π": "1373|131c|737c", "Σ": "7313481c7c", "∂": "~2373737c1c176779",
    "∇": "13734c13", "‖": "323e|525e", "∞": "o16464b1b|o46767b4b", "√": "08183c5273", "·": ".48", "×": "266a|662a",
    "÷": "1878|.45|.4b", "±": "1676|4349|1c7c", "−": "1878", "–": "1878", "—": "0888", "≈": "~1735597775|~1b395d7b79",
    "≠": "1777|1a7a|642d", "≤": "74177a|1c7c", "≥": "14771a|1c7c", "←": "1878|45184b", "→": "1878|45784b",
    "↑": "434d|164376", "↓": "434d|1a4d7a", "…": ".1c|.4c|.7c", "’": "4336", "‘": "3346", "“": "3336|5356",
    "”": "3336|5356", "•": "@26666a2a", "✕": "256b|652b", "✗": "256b|652b", "✓": "183b74", "╌": "0838|5888",
    "❄": "434d|157b|751b", "★": "#435686687c4a1c280636", "◆": "#44784c18", "◇": "44784c1844", "○": "o15757b1b",
    "●": "@15757b1b", "■": "#15757b1b", "□": "15757b1b15", "▲": "#437b1b", "▼": "#15754d", "◄": "#757b08",
    "►": "#15881b", "◀": "#757b08", "▶": "#15881b", "◤": "#15751b", "◥": "#15757b", "◣": "#157b1b", "◢": "#757b1b",
    "◐": "o15757b1b|#4525161a2b4b", "▮": "#24646c2c", "▣": "15757b1b15|#37575939", "◙": "15757b1b15|@37575939",
    "◈": "44784c1844|#46584a38", "⌊": "323e6e", "⌋": "525e2e",
}
# fmt: on
_UNKNOWN = "23636c2c23"
"""A hollow box: a sign this hand does not write."""

_SMALL = {"<super>": (0.62, 0.5, 1.2), "<sub>": (0.62, 0.5, 7.6)}
"""How much smaller raised and lowered signs are, across and down, and where they begin."""


@dataclass(frozen=True, eq=False, slots=True)
class Stroke:
    """A line of the pen through points [k, 2], in units of the cell; or the area inside them."""

    points: Points
    filled: bool


@lru_cache(1024)
def strokes(sign: str) -> tuple[Stroke, ...]:
    """Return how a sign is written: accents left off, what is raised or lowered small, a strange one as a box."""
    if sign in _LETTERS:
        return tuple(_stroke(said) for said in _LETTERS[sign].split("|"))
    way, _, codes = unicodedata.decomposition(sign).rpartition("> ")
    base = chr(int(codes.split()[0], 16)) if codes else ""
    if f"{way}>" in _SMALL and base in _LETTERS | {"−": ""}:
        across, down, top = _SMALL[f"{way}>"]
        return tuple(
            Stroke(one.points * (across, down) + (8 * (1 - across) / 2, top), one.filled) for one in strokes(base)
        )
    return strokes(base) if base in _LETTERS else (_stroke(_UNKNOWN),)


def _stroke(said: str) -> Stroke:
    way, digits = (said[0], said[1:]) if said[0] in "~o#@." and len(said) % 2 else ("", said)
    points = np.array([[int(sign, 16) for sign in digits[i : i + 2]] for i in range(0, len(digits), 2)], np.float64)
    if way in {"o", "@"}:
        points = _rounded(np.concatenate([points, points[:1]]), closed=True)
    elif way == "~":
        points = _rounded(points, closed=False)
    return Stroke(points, way in {"#", "@"})


def _rounded(points: Points, *, closed: bool) -> Points:
    """Return the points with their corners cut off until none is left (Chaikin): a quadratic spline."""
    for _ in range(4):
        first, second = points[:-1], points[1:]
        cut = np.stack([0.75 * first + 0.25 * second, 0.25 * first + 0.75 * second], 1).reshape(-1, 2)
        points = np.concatenate([cut, cut[:1]]) if closed else np.concatenate([points[:1], cut[1:-1], points[-1:]])
    return points
