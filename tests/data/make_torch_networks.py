"""Make `torch_networks.npz`: losses, gradients and a Hessian product of small networks as PyTorch computes them.

It was run once, with torch 2.13.0 in float64 on a CPU; the tests need what it wrote and not PyTorch itself:

    python tests/data/make_torch_networks.py

Inputs, targets, weights and directions are made of numpy's PCG64 in this file and again in the test, from the seeds below.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
FILE = Path(__file__).with_name("torch_networks.npz")
ACTIVATIONS = ("relu", "tanh", "sigmoid", "softplus", "gelu", "identity")
LAYERS = {"softmax": (4, 5, 6, 3), "logistic": (4, 5, 6, 1), "squares": (4, 5, 6, 2)}
SAMPLES = 11


def problem(kind: str, number: int):
    """Return inputs, targets, θ and a direction for one loss; `number` is the activation's."""
    layers = LAYERS[kind]
    source = np.random.Generator(np.random.PCG64([20260401, number]))
    inputs = source.uniform(-2, 2, (SAMPLES, layers[0]))
    labels = source.integers(0, layers[-1] if kind == "softmax" else 2, SAMPLES)
    targets = {
        "softmax": labels,
        "logistic": labels[:, None].astype(float),
        "squares": source.uniform(-1, 1, (SAMPLES, layers[-1])),
    }[kind]
    size = sum((a + 1) * b for a, b in pairwise(layers))
    return inputs, targets, source.uniform(-1, 1, size), source.uniform(-1, 1, size)


def digits():
    """Return inputs, labels and θ of 64-16-10 over all shipped digits."""
    with np.load(ROOT / "scenarios" / "networks" / "digits.npz") as held:
        inputs, labels = held["inputs"] / 16.0, held["targets"].astype(int)
    source = np.random.Generator(np.random.PCG64([20260401, 99]))
    return inputs, labels, source.uniform(-0.5, 0.5, 64 * 16 + 16 + 160 + 10)


def main() -> None:
    """Write the file."""
    import torch
    from torch.nn import functional

    torch.set_default_dtype(torch.float64)
    bends = {
        "relu": torch.relu,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "softplus": functional.softplus,
        "gelu": functional.gelu,
        "identity": lambda z: z,
    }
    losses = {
        "softmax": functional.cross_entropy,
        "logistic": functional.binary_cross_entropy_with_logits,
        "squares": functional.mse_loss,
    }

    def loss(theta, layers, bend, kind, inputs, targets):
        at, a = 0, torch.tensor(inputs)
        for l, (rows, columns) in enumerate(pairwise(layers)):
            weights = theta[at : at + rows * columns].reshape(rows, columns)
            at += rows * columns
            a = a @ weights + theta[at : at + columns]
            at += columns
            if l < len(layers) - 2:
                a = bends[bend](a)
        return losses[kind](a, torch.tensor(targets))

    found = {}
    for number, bend in enumerate(ACTIVATIONS):
        for kind, layers in LAYERS.items():
            inputs, targets, theta, v = problem(kind, number)
            x = torch.tensor(theta, requires_grad=True)
            value = loss(x, layers, bend, kind, inputs, targets)
            (gradient,) = torch.autograd.grad(value, x, create_graph=True)
            (product,) = torch.autograd.grad(gradient, x, torch.tensor(v))
            found[f"{bend}.{kind}"] = np.stack([np.full(len(theta), value.item()), gradient.detach(), product])
    inputs, labels, theta = digits()
    x = torch.tensor(theta, requires_grad=True)
    value = loss(x, (64, 16, 10), "relu", "softmax", inputs, labels)
    value.backward()
    found["digits"] = np.stack([np.full(len(theta), value.item()), x.grad.numpy()])
    np.savez_compressed(FILE, **found)
    sys.stdout.write(f"{FILE}: {FILE.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
