"""How things are measured here: interleaved, by medians, as ratios within one run; and the row a result is told in."""

from __future__ import annotations

import compileall
import gc
import platform
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SHORTEST = 2e-3
"""Seconds one reading takes at least: a call shorter than that is repeated until it does."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        what: what was measured. ours: our figure with its unit. peer: whom it is held against, with their figure.
        ratio: ours to theirs as it was measured, or the figure itself where the bar is absolute.
        bar: the bar in words. met: whether it was reached; None where there is no bar or no measurement.
    """

    what: str
    ours: str
    peer: str = "–"
    ratio: str = "–"
    bar: str = ""
    met: bool | None = None


def at_most(value: float, bar: float) -> dict[str, str | bool]:
    """Return ratio, bar and verdict of a row whose ratio must not be above the bar."""
    return {"ratio": f"{value:.2f}×", "bar": f"≤ {bar:g}×", "met": value <= bar}


def at_least(value: float, bar: float) -> dict[str, str | bool]:
    """Return ratio, bar and verdict of a row that must be so many times faster."""
    return {"ratio": f"{value:.1f}× faster", "bar": f"≥ {bar:g}×", "met": value >= bar}


def interleaved(*calls: Callable[[], object], rounds: int = 15) -> list[float]:
    """Return the median seconds of each call. They take turns, so that a noisy neighbour disturbs all of them alike."""
    repeats = [_repeats(call) for call in calls]
    readings: list[list[float]] = [[] for _ in calls]
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for call, count, kept in zip(calls, repeats, readings, strict=True):
                begin = time.perf_counter()
                for _ in range(count):
                    call()
                kept.append((time.perf_counter() - begin) / count)
    finally:
        gc.enable()
    return [statistics.median(kept) for kept in readings]


def _repeats(call: Callable[[], object]) -> int:
    call()
    begin = time.perf_counter()
    call()
    once = time.perf_counter() - begin
    return max(1, min(10_000, round(SHORTEST / max(once, 1e-9))))


def compiled() -> None:
    """Compile our modules to bytecode, as installing a package does; the peers come compiled.

    Where Python may write none (PYTHONDONTWRITEBYTECODE), a checkout would be compiled anew at every start.
    """
    compileall.compile_dir(str(Path(__file__).parents[1] / "descent_tui"), quiet=1)


def machine() -> str:
    """Return the machine in one line: processor, cores, Python, numpy."""
    import os

    import numpy as np

    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line.split(":", 1)[1].strip() for line in info.read_text("utf-8").splitlines() if "model name" in line]
        model = names[0] if names else model
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{model}, {os.cpu_count()} cores{load}; Python {platform.python_version()}, numpy {np.__version__}"


def seconds(value: float) -> str:
    """Return a time in the unit that suits it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= 0.9995 * size:  # three digits of less would be a thousand of the next unit
            return f"{value / size:.3g} {unit}"
    return f"{value / 1e-9:.3g} ns"


def table(rows: Sequence[Row]) -> str:
    """Return rows as a table of Markdown."""
    signs = {True: "yes", False: "**no**", None: "–"}
    lines = [(r.what, r.ours, r.peer, r.ratio, r.bar, signs[r.met]) for r in rows]
    heads = ("what", "ours", "beside", "ratio", "bar", "met")
    widths = [max(len(line[i]) for line in (heads, *lines)) for i in range(len(heads))]
    shown = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |" for line in (heads, *lines)
    ]
    return "\n".join((shown[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *shown[1:]))
