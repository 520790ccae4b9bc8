"""How a partial of a network comes about: the chain rule from one sample's loss to a weight, factor by factor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from descent_tui.cli.exits import Usage
from descent_tui.cli.plain import columns, json_text, out
from descent_tui.session import chain_words as words
from descent_tui.session.numbers import show

if TYPE_CHECKING:
    from descent_tui.objectives.net.chain import Chain
    from descent_tui.objectives.network import NetworkObjective
    from descent_tui.objectives.objective import Vector

MEAN = "mean"
"""The rule of the last step: the mean over all samples is the partial."""


def explain(objective: NetworkObjective, x: Vector, i: int, sample: int, *, json: bool) -> None:
    """Print the chain of weight i at x for training sample number `sample`, from 1; raise `Usage` for none."""
    count = len(objective.training)
    if not 1 <= sample <= count:
        raise Usage(f"--sample {sample}: the training samples are 1 to {count:,}")
    chain = objective.chain(x, i, sample - 1)
    partial = float(objective.gradient(x)[1][i])
    if json:
        print(json_text(_data(objective, chain, partial)))
    else:
        _print(objective, chain, partial)


def _steps(objective: NetworkObjective, chain: Chain, partial: float) -> list[tuple[str, str, str, str]]:
    """Return (rule, before, after, sentence) of every step: the factors of the strongest path, product, sum, mean."""
    name, path = objective.name(chain.index), chain.paths[0]
    factors = chain.factors(path)
    steps = [(f.kind, f"∂{f.of}/∂{f.by}", _valued(f.symbol, f.value), words.factor_said(chain, f)) for f in factors]
    steps.append(("product", words.numbers(factors), show(path.product), f"Along {words.path_said(chain, path)}."))
    if chain.count > 1:
        said = f"{chain.count:,} paths lead from {name} to the loss: their products are added."
        steps.append(("sum", words.summed(chain), show(chain.partial), said))
    samples = len(objective.training)
    if samples > 1 or objective.passes.decay:
        decay = f" + {show(objective.passes.decay)}·{name} of weight decay" if objective.passes.decay else ""
        said = f"The mean of ∂L/∂{name} over all {samples:,} samples{decay} is the partial of f."
        steps.append((MEAN, f"mean of ∂L/∂{name}{decay}", show(partial), said))
    return steps


def _valued(symbol: str, value: float) -> str:
    number = show(value)
    return number if symbol in {number, "1"} or symbol.startswith("∂") else f"{symbol} = {number}"


def _data(objective: NetworkObjective, chain: Chain, partial: float) -> dict[str, Any]:
    return {
        "wrt": objective.name(chain.index),
        "formula": objective.told(),
        "steps": [{"rule": r, "before": b, "after": a} for r, b, a, _ in _steps(objective, chain, partial)],
        "result": repr(partial),
        "sample": chain.sample + 1,
        "paths": chain.count,
        "of_sample": chain.partial,
        "layers": [{"layer": l, "a": n.a, "delta": n.delta, "gradient": n.weights} for l, n in _layers(chain)],
    }


def _layers(chain: Chain) -> list[tuple[int, Any]]:
    return list(enumerate(chain.layers(), start=1))


def _print(objective: NetworkObjective, chain: Chain, partial: float) -> None:
    name = objective.name(chain.index)
    out(f"f = {objective.told()}")
    out(f"∂L/∂{name} for sample {chain.sample + 1} of {len(objective.training):,}, whose loss L is {show(chain.loss)}:")
    out(f"  ∂L/∂{name} = {words.product(chain.factors(chain.paths[0]))}" + (" + …" if chain.count > 1 else ""))
    for _, before, after, sentence in _steps(objective, chain, partial):
        out(f"  {before}  →  {after}")
        out(f"      {sentence}")
    if chain.layout.depth > 1:
        out("layer by layer, backwards, for this sample:")
        rows = [("layer", "units", "‖a‖", "‖δ‖", "‖∂L/∂W‖")]
        for l, n in reversed(_layers(chain)):
            rows.append((str(l), f"{chain.layout.sizes[l]:,}", show(n.a), show(n.delta), show(n.weights)))
        for row in columns(rows, ">>>>>"):
            out(f"  {row}")
    out(words.BACKPROPAGATION)
    out(f"∂f/∂{name} = {show(partial, 6)}")
