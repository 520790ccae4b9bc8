"""A raster as SVG: backgrounds, dots, blocks and lines as shapes, so that no font can shift them; words as text."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from descent_tui.pictures.cells import ARMS, DOT, ENDS, HEIGHT, MIDDLE, SHADES, WIDTH, boxes, dots, is_shape
from descent_tui.pictures.rgb import inks_and_papers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from descent_tui.pictures.look import Look
    from descent_tui.pictures.raster import Raster

FONT = "'DejaVu Sans Mono',ui-monospace,Menlo,Consolas,monospace"


def svg(raster: Raster, look: Look, says: str) -> str:
    """Return a raster as SVG.

    Args:
        raster: the picture; its text has to be harmless (see `tui.filter`).
        look: how it was drawn: what stands for the terminal's own colours.
        says: what is on it, for those who cannot see it.
    """
    width, height = raster.width * WIDTH, raster.height * HEIGHT
    inks, papers = (colours.tolist() for colours in inks_and_papers(raster, look))
    lines = raster.lines()
    shapes = "\n".join((*_papers(papers), *_inks(lines, inks), *_words(lines, inks)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' aria-label={quoteattr(says)} font-family="{FONT}" font-size="13" xml:space="preserve">\n'
        f"<title>{escape(says)}</title>\n{shapes}\n</svg>\n"
    )


def _papers(papers: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield the backgrounds, gathered by colour."""
    runs: dict[int, list[str]] = defaultdict(list)
    for y, row in enumerate(papers):
        for first, end in _runs(row):
            wide = (end - first) * WIDTH
            runs[row[first]].append(f"M{first * WIDTH} {y * HEIGHT}h{wide}v{HEIGHT}h-{wide}z")
    for colour, d in sorted(runs.items()):
        yield f'<path fill="#{colour:06x}" shape-rendering="crispEdges" d="{"".join(d)}"/>'


def _inks(lines: Sequence[str], inks: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield blocks, lines and dots, gathered by colour."""
    blocks: dict[tuple[int, float], list[str]] = defaultdict(list)
    strokes: dict[int, list[str]] = defaultdict(list)
    points: dict[int, list[str]] = defaultdict(list)
    for y, line in enumerate(lines):
        for x, sign in enumerate(line):
            if sign == " ":
                continue
            ink, left, top = inks[y][x], x * WIDTH, y * HEIGHT
            for dx, dy, wide, high in boxes(sign):
                blocks[ink, SHADES.get(sign, 1.0)].append(f"M{left + dx} {top + dy}h{wide}v{high}h-{wide}z")
            for dx, dy in (ENDS[arm] for arm in ARMS.get(sign, "")):
                strokes[ink].append(f"M{left + MIDDLE[0]} {top + MIDDLE[1]}L{left + dx} {top + dy}")
            points[ink] += (f"M{left + dx} {top + dy}h0" for dx, dy in dots(sign))
    for (colour, opacity), d in sorted(blocks.items()):
        yield f'<path fill="#{colour:06x}" fill-opacity="{opacity:g}" d="{"".join(d)}"/>'
    for colour, d in sorted(strokes.items()):
        yield f'<path stroke="#{colour:06x}" fill="none" d="{"".join(d)}"/>'
    for colour, d in sorted(points.items()):
        if d:
            yield f'<path stroke="#{colour:06x}" stroke-width="{2 * DOT}" stroke-linecap="round" d="{"".join(d)}"/>'


def _words(lines: Sequence[str], inks: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield what is left as text, a piece for each run of one colour, stretched to its cells."""
    for y, line in enumerate(lines):
        plain = [" " if is_shape(sign) else sign for sign in line]
        keys = [-1 if sign == " " else ink for sign, ink in zip(plain, inks[y], strict=True)]
        for first, end in _runs(keys):
            if keys[first] >= 0:
                at = f'x="{first * WIDTH}" y="{y * HEIGHT + 12}" textLength="{(end - first) * WIDTH}"'
                yield f'<text {at} fill="#{keys[first]:06x}">{escape("".join(plain[first:end]))}</text>'


def _runs(keys: Sequence[int]) -> list[tuple[int, int]]:
    starts = [x for x in range(len(keys)) if x == 0 or keys[x] != keys[x - 1]]
    return list(zip(starts, [*starts[1:], len(keys)], strict=True))
