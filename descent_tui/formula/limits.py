"""The one table of limits a formula has to keep; beyond them it is refused in words, at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how deep a formula may be."""

    characters: int
    tokens: int
    depth: int


TYPED = Limits(characters=4096, tokens=2000, depth=64)
"""A formula that a person types or a scenario file holds."""

PRINTED = Limits(characters=64 * 1024, tokens=40_000, depth=128)
"""A formula given to `descent_tui.formula`: partials that the program itself printed are longer and deeper."""

NUMBER_CHARACTERS = 32
NAME_CHARACTERS = 32
GRAPH_NODES = 20_000
VARIABLES = 1_000_000
NESTED_TERMS = 10_000_000
"""The most terms that nested sums may have together."""
