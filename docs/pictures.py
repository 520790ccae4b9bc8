"""Draw the pictures of README and docs with the program itself: `make pictures`.

Each is the screen's own raster after the actions named here, written as SVG. Backgrounds, braille dots, blocks and
lines are drawn as shapes, so that no font can shift them; words are text. Nothing is retouched.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from descent_tui.pictures.look import Look  # noqa: E402 - from this checkout, whatever is installed
from descent_tui.pictures.raster import INDEXED, Raster  # noqa: E402
from descent_tui.pictures.stage import Stage  # noqa: E402
from descent_tui.scenario import catalogue  # noqa: E402
from descent_tui.session.opening import open_scenario  # noqa: E402
from descent_tui.session.timeline import Timeline  # noqa: E402
from descent_tui.session.words import parse  # noqa: E402

CELL_WIDTH, CELL_HEIGHT = 8, 16
"""Units of the picture; braille dots then fall on whole ones."""

BRAILLE = 0x2800
DOTS = ((2, 2), (2, 6), (2, 10), (6, 2), (6, 6), (6, 10), (2, 14), (6, 14))
"""Where the bits of a braille character lie in a cell."""

ARMS = {"─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu",
        "├": "udr", "┤": "udl", "┬": "lrd", "┴": "lru", "┼": "udlr"}  # fmt: skip
"""Lines from the middle of a cell: up, down, left, right."""

ENDS = {"u": "v-8", "d": "v8", "l": "h-4", "r": "h4"}

EIGHTHS = "▏▎▍▌▋▊▉█"
SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
CORNERS = {"▘": 8, "▝": 4, "▖": 2, "▗": 1, "▀": 12, "▄": 3, "▌": 10, "▐": 5, "▙": 11, "▛": 14, "▜": 13, "▟": 7, "▚": 9,
           "▞": 6}  # fmt: skip
"""Quarters of a cell: upper left 8, upper right 4, lower left 2, lower right 1."""


class Picture(NamedTuple):
    """A picture to be drawn: its file, the landscape, what is done there, columns and rows, and itself in words."""

    name: str
    scenario: str
    actions: tuple[str, ...]
    columns: int
    rows: int
    says: str


PICTURES = (
    Picture(
        "screen",
        "himmelblau",
        ("step 14",),
        120,
        36,
        "The screen: a map of Himmelblau's function with the trail of a descent, and its two partials beside it",
    ),
    Picture(
        "frozen",
        "seed-bowl",
        ("freeze y", "step 4"),
        110,
        32,
        "The seed bowl with y frozen: one line of the map is left, and only x moves along it",
    ),
    Picture(
        "mountain",
        "peaks",
        ("look kind mountain", "step 8"),
        110,
        32,
        "A landscape seen from the side, as a shaded mountain",
    ),
    Picture(
        "nudge",
        "mountain",
        ("look nudge 0.001",),
        110,
        32,
        "A nudge of x by 0.001: change, slope and partial beside each other, and whether they agree",
    ),
    Picture(
        "race",
        "rotated-ravine",
        ("race momentum", "race adam", "tune", "step 40"),
        120,
        40,
        "A race of gradient descent, momentum and Adam along a ravine that is not along the axes",
    ),
    Picture(
        "branch",
        "rotated-ravine",
        ("step 40", "at 8", "optimizer momentum", "lr 0.003", "step 50", "at 46"),
        110,
        32,
        "A branch with its ghost: from step 8 on with momentum, scrubbed back a little; the ghost went on without",
    ),
)


def raster_of(picture: Picture) -> Raster:
    """Return the screen after the picture's actions."""
    timeline = Timeline(open_scenario(catalogue.load(picture.scenario)))
    for words in picture.actions:
        timeline = timeline.act(parse(words))
    return Stage().draw(timeline.present, picture.columns, picture.rows, Look())


def svg(raster: Raster, says: str) -> str:
    """Return a truecolour raster as SVG."""
    width, height = raster.width * CELL_WIDTH, raster.height * CELL_HEIGHT
    shapes = "\n".join((*_papers(raster), *_inks(raster), *_words(raster)))
    font = "'DejaVu Sans Mono',ui-monospace,Menlo,Consolas,monospace"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' aria-label="{escape(says)}" font-family="{font}" font-size="13" xml:space="preserve">\n'
        f"<title>{escape(says)}</title>\n{shapes}\n</svg>\n"
    )


def _papers(raster: Raster) -> list[str]:
    runs: dict[int, list[str]] = defaultdict(list)
    for y in range(raster.height):
        for first, end in _runs(raster.bg[y].tolist()):
            wide = (end - first) * CELL_WIDTH
            runs[int(raster.bg[y, first])].append(
                f"M{first * CELL_WIDTH} {y * CELL_HEIGHT}h{wide}v{CELL_HEIGHT}h-{wide}z"
            )
    return [
        f'<path fill="{_hex(colour)}" shape-rendering="crispEdges" d="{"".join(d)}"/>'
        for colour, d in sorted(runs.items())
    ]


def _inks(raster: Raster) -> list[str]:
    """Return dots, lines and blocks, gathered by colour."""
    dots: dict[int, list[str]] = defaultdict(list)
    lines: dict[int, list[str]] = defaultdict(list)
    blocks: dict[tuple[int, float], list[str]] = defaultdict(list)
    for y, line in enumerate(raster.lines()):
        for x, sign in enumerate(line):
            ink, left, top = int(raster.fg[y, x]), x * CELL_WIDTH, y * CELL_HEIGHT
            if sign in ARMS:
                lines[ink] += [f"M{left + 4} {top + 8}{ENDS[arm]}" for arm in ARMS[sign]]
            elif _is_braille(sign):
                bits = ord(sign) - BRAILLE
                dots[ink] += [f"M{left + dx} {top + dy}h0" for k, (dx, dy) in enumerate(DOTS) if bits >> k & 1]
            elif part := _block(sign, left, top):
                blocks[ink, SHADES.get(sign, 1.0)].append(part)
    return [
        *(f'<path fill="{_hex(c)}" fill-opacity="{o:g}" d="{"".join(d)}"/>' for (c, o), d in sorted(blocks.items())),
        *(f'<path stroke="{_hex(c)}" fill="none" d="{"".join(d)}"/>' for c, d in sorted(lines.items())),
        *(
            f'<path stroke="{_hex(c)}" stroke-width="2.4" stroke-linecap="round" d="{"".join(d)}"/>'
            for c, d in sorted(dots.items())
            if d
        ),
    ]


def _block(sign: str, left: int, top: int) -> str:
    if sign in SHADES:
        return f"M{left} {top}h8v16h-8z"
    if sign in CORNERS:
        bits = CORNERS[sign]
        corners = ((8, 0, 0), (4, 4, 0), (2, 0, 8), (1, 4, 8))
        return "".join(f"M{left + dx} {top + dy}h4v8h-4z" for bit, dx, dy in corners if bits & bit)
    if sign in EIGHTHS:
        wide = EIGHTHS.index(sign) + 1
        return f"M{left} {top}h{wide}v16h-{wide}z"
    if sign == "━":
        return f"M{left} {top + 6}h8v4h-8z"
    return ""


def _words(raster: Raster) -> list[str]:
    """Return what is left as text, a piece for each run of one colour, stretched to its cells."""
    texts = []
    for y, line in enumerate(raster.lines()):
        plain = [" " if _is_braille(c) or c in ARMS or _block(c, 0, 0) else c for c in line]
        keys = [-1 if c == " " else int(ink) for c, ink in zip(plain, raster.fg[y].tolist(), strict=True)]
        for first, end in _runs(keys):
            if keys[first] >= 0:
                text = escape("".join(plain[first:end]))
                at = f'x="{first * CELL_WIDTH}" y="{y * CELL_HEIGHT + 12}"'
                wide = f'textLength="{(end - first) * CELL_WIDTH}"'
                texts.append(f'<text {at} {wide} fill="{_hex(keys[first])}">{text}</text>')
    return texts


def _is_braille(sign: str) -> bool:
    return BRAILLE <= ord(sign) < BRAILLE + 256


def _runs(keys: list[int]) -> list[tuple[int, int]]:
    starts = [x for x in range(len(keys)) if x == 0 or keys[x] != keys[x - 1]]
    return list(zip(starts, [*starts[1:], len(keys)], strict=True))


def _hex(colour: int) -> str:
    if colour & INDEXED or colour < 0:
        raise ValueError("pictures are drawn in truecolour")
    return f"#{colour:06x}"


def main(folder: Path = HERE / "pictures") -> None:
    """Draw all pictures into a folder."""
    folder.mkdir(exist_ok=True)
    for picture in PICTURES:
        file = folder / f"{picture.name}.svg"
        file.write_text(svg(raster_of(picture), picture.says), "utf-8")
        print(f"{file.name}: {file.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
