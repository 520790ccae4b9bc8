"""The chain rule in the lecture's words: a sentence for each factor, for the product, for the sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.objectives.net.chain import Chain, Factor, Path

BACKPROPAGATION = "Backpropagation finds every partial at once by the chain rule."

FEW = 6
"""So many products of a sum are written out."""


def factor_said(chain: Chain, factor: Factor) -> str:
    """Return what a local derivative means, as a sentence or two."""
    value = show(factor.value)
    match factor.kind:
        case "loss":
            way = "up" if factor.value > 0 else "down"
            if factor.value == 0:
                return f"The loss asks nothing of {factor.by} here: its slope along {factor.by} is 0."
            return f"Move {factor.by} up by a tiny h and the loss goes {way} by {show(abs(factor.value))}·h."
        case "weight":
            return f"{factor.of} takes {factor.by} times {factor.symbol} = {value}: it moves {value} times as far."
        case "slope":
            if factor.value == 0:
                return f"{chain.activation} is flat at {factor.by}, φ′ = 0: nothing comes through {factor.of}."
            z = show(float(chain.z[factor.layer][factor.unit]))
            return (
                f"{factor.by} moves {factor.of} by φ′ = {value}: so steep is {chain.activation} at {factor.by} = {z}."
            )
        case _:
            if factor.symbol == "1":
                return f"{factor.by} is a bias: it moves {factor.of} one for one, a factor of 1."
            kind = "its input" if factor.symbol.startswith("x") else "what it is given,"
            return f"This weight moves {factor.of} by {kind} {factor.symbol} = {value}."


def product(factors: tuple[Factor, ...]) -> str:
    """Return the factors as they are multiplied: `∂L/∂z2[1] · W2[2,1] · φ′(z1[2]) · x[1]`."""
    return " · ".join(factor.symbol for factor in factors)


def numbers(factors: tuple[Factor, ...]) -> str:
    """Return the same in numbers: `0.412 · (−0.73) · 0.42 · (−1)`."""
    shown = [show(factor.value) for factor in factors]
    return " · ".join(shown[:1] + [f"({text})" if text.startswith("−") else text for text in shown[1:]])


def summed(chain: Chain, most: int = FEW) -> str:
    """Return the products of the strongest paths as a sum, the others together: `0.02 − 0.01 + 29 more (0.003)`."""
    told = [path.product for path in chain.paths[:most]]
    text = added(told)
    if len(told) == chain.count:
        return text
    others = chain.partial - sum(told)
    return f"{text} + {chain.count - len(told):,} more ({show(others)})"


def added(values: list[float]) -> str:
    """Return numbers as a sum, with their signs between them."""
    first, *others = values
    return " ".join([show(first), *map(_signed, others)])


def path_said(chain: Chain, path: Path) -> str:
    """Return which units a path passes, from the weight to the loss: `x[1] → z1[2] → z2[1] → L`."""
    layer, row, _ = chain.place
    begin = chain.layout.name(chain.index) if row is None else ("x" if layer == 0 else f"a{layer}") + f"[{row + 1}]"
    units = [f"z{layer + k + 1}[{unit + 1}]" for k, unit in enumerate(path.units)]
    return " → ".join([begin, *units, "L"])


def _signed(value: float) -> str:
    text = show(value)
    return f"− {text[1:]}" if text.startswith("−") else f"+ {text}"
