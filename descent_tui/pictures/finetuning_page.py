"""The page of fine-tuning: four losses on one chart, and what of the network was free for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from descent_tui.pictures import runners
from descent_tui.pictures.hints import placed, write_hints
from descent_tui.pictures.loss import Curve, losses_picture
from descent_tui.pictures.raster import Raster
from descent_tui.pictures.slider import floor
from descent_tui.pictures.text import Part, length, shortened, spoken, wrapped, write, write_right
from descent_tui.session.numbers import show
from descent_tui.session.scheduling import rate_of

if TYPE_CHECKING:
    from descent_tui.pictures.hints import Hint
    from descent_tui.pictures.look import Look
    from descent_tui.session import finetuning

NARROW = 60
"""Below this width columns stand a space apart."""

LEAST_CHART = 5
"""Rows below which the chart says nothing."""

MOST = 3
"""Rows that the sentence takes at most."""

WORDY = 76
"""From this width on there is room for whole sentences beside the keys."""

TIGHT = 18
"""Below this height no rows are left blank."""


class Places(NamedTuple):
    """Where everything stands: the rows of the chart, its first row, those of the table and of what is said."""

    rows: int
    chart: int
    table: int
    words: int
    lines: tuple[str, ...]


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
    places = _places(tuning, hand, said, width, height, look)
    _title(raster, tuning, look)
    if places.rows:
        every = curves(tuning, hand, look)
        picture = losses_picture(
            width - 4, places.rows, look, every, floor=floor(tuning.session), x_name="steps from here", snug=True
        )
        raster.paste(_on(picture, look), 2, places.chart)
    _table(raster, places.table, tuning, hand, look)
    for y, text in enumerate(places.lines, start=places.words):
        write(raster, 2, y, [(text, look.colours.bad if said else look.colours.head)], look, width - 4)
    write_hints(raster, hints(hand, width), SPARE, look)
    return raster


def clicked(
    tuning: finetuning.FineTuning, hand: int, said: str, size: tuple[int, int], look: Look, at: tuple[int, int]
) -> str | None:
    """Return what a click on a cell of the page of that size stands for.

    It is `part 2` for the row of the second of the four, a key as the last line shows it, None where nothing stands.
    """
    table = _places(tuning, hand, said, *size, look).table
    if table <= at[1] < min(table + len(tuning.parts), size[1] - 1):
        return f"part {at[1] - table + 1}"
    if at[1] != size[1] - 1:
        return None
    return next(
        (key for (key, _), start, end in placed(hints(hand, size[0]), SPARE, size[0], look) if start <= at[0] < end),
        None,
    )


def _places(tuning: finetuning.FineTuning, hand: int, said: str, width: int, height: int, look: Look) -> Places:
    """Lay the page out; where the chart would have no room beside the sentence, a few words stand for that."""
    count, inner, tight = len(tuning.parts), width - 4, height < TIGHT
    blank = 0 if tight else 1
    every = wrapped(spoken(said or told(tuning, hand), look), inner)
    lines = [*every[: MOST - 1], shortened(" ".join(every[MOST - 1 :]), inner, look)] if len(every) > MOST else every
    rows = height - 2 - count - len(lines) - 4 * blank
    if rows < LEAST_CHART:
        lines = [shortened(every[0], inner, look)] if said else [told_briefly(tuning, hand, inner, look)]
        rows = height - 2 - count - 1
    if rows < LEAST_CHART:
        rows, lines = 0, every[: max(height - 2 - count, 0)]
    chart = 1 + blank
    table = chart + rows + (blank if rows else 0)
    return Places(rows, chart, table, table + count + blank, tuple(lines))


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


def told_briefly(tuning: finetuning.FineTuning, hand: int, width: int, look: Look) -> str:
    """Return the same in the few words that fit."""
    part = tuning.parts[hand]
    who = part.pattern if part.pattern != "all" else "every weight"
    if part.stopped or not part.steps:
        said = [f"{who}: it stopped" if part.stopped else f"{who}: {hand + 1} takes ten steps"]
    else:
        first, last = part.losses[0], part.losses[-1]
        share = f"{show(100 * (last - first) / abs(first), 2)} %" if first else show(last)
        steps = f"in {part.steps} {'step' if part.steps == 1 else 'steps'}"
        said = [f"{who}: f {share} {steps}", f"{who}: {share} {steps}", f"f {share} {steps}"]
    texts = [spoken(text, look) for text in said]
    return next((text for text in texts if len(text) <= width), shortened(texts[-1], width, look))


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
        (f"   from step {session.here.k}" if raster.width >= NARROW else "", colours.ink),
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
            raster.put(0, y, look.glyphs.right, colours.key)
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


def hints(hand: int, width: int) -> tuple[Hint, ...]:
    """Return the keys of the last line, in fewer words where it is short."""
    if width < WORDY:
        take = f"take {hand + 1}" if width >= NARROW else "take"
        return (
            ("1-4", "10 steps"),
            ("space", "all"),
            ("↑↓", "choose"),
            ("Enter", take),
            ("u", "back"),
            ("Esc", "leave"),
        )
    return (("1-4", "ten steps of one"), ("space", "a step of all"), ("S", "ten of all"), ("↑↓", "choose"),
            ("Enter", f"take {hand + 1}"), ("u", "back"), ("r", "begin again"), ("Esc", "leave"))  # fmt: skip


SPARE = ("r", "↑↓", "S", "u", "Esc")
"""The keys that the last line does without where it is short, the first of them first."""
