"""Reference optimizer trajectories from torch.optim (float64, CPU).

Run:  python make_trajectories.py torch_trajectories.json      (made with torch 2.13.0+cpu, Python 3.11)
NOTE set_default_dtype(float64): NAdam keeps mu_product in the default dtype, so with float32 default a
float64 trajectory is only float32-accurate. foreach=False/fused=None -> the plain single-tensor path.
Gradients: torch.autograd in float64. JSON numbers are repr() of the doubles and round-trip exactly.
"""

import json
import math
import platform
import sys
from pathlib import Path

import torch

torch.set_default_dtype(torch.float64)
FUNCS = {
    "quadratic": ("x**2 + x*y + y**2", [-1.5, 2.0], lambda x, y: x**2 + x * y + y**2),
    "rosenbrock": ("(1-x)**2 + 100*(y-x**2)**2", [-1.2, 1.0], lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2),
    "himmelblau": (
        "(x**2+y-11)**2 + (x+y**2-7)**2",
        [0.5, -0.25],
        lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    ),
    "ackley": (
        "-20*exp(-0.2*sqrt(0.5*(x**2+y**2))) - exp(0.5*(cos(2*pi*x)+cos(2*pi*y))) + e + 20",
        [1.7, -2.3],
        lambda x, y: (
            -20 * torch.exp(-0.2 * torch.sqrt(0.5 * (x**2 + y**2)))
            - torch.exp(0.5 * (torch.cos(2 * math.pi * x) + torch.cos(2 * math.pi * y)))
            + math.e
            + 20
        ),
    ),
}
O = torch.optim
# name -> (class, kwargs common, lr per function: quadratic, rosenbrock, himmelblau, ackley)
OPTS = {
    "sgd": (O.SGD, {}, [0.1, 1e-3, 0.01, 0.02]),
    "sgd_weight_decay": (O.SGD, {"weight_decay": 0.05}, [0.1, 1e-3, 0.01, 0.02]),
    "momentum": (O.SGD, {"momentum": 0.9}, [0.05, 2e-4, 2e-3, 5e-3]),
    "momentum_dampening": (O.SGD, {"momentum": 0.9, "dampening": 0.1}, [0.05, 2e-4, 2e-3, 5e-3]),
    "nesterov": (O.SGD, {"momentum": 0.9, "nesterov": True}, [0.05, 2e-4, 2e-3, 5e-3]),
    "adagrad": (O.Adagrad, {}, [0.5, 0.1, 0.5, 0.1]),
    "rmsprop": (O.RMSprop, {}, [0.01, 0.01, 0.05, 0.01]),
    "rmsprop_centered_momentum": (O.RMSprop, {"centered": True, "momentum": 0.5}, [0.01, 0.002, 0.02, 0.005]),
    "adam": (O.Adam, {}, [0.05, 0.02, 0.1, 0.02]),
    "amsgrad": (O.Adam, {"amsgrad": True}, [0.05, 0.02, 0.1, 0.02]),
    "adamw": (O.AdamW, {}, [0.05, 0.02, 0.1, 0.02]),
    "adadelta": (O.Adadelta, {}, [1.0, 1.0, 1.0, 1.0]),
    "adamax": (O.Adamax, {}, [0.05, 0.02, 0.1, 0.02]),
    "nadam": (O.NAdam, {}, [0.05, 0.02, 0.1, 0.02]),
    "radam": (O.RAdam, {}, [0.05, 2e-4, 1e-3, 0.02]),
    "rprop": (O.Rprop, {}, [0.01, 0.01, 0.01, 0.01]),
    "lbfgs_strong_wolfe": (O.LBFGS, {"line_search_fn": "strong_wolfe", "max_iter": 1}, [1.0, 1.0, 1.0, 1.0]),
}
STEPS = 50


def run(fn, x0, cls, kw, lr, steps):
    p = torch.tensor(x0, requires_grad=True)
    kw = dict(kw)
    if cls is not O.LBFGS:
        kw["foreach"] = False
    opt = cls([p], lr=lr, **kw)

    def closure():
        opt.zero_grad()
        v = fn(p[0], p[1])
        v.backward()
        return v

    path = [p.detach().tolist()]
    for _ in range(steps):
        if cls is O.LBFGS:
            opt.step(closure)
        else:
            closure()
            opt.step()
        path.append(p.detach().tolist())
    return path


if __name__ == "__main__":
    out = {
        "torch": torch.__version__,
        "python": platform.python_version(),
        "dtype": "float64",
        "steps": STEPS,
        "functions": {k: {"formula": f, "start": s} for k, (f, s, _) in FUNCS.items()},
        "runs": [],
    }
    for on, (cls, kw, lrs) in OPTS.items():
        for (fnm, (_, x0, fn)), lr in zip(FUNCS.items(), lrs, strict=True):
            n = 15 if cls is O.LBFGS else STEPS
            out["runs"].append(
                {
                    "optimizer": on,
                    "torch_class": cls.__name__,
                    "kwargs": kw,
                    "lr": lr,
                    "function": fnm,
                    "path": run(fn, x0, cls, kw, lr, n),
                }
            )
    Path(sys.argv[1]).write_text(json.dumps(out).replace('{"optimizer"', '\n{"optimizer"'), "utf-8")
