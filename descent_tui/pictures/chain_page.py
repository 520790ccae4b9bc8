"""The page of the chain rule: the network as a graph or in norms, the product factor by factor, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from descent_tui.pictures.chain_graph import chain_graph
from descent_tui.pictures.chain_layers import chain_layers, fate
from descent_tui.pictures.hints import write_hints
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import Part, length, spoken, wrapped, write, write_right
from descent_tui.session import chain_words as words
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.objectives.net.chain import Chain, Factor
    from descent_tui.pictures.hints import Hint
    from descent_tui.pictures.look import Look
    from descent_tui.session.session import Session

GRAPH = 2000
"""Up to so many weights a network is a graph at first, above in norms."""

SHORT = 14
"""Up to this height no rows are left blank, and the product has no title."""

LEFT = 2
"""Columns left blank at both sides."""

SO_FAR, RESULT = 16, 12
"""Columns kept free beside the product for what it is so far, and where they are few, for what it is in the end."""

ROOMY = 56
"""So wide is a product beside which there is room for both."""

LEAST_BODY = 6
"""So many rows are left to the graph however long the text is."""


@dataclass(frozen=True, slots=True)
class Traced:
    """Where one is on the page.

    Attributes:
        sample: which training sample, 0-based. path: which path to the loss, 0 the strongest. factor: the one in hand.
        layers: whether norms are shown in place of the graph; None for what suits the network.
        typed: the name of a weight being typed; None while none is.
        wrong: what is wrong with it; empty where nothing is.
    """

    sample: int = 0
    path: int = 0
    factor: int = 0
    layers: bool | None = None
    typed: str | None = None
    wrong: str = ""


def in_norms(chain: Chain, traced: Traced) -> bool:
    """Return whether the network is shown in norms."""
    return chain.layout.count > GRAPH if traced.layers is None else traced.layers


def chain_page(
    session: Session, chain: Chain, traced: Traced, samples: int, width: int, height: int, look: Look
) -> Raster:
    """Return the page; `samples` is how many there are to choose from."""
    raster = Raster.blank(width, height, look.colours.ink, look.colours.paper)
    factors = chain.factors(chain.paths[traced.path])
    _title(raster, session, chain, samples, look)
    at, inner = frame(session, chain, traced, samples, width, height, look), width - 2 * LEFT
    if in_norms(chain, traced):
        high = min(at.body, 2 + 6 * chain.layout.depth)
        part = chain_layers(chain, session.here.gradient, factors[traced.factor], inner, high, look)
    else:
        part = chain_graph(chain, traced.path, traced.factor, inner, at.body, look)
    raster.paste(part, LEFT, at.top)
    if height > SHORT:
        title = " the product, from the loss back to the weight "
        raster.put(LEFT, at.room - 1, look.glyphs.horizontal * inner, look.colours.frame)
        write(raster, LEFT + 2, at.room - 1, [(title, look.colours.title)], look, inner - 2)
    for y, parts in enumerate(at.below, start=at.room):
        write(raster, LEFT, y, parts, look, inner)
    write_hints(raster, hints(chain, traced), SPARE, look)
    return raster


class Frame(NamedTuple):
    """Where everything stands: the first row and the rows of the graph, the first row under it and what is told there.

    `product` says whether the product is what is told first.
    """

    top: int
    body: int
    room: int
    below: list[list[Part]]
    product: bool


def frame(session: Session, chain: Chain, traced: Traced, samples: int, width: int, height: int, look: Look) -> Frame:
    """Lay the page out."""
    factors = chain.factors(chain.paths[traced.path])
    below = _below(session, chain, traced, factors, samples, width - 2 * LEFT, height, look)
    room = height - 1 - len(below)
    first = _product(chain, factors, traced.factor, width - 2 * LEFT, look)[0]
    tall = height > SHORT
    return Frame(2 if tall else 1, room - 3 if tall else room - 1, room, below, below[:1] == [first])


def _title(raster: Raster, session: Session, chain: Chain, samples: int, look: Look) -> None:
    colours = look.colours
    name = chain.layout.name(chain.index)
    parts: list[Part] = [
        ("the chain rule", colours.title),
        (f"   ∂L/∂{name}", colours.head),
        (f"   sample {chain.sample + 1:,} of {samples:,}", colours.ink),
        (f"   L {show(chain.loss)}", colours.faint),
    ]
    while length(parts, look) > raster.width - 4 and len(parts) > 2:
        parts.pop()
    end = write(raster, 2, 0, parts, look, raster.width - 4)
    right: list[Part] = [(f"{session.scenario.name}  step {session.here.k}", colours.faint)]
    if end + length(right, look) + 2 < raster.width - 2:
        write_right(raster, raster.width - 2, 0, right, look)


def _below(
    session: Session, chain: Chain, traced: Traced, factors: tuple[Factor, ...], samples: int, width: int, height: int,
    look: Look,
) -> list[list[Part]]:  # fmt: skip
    """Return the lines under the picture, as many as there is room for beside it: product, sum, sentence, verdict."""
    colours = look.colours
    product = _product(chain, factors, traced.factor, width, look)
    told: list[list[Part]] = []
    if chain.count > 1:
        told.append([(_sum(chain, traced.path, width, look), colours.ink)])
    sentence = words.factor_said(chain, factors[traced.factor])
    if traced.typed is not None:
        sentences = [[("weight ", colours.ink), (traced.typed + ("_" if look.ascii else "▏"), colours.key)]]
    elif traced.wrong:
        sentences = [[(line, colours.bad)] for line in wrapped(spoken(traced.wrong, look), width)[:2]]
    else:
        sentences = [[(line, colours.head)] for line in wrapped(spoken(sentence, look), width)[:3]]
    whole = [[(fate(chain.layers()), colours.ink)]] if in_norms(chain, traced) and chain.layout.depth > 1 else []
    verdict = _verdict(session, chain, samples, width, look)
    last = [[(words.BACKPROPAGATION, colours.faint)]]
    blank: list[list[Part]] = [[]]
    wishes = (
        [*product, *blank, *told, *sentences, *blank, *whole, *verdict, *last],
        [*product, *told, *sentences, *whole, *verdict],
        [*product, *told, *sentences, *verdict[:1]],
        [*product, *sentences, *verdict[:1]],
        [*product, *sentences],
        [*product[:2], *sentences],
        sentences,
        sentences[:1],
    )
    most = height - 2 - (LEAST_BODY + 3 if height > SHORT else 3)
    roomy = height >= 30
    return next((lines for k, lines in enumerate(wishes) if len(lines) <= most and (k or roomy)), [])


def _sum(chain: Chain, path: int, width: int, look: Look) -> str:
    """Return which path it is, and all of them as a sum, of as many terms as there is room for."""
    which = f"path {path + 1} of {chain.count:,}"
    sums = (
        f"{which}   all of them: {words.summed(chain, most)} = {show(chain.partial)}" for most in (6, 5, 4, 3, 2, 1)
    )
    return next((text for text in sums if len(spoken(text, look)) <= width), f"{which}, together {show(chain.partial)}")


def factor_spans(factors: tuple[Factor, ...], hand: int, width: int, look: Look) -> list[tuple[int, int, int]]:
    """Return (which factor, its first column, the column after it) of those of the product that have room.

    Of a long chain those before the one in hand are left out until it fits.
    """
    wides = [max(len(spoken(f.symbol, look)), len(spoken(show(f.value), look))) for f in factors]
    first, last = 0, len(wides)

    spare = SO_FAR if width >= ROOMY else RESULT if hand == len(wides) - 1 else 0

    def need() -> int:
        return sum(wides[first:last]) + 3 * (last - first - 1) + 2 * (first > 0) + 2 * (last < len(wides)) + spare

    while need() > width and last - first > 1:
        if first < hand:
            first += 1
        else:
            last -= 1
    spans, at = [], 2 * (first > 0)
    for k in range(first, last):
        spans.append((k, at, at + wides[k]))
        at += wides[k] + 3
    return spans


def _product(chain: Chain, factors: tuple[Factor, ...], hand: int, width: int, look: Look) -> list[list[Part]]:
    """Return the factors in three rows: symbols, numbers, and under the one in hand what the product is so far."""
    colours = look.colours
    spans = factor_spans(factors, hand, width, look)
    first, last = spans[0][0], spans[-1][0] + 1
    rows: list[list[Part]] = [[], [], []]
    if first:
        rows[0].append(("… ", colours.faint))
        rows[1].append(("  ", colours.faint))
    for k, start, end in spans:
        held = k == hand
        colour = colours.key if held else colours.gradient if k < hand else colours.faint
        if k > first:
            for row in rows[:2]:
                row.append((" · ", colours.faint))
        for row, text in zip(rows, (factors[k].symbol, show(factors[k].value)), strict=False):
            row.append((spoken(text, look).center(end - start), colour))
        if held:
            middle = (start + end) // 2
    if last < len(factors):
        rows[0].append((" …", colours.faint))
    so_far = 1.0
    for factor in factors[: hand + 1]:
        so_far *= factor.value
    whole = hand == len(factors) - 1
    rows[1].append((f"  = {show(so_far)}" if whole else "", colours.head))
    name = chain.layout.name(chain.index)
    along = " along this path" if chain.count > 1 else ""
    said = f" = ∂L/∂{name}{along}" if whole else f" so far {show(so_far)}"
    rows[2] = [(" " * middle + look.glyphs.up, colours.key), (said, colours.head)]
    if middle + 1 + len(said) > width:
        rows[2] = [(said.rjust(middle), colours.head), (look.glyphs.up, colours.key)]
    return rows


def _verdict(session: Session, chain: Chain, samples: int, width: int, look: Look) -> list[list[Part]]:
    """Return that the chain and backpropagation say the same, and what the mean over the samples is."""
    colours = look.colours
    name = chain.layout.name(chain.index)
    apart = abs(chain.partial - chain.backpropagated)
    same = apart <= 1e-12 * max(abs(chain.partial), abs(chain.backpropagated), 1e-300)
    sign, colour = ("✓", colours.good) if same else ("✗", colours.bad)
    of = f"∂L/∂{name} = {show(chain.partial)}"
    found = show(chain.backpropagated)
    says = f" {of}, backpropagation finds {found}", f" {of}, {'by backpropagation too' if same else f'not {found}'}"
    said = next((text for text in says if len(spoken(sign + text, look)) <= width), f" {of}")
    first: list[Part] = [(sign, colour), (said, colours.ink)]
    objective = session.objective.at(session.here.k)
    batch = len(getattr(objective, "samples", ())) or samples
    which = f"all {batch:,} samples" if batch == samples else f"the {batch:,} samples of this step"
    decay = " and weight decay" if getattr(getattr(objective, "passes", None), "decay", 0) else ""
    mean: Part = (f"∂f/∂{name} = {show(float(session.here.gradient[chain.index]))}", colours.ink)
    second: list[Part] = [(f"  the mean over {which}{decay}: ", colours.faint), mean]
    if length(second, look) > width:
        second = [("  mean: ", colours.faint), mean]
    return [first + second] if length(first + second, look) <= width else [first, second]


def hints(chain: Chain, traced: Traced) -> tuple[Hint, ...]:
    """Return the keys of the last line."""
    if traced.typed is not None:
        return (("Enter", "goes there"), ("Esc", "gives up"))
    other = "graph" if in_norms(chain, traced) else "norms"
    return (
        ("←→", "factor"), *((("↑↓", "path"),) if chain.count > 1 else ()), ("tab", "weight"), ("W b", "by name"),
        (", .", "sample"), ("v", other), ("space", "step"), ("u", "back"), ("Esc", "leave"),
    )  # fmt: skip


SPARE = ("W b", "u", "tab", "space", "v")
"""The keys that the last line does without where it is short, the first of them first."""
