"""Long formulas in narrow panels: what is left out is marked with … and nothing else is changed."""

from __future__ import annotations

import re

ELLIPSIS = "…"

_TERM = re.compile(r" [+−-] ")


def abridge(text: str, width: int) -> str:
    """Shorten a text to `width` characters: contents of parentheses give way to …, then the last terms do.

    As little as is enough goes: `2·(x − 1)·exp(−(x − 1)²/4)` becomes `2·(…)·exp(−(x − 1)²/4)`, or where that is too
    wide `2·(x − 1)·exp(…)`; `a + b + c + d` becomes `a + b + …`. Where more than half of the room would be left empty,
    one pair of parentheses held nearly all of it, and several within it go instead: `−(x·exp(−x²) − y·exp(−y²))`
    becomes `−(x·exp(…) − y·exp(…))`.
    """
    short = _abridged(text, width, inner=False)
    return short if 2 * len(short) >= width else max(short, _abridged(text, width, inner=True), key=len)


def _abridged(text: str, width: int, *, inner: bool) -> str:
    """Shorten a text, with `inner` by what stands within other parentheses as long as there is any."""
    while len(text) > width:
        inside = _longest_inside(text) if inner else None
        group = inside or _widest(text, len(text) - width)
        if group is None:
            return _without_tail(text, width)
        start, stop = group
        room = stop - start - (len(text) - width)
        terms = inner and not inside and room > 1 and _TERM.search(text[start : start + room])
        text = text[:start] + (_without_tail(text[start:stop], room) if terms else ELLIPSIS) + text[stop:]
    return text


def _longest_inside(text: str) -> tuple[int, int] | None:
    """Choose the longest of the groups that stand within another one and hold none themselves."""
    groups = _groups(text)
    within = [
        (start, stop)
        for start, stop, depth in groups
        if depth and stop - start > 1 and not any(start < a < b - 1 < stop for a, b, _ in groups)
    ]
    return max(within, key=lambda group: (group[1] - group[0], -group[0]), default=None)


def _groups(text: str) -> list[tuple[int, int, int]]:
    """Find where the contents of every pair of parentheses begin and end, and how deep they stand."""
    stack: list[int] = []
    found = []
    for place, sign in enumerate(text):
        if sign == "(":
            stack.append(place + 1)
        elif sign == ")" and stack:
            start = stack.pop()
            found.append((start, place, len(stack)))
    return found


def _widest(text: str, excess: int) -> tuple[int, int] | None:
    """Choose the group to leave out: the shortest that is enough, else the longest of the outermost."""
    groups = [(start, stop, depth) for start, stop, depth in _groups(text) if stop - start > 1]
    if not groups:
        return None
    enough = [group for group in groups if group[1] - group[0] - 1 >= excess]
    if enough:
        return min(enough, key=lambda group: (group[1] - group[0], group[0]))[:2]
    outer = [group for group in groups if group[2] == 0]
    return max(outer, key=lambda group: (group[1] - group[0], -group[0]))[:2]


def _without_tail(text: str, width: int) -> str:
    """Keep whole terms from the front as far as they fit, then …; a text of one long term is cut where it must be."""
    if width <= 0:
        return ""
    ends = [match for match in _TERM.finditer(text) if match.end() + 1 <= width]
    if ends:
        return text[: ends[-1].end()] + ELLIPSIS
    return text[: width - 1] + ELLIPSIS
