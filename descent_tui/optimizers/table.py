"""The one table of optimizers: a new rule is a new file and one line here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from descent_tui.optimizers.optimizer import Optimizer

NAMES = {
    "gd": "gd",
    "momentum": "momentum",
    "nesterov": "nesterov",
    "adagrad": "adagrad",
    "rmsprop": "rmsprop",
    "adadelta": "adadelta",
    "adam": "adam",
    "amsgrad": "amsgrad",
    "adamw": "adamw",
    "adamax": "adamax",
    "nadam": "nadam",
    "radam": "radam",
    "rprop": "rprop",
    "lion": "lion",
    "sgd-noise": "sgd_noise",
    "coordinate": "coordinate",
    "line-search": "line_search",
    "conjugate-gradient": "conjugate_gradient",
    "newton": "newton",
    "bfgs": "bfgs",
    "lbfgs": "lbfgs",
}
"""Name → file of this folder, in order of growing complexity. Loaded when first asked for."""


class UnknownOptimizer(LookupError):
    """A name that no optimizer has; the message lists those that exist."""


def find(name: str) -> Optimizer:
    """Return an optimizer by name; raise `UnknownOptimizer`."""
    if name not in NAMES:
        from descent_tui.formula.spelling import hint  # only for a name that there is not

        raise UnknownOptimizer(f"there is no optimizer {name!r}: {hint(name, NAMES)}there are {', '.join(NAMES)}")
    return cast("Optimizer", import_module(f"descent_tui.optimizers.{NAMES[name]}").OPTIMIZER)
