"""The same network in PyTorch: addmm, relu and cross_entropy, differentiated by autograd, on one thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from descent_tui.objectives.network import NetworkObjective

torch.set_num_threads(1)


def gradient(f: NetworkObjective, x: np.ndarray) -> Callable[[], object]:
    """Return what computes the loss and all its partials at x once."""
    own = torch.tensor(x.astype(f.passes.dtype)).numpy()
    parts = [
        torch.tensor(part, requires_grad=True)
        for pair in zip(f.layout.weights(own), f.layout.biases(own), strict=True)
        for part in pair
    ]
    inputs, labels = torch.tensor(f.samples.inputs), torch.tensor(f.samples.targets)

    def call() -> object:
        for part in parts:
            part.grad = None
        layer = inputs
        for k in range(0, len(parts), 2):
            layer = torch.addmm(parts[k + 1], layer, parts[k])
            if k < len(parts) - 2:
                layer = torch.relu(layer)
        loss = torch.nn.functional.cross_entropy(layer, labels)
        loss.backward()
        return loss

    return call
