"""Reference points of SciPy and reference paths of Optax for what the program names as their conventions.

Run:  python make_peer_references.py peer_references.json     (made with scipy 1.17.1, optax 0.2.8, jax 0.10.2, Python 3.11)
All in float64. JSON numbers are repr() of the doubles and round-trip exactly.
"""

import json
import sys
from pathlib import Path

import jax
import numpy as np
import optax
import scipy
from scipy.optimize import minimize

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp  # noqa: E402

FUNCTIONS = {
    "quadratic": ("x^2 + x*y + y^2", [-1.5, 2.0], lambda p: p[0] ** 2 + p[0] * p[1] + p[1] ** 2),
    "rosenbrock": ("(1-x)^2 + 100*(y-x^2)^2", [-1.2, 1.0], lambda p: (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2),
    "himmelblau": (
        "(x^2+y-11)^2 + (x+y^2-7)^2",
        [0.5, -0.25],
        lambda p: (p[0] ** 2 + p[1] - 11) ** 2 + (p[0] + p[1] ** 2 - 7) ** 2,
    ),
}
METHODS = {"bfgs": "BFGS", "lbfgs": "L-BFGS-B", "conjugate-gradient": "CG", "newton": "Newton-CG"}
OPTAX = {
    "momentum": (lambda lr: optax.sgd(lr, momentum=0.9), 1e-3),
    "nesterov": (lambda lr: optax.sgd(lr, momentum=0.9, nesterov=True), 1e-3),
    "adagrad": (optax.adagrad, 0.1),
    "rmsprop": (optax.rmsprop, 0.01),
    "rmsprop momentum=0.5": (lambda lr: optax.rmsprop(lr, momentum=0.5), 0.01),
    "rmsprop centered=1": (lambda lr: optax.rmsprop(lr, centered=True), 0.01),
    "adadelta": (optax.adadelta, 1.0),
    "adam": (optax.adam, 0.05),
    "amsgrad": (optax.amsgrad, 0.05),
    "adamw": (optax.adamw, 0.05),
    "adamax": (optax.adamax, 0.05),
    "nadam": (optax.nadam, 0.05),
    "radam": (optax.radam, 2e-4),
    "rprop": (optax.rprop, 0.01),
    "lion": (optax.lion, 0.01),
}
STEPS = 30

out = {"scipy": scipy.__version__, "optax": optax.__version__, "minima": [], "paths": []}
for formula, start, f in FUNCTIONS.values():
    g = jax.jit(jax.grad(f))
    for ours, theirs in METHODS.items():
        kept = minimize(
            lambda p, f=f: float(f(p)), start, jac=lambda p, g=g: np.asarray(g(p)), method=theirs, tol=1e-10
        )
        out["minima"].append(
            {
                "optimizer": ours,
                "method": theirs,
                "formula": formula,
                "start": start,
                "x": kept.x.tolist(),
                "value": float(kept.fun),
                "evaluations": int(kept.njev),
            }
        )
    for ours, (make, lr) in OPTAX.items():
        p, rule = jnp.asarray(start), make(lr)
        state, path = rule.init(p), [start]
        for _ in range(STEPS):
            step, state = rule.update(g(p), state, p)
            p = optax.apply_updates(p, step)
            path.append(np.asarray(p).tolist())
        out["paths"].append({"optimizer": ours, "lr": lr, "formula": formula, "path": path})
Path(sys.argv[1]).write_text(json.dumps(out).replace('{"optimizer"', '\n{"optimizer"') + "\n", "utf-8")
