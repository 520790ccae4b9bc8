"""The page of fine-tuning: four losses on one chart, and what of the network was free for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from descent_tui.pictures import runners
from descent_tui.pictures.hints import write_hints
from descent_tui.pictures.loss import Curve, losses_picture
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.slider import floor
from descent_tui.pictures.text import Part, length, shortened, spoken, wrapped, write, write_right
from descent_tui.session.numbers import show
from descent_tui.session.scheduling import rate_of

if TYPE_CHECKING:
    from descent_tui.pictures.look import Look
    from descent_tui.session import finetuning

NARROW = 60
"""Below this width columns stand a space apart."""

LEAST_CHART = 6
"""Rows below which the chart says nothing."""


def finetuning_page(tuning: finetuning.FineTuning, hand: int, said: str, width: int, height: int, look: Look) -> Raster:
    """Return the page.

    Args:
        tuning: the experiment.
        hand: which of the four is in hand, 0-based.
        said: what is to be said in place of the sentence; empty for nothing.
        width: cells.
        height: cells.
        look: colours and alphabet.
    """
    raster = Raster.blank(width, height, look.colours.ink, look.colours.paper)
    _title(raster, tuning, look)
    inner = width - 4
    sentence = said or told(tuning, hand)
    tight = height < 18
    every = wrapped(spoken(sentence, look), inner)
    lines = every[: 2 if height < 30 else 3]
    chart = height - 2 - len(tuning.parts) - len(lines) - (1 if tight else 4)
    if chart < LEAST_CHART:
        lines = every[: max(height - 2 - len(tuning.parts) - tight, 0)]
    y = 1 if tight else 2
    if chart >= LEAST_CHART:
        picture = losses_picture(
            inner, chart, look, curves(tuning, hand, look), floor=floor(tuning.session), x_name="steps from here"
        )
        raster.paste(_on(picture, look), 2, y)
        y += chart + (0 if tight else 1)
    _table(raster, y, tuning, hand, look)
    y += len(tuning.parts) + (0 if tight else 1)
    for text in lines:
        write(raster, 2, y, [(text, look.colours.bad if said else look.colours.head)], look, inner)
        y += 1
    _hints(raster, hand, look)
    return raster


def curves(tuning: finetuning.FineTuning, hand: int, look: Look) -> list[Curve]:
    """Return the losses of the four, the one in hand on top."""
    order = sorted(range(len(tuning.parts)), key=lambda number: number == hand)
    found = []
    for number in order:
        part, colour = tuning.parts[number], runners.ink(number + 1, look)
        glyph = look.glyphs.head if number == hand else runners.glyph(number + 1, look)
        f = np.array(part.losses, np.float64)
        at = np.array(part.at, np.float64)
        found.append(Curve(at, f, colour, str(number + 1), len(f) - 1, glyph, colour))
    return found


def told(tuning: finetuning.FineTuning, hand: int) -> str:
    """Return what the one in hand has come to, in the lecture's words."""
    part = tuning.parts[hand]
    held = len(part.free) - part.count
    which = part.pattern if part.pattern != "all" else "every weight"
    if held == 0:
        hold = "Nothing is held: backpropagation finds every partial at once, and all move together."
    else:
        others = f"{held:,} {'weight' if held == 1 else 'weights'}"
        hold = f"Hold all other {others} perfectly still and let {which} descend."
    if part.stopped:
        return f"{hold} It stopped: {part.stopped}."
    if not part.steps:
        return f"{hold} {hand + 1} takes ten steps with it, space a step with all four."
    first, last = part.losses[0], part.losses[-1]
    way = "fallen" if last < first else "risen" if last > first else "stayed"
    return f"{hold} In {part.steps} {'step' if part.steps == 1 else 'steps'} f has {way} {_by(first, last)}."


def _by(first: float, last: float) -> str:
    if last == first:
        return f"at {show(first)}"
    if show(first) == show(last):
        return f"by {show(abs(last - first), 3)} only, from {show(first)}"
    share = f" ({show(100 * (last - first) / abs(first), 2)} %)" if first else ""
    return f"from {show(first)} to {show(last)}{share}"


def _on(picture: Raster, look: Look) -> Raster:
    """Return the chart on the page's paper."""
    found = picture.copy()
    found.bg[found.bg == look.colours.panel] = look.colours.paper
    return found


def _title(raster: Raster, tuning: finetuning.FineTuning, look: Look) -> None:
    colours, session = look.colours, tuning.session
    runner = session.runner
    parts: list[Part] = [
        ("fine-tuning", colours.title),
        (f"   from step {session.here.k}", colours.ink),
        (f"   {runner.optimizer}", colours.ink),
    ]
    if "lr" in runner.settings:
        parts.append((f"  α {show(rate_of(runner), 3)}", colours.ink))
    end = write(raster, 2, 0, parts, look, raster.width - 4)
    right: list[Part] = [(f"{session.scenario.name}  f {show(tuning.parts[0].losses[0])}", colours.faint)]
    if end + length(right, look) + 2 < raster.width - 2:
        write_right(raster, raster.width - 2, 0, right, look)


def _table(raster: Raster, top: int, tuning: finetuning.FineTuning, hand: int, look: Look) -> None:
    """Write a row for each of the four: its key and mark, what is free and frozen, how low it has come."""
    colours = look.colours
    told = any(part.accuracy is not None for part in tuning.parts)
    columns = [
        ([part.word for part in tuning.parts], False, colours.ink),
        ([part.pattern for part in tuning.parts], False, colours.faint),
        ([f"free {part.count:,}" for part in tuning.parts], True, colours.ink),
        ([f"frozen {len(part.free) - part.count:,}" for part in tuning.parts], True, colours.frozen),
        ([f"step {part.steps}" for part in tuning.parts], True, colours.faint),
        ([f"f {show(part.losses[-1], 4)}" for part in tuning.parts], False, colours.head),
        *([([_share(part.accuracy) for part in tuning.parts], True, colours.good)] if told else []),
    ]
    least = min(part.losses[-1] for part in tuning.parts)
    gap = 3 if raster.width >= NARROW else 1
    for dropped in (None, 1, 6, 4, 3):  # what matters least gives way where the page is narrow
        if dropped is not None and dropped < len(columns):
            columns[dropped] = ([""] * len(tuning.parts), False, colours.ink)
        wides = [max(len(spoken(text, look)) for text in texts) for texts, _, _ in columns]
        if sum(wide + gap for wide in wides if wide) + 5 <= raster.width - 4:
            break
    for number, part in enumerate(tuning.parts):
        y, ink = top + number, runners.ink(number + 1, look)
        if y >= raster.height - 1:
            break
        held = number == hand
        if held:
            raster.put(1, y, " " * (raster.width - 2), colours.ink, colours.head_paper)
        mark = look.glyphs.head if held else runners.glyph(number + 1, look)
        x = write(raster, 2, y, [(f"{number + 1} ", colours.key), (f"{mark} ", ink)], look)
        for (texts, right, colour), wide in zip(columns, wides, strict=True):
            if not wide:
                continue
            text = spoken(texts[number], look)
            shade = ink if colour == colours.ink and not right else colour
            write(raster, x, y, [(text.rjust(wide) if right else text.ljust(wide), shade)], look)
            x += wide + gap
        if part.losses[-1] == least and part.steps and x < raster.width - 2:
            write(raster, x - gap + 1, y, [(look.glyphs.leader, colours.good)], look)
        if part.stopped and raster.width - x > 12:
            write(raster, x, y, [(shortened(part.stopped, raster.width - x - 2, look), colours.bad)], look)


def _share(accuracy: float | None) -> str:
    return "" if accuracy is None else f"{100 * accuracy:.1f} % right"


def _hints(raster: Raster, hand: int, look: Look) -> None:
    hints = [("1-4", "ten steps of one"), ("space", "a step of all"), ("S", "ten of all"), ("↑↓", "choose"),
             ("Enter", f"take {hand + 1}"), ("u", "back"), ("r", "begin again"), ("Esc", "leave")]  # fmt: skip
    write_hints(raster, hints, ("r", "↑↓", "S", "u"), look)
