"""A step of Optax's optimizers: float64, one thread, compiled, into the memory the last step lay in."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import optax

from benchmarks.optimizers import LBFGS, Step

jax.config.update("jax_enable_x64", True)

RULES = {
    "gd": optax.sgd,
    "momentum": lambda lr: optax.sgd(lr, momentum=0.9),
    "nesterov": lambda lr: optax.sgd(lr, momentum=0.9, nesterov=True),
    "adagrad": lambda lr: optax.adagrad(lr, initial_accumulator_value=0.0, eps=1e-10),
    "rmsprop": lambda lr: optax.rmsprop(lr, decay=0.99, eps_in_sqrt=False),
    "adadelta": optax.adadelta,
    "adam": optax.adam,
    "amsgrad": optax.amsgrad,
    "adamw": lambda lr: optax.adamw(lr, weight_decay=0.01),
    "adamax": optax.adamax,
    "nadam": optax.nadam,
    "radam": optax.radam,
    "rprop": optax.rprop,
    "lion": lambda lr: optax.lion(lr, weight_decay=0.0),
    "sgd-noise": lambda lr: optax.noisy_sgd(lr, eta=1.0, gamma=0.0, key=jax.random.key(0)),
    "lbfgs": lambda lr: optax.lbfgs(lr, memory_size=int(LBFGS["history_size"]), linesearch=None),
}
"""Rule → PyTorch's settings, where Optax has them."""


def step(name, lr, start, curvature, slopes):
    """Return the step of a rule from `start`, [n], with the slopes handed in; None where there is no such rule."""
    if name not in RULES:
        return None
    rule = RULES[name](lr)
    x = jnp.array(start)
    state = jax.tree.map(jnp.copy, rule.init(x))  # each array its own memory, so that all of it can be written over
    given = jnp.array(curvature if slopes is None else slopes)

    def update(given, state, x):
        gradient = given * x if slopes is None else given
        change, state = rule.update(gradient, state, x)
        return optax.apply_updates(x, change), state

    compiled = jax.jit(update, donate_argnums=(1, 2))

    def take():
        nonlocal x, state
        x, state = compiled(given, state, x)
        x.block_until_ready()

    return Step(take, lambda: np.array(x))
