"""Knobs that many rules share, with PyTorch's names and defaults."""

from __future__ import annotations

from descent_tui.optimizers.setting import Setting

BELOW_ONE = 1 - 1e-9
"""The largest a forgetting factor may be: at 1 nothing is ever forgotten, and its correction divides by 0."""


def rate(default: float, meaning: str = "how far to go along the direction") -> Setting:
    """Return the learning rate."""
    return Setting("lr", default, 0.0, 1e6, meaning)


def forgetting(name: str, default: float, of: str) -> Setting:
    """Return a factor of an exponential average: the share of the past that is kept at each step."""
    return Setting(name, default, 0.0, BELOW_ONE, f"how much of {of} is kept from step to step")


def momentum(default: float = 0.9) -> Setting:
    """Return the share of the velocity that is kept."""
    return Setting("momentum", default, 0.0, 1.0, "how much of the velocity is kept from step to step")


def eps(default: float) -> Setting:
    """Return the small number that keeps a division finite."""
    return Setting("eps", default, 0.0, 1.0, "a small number that keeps the division finite where slopes vanish")


def weight_decay(default: float = 0.0) -> Setting:
    """Return a pull towards the origin that is a part of the slope."""
    return Setting("weight_decay", default, 0.0, 1e3, "a pull towards the origin, added to the slope as weight_decay·x")


def decoupled_decay(default: float) -> Setting:
    """Return a pull towards the origin that is no part of the slope."""
    return Setting("weight_decay", default, 0.0, 1e3, "the share lr·weight_decay by which x shrinks before each step")


BETA1 = forgetting("beta1", 0.9, "the mean slope")
BETA2 = forgetting("beta2", 0.999, "the mean squared slope")
