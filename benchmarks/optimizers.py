"""Optimizers: one step at n = 2, 1000 and 1,000,000, beside PyTorch and Optax.

The slopes are handed in on every side, as the program hands in those it has already worked out, so what is timed is the
rule alone. Rules that ask for slopes at other points get those of a diagonal quadratic, within the time.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.measure import Row, at_most, interleaved, seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZES = (2, 1000, 1_000_000)
PEERS = ("torch", "optax")
CLOSE = 1e-9
"""Paths further from each other than this, relatively, are those of two rules, and marked with a star."""

WARM = 12
"""Steps before the clock starts: until then some rules have less to do."""

REPLAYED = {"line-search", "conjugate-gradient", "newton", "bfgs"}
"""Rules that would be at the minimum soon: they take the same step again and again."""

LBFGS = {"lr": 1e-3, "line_search_fn": 1.0, "history_size": 10.0}
"""Without a line search, which every library does in its own way, and too slow to arrive."""


class Step(NamedTuple):
    """A step that can be taken, and where the steps so far have led, [n]."""

    take: Callable[[], object]
    at: Callable[[], np.ndarray]


class Bowl:
    """f(x) = ½·Σ cᵢ·xᵢ², in as much of an objective as rules ask for; `slopes` handed in hold everywhere."""

    def __init__(self, curvature: np.ndarray, slopes: np.ndarray | None) -> None:
        self.size, self.curvature, self.slopes = len(curvature), curvature, slopes

    def gradient(self, x):
        """Return f(x) and ∇f(x), [n]."""
        if self.slopes is not None:
            return 0.0, self.slopes
        slopes = self.curvature * x
        return 0.5 * float(slopes @ x), slopes

    def value(self, x):
        """Return f(x)."""
        return 0.5 * float((self.curvature * x) @ x)

    def hessian(self, _x):
        """Return ∇²f, [n, n]."""
        return np.diag(self.curvature)

    def hessian_product(self, _x, v):
        """Return ∇²f·v, [n]."""
        return self.curvature * v


def rows() -> Iterator[Row]:
    """Measure."""
    os.environ["NPROC"] = "1"  # what XLA goes by, read when it is loaded
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
    from descent_tui.optimizers.table import NAMES

    peers = {}
    for name in PEERS:
        try:
            peers[name] = import_module(f"benchmarks.peers.{name}_steps")
        except ImportError as missing:
            yield Row(f"a step beside {name}", "–", f"not measured: {missing.name} could not be had")
    for name in NAMES:
        yield from measured(name, peers)


def measured(name: str, peers: dict) -> Iterator[Row]:
    """One rule at every size it takes, beside every peer that has it."""
    ours: list[str] = []
    beside: dict[str, list[str]] = {peer: [] for peer in peers}
    ratios: dict[str, list[str]] = {peer: [] for peer in peers}
    for n in SIZES:
        took = _took(name, n, peers)
        ours.append(seconds(took["ours"][0]) if took else "refused")
        for peer, told in beside.items():
            if peer in took:
                theirs, same = took[peer]
                told.append(seconds(theirs) + ("" if same else "*"))
                ratios[peer].append(f"{took['ours'][0] / theirs:.2f}")
    yield Row(
        f"a step of {name}, n = {' / '.join(f'{n:,}' for n in SIZES)}",
        " / ".join(ours),
        "; ".join(f"{peer} {' / '.join(told) or 'has none'}" for peer, told in beside.items()) or "–",
        "; ".join(f"{peer} {' / '.join(told)}×" for peer, told in ratios.items() if told) or "–",
    )
    if name == "adam" and "torch" in took:
        mine, theirs = took["ours"][0], took["torch"][0]
        yield Row(
            "Adam at n = 1,000,000", seconds(mine), f"torch, not fused {seconds(theirs)}", **at_most(mine / theirs, 1.3)
        )


def _took(name: str, n: int, peers: dict) -> dict[str, tuple[float, bool]]:
    """Return who → median seconds of a step, and whether the peer walks our path; nothing where n is too many."""
    from descent_tui.optimizers.optimizer import TooManyVariables

    start, curvature = np.linspace(0.5, 1.5, n), np.linspace(2.0, 0.5, n)
    slopes = None if name in {*REPLAYED, "lbfgs"} else curvature * start
    try:
        sides = {"ours": ours(name, Bowl(curvature, slopes), start)}
    except TooManyVariables:
        return {}
    lr = settings_of(name)["lr"]
    for peer, module in peers.items():
        if (step := module.step(name, lr, start, curvature, slopes)) is not None:
            sides[peer] = step
    for who, step in sides.items():
        for _ in range(0 if who == "ours" and name in REPLAYED else WARM):
            step.take()
    end = sides["ours"].at()
    same = {who: bool(np.abs(step.at() - end).max() <= CLOSE * np.abs(end).max()) for who, step in sides.items()}
    medians = interleaved(*(step.take for step in sides.values()), rounds=15)
    return {who: (took, same[who]) for who, took in zip(sides, medians, strict=True)}


def settings_of(name: str) -> dict[str, float]:
    """Return the settings a rule is measured with: its defaults, which are PyTorch's."""
    from descent_tui.optimizers.optimizer import defaults
    from descent_tui.optimizers.table import find

    return {**defaults(find(name)), **(LBFGS if name == "lbfgs" else {})}


def ours(name: str, bowl: Bowl, start: np.ndarray) -> Step:
    """Return our step of a rule. What it proposes is where it goes on from, unless it is replayed."""
    from descent_tui.optimizers.table import find

    rule, settings, free = find(name), settings_of(name), np.ones(bowl.size, bool)
    x, state, k = start, rule.init(start), 0

    def take() -> None:
        nonlocal x, state, k
        move = rule.propose(bowl, x, state, settings, free, k)
        x, state, k = move.x, move.state, k + 1

    if name not in REPLAYED:
        return Step(take, lambda: x)
    take(), take()  # so that there is something to remember
    before = x, state
    return Step(lambda: rule.propose(bowl, *before, settings, free, 2), lambda: x)
