"""The screen in a pseudo-terminal of 120 × 40: what a key costs in bytes and time, the first frame, and being idle."""

from __future__ import annotations

import statistics
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Row, at_most, compiled, seconds
from benchmarks.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[1]
PEERS = ROOT / "benchmarks/peers"
OURS = (sys.executable, "-m", "descent_tui", "himmelblau")
LABEL = (sys.executable, str(PEERS / "label.py"))
PLOTTERS = {"textual-plotext": "textual_plotext", "textual-plot": "textual_plot"}
STEPS = 20
PAPER = b"48;2;14;17;22m"
"""The colour of our page, the first thing that is painted."""

IDLE = 3.0


def rows() -> Iterator[Row]:
    """Measure."""
    yield from first_frames()
    yield from steps()
    yield from plotters()
    yield repaint("truecolor", 64)
    yield repaint("256", 43)
    yield slow()
    yield idle()


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that such a share of all values is not above."""
    return sorted(values)[min(len(values) - 1, round(share * (len(values) - 1)))]


def first_frames(rounds: int = 7) -> Iterator[Row]:
    """From starting the process to the first page that is painted, and to the last line of the whole map."""
    compiled()
    chrome, whole, bare = [], [], []
    for _ in range(rounds):
        with Wire(LABEL) as wire:
            bare.append(wire.answer(wire.begun, limit=20, needle=b"step 0").last)
        with Wire(OURS) as wire:
            chrome.append(wire.answer(wire.begun, limit=20, needle=PAPER).last)
            whole.append(wire.answer(wire.begun, limit=20, needle=b"landscapes").last)
    floor = statistics.median(bare)
    peer = f"a bare Textual label {seconds(floor)}"
    mine, full = statistics.median(chrome), statistics.median(whole)
    yield Row("start → the first page", seconds(mine), peer, **at_most(mine / floor, 1.1))
    yield Row("start → the whole map with its bottom line", seconds(full), peer, **at_most(full / floor, 1.45))


def steps() -> Iterator[Row]:
    """One step: bytes and time beside a label, in turns.

    The first frame of an answer is the map with its trail and arrows, the partials, the arithmetic and the step count;
    the slice and the loss come in a second one.
    """
    with Wire(LABEL) as label, Wire(OURS) as ours:
        label.settle()
        ours.settle()
        pairs = [(label.press(b" "), ours.press(b" ")) for _ in range(STEPS)]
    labels, answers = zip(*pairs, strict=True)
    yield _bytes("map and numbers", [a.frame_count for a in answers], 800)
    with Wire(OURS) as bare:
        bare.settle()
        bare.press(b"g")
        sent = [bare.press(b" ").frame_count for _ in range(STEPS)]
    yield Row(
        "the same with the arrows of the slopes hidden (`g`)",
        f"{percentile(sent, 0.95):.0f} B (median {statistics.median(sent):.0f})",
    )
    yield _bytes("all panels", [a.count for a in answers], 2500)
    floor = statistics.median(answer.last for answer in labels)
    for which, bar, took in (
        ("map and numbers", 2.5, statistics.median(a.frame for a in answers)),
        ("all panels", 4, statistics.median(a.last for a in answers)),
    ):
        yield Row(
            f"one step, {which}: key → last byte",
            seconds(took),
            f"label {seconds(floor)}",
            **at_most(took / floor, bar),
        )


def _bytes(which: str, sent: Sequence[int], bar: int) -> Row:
    worst = percentile(sent, 0.95)
    ours = f"{worst:.0f} B (median {statistics.median(sent):.0f})"
    return Row(f"one step, {which}: bytes, 95th percentile", ours, "–", f"{worst:.0f} B", f"≤ {bar} B", worst <= bar)


def plotters() -> Iterator[Row]:
    """Take the same step in the plotting widgets for Textual."""
    for name, module in PLOTTERS.items():
        if not (find_spec(module) and find_spec("contourpy")):
            yield Row(f"one step in {name}", "–", "not measured: it could not be had")
            continue
        command = (sys.executable, str(PEERS / f"with_{module}.py"))
        with Wire(OURS) as ours, Wire(command) as theirs:
            ours.settle()
            theirs.settle()
            mine, other = zip(*((ours.press(b" "), theirs.press(b" ", quiet=0.4)) for _ in range(12)), strict=True)
        if not all(answer.count for answer in (*mine, *other)):
            yield Row(f"one step in {name}", "–", "not measured: a key was not answered")
            continue
        took, took_other = (statistics.median(answer.last for answer in kept) for kept in (mine, other))
        sent, sent_other = (statistics.median(answer.count for answer in kept) for kept in (mine, other))
        yield Row(
            f"one step beside {name} (polylines)",
            f"{seconds(took)}, {sent:.0f} B",
            f"{seconds(took_other)}, {sent_other:.0f} B",
            f"{took_other / took:.0f}× sooner, {sent_other / max(sent, 1):.0f}× fewer bytes",
        )


def repaint(depth: str, bar: int) -> Row:
    """Zooming in and out: the whole map changes."""
    with Wire((*OURS, "--color", depth)) as wire:
        wire.settle()
        sent = [wire.press(key, quiet=0.3).count for key in (b"z", b"z", b"Z", b"z", b"Z", b"Z") * 2]
    ours = f"{max(sent) / 1000:.1f} kB"
    return Row(f"full repaint, {depth}", ours, "–", ours, f"≤ {bar} kB", min(sent) > 0 and max(sent) <= bar * 1000)


def slow(rounds: int = 3) -> Row:
    """Pan for two seconds on a link of a megabit: to and fro, so that there is a landscape to draw all the time."""
    kept = []
    for _ in range(rounds):
        with Wire(OURS) as wire:
            wire.settle()
            kept.append(wire.late(b"LLLHHHHHHLLL"))
    worst = max(kept)
    return Row(
        f"125 kB/s, pan held 2 s: last key → last byte, the worst of {rounds}",
        seconds(worst),
        ratio=seconds(worst),
        bar="≤ 0.7 s",
        met=worst <= 0.7,
    )


def idle() -> Row:
    """Nobody does anything."""
    with Wire(OURS) as wire:
        wire.settle()
        wire.press(b" ", quiet=1.0)
        before = wire.cpu()
        sent = wire.listen(IDLE)
        used = wire.cpu() - before
    what = f"idle for {IDLE:g} s"
    return Row(what, f"{sent} B, {used / IDLE:.1%} CPU", "–", f"{sent} B", "0 B, 0 % CPU", sent == 0 and used <= 0.01)
