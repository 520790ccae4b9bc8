"""A step of PyTorch's optimizers: float64, one thread, the plain implementation (neither fused nor foreach)."""

from __future__ import annotations

import torch

from benchmarks.optimizers import LBFGS, Step

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)  # NAdam keeps a number of its own in it

O = torch.optim
RULES = {
    "gd": (O.SGD, {}),
    "momentum": (O.SGD, {"momentum": 0.9}),
    "nesterov": (O.SGD, {"momentum": 0.9, "nesterov": True}),
    "adagrad": (O.Adagrad, {}),
    "rmsprop": (O.RMSprop, {}),
    "adadelta": (O.Adadelta, {}),
    "adam": (O.Adam, {}),
    "amsgrad": (O.Adam, {"amsgrad": True}),
    "adamw": (O.AdamW, {"weight_decay": 0.01}),
    "adamax": (O.Adamax, {}),
    "nadam": (O.NAdam, {}),
    "radam": (O.RAdam, {}),
    "rprop": (O.Rprop, {}),
}
FUSED = (O.SGD, O.Adagrad, O.Adam, O.AdamW)
"""Those that have a fused implementation, which is to be left out."""


def step(name, lr, start, curvature, slopes):
    """Return the step of a rule from `start`, [n], with the slopes handed in; None where there is no such rule."""
    x = torch.tensor(start, requires_grad=True)
    if name == "lbfgs":
        return lbfgs(x, lr, torch.tensor(curvature))
    if name not in RULES:
        return None
    rule, turned = RULES[name]
    plain = {"foreach": False} | ({"fused": False} if rule in FUSED else {})
    optimizer = rule([x], lr=lr, **turned, **plain)
    x.grad = torch.tensor(slopes)
    return Step(optimizer.step, lambda: x.detach().numpy().copy())


def lbfgs(x, lr, curvature):
    """Return one iteration of L-BFGS without a line search, with the one gradient it costs."""
    optimizer = O.LBFGS(
        [x], lr=lr, max_iter=1, history_size=int(LBFGS["history_size"]), tolerance_grad=0, tolerance_change=0
    )

    def closure():
        with torch.no_grad():
            x.grad = curvature * x
            return 0.5 * torch.dot(x.grad, x)

    return Step(lambda: optimizer.step(closure), lambda: x.detach().numpy().copy())
