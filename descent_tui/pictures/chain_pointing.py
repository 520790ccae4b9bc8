"""What a click on the page of the chain rule stands for: a factor of the product, an edge of the graph, a key."""

from __future__ import annotations

from itertools import product
from math import hypot
from typing import TYPE_CHECKING

from descent_tui.pictures import chain_page
from descent_tui.pictures.chain_places import Places
from descent_tui.pictures.hints import placed

if TYPE_CHECKING:
    from descent_tui.objectives.net.chain import Chain
    from descent_tui.pictures.chain_page import Traced
    from descent_tui.pictures.look import Look
    from descent_tui.session.session import Session

Cell = tuple[int, int]
"""(column, row) of the page."""

NEAR = 1.5
"""So many rows away from an edge, measured straight across it, a click is still meant for it."""

CELL = 2.0
"""How many times as high as wide a cell is."""


def pointed(
    session: Session, chain: Chain, traced: Traced, samples: int, size: tuple[int, int], look: Look, at: Cell
) -> str | None:
    """Return what a click on a cell of a page of that size stands for; None where nothing stands.

    It is `factor 2` (0-based) for a factor of the product, `weight W2[1,2]` for the edge of a weight, or a key as the
    last line shows it.
    """
    (width, height), (x, y) = size, at
    if y == height - 1:
        keys = placed(chain_page.hints(chain, traced), chain_page.SPARE, width, look)
        return next((key for (key, _), start, end in keys if start <= x < end), None)
    frame = chain_page.frame(session, chain, traced, samples, width, height, look)
    product_rows = range(frame.room, frame.room + 2) if frame.product else range(0)
    if y in product_rows:
        factors = chain.factors(chain.paths[traced.path])
        spans = chain_page.factor_spans(factors, traced.factor, width - 2 * chain_page.LEFT, look)
        found = (k for k, start, end in spans if start <= x - chain_page.LEFT < end)
        return next((f"factor {k}" for k in found), None)
    if chain_page.in_norms(chain, traced) or not frame.top <= y < frame.top + frame.body:
        return None
    places = Places(chain, traced.path, width - 2 * chain_page.LEFT, frame.body)
    index = _edge(places, (x - chain_page.LEFT, y - frame.top))
    return None if index is None else f"weight {index}"


def _edge(places: Places, at: Cell) -> str | None:
    """Return the weight whose edge is the nearest to a cell between two columns of units, if one is near."""
    x, y = at
    for column in range(places.columns - 2):
        left, gap = places.left(column) + places.wide, places.gap(column)
        if not left <= x < left + gap:
            continue
        share = (x - left + 0.5) / gap
        starts, ends = ([unit for c, unit in places.nodes if c == side] for side in (column, column + 1))
        away = {}
        for start, end in product(starts, ends):
            a, b = places.nodes[column, start].middle, places.nodes[column + 1, end].middle
            steep = CELL * (b - a) / gap
            away[start, end] = abs(a + share * (b - a) - y) / hypot(1.0, steep)
        start, end = min(away, key=lambda edge: away[edge])
        return f"W{column + 1}[{start + 1},{end + 1}]" if away[start, end] <= NEAR else None
    return None
