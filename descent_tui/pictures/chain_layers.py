"""The chain rule along the layers of a network as norms: whether what comes back vanishes, explodes or neither."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures.raster import Raster
from descent_tui.pictures.text import Part, clipped, spoken, write
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.objectives.net.chain import Chain, Factor, Layer
    from descent_tui.objectives.objective import Vector
    from descent_tui.pictures.look import Look

NUMBER = 9
"""Columns of a number."""

NAMED = 22
"""Columns of the first column: which layer, and how many units."""

SPREAD = 30.0
"""From this ratio of the largest norm to the smallest on, bars are as long as the logarithm says."""

VANISHES = 0.1
"""By so much or less ‖δ‖ falls, from the last layer to the first, where it is said to vanish; by 1/10 it explodes."""


def chain_layers(chain: Chain, gradient: Vector, hand: Factor, width: int, height: int, look: Look) -> Raster:
    """Return the layers, the last one on top, as what backpropagation does comes first.

    Args:
        chain: of the sample and the weight.
        gradient: ∇f, [n], over all samples of this step.
        hand: the factor in hand.
        width: cells.
        height: cells.
        look: colours and alphabet.
    """
    raster = Raster.blank(width, height, look.colours.ink, look.colours.paper)
    layers = chain.layers()
    named = NAMED if width >= 64 else 9
    whole = [float(np.linalg.norm(w)) for w in chain.layout.weights(gradient)]
    columns = [
        ("‖a‖ forward", [layer.a for layer in layers], look.colours.first),
        ("‖δ‖ backward", [layer.delta for layer in layers], look.colours.gradient),
        ("‖∂L/∂W‖", [layer.weights for layer in layers], look.colours.second),
        ("‖∂f/∂W‖ mean", whole, look.colours.memory),
    ][: 4 if width >= 110 else 3 if width >= 64 else 2]
    each = (width - named) // len(columns)
    for k, (title, _, colour) in enumerate(columns):
        write(raster, named + k * each, 0, [(title, colour)], look, each - 1)
    rows = _rows(len(layers), height)
    for y, l in rows:
        if l % 1:
            _between(raster, y, math.floor(l), layers, hand, named, look)
            continue
        here = int(l)
        held = hand.layer == here and hand.kind in {"loss", "input"}
        unit = f"layer {here + 1}" + (f"  {chain.layout.sizes[here + 1]:,} units" if named == NAMED else "")
        write(
            raster,
            0,
            y,
            [(look.glyphs.right if held else " ", look.colours.key), (unit, look.colours.ink)],
            look,
            named,
        )
        for k, (_, values, colour) in enumerate(columns):
            _bar(raster, named + k * each, y, values[here], values, each - 2, colour, look)
    return raster


def _rows(count: int, height: int) -> list[tuple[int, float]]:
    """Return (row, layer) from the top, 0-based layers with halves for what lies between two, spread over the rows."""
    stops = [k / 2 for k in reversed(range(2 * count - 1))]
    if len(stops) > height - 1:
        stops = stops[::2][: max(height - 1, 0)]
    pace = min(max((height - 1) // max(len(stops), 1), 1), 3)
    return [(1 + (pace > 1) + k * pace, stop) for k, stop in enumerate(stops)]


def _between(raster: Raster, y: int, below: int, layers: tuple[Layer, ...], hand: Factor, x: int, look: Look) -> None:
    """Write by what the way back between two layers stretches: through the weights, and through φ′."""
    colours = look.colours
    weights = hand.kind == "weight" and hand.layer == below + 1
    slope = hand.kind == "slope" and hand.layer == below
    parts: list[Part] = [
        (
            look.glyphs.down if weights or slope else look.glyphs.vertical,
            colours.key if weights or slope else colours.frame,
        ),
        (f" W{below + 2}·δ{below + 2}: ", colours.faint),
        (f"× {show(layers[below + 1].back, 3)}", colours.key if weights else colours.ink),
        ("   ⊙ φ′: ", colours.faint),
        (f"× {show(layers[below].slope, 3)}", colours.key if slope else colours.ink),
    ]
    write(raster, max(x - 10, 2), y, parts, look)


def _bar(
    raster: Raster, x: int, y: int, value: float, values: list[float], width: int, colour: int, look: Look
) -> None:  # fmt: skip
    """Draw a number and its bar, as long as the largest where it is the largest."""
    text = clipped(spoken(show(value, 4), look), width, look)
    raster.put(x, y, text.ljust(NUMBER), look.colours.ink)
    room = width - NUMBER
    share = _share(value, values)
    if room <= 0 or not share > 0:
        return
    bars = look.glyphs.bars
    eighths = max(round(share * room * (len(bars) - 1)), 1)
    full, part = divmod(eighths, len(bars) - 1)
    raster.put(x + NUMBER, y, bars[-1] * full + (bars[part] if part else ""), colour)


def _share(value: float, values: list[float]) -> float:
    """Return how long a bar is, of 1: in proportion, or by its logarithm where the norms are far apart."""
    known = [each for each in values if math.isfinite(each) and each > 0]
    if not known or not math.isfinite(value) or value <= 0:
        return 0.0
    low, high = min(known), max(known)
    if high <= SPREAD * low:
        return value / high
    return 0.08 + 0.92 * math.log(value / low) / math.log(high / low)


def fate(layers: tuple[Layer, ...]) -> str:
    """Return what becomes of the slopes on their way back, as a sentence."""
    first, last = layers[0].delta, layers[-1].delta
    if last == 0:
        return "The loss asks nothing of this sample: every slope is 0."
    if first == 0:
        return "Nothing reaches the first layer: every way back is shut by a slope of 0."
    ratio = first / last
    told = f"From the loss to layer 1, ‖δ‖ × {show(ratio, 3)}"
    if ratio <= VANISHES:
        return f"{told}: the slopes vanish on their way."
    return f"{told}: the slopes explode." if ratio >= 1 / VANISHES else f"{told}: the slopes keep their size."
