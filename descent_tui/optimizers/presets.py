"""The conventions of other libraries: which settings differ from those here, and what that means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class UnknownPreset(LookupError):
    """A library whose conventions are not known, or an optimizer that it does not have; it says what there is."""


@dataclass(frozen=True, slots=True)
class Preset:
    """What one library does otherwise in one optimizer: the settings that differ, and a sentence on what differs."""

    settings: Mapping[str, float]
    differs: str


_VELOCITY = "the velocity holds lr·slope, so older slopes keep the rate they came with"

KERAS: dict[str, Preset] = {
    "gd": Preset({"lr": 0.01}, "Keras starts from α = 0.01; the step is the same."),
    "momentum": Preset(
        {"lr": 0.01, "lr_in_velocity": 1.0},
        f"In Keras {_VELOCITY}; it starts from α = 0.01, and from momentum 0, which is 0.9 here.",
    ),
    "nesterov": Preset(
        {"lr": 0.01, "lr_in_velocity": 1.0},
        f"In Keras {_VELOCITY}; it starts from α = 0.01, and from momentum 0, which is 0.9 here.",
    ),
    "adagrad": Preset(
        {"lr": 1e-3, "initial_accumulator_value": 0.1, "eps": 1e-7, "eps_at": 1.0},
        "Keras begins the sum at 0.1, so that the first step is shorter than α, and has ε = 1e-7 inside the root.",
    ),
    "rmsprop": Preset(
        {"lr": 1e-3, "alpha": 0.9, "eps": 1e-7, "eps_at": 1.0, "lr_in_velocity": 1.0},
        "Keras averages over 10 steps and not 100 (its first step is 3.2 α and not 10 α), has ε = 1e-7 inside the "
        f"root, and {_VELOCITY}.",
    ),
    "adadelta": Preset(
        {"lr": 1e-3, "rho": 0.95, "eps": 1e-7},
        "Keras takes a thousandth of the step, averages over 20 steps and not 10, and has ε = 1e-7.",
    ),
    "adam": Preset({"eps": 1e-7, "eps_at": 1.0}, "Keras adds ε = 1e-7 to the root of the raw second moment."),
    "amsgrad": Preset({"eps": 1e-7, "eps_at": 1.0}, "Keras adds ε = 1e-7 to the root of the raw second moment."),
    "adamw": Preset(
        {"weight_decay": 0.004, "eps": 1e-7, "eps_at": 1.0},
        "Keras shrinks by 0.004 α and not 0.01 α, and adds ε = 1e-7 to the root of the raw second moment.",
    ),
    "adamax": Preset(
        {"lr": 1e-3, "eps": 1e-7, "eps_at": 1.0},
        "Keras adds ε = 1e-7 to the largest slope and not to each, and halves α.",
    ),
    "nadam": Preset(
        {"lr": 1e-3, "eps": 1e-7, "momentum_decay": 1.0},
        "In Keras the momentum grows 250 times as fast, ε is 1e-7, and α is halved.",
    ),
    "lion": Preset({"lr": 1e-3}, "Keras starts from α = 0.001; the step is the same."),
}

OPTAX: dict[str, Preset] = {
    "gd": Preset({}, "The step is the same; Optax has no learning rate of its own."),
    "momentum": Preset({}, "The step is the same; Optax has no dampening and no learning rate of its own."),
    "nesterov": Preset({}, "The step is the same; Optax has no learning rate of its own."),
    "adagrad": Preset(
        {"initial_accumulator_value": 0.1, "eps": 1e-7, "eps_at": 1.0},
        "Optax begins the sum at 0.1, so that the first step is shorter than α, and has ε = 1e-7 inside the root.",
    ),
    "rmsprop": Preset(
        {"alpha": 0.9, "eps_at": 1.0, "lr_in_velocity": 1.0},
        f"Optax averages over 10 steps and not 100, has ε inside the root, and {_VELOCITY}.",
    ),
    "adadelta": Preset({}, "The step is the same; Optax has no learning rate of its own."),
    "adam": Preset({}, "The step is the same, eps_root = 0."),
    "amsgrad": Preset(
        {"max_corrected": 1.0}, "Optax takes the largest of the corrected second moments, PyTorch of the raw ones."
    ),
    "adamw": Preset({"weight_decay": 1e-4}, "Optax shrinks by 0.0001 α and not 0.01 α."),
    "adamax": Preset({}, "The step is the same; Optax has no learning rate of its own."),
    "nadam": Preset(
        {"momentum_decay": 1e6},
        "Optax has no schedule of the momentum: it is β₁ from the first step on, and the path is another one.",
    ),
    "radam": Preset(
        {"eps_at": 1.0}, "Optax adds ε to the root of the corrected second moment, PyTorch to the raw one."
    ),
    "rprop": Preset({}, "Optax 0.2.8 takes every step one step late, and none at first; that is not imitated here."),
    "lion": Preset({"weight_decay": 1e-3}, "Optax shrinks by 0.001 α at every step."),
    "lbfgs": Preset(
        {"history_size": 10.0, "max_ls": 20.0},
        "Optax keeps 10 pairs and not 100, and its zoom line search makes other trials than this one.",
    ),
}

TORCH: dict[str, Preset] = {
    "gd": Preset({"lr": 1e-3}, "PyTorch starts from α = 0.001, which is 0.1 here; the step is the same."),
    "lbfgs": Preset(
        {"line_search_fn": 1.0, "tolerance_grad": 1e-7, "tolerance_change": 1e-9},
        "PyTorch searches only when asked: a step is lr·d, the first one shorter; where slopes are small it stays.",
    ),
} | dict.fromkeys(
    (
        "momentum",
        "nesterov",
        "adagrad",
        "rmsprop",
        "adadelta",
        "adam",
        "amsgrad",
        "adamw",
        "adamax",
        "nadam",
        "radam",
        "rprop",
    ),
    Preset({}, "The settings are PyTorch's own; momentum is 0.9 here and 0 there unless it is asked for."),
)

PRESETS: dict[str, dict[str, Preset]] = {"torch": TORCH, "keras": KERAS, "optax": OPTAX}
"""Library → optimizer → what differs there from the defaults here. Read from Keras 3, Optax 0.2.8 and PyTorch 2.13."""


def find(library: str, optimizer: str) -> Preset:
    """Return what a library does otherwise in an optimizer; raise `UnknownPreset`."""
    if library not in PRESETS:
        from descent_tui.formula.spelling import hint  # only for a name that there is not

        raise UnknownPreset(
            f"there are no conventions of {library!r}: {hint(library, PRESETS)}there are {', '.join(PRESETS)}"
        )
    table = PRESETS[library]
    if optimizer not in table:
        raise UnknownPreset(f"{library} has no {optimizer}; it has {', '.join(table)}")
    return table[optimizer]
